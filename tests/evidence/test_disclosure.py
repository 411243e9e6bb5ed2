"""Counts about people leave only where it is proven that they hide whom they must hide."""

import pytest
from django.utils.translation import override

from stadsrecht.evidence.queries import CountsToPublish, Objection, objections_to_counts, objections_to_shares

SEX_BY_AGE = ("sex", "age")


def counts(**changed):
    """Sex by age with all margins; two cells in each row and column are hidden."""
    cells = {
        ("", ""): 100, ("f", ""): 50, ("m", ""): 50, ("", "young"): 40, ("", "old"): 60,
        ("f", "young"): None, ("f", "old"): None, ("m", "young"): None, ("m", "old"): None,
    }  # fmt: skip
    return CountsToPublish(SEX_BY_AGE, cells | {tuple(key.split("_")): value for key, value in changed.items()})


def test_a_table_with_enough_hidden_may_leave():
    assert objections_to_counts(counts()) == ()


def test_a_hidden_cell_that_subtraction_gives_back_is_found():
    """One of four is shown, so the other three follow from the margins; one of them is small."""
    found = objections_to_counts(counts(f_old=48))
    assert Objection("calculable", ("f", "young")) in found


def test_a_small_count_that_is_shown_is_found():
    table = CountsToPublish(("sex",), {("",): 60, ("f",): 3, ("m",): 57})
    assert objections_to_counts(table) == (Objection("small", ("f",), 5),)


def test_margins_alone_need_no_inner_cells():
    """Most tables of cities show each group by itself and nothing crossed."""
    cells = {("", ""): 100, ("f", ""): 50, ("m", ""): 50, ("", "young"): 40, ("", "old"): 60}
    assert objections_to_counts(CountsToPublish(SEX_BY_AGE, cells)) == ()


def test_neighbourhoods_have_the_higher_threshold():
    levels = {"BU1": "neighbourhood", "BU2": "neighbourhood"}
    cells = {("",): 100, ("BU1",): 8, ("BU2",): 92}
    assert objections_to_counts(CountsToPublish(("area",), cells, levels))
    assert not objections_to_counts(CountsToPublish(("area",), cells))


def test_districts_and_neighbourhoods_are_one_table():
    """The hidden neighbourhood is its district less its neighbour."""
    levels = {"WK1": "district", "WK2": "district", "BU1": "neighbourhood", "BU2": "neighbourhood"}
    cells = {("",): 100, ("WK1",): 50, ("WK2",): 50, ("BU1",): 45, ("BU2",): None}
    parents = {"BU1": "WK1", "BU2": "WK1"}
    assert objections_to_counts(CountsToPublish(("area",), cells, levels, parents)) == (
        Objection("calculable", ("BU2",)),
    )


def test_parts_that_do_not_add_up_are_refused():
    """Nobody can show that such a table protects."""
    table = CountsToPublish(("sex",), {("",): 100, ("f",): 120, ("m",): None})
    assert objections_to_counts(table) == (Objection("not-additive"),)


@pytest.mark.parametrize(("value", "may"), [(4, False), (0, True), (5, True), (None, True)])
def test_a_single_count_needs_to_be_large_enough(value, may):
    assert (objections_to_counts(CountsToPublish((), {(): value})) == ()) == may


def test_a_share_alone_hidden_beside_its_whole_is_found():
    cells = {("",): 1, ("f",): 1, ("m",): None}
    assert objections_to_shares(CountsToPublish(("sex",), cells), {}) == (Objection("alone", ("m",)),)
    assert objections_to_shares(CountsToPublish(("sex",), cells | {("f",): None}), {}) == ()


def test_a_share_of_few_people_is_found():
    """And named in the reader's language."""
    cells = {("",): 1, ("f",): 1, ("m",): 1}
    people = {("",): 60, ("f",): 24, ("m",): 36}
    found = objections_to_shares(CountsToPublish(("sex",), cells), people)
    with override("en"):
        assert [str(row) for row in found] == ["f rests on fewer than 25 people"]
