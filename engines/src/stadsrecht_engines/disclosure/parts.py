"""The table taken apart: blocks of inner cells small enough for one linear programme.

A move within a block leaves everything outside it as it is, so it is a move of the whole table. Blocks are products
of leaves. The longest dimension is cut first, between the groups of its hierarchy where there are any: a total over a
dimension that is cut cannot be told from its part within the block, and must be paid for twice. Each pass orders the
groups anew, so that what one pass parts the next one may hold together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .lattice import Axis, Bools, Ints, Lattice


@dataclass(frozen=True)
class _Side:
    """Leaves of one dimension, and the group of each."""

    leaves: Ints
    group: Ints

    def halves(self) -> tuple[_Side, _Side]:
        """Two parts: cut where the groups meet that lie nearest to the middle, or in the middle of one group."""
        middle = len(self.leaves) // 2
        seams = np.flatnonzero(np.diff(self.group)) + 1
        cut = int(seams[np.argmin(np.abs(seams - middle))]) if len(seams) else middle
        return _Side(self.leaves[:cut], self.group[:cut]), _Side(self.leaves[cut:], self.group[cut:])


def cut_apart(lattice: Lattice, can_move: Bools, most: int, random: np.random.Generator) -> Iterator[Ints]:
    """The inner cells of each block; every block has at most `most` cells that can move."""
    movable = can_move.reshape(lattice.inner_shape)
    waiting = [tuple(_ordered(axis, random) for axis in lattice.axes)]
    while waiting:
        sides = waiting.pop()
        leaves = [side.leaves for side in sides]
        count = int(movable[np.ix_(*leaves)].sum())
        longest = int(np.argmax([len(own) for own in leaves]))
        if count <= most or len(leaves[longest]) == 1:
            if count > 1:
                cells = np.ravel_multi_index(np.ix_(*leaves), lattice.inner_shape).ravel()
                yield np.sort(cells[can_move[cells]])
            continue
        waiting += [(*sides[:longest], half, *sides[longest + 1 :]) for half in sides[longest].halves()]


def _ordered(axis: Axis, random: np.random.Generator) -> _Side:
    """The leaves in chance order, those of one group side by side."""
    group = np.zeros(axis.n_leaves, dtype=np.int64)
    codes = range(axis.n_leaves, len(axis.codes) - 1)
    levels = sorted({axis.levels[code] for code in codes})
    if levels:
        level = levels[int(random.integers(len(levels)))]
        for code in codes:
            if axis.levels[code] == level:
                group[axis.contains[code]] = int(random.integers(1, 1 << 40))
    order = np.lexsort((random.random(axis.n_leaves), group))
    return _Side(order.astype(np.int64), group[order])
