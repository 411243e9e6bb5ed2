"""The data before protection: what each cell holds, how many people stand behind it, who dominates it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property

import numpy as np

from .errors import DuplicateCell, EmptyTable, InvalidCount, NonAdditiveData, TableTooLarge, UnknownCode, UnreadableData
from .lattice import Ints, Lattice, build_lattice
from .specification import Specification

MOST_CONTRIBUTIONS = 4_000_000
Key = tuple[int, ...]


@dataclass(frozen=True)
class Table:
    """`inner` is what is published, per inner cell, in whole units of 10 ** -decimals; counts have no decimals.

    `people` holds, in full shape, the distinct contributors (or the count itself where none are named).
    `contributions` holds one row (inner place, contributor, value) per contribution, and is empty where none are named.
    """

    lattice: Lattice
    inner: Ints
    people: Ints
    contributions: Ints
    decimals: int

    @cached_property
    def full(self) -> Ints:
        """The value of every cell of every margin."""
        return self.lattice.aggregate(self.inner)


def read_table(
    spec: Specification, rows: Iterable[Mapping[str, str]], *, is_records: bool = False, lattice: Lattice | None = None
) -> Table:
    """Add up rows. Without `is_records` each row is one cell; a row for a margin must equal its parts."""
    lattice = lattice or build_lattice(spec)
    gatherer = _Gatherer(spec, lattice, is_records)
    for number, row in enumerate(rows, start=1):
        gatherer.take(row, number)
    return gatherer.finish()


class _Gatherer:
    """Adds rows one by one, so that millions of records need no more memory than the cells they fill."""

    def __init__(self, spec: Specification, lattice: Lattice, is_records: bool) -> None:
        self.spec, self.lattice, self.is_records = spec, lattice, is_records
        self.cells: dict[Key, Decimal] = {}
        self.counts: dict[Key, int] = {}
        self.by_person: dict[tuple[Key, str], Decimal] = {}
        self.margins: dict[Key, Decimal] = {}
        self.rows = 0

    def take(self, row: Mapping[str, str], number: int) -> None:
        """Add one row, or refuse it by its number."""
        self.rows += 1
        key, is_inner = self._place(row, number)
        value, count = self._values(row, number)
        if not is_inner:
            if self.is_records:
                raise UnknownCode(f"row {number}: a record must carry codes of the finest level")
            if key in self.margins:
                raise DuplicateCell(f"row {number}: {' x '.join(self._codes(key))} was given before")
            self.margins[key] = value
            return
        person = self.spec.contributor_column
        if not self.is_records and person is None and key in self.cells:
            raise DuplicateCell(f"row {number}: {' x '.join(self._codes(key))} was given before")
        self.cells[key] = self.cells.get(key, Decimal(0)) + value
        self.counts[key] = self.counts.get(key, 0) + count
        if person is not None:
            who = (key, row.get(person) or "")
            if not who[1]:
                raise UnreadableData(f"row {number}: column {person!r} is missing or empty")
            self.by_person[who] = self.by_person.get(who, Decimal(0)) + value
            if len(self.by_person) > MOST_CONTRIBUTIONS:
                raise TableTooLarge(f"more than {MOST_CONTRIBUTIONS} contributions: aggregate them first")

    def _place(self, row: Mapping[str, str], number: int) -> tuple[Key, bool]:
        key = []
        is_inner = True
        for axis in self.lattice.axes:
            code = row.get(axis.name)
            if code is None:
                raise UnreadableData(f"row {number}: column {axis.name!r} is missing")
            at = axis.place.get(code)
            if at is None:
                raise UnknownCode(f"row {number}: {code!r} is no code of dimension {axis.name}")
            key.append(at)
            is_inner = is_inner and at < axis.n_leaves
        return tuple(key), is_inner

    def _values(self, row: Mapping[str, str], number: int) -> tuple[Decimal, int]:
        spec = self.spec
        text = row.get(spec.count_column)
        if text is None and not self.is_records and spec.magnitude_column is None:
            raise UnreadableData(f"row {number}: column {spec.count_column!r} is missing")
        count = Decimal(1) if text is None else _number(text, spec.count_column, number)
        if count != count.to_integral_value():
            raise InvalidCount(f"row {number}: {text!r} is no whole number")
        if spec.magnitude_column is None:
            return count, int(count)
        text = row.get(spec.magnitude_column)
        if text is None:
            raise UnreadableData(f"row {number}: column {spec.magnitude_column!r} is missing")
        return _number(text, spec.magnitude_column, number), int(count)

    def _codes(self, key: Key) -> tuple[str, ...]:
        return tuple(axis.codes[at] for axis, at in zip(self.lattice.axes, key, strict=True))

    def finish(self) -> Table:
        """Check the margins, count the people, and hand over arrays."""
        if self.rows == 0 or not any(self.cells.values()):
            raise EmptyTable("the data hold no row with anything but zero")
        numbers = [*self.cells.values(), *self.margins.values()]
        decimals = 0
        if self.spec.magnitude_column is not None:
            decimals = max(0, *(-int(n.normalize().as_tuple().exponent) for n in numbers))
        unit = 10**decimals
        if max(numbers) * unit * len(numbers) >= 2**62:
            raise InvalidCount("a value is too large to add up exactly")
        inner = np.zeros(self.lattice.inner_shape, dtype=np.int64)
        for key, value in self.cells.items():
            inner[key] = int(value * unit)
        full = self.lattice.aggregate(inner)
        for key, value in self.margins.items():
            if int(value * unit) != full[key]:
                name = " x ".join(self._codes(key))
                raise NonAdditiveData(f"{name} is {value} in the data but its parts add up to {full[key] / unit:g}")
        forbidden = self.lattice.is_structural_zero & (full != 0)
        if forbidden.any():
            raise NonAdditiveData(f"structural zero {self.lattice.name_of(int(np.argmax(forbidden)))} is not zero")
        return self._with_people(inner, unit, decimals)

    def _with_people(self, inner: Ints, unit: int, decimals: int) -> Table:
        lattice = self.lattice
        if not self.by_person:
            counts = np.zeros(lattice.inner_shape, dtype=np.int64)
            for key, count in self.counts.items():
                counts[key] = count
            return Table(lattice, inner, lattice.aggregate(counts), np.zeros((0, 3), np.int64), decimals)
        people = {name: at for at, name in enumerate(sorted({who for _, who in self.by_person}))}
        rows = [
            (int(np.ravel_multi_index(key, lattice.inner_shape)), people[who], int(value * unit))
            for (key, who), value in sorted(self.by_person.items())
            if value > 0
        ]
        contributions = np.array(rows, dtype=np.int64).reshape(-1, 3)
        spread = spread_contributions(lattice, contributions)
        distinct = np.bincount(spread[:, 0], minlength=int(np.prod(lattice.shape))).astype(np.int64)
        return Table(lattice, inner, distinct.reshape(lattice.shape), contributions, decimals)


def _number(text: str, column: str, number: int) -> Decimal:
    try:
        value = Decimal(text.strip())
    except (InvalidOperation, AttributeError) as mistake:
        raise UnreadableData(f"row {number}: column {column!r} holds {text!r}, no number") from mistake
    if not value.is_finite() or value < 0:
        raise InvalidCount(f"row {number}: column {column!r} holds {text!r}; it must be zero or more")
    return value


def spread_contributions(lattice: Lattice, contributions: Ints) -> Ints:
    """One row (full place, contributor, value) for each contributor in each cell of each margin, values added up."""
    at = np.array(np.unravel_index(contributions[:, 0], lattice.inner_shape))
    lines = []
    for row, (_, who, value) in enumerate(contributions):
        above = [axis.ancestors[int(at[k, row])] for k, axis in enumerate(lattice.axes)]
        places = np.ravel_multi_index(np.ix_(*above), lattice.shape).ravel()
        lines.append(np.column_stack([places, np.full(len(places), who), np.full(len(places), value)]))
    every = np.concatenate(lines)
    keys, inverse = np.unique(every[:, :2], axis=0, return_inverse=True)
    sums = np.zeros(len(keys), dtype=np.int64)
    np.add.at(sums, inverse.ravel(), every[:, 2])
    return np.column_stack([keys, sums])
