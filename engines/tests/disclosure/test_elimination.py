"""What elimination says a pattern can do without, checked with ranks; and patterns that are narrowed by it."""

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from stadsrecht_engines.disclosure.elimination import Pattern, thinned
from stadsrecht_engines.disclosure.releases import read_releases
from stadsrecht_engines.disclosure.targets import find_primary
from stadsrecht_engines.disclosure.trials import Trials

QUICK = settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
COUNTS = st.lists(st.lists(st.integers(0, 9), min_size=4, max_size=4), min_size=3, max_size=3)


def everything_hidden(data, primary):
    """The pattern that hides each cell but the zeros."""
    full = data.full.ravel()
    hidden = full > 0
    inner = np.flatnonzero(data.inner.ravel())
    alone = np.flatnonzero(full == 1)
    person = np.full(full.size, -1)
    for place in alone:
        person[place] = inner[data.lattice.incidence[place].toarray().ravel()[inner] > 0][0]
    secondary = np.flatnonzero(hidden & ~primary)
    return Pattern(hidden, primary, person), secondary[np.lexsort((secondary, -full[secondary]))]


def rank(rows):
    return np.linalg.matrix_rank(rows) if len(rows) else 0


def gives_away(data, pattern, shown):
    """Whether a small cell is a multiple of what is shown, or with what is shown a multiple of a lone person's cell."""
    inner = np.flatnonzero(data.inner.ravel())
    rows = data.lattice.incidence.toarray()[:, inner].astype(float)
    base = rows[sorted(shown)]
    known = rank(base)
    small = np.flatnonzero(pattern.primary)
    if any(rank(np.vstack([base, rows[[u]]])) == known for u in small):
        return True
    return any(
        rank(np.vstack([base, rows[[u, s]]])) == known + 1
        for s in small[pattern.person[small] >= 0]
        for u in small
        if pattern.person[u] != pattern.person[s]
    )


@QUICK
@given(counts=COUNTS, seed=st.integers(0, 5))
def test_what_is_kept_is_enough_and_no_more_than_needed(grid, counts, seed):
    assume(any(any(row) for row in counts))
    spec, data = grid(counts, zero_policy="shown")
    pattern, order = everything_hidden(data, find_primary(spec, data).is_primary.ravel())
    kept = thinned(data.lattice, pattern, order, seed)
    shown = set(order.tolist()) - set(kept)
    if gives_away(data, pattern, set()):
        return
    assert not gives_away(data, pattern, shown)
    assert all(gives_away(data, pattern, shown | {place}) for place in kept)
    assert all(pattern.primary[protected] for protected in kept.values())


def first_search(published_table):
    spec, data = published_table("d2", zero_policy="shown", is_pair_rule_on=False)
    trials = Trials(spec, data, find_primary(spec, data), read_releases(spec, data.lattice), lambda done, of: None)
    return trials._try(0, None).search, trials


def state_of(search):
    standing = [(s.low, s.high) for s in search.evidence.standing]
    return dict(search.secondary), search.canvas.hidden.tolist(), search.canvas.covered.tolist(), standing


def test_a_narrowed_pattern_is_proven_and_hides_no_more(published_table):
    search, trials = first_search(published_table)
    before = len(search.secondary)
    kept = trials._kept(search, np.zeros(trials.data.full.size, np.int64), 0)
    assert search.narrow(kept, lambda done, of: None)
    assert len(search.secondary) <= before
    assert all(search.evidence.is_enough(i) for i in range(len(search.evidence.targets)))
    for witness in search.evidence.witnesses:
        assert witness is None or search.canvas.hidden[witness.places].all()


def test_a_pattern_that_cannot_be_proven_anew_is_left_as_it_was(published_table, monkeypatch):
    search, _ = first_search(published_table)
    before = state_of(search)
    monkeypatch.setattr(search, "_serve_in_rounds", lambda tick: None)
    monkeypatch.setattr(search, "serve", lambda index, limit: False)
    assert not search.narrow([], lambda done, of: None)
    assert state_of(search) == before


@pytest.mark.parametrize("name", ["d2", "mun_accidents"])
def test_a_table_that_is_too_large_is_left_alone(published_table, name, monkeypatch):
    monkeypatch.setattr("stadsrecht_engines.disclosure.elimination.MOST_NUMBERS", 10)
    spec, data = published_table(name, zero_policy="shown")
    pattern, order = everything_hidden(data, find_primary(spec, data).is_primary.ravel())
    assert thinned(data.lattice, pattern, order, 0) is None
