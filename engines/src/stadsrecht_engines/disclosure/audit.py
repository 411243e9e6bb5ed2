"""The attack: what a reader who knows the rules can work out from a published table.

Shares nothing with `protect` but the words of the specification. Unknown are the inner cells; known are every
published figure, that nothing is negative, that a hidden cell is at least 1 where zeros are printed, and earlier
releases of the same vintage. A bound counts as proven only if a whole table reaches it, or if HiGHS reports an
optimum; anything else is an objection.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from .attacker import Attacker, Whole
from .differencing import read_changes
from .errors import EmptyTable, NonAdditiveData
from .knowledge import Knowledge, read_knowledge
from .specification import Specification

MOST_ROUNDS = 60
IDLE_ROUNDS = 6
SEED = 7
MOST_PAIRS = 900


@dataclass(frozen=True)
class Interval:
    """What the attacker can say of one hidden cell: whole tables reach `low` and `high`.

    `is_exact` means that no table goes beyond them. `required` is the width asked for; 0 where the value may be known.
    """

    codes: tuple[str, ...]
    low: int
    high: int
    required: int
    is_exact: bool

    @property
    def width(self) -> int:
        """How far the two ends lie apart."""
        return self.high - self.low


@dataclass(frozen=True)
class Audit:
    """The outcome: every hidden cell's interval, and one sentence per objection. Safe means: no objection.

    `conditional` holds what somebody would learn if a cell, which may well be larger, were one person.
    """

    intervals: tuple[Interval, ...]
    objections: tuple[str, ...]
    conditional: tuple[str, ...] = ()

    @property
    def is_safe(self) -> bool:
        """Whether the attacker failed, provenly."""
        return not self.objections

    @property
    def narrowest(self) -> Interval | None:
        """The interval that comes closest to giving a cell away."""
        return min(self.intervals, key=lambda i: (i.width - i.required, i.codes), default=None)


def audit(
    spec: Specification,
    published: Mapping[tuple[str, ...], int | None],
    *,
    lone_people: Collection[tuple[str, ...]] | None = None,
    tables: Iterable[NDArray[np.int64]] = (),
) -> Audit:
    """Attack a published table (None stands for the symbol). Raises NonAdditiveData if no table at all fits it.

    `lone_people` are the hidden cells that are one person, if the auditor may know them; then the attack from within
    is made for exactly these. Without them it is made for every cell; under the pair rule it counts as an objection
    where the published figures alone prove that the cell is small, and otherwise it is reported as conditional.
    `tables` are whole inner tables (leaves in alphabetical order) that somebody believes to fit, such as those of a
    proof. The auditor takes none on trust: a table counts only if it satisfies the auditor's own equations, exactly.
    """
    if not published:
        raise EmptyTable("the published table has no cell")
    knowledge = read_knowledge(spec, published)
    objections = [*knowledge.objections, *_calculable_changes(spec, published)]
    if not knowledge.hidden:
        return Audit((), tuple(objections))
    attacker = Attacker(knowledge.matrix, knowledge.values, knowledge.cells, knowledge.floors)
    fitting = (whole for whole in (knowledge.unknown_of(table) for table in tables) if _fits(attacker, whole))
    first = next(fitting, None)
    if first is None:
        first = attacker.any_table()
    if first is None:
        raise NonAdditiveData("no table of counts agrees with what is published")
    attack = _Attack(spec, knowledge, attacker, first)
    for whole in fitting:
        attack.keep(whole)
    attack.widen_together()
    objections += attack.settle_one_by_one()
    conditional: list[str] = []
    if spec.is_singleton_rule_on and spec.magnitude_column is None:
        certain, conditional = attack.as_lone_people(None if lone_people is None else frozenset(lone_people))
        objections += certain
    return Audit(attack.intervals(), tuple(objections), tuple(conditional))


def _calculable_changes(spec: Specification, published: Mapping[tuple[str, ...], int | None]) -> list[str]:
    """The attack across vintages: small changes that follow from the changes of all cells shown both times.

    Where no shown count went down, readers take it that nobody left: a part cannot change by more than the whole.
    """
    found: list[str] = []
    for release in spec.releases:
        changes = read_changes(spec, published, release)
        if changes is None:
            continue
        knowledge, shift = changes
        attacker = Attacker(knowledge.matrix, knowledge.values, knowledge.cells, knowledge.floors)
        first = attacker.any_table()
        if first is None:
            found.append(f"the changes since {release.name} agree with no whole numbers, or could not be settled")
            continue
        attack = _Attack(spec, knowledge, attacker, first)
        attack.widen_together()
        attack.settle_one_by_one()
        for at, name in enumerate(knowledge.names):
            is_known, change = attack.low[at] == attack.high[at], int(attack.low[at] - shift[at])
            if is_known and attack.exact[at] and 0 < abs(change) < knowledge.thresholds[at]:
                found.append(f"{name} changed by {change} since {release.name}, as can be calculated")
            elif is_known and not attack.exact[at]:
                found.append(f"{name}: its change since {release.name} could not be settled")
    return found


def _compact(cells: Whole) -> Whole:
    """In half the memory, where the values allow it: a large proof holds thousands of tables."""
    return cells.astype(np.int32) if cells.max(initial=0) < 2**30 else cells


def _fits(attacker: Attacker, whole: Whole | None) -> bool:
    return whole is not None and attacker.fits(whole)


class _Attack:
    """One attack: every whole table that is found widens what can be proven of every hidden cell."""

    def __init__(self, spec: Specification, knowledge: Knowledge, attacker: Attacker, first: Whole) -> None:
        self.spec, self.knowledge, self.attacker, self.first = spec, knowledge, attacker, first
        self.seen = [attacker.cells_of(first)]
        self.low, self.high = self.seen[0].copy(), self.seen[0].copy()
        self.exact = np.zeros(len(self.low), dtype=np.bool_)
        self.random = np.random.default_rng(SEED)

    def keep(self, table: Whole | None) -> None:
        """What one more whole table shows."""
        if table is not None:
            cells = self.attacker.cells_of(table)
            self.seen.append(_compact(cells))
            self.low, self.high = np.minimum(self.low, cells), np.maximum(self.high, cells)

    def _narrow(self) -> NDArray[np.bool_]:
        """Cells whose interval is not proven wide and whose value could still be a small count."""
        return (self.high - self.low < self.knowledge.required) & ~self.exact

    def widen_together(self) -> None:
        """Tables that push many unproven cells at once, up or down, until that no longer helps."""
        idle = 0
        for _ in range(MOST_ROUNDS):
            narrow = self._narrow()
            before = int(narrow.sum())
            if not before or idle == IDLE_ROUNDS:
                return
            push = np.where(narrow, 0.5 + self.random.random(len(narrow)), 0.0)
            push *= np.where(self.random.random(len(narrow)) < 0.5, 1.0, -1.0)
            self.keep(self.attacker.push(push, self.first))
            idle = idle + 1 if int(self._narrow().sum()) == before else 0

    def settle_one_by_one(self) -> list[str]:
        """For each cell still unproven, both ends; anything but a proof becomes an objection."""
        objections = []
        for at in np.flatnonzero(self._narrow()).tolist():
            required, limit = int(self.knowledge.required[at]), int(self.knowledge.thresholds[at])
            is_settled = True
            for sign in (-1, 1):
                if self.high[at] - self.low[at] >= required:
                    break
                table, is_optimal = self.attacker.extreme(at, sign)
                self.keep(table)
                is_settled = is_settled and is_optimal
            self.exact[at] = is_settled and self.high[at] - self.low[at] < required
            if self.high[at] - self.low[at] < required and not (is_settled and self.low[at] >= limit):
                ends = f"lies between {self.low[at]} and {self.high[at]}" if is_settled else "could not be settled"
                objections.append(f"{self.knowledge.names[at]} {ends}")
        return objections

    def as_lone_people(self, lone: frozenset[tuple[str, ...]] | None) -> tuple[list[str], list[str]]:
        """The attack by somebody who is alone in a hidden cell and subtracts themselves: (certain, conditional).

        Small problems are tried pair by pair. In large ones a pair is tried where all tables seen so far move the two
        cells in proportion, which is what subtraction needs.
        """
        kernel = np.array(self.seen[1:], dtype=_compact(self.high).dtype).reshape(-1, len(self.low))
        kernel -= self.seen[0].astype(kernel.dtype)
        every = len(self.low) ** 2 <= MOST_PAIRS
        certain: list[str] = []
        conditional: list[str] = []
        for single, others in _pairs(kernel, len(self.low), every):
            if self.low[single] > 1 or (lone is not None and self.knowledge.hidden[single] not in lone):
                continue
            found = self._known_to(single, [o for o in others if not self.knowledge.is_same(single, o)])
            is_certain = lone is not None or (
                self.spec.is_pair_rule_on and bool(found) and self._is_surely_small(single)
            )
            if is_certain:
                certain += found
            else:
                conditional += found
        return certain, conditional

    def _is_surely_small(self, cell: int) -> bool:
        table, is_optimal = self.attacker.extreme(cell, 1)
        self.keep(table)
        return is_optimal and bool(self.high[cell] < self.knowledge.thresholds[cell])

    def _could_be_told(self, values: set[int], other: int) -> bool:
        """Not if two tables differ in it, nor if one shows it too large to matter: it could only be told as that."""
        return len(values) < 2 and all(value < self.knowledge.thresholds[other] for value in values)

    def _known_to(self, single: int, others: list[int]) -> list[str]:
        seen = [cells for cells in self.seen if cells[single] == 1]
        unsure = [o for o in others if self._could_be_told({int(c[o]) for c in seen}, o)]
        if not unsure:
            return []
        found = []
        with self.attacker.knowing(single, 1):
            for other in unsure:
                ends = [self.attacker.extreme(other, sign) for sign in (-1, 1)]
                if all(table is None and is_optimal for table, is_optimal in ends):
                    break
                values = [None if t is None else int(self.attacker.cells_of(t)[other]) for t, _ in ends]
                is_small = values[0] is not None and values[0] < self.knowledge.thresholds[other]
                is_own = values == [1, 1] and self.knowledge.contains(other, single)
                if values[0] == values[1] and is_small and not is_own:
                    names = self.knowledge.names
                    found.append(f"{names[other]} is {values[0]} for somebody who is alone in {names[single]}")
        return found

    def intervals(self) -> tuple[Interval, ...]:
        """What is known of each hidden cell in the end."""
        return tuple(
            Interval(
                codes, int(self.low[at]), int(self.high[at]), int(self.knowledge.required[at]), bool(self.exact[at])
            )
            for at, codes in enumerate(self.knowledge.hidden)
        )


def _pairs(kernel: NDArray[np.int64], count: int, every: bool) -> list[tuple[int, list[int]]]:
    """(cell, cells that always move in proportion to it); all cells where every pair is to be tried."""
    if every:
        return [(s, [o for o in range(count) if o != s]) for s in range(count)]
    groups: dict[bytes, list[int]] = {}
    for at in range(count):
        moves = kernel[:, at]
        moved = np.flatnonzero(moves)
        if len(moved):
            divisor = int(np.gcd.reduce(moves)) * (1 if moves[moved[0]] > 0 else -1)
            groups.setdefault(blake2b((moves // divisor).tobytes(), digest_size=16).digest(), []).append(at)
    return [(s, [o for o in group if o != s]) for group in groups.values() if len(group) > 1 for s in group]
