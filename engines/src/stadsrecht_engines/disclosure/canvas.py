"""The table while it is being protected: what is hidden, what hiding costs, and what each move would cost now."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from .boxes import FORBIDDEN, Box, BoxFinder, Prices
from .lattice import Bools, Ints, Lattice
from .targets import Target

CELL_PRICE = 1000.0
FREE_OF_CHARGE = 400.0
COVERED_PRICE = 0.25
SINGLE_PRICE = 0.5
MOST_LEAVES = 24


@dataclass(frozen=True)
class Reach:
    """A found witness: the changed full places and by how much, what must be hidden for it, and at what price."""

    places: Ints
    deltas: Ints
    hide: tuple[int, ...]
    cost: float


class Canvas:
    """Holds everything flattened in full shape. `fixed` cells may never be hidden (again)."""

    def __init__(
        self, lattice: Lattice, values: Ints, floor: Ints, *, hidden: Bools, fixed: Bools, price: Prices, singles: Bools
    ) -> None:
        """Price every move on the true table."""
        self.lattice, self.finder = lattice, BoxFinder(lattice)
        self.values, self.floor, self.price = values.ravel().copy(), floor.ravel(), price.ravel().copy()
        self.hidden, self.fixed = hidden.ravel().copy(), fixed.ravel().copy()
        self._never = self.fixed
        self.is_free = ~lattice.is_published.ravel() & ~self.fixed
        self.is_single = singles.ravel()
        self.covered = np.zeros(self.values.shape, dtype=np.bool_)
        self.barred = np.zeros(self.values.shape, dtype=np.bool_)
        self.up = np.zeros(self.values.shape)
        self.down = np.zeros(self.values.shape)
        self.refresh(np.arange(len(self.values)))

    def refresh(self, places: Ints) -> None:
        """Price the cells anew after something about them changed."""
        base = np.where(
            self.hidden[places],
            self.covered[places] * COVERED_PRICE + self.is_single[places] * SINGLE_PRICE,
            np.where(self.is_free[places], 0.0, self.price[places]),
        )
        base[(self.fixed[places] & ~self.hidden[places]) | self.barred[places]] = FORBIDDEN
        self.up[places] = base
        self.down[places] = np.where(self.values[places] > self.floor[places], base, FORBIDDEN)

    def hide(self, places: Ints, is_hidden: bool = True) -> None:
        """Hide cells, or show them again."""
        self.hidden[places] = is_hidden
        self.refresh(places)

    def allow(self, places: Ints | None) -> None:
        """From now on only these cells may be hidden, besides what is hidden already; None: every cell again."""
        self.fixed = self._never.copy()
        if places is not None:
            closed = ~(self.hidden | self.is_free)
            closed[places] = False
            self.fixed |= closed
        self.refresh(np.arange(len(self.values)))

    @contextmanager
    def avoiding(self, places: Ints) -> Iterator[None]:
        """Within this block no move may change these cells."""
        self.barred[places] = True
        self.refresh(places)
        try:
            yield
        finally:
            self.barred[places] = False
            self.refresh(places)

    def reach(self, target: Target, amount: int, limit: float) -> Reach | None:
        """Find the cheapest way to change a target by `amount` (signed) for less than `limit`; None if there is none.

        Large changes are put together from several boxes, each of which is cheapest on the table the last one left.
        """
        sign, left, cost = (1 if amount > 0 else -1), abs(amount), 0.0
        total: dict[int, int] = {}
        hide: list[int] = []
        while left:
            found = self._one_box(target, sign, left)
            if found is None or cost + found[0].cost >= limit:
                cost = FORBIDDEN
                break
            box, step = found
            cost += box.cost
            places, signs = box.changes()
            signs = signs * sign
            lowered = places[signs < 0]
            if step == 1 and left > 1 and len(lowered):
                step = max(1, min(left, int((self.values[lowered] - self.floor[lowered]).min())))
            elif not len(lowered):
                step = left
            new = places[~self.hidden[places] & ~self.is_free[places]]
            hide.extend(int(p) for p in new)
            self.hidden[new] = True
            for place, by in zip(places.tolist(), signs.tolist(), strict=True):
                total[place] = total.get(place, 0) + by * step
            self.values[places] += signs * step
            left -= step
            if left:
                self.refresh(places)
        self._undo(total, hide)
        if cost >= FORBIDDEN:
            return None
        changed = sorted(place for place, by in total.items() if by)
        kept = tuple(p for p in sorted(hide) if total[p])
        return Reach(np.array(changed, np.int64), np.array([total[p] for p in changed], np.int64), kept, cost)

    def _undo(self, total: dict[int, int], hide: list[int]) -> None:
        places = np.fromiter(total, dtype=np.int64, count=len(total))
        self.values[places] -= np.fromiter(total.values(), dtype=np.int64, count=len(total))
        self.hidden[np.array(hide, dtype=np.int64)] = False
        self.refresh(places)

    def _one_box(self, target: Target, sign: int, left: int) -> tuple[Box, int] | None:
        for step in sorted({1, left, -(-left // 3)}, reverse=True) if left > 8 else (1,):
            box = self._cheapest(target, sign, step)
            if box is not None:
                return box, step
        return None

    def _cheapest(self, target: Target, sign: int, step: int) -> Box | None:
        shape = self.lattice.shape
        down = self.down
        if step > 1:
            down = np.where(self.values - step >= self.floor, self.up, FORBIDDEN)
        own, other = (self.up, down) if sign > 0 else (down, self.up)
        best: Box | None = None
        leaves = self._leaves(target, own.reshape(shape))
        for partition in self.finder.partitions:
            for leaf in leaves:
                box = self.finder.cheapest(own, other, leaf, target.inside, partition)
                if box is not None and (best is None or box.cost < best.cost):
                    best = box
                    if best.cost < FREE_OF_CHARGE:
                        return best
        return best

    def _leaves(self, target: Target, own: Prices) -> list[tuple[int, ...]]:
        """The inner cells from which a target can be moved, most promising first."""
        inside = [np.flatnonzero(mask) for mask in target.inside]
        if all(len(mask) == 1 for mask in inside):
            return [tuple(int(mask[0]) for mask in inside)]
        prices = own[np.ix_(*inside)]
        order = np.argsort(prices, axis=None, kind="stable")[:MOST_LEAVES]
        order = order[prices.ravel()[order] < FORBIDDEN]
        spots = np.array(np.unravel_index(order, prices.shape))
        return [tuple(int(inside[k][spots[k, i]]) for k in range(len(inside))) for i in range(spots.shape[1])]
