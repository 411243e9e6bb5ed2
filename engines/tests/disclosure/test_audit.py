"""The attacker is checked against brute force, and must object to every seeded fault."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stadsrecht_engines.disclosure import DisclosureError, UnprotectableTable, audit, protect

TWO_BY_TWO = st.lists(st.lists(st.integers(0, 4), min_size=2, max_size=2), min_size=2, max_size=2)
QUICK = settings(
    max_examples=30, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def with_margins(counts):
    """A grid with its totals, as {codes: value}."""
    table = np.array(counts)
    full = np.block([[table, table.sum(1, keepdims=True)], [table.sum(0, keepdims=True), table.sum(keepdims=True)]])
    rows, columns = ([*(f"{w}{i}" for i in range(2)), "Total"] for w in "rc")
    return {(r, c): int(full[i, j]) for i, r in enumerate(rows) for j, c in enumerate(columns)}


EVERY = np.array(list(product(range(17), repeat=4)))
EVERY_CELL = {
    ("r0", "c0"): EVERY[:, 0],
    ("r0", "c1"): EVERY[:, 1],
    ("r1", "c0"): EVERY[:, 2],
    ("r1", "c1"): EVERY[:, 3],
    ("r0", "Total"): EVERY[:, 0] + EVERY[:, 1],
    ("r1", "Total"): EVERY[:, 2] + EVERY[:, 3],
    ("Total", "c0"): EVERY[:, 0] + EVERY[:, 2],
    ("Total", "c1"): EVERY[:, 1] + EVERY[:, 3],
    ("Total", "Total"): EVERY.sum(axis=1),
}


def every_table(published, floor):
    """The values of each cell over all whole 2 x 2 tables that agree with what is published."""
    fits = np.ones(len(EVERY), dtype=bool)
    for codes, value in published.items():
        fits &= EVERY_CELL[codes] >= floor if value is None else EVERY_CELL[codes] == value
    return {codes: values[fits] for codes, values in EVERY_CELL.items()}


@QUICK
@given(counts=TWO_BY_TWO, hidden=st.sets(st.integers(0, 7)), policy=st.sampled_from(["hidden", "shown"]))
def test_brute_force_over_all_tables_agrees_with_the_audit(grid, counts, hidden, policy):
    """The grand total stays visible, so that the number of tables is finite."""
    words = {"zero_policy": policy, "threshold": 3, "width": 2, "is_singleton_rule_on": False}
    truth = with_margins(counts)
    if not truth["Total", "Total"]:
        return
    spec, _ = grid(counts, **words)
    keys = list(truth)
    published = {c: None if i in hidden and truth[c] >= spec.floor else truth[c] for i, c in enumerate(keys)}
    tables = every_table(published, spec.floor)
    found = audit(spec, published)
    for interval in found.intervals:
        values = tables[interval.codes]
        assert min(values) <= interval.low <= interval.high <= max(values)
        is_wide = max(values) - min(values) >= 2
        assert is_wide == (interval.width >= 2)
        if not is_wide and not (min(values) >= 3):
            assert any(" x ".join(interval.codes) in sentence for sentence in found.objections)


@pytest.mark.parametrize("policy", ["hidden", "shown"])
def test_showing_any_one_hidden_cell_of_a_minimal_example_makes_the_auditor_object(grid, policy):
    spec, data = grid([[1, 8], [7, 9]], zero_policy=policy)
    result = protect(spec, data)
    hidden = [cell.codes for cell in result.cells if cell.value is None]
    assert len(hidden) == 4
    for codes in hidden:
        at = tuple(axis.place[code] for axis, code in zip(data.lattice.axes, codes, strict=True))
        assert not audit(spec, {**result.published, codes: int(data.full[at])}).is_safe


def test_forgetting_the_linked_margin_is_caught(grid):
    """Rows are protected, columns forgotten: the column total gives the hidden cell back."""
    spec, data = grid([[1, 8, 6], [7, 9, 5], [4, 6, 8]])
    truth = {**protect(spec, data).published}
    full = {data.lattice.codes_of(p): int(data.full.flat[p]) for p in range(data.full.size)}
    faulty = {codes: full[codes] for codes in truth} | {("r0", "c0"): None, ("r0", "c1"): None}
    assert not audit(spec, faulty).is_safe


def test_publishing_the_zeros_is_caught(grid):
    spec, data = grid([[0, 8, 6], [7, 0, 5], [4, 6, 0]])
    published = protect(spec, data).published
    zeros = {codes: 0 for codes in (("r0", "c0"), ("r1", "c1"), ("r2", "c2"))}
    assert not audit(spec, {**published, **zeros}).is_safe


def test_forgetting_the_singleton_rule_is_caught(grid, lone_people):
    """1 + 4 = 5: whoever is the 1 reads off the 4, although an outsider sees 1 to 4 twice."""
    words = {"zero_policy": "shown", "threshold": 5}
    counts = [[1, 4, 9], [9, 9, 7], [8, 9, 9]]
    spec, data = grid(counts, is_singleton_rule_on=False, **words)
    careless = protect(spec, data)
    knowing = replace(spec, is_singleton_rule_on=True)
    assert not audit(knowing, careless.published, lone_people=lone_people(careless, data)).is_safe
    careful = protect(knowing, data)
    assert audit(knowing, careful.published, lone_people=lone_people(careful, data)).is_safe


def test_tables_from_a_proof_count_only_if_they_fit(grid, lone_people):
    """A careless proof cannot talk the auditor out of an objection, nor can nonsense."""
    spec, data = grid([[1, 8, 6], [7, 9, 5], [4, 6, 8]], zero_policy="shown")
    result = protect(spec, data)
    lone = lone_people(result, data)
    assert audit(spec, result.published, lone_people=lone, tables=result.proof.tables()).is_safe
    faulty = {**result.published, ("r0", "c1"): 8}
    nonsense = [data.inner + 1, np.zeros(3, np.int64), -data.inner]
    blind = audit(spec, faulty, lone_people=lone)
    told = audit(spec, faulty, lone_people=lone, tables=[*result.proof.tables(), *nonsense])
    assert bool(blind.objections) == bool(told.objections)
    assert [(i.codes, i.low, i.high) for i in blind.intervals if i.is_exact] == [
        (i.codes, i.low, i.high) for i in told.intervals if i.is_exact
    ]


def test_figures_that_do_not_add_up_are_refused_by_name(grid):
    spec, data = grid([[10, 8], [7, 9]])
    published = {**protect(spec, data).published, ("Total", "Total"): 99}
    with pytest.raises(DisclosureError, match="no table of counts agrees"):
        audit(replace(spec), {**published, ("r0", "c0"): None})


def test_a_missing_cell_is_refused(grid):
    spec, data = grid([[10, 8], [7, 9]])
    published = dict(protect(spec, data).published)
    del published["r0", "c0"]
    with pytest.raises(DisclosureError, match="declares"):
        audit(spec, published)


def test_four_ones_that_add_up_to_four_are_seen_through(grid):
    """Integers and printed zeros: 2 = 1 + 1 although no linear combination gives either cell."""
    spec, _ = grid([[1, 1, 9], [9, 9, 9], [9, 9, 9]], zero_policy="shown", threshold=2)
    table = np.array([[1, 1, 9], [9, 9, 9], [9, 9, 9]])
    full = np.block([[table, table.sum(1, keepdims=True)], [table.sum(0, keepdims=True), table.sum(keepdims=True)]])
    names = [["r0", "r1", "r2", "Total"], ["c0", "c1", "c2", "Total"]]
    published = {(r, c): int(full[i, j]) for i, r in enumerate(names[0]) for j, c in enumerate(names[1])}
    for codes in (("r0", "c0"), ("r0", "c1"), ("r1", "c0"), ("r1", "c1")):
        published[codes] = None
    assert not audit(spec, published).is_safe


def test_refusal_is_an_exception_with_cells():
    refusal = UnprotectableTable(("a x b",), "no pattern protects these cells")
    assert refusal.cells == ("a x b",)
    assert "a x b" in str(refusal)
