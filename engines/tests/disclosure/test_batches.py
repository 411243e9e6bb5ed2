"""Moves for many targets at once: whole, small, and silent about everything that is shown."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stadsrecht_engines.disclosure import protect, verify
from stadsrecht_engines.disclosure.batches import BatchFinder, Wanted
from stadsrecht_engines.disclosure.canvas import Canvas
from stadsrecht_engines.disclosure.evidence import Evidence, Nesting
from stadsrecht_engines.disclosure.parts import cut_apart
from stadsrecht_engines.disclosure.targets import find_primary

COUNTS = [[1, 8, 6, 2], [7, 9, 5, 1], [4, 6, 8, 9], [2, 2, 7, 1]]
QUICK = settings(
    max_examples=20, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def board(grid):
    """A canvas with its primary cells hidden, the evidence that is still empty, and a finder."""
    spec, data = grid(COUNTS, zero_policy="shown")
    lattice, primary = data.lattice, find_primary(spec, data)
    ones = np.ones(lattice.shape)
    canvas = Canvas(
        lattice,
        data.full,
        ones.astype(np.int64),
        hidden=primary.is_primary,
        fixed=data.full == 0,
        price=1000 * ones,
        singles=data.people == 1,
    )
    nesting = Nesting(lattice, data.people, data.inner)
    evidence = Evidence(primary.targets, canvas.is_single, np.full(data.full.size, 10**6), nesting, True)
    return canvas, evidence, BatchFinder(canvas, np.random.default_rng(1))


def everything(canvas, reward):
    """Ask every hidden cell to rise by one."""
    return Wanted(canvas.hidden.astype(np.int64), np.zeros_like(canvas.values), reward)


@QUICK
@given(most=st.integers(2, 40), seed=st.integers(0, 99))
@pytest.mark.parametrize("name", ["d2", "mun_accidents"])
def test_blocks_hold_every_cell_once_and_no_more_than_they_may(published_table, name, most, seed):
    _, data = published_table(name)
    can_move = (data.inner > 0).ravel()
    blocks = list(cut_apart(data.lattice, can_move, most, np.random.default_rng(seed)))
    cells = np.concatenate(blocks)
    assert len(cells) == len(set(cells.tolist()))
    assert can_move[cells].all()
    assert max(len(block) for block in blocks) <= most


def test_a_move_changes_only_what_is_hidden_or_what_it_asks_to_hide(board):
    canvas, _, finder = board
    found = finder.find(everything(canvas, 5.0), np.zeros(0, np.int64))
    assert found
    for reach in found:
        shown = reach.places[~canvas.hidden[reach.places]]
        assert set(shown.tolist()) == set(reach.hide)
        assert ((canvas.values[reach.places] + reach.deltas) >= 1).all()


def test_a_move_is_additive(board):
    canvas, _, finder = board
    lattice = canvas.lattice
    for reach in finder.find(everything(canvas, 5.0), np.zeros(0, np.int64)):
        change = np.zeros(len(canvas.values), np.int64)
        change[reach.places] = reach.deltas
        inner = change[lattice.inner_places].reshape(lattice.inner_shape)
        assert (lattice.aggregate(inner).ravel() == change).all()


def test_a_cell_that_is_to_stay_is_not_moved(board):
    canvas, _, finder = board
    avoid = np.flatnonzero(canvas.is_single)[:1]
    found = finder.find(everything(canvas, 5.0), avoid)
    assert found
    assert all(avoid[0] not in reach.places for reach in found)


def test_nothing_is_bought_that_earns_less_than_it_costs(board):
    canvas, _, finder = board
    found = finder.find(everything(canvas, 0.01), np.zeros(0, np.int64))
    assert all(not reach.hide for reach in found)


def test_only_allowed_cells_are_hidden(board):
    canvas, _, finder = board
    canvas.allow(np.zeros(0, np.int64))
    assert all(not reach.hide for reach in finder.find(everything(canvas, 50.0), np.zeros(0, np.int64)))
    canvas.allow(None)
    assert any(reach.hide for reach in finder.find(everything(canvas, 50.0), np.zeros(0, np.int64)))


def test_evidence_that_is_withdrawn_and_restored_says_the_same(board):
    canvas, evidence, finder = board
    for reach in finder.find(everything(canvas, 5.0), np.zeros(0, np.int64)):
        evidence.add(reach.places, reach.deltas)
    before = [(s.low, s.high, s.common) for s in evidence.standing]
    every = list(range(len(evidence.witnesses)))
    taken = evidence.withdraw(every)
    for index in range(len(evidence.targets)):
        evidence.recount(index)
    assert all(s.low == s.high for s in evidence.standing)
    evidence.restore(taken)
    for index in range(len(evidence.targets)):
        evidence.recount(index)
    assert before == [(s.low, s.high, s.common) for s in evidence.standing]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "reference"), [("S", 257)])
def test_a_large_table_is_proven_within_the_reference(published_table, name, reference):
    spec, data = published_table(name, zero_policy="shown", is_pair_rule_on=False)
    result = protect(spec, data)
    assert result.loss.secondary_cells <= 1.15 * reference
    assert verify(spec, result.published, result.proof) == ()
