"""The attacker's calculating machine: linear and integer programmes over all tables that agree with what is known."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import highspy
import numpy as np
import scipy.sparse as sp
from highspy._core import _Highs
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
TOLERANCE = 1e-6
MOST_NODES = 20_000


class Attacker:
    """All tables x >= 0 with `matrix @ x = values` and `cells @ x >= floors`."""

    def __init__(self, matrix: sp.csr_matrix, values: Floats, cells: sp.csr_matrix, floors: Floats) -> None:
        """Keep one linear programme, so that each question starts where the last one ended."""
        self.n = matrix.shape[1]
        self.cells = sp.csr_matrix(cells)
        self.rows = sp.csr_matrix(sp.vstack([matrix, cells]))
        self.low = np.concatenate((values, floors))
        self.high = np.concatenate((values, np.full(len(floors), highspy.kHighsInf)))
        self.first_cell = len(values)
        self.linear = _quiet()
        self.linear.passModel(_model(self.rows, self.low, self.high, np.zeros(self.n), None))

    def cells_of(self, table: Whole) -> Whole:
        """The value of each hidden cell in a table."""
        return np.asarray(np.round(self.cells @ table), dtype=np.int64)

    def fits(self, table: Whole) -> bool:
        """Whether a whole table agrees with everything that is known, checked without tolerance."""
        sums = np.asarray(self.rows @ table)
        return bool((table >= 0).all() and (sums >= self.low).all() and (sums <= self.high).all())

    def any_table(self) -> Whole | None:
        """Some whole table, or None if there is none."""
        table, _ = self._whole(np.zeros(self.n))
        return table

    def push(self, weights: Floats, start: Whole) -> Whole | None:
        """A whole table that moves many hidden cells in the direction of their weights; need not be the best one."""
        costs = -np.asarray(self.cells.T @ weights)
        self.linear.changeColsCost(self.n, np.arange(self.n, dtype=np.int32), costs)
        self.linear.changeColsBounds(
            self.n,
            np.arange(self.n, dtype=np.int32),
            np.maximum(0.0, start - 6.0).astype(np.float64),
            (start + 6.0).astype(np.float64),
        )
        self.linear.run()
        if self.linear.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        point = np.array(self.linear.getSolution().col_value)
        whole = np.round(point).astype(np.int64)
        if np.abs(point - whole).max() < TOLERANCE and self.fits(whole):
            return whole
        return self._near(costs, point, start)

    def _near(self, costs: Floats, point: Floats, start: Whole) -> Whole | None:
        """Make a fractional point whole: only what it moved may move, between the start and a little beyond it."""
        moved = np.flatnonzero(np.abs(point - start) > TOLERANCE)
        lower = np.minimum(start[moved], np.floor(point[moved] + TOLERANCE))
        upper = np.maximum(start[moved], np.ceil(point[moved] - TOLERANCE))
        fixed = np.asarray(self.rows @ start)
        part = sp.csr_matrix(self.rows[:, moved])
        used = np.flatnonzero(np.diff(part.indptr))
        rest = fixed[used] - np.asarray(part[used] @ start[moved])
        model = _model(part[used], self.low[used] - rest, self.high[used] - rest, costs[moved], (lower, upper))
        highs = _quiet()
        highs.setOptionValue("mip_rel_gap", 0.3)
        highs.setOptionValue("mip_max_nodes", 20)
        highs.passModel(model)
        highs.run()
        values = np.array(highs.getSolution().col_value)
        if len(values) != len(moved):
            return None
        whole = start.copy()
        whole[moved] = np.round(values)
        return whole if self.fits(whole) else None

    def extreme(self, cell: int, sign: int) -> tuple[Whole | None, bool]:
        """The whole table where a hidden cell is lowest (-1) or highest (+1), and whether that is proven."""
        row = np.asarray(self.cells[[cell]].todense(), dtype=np.float64).ravel()
        return self._whole(-sign * row)

    def _whole(self, costs: Floats) -> tuple[Whole | None, bool]:
        highs = _quiet()
        highs.setOptionValue("mip_rel_gap", 0.0)
        highs.setOptionValue("mip_max_nodes", MOST_NODES)
        bounds = (np.zeros(self.n), np.full(self.n, highspy.kHighsInf))
        highs.passModel(_model(self.rows, self.low, self.high, costs, bounds))
        highs.run()
        status = highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None, True
        values = np.array(highs.getSolution().col_value)
        if len(values) != self.n:
            return None, False
        table = np.round(values).astype(np.int64)
        is_optimal = status == highspy.HighsModelStatus.kOptimal
        return (table, is_optimal) if self.fits(table) else (None, False)

    @contextmanager
    def knowing(self, cell: int, value: int) -> Iterator[None]:
        """Within this block one hidden cell is known."""
        at = self.first_cell + cell
        before = self.low[at], self.high[at]
        self.low[at] = self.high[at] = value
        try:
            yield
        finally:
            self.low[at], self.high[at] = before


def _quiet() -> _Highs:
    highs = _Highs()  # the Highs around it prints a banner before it can be told not to
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("random_seed", 2)
    return highs


def _model(
    rows: sp.csr_matrix, low: Floats, high: Floats, costs: Floats, whole: tuple[Floats, Floats] | None
) -> highspy.HighsLp:
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = rows.shape
    model.col_cost_ = costs
    model.col_lower_ = np.zeros(rows.shape[1]) if whole is None else whole[0]
    model.col_upper_ = np.full(rows.shape[1], highspy.kHighsInf) if whole is None else whole[1]
    model.row_lower_, model.row_upper_ = low, high
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_, model.a_matrix_.index_ = rows.indptr, rows.indices
    model.a_matrix_.value_ = rows.data.astype(np.float64)
    if whole is not None:
        model.integrality_ = [highspy.HighsVarType.kInteger] * rows.shape[1]
    return model
