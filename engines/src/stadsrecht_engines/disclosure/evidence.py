"""The witnesses gathered so far and what they prove about each target.

A witness is a whole alternative table, kept as its differences from the true one. The book-keeping answers two
questions at once: how far apart do the witnesses hold a cell, and is there a person of whom every witness depends?
A person who is alone in a cell knows that cell. A target survives that knowledge if for each such person some witness
changes the target and leaves that person's cell as it is. Two small cells that are known only by their small sum are
treated in the same way: an outsider cannot tell whether one of them is one person.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .lattice import Bools, Ints, Lattice
from .targets import Target

BEYOND = 1_000_000


@dataclass
class Standing:
    """What is proven of one target: the extremes, and the single cells that every witness so far has in common."""

    low: int
    high: int
    common: frozenset[int] | None = None

    def is_wide(self, target: Target) -> bool:
        """Whether the interval meets the requirement."""
        if target.width is not None:
            return self.high - self.low >= target.width
        return self.low <= target.low and self.high >= target.high


class Evidence:
    """All targets, all witnesses, and who is proven by what."""

    def __init__(
        self, targets: tuple[Target, ...], singles: Bools, sums: Ints, nested: Nesting, is_singleton_rule_on: bool
    ) -> None:
        """Start with nothing proven. `sums` holds, per place, a small cell's count, else a number beyond any sum."""
        self.sums = sums
        self.targets = list(targets)
        self.singles, self.nested, self.is_on = singles, nested, is_singleton_rule_on
        self.at_place = {t.place: i for i, t in enumerate(targets) if t.place >= 0}
        self.witnesses: list[tuple[Ints, Ints] | None] = []
        self.touching: dict[int, list[int]] = {}
        self.own: dict[int, list[int]] = {}
        self.standing = [Standing(t.value, t.value) for t in targets]

    def add_target(self, target: Target) -> int:
        """Ask for one more cell; what is known already counts."""
        self.targets.append(target)
        index = len(self.targets) - 1
        self.at_place[target.place] = index
        self.standing.append(Standing(target.value, target.value))
        self.recount(index)
        return index

    def is_proven(self, index: int) -> bool:
        """Whether a target is wide enough, also for each person who is alone in a cell."""
        standing = self.standing[index]
        return standing.is_wide(self.targets[index]) and (not self.is_on or not standing.common)

    def is_enough(self, index: int) -> bool:
        """Whether a target is proven against every person who really is alone in a cell."""
        common = self.standing[index].common or frozenset()
        return self.standing[index].is_wide(self.targets[index]) and not any(self.singles[s] for s in common)

    def add(self, places: Ints, deltas: Ints, index: int) -> tuple[int, list[int]]:
        """Keep a witness found for target `index`; gives its number and the targets it says something about."""
        number = len(self.witnesses)
        self.witnesses.append((places, deltas))
        touched = []
        single = self._telling(places, deltas)
        for place, delta in zip(places.tolist(), deltas.tolist(), strict=True):
            self.touching.setdefault(place, []).append(number)
            at = self.at_place.get(place)
            if at is not None:
                self._count(at, delta, single)
                touched.append(at)
        if self.targets[index].place < 0:
            self.own.setdefault(index, []).append(number)
            self._count(index, self._change(index, number), single)
            touched.append(index)
        return number, touched

    def _telling(self, places: Ints, deltas: Ints) -> list[tuple[int, int]]:
        """The cells of lone people and the small cells that a witness changes, and by how much."""
        chosen = (self.sums[places] < BEYOND) | self.singles[places]
        return list(zip(places[chosen].tolist(), deltas[chosen].tolist(), strict=True))

    def _is_telling(self, single: int, change: int, delta: int, target: Target) -> bool:
        if self.singles[single]:
            return True
        return change == -delta and target.place >= 0 and bool(self.sums[single] + self.sums[target.place] <= 0)

    def _count(self, index: int, delta: int, single: list[tuple[int, int]]) -> None:
        standing, target = self.standing[index], self.targets[index]
        standing.low = min(standing.low, target.value + delta)
        standing.high = max(standing.high, target.value + delta)
        if not self.is_on or standing.common == frozenset():
            return
        known = standing.common
        standing.common = frozenset(
            s
            for s, change in single
            if (known is None or s in known)
            and self._is_telling(s, change, delta, target)
            and not self.nested.is_same_person(s, target)
        )

    def _change(self, index: int, number: int) -> int:
        target = self.targets[index]
        witness = self.witnesses[number]
        assert witness is not None
        changed = dict(zip(witness[0].tolist(), witness[1].tolist(), strict=True))
        if target.place >= 0:
            return int(changed.get(target.place, 0))
        return int(changed.get(target.parent, 0) - changed.get(target.child, 0))

    def recount(self, index: int) -> None:
        """Work out a target's standing from the witnesses that are left."""
        target = self.targets[index]
        numbers = self.own.get(index, ()) if target.place < 0 else self.touching.get(target.place, ())
        self.standing[index] = Standing(target.value, target.value)
        for number in numbers:
            witness = self.witnesses[number]
            if witness is not None:
                self._count(index, self._change(index, number), self._telling(*witness))

    def relying_on(self, place: int) -> tuple[list[int], list[int]]:
        """The witnesses that change a cell, and the targets they speak about."""
        numbers = [n for n in self.touching.get(place, ()) if self.witnesses[n] is not None]
        return numbers, self.spoken_of(numbers)

    def spoken_of(self, numbers: list[int]) -> list[int]:
        """The targets that these witnesses say something about."""
        affected = {i for i, own in self.own.items() if set(own) & set(numbers)}
        for number in numbers:
            witness = self.witnesses[number]
            if witness is not None:
                affected.update(self.at_place[p] for p in witness[0].tolist() if p in self.at_place)
        return sorted(affected)

    def withdraw(self, numbers: list[int]) -> dict[int, tuple[Ints, Ints]]:
        """Take witnesses away; the answer can be given to `restore`."""
        taken = {}
        for number in numbers:
            witness = self.witnesses[number]
            assert witness is not None
            taken[number] = witness
            self.witnesses[number] = None
        return taken

    def restore(self, taken: dict[int, tuple[Ints, Ints]]) -> None:
        """Put witnesses back."""
        for number, witness in taken.items():
            self.witnesses[number] = witness


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
