"""The cells of one linked problem: the cross of all codes of all dimensions, as one array.

A table lives in two shapes. `inner` has one axis per dimension and one place per leaf; `full` has one place per code
(leaves first, then groups, then the total). `aggregate` goes from the first to the second. All published margins,
whatever the hierarchies, are places in the same full array; that is what makes linked tables one problem.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from .errors import TableTooLarge
from .specification import TOTAL_LEVEL, Dimension, Specification

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
MOST_CELLS = 2_000_000


@dataclass(frozen=True)
class Axis:
    """One dimension in numbers: `contains[c, l]` says whether leaf l belongs to code c."""

    name: str
    codes: tuple[str, ...]
    n_leaves: int
    contains: Bools
    levels: tuple[str, ...]

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Where a code stands."""
        return {code: at for at, code in enumerate(self.codes)}

    @cached_property
    def ancestors(self) -> tuple[Ints, ...]:
        """For each leaf, the places of the codes that contain it (itself first)."""
        return tuple(np.flatnonzero(self.contains[:, leaf]) for leaf in range(self.n_leaves))


@dataclass(frozen=True)
class Lattice:
    """All axes together, with what is published and which threshold holds where (both in `full` shape)."""

    axes: tuple[Axis, ...]
    is_published: Bools
    is_structural_zero: Bools
    threshold: Ints

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of a full array."""
        return tuple(len(axis.codes) for axis in self.axes)

    @property
    def inner_shape(self) -> tuple[int, ...]:
        """The shape of an inner array."""
        return tuple(axis.n_leaves for axis in self.axes)

    def aggregate(self, inner: Ints) -> Ints:
        """Sum an inner array into every code of every axis."""
        full = inner
        for at, axis in enumerate(self.axes):
            moved = np.moveaxis(full, at, 0)
            flat = moved.reshape(moved.shape[0], -1)
            summed = np.asarray(sp.csr_matrix(axis.contains.astype(np.int64)) @ flat)
            full = np.moveaxis(summed.reshape(len(axis.codes), *moved.shape[1:]), 0, at)
        return np.ascontiguousarray(full)

    @cached_property
    def inner_places(self) -> Ints:
        """The place in a flattened full array of each inner cell (leaves come first on every axis)."""
        grid = np.meshgrid(*[np.arange(n) for n in self.inner_shape], indexing="ij")
        return np.ravel_multi_index(tuple(g.ravel() for g in grid), self.shape).astype(np.int64)

    @cached_property
    def incidence(self) -> sp.csr_matrix:
        """One row per full cell, one column per inner cell: 1 where the inner cell is part of the cell."""
        matrix = sp.csr_matrix(np.ones((1, 1), dtype=np.int64))
        for axis in self.axes:
            matrix = sp.kron(matrix, sp.csr_matrix(axis.contains.astype(np.int64)), format="csr")
        return sp.csr_matrix(matrix)

    def codes_of(self, place: int) -> tuple[str, ...]:
        """The codes of a flattened place, one per dimension."""
        return tuple(a.codes[int(i)] for a, i in zip(self.axes, np.unravel_index(place, self.shape), strict=True))

    def name_of(self, place: int) -> str:
        """The name of a cell, as messages show it."""
        return " x ".join(self.codes_of(place))

    def level_of(self, place: int) -> str:
        """The levels a cell stands at, as the report of information loss groups them."""
        at = np.unravel_index(place, self.shape)
        return " x ".join(a.levels[int(i)] for a, i in zip(self.axes, at, strict=True))


def build_axis(dimension: Dimension) -> Axis:
    """Put leaves first, then groups, then the total, each in alphabetical order."""
    leaves = dimension.leaves
    groups = sorted({c for codes in dimension.levels.values() for c in codes} - set(leaves))
    codes = (*leaves, *groups, dimension.total)
    place = {code: at for at, code in enumerate(codes)}
    contains = np.zeros((len(codes), len(leaves)), dtype=np.bool_)
    for at, leaf in enumerate(leaves):
        waiting = [leaf]
        while waiting:
            code = waiting.pop()
            contains[place[code], at] = True
            waiting.extend(dimension.parents.get(code, ()))
        contains[place[dimension.total], at] = True
    level_by_code = {code: level for level, members in dimension.levels.items() for code in members}
    levels = tuple(level_by_code.get(code, TOTAL_LEVEL) for code in codes)
    return Axis(dimension.name, codes, len(leaves), contains, levels)


def build_lattice(spec: Specification) -> Lattice:
    """Lay out every cell of the specification; refuse what would not fit in memory."""
    axes = tuple(build_axis(d) for d in spec.dimensions)
    shape = tuple(len(axis.codes) for axis in axes)
    size = int(np.prod([float(n) for n in shape]))
    if size > MOST_CELLS:
        raise TableTooLarge(f"{size} cells are more than {MOST_CELLS}: publish fewer codes or split the table")
    threshold = np.full(shape, 0, dtype=np.int64)
    limits = [[spec.thresholds.by_level.get(level, spec.thresholds.default) for level in a.levels] for a in axes]
    for at, limit in enumerate(limits):
        view = [1] * len(axes)
        view[at] = -1
        threshold = np.maximum(threshold, np.array(limit, dtype=np.int64).reshape(view))
    published = _published(spec, axes, shape)
    return Lattice(axes, published, _structural_zeros(spec, axes, shape), threshold)


def _published(spec: Specification, axes: tuple[Axis, ...], shape: tuple[int, ...]) -> Bools:
    if spec.margins is None:
        return np.ones(shape, dtype=np.bool_)
    published = np.zeros(shape, dtype=np.bool_)
    for margin in spec.margins:
        chosen = []
        for axis in axes:
            level = margin.get(axis.name, TOTAL_LEVEL)
            chosen.append(np.flatnonzero([level in ("*", own) for own in axis.levels]))
        published[np.ix_(*chosen)] = True
    return published


def _structural_zeros(spec: Specification, axes: tuple[Axis, ...], shape: tuple[int, ...]) -> Bools:
    possible = np.ones(tuple(a.n_leaves for a in axes), dtype=np.bool_)
    for zero in spec.structural_zeros:
        inside = [a.contains[a.place[zero[a.name]]] if a.name in zero else np.ones(a.n_leaves, np.bool_) for a in axes]
        possible[np.ix_(*[np.flatnonzero(i) for i in inside])] = False
    full = possible.astype(np.int64)
    for at, axis in enumerate(axes):
        full = np.moveaxis(np.tensordot(axis.contains.astype(np.int64), full, axes=(1, at)), 0, at)
    return np.asarray(full == 0).reshape(shape)
