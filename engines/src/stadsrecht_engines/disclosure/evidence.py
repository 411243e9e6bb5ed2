"""The witnesses gathered so far and what they prove about each target.

A witness is a whole alternative table, kept as its differences from the true one. The book-keeping answers two
questions at once: how far apart do the witnesses hold a cell, and is there a person of whom every witness depends?
A person who is alone in a cell knows that cell. A target survives that knowledge if for each such person some witness
changes the target and leaves that person's cell as it is. Two small cells that are known only by their small sum are
treated in the same way: an outsider cannot tell whether one of them is one person.

Sets of telling cells are whole numbers, one bit per cell, so that what all witnesses have in common is one `&`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .lattice import Bools, Ints, Lattice
from .targets import Target

BEYOND = 1_000_000


@dataclass
class Standing:
    """What is proven of one target: the extremes, and the telling cells that every witness so far has in common."""

    low: int
    high: int
    common: int | None = None

    def is_wide(self, target: Target) -> bool:
        """Whether the interval meets the requirement."""
        if target.width is not None:
            return self.high - self.low >= target.width
        return self.low <= target.low and self.high >= target.high


@dataclass(frozen=True)
class Witness:
    """The changed full places; the lone people among them; and, by change, the small cells that may be one person."""

    places: Ints
    deltas: Ints
    changed: dict[int, int]
    singles: int
    small: dict[int, int]


class Evidence:
    """All targets, all witnesses, and who is proven by what."""

    def __init__(
        self, targets: tuple[Target, ...], singles: Bools, sums: Ints, nested: Nesting, is_singleton_rule_on: bool
    ) -> None:
        """Start with nothing proven. `sums` holds, per place, a small cell's count, else a number beyond any sum."""
        self.sums = sums
        self.targets = list(targets)
        self.singles, self.nested, self.is_on = singles, nested, is_singleton_rule_on
        self.telling = np.flatnonzero(singles | (sums < BEYOND)) if is_singleton_rule_on else np.zeros(0, np.int64)
        self.bit = {place: at for at, place in enumerate(self.telling.tolist())}
        self.at_place: dict[int, int] = {}
        self.ends_at: dict[int, list[int]] = {}
        self.witnesses: list[Witness | None] = []
        self.touching: dict[int, list[int]] = {}
        self.standing: list[Standing] = []
        self.said: list[dict[int, tuple[int, int]]] = []
        self._told: dict[int, tuple[int, int | None]] = {}
        for index in range(len(self.targets)):
            self._register(index)

    def _register(self, index: int) -> None:
        target = self.targets[index]
        self.standing.append(Standing(target.value, target.value))
        self.said.append({})
        if target.place >= 0:
            self.at_place[target.place] = index
        for place, _ in _ends(target):
            self.ends_at.setdefault(place, []).append(index)

    def add_target(self, target: Target) -> int:
        """Ask for one more cell; what is known already counts."""
        self.targets.append(target)
        index = len(self.targets) - 1
        self._register(index)
        for number in sorted({n for place, _ in _ends(target) for n in self.touching.get(place, ())}):
            self._count(index, number)
        return index

    def forget(self, index: int) -> None:
        """A cell that is shown again requires nothing; its place in the list stays so that numbers stay valid."""
        target = self.targets[index]
        self.at_place.pop(target.place, None)
        for place, _ in _ends(target):
            self.ends_at[place].remove(index)
        self._told.pop(index, None)
        self.targets[index] = Target(-1, target.inside, target.value, target.value, target.value, 0, "shown")
        self.standing[index] = Standing(target.value, target.value)
        self.said[index] = {}

    def is_proven(self, index: int) -> bool:
        """Whether a target is wide enough, also for each person who is alone in a cell."""
        return self.standing[index].is_wide(self.targets[index]) and not self.is_told(index)

    def is_enough(self, index: int) -> bool:
        """Whether a target is proven against every person who really is alone in a cell."""
        is_wide = self.standing[index].is_wide(self.targets[index])
        return is_wide and not any(self.singles[s] for s in self.tellers(index))

    def is_told(self, index: int) -> bool:
        """Whether somebody who is alone in a cell could know a target in spite of every witness so far."""
        return bool(self.standing[index].common) and self.teller(index) is not None

    def teller(self, index: int) -> int | None:
        """One cell whose only person, if there is but one, knows the target."""
        common = self.standing[index].common or 0
        known = self._told.get(index)
        if known is None or known[0] != common:
            known = self._told[index] = (common, next(self._tellers(index, common), None))
        return known[1]

    def tellers(self, index: int) -> tuple[int, ...]:
        """All such cells."""
        return tuple(self._tellers(index, self.standing[index].common or 0))

    def _tellers(self, index: int, common: int) -> Iterator[int]:
        target = self.targets[index]
        while common:
            lowest = common & -common
            common ^= lowest
            place = int(self.telling[lowest.bit_length() - 1])
            is_telling = self.singles[place] or (
                target.place >= 0 and self.sums[place] + self.sums[target.place] <= 0 and place != target.place
            )
            if is_telling and not self.nested.is_same_person(place, target):
                yield place

    def add(self, places: Ints, deltas: Ints) -> tuple[int, list[int]]:
        """Keep a witness; gives its number and the targets it says something about."""
        number = len(self.witnesses)
        witness = self._witness(places, deltas)
        self.witnesses.append(witness)
        touched: set[int] = set()
        for place in witness.changed:
            self.touching.setdefault(place, []).append(number)
            touched.update(self.ends_at.get(place, ()))
        for index in touched:
            self._count(index, number)
        return number, sorted(touched)

    def _witness(self, places: Ints, deltas: Ints) -> Witness:
        changed = dict(zip(places.tolist(), deltas.tolist(), strict=True))
        singles = 0
        small: dict[int, int] = {}
        if self.is_on:
            for place, change in changed.items():
                if place in self.bit:
                    mask = 1 << self.bit[place]
                    if self.singles[place]:
                        singles |= mask
                    else:
                        small[change] = small.get(change, 0) | mask
        return Witness(places, deltas, changed, singles, small)

    def _count(self, index: int, number: int) -> None:
        witness = self.witnesses[number]
        change = (
            sum(sign * witness.changed.get(place, 0) for place, sign in _ends(self.targets[index])) if witness else 0
        )
        if witness is None or not change:
            return
        small = witness.small.get(-change, 0)
        told = witness.singles | small if small else witness.singles
        self.said[index][number] = (change, told)
        _widen(self.standing[index], self.targets[index].value + change, told)

    def recount(self, index: int, without: frozenset[int] = frozenset()) -> None:
        """Work out a target's standing from the witnesses that are left, less some."""
        value = self.targets[index].value
        standing = self.standing[index] = Standing(value, value)
        for number, (change, told) in self.said[index].items():
            if number not in without and self.witnesses[number] is not None:
                _widen(standing, value + change, told)

    def relying_on(self, place: int) -> list[int]:
        """The witnesses that change a cell."""
        return [n for n in self.touching.get(place, ()) if self.witnesses[n] is not None]

    def spoken_of(self, numbers: list[int]) -> list[int]:
        """The targets that these witnesses say something about."""
        affected: set[int] = set()
        for number in numbers:
            witness = self.witnesses[number]
            if witness is not None:
                affected.update(i for place in witness.changed for i in self.ends_at.get(place, ()))
        return sorted(affected)

    def withdraw(self, numbers: list[int]) -> dict[int, Witness]:
        """Take witnesses away; the answer can be given to `restore`."""
        taken = {}
        for number in numbers:
            witness = self.witnesses[number]
            if witness is not None:
                taken[number] = witness
                self.witnesses[number] = None
        return taken

    def restore(self, taken: dict[int, Witness]) -> None:
        """Put witnesses back."""
        for number, witness in taken.items():
            self.witnesses[number] = witness


def _widen(standing: Standing, value: int, told: int) -> None:
    standing.low = min(standing.low, value)
    standing.high = max(standing.high, value)
    standing.common = told if standing.common is None else standing.common & told


def _ends(target: Target) -> tuple[tuple[int, int], ...]:
    """The places that make up a target, with their signs."""
    if target.place >= 0:
        return ((target.place, 1),)
    return ((target.parent, 1), (target.child, -1)) if target.parent >= 0 else ()


class Nesting:
    """Knows when the only person of one cell is also the only one another cell could give away."""

    def __init__(self, lattice: Lattice, people: Ints, inner: Ints) -> None:
        """`people` is in full shape and `inner` in inner shape."""
        self.shape, self.people, self.has_people = lattice.shape, people.ravel(), inner != 0
        self.inside = [axis.contains for axis in lattice.axes]

    def is_same_person(self, single: int, target: Target) -> bool:
        """Whether everybody in the target is the person who is alone in `single`, or nobody."""
        if single == target.place:
            return True
        masks = [m[int(i)] for m, i in zip(self.inside, np.unravel_index(single, self.shape), strict=True)]
        if all(not (t & ~s).any() for t, s in zip(target.inside, masks, strict=True)):
            return True
        if target.place < 0 or self.people[target.place] != 1 or self.people[single] != 1:
            return False
        both = [np.flatnonzero(t & s) for t, s in zip(target.inside, masks, strict=True)]
        return bool(self.has_people[np.ix_(*both)].any())
