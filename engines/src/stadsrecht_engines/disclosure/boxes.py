"""The cheapest box through a cell: the move from which every witness table is made.

In each dimension a move either shifts a count from one leaf to another or adds it to one leaf alone. The product over
the dimensions changes inner cells by +1 and -1 and each margin accordingly, so it always stays additive. Where a
margin does not change, it may be published; where it does, it must be hidden. This is the hypercube idea of
Repsilber, with totals and overlapping groups as further corners, with the price of every corner known, and with
dimensions taken together where that gives smaller moves (shift ground and neighbourhood at once). All boxes through a
leaf are priced together, one block of dimensions at a time, instead of one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .lattice import Bools, Ints, Lattice

Prices = NDArray[np.float64]
FORBIDDEN = 1e7
ALONE = -1
MOST_PARTNERS = 4000


@dataclass(frozen=True)
class Box:
    """A move: per block of dimensions the leaf that gains and the one that loses (ALONE: none), and its price."""

    cost: float
    blocks: tuple[Block, ...]
    leaves: tuple[int, ...]
    partners: tuple[int, ...]

    def changes(self) -> tuple[Ints, Ints]:
        """The flattened full places that the move changes, and the sign of each."""
        places = np.zeros(1, dtype=np.int64)
        signs = np.ones(1, dtype=np.int64)
        for block, leaf, partner in zip(self.blocks, self.leaves, self.partners, strict=True):
            offsets, own = block.elementary(leaf, partner)
            places = (places[:, None] + offsets[None, :]).ravel()
            signs = (signs[:, None] * own[None, :]).ravel()
        return places, signs


class Block:
    """Some dimensions taken as one: its leaves are the combinations of theirs. Codes are offsets in the full array."""

    def __init__(self, lattice: Lattice, dims: tuple[int, ...]) -> None:
        """Lay out the offsets of each leaf and of all codes above it."""
        self.dims = dims
        self.shape = tuple(lattice.axes[k].n_leaves for k in dims)
        strides = [int(np.prod(lattice.shape[k + 1 :], dtype=np.int64)) for k in dims]
        self.contains = [lattice.axes[k].contains for k in dims]
        self.above, self.real = zip(*[_padded(c) for c in self.contains], strict=True)
        self.n_leaves = int(np.prod(self.shape))
        at = np.unravel_index(np.arange(self.n_leaves), self.shape)
        offsets = np.zeros((self.n_leaves, 1), dtype=np.int64)
        real = np.ones((self.n_leaves, 1), dtype=np.bool_)
        for above, is_real, own, stride in zip(self.above, self.real, at, strides, strict=True):
            offsets = (offsets[:, :, None] + (above[own] * stride)[:, None, :]).reshape(self.n_leaves, -1)
            real = (real[:, :, None] & is_real[own][:, None, :]).reshape(self.n_leaves, -1)
        self.offsets, self.is_real, self.is_even = offsets, real, bool(real.all())
        self.at = at
        self._known: dict[tuple[int, int], tuple[Ints, Ints]] = {}

    def mask(self, barred: Sequence[Bools | None]) -> Bools | None:
        """The leaves that are barred in each dimension of the block."""
        if all(barred[k] is None for k in self.dims):
            return None
        mask = np.ones((), dtype=np.bool_)
        for k, size in zip(self.dims, self.shape, strict=True):
            own = barred[k]
            mask = np.logical_and.outer(mask, np.ones(size, np.bool_) if own is None else own)
        return mask.ravel()

    def together(self, leaves: Ints) -> Prices:
        """For each code above leaves[0] (rows): which of the leaves it contains (columns)."""
        joint = np.ones((1, len(leaves)))
        for contains, above, at in zip(self.contains, self.above, self.at, strict=True):
            own = contains[above[at[leaves[0]]]][:, at[leaves]]
            joint = (joint[:, None, :] * own[None, :, :]).reshape(-1, len(leaves))
        return joint

    def elementary(self, leaf: int, partner: int) -> tuple[Ints, Ints]:
        """The offsets that a move within the block changes, with their signs."""
        key = (leaf, partner)
        if key not in self._known:
            gains = self.offsets[leaf][self.is_real[leaf]]
            loses = gains[:0] if partner == ALONE else self.offsets[partner][self.is_real[partner]]
            changed = np.setxor1d(gains, loses)
            self._known[key] = (changed, np.where(np.isin(changed, gains), 1, -1).astype(np.int64))
        return self._known[key]


def _padded(contains: Bools) -> tuple[Ints, Bools]:
    """Per leaf the codes above it, filled up with itself to equal length; and which of them are real."""
    above = [np.flatnonzero(contains[:, leaf]) for leaf in range(contains.shape[1])]
    depth = max(len(a) for a in above)
    filled = np.array([np.concatenate((a, np.full(depth - len(a), a[0]))) for a in above], dtype=np.int64)
    return filled, np.array([np.arange(depth) < len(a) for a in above])


class BoxFinder:
    """Prices boxes on one lattice, for each way to take its dimensions together in blocks."""

    def __init__(self, lattice: Lattice) -> None:
        """Single dimensions come first: their boxes are cheapest to price."""
        n = len(lattice.axes)
        blocks: dict[tuple[int, ...], Block] = {}
        self.partitions: list[tuple[Block, ...]] = []
        for partition in sorted(_partitions(list(range(n))), key=lambda p: (-len(p), p)):
            if n > 1 and len(partition) == 1 and int(np.prod(lattice.inner_shape)) > MOST_PARTNERS:
                continue
            for dims in partition:
                blocks.setdefault(dims, Block(lattice, dims))
            self.partitions.append(tuple(blocks[dims] for dims in partition))

    def cheapest(
        self,
        own: Prices,
        other: Prices,
        leaf: tuple[int, ...],
        barred: Sequence[Bools | None],
        partition: tuple[Block, ...],
    ) -> Box | None:
        """The cheapest box that moves `leaf` itself in the direction priced by `own`; None if each is forbidden.

        `other` prices the opposite direction; `barred[k]` marks leaves that may not be the partner in dimension k.
        """
        mine = [int(np.ravel_multi_index([leaf[k] for k in b.dims], b.shape)) for b in partition]
        corner = sum(int(b.offsets[i, 0]) for b, i in zip(partition, mine, strict=True))
        if own[corner] >= FORBIDDEN:
            return None
        kept, codes, where = [], [], []
        for block, at in zip(partition, mine, strict=True):
            possible = other[block.offsets[:, 0] + (corner - int(block.offsets[at, 0]))] < FORBIDDEN
            possible[at] = False
            mask = block.mask(barred)
            if mask is not None:
                possible &= ~mask
            leaves = np.concatenate(([at], np.flatnonzero(possible)))
            unique, inverse = np.unique(block.offsets[leaves], return_inverse=True)
            kept.append(leaves)
            codes.append(unique)
            where.append(inverse.reshape(len(leaves), -1))
        grid = codes[0]
        for more in codes[1:]:
            grid = np.add.outer(grid, more)
        both = np.stack((own[grid], other[grid]))
        for block, leaves, inverse in zip(partition, kept, where, strict=True):
            both = _contract(block, both, leaves, inverse)
        even = both[0]
        best = int(np.argmin(even))
        cost = float(even.flat[best])
        if cost >= FORBIDDEN / 2:
            return None
        chosen = np.unravel_index(best, even.shape)
        partners = tuple(ALONE if c == 0 else int(k[c]) for c, k in zip(chosen, kept, strict=True))
        return Box(cost, partition, tuple(mine), partners)


def _contract(block: Block, both: Prices, leaves: Ints, inverse: Ints) -> Prices:
    """Replace the codes on the first axis by choices, put last: 0 is `alone`, i is the shift to leaves[i]."""
    shape = both.shape
    flat = both.reshape(2, shape[1], -1)
    gathered = flat[:, inverse, :]
    joint = block.together(leaves)
    if not block.is_even:
        gathered = gathered * block.is_real[leaves][None, :, :, None]
        joint = joint * block.is_real[leaves[0]][:, None]
    base = gathered.sum(axis=2)
    shared = joint.T @ (gathered[0, 0] + gathered[1, 0])
    out = base[:, :1, :] + base[::-1] - shared
    out[:, 0, :] = base[:, 0, :]
    choices: Prices = out.transpose(0, 2, 1).reshape(2, *shape[2:], len(leaves))
    return choices


def _partitions(dims: list[int]) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Every way to divide the dimensions into blocks."""
    if len(dims) == 1:
        yield ((dims[0],),)
        return
    first, rest = dims[0], dims[1:]
    for partition in _partitions(rest):
        yield ((first,), *partition)
        for at, block in enumerate(partition):
            yield (*partition[:at], (first, *block), *partition[at + 1 :])
