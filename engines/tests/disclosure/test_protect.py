"""What protect promises, on tables small enough to see through."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stadsrecht_engines.disclosure import (
    Dimension,
    Specification,
    Thresholds,
    UnprotectableTable,
    audit,
    protect,
    read_table,
    verify,
)

COUNTS = st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=3, max_size=3)
QUICK = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much],
)


def protected(spec, data):
    """The protected table, or None where protect refuses by name."""
    try:
        return protect(spec, data)
    except UnprotectableTable:
        return None


def test_hidden_cells_show_nothing_and_shown_cells_tell_the_truth(grid):
    spec, data = grid([[1, 8, 6], [7, 9, 5], [4, 6, 8]])
    result = protect(spec, data)
    for cell in result.cells:
        assert (cell.value is None) == (cell.state in ("primary", "secondary"))
        if cell.value is not None:
            at = [axis.place[code] for axis, code in zip(data.lattice.axes, cell.codes, strict=True)]
            assert cell.value == data.full[tuple(at)]


def test_each_secondary_cell_says_which_cell_it_protects(grid):
    spec, data = grid([[1, 8, 6], [7, 9, 5], [4, 6, 8]])
    reasons = [c.reason for c in protect(spec, data).cells if c.state == "secondary"]
    assert reasons
    assert all(reason.startswith("protects r0 x c0") for reason in reasons)


@QUICK
@given(counts=COUNTS)
@pytest.mark.parametrize("policy", ["hidden", "shown"])
def test_what_is_returned_withstands_the_audit(grid, lone_people, counts, policy):
    if not any(map(any, counts)):
        return
    spec, data = grid(counts, zero_policy=policy)
    result = protected(spec, data)
    if result is not None:
        assert verify(spec, result.published, result.proof) == ()
        assert audit(spec, result.published, lone_people=lone_people(result, data)).is_safe


@QUICK
@given(counts=COUNTS, seed=st.integers(0, 99))
def test_row_order_does_not_matter(counts, seed):
    if not any(map(any, counts)):
        return
    dimensions = (Dimension("row", {"row": ("a", "b", "c")}), Dimension("column", {"column": ("x", "y", "z")}))
    spec = Specification(dimensions, thresholds=Thresholds(3, {}))
    rows = [{"row": "abc"[i], "column": "xyz"[j], "count": str(counts[i][j])} for i in range(3) for j in range(3)]
    shuffled = [rows[i] for i in np.random.default_rng(seed).permutation(9)]
    first, second = (protected(spec, read_table(spec, r)) for r in (rows, shuffled))
    assert (first and first.cells) == (second and second.cells)


def test_new_labels_in_the_same_order_give_the_same_pattern(grid):
    spec, data = grid([[1, 8, 6], [7, 9, 5], [4, 6, 8]])
    renamed = Specification(
        (Dimension("row", {"row": ("k", "l", "m")}), Dimension("column", {"column": ("n", "o", "p")})),
        thresholds=Thresholds(3, {}),
    )
    counts = data.inner
    rows = [{"row": "klm"[i], "column": "nop"[j], "count": str(counts[i, j])} for i in range(3) for j in range(3)]
    again = protect(renamed, read_table(renamed, rows))
    states = [cell.state for cell in protect(spec, data).cells if "Total" not in cell.codes]
    assert states == [cell.state for cell in again.cells if "Total" not in cell.codes]


def test_a_table_without_a_safe_pattern_is_refused_by_name(grid):
    spec, data = grid([[1]], threshold=3, zero_policy="hidden")
    result = protected(spec, data)
    assert result is None or all(cell.value is None for cell in result.cells)


def test_structural_zeros_stay_visible_and_are_never_used(grid):
    spec, data = grid([[0, 8, 6], [7, 9, 1], [4, 6, 8]], structural_zeros=({"row": "r0", "column": "c0"},))
    result = protect(spec, data)
    states = {cell.codes: cell for cell in result.cells}
    assert states["r0", "c0"].state == "structural zero"
    assert states["r0", "c0"].value == 0


def test_group_disclosure_hides_a_parent_or_the_rest(grid):
    words = {"threshold": 3, "zero_policy": "shown", "is_group_rule_on": True}
    spec, data = grid([[9, 2, 9], [9, 9, 8], [30, 9, 9]], **words)
    spec, data = grid([[40, 1, 1], [20, 9, 9], [30, 9, 9]], **words)
    result = protect(spec, data)
    assert audit(spec, result.published).is_safe
    shown = {cell.codes for cell in result.cells if cell.value is not None}
    assert not {("r0", "Total"), ("r0", "c0")} <= shown


def test_a_threshold_belongs_to_a_level():
    dimension = Dimension(
        "place", {"neighbourhood": ("n1", "n2", "n3"), "district": ("d1",)}, {n: ("d1",) for n in ("n1", "n2", "n3")}
    )
    spec = Specification((dimension,))
    data = read_table(spec, [{"place": n, "count": c} for n, c in (("n1", "7"), ("n2", "20"), ("n3", "30"))])
    states = {cell.codes[0]: cell.state for cell in protect(spec, data).cells}
    assert states["n1"] == "primary"
    assert states["d1"] == "published"
    assert "secondary" in (states["n2"], states["n3"])


def test_only_declared_margins_are_published(grid):
    spec, data = grid([[1, 8, 6], [7, 9, 5], [4, 6, 8]], margins=({"row": "row"}, {"column": "column"}, {}))
    result = protect(spec, data)
    assert len(result.cells) == 7
    assert audit(spec, result.published).is_safe
