"""Boundaries are imported whole or not at all, and a new year makes a new period."""

from datetime import date

import pytest

from stadsrecht.kernel.errors import NotPermitted
from stadsrecht.kernel.models import AuditEntry
from stadsrecht.places.errors import BoundariesRefused
from stadsrecht.places.models import Area, Period
from stadsrecht.places.queries import area_at
from tests.places.conftest import DISTRICTS, square


def spans(code):
    """First and last day of each period, oldest first."""
    rows = Period.objects.filter(area__code=code).order_by("valid_from")
    return [(str(row.valid_from), row.valid_until and str(row.valid_until)) for row in rows]


def test_each_feature_becomes_a_period_that_ends_the_one_before(bring):
    """The pack says that the districts exist since 2020."""
    assert bring().added == ["WK999901", "WK999902", "WK999903"]
    assert spans("WK999901") == [("2020-01-01", "2023-12-31"), ("2024-01-01", None)]


def test_the_same_file_twice_changes_nothing(bring):
    """No period, no entry in the trail."""
    bring()
    before = (AuditEntry.objects.count(), list(Period.objects.values()))
    assert bring().unchanged == ["WK999901", "WK999902", "WK999903"]
    assert (AuditEntry.objects.count(), list(Period.objects.values())) == before


def test_years_may_come_in_any_order(bring):
    """An older year is put before the newer one and ends where that begins."""
    bring()
    bring(valid_from=date(2022, 1, 1))
    assert spans("WK999901") == [
        ("2020-01-01", "2021-12-31"),
        ("2022-01-01", "2023-12-31"),
        ("2024-01-01", None),
    ]


def test_a_correction_of_the_same_year_replaces_the_boundary(bring):
    """The trail keeps a fingerprint of both."""
    bring()
    assert bring([square("WK999901", 6.0)]).corrected == ["WK999901"]
    entry = AuditEntry.objects.last()
    assert entry.old["boundaries"]["WK999901"] != entry.new["boundaries"]["WK999901"]
    assert len(spans("WK999901")) == 2


def test_one_import_is_one_entry_on_the_city(bring):
    """It says what, from where and since when."""
    before = AuditEntry.objects.count()
    bring()
    entry = AuditEntry.objects.last()
    assert AuditEntry.objects.count() == before + 1
    assert (entry.verb, entry.object_label, entry.new["source"]) == ("import_boundaries", "Kleinstad", "Test 2024")


def test_neighbourhoods_find_their_district_by_their_code(bring):
    """BU99990201 lies in WK999902, with no word of it in the file; padding around a code is no part of it."""
    bring([square("BU99990201  ")], level="neighbourhood")
    assert Area.objects.get(code="BU99990201").parent.code == "WK999902"


def test_the_parent_that_a_file_states_is_taken(bring):
    """A city whose codes say nothing of what lies in what may state it."""
    bring([square("haven-1", parent="WK999902")], level="neighbourhood")
    assert Area.objects.get(code="haven-1").parent.code == "WK999902"


@pytest.mark.parametrize(
    ("code", "name"), [("BUURTCODE", "BUURTNAAM"), ("bu_code", "bu_naam"), ("code", "name"), ("gwb_code_10", "regio")]
)
def test_the_usual_names_of_properties_are_known(bring, code, name):
    """In any case, and the feature's own code goes before that of the district it lies in."""
    feature = square("x")
    feature["properties"] = {"wijkcode": "WK999901", "WK_NAAM": "Dorp", code: "BU99990101", name: "Plein"}
    assert bring([feature], level="neighbourhood").added == ["BU99990101"]
    assert Area.objects.get(code="BU99990101").name.plain == "Plein"


def test_other_names_of_properties_may_be_given(bring):
    """For files that nobody foresaw."""
    feature = {**square("x"), "properties": {"id": "WK999901", "what": "Dorp"}}
    assert bring([feature], code_property="ID", name_property="what").added == ["WK999901"]


def test_one_refused_feature_refuses_all(bring):
    """Nothing is half imported."""
    with pytest.raises(BoundariesRefused) as refusal:
        bring([*DISTRICTS, square("WK888801")])
    assert [(row.number, row.code, row.reason.code) for row in refusal.value.report] == [
        (4, "WK888801", "UnknownParent")
    ]
    assert not Period.objects.filter(boundary__isnull=False).exists()


def test_who_has_seen_the_report_may_import_the_rest(bring):
    """What was left out is reported again."""
    report = bring([*DISTRICTS, square("WK888801")], skip_refused=True)
    assert (len(report.added), len(report.refused)) == (3, 1)


def test_skipping_everything_is_no_import(bring):
    """Where nothing is left, the answer is still no."""
    with pytest.raises(BoundariesRefused):
        bring([square("WK888801")], skip_refused=True)


def test_a_complete_file_ends_the_areas_that_it_lacks(bring):
    """Only where the sender says that it is complete."""
    assert bring(DISTRICTS[:2], is_complete=True).closed == ["WK999903"]
    assert spans("WK999903") == [("2020-01-01", "2023-12-31")]
    assert not bring(DISTRICTS[:2], is_complete=True).is_change


def test_a_file_with_refused_features_is_not_complete(bring):
    """An area that was refused must not end."""
    report = bring([*DISTRICTS[:2], square("WK888801")], is_complete=True, skip_refused=True)
    assert report.closed == []


def test_a_name_that_the_city_chose_stays(bring):
    """The name on the list is kept with its period."""
    bring()
    area = Area.objects.get(code="WK999901")
    assert (area.name["fr"], area.periods.first().name) == ("Village", "name of WK999901")


def test_a_name_from_a_list_follows_the_newest_list(bring):
    """Lists are corrected from year to year; an older list does not take the name back."""
    bring([square("BU99990101", statnaam="plein")], level="neighbourhood")
    bring([square("BU99990101", statnaam="Plein")], level="neighbourhood", valid_from=date(2025, 1, 1))
    bring([square("BU99990101", statnaam="het plein")], level="neighbourhood", valid_from=date(2020, 1, 1))
    assert Area.objects.get(code="BU99990101").name == {"nl": "Plein", "en": "Plein", "fr": "Plein"}


@pytest.mark.parametrize("role", ["adviser", "administrator"])
def test_advisers_and_administrators_may_import(bring, person, role):
    """Both keep the city's data."""
    assert bring(acting_user=person(role)).added


@pytest.mark.parametrize("role", ["portfolio_holder", "partner", "council_member", "stranger"])
def test_the_others_are_refused(bring, person, role):
    """Before the file is read."""
    with pytest.raises(NotPermitted):
        bring("nonsense", acting_user=person(role))


@pytest.mark.parametrize(
    ("longitude", "latitude", "day", "found"),
    [
        (5.025, 52.005, date(2026, 6, 1), "WK999902"),
        (5.025, 52.005, date(2023, 6, 1), None),  # before the boundaries hold
        (5.5, 52.005, date(2026, 6, 1), None),
    ],
)
def test_a_position_lies_in_the_area_whose_boundary_holds_it(bring, longitude, latitude, day, found):
    """On that day; outside all boundaries it lies in none."""
    bring()
    area = area_at(longitude=longitude, latitude=latitude, level="district", day=day)
    assert (area.code if area else None) == found
