"""The least that each leaf of a long dimension needs by itself, and large moves taken apart into small ones."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from stadsrecht_engines.disclosure import Dimension, Specification, Thresholds, protect, read_table, verify
from stadsrecht_engines.disclosure.batches import Wanted
from stadsrecht_engines.disclosure.layers import least_patterns
from stadsrecht_engines.disclosure.programmes import solver
from stadsrecht_engines.disclosure.releases import read_releases
from stadsrecht_engines.disclosure.splitting import Splitter
from stadsrecht_engines.disclosure.targets import find_primary
from stadsrecht_engines.disclosure.trials import Trials

QUICK = settings(
    max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
AGES, SEXES = 3, 2
LAYER = st.lists(st.lists(st.integers(0, 12), min_size=SEXES, max_size=SEXES), min_size=AGES, max_size=AGES)


def by_area(first, areas):
    """A table by area, age and sex, whose first area is given and the others are drawn."""
    counts = np.random.default_rng(4).integers(0, 30, (areas, AGES, SEXES))
    counts[0] = first
    codes = {"area": areas, "age": AGES, "sex": SEXES}
    leaves = {name: tuple(f"{name}{i:02}" for i in range(size)) for name, size in codes.items()}
    spec = Specification(
        tuple(Dimension(name, {name: own}, {}) for name, own in leaves.items()),
        count_column="n",
        thresholds=Thresholds(5, {}),
        zero_policy="shown",
        is_pair_rule_on=False,
    )
    places = product(*[range(size) for size in codes.values()])
    rows = [{**{k: leaves[k][i] for k, i in zip(leaves, at, strict=True)}, "n": str(counts[at])} for at in places]
    return spec, read_table(spec, rows)


def search_of(spec, data):
    trials = Trials(spec, data, find_primary(spec, data), read_releases(spec, data.lattice), lambda done, of: None)
    return trials.begin(0, None)


def with_totals(inner):
    rows = np.vstack([inner, np.sum(inner, axis=0)])
    return np.column_stack([rows, rows.sum(axis=1)]).ravel()


def conditions_of(search, table):
    """(small cell, lone person or nobody): the cell has to move while that person's cell stays as it is."""
    small = np.flatnonzero((table > 0) & (table < 5)).tolist()
    targets, nested = search.evidence.targets, search.evidence.nested
    lone = [cell for cell in small if table[cell] == 1]
    for cell in small:
        target = targets[search.evidence.at_place[cell]]
        yield cell, None
        yield from ((cell, person) for person in lone if not nested.is_same_person(person, target))


@QUICK
@given(first=LAYER)
def test_no_smaller_pattern_protects_a_leaf_by_itself(first, monkeypatch):
    assume(np.sum(first))
    monkeypatch.setattr("stadsrecht_engines.disclosure.layers.LEAST_LAYERS", 1)
    search = search_of(*by_area(first, 4))
    table = with_totals(first)
    every = np.array([with_totals(np.reshape(m, (AGES, SEXES))) for m in product((-1, 0, 1), repeat=AGES * SEXES)])
    moves = every[((every == 0) | (table + every >= 1) & (table > 0)).all(axis=1)] != 0
    conditions = list(conditions_of(search, table))
    meets = [moves[:, c] & (s is None or ~moves[:, s]) for c, s in conditions]
    other = np.flatnonzero(table >= 5)

    def protects(chosen):
        shown = np.setdiff1d(other, list(chosen))
        is_there = ~moves[:, shown].any(axis=1)
        return all((own & is_there).any() for own in meets if own.any())

    chosen = [place for place in least_patterns(search.canvas, search.evidence) if place < table.size]
    assert protects(chosen)
    assert not any(protects(fewer) for size in range(len(chosen)) for fewer in combinations(other.tolist(), size))


@pytest.mark.parametrize(("areas", "is_long"), [(39, False), (40, True)])
def test_only_a_table_with_a_long_dimension_begins_with_something(areas, is_long):
    search = search_of(*by_area([[1, 9], [2, 7], [30, 1]], areas))
    assert bool(least_patterns(search.canvas, search.evidence)) is is_long


@pytest.fixture
def long_table():
    return by_area([[1, 9], [2, 7], [30, 1]], 60)


def test_a_table_with_a_long_dimension_is_protected(long_table):
    spec, data = long_table
    result = protect(spec, data)
    assert verify(spec, result.published, result.proof) == ()
    again = protect(spec, data)
    assert again.published == result.published


def test_the_parts_of_a_move_are_moves_and_add_up_to_it(long_table):
    search = search_of(*long_table)
    canvas, finder = search.canvas, search.finder
    wanted = Wanted(canvas.hidden.astype(np.int64), np.zeros_like(canvas.values), 3.0)
    large = [reach for reach in finder.find(wanted, np.zeros(0, np.int64)) if len(reach.places) > 40]
    assert large
    splitter = Splitter(canvas, ~canvas.hidden, solver())
    for reach in large:
        total = np.zeros_like(canvas.values)
        parts = splitter.parts(reach.places, reach.deltas)
        whole = total.copy()
        whole[reach.places] = reach.deltas
        for places, deltas in parts:
            assert (np.sign(deltas) == np.sign(whole[places])).all()
            total[places] += deltas
        assert (total == whole).all()
        assert len(parts) > 1


def test_splitting_keeps_everything_proven(long_table):
    search = search_of(*long_table)
    assert search.run(lambda done, of: None, in_rounds=True) == []
    before = sum(len(w.places) for w in search.evidence.witnesses if w is not None)
    search.split()
    after = [len(w.places) for w in search.evidence.witnesses if w is not None]
    assert all(search.evidence.is_proven(i) for i in range(len(search.evidence.targets)))
    assert sum(after) / len(after) < before / 2
