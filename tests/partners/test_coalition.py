"""The coalition: members by theme and role; an organisation asks to join, the core group of the theme decides."""

import pytest
from django.core import mail

from stadsrecht.kernel.audit import entries_of
from stadsrecht.kernel.errors import ReasonMissing
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.partners import errors
from stadsrecht.partners.models import Editorship, JoinRequest, Membership, Organisation
from stadsrecht.partners.operations import (
    ask_to_join,
    decide_join,
    due_join_letters,
    leave_coalition,
    send_join_letter,
)
from stadsrecht.partners.queries import may_decide
from stadsrecht.people.models import User
from tests.conftest import CAST
from tests.partners.conftest import AT
from tests.reading import Page

TODAY = AT.date()
WORDS, NOTHING = LocalisedText(nl="Wij hebben een zaal."), LocalisedText()


@pytest.fixture
def ask(house, person):
    def act(organisation=house, theme="youth", role="bearer", who="partner"):
        return ask_to_join(
            organisation=organisation,
            theme=theme,
            role=role,
            text=WORDS,
            acting_user=person(who),
            on=TODAY,
            at=AT,
        )

    return act


@pytest.fixture
def decide(person):
    def act(request, is_accepted=True, reason=NOTHING, who="partner"):
        return decide_join(
            request=request, is_accepted=is_accepted, reason=reason, acting_user=person(who), on=TODAY, at=AT
        )

    return act


@pytest.fixture
def asked(db):
    """The shelter asks to join the theme that the house drives."""
    shelter = Organisation.objects.get(code="veilig-huis")
    return JoinRequest.objects.create(
        organisation=shelter, theme="meeting", role="supporter", text=WORDS, asked_on=TODAY
    )


def test_an_organisation_asks_for_itself(ask, desk):
    """Neither the city nor another organisation asks for it."""
    assert ask().state == "waiting"
    for organisation, who in ((desk, "partner"), (desk, "adviser")):
        with pytest.raises(errors.NotYourOrganisation):
            ask(organisation=organisation, who=who)


@pytest.mark.parametrize(("theme", "error"), [("meeting", errors.AlreadyMember), ("moon", errors.UnknownCode)])
def test_a_faulty_request_is_refused_at_its_theme(ask, theme, error):
    """Who is in is in; what is no theme is none."""
    with pytest.raises(error) as refused:
        ask(theme=theme, role="driver")
    assert refused.value.at_field == "theme"


def test_who_asked_before_waits(ask, decide):
    """After a refusal one may ask again."""
    first = ask()
    with pytest.raises(errors.AlreadyAsked):
        ask(role="supporter")
    decide(first, is_accepted=False, reason=WORDS, who="adviser")
    assert ask().state == "waiting"


def test_the_core_group_takes_an_organisation_in(asked, decide):
    """With the role it asked for, and an entry in the trail for each."""
    decide(asked)
    member = Membership.objects.get(organisation=asked.organisation)
    assert (member.theme, member.role, member.joined_on) == ("meeting", "supporter", TODAY)
    assert entries_of(asked).last().verb == "decide_join"
    with pytest.raises(errors.JoinDecided):
        decide(asked)


def test_who_became_a_member_meanwhile_is_told_so(asked, decide):
    """By name; the request can still be refused."""
    Membership.objects.create(organisation=asked.organisation, theme="meeting", role="supporter", joined_on=TODAY)
    with pytest.raises(errors.AlreadyMember):
        decide(asked)
    assert decide(asked, is_accepted=False, reason=WORDS).state == "refused"


def test_a_member_asks_for_another_role_without_leaving(ask, decide, house):
    """It stays a member since the day on which it joined."""
    member = Membership.objects.get(organisation=house, theme="meeting")
    decide(ask(theme="meeting", role="supporter"))
    changed = Membership.objects.get(organisation=house, theme="meeting")
    assert (changed.pk, changed.role, changed.joined_on) == (member.pk, "supporter", member.joined_on)
    assert entries_of(changed).last().verb == "change_role"


def letters(at=AT):
    """What the morning's job sends now."""
    mail.outbox = []
    for number in due_join_letters():
        send_join_letter(letter_id=number, at=at)
    return [(row.to, row.subject, row.body) for row in mail.outbox]


def test_the_core_group_and_the_asker_are_told_by_letter(ask, decide, house, person, settings):
    """Each once; the letter leads to where one decides, and says how it ended and why."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Membership.objects.create(organisation=house, theme="youth", role="driver", joined_on=TODAY)
    request = ask(role="supporter")
    [(to, subject, body)] = letters()
    assert to == [person("partner").email]
    assert "Buurthuis De Brug" in subject
    for words in (f"/desk/coalition/requests/{request.pk}/", "Wij hebben een zaal."):
        assert words in body
    assert letters() == []
    decide(request, is_accepted=False, reason=LocalisedText(nl="Nog niet."))
    [(_to, _subject, body)] = letters()
    assert "Nog niet." in body
    assert letters() == []


def test_what_was_decided_before_its_letter_went_is_no_longer_asked(ask, decide, house, settings):
    """Who is told how it ended need not hear that it was asked."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Membership.objects.create(organisation=house, theme="youth", role="driver", joined_on=TODAY)
    decide(ask(role="supporter"))
    assert len(letters()) == 1


@pytest.mark.parametrize("is_decided", [False, True])
def test_who_no_longer_speaks_for_an_organisation_gets_no_letter(ask, decide, house, settings, is_decided):
    """Dismissed in the night between the act and its letter, before or after the job has looked."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Membership.objects.create(organisation=house, theme="youth", role="driver", joined_on=TODAY)
    request = ask(role="supporter")
    if is_decided:
        decide(request)
    [number] = due_join_letters()
    Editorship.objects.all().delete()
    assert due_join_letters() == []
    assert not send_join_letter(letter_id=number, at=AT)


def test_a_refusal_needs_a_reason(asked, decide):
    """Which the organisation reads."""
    with pytest.raises(ReasonMissing):
        decide(asked, is_accepted=False)
    assert decide(asked, is_accepted=False, reason=WORDS).state == "refused"
    assert not Membership.objects.filter(organisation=asked.organisation).exists()


@pytest.mark.parametrize("role", [role for role in CAST if role not in ("resident", "partner")])
def test_where_a_theme_has_a_driver_nobody_else_decides(asked, decide, role):
    """Not the city either."""
    with pytest.raises(errors.NotCoreGroup):
        decide(asked, who=role)


def test_a_bearer_does_not_decide(asked, decide):
    """The core group are the drivers."""
    Membership.objects.filter(theme="meeting").update(role="bearer")
    with pytest.raises(errors.NotCoreGroup):
        decide(asked)


def test_while_a_theme_has_no_driver_the_citys_editors_decide(asked, decide, person):
    """So that a first driver can be taken in."""
    Membership.objects.filter(theme="meeting").delete()
    assert [may_decide(person(who), "meeting") for who in ("adviser", "partner", "portfolio_holder")] == [
        True,
        False,
        False,
    ]
    assert decide(asked, who="adviser").state == "accepted"


@pytest.mark.parametrize("change", ["dismissed", "locked", "another role"])
def test_where_no_driver_has_anybody_who_could_the_citys_editors_decide(asked, decide, person, change):
    """Else nobody could ever join that theme again."""
    assert not may_decide(person("adviser"), "meeting")
    if change == "dismissed":
        Editorship.objects.all().delete()
    elif change == "another role":
        Editorship.objects.update(person=person("coordinator"))
    else:
        User.objects.filter(email="partner@demo.invalid").update(is_active=False)
    assert may_decide(person("adviser"), "meeting")
    assert decide(asked, who="adviser").state == "accepted"


def test_a_member_leaves_by_itself(house, person, desk):
    """Nobody is put out by another."""
    with pytest.raises(errors.NotYourOrganisation):
        leave_coalition(membership=Membership.objects.get(organisation=desk), acting_user=person("adviser"), at=AT)
    leave_coalition(membership=Membership.objects.get(organisation=house), acting_user=person("partner"), at=AT)
    assert not Membership.objects.filter(organisation=house).exists()


def test_everyone_sees_who_is_in_by_theme_and_role(client, db):
    """As a page, as data and as a calendar."""
    text = Page(client.get("/en/coalition/")).text
    assert text.index("Meeting people") > text.index("Report or discuss discrimination")
    assert "Driver" in text
    assert client.get("/en/coalition.json").json()[1]["role"] == "driver"
    assert "buurthuis-de-brug" in client.get("/en/coalition.csv").content.decode()
    assert client.get("/en/coalition.ics").content.decode().count("BEGIN:VEVENT") == 2


def test_a_coalition_without_members_says_how_one_joins(client, db):
    """The page is not just empty."""
    Membership.objects.all().delete()
    assert "No organisation is in the coalition yet." in Page(client.get("/en/coalition/")).text


def test_a_partner_asks_at_the_desk_and_nothing_typed_is_lost(as_person):
    """The second time it is told that it waits."""
    partner = as_person("partner")
    sent = {"organisation": "buurthuis-de-brug", "theme": "youth", "role": "bearer", "text_nl": "Een zaal."}
    assert partner.post("/en/desk/coalition/join/", sent).status_code == 303
    again = partner.post("/en/desk/coalition/join/", sent)
    page = Page(again)
    assert again.status_code == 409
    assert "has not decided yet" in page.errors["theme"]
    assert page.inputs["text_nl"] == "Een zaal."


def test_the_core_group_decides_at_the_desk(as_person, asked):
    """With two buttons; a refusal without a reason is named at its field."""
    partner, address = as_person("partner"), f"/en/desk/coalition/requests/{asked.pk}/"
    assert address in Page(partner.get("/en/desk/coalition/")).links
    assert "Give a reason" in Page(partner.post(address, {"refuse": "1"})).errors["reason"]
    assert partner.post(address, {"accept": "1"}).status_code == 303
    asked.refresh_from_db()
    assert asked.state == "accepted"


def test_the_second_of_two_who_decide_keeps_what_it_typed(as_person, asked):
    """And reads that it was decided, with the reason of the first."""
    partner, address = as_person("partner"), f"/en/desk/coalition/requests/{asked.pk}/"
    assert partner.post(address, {"refuse": "1", "reason_nl": "Te vol."}).status_code == 303
    second = partner.post(address, {"refuse": "1", "reason_nl": "Nog niet."})
    page = Page(second)
    assert second.status_code == 409
    assert "This request was decided before." in page.text
    assert "Te vol." in page.text
    assert page.inputs["reason_nl"] == "Nog niet."
    assert "reason_nl" not in Page(partner.get(address)).inputs


def test_a_partner_who_drives_nothing_sees_no_requests(as_person, asked, person):
    """The city sees them, and who decides."""
    driver = Membership.objects.get(theme="meeting", role="driver")
    second = User.objects.create(email="second@partner.example", name="Second", is_demo=True)
    second.roles.set(person("partner").roles.all())
    driver.organisation.editorships.create(person=second)
    Editorship.objects.filter(person=person("partner")).delete()
    assert "Nothing waits." in Page(as_person("partner").get("/en/desk/coalition/")).text
    assert "the core group decides" in Page(as_person("adviser").get("/en/desk/coalition/")).text
