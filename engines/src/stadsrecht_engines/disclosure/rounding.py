"""The second method: small counts rounded to a base, additive and consistent over every published margin.

Only inner cells are changed, so every margin is the sum of its parts, and no published figure lies between 0 and the
base (the idea of small count rounding, Langsrud and Heldal). Inner cells below every small figure are emptied and
refilled with whole bases, each time where the published margins lag furthest behind the truth. Rounding gives no
interval guarantee; it is for those who prefer a complete table, and the largest change is reported.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from .errors import EmptyTable, InvalidSpecification
from .lattice import Bools, Ints, Lattice
from .specification import Specification
from .table import Table


@dataclass(frozen=True)
class RoundedTable:
    """A complete table: every published cell with its rounded value, and how far it strays from the truth."""

    dimensions: tuple[str, ...]
    published: Mapping[tuple[str, ...], int]
    cells_changed: int
    largest_change: int
    mean_change: float


def round_counts(spec: Specification, data: Table, *, base: int = 5) -> RoundedTable:
    """Round until no published figure lies strictly between 0 and `base`; margins stay exact sums."""
    if base < 2:
        raise InvalidSpecification("base: must be 2 or higher")
    if not data.inner.any():
        raise EmptyTable("every cell is zero")
    if spec.magnitude_column is not None:
        raise InvalidSpecification("rounding: works on counts, not on magnitudes")
    lattice, full = data.lattice, data.full
    inner = data.inner
    while (small := _small(lattice, inner, base)).any():
        inner = _round_under(lattice, data.inner, inner, small, base)
    rounded = lattice.aggregate(inner).ravel()
    shown = np.flatnonzero(lattice.is_published.ravel())
    change = np.abs(rounded - full.ravel())[shown]
    published = {lattice.codes_of(int(p)): int(rounded[p]) for p in shown}
    names = tuple(axis.name for axis in lattice.axes)
    return RoundedTable(names, published, int((change > 0).sum()), int(change.max()), float(change.mean()))


def _small(lattice: Lattice, inner: Ints, base: int) -> Bools:
    full = lattice.aggregate(inner)
    return np.asarray(lattice.is_published & (full > 0) & (full < base))


def _round_under(lattice: Lattice, truth: Ints, inner: Ints, small: Bools, base: int) -> Ints:
    """Empty the inner cells under small figures, then put whole bases back where margins lag most."""
    under = np.asarray(lattice.incidence.T @ small.ravel().astype(np.int64) > 0)
    chosen = np.flatnonzero(under & (inner.ravel() > 0) & (inner.ravel() % base != 0))
    result = inner.ravel().copy()
    result[chosen] = result[chosen] // base * base
    incidence = lattice.incidence.tocsc()
    weight = lattice.is_published.ravel().astype(np.float64)
    lag = (lattice.aggregate(truth).ravel() - lattice.incidence @ result).astype(np.float64) * weight
    rooms = round(float(lag[-1]) / base) if weight[-1] else round(float(truth.sum() - result.sum()) / base)
    above = [incidence.indices[incidence.indptr[c] : incidence.indptr[c + 1]] for c in chosen]
    order = np.array(above, dtype=object) if len({len(a) for a in above}) > 1 else np.array(above, dtype=np.int64)
    open_places = np.ones(len(chosen), dtype=np.bool_)
    fraction = truth.ravel()[chosen] % base
    for _ in range(min(max(rooms, 0), len(chosen))):
        best = _most_lagging(order, lag, open_places, fraction)
        open_places[best] = False
        result[chosen[best]] += base
        lag[above[best]] -= base * weight[above[best]]
    return result.reshape(inner.shape)


def _most_lagging(above: Ints, lag: NDArrayFloat, is_open: Bools, fraction: Ints) -> int:
    if above.dtype == object:
        score = np.array([float(lag[a].sum()) / len(a) for a in above])
    else:
        score = lag[above].mean(axis=1)
    score = np.where(is_open, score + 1e-3 * fraction, -np.inf)
    return int(np.argmax(score))


NDArrayFloat = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
