"""Changes between two vintages that follow from the changes of all cells shown both times.

Each release may be safe by itself and the two together not: where a district and one of its neighbourhoods are shown
in both years, the change of the others is the difference. So the changes are treated as a table of their own. Where no
shown count went down, a part cannot have changed by more than the whole; what must be zero for that reason is found by
linear programming, and what follows from the rest by least squares, with a tolerance that rather hides than shows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse.linalg import lsqr

from .lattice import Bools, Ints, Lattice
from .releases import ReleaseFacts

TOLERANCE = 1e-6
PRECISION = 1e-13
SEED = 20261127
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Told:
    """A small change that can be calculated, and the shown cells that it follows from."""

    release: str
    place: int
    change: int
    sources: Ints


def calculable_changes(lattice: Lattice, facts: ReleaseFacts, full: Ints, hidden: Bools) -> list[Told]:
    """Small changes since each earlier vintage that readers of both releases can calculate."""
    visible = lattice.is_published.ravel() & ~hidden
    return [
        told
        for name, shown, value in facts.older
        for told in _Changes(lattice, name, shown & visible, full - value).told()
    ]


class _Changes:
    """The changes since one release: `both` marks the cells shown both times."""

    def __init__(self, lattice: Lattice, name: str, both: Bools, change: Ints) -> None:
        self.lattice, self.name, self.change = lattice, name, change
        self.both = np.flatnonzero(both)
        self.asked = np.flatnonzero(lattice.is_published.ravel() & ~both)

    def told(self) -> list[Told]:
        """Each small change that follows from the others."""
        if not len(self.both) or not len(self.asked):
            return []
        can_change = self._can_change()
        incidence = sp.csr_matrix(self.lattice.incidence)[:, np.flatnonzero(can_change)].astype(np.float64)
        rows, asked = sp.csr_matrix(incidence[self.both]), sp.csr_matrix(incidence[self.asked])
        some = _solved(rows, self.change[self.both].astype(np.float64))
        change = np.round(asked @ some).astype(np.int64)
        limit = self.lattice.threshold.ravel()[self.asked]
        is_told = (change != 0) & (np.abs(change) < limit) & self._follows(rows, asked)
        return [self._tell(rows, asked, int(at), int(change[at])) for at in np.flatnonzero(is_told)]

    def _follows(self, rows: sp.csr_matrix, asked: sp.csr_matrix) -> Bools:
        """Which cells no change of a table moves that leaves the shown cells as they are."""
        random = np.random.default_rng(SEED).standard_normal(rows.shape[1])
        free = random - _solved(rows, rows @ random)
        return np.asarray(np.abs(asked @ free) < TOLERANCE * np.maximum(1.0, np.sqrt(np.diff(asked.indptr))))

    def _tell(self, rows: sp.csr_matrix, asked: sp.csr_matrix, at: int, change: int) -> Told:
        weights = _solved(sp.csr_matrix(rows.T), np.asarray(asked[[at]].todense()).ravel())
        return Told(self.name, int(self.asked[at]), change, self.both[np.abs(weights) > np.sqrt(TOLERANCE)])

    def _can_change(self) -> Bools:
        """The inner cells that may have changed at all."""
        can = ~self.lattice.is_structural_zero.ravel()[self.lattice.inner_places]
        change = self.change[self.both]
        if change.min() < 0:
            return can
        still = sp.csr_matrix(self.lattice.incidence)[self.both[change == 0]]
        can &= np.asarray(still.sum(axis=0)).ravel() == 0
        places = np.flatnonzero(can)
        rows = sp.csr_matrix(self.lattice.incidence)[self.both][:, places].astype(np.float64)
        can[places] = _can_be_positive(rows, change.astype(np.float64))
        return can


def _can_be_positive(rows: sp.csr_matrix, values: Floats) -> Bools:
    """Which unknowns exceed zero in some solution of `rows @ x = values`, `x >= 0`; all if that cannot be said."""
    n = rows.shape[1]
    can = np.zeros(n, dtype=np.bool_)
    while n and not can.all():
        costs = np.concatenate((np.where(can, 0.0, -1.0), np.zeros(n)))
        bounds = np.column_stack((np.zeros(2 * n), np.concatenate((np.ones(n), np.full(n, np.inf)))))
        found = linprog(costs, A_eq=sp.hstack([rows, rows], format="csr"), b_eq=values, bounds=bounds, method="highs")
        if found.status != 0:
            return np.ones(n, dtype=np.bool_)
        more = ~can & (found.x[:n] + found.x[n:] > TOLERANCE)
        if not more.any():
            break
        can |= more
    return can


def _solved(rows: sp.csr_matrix, values: Floats) -> Floats:
    solution: Floats = lsqr(rows, values, atol=PRECISION, btol=PRECISION, iter_lim=20 * max(rows.shape))[0]
    return solution
