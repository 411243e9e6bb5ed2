"""Entries are kept true: letters with a link, confirmation, review of changes."""

from datetime import date, timedelta

import pytest
from django.core import mail, signing

from stadsrecht.kernel.errors import NotPermitted, ReasonMissing
from stadsrecht.kernel.models import AuditEntry
from stadsrecht.partners import errors
from stadsrecht.partners.models import Ask, Editorship, Organisation, Proposal
from stadsrecht.partners.operations import (
    change_own_entry,
    change_own_location,
    confirm_by_letter,
    confirm_entry,
    decide_proposal,
    due_asks,
    remove_location,
    send_ask,
    token_of,
)
from stadsrecht.partners.queries import is_due, stalest, upkeep
from tests.partners.conftest import AT, SECRETS
from tests.reading import Page

TODAY = AT.date()


@pytest.fixture
def asked(house, settings):
    """The house's partner has got its letter."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    [number] = due_asks(on=TODAY)
    assert send_ask(ask_id=number, at=AT)
    return Ask.objects.get()


def test_a_partner_is_asked_with_a_link_to_confirm_and_one_to_change(asked):
    """In the city's language, under an identity that does not change when the job runs again."""
    [letter] = mail.outbox
    assert letter.to == ["partner@demo.invalid"]
    assert f"/nl/partners/still-true/{token_of(asked).split(':')[0]}" in letter.body
    assert "/nl/desk/partners/buurthuis-de-brug/" in letter.body
    assert letter.extra_headers["Message-ID"].startswith(f"<partners-ask-{asked.pk}@")


def test_nobody_is_asked_twice_in_half_a_year(asked):
    """The next morning brings no letter; the next half-year does."""
    assert due_asks(on=TODAY + timedelta(1)) == []
    assert not send_ask(ask_id=asked.pk, at=AT)
    assert len(due_asks(on=date(2026, 7, 2))) == 1


def test_the_letters_link_confirms_with_one_click_and_without_signing_in(asked, client):
    """Opening it says nothing yet; the button does."""
    address = f"/nl/partners/still-true/{token_of(asked)}/"
    assert client.get(address).status_code == 200
    assert Organisation.objects.get(code="buurthuis-de-brug").confirmed_on is None
    assert client.post(address).status_code == 200
    assert Organisation.objects.get(code="buurthuis-de-brug").confirmed_on is not None
    assert AuditEntry.objects.last().actor.startswith("account ")


@pytest.mark.parametrize("spoil", [lambda token: token[:-2], lambda token: "x", lambda token: signing.dumps(1)])
def test_a_link_that_was_tampered_with_is_not_found(asked, client, spoil):
    """Nor one made for another purpose."""
    assert client.post(f"/nl/partners/still-true/{spoil(token_of(asked))}/").status_code == 404


def test_a_link_works_once(asked):
    """What was answered is answered."""
    token = token_of(asked)
    confirm_by_letter(token=token, on=TODAY, at=AT)
    with pytest.raises(errors.LinkExpired):
        confirm_by_letter(token=token, on=TODAY, at=AT)


def test_who_left_the_partner_no_longer_confirms(asked):
    """The link dies with the editorship."""
    Editorship.objects.all().delete()
    with pytest.raises(errors.LinkExpired):
        confirm_by_letter(token=token_of(asked), on=TODAY, at=AT)


def test_a_partner_confirms_at_its_desk(house, person):
    """With an entry in the trail."""
    confirm_entry(organisation=house, acting_user=person("partner"), on=TODAY, at=AT)
    house.refresh_from_db()
    assert (house.confirmed_on, is_due(house, TODAY)) == (TODAY, False)


def test_a_partner_cannot_confirm_for_another(desk, person):
    """Refused by name."""
    with pytest.raises(errors.NotYourOrganisation):
        confirm_entry(organisation=desk, acting_user=person("partner"), on=TODAY, at=AT)


def test_the_city_sees_what_grows_old(db):
    """Counted, and the oldest first."""
    Organisation.objects.filter(code="veilig-huis").update(confirmed_on="2020-01-01")
    found = upkeep(TODAY)
    assert (found.size, found.confirmed, found.due, found.stale, found.never) == (3, 1, 0, 1, 1)
    assert [row.code for row in stalest(TODAY)] == ["veilig-huis", "buurthuis-de-brug"]


@pytest.fixture
def change(house, person):
    def act(role="partner", **values):
        return change_own_entry(organisation=house, version=None, values=values, acting_user=person(role), at=AT)

    return act


def test_a_new_name_waits_and_the_rest_holds_at_once(change, house):
    """The public page keeps the old name until the city has looked."""
    [proposal] = change(name={"nl": "De Oude Brug"}, phone="+31 1")
    house.refresh_from_db()
    assert (house.name["nl"], house.phone) == ("Buurthuis De Brug", "+31 1")
    assert (proposal.about, proposal.state) == ("name", "waiting")


def test_a_closure_waits_too(change, house):
    """A partner does not vanish by a slip of the hand."""
    change(closed_on=TODAY)
    house.refresh_from_db()
    assert house.closed_on is None


def test_an_adviser_changes_at_once(change, house):
    """The city is the one that would review."""
    assert change("adviser", name={"nl": "Nieuw"}) == []
    house.refresh_from_db()
    assert house.name["nl"] == "Nieuw"


def test_a_later_proposal_takes_the_place_of_the_one_that_waits(change):
    """Never two about the same."""
    change(name={"nl": "Een"})
    change(name={"nl": "Twee"})
    assert Proposal.objects.count() == 1


def decide(proposal, person, *, is_accepted, role="adviser", reason=""):
    return decide_proposal(proposal=proposal, is_accepted=is_accepted, reason=reason, acting_user=person(role), at=AT)


def test_an_accepted_name_holds(change, house, person):
    """And cannot be decided again."""
    [proposal] = change(name={"nl": "De Oude Brug"})
    decide(proposal, person, is_accepted=True)
    house.refresh_from_db()
    assert house.name["nl"] == "De Oude Brug"
    with pytest.raises(errors.ProposalDecided):
        decide(proposal, person, is_accepted=True)


def test_an_accepted_closure_closes(change, house, person):
    """On the day that the partner named."""
    [proposal] = change(closed_on=TODAY)
    decide(proposal, person, is_accepted=True)
    house.refresh_from_db()
    assert house.closed_on == TODAY


def test_a_refusal_needs_a_reason(change, person):
    """The partner reads it."""
    [proposal] = change(name={"nl": "x"})
    with pytest.raises(ReasonMissing):
        decide(proposal, person, is_accepted=False)
    assert decide(proposal, person, is_accepted=False, reason="Te kort.").reason == "Te kort."


@pytest.mark.parametrize("role", ["partner", "portfolio_holder", "stranger"])
def test_a_partner_does_not_review_itself(change, person, role):
    """Nor does anyone else but the city's editors."""
    [proposal] = change(name={"nl": "x"})
    with pytest.raises(NotPermitted):
        decide(proposal, person, is_accepted=True, role=role)


def test_a_new_address_waits_under_seal(house, person):
    """No table shows it while it waits, and no page when the place is confidential."""
    place = house.locations.get()
    address = [{"address_1": "Nieuwelaan 3", "city": "Kleinstad"}]
    proposal = change_own_location(
        organisation=house,
        location=place,
        version=None,
        values={"addresses": address},
        acting_user=person("partner"),
        at=AT,
    )
    place.refresh_from_db()
    assert place.addresses[0]["address_1"] == "Dorpsplein 2"
    assert "Nieuwelaan" not in proposal.sealed
    decide(proposal, person, is_accepted=True)
    place.refresh_from_db()
    assert place.addresses[0]["address_1"] == "Nieuwelaan 3"


@pytest.mark.parametrize("is_removed", [True, False])
def test_the_address_of_another_new_place_waits_too(house, person, is_removed):
    """Who removes a place and adds it elsewhere does not pass by the review."""
    act = {"acting_user": person("partner"), "at": AT}
    if is_removed:
        remove_location(location=house.locations.get(), **act)
    values = {"name": {"nl": "De Brug 2"}, "addresses": [{"address_1": "Nieuwelaan 3"}]}
    proposal = change_own_location(organisation=house, location=None, version=None, values=values, **act)
    place = house.locations.get(name__nl="De Brug 2")
    assert (proposal.location, place.addresses) == (place, [])
    decide(proposal, person, is_accepted=True)
    place.refresh_from_db()
    assert place.addresses == [{"address_1": "Nieuwelaan 3"}]


def test_the_address_of_a_very_first_place_holds_at_once(house, person):
    """A new entry is not shown without one."""
    house.locations.all().delete()
    values = {"name": {"nl": "De Brug"}, "addresses": [{"address_1": "Nieuwelaan 3"}]}
    act = {"acting_user": person("partner"), "at": AT}
    assert change_own_location(organisation=house, location=None, version=None, values=values, **act) is None
    assert house.locations.get().addresses == values["addresses"]


def test_a_place_that_moves_leaves_its_position(house, person, client):
    """No map shows the new street at the old point; a second address or line moves nothing."""
    place = house.locations.get()
    house.locations.update(latitude=52.2, longitude=5.2)
    act = {"acting_user": person("partner"), "at": AT, "organisation": house, "version": None}
    more = [{**place.addresses[0], "address_2": "Boven"}, {"address_1": "Postbus 9"}]
    for addresses, latitude in ((more, 52.2), ([{"address_1": "Nieuwelaan 3"}], None)):
        proposal = change_own_location(location=place, values={"addresses": addresses}, **act)
        decide(proposal, person, is_accepted=True)
        place.refresh_from_db()
        assert (place.latitude, place.addresses) == (latitude, addresses)
    points = [one["geometry"] for one in client.get("/en/partners.geojson").json()["features"]]
    assert not any(point and point["coordinates"] == [5.2, 52.2] for point in points)


def test_the_new_address_of_a_shelter_is_not_shown_to_who_decides(shelter, as_person, person):
    """It is kept under seal before and after."""
    Editorship.objects.create(organisation=shelter.organisation, person=person("partner"))
    proposal = change_own_location(
        organisation=shelter.organisation,
        location=shelter,
        version=None,
        values={"addresses": [{"address_1": "Verborgenlaan 99"}]},
        acting_user=person("partner"),
        at=AT,
    )
    page = as_person("adviser").get(f"/nl/desk/partners/-/changes/{proposal.pk}/").content.decode()
    assert not any(secret in page for secret in SECRETS)
    decide(proposal, person, is_accepted=True)
    shelter.refresh_from_db()
    assert shelter.addresses == []


def test_the_page_of_a_letter_lets_a_browser_say_where_its_form_comes_from(client, asked):
    """Under `no-referrer` a browser calls the origin of the form "null", which is refused as a stranger's."""
    answer = client.get(f"/nl/partners/still-true/{token_of(asked)}/")
    assert answer["Referrer-Policy"] == "same-origin"
    assert 'name="referrer"' not in answer.content.decode()


def test_whoever_confirms_sees_all_that_it_confirms(client, asked, house):
    """The button says that all of it is true: so name, description, contact and places stand there too."""
    Organisation.objects.filter(pk=house.pk).update(phone="+31 99 333 3333", works_on=["meeting"])
    page = Page(client.get(f"/nl/partners/still-true/{token_of(asked)}/")).text
    for words in ("Een huis voor de buurt.", "+31 99 333 3333", "example.org/buurthuis-de-brug", "Samen eten"):
        assert words in page
    for words in ("Dorpsplein 2, 9999 AA Kleinstad", "rustige ruimte"):
        assert words in page


def test_the_second_of_two_who_decide_a_change_keeps_what_it_typed(change, as_person):
    """And reads that it was decided, with the reason of the first."""
    [proposal] = change(name={"nl": "x"})
    adviser, address = as_person("adviser"), f"/en/desk/partners/-/changes/{proposal.pk}/"
    assert adviser.post(address, {"refuse": "1", "reason": "Te kort."}).status_code == 303
    page = Page(adviser.post(address, {"refuse": "1", "reason": "Geen naam."}))
    assert "This change was decided before." in page.text
    assert "Te kort." in page.text
    assert page.inputs["reason"] == "Geen naam."
