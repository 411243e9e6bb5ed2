"""What the attacker knows before calculating: the published file and the rules, as equations. For `audit` only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from .errors import NonAdditiveData, TableTooLarge, UnknownCode
from .specification import Dimension, Specification

MOST_INCIDENCES = 60_000_000
Codes = tuple[str, ...]
Leaves = tuple[frozenset[int], ...]


@dataclass(frozen=True)
class Knowledge:
    """Equations `matrix @ x = values` over the unknown inner cells, and one row of `cells` per hidden cell.

    `required` is the width asked of each hidden cell and `thresholds` the count from which a value may be known.
    """

    matrix: sp.csr_matrix
    values: NDArray[np.float64]
    cells: sp.csr_matrix
    floors: NDArray[np.float64]
    hidden: tuple[Codes, ...]
    names: tuple[str, ...]
    required: NDArray[np.int64]
    thresholds: NDArray[np.int64]
    objections: tuple[str, ...]
    is_zero: NDArray[np.bool_]

    def unknown_of(self, table: NDArray[np.int64]) -> NDArray[np.int64] | None:
        """The unknown inner cells of a whole table; None where it has another shape or fills a cell known as zero."""
        flat = table.ravel()
        if flat.shape != self.is_zero.shape or flat[self.is_zero].any():
            return None
        return np.asarray(flat[~self.is_zero], dtype=np.int64)

    def contains(self, outer: int, inner: int) -> bool:
        """Whether one hidden cell contains all unknown inner cells of another."""
        return set(self._parts(inner)) <= set(self._parts(outer))

    def is_same(self, single: int, other: int) -> bool:
        """Whether everybody in `other` is in `single` too, so that a lone person learns of nobody else."""
        return self.contains(single, other)

    def _parts(self, row: int) -> list[int]:
        return [int(i) for i in self.cells.indices[self.cells.indptr[row] : self.cells.indptr[row + 1]]]


def read_knowledge(spec: Specification, published: Mapping[Codes, int | None]) -> Knowledge:
    """Lay out equations; figures that are themselves small, or that undo an earlier release, are objections at once."""
    reader = Reader(spec)
    reader.expect(published)
    shown: dict[Codes, int] = {codes: value for codes, value in published.items() if value is not None}
    hidden = tuple(sorted(codes for codes, value in published.items() if value is None))
    objections = [*_small_figures(spec, reader, shown), *_against_register(spec, reader, shown)]
    known = {**reader.register(), **shown}
    for release in spec.releases:
        for codes, value in release.cells.items():
            if release.vintage == spec.vintage and value is not None and known[codes] != value:
                raise NonAdditiveData(f"{' x '.join(codes)} was released before with another value")
    return reader.build(known, hidden, (*objections, *_differences(spec, reader, known)))


class Reader:
    """Numbers the inner cells and turns codes into sets of them."""

    def __init__(self, spec: Specification) -> None:
        self.spec = spec
        self.leaves: list[tuple[str, ...]] = [d.leaves for d in spec.dimensions]
        self.under: list[dict[str, NDArray[np.int64]]] = [_under(d) for d in spec.dimensions]
        self.levels = [{c: name for name, codes in d.levels.items() for c in codes} for d in spec.dimensions]
        self.shape = tuple(len(leaves) for leaves in self.leaves)

    def inner(self, codes: Codes) -> NDArray[np.int64]:
        """The inner cells of a cell."""
        try:
            parts = [under[code] for under, code in zip(self.under, codes, strict=True)]
        except (KeyError, ValueError) as mistake:
            raise UnknownCode(f"{' x '.join(codes)} is no cell of this specification") from mistake
        return np.ravel_multi_index(np.ix_(*parts), self.shape).ravel().astype(np.int64)

    def expect(self, published: Mapping[Codes, int | None]) -> None:
        """Every declared cell must be there, shown or hidden, and no other."""
        for codes in published:
            if len(codes) != len(self.under) or any(c not in u for c, u in zip(codes, self.under, strict=True)):
                raise UnknownCode(f"{' x '.join(codes)} is no cell of this specification")
        margins = self.spec.margins
        declared = sum(1 for _ in self.declared()) if margins is None else len(set(self.declared()))
        if declared != len(published) or any(codes not in published for codes in self.declared()):
            raise UnknownCode(
                f"the table has {len(published)} cells where the specification declares {declared} others"
            )

    def declared(self) -> list[Codes]:
        """Every cell that the specification announces."""
        margins = self.spec.margins or ({d.name: "*" for d in self.spec.dimensions},)
        found: list[Codes] = []
        for margin in margins:
            chosen = []
            for dimension in self.spec.dimensions:
                level = margin.get(dimension.name, "total")
                groups = dimension.levels if level == "*" else {level: dimension.levels.get(level, ())}
                codes = [c for group in groups.values() for c in group]
                chosen.append([*codes, dimension.total] if level in ("*", "total") else codes)
            found.extend(product(*chosen))
        return found

    def threshold(self, codes: Codes) -> int:
        """The count from which a cell is no longer small."""
        limits = self.spec.thresholds
        named = [limits.by_level.get(levels.get(c, "total"), 0) for levels, c in zip(self.levels, codes, strict=True)]
        return max(limits.default, *named)

    def register(self) -> dict[Codes, int]:
        """Figures of the same vintage that were released before."""
        return {
            codes: value
            for release in self.spec.releases
            if release.vintage == self.spec.vintage
            for codes, value in release.cells.items()
            if value is not None
        }

    def build(
        self,
        known: Mapping[Codes, int],
        hidden: tuple[Codes, ...],
        objections: tuple[str, ...],
    ) -> Knowledge:
        """Leave out inner cells that are known to be zero, and write the rest as sparse rows."""
        size = int(np.prod(self.shape))
        is_zero = np.zeros(size, dtype=np.bool_)
        for codes, value in known.items():
            if value == 0:
                is_zero[self.inner(codes)] = True
        for zero in self.spec.structural_zeros:
            is_zero[self.inner(tuple(zero.get(d.name, d.total) for d in self.spec.dimensions))] = True
        column = np.cumsum(~is_zero) - 1
        ordered = sorted(codes for codes, value in known.items() if value != 0)
        floor = 1.0 if self.spec.zero_policy == "shown" else 0.0
        rows = [column[p[~is_zero[p]]] for p in (self.inner(c) for c in ordered)]
        asked = [column[p[~is_zero[p]]] for p in (self.inner(c) for c in hidden)]
        names = [" x ".join(codes) for codes in hidden]
        thresholds = [self.threshold(codes) for codes in hidden]
        floors = [0.0 if codes in known else floor for codes in hidden]
        if sum(len(r) for r in rows) + sum(len(r) for r in asked) > MOST_INCIDENCES:
            raise TableTooLarge("the equations do not fit the memory budget")
        width = int(size - is_zero.sum())
        required = [0 if self.spec.magnitude_column else self.spec.required_width(t) for t in thresholds]
        if self.spec.magnitude_column is not None:
            required = [1] * len(thresholds)
        return Knowledge(
            _rows(rows, width),
            np.array([known[c] for c in ordered], dtype=np.float64),
            _rows(asked, width),
            np.array(floors),
            hidden,
            tuple(names),
            np.array(required, dtype=np.int64),
            np.array(thresholds, dtype=np.int64),
            objections,
            is_zero,
        )


def _rows(rows: list[NDArray[np.int64]], width: int) -> sp.csr_matrix:
    pointers = np.concatenate(([0], np.cumsum([len(r) for r in rows])))
    indices = np.concatenate(rows) if rows else np.zeros(0, np.int64)
    return sp.csr_matrix((np.ones(len(indices)), indices, pointers), shape=(len(rows), width))


def _under(dimension: Dimension) -> dict[str, NDArray[np.int64]]:
    """The leaves under each code."""
    found: dict[str, set[int]] = {dimension.total: set(range(len(dimension.leaves)))}
    for at, leaf in enumerate(dimension.leaves):
        waiting = [leaf]
        while waiting:
            code = waiting.pop()
            found.setdefault(code, set()).add(at)
            waiting.extend(dimension.parents.get(code, ()))
    return {code: np.array(sorted(leaves), dtype=np.int64) for code, leaves in found.items()}


def _small_figures(spec: Specification, reader: Reader, shown: Mapping[Codes, int]) -> list[str]:
    """Published figures that are themselves small counts."""
    if spec.magnitude_column is not None or spec.contributor_column is not None:
        return []
    smallest = 1 if spec.zero_policy == "shown" else 0
    impossible = np.zeros(int(np.prod(reader.shape)), dtype=np.bool_)
    for zero in spec.structural_zeros:
        impossible[reader.inner(tuple(zero.get(d.name, d.total) for d in spec.dimensions))] = True
    return [
        f"{' x '.join(codes)} is published as {value}, fewer than {reader.threshold(codes)}"
        for codes, value in sorted(shown.items())
        if smallest <= value < reader.threshold(codes) and not impossible[reader.inner(codes)].all()
    ]


def _against_register(spec: Specification, reader: Reader, shown: Mapping[Codes, int]) -> list[str]:
    """Differencing with earlier releases, and cells that were hidden in the same vintage and are shown now."""
    same = {c for r in spec.releases if r.vintage == spec.vintage for c, value in r.cells.items() if value is not None}
    found = []
    for release in spec.releases:
        for codes, value in sorted(release.cells.items()):
            if codes not in shown:
                continue
            change = None if value is None else abs(shown[codes] - value)
            if release.vintage == spec.vintage:
                if value is None and codes not in same:
                    found.append(f"{' x '.join(codes)} was hidden in {release.name} and is shown now")
            elif change is not None and 0 < change < reader.threshold(codes):
                found.append(f"{' x '.join(codes)} changed by {change} since {release.name}")
    return found


def _differences(spec: Specification, reader: Reader, known: Mapping[Codes, int]) -> list[str]:
    """Group disclosure: a shown parent without a shown child that is itself a small count."""
    if not spec.is_group_rule_on or spec.magnitude_column is not None:
        return []
    smallest = 1 if spec.zero_policy == "shown" else 0
    found = []
    for child in sorted(known):
        for at, dimension in enumerate(spec.dimensions):
            for above in dimension.parents.get(child[at], (dimension.total,)):
                parent = (*child[:at], above, *child[at + 1 :])
                limit = reader.threshold(child)
                if parent == child or parent not in known or len(reader.inner(child)) == len(reader.inner(parent)):
                    continue
                rest = known[parent] - known[child]
                if smallest <= rest < limit <= known[parent]:
                    found.append(f"{' x '.join(parent)} without {' x '.join(child)} is {rest}")
    return found
