"""Linear programmes as the protecting side asks them of HiGHS. The auditor writes its own."""

from __future__ import annotations

import highspy
import numpy as np
import scipy.sparse as sp
from highspy._core import _Highs
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def solver() -> _Highs:
    """HiGHS as all moves are asked of it: silent, on one thread, and the same each time."""
    highs = _Highs()  # the Highs around it prints a banner before it can be told not to
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("random_seed", 1)
    highs.setOptionValue("presolve", "off")
    return highs


def programme(
    matrix: sp.csc_matrix | sp.csr_matrix, costs: Floats, upper: Floats, rows: tuple[Floats, Floats]
) -> highspy.HighsLp:
    """The least cost of columns between zero and `upper` whose rows lie between the two of `rows`."""
    found, by_column = highspy.HighsLp(), matrix.format == "csc"
    found.num_row_, found.num_col_ = matrix.shape
    found.col_cost_, found.col_lower_, found.col_upper_ = costs, np.zeros(matrix.shape[1]), upper
    found.row_lower_, found.row_upper_ = rows
    found.a_matrix_.format_ = highspy.MatrixFormat.kColwise if by_column else highspy.MatrixFormat.kRowwise
    found.a_matrix_.start_, found.a_matrix_.index_ = matrix.indptr, matrix.indices
    found.a_matrix_.value_ = matrix.data.astype(np.float64)
    return found
