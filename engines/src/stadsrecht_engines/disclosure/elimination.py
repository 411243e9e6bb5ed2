"""Which hidden cells a pattern could do without, by exact elimination in whole numbers.

Starts from a pattern that is known to protect. The moves that it leaves (differences of tables that agree with
everything shown) have a basis, found by elimination; each hidden cell is a row of numbers: what every basis move does
to it. Showing one cell more takes one move from the basis. That may be done unless a small cell would become a
multiple of what is shown, or two of which one is a lone person would become multiples of each other: then nobody, or
that person, could calculate the other. (The idea of Langsrud's Gaussian suppression, begun at the other end.)

This looks at lines, not at whether cells can fall: what it says is where a search starts, and never a proof. Whether
rows are multiples of each other is asked of two random moves modulo a prime, not of the rows themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from .lattice import Bools, Ints, Lattice

PRIME = (1 << 31) - 1
MOST_NUMBERS = 60_000_000
LARGEST = 1_000
Small = NDArray[np.int16]


@dataclass(frozen=True)
class Pattern:
    """Flattened in full shape: what is hidden, what of it is small, and who is alone (a number per person, else -1)."""

    hidden: Bools
    primary: Bools
    person: Ints


def thinned(lattice: Lattice, pattern: Pattern, order: Ints, seed: int) -> dict[int, int] | None:
    """The secondary cells that stay hidden when each of `order` is shown if it may be, with a cell that each protects.

    None where the table is too large to be worked out this way.
    """
    inner = lattice.inner_places
    unknown = np.flatnonzero(pattern.hidden[inner])
    incidence = sp.csr_matrix(lattice.incidence)[:, unknown]
    touched = np.flatnonzero(np.diff(incidence.indptr))
    shown = touched[~pattern.hidden[touched] & lattice.is_published.ravel()[touched]]
    mine = touched[pattern.hidden[touched]]
    if len(unknown) * (len(shown) + len(mine)) > MOST_NUMBERS:
        return None
    rows = sp.csr_matrix(incidence[np.concatenate((shown, mine))])
    basis = _Basis(np.ascontiguousarray(rows.T.toarray().astype(np.int16)))
    basis.take_all(len(shown))
    return _Shower(basis.left(len(shown)), mine, pattern, seed).show(order)


class _Basis:
    """Moves (rows) by what they do to each cell (columns)."""

    def __init__(self, moves: Small) -> None:
        self.moves = moves
        self.is_left = np.ones(len(moves), dtype=np.bool_)
        self.counts = np.count_nonzero(moves, axis=1)

    def pivot(self, cell: int) -> tuple[int, Ints] | None:
        """The smallest move that changes a cell by one, and all moves that change it."""
        users = np.flatnonzero(self.moves[:, cell])
        units = users[np.abs(self.moves[users, cell]) == 1]
        return (int(units[np.argmin(self.counts[units])]), users) if len(units) else None

    def take(self, cell: int, pivot: int, users: Ints) -> tuple[Ints, Ints]:
        """Keep only moves that leave a cell as it is; gives the cells of the move that goes, and before and after."""
        moves = self.moves
        own = np.flatnonzero(moves[pivot])
        others = users[users != pivot]
        change = moves[pivot, own] * moves[pivot, cell]
        at = np.ix_(others, own)
        before = moves[at]
        after = before - np.outer(moves[others, cell], change)
        gained = (after != 0).astype(np.int64) - (before != 0)
        moves[at] = after
        moves[pivot] = 0
        self.counts[others] += gained.sum(axis=1)
        self.counts[pivot] = 0
        self.is_left[pivot] = False
        return own, gained.sum(axis=0) - 1

    def take_all(self, count: int) -> None:
        """Take the first `count` cells, always the one that fewest moves change."""
        users = np.count_nonzero(self.moves[:, :count], axis=0)
        nobody = len(self.moves) + 1
        waiting = np.where(users > 0, users, nobody)
        while waiting.min(initial=nobody) < nobody:
            cell = int(np.argmin(waiting))
            found = self.pivot(cell)
            if found is not None and np.abs(self.moves[found[0]]).max() <= LARGEST:
                own, gained = self.take(cell, *found)
                early = own < count
                users[own[early]] += gained[early]
                still = (waiting[own[early]] < nobody) & (users[own[early]] > 0)
                waiting[own[early]] = np.where(still, users[own[early]], nobody)
            waiting[cell] = nobody

    def left(self, first: int) -> _Basis:
        """The moves that are left, over the cells from `first` on."""
        return _Basis(np.ascontiguousarray(self.moves[self.is_left, first:]))


class _Shower:
    """Shows cells one by one as long as nobody is given away."""

    def __init__(self, basis: _Basis, places: Ints, pattern: Pattern, seed: int) -> None:
        self.basis, self.places = basis, places
        self.at = {int(place): at for at, place in enumerate(places.tolist())}
        random = np.random.default_rng(seed)
        moves = basis.moves.astype(np.int64)
        self.traces = random.integers(1, PRIME, (2, len(moves))) @ moves % PRIME
        self.primary = np.flatnonzero(pattern.primary[places])
        self.is_primary = pattern.primary[places]
        self.person = pattern.person[places]
        self.ratio: dict[int, int] = {}
        self.alike: dict[int, set[int]] = {}
        for cell in self.primary.tolist():
            self._file(cell, _ratio(int(self.traces[0, cell]), int(self.traces[1, cell])))

    def _file(self, cell: int, ratio: int) -> None:
        if cell in self.ratio:
            self.alike[self.ratio[cell]].discard(cell)
        self.ratio[cell] = ratio
        self.alike.setdefault(ratio, set()).add(cell)

    def show(self, order: Ints) -> dict[int, int]:
        """Try each place in turn."""
        kept = {}
        for place in order.tolist():
            protected = self._try(self.at[place])
            if protected is not None:
                kept[place] = int(self.places[protected])
        return kept

    def _try(self, cell: int) -> int | None:
        """Show one cell; where that is not possible, a cell that forbids it."""
        one, two = (int(trace) for trace in self.traces[:, cell])
        if one == 0 and two == 0:
            return None
        first, second = self.traces[:, self.primary]
        exposed = np.flatnonzero(((first * two - second * one) % PRIME == 0) & ((first != 0) | (second != 0)))
        if len(exposed):
            return int(self.primary[exposed[0]])
        found = self.basis.pivot(cell)
        if found is None or np.abs(self.basis.moves[found[0]]).max() > LARGEST:
            return cell
        pivot, users = found
        own = np.flatnonzero(self.basis.moves[pivot])
        factor = self.basis.moves[pivot, own].astype(np.int64) * int(self.basis.moves[pivot, cell])
        after = (self.traces[:, own] - factor * np.array([[one], [two]])) % PRIME
        small = np.flatnonzero(self.is_primary[own])
        fresh = {int(own[i]): _ratio(int(after[0, i]), int(after[1, i])) for i in small.tolist()}
        told = self._told(fresh)
        if told is not None:
            return told
        for changed, ratio in fresh.items():
            self._file(changed, ratio)
        self.basis.take(cell, pivot, users)
        self.traces[:, own] = after
        return None

    def _told(self, fresh: dict[int, int]) -> int | None:
        """A cell that a lone person could calculate, if the cells in `fresh` had these ratios."""
        groups: dict[int, set[int]] = {}
        for cell, ratio in fresh.items():
            groups.setdefault(ratio, set()).add(cell)
        for ratio, cells in groups.items():
            group = cells | {c for c in self.alike.get(ratio, ()) if c not in fresh}
            people = {int(self.person[c]) for c in group}
            if len(people) > 1 and people != {-1}:
                return min(cells)
        return None


def _ratio(one: int, two: int) -> int:
    return one * pow(two, PRIME - 2, PRIME) % PRIME if two else -1
