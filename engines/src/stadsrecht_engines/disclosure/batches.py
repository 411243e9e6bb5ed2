"""Witnesses for many targets at once, by linear programming.

One alternative table can widen hundreds of cells. Each round rewards every target of a block that is not yet proven,
charges for every cell that would have to be hidden as well, and lets HiGHS choose the move (Kelly, Golden and Assad's
incremental attack, made collective). A fractional optimum is made whole by a dive: what lies nearest to a whole number
is fixed there, and the rest is chosen anew. The whole move is then taken apart into moves that share no shown
cell, each of which is a witness of its own. Rewards start below the price of one cell and rise, so that what is free
is taken first and what is dear is bought for many targets together.
"""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components

from .canvas import CELL_PRICE, Canvas, Reach
from .lattice import Bools, Ints
from .programmes import programme, solver

EPSILON = 30.0
MOST_STEPS = 6
MOST_CELLS_OF_A_SMALL_TABLE = 500
MOST_DIVES = 40
WHOLE = 1e-6
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Wanted:
    """In full shape, flattened: by how much each cell is asked to rise and to fall, and what a unit of it earns."""

    rise: Ints
    fall: Ints
    reward: float


class BatchFinder:
    """Asks one linear programme per block, over each inner cell's rise and fall and each shown margin's change."""

    def __init__(self, canvas: Canvas, random: np.random.Generator) -> None:
        """Leave out cells that can never change; mark the margins whose floor does not follow from their parts."""
        self.canvas, self.random = canvas, random
        lattice = canvas.lattice
        inner = lattice.inner_places
        self.can_move = ~canvas.fixed[inner] | canvas.hidden[inner]
        self.incidence = sp.csc_matrix(lattice.incidence)
        self.hashes = np.random.default_rng(len(inner)).random(len(inner))
        lowest = np.where(self.can_move, canvas.floor[inner], canvas.values[inner])
        self.is_small = len(canvas.values) <= MOST_CELLS_OF_A_SMALL_TABLE
        self.has_floor = lattice.aggregate(lowest.reshape(lattice.inner_shape)).ravel() < canvas.floor

    def find(self, wanted: Wanted, avoid: Ints, cells: Ints | None = None) -> list[Reach]:
        """Moves of the inner `cells` (all: None) that leave `avoid` as it is and earn more than they cost."""
        cells = np.flatnonzero(self.can_move) if cells is None else cells
        block = _Block(self, wanted, avoid, cells)
        if not block.is_wanted:
            return []
        moved = block.solve()
        return [] if moved is None else block.taken_apart(moved)


class _Block:
    """The programme of one block. Columns: rises, falls; then rises and falls of margins that are charged or wanted."""

    def __init__(self, finder: BatchFinder, wanted: Wanted, avoid: Ints, cells: Ints) -> None:
        canvas = self.canvas = finder.canvas
        is_barred = np.zeros(len(canvas.values), dtype=np.bool_)
        is_barred[avoid] = True
        self.barred = is_barred
        cells = _peeled(finder.incidence, cells, (canvas.fixed & ~canvas.hidden) | is_barred)
        self.own = canvas.lattice.inner_places[cells]
        self.columns = sp.csc_matrix(finder.incidence[:, cells])
        touched = np.flatnonzero(np.bincount(self.columns.indices, minlength=len(canvas.values)))
        asked = (wanted.rise[touched] > 0) | (wanted.fall[touched] > 0)
        self.is_wanted = bool(asked.any())
        if not self.is_wanted:
            return
        rows = sp.csr_matrix(self.columns)
        is_charged = (~canvas.hidden & ~canvas.is_free) | is_barred
        is_inner = np.zeros(len(canvas.values), dtype=np.bool_)
        is_inner[self.own] = True
        self.kept = touched[is_charged[touched] | (canvas.hidden & finder.has_floor)[touched]]
        self.sought = touched[asked & ~is_inner[touched]]
        self._lay_out(rows, finder.hashes[cells], wanted, finder.random)

    def _lay_out(self, rows: sp.csr_matrix, hashes: Floats, wanted: Wanted, random: np.random.Generator) -> None:
        """Rows that hold the same cells of the block are one; rows of one cell are charged to that cell."""
        canvas, n = self.canvas, len(self.own)
        kept = rows[self.kept]
        price, stuck, room = self._merge(kept, np.round(kept @ hashes, 10))
        first = self.first
        is_single = np.diff(kept.indptr)[first] == 1
        charge = np.full(n, EPSILON)
        most = np.full(n, float(MOST_STEPS))
        alone = kept[first[is_single]].indices
        charge[alone] += price[is_single]
        most[alone[stuck[is_single]]] = 0.0
        many, loose = ~is_single, ~is_single & ~stuck
        matrix = sp.vstack([kept[first[many]], rows[self.sought]], format="csr")
        is_loose = np.concatenate((~stuck[many], np.ones(len(self.sought), dtype=np.bool_)))
        charge = np.concatenate((charge, price[loose], np.zeros(len(self.sought))))
        most = np.concatenate((most, np.full(int(is_loose.sum()), float(MOST_STEPS))))
        fall_room = (canvas.values - canvas.floor)[self.own], room[loose], np.full(len(self.sought), 1e6)
        least = np.minimum(most, np.concatenate(fall_room))
        places = np.concatenate((self.own, np.full(int(loose.sum()), -1), self.sought))
        costs, upper = np.concatenate((charge, charge)), np.concatenate((most, np.maximum(least, 0.0)))
        _reward(places, wanted, costs, upper, random)
        eye = sp.identity(matrix.shape[0], format="csc")[:, np.flatnonzero(is_loose)]
        self.matrix = sp.csc_matrix(sp.hstack([matrix, -eye, -matrix, eye]))
        self.costs, self.upper, self.n = costs, upper, n

    def _merge(self, kept: sp.csr_matrix, keys: Floats) -> tuple[Floats, Bools, Floats]:
        """Price, fixedness and room to fall of each distinct row."""
        canvas, places = self.canvas, self.kept
        _, self.first, inverse = np.unique(keys, return_index=True, return_inverse=True)
        is_stuck = (canvas.fixed[places] & ~canvas.hidden[places]) | self.barred[places]
        charge = np.where(canvas.hidden[places], 0.0, canvas.price[places])
        price = np.bincount(inverse, charge, len(self.first)).astype(np.float64)
        stuck = np.bincount(inverse, is_stuck, len(self.first)) > 0
        room = np.full(len(self.first), np.inf)
        np.minimum.at(room, inverse, (canvas.values - canvas.floor)[places].astype(np.float64))
        return price, stuck, room

    def solve(self) -> Ints | None:
        """A good whole move, or None. Each dive fixes half of what is not whole where it lies nearest."""
        highs = solver()
        size = len(self.costs)
        lower, upper = np.zeros(size), self.upper.copy()
        balance = np.zeros(self.matrix.shape[0])
        highs.passModel(programme(self.matrix, self.costs, upper, (balance, balance)))
        half = size // 2
        inner = np.concatenate((np.arange(self.n), half + np.arange(self.n)))
        for _ in range(MOST_DIVES):
            highs.run()
            if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                return None
            solution = np.array(highs.getSolution().col_value)
            off = np.abs(solution[inner] - np.round(solution[inner]))
            loose = np.flatnonzero(off > WHOLE)
            if not len(loose):
                whole = np.round(solution[inner]).astype(np.int64)
                moved = whole[: self.n] - whole[self.n :]
                return moved if moved.any() else None
            near = inner[loose[np.argsort(off[loose], kind="stable")][: max(3, len(loose) // 2)]]
            lower[near] = upper[near] = np.minimum(np.round(solution[near]), upper[near])
            highs.changeColsBounds(len(near), near.astype(np.int32), lower[near], upper[near])
        return None

    def taken_apart(self, moved: Ints) -> list[Reach]:
        """The smallest moves that make up a move: those that share no cell which has to stay as it is."""
        canvas, support = self.canvas, np.flatnonzero(moved)
        columns = self.columns[:, support]
        change = np.asarray(columns @ moved[support])
        ties = np.concatenate((self.kept[change[self.kept] == 0], self.sought))
        binding = sp.csr_matrix(columns[ties])
        count, label = connected_components(binding.T @ binding, directed=False)
        found = []
        for part in range(count):
            own = label == part
            full = np.asarray(columns[:, own] @ moved[support[own]])
            places = np.flatnonzero(full)
            shown = places[~canvas.hidden[places] & ~canvas.is_free[places]]
            is_too_low = ((canvas.values + full)[places] < canvas.floor[places]).any()
            if canvas.fixed[shown].any() or self.barred[places].any() or is_too_low:
                continue
            found.append(Reach(places, full[places], tuple(shown.tolist()), float(canvas.price[shown].sum())))
        return found


def _peeled(incidence: sp.csc_matrix, cells: Ints, is_stuck: Bools) -> Ints:
    """Without the cells that cannot move because some cell that has to stay as it is holds no other that can."""
    columns = incidence[:, cells]
    touched = np.flatnonzero(np.bincount(columns.indices, minlength=len(is_stuck)) * is_stuck)
    stuck = sp.csr_matrix(columns[touched])
    can_move = np.ones(len(cells), dtype=np.int64)
    while True:
        alone = stuck[np.flatnonzero(stuck @ can_move == 1)].indices
        if not can_move[alone].any():
            return cells[can_move > 0]
        can_move[alone] = 0


def _reward(places: Ints, wanted: Wanted, costs: Floats, upper: Floats, random: np.random.Generator) -> None:
    """Pay for what is asked, and charge the opposite, or rising and falling at once would earn it."""
    half = len(places)
    known = np.where(places >= 0, places, 0)
    weight = wanted.reward * CELL_PRICE * (0.5 + random.random(half))
    for first, amounts in ((0, wanted.rise[known]), (half, wanted.fall[known])):
        at = np.flatnonzero((places >= 0) & (amounts > 0) & (upper[first : first + half] > 0))
        own, against = first + at, (half - first) + at
        upper[own] = np.where(amounts[at] <= MOST_STEPS, np.minimum(amounts[at], upper[own]), amounts[at])
        earned = weight[at] / amounts[at]
        costs[own] = costs[own] - earned
        costs[against] = np.maximum(costs[against], EPSILON) + earned
