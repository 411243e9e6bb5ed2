"""Counts about people leave through the register: protected, together with all that was told before, and for ever."""

from datetime import UTC, date, datetime
from itertools import product

import numpy as np
import pytest
from django.db import DatabaseError, transaction
from scipy.optimize import Bounds, LinearConstraint, milp

from stadsrecht.evidence.errors import DraftOutdated, NothingToCount, TooFewToTell
from stadsrecht.evidence.models import CountsRelease
from stadsrecht.evidence.operations import discard_counts, draft_counts, publish_counts
from stadsrecht.evidence.queries import WHOLE, CountsByPeriod, told_in, why_hidden
from stadsrecht.kernel.errors import NotPermitted
from stadsrecht.kernel.permissions import SYSTEM

ON, AT = date(2026, 6, 1), datetime(2026, 6, 1, tzinfo=UTC)
CODES = ("age", "origin", "religion", "sex")
# How many people have just these codes in each quarter.
ROWS = {
    ("origin",): (14, 12, 16, 11),
    ("religion",): (6, 7, 9, 6),
    ("origin", "religion"): (2, 1, 0, 3),
    ("sex",): (8, 3, 7, 9),
    ("age",): (1, 6, 0, 2),
}
QUARTERS = ("q1", "q2", "q3", "q4")


def counts(quarters=4, *, rows=ROWS, tells=None, **changed):
    periods = QUARTERS[:quarters]
    found = {(q, codes): row[at] for codes, row in rows.items() for at, q in enumerate(periods)}
    whole = {WHOLE} if quarters == 4 else set()
    given = {
        "periods": periods,
        "tells": frozenset(tells or {*periods, *whole}),
        "codes": {"ground": CODES},
        "counts": {"ground": found},
    }
    return CountsByPeriod(**given | changed)


def draft(given, series="reports-2026"):
    return draft_counts(
        series=series, counts=given, about=lambda tables: {"year": 2026}, acting_user=SYSTEM, on=ON, at=AT
    )


def publish(given, series="reports-2026"):
    return publish_counts(draft=draft(given, series), acting_user=SYSTEM, on=ON, at=AT)


def possible(cell, *releases, rows=ROWS):
    """Smallest and largest value of a cell that fit all that was told of the same people, in whole numbers."""
    unknown = list(product(QUARTERS, [*rows, *[(code,) for code in CODES if (code,) not in rows]]))

    def sum_of(period, code):
        return [float(period in (q, WHOLE) and (not code or code in codes)) for q, codes in unknown]

    told = [(at, value) for one in releases for at, value in told_in(one)["ground"].items() if value is not None]
    fits = LinearConstraint(np.array([sum_of(*at) for at, _v in told]), *[[v for _at, v in told]] * 2)
    goal, ends = np.array(sum_of(*cell)), []
    for sign in (1, -1):
        best = milp(sign * goal, constraints=fits, bounds=Bounds(0, np.inf), integrality=np.ones(len(unknown)))
        ends.append(round(sign * best.fun))
    return tuple(ends)


def small(release):
    return [cell for cell, why in why_hidden(release)["ground"].items() if why == "small"]


def test_small_counts_are_hidden_and_nobody_can_calculate_them(db):
    """Each could be nobody, and each could be as many as the rule allows to be hidden."""
    found = draft(counts())
    assert {("q1", "age"), ("q2", "sex"), ("q4", "age")} <= set(small(found))
    for cell in small(found):
        low, high = possible(cell, found)
        assert low == 0
        assert high >= 4


def test_a_person_with_two_codes_stands_in_both_rows_and_once_in_the_total(db):
    told = told_in(draft(counts()))["ground"]
    assert (told["q1", "origin"], told["q1", ""], told[WHOLE, ""]) == (16, 31, 123)


def test_a_year_is_protected_together_with_its_quarters_that_were_told_before(db):
    """What was told stays told, what was hidden stays hidden, and both releases together give nobody away."""
    three = publish(counts(3))
    year = draft(counts(4))
    before, after = told_in(three)["ground"], told_in(year)["ground"]
    assert {cell: after[cell] for cell in before} == before
    for cell in (cell for cell, value in after.items() if value is None):
        low, high = possible(cell, three, year)
        assert low < high
    for cell in small(year):
        assert possible(cell, three, year)[0] == 0


def test_a_small_change_since_the_last_release_is_hidden(db):
    """A year that is told again, after two people were moved to another row."""
    publish(counts(tells={WHOLE}))
    rows = ROWS | {("sex",): (8, 3, 7, 7), ("origin",): (14, 12, 16, 13)}
    again = draft(counts(tells={WHOLE}, rows=rows))
    told = told_in(again)["ground"]
    assert told[WHOLE, "sex"] is None
    assert told[WHOLE, "origin"] is None
    assert why_hidden(again)["ground"][WHOLE, "sex"] == "changed"


def test_totals_that_are_small_are_refused_by_name(db):
    few = {("origin",): (9, 2, 9, 9)}
    with pytest.raises(TooFewToTell) as refusal:
        draft(counts(rows=few))
    assert refusal.value.details["periods"] == "q2"


def test_a_total_that_changed_by_few_is_refused(db):
    publish(counts(tells={WHOLE}))
    with pytest.raises(TooFewToTell):
        draft(counts(tells={WHOLE}, rows=ROWS | {("sex",): (8, 3, 7, 7)}))


def test_nothing_is_told_of_nothing(db):
    with pytest.raises(NothingToCount):
        draft(counts(rows={("origin",): (0, 0, 0, 0)}))


def test_a_higher_threshold_hides_more(db):
    """As for neighbourhoods."""
    found = told_in(draft(counts(thresholds={"ground": 10})))["ground"]
    assert found["q1", "sex"] is None
    assert found["q1", "origin"] == 16


def test_tables_that_are_not_about_the_same_people_are_a_bug():
    with pytest.raises(ValueError, match="same people"):
        counts(counts={"a": {("q1", ("x",)): 1}, "b": {("q1", ("y",)): 2}}).totals()


def test_what_was_told_never_changes(db):
    """Neither by the program nor past it."""
    told = publish(counts())
    rows = CountsRelease.objects.filter(pk=told.pk)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        rows.update(about={})
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        rows.delete()


def test_why_cells_are_hidden_is_not_kept_once_they_are_told(db):
    assert draft(counts()).reasons["ground"]
    assert publish(counts()).reasons == {}


def test_a_new_draft_takes_the_place_of_the_old_one_and_a_draft_can_go(db):
    first, second = draft(counts()), draft(counts())
    assert list(CountsRelease.objects.values_list("pk", flat=True)) == [second.pk] != [first.pk]
    discard_counts(draft=second, acting_user=SYSTEM, at=AT)
    assert not CountsRelease.objects.exists()


@pytest.mark.parametrize("change", [{"tables": {"ground": [["q1", "age", 1]]}}, {"number": 2}])
def test_a_draft_that_was_changed_is_not_told(db, change):
    """Its digest no longer fits, or something else was told since."""
    found = draft(counts())
    CountsRelease.objects.filter(pk=found.pk).update(**change)
    with pytest.raises(DraftOutdated):
        publish_counts(draft=found, acting_user=SYSTEM, on=ON, at=AT)


def test_nobody_tells_counts_without_the_permission(person):
    for role in ("adviser", "stranger", "office_coordinator"):
        with pytest.raises(NotPermitted):
            draft_counts(series="x", counts=counts(), about=lambda tables: {}, acting_user=person(role), on=ON, at=AT)
