"""Witnesses for many targets at once, by linear programming.

One alternative table can widen hundreds of cells. Each round rewards every target that is not yet proven, charges for
every cell that would have to be hidden as well, and lets HiGHS choose the table (Kelly, Golden and Assad's
incremental attack, made collective). Where the optimum is not whole, a small integer programme over the cells that
moved makes it whole; what cannot be made whole proves nothing and is thrown away. Rewards start below the price of
one cell and rise, so that what is free is taken first and what is dear is bought for many targets together.
"""

from __future__ import annotations

from typing import Literal

import highspy
import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from .canvas import CELL_PRICE, Canvas, Reach
from .evidence import Evidence, Standing
from .lattice import Ints
from .targets import Target

SEED = 20261124
EPSILON = 10.0
REWARDS = (0.3, 0.5, 0.7, 0.9, 1.2, 1.6, 2.2, 3.0)
MOST_STEPS = 6
Floats = NDArray[np.float64]
Phase = Literal["widths", "people", "both"]


class BatchFinder:
    """One linear programme, re-priced for each question. Columns: every cell's rise, then every cell's fall."""

    def __init__(self, canvas: Canvas, *, is_wide: bool, rewards: tuple[float, ...] = REWARDS) -> None:
        """Leave out cells that can never change; rows are the margins, tied to their inner cells.

        `is_wide` lets the repair of a fractional optimum use every cell that costs nothing, not only those that moved.
        """
        self.canvas, self.is_wide, self.rewards = canvas, is_wide, rewards
        inner = canvas.lattice.inner_places
        can_move = ~canvas.fixed[inner] | canvas.hidden[inner]
        incidence = canvas.lattice.incidence[:, np.flatnonzero(can_move)]
        is_inner = np.zeros(len(canvas.values), dtype=np.bool_)
        is_inner[inner] = True
        touched = np.diff(incidence.indptr) > 0
        margins = np.flatnonzero(touched & ~is_inner)
        self.places = np.concatenate((inner[can_move], margins))
        self.at = {int(p): i for i, p in enumerate(self.places)}
        self.n_inner = int(can_move.sum())
        sums = sp.csc_matrix(incidence[margins])
        slack = sp.eye(len(margins), dtype=np.int64, format="csc")
        self.matrix = sp.csc_matrix(sp.hstack([sums, -slack, -sums, slack]))
        self.random = np.random.default_rng(SEED)
        self.highs = _solver()
        self.highs.passModel(_programme(self.matrix, np.zeros(2 * len(self.places)), np.zeros(2 * len(self.places))))

    def _bounds(self, avoid: Ints) -> Floats:
        canvas, places = self.canvas, self.places
        room = canvas.values[places] - canvas.floor[places]
        rise = np.full(len(places), float(MOST_STEPS))
        fall = np.minimum(room, MOST_STEPS).astype(np.float64)
        stuck = canvas.fixed[places] & ~canvas.hidden[places]
        stuck[[self.at[int(p)] for p in avoid if int(p) in self.at]] = True
        rise[stuck] = fall[stuck] = 0.0
        fall[canvas.is_free[places] & (room <= 0)] = 0.0
        return np.concatenate((rise, fall))

    def find(self, wanted: dict[int, tuple[int, int]], reward: float, avoid: Ints) -> Reach | None:
        """A move for as many of `wanted` (place: rise and fall that are asked for) as their reward pays for."""
        canvas = self.canvas
        free = canvas.hidden[self.places] | canvas.is_free[self.places]
        price = np.where(free, EPSILON, canvas.price[self.places])
        costs = np.concatenate((price, price))
        upper = self._bounds(avoid)
        n = len(self.places)
        weights = 0.5 + self.random.random(len(wanted))
        for weight, (place, (rise, fall)) in zip(weights, wanted.items(), strict=True):
            column = self.at.get(place)
            if column is None:
                continue
            for at, against, amount in ((column, n + column, rise), (n + column, column, fall)):
                if amount and upper[at]:
                    upper[at] = min(amount, upper[at]) if amount <= MOST_STEPS else amount
                    costs[at] = -reward * CELL_PRICE * weight / amount
                    costs[against] = EPSILON - costs[at]  # or rising and falling at once would earn it
        solution = self._solve(costs, upper)
        return None if solution is None else self._as_reach(solution)

    def _solve(self, costs: Floats, upper: Floats) -> Ints | None:
        columns = np.arange(len(costs), dtype=np.int32)
        self.highs.changeColsCost(len(costs), columns, costs)
        self.highs.changeColsBounds(len(costs), columns, np.zeros(len(costs)), upper)
        self.highs.run()
        if self.highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        solution = np.array(self.highs.getSolution().col_value)
        if np.abs(solution - np.round(solution)).max() > 1e-6:
            within = (solution > 1e-7) | (self.is_wide & (costs <= EPSILON) & (upper > 0))
            solution = _made_whole(self.matrix, costs, upper, solution, np.flatnonzero(within))
        n = len(self.places)
        whole = np.round(solution).astype(np.int64)
        moved = whole[:n] - whole[n:]
        return moved if moved.any() else None

    def _as_reach(self, moved: Ints) -> Reach | None:
        canvas = self.canvas
        inner = np.zeros(canvas.values.shape, dtype=np.int64)
        inner[self.places[: self.n_inner]] = moved[: self.n_inner]
        lattice = canvas.lattice
        full = lattice.aggregate(inner[lattice.inner_places].reshape(lattice.inner_shape)).ravel()
        places = np.flatnonzero(full)
        shown = places[~canvas.hidden[places] & ~canvas.is_free[places]]
        if canvas.fixed[shown].any() or ((canvas.values + full)[places] < canvas.floor[places]).any():
            return None
        return Reach(places, full[places], tuple(shown.tolist()), float(canvas.price[shown].sum()))


def _solver() -> highspy.Highs:
    highs: highspy.Highs = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("random_seed", 1)
    return highs


def _programme(matrix: sp.csc_matrix, costs: Floats, upper: Floats) -> highspy.HighsLp:
    programme = highspy.HighsLp()
    programme.num_row_, programme.num_col_ = matrix.shape
    programme.col_cost_, programme.col_upper_ = costs, upper
    programme.col_lower_ = np.zeros(matrix.shape[1])
    programme.row_lower_ = programme.row_upper_ = np.zeros(matrix.shape[0])
    programme.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    programme.a_matrix_.start_, programme.a_matrix_.index_ = matrix.indptr, matrix.indices
    programme.a_matrix_.value_ = matrix.data.astype(np.float64)
    return programme


def _made_whole(
    matrix: sp.csc_matrix, costs: Floats, upper: Floats, solution: Floats, moved: NDArray[np.int64]
) -> Floats:
    """A good whole move over the columns `moved`, within a fixed number of nodes."""
    part = matrix[:, moved]
    rows = np.flatnonzero(np.diff(sp.csr_matrix(part).indptr))
    part = sp.csc_matrix(part[rows])
    programme = _programme(part, costs[moved], np.minimum(np.ceil(solution[moved] - 1e-6) + 1, upper[moved]))
    programme.integrality_ = [highspy.HighsVarType.kInteger] * len(moved)
    highs = _solver()
    highs.setOptionValue("mip_rel_gap", 0.6)
    highs.setOptionValue("mip_max_nodes", 2)
    highs.passModel(programme)
    highs.run()
    whole = np.zeros(len(solution))
    values = np.array(highs.getSolution().col_value)
    if len(values) == len(moved) and not (part @ np.round(values)).any():
        whole[moved] = np.round(values)
    return whole


class BatchSearch:
    """Rounds of batches, as long as they pay."""

    def __init__(self, finder: BatchFinder, evidence: Evidence) -> None:
        """Only targets that are cells take part; differences are served one by one."""
        self.finder, self.evidence = finder, evidence
        self.random = np.random.default_rng(SEED)
        self.phase: Phase = "widths"

    def wanted(self) -> dict[int, tuple[int, int]]:
        """What each unproven cell still asks for: its width, or a rise or fall around lone people, by phase."""
        narrow: dict[int, tuple[int, int]] = {}
        leaning: dict[int, tuple[int, int]] = {}
        for index, target in enumerate(self.evidence.targets):
            if target.place < 0 or self.evidence.is_proven(index):
                continue
            standing = self.evidence.standing[index]
            if standing.is_wide(target):
                leaning[target.place] = (1, 0) if self.random.random() < 0.5 or target.value < 2 else (0, 1)
            elif target.width is not None:
                narrow[target.place] = self._either_way(target, standing)
            elif standing.high < target.high:
                narrow[target.place] = (target.high - target.value, 0)
            else:
                narrow[target.place] = (0, target.value - target.low)
        return {"widths": narrow, "people": leaning, "both": narrow | leaning}[self.phase]

    def _either_way(self, target: Target, standing: Standing) -> tuple[int, int]:
        """A width can be had by rising or by falling; which is asked changes from batch to batch, or neither is."""
        assert target.width is not None
        rise = max(0, standing.low + target.width - target.value)
        fall = max(0, target.value + target.width - standing.high)
        if target.value - fall < self.finder.canvas.floor[target.place]:
            return rise, 0
        return ((rise, 0), (0, fall), (0, 0))[int(self.random.integers(3))]

    def common_singles(self) -> Ints:
        """Half of the lone people on whom the proof of some target hangs; the next tables leave them as they are."""
        if self.phase == "widths":
            return np.zeros(0, dtype=np.int64)
        common = sorted(
            {
                s
                for index, standing in enumerate(self.evidence.standing)
                if standing.common and standing.is_wide(self.evidence.targets[index])
                for s in standing.common
            }
        )
        return np.array([s for s in common if self.random.random() < 0.5], dtype=np.int64)
