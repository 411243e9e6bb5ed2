"""What an editor says of a place and of its hours: where it lies, of which kind it is, on which days it is closed."""

from datetime import date, time

import pytest
from django.utils.translation import override

from stadsrecht.partners.bridge.hours_text import hours_from, text_of
from stadsrecht.partners.bridge.positions import position_from, position_of
from stadsrecht.partners.errors import DayUnreadable, HoursUnreadable, PositionUnreadable
from stadsrecht.partners.models import Location, Proposal, Schedule, SealedAddress
from stadsrecht.partners.operations import decide_proposal, reveal_address, save_location
from stadsrecht.partners.queries import shown_hours
from tests.partners.conftest import AT
from tests.reading import Page

HOME = "/en/desk/partners/buurthuis-de-brug/"
PLACE = {"version": "1", "kind": "physical"}
CHRISTMAS = [date(2026, 12, 25), date(2026, 12, 26)]
TWO = [
    {"address_1": "Dorpsplein 2", "address_2": "1e verdieping", "city": "Kleinstad", "country": "NL"},
    {"address_1": "Postbus 9", "city": "Kleinstad", "address_type": "postal"},
]


@pytest.fixture
def partner(as_person):
    return as_person("partner")


@pytest.fixture
def address(house):
    return f"{HOME}places/{house.locations.get().pk}/"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("52.0907, 5.1214", (52.0907, 5.1214)),
        ("52,0907 5,1214", (52.0907, 5.1214)),
        ("52,0907, 5,1214", (52.0907, 5.1214)),
        ("-33.5; 151.25", (-33.5, 151.25)),
        ("52.0907°, 5.1214°", (52.0907, 5.1214)),
        ("", (None, None)),
    ],
)
def test_a_position_is_read_as_maps_write_it(text, found):
    assert tuple(position_from(text).values()) == found
    assert position_from(position_of(*found)) == position_from(text)


@pytest.mark.parametrize(
    "text", ["Dorpsplein", "52.0907", "95.1, 5.1", "52.1, 190.2", "52, 5", "1.1.1, 2.2", "52.1 N, 5.1 E"]
)
def test_what_is_no_position_is_named(text):
    with pytest.raises(PositionUnreadable):
        position_from(text)


def on_the_map(client):
    shown = client.get("/en/partners.geojson").json()["features"]
    return [one["geometry"]["coordinates"] for one in shown if one["geometry"]]


def test_the_city_says_kind_and_position(as_person, house, address):
    """What was typed stands on the form again, and the map has each place that one can visit."""
    adviser = as_person("adviser")
    sent = {**Page(adviser.get(address)).inputs, "position": "52.0907, 5.1214"}
    assert adviser.post(address, sent).status_code == 303
    assert [5.1214, 52.0907] in on_the_map(adviser)
    again = Page(adviser.get(address)).inputs
    assert again["position"] == "52.0907, 5.1214"
    assert adviser.post(address, {**again, "kind": "virtual"}).status_code == 303
    assert house.locations.get().kind == "virtual"
    assert [5.1214, 52.0907] not in on_the_map(adviser)


def test_an_unreadable_position_stands_at_its_field(as_person, house, address):
    """With what was typed; nothing is saved."""
    adviser = as_person("adviser")
    sent = {**Page(adviser.get(address)).inputs, "name_nl": "De Nieuwe Brug", "position": "hier"}
    page = Page(response := adviser.post(address, sent))
    assert (response.status_code, page.inputs["position"], page.inputs["name_nl"]) == (422, "hier", "De Nieuwe Brug")
    assert "is no position" in page.errors["position"]
    assert house.locations.get().name["nl"] != "De Nieuwe Brug"


def test_a_position_that_is_left_as_it_was_goes_with_a_move(as_person, house, address):
    """And one that is emptied goes by itself."""
    adviser = as_person("adviser")
    house.locations.update(latitude=52.3, longitude=5.3, addresses=[{"address_1": "Plein 2"}])
    assert adviser.post(address, {**Page(adviser.get(address)).inputs, "street": "Plein 3"}).status_code == 303
    assert house.locations.get().latitude is None
    house.locations.update(latitude=52.3, longitude=5.3)
    assert adviser.post(address, {**Page(adviser.get(address)).inputs, "position": ""}).status_code == 303
    assert house.locations.get().latitude is None


def test_the_position_of_a_partner_waits_for_the_city(as_person, partner, person, house, address):
    """As its address does; the editor sees both, and accepting makes them hold."""
    sent = {**Page(partner.get(address)).inputs, "street": "Plein 3", "position": "52.0907, 5.1214"}
    assert partner.post(address, sent).status_code == 303
    proposal = Proposal.objects.get()
    assert house.locations.get().latitude is None
    page = as_person("adviser").get(f"/en/desk/partners/-/changes/{proposal.pk}/").content.decode()
    assert "Plein 3, " in page
    assert "52.0907, 5.1214" in page
    decide_proposal(proposal=proposal, is_accepted=True, reason="", acting_user=person("adviser"), at=AT)
    row = house.locations.get()
    assert (row.addresses[0]["address_1"], row.latitude) == ("Plein 3", 52.0907)


def test_the_position_of_a_confidential_place_goes_under_seal(as_person, person, house, address):
    """The form shows it to nobody again."""
    adviser = as_person("adviser")
    sent = {**Page(adviser.get(address)).inputs, "is_confidential": "on", "front_door_nl": "Bel."}
    assert adviser.post(address, {**sent, "position": "52.98765, 5.98765"}).status_code == 303
    assert "98765" not in adviser.get(address).content.decode()
    assert Location.objects.get(pk=house.locations.get().pk).latitude is None
    assert "98765" not in SealedAddress.objects.get(location__organisation=house).sealed
    opened = reveal_address(location=house.locations.get(), reason="Test", acting_user=person("administrator"), at=AT)
    assert (opened["latitude"], opened["longitude"]) == (52.98765, 5.98765)


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_days_left_out_are_read_back_as_they_are_shown(language):
    """In whichever language the form is open."""
    row = Schedule(days=["MO"], opens_at=time(9), closes_at=time(17), except_on=CHRISTMAS)
    with override(language):
        text = text_of([row])
    assert hours_from(text, field="visit_hours") == [
        {"days": ["MO"], "opens_at": time(9), "closes_at": time(17), "except_on": CHRISTMAS}
    ]


@pytest.mark.parametrize(
    "days", ["2026-12-26, 2026-12-25", "25-12-2026 26/12/2026", "25.12.2026,26.12.2026,25-12-2026"]
)
def test_days_left_out_may_be_written_as_one_writes_days(days):
    assert hours_from(f"MO-FR 9:00-17:00 NIET {days}", field="visit_hours")[0]["except_on"] == CHRISTMAS


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("MO 09:00-17:00 not 2026-02-30", DayUnreadable),
        ("MO 09:00-17:00 not kerst", DayUnreadable),
        ("MO 09:00-17:00 not", HoursUnreadable),
        ("MO 09:00-17:00 2026-12-25", HoursUnreadable),
        ("MO 09:00-17:00 not 99999999999999999999-1-1", DayUnreadable),
    ],
)
def test_days_that_are_none_are_named(line, error):
    with pytest.raises(error):
        hours_from(line, field="visit_hours")


def test_readers_see_the_coming_days_on_which_it_is_closed(as_person, house, client):
    """Not those that are past, nor a day of the week on which it is closed anyway; emptied, they are gone."""
    service = house.services.get()
    service.schedules.all().delete()
    adviser, form = as_person("adviser"), f"{HOME}services/{service.pk}/"
    sent = Page(adviser.get(form)).inputs
    line = "MO-FR 09:00-17:00 not 2020-12-25, 2199-12-25, 2199-12-28"  # a Wednesday of 2199 and a Saturday
    assert adviser.post(form, {**sent, "visit_hours": line}).status_code == 303
    page = client.get("/en/partners/buurthuis-de-brug/").content.decode()
    assert "Closed on: Wednesday 25 December 2199</p>" in page
    again = Page(adviser.get(form)).inputs
    assert again["visit_hours"].endswith("not 2020-12-25, 2199-12-25, 2199-12-28")
    assert adviser.post(form, {**again, "visit_hours": "MO-FR 09:00-17:00"}).status_code == 303
    assert service.schedules.get(opens_at__isnull=False).except_on == []


def test_a_day_on_which_another_line_holds_is_not_closed():
    rows = [
        Schedule(days=["FR"], opens_at=time(9), closes_at=time(12), except_on=CHRISTMAS),
        Schedule(days=["FR"], opens_at=time(13), closes_at=time(17)),
    ]
    assert shown_hours(rows, AT)[0].closed_on == []
    assert shown_hours(rows[:1], AT)[0].closed_on == CHRISTMAS[:1]


def test_a_place_that_is_made_confidential_shows_no_address_on_its_form(partner, house):
    """Not even to the one who typed it."""
    place = house.locations.get()
    response = partner.post(
        f"{HOME}places/{place.pk}/",
        {**PLACE, "name_nl": "De Brug", "is_confidential": "on", "front_door_nl": "Bel."},
    )
    assert response.status_code == 303
    page = Page(partner.get(f"{HOME}places/{place.pk}/"))
    assert page.inputs["street"] == ""
    assert "Dorpsplein" not in page.text


def test_a_confidential_place_needs_a_front_door(partner, house):
    """Named at its field; nothing is saved and what was typed stays."""
    address = f"{HOME}places/{house.locations.get().pk}/"
    response = partner.post(address, {**PLACE, "name_nl": "De Nieuwe Brug", "is_confidential": "on"})
    page = Page(response)
    assert (response.status_code, page.inputs["name_nl"]) == (422, "De Nieuwe Brug")
    assert "Say how to get in touch" in page.errors["front_door"]
    assert not house.locations.get().is_confidential


@pytest.mark.parametrize(
    ("typed", "first"),
    [({"accessibility": "step-free"}, TWO[0]), ({"street": "Plein 3"}, {**TWO[0], "address_1": "Plein 3"})],
)
def test_what_a_form_does_not_show_of_an_address_stays(as_person, house, typed, first):
    """A second line, a further address; and a form that was left as it was changes none."""
    house.locations.update(addresses=TWO)
    adviser, address = as_person("adviser"), f"{HOME}places/{house.locations.get().pk}/"
    inputs = Page(adviser.get(address)).inputs
    assert adviser.post(address, {**inputs, **typed}).status_code == 303
    kept = house.locations.get().addresses
    assert [{name: one.get(name) for name in first} for one in kept[:1]] == [first]
    assert kept[1:] == TWO[1:]


def test_a_partner_who_ticks_access_proposes_no_address(partner, house):
    """Nothing waits for the city."""
    house.locations.update(addresses=TWO)
    address = f"{HOME}places/{house.locations.get().pk}/"
    assert partner.post(address, {**Page(partner.get(address)).inputs, "accessibility": "step-free"}).status_code == 303
    assert house.locations.get().accessibility == ["step-free"]
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("known", "typed", "stays"),
    [
        ([{"address_1": "Plein 2"}], {"address_1": "Plein 2", "postal_code": "9999 AB"}, True),
        ([], {"address_1": "Plein 2"}, True),
        ([{"address_1": "Plein 2"}], {"address_1": "Plein 3"}, False),
    ],
)
def test_a_place_in_the_open_keeps_its_position_until_it_moves(house, person, known, typed, stays):
    """A postcode that was missing, or a first address, is no move."""
    house.locations.update(addresses=known, latitude=52.3, longitude=5.3)
    act = {"organisation": house, "version": None, "acting_user": person("adviser"), "at": AT}
    save_location(location=house.locations.get(), values={"addresses": [typed]}, **act)
    assert (house.locations.get().latitude is not None) is stays
