"""Large moves taken apart into small ones.

A move that serves hundreds of cells rests on everything that it changes. Most such moves are sums of small ones that
change each cell in the same direction as the whole, by as much or less: each part is then a witness of its own. One
linear programme per move finds them one after the other: the cheapest part through the first cell that is left.
"""

from __future__ import annotations

from collections.abc import Iterator

import highspy
import numpy as np
import scipy.sparse as sp
from highspy._core import _Highs
from numpy.typing import NDArray

from .canvas import Canvas
from .lattice import Bools, Ints
from .programmes import programme

SECONDARY_PRICE = 10.0
MOST_VAIN = 30
WHOLE = 1e-6
Floats = NDArray[np.float64]
Move = tuple[Ints, Ints]


class Splitter:
    """Takes moves apart into parts that rest on as few secondary cells as may be."""

    def __init__(self, canvas: Canvas, is_secondary: Bools, solver: _Highs) -> None:
        self.highs = solver
        self.price = np.where(is_secondary, SECONDARY_PRICE, 0.0)
        inner = canvas.lattice.inner_places
        self.incidence = sp.csc_matrix(canvas.lattice.incidence)
        self.rank = np.full(len(canvas.values), -1, dtype=np.int64)
        self.rank[inner] = np.arange(len(inner))

    def parts(self, places: Ints, deltas: Ints) -> list[Move]:
        """The moves that make up a move (its full places, and their changes)."""
        own, change = places[self.rank[places] >= 0], deltas[self.rank[places] >= 0]
        columns = sp.csc_matrix(self.incidence[:, self.rank[own]])
        touched = np.flatnonzero(np.bincount(columns.indices, minlength=len(self.rank)))
        margins = touched[self.rank[touched] < 0]
        signed = columns.astype(np.float64) @ sp.diags_array(np.sign(change).astype(np.float64))
        rows, size = sp.csr_matrix(sp.csr_matrix(signed)[margins]), np.abs(change).astype(np.float64)
        total = rows @ size
        weight = np.divide(self.price[margins], total, out=np.zeros(len(margins)), where=total != 0)
        # Each cell, and each margin, changes no further than in the whole.
        between = np.minimum(total, 0.0), np.maximum(total, 0.0)
        self.highs.passModel(programme(rows, 1.0 + self.price[own] + rows.T @ weight, size, between))
        found = []
        for part in self._one_by_one(rows, size):
            moved = np.flatnonzero(part)
            full = np.asarray(columns[:, moved] @ (np.sign(change[moved]) * part[moved].astype(np.int64)))
            changed = np.flatnonzero(full)
            found.append((changed, full[changed]))
        return found

    def _one_by_one(self, rows: sp.csr_matrix, left: Floats) -> Iterator[Floats]:
        """How much of each cell's change each part takes; what has no whole part comes last, in one."""
        highs, every = self.highs, np.arange(len(left), dtype=np.int32)
        is_tried = np.zeros(len(left), dtype=np.bool_)
        while left.any():
            waiting = np.flatnonzero((left > 0) & ~is_tried)
            if not len(waiting) or is_tried.sum() == MOST_VAIN:
                yield left
                return
            first = int(waiting[0])
            highs.changeColBounds(first, 1.0, float(left[first]))
            highs.run()
            point = np.array(highs.getSolution().col_value)
            part = np.minimum(np.round(point), left)
            if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal or np.abs(point - part).max() > WHOLE:
                is_tried[first] = True
                highs.changeColBounds(first, 0.0, float(left[first]))
                continue
            yield part
            left = left - part
            total = rows @ left
            highs.changeColsBounds(len(left), every, np.zeros(len(left)), left)
            for row in np.flatnonzero(rows @ part).tolist():
                highs.changeRowBounds(row, float(min(total[row], 0.0)), float(max(total[row], 0.0)))
