"""Changing an entry: who may, what is refused by name, and what follows from it."""

import pytest

from stadsrecht.kernel.errors import EditConflict
from stadsrecht.kernel.models import AuditEntry
from stadsrecht.partners import errors
from stadsrecht.partners.models import Organisation, Schedule, Service, Word
from stadsrecht.partners.operations import (
    edit_organisation,
    load_organisations,
    remove_location,
    remove_service,
    save_location,
    save_service,
    set_hours,
)
from stadsrecht.places.models import Period
from tests.conftest import CAST, ROOT
from tests.partners.conftest import AT

NEW = {"name": {"nl": "Spreekuur"}, "needs": ["poverty"], "languages": ["ti", "ps"], "cost": "free"}


@pytest.fixture
def save(house, person):
    """`save(languages=["ti"])` adds a service to the neighbourhood house, as its partner."""

    def act(role="partner", organisation=house, **values):
        return save_service(
            organisation=organisation,
            service=None,
            version=None,
            values={**NEW, **values},
            locations=[],
            acting_user=person(role),
            at=AT,
        )

    return act


def test_a_partner_adds_a_service_to_its_own_entry(save, house):
    """And the directory knows it by need and language at once."""
    save()
    house.refresh_from_db()
    assert house.needs == ["meeting", "poverty"]
    assert house.languages == ["nl", "ps", "so", "ti"]


def test_what_stands_in_a_service_can_be_searched(save):
    """Its words, and what people say who have its need."""
    assert {"spreekuur", "schulden", "dettes"} <= set(save().words)
    assert Word.objects.filter(text="spreekuur").exists()


@pytest.mark.parametrize(
    "role", [role for role in CAST if role not in ("resident", "partner", "adviser", "administrator")]
)
def test_nobody_else_changes_it(save, role):
    """Each refused by name."""
    with pytest.raises(errors.NotYourOrganisation):
        save(role)


def test_a_partner_cannot_change_another_entry(save, desk):
    """The reporting desk has its own editor."""
    with pytest.raises(errors.NotYourOrganisation):
        save(organisation=desk)


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"url": "javascript:alert(1)"}, errors.LinkRefused),
        ({"url": "java\nscript:alert(1)"}, errors.LinkRefused),
        ({"url": "data:text/html,x"}, errors.LinkRefused),
        ({"url": "https:///pad"}, errors.LinkRefused),
        ({"url": "https://[broken/"}, errors.LinkRefused),
        ({"languages": ["klingon"]}, errors.UnknownLanguage),
        ({"needs": ["gold"]}, errors.UnknownCode),
        ({"groups": ["elves"]}, errors.UnknownCode),
        ({"min_age": 18, "max_age": 12}, errors.AgesReversed),
    ],
)
def test_what_cannot_be_is_refused_by_name(save, values, error):
    """And nothing is saved."""
    before = Service.objects.count()
    with pytest.raises(error):
        save(**values)
    assert Service.objects.count() == before


def test_a_second_editor_is_told_what_the_first_wrote(house, person):
    """Nothing is lost."""
    edit = {"organisation": house, "acting_user": person("partner"), "at": AT}
    edit_organisation(version=1, values={"phone": "1"}, **edit)
    with pytest.raises(EditConflict) as caught:
        edit_organisation(version=1, values={"phone": "2"}, **edit)
    assert caught.value.differences == [("phone", "1")]


def test_what_a_person_changed_outlives_the_pack(house, person):
    """Loading the city again leaves the entry as its partner left it."""
    edit_organisation(organisation=house, version=1, values={"phone": "1"}, acting_user=person("partner"), at=AT)
    load_organisations(ROOT / "tests" / "cities" / "kleinstad", acting_user=person("administrator"), at=AT)
    house.refresh_from_db()
    assert house.phone == "1"


def test_what_was_carried_goes_when_it_is_said_otherwise(house, person):
    """And the rest stays."""
    Organisation.objects.filter(pk=house.pk).update(carried={"email": "old@example.org", "legal_status": "Stichting"})
    edit_organisation(
        organisation=house,
        version=1,
        values={"email": "new@example.org"},
        acting_user=person("partner"),
        at=AT,
    )
    house.refresh_from_db()
    assert house.carried == {"legal_status": "Stichting"}


def test_hours_are_put_in_the_place_of_the_old_ones(house, person):
    """With an entry in the trail; the same hours again leave none."""
    service = house.services.get()
    hours = [{"days": ["MO"], "opens_at": "09:00", "closes_at": "12:00"}]
    for _time in range(2):
        set_hours(organisation=house, service=service, hours=hours, acting_user=person("partner"), at=AT)
    assert [row.days for row in service.schedules.all()] == [["MO"]]
    assert AuditEntry.objects.last().verb == "set_hours"


FORTNIGHT = {"every_weeks": 2, "starts_on": "2026-01-05", "valid_until": "2026-12-31", "carried": {"notes": "Ring"}}
MORNING = {"days": ["MO", "TU"], "opens_at": "09:00", "closes_at": "12:00"}


@pytest.fixture
def hours_of(house, person):
    """`hours_of(*said)` sets the hours of the house's service and gives its lines."""
    service = house.services.get()
    service.schedules.all().delete()
    for more in (FORTNIGHT, {"carried": {"notes": "Every first Monday"}, "is_by_appointment": False}):
        Schedule.objects.create(service=service, **(MORNING if "every_weeks" in more else {}), **more)

    def act(*said):
        set_hours(organisation=house, service=service, hours=said, acting_user=person("partner"), at=AT)
        return list(service.schedules.all())

    return act


def test_a_line_said_again_keeps_what_no_form_shows(hours_of):
    """Every how many weeks, until when, and the words of another directory, also of a line that is in words only."""
    before = AuditEntry.objects.count()
    fortnight, words = hours_of(MORNING)
    assert (fortnight.every_weeks, fortnight.carried, words.carried["notes"]) == (
        2,
        {"notes": "Ring"},
        "Every first Monday",
    )
    assert AuditEntry.objects.count() == before


def test_a_new_line_beside_it_leaves_it_as_it_is(hours_of):
    """The line in words is of hours that are now said anew: it goes."""
    rows = hours_of(MORNING, {"days": ["FR"], "opens_at": "13:00", "closes_at": "17:00"})
    assert [(row.days, row.every_weeks) for row in rows] == [(["MO", "TU"], 2), (["FR"], 1)]


def test_hours_for_visits_become_hours_for_the_phone(hours_of):
    """The days and times are the same; what they are for is not, and the trail says so."""
    [row] = hours_of({**MORNING, "attendance": "contact"})
    assert row.attendance == "contact"
    assert AuditEntry.objects.last().new == {"hours": ["contact MO,TU 09:00:00-12:00:00"]}


@pytest.mark.parametrize("row", [{"days": ["MO"]}, {"opens_at": "09:00"}, {"closes_at": "09:00"}])
def test_half_hours_are_refused(house, person, row):
    """Neither a time nor an appointment says nothing."""
    with pytest.raises(errors.HoursIncomplete):
        set_hours(organisation=house, service=house.services.get(), hours=[row], acting_user=person("partner"), at=AT)


def test_a_place_and_a_service_can_be_taken_away(house, person):
    """The directory forgets what they gave it."""
    remove_location(location=house.locations.get(), acting_user=person("partner"), at=AT)
    remove_service(service=house.services.get(), acting_user=person("partner"), at=AT)
    house.refresh_from_db()
    assert (house.needs, house.languages, house.accessibility, house.found_in) == ([], [], [], [])


def test_a_new_place_keeps_its_district_and_access(house, person):
    """And is found by both."""
    save_location(
        organisation=house,
        location=None,
        version=None,
        values={"name": {"nl": "Tweede huis"}, "accessibility": ["induction-loop"], "addresses": []},
        acting_user=person("partner"),
        at=AT,
    )
    house.refresh_from_db()
    assert house.accessibility == ["induction-loop", "quiet-room"]


def test_an_unknown_form_of_access_is_refused(house, person):
    """By name."""
    with pytest.raises(errors.UnknownCode):
        save_location(
            organisation=house,
            location=None,
            version=None,
            values={"accessibility": ["moat"]},
            acting_user=person("partner"),
            at=AT,
        )


SQUARE = [[5.0, 52.0], [5.01, 52.0], [5.01, 52.01], [5.0, 52.01], [5.0, 52.0]]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"latitude": 52.005, "longitude": 5.005}, "WK999903"),
        ({"latitude": 52.5, "longitude": 5.5}, None),
        ({"latitude": 52.005, "longitude": 5.005, "is_confidential": True}, None),
    ],
)
def test_the_district_of_a_place_follows_from_its_position(house, person, values, found):
    """Where the city has its boundaries; of a confidential place nothing follows."""
    Period.objects.filter(area__code="WK999903").update(boundary={"type": "Polygon", "coordinates": [SQUARE]})
    place = save_location(
        organisation=house,
        location=None,
        version=None,
        values={"name": {"nl": "Hal"}, "front_door": {"nl": "Bel eerst."}, **values},
        acting_user=person("partner"),
        at=AT,
    )
    place.refresh_from_db()
    assert (place.area.code if place.area else None) == found
    house.refresh_from_db()
    assert ("WK999903" in house.found_in) is (found is not None)
