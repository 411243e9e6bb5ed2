"""What is kept is read back as it was, under a digest that depends on nothing but the figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from stadsrecht.monitoring.bridge import store
from stadsrecht.monitoring.errors import FiguresLost
from stadsrecht.monitoring.models import Column, ColumnRole, Observation, Status, Table, period_of
from tests.monitoring.conftest import AREA, SEX, cell, table

ODD = 'a "quoted" name; -- ’s'


def test_a_table_comes_back_as_it_was_kept(figures):
    digest = store.keep(figures)
    assert store.load(digest, figures.columns) == figures
    assert store.is_whole(digest, figures.columns)


def test_the_five_statuses_stay_apart():
    cells = [cell(str(2001 + place), None, status=status) for place, status in enumerate(Status) if status != "value"]
    kept = store.load(store.keep(table(*cells)), (SEX, AREA))
    assert [row.status for row in kept.observations] == [
        "zero",
        "not-known",
        "not-measured",
        "not-applicable",
        "hidden",
    ]


def test_attributes_have_no_part_in_the_order():
    """A table whose remarks vary from period to period comes back as it was kept."""
    columns = (SEX, Column("remark", "Remark", ColumnRole.ATTRIBUTE))
    cells = [
        Observation(period_of(str(2020 + place)), ("",), 1.0, Status.VALUE, attributes=(text,))
        for place, text in enumerate(("z", "a", "m"))
    ]
    kept = Table.of(columns, cells)
    digest = store.keep(kept)
    assert store.load(digest, columns) == kept
    assert store.is_whole(digest, columns)


def test_the_order_of_rows_does_not_matter(figures):
    turned = Table.of(figures.columns, reversed(figures.observations))
    assert turned.sha256 == figures.sha256


def test_keeping_the_same_twice_writes_one_file(figures):
    assert store.keep(figures) == store.keep(figures)
    files = list(store.path_of(figures.sha256).parent.iterdir())
    assert len(files) == 1


def test_names_of_columns_and_values_may_be_anything():
    columns = (Column(ODD, ODD), Column("remark", "Remark", ColumnRole.ATTRIBUTE))
    row = Observation(period_of("2013 Q2"), (ODD,), 1.5, Status.VALUE, attributes=("as found",), note="’s")
    digest = store.keep(Table.of(columns, [row]))
    assert store.load(digest, columns).observations == (row,)
    assert store.select(digest, ["period"], {ODD: ODD}) == [("2013-Q2",)]


def test_a_selection_is_ordered_by_key_and_period(figures):
    digest = store.keep(figures)
    assert store.select(digest, ["sex", "period", "value"], {"sex": ["", "women"]}) == [
        ("", "2024", 12.5), ("", "2025", 13.0), ("women", "2024", 10.0), ("women", "2025", 11.0),
    ]  # fmt: skip
    assert store.select(digest, ["value"], {"sex": []}) == []


def test_groups_count_what_is_known(figures):
    found = store.group(store.keep(figures), ["sex"])
    assert found == [("", 2, 2, 12.5, 12.75, 13.0), ("men", 1, 0, None, None, None), ("women", 2, 2, 10.0, 10.5, 11.0)]


def test_a_lost_file_is_named(figures):
    digest = store.keep(figures)
    store.path_of(digest).unlink()
    with pytest.raises(FiguresLost):
        store.load(digest, figures.columns)
    assert not store.is_whole(digest, figures.columns)


def test_a_file_with_other_figures_is_found_out(figures):
    digest, other = store.keep(figures), store.keep(table(cell("2024", 1.0)))
    store.path_of(other).replace(store.path_of(digest))
    assert not store.is_whole(digest, figures.columns)


@pytest.mark.parametrize(
    ("written", "label", "year"),
    [
        ("2015", "2015", 2015),
        (" 2012/13 ", "2012/13", 2012),
        ("2012/2013", "2012/13", 2012),
        ("2013 Q2", "2013-Q2", 2013),
        ("2015-16", "2015/16", 2015),
        ("2001/2003", "2001/2003", 2001),
        ("2024-03", "2024-03", 2024),
        ("1999/00", "1999/00", 1999),
    ],
)
def test_periods_are_read_as_people_write_them(written, label, year):
    found = period_of(written)
    assert (found.label, found.year) == (label, year)


@given(some.text(max_size=12))
def test_a_period_is_understood_or_refused(text):
    try:
        found = period_of(text)
    except ValueError:
        return
    assert period_of(found.label) == found
