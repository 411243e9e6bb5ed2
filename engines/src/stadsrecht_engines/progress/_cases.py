"""Reads a file of cases, as the README describes it, into what the doors take. Every fault is named with its place."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from ._series import Direction, Point, Series, Target, direction_of, point
from .errors import InvalidCases, ProgressError

Read = TypeVar("Read")
Names: TypeAlias = Sequence["str | Names"]
SIGNS = {1: Direction.UP, -1: Direction.DOWN}


@dataclass(frozen=True, slots=True)
class Case:
    """One series to judge; `expected` is what the file says should come out, as it stands there."""

    series: Series
    direction: Direction
    method: str | None
    target: Target | None
    base_year: int | None
    limit: float | None
    zero: float | None
    expected: Mapping[str, object] | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """Series by name, some in groups."""

    name: str
    tree: Names
    expected: Mapping[str, object] | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A whole and its parts."""

    name: str
    whole: Series
    parts: tuple[Series, ...]
    direction: Direction


@dataclass(frozen=True, slots=True)
class Cases:
    """All that a file asks."""

    method: str | None
    series: tuple[Case, ...]
    derived: tuple[Case, ...]
    indicators: tuple[Indicator, ...]
    comparisons: tuple[Comparison, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A JSON object and where it stands, so that what is missing can be said."""

    held: Mapping[str, object]
    place: str

    def fault(self, why: str) -> InvalidCases:
        return InvalidCases(f"{self.place}: {why}")

    def text(self, key: str) -> str:
        found = self.held.get(key)
        if isinstance(found, str) and found:
            return found
        raise self.fault(f"{key!r} must be a text")

    def optional_text(self, key: str) -> str | None:
        return None if self.held.get(key) is None else self.text(key)

    def number(self, key: str) -> float | None:
        found = self.held.get(key)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int | float):
            raise self.fault(f"{key!r} must be a number or null")
        return float(found)

    def year(self, key: str) -> int | None:
        found = self.number(key)
        if found is None:
            return None
        if found != found // 1:
            raise self.fault(f"{key!r} must be a whole year")
        return int(found)

    def entries(self, key: str) -> Iterator["Entry"]:
        for number, found in enumerate(self.rows(key)):
            yield _entry(found, f"{self.place}{key}[{number}]")

    def rows(self, key: str) -> Sequence[object]:
        found = self.held.get(key, [])
        if isinstance(found, list):
            return found
        raise self.fault(f"{key!r} must be a list")

    def inner(self, key: str) -> "Entry":
        return _entry(self.held.get(key), f"{self.place}.{key}")

    def direction(self) -> Direction:
        found = self.held.get("direction")
        if isinstance(found, int | float) and not isinstance(found, bool) and found in SIGNS:
            return SIGNS[int(found)]
        return direction_of(str(found))


def _entry(found: object, place: str) -> Entry:
    if isinstance(found, dict):
        return Entry(found, place)
    raise InvalidCases(f"{place}: must be an object")


def read_cases(text: str) -> Cases:
    """The cases of a file's text.

    Raises InvalidCases for what is no JSON or lacks a key, and the other errors of this engine with their place.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as mistake:
        raise InvalidCases(f"no JSON: {mistake}") from None
    file = _entry(found, "")
    if not {"series", "comparisons"} & set(file.held):
        raise InvalidCases("the file holds neither 'series' nor 'comparisons'")
    cases = Cases(
        file.optional_text("method"),
        tuple(_placed(_case, entry) for entry in file.entries("series")),
        tuple(_placed(_case, entry) for entry in file.entries("derived")),
        tuple(_placed(_indicator, entry) for entry in file.entries("aggregates")),
        tuple(_placed(_comparison, entry) for entry in file.entries("comparisons")),
    )
    _refuse_repeated_names(cases)
    return cases


def _placed(read: Callable[[Entry], Read], entry: Entry) -> Read:
    """What was read of an entry; a fault that does not know its place is told it."""
    try:
        return read(entry)
    except InvalidCases:
        raise
    except ProgressError as fault:
        raise type(fault)(f"{entry.place}: {fault}") from None


def _case(entry: Entry) -> Case:
    given = entry.inner("input")
    value, year = given.number("target"), given.year("target_year")
    return Case(
        Series(_points(given), entry.text("id")),
        given.direction(),
        given.optional_text("method"),
        None if value is None else Target(value) if year is None else Target(value, year),
        given.year("base_year"),
        given.number("limit"),
        given.number("zero"),
        _expected(entry),
    )


def _expected(entry: Entry) -> Mapping[str, object] | None:
    return None if entry.held.get("expected") is None else entry.inner("expected").held


def _points(given: Entry) -> tuple[Point, ...]:
    return _row_of_points(given, "points") if "points" in given.held else tuple(_two_points(given))


def _row_of_points(given: Entry, key: str) -> tuple[Point, ...]:
    points = []
    for row in given.rows(key):
        if not (isinstance(row, list) and len(row) == 2 and isinstance(row[0], str | int)):
            raise given.fault(f"{key!r} must be pairs of a period and a value or a status, not {row!r}")
        if isinstance(row[1], bool) or not isinstance(row[1], int | float | str | None):
            raise given.fault(f"{row[1]!r} is neither a number nor a status")
        points.append(point(row[0], row[1]))
    return tuple(points)


def _two_points(given: Entry) -> Iterator[Point]:
    """Base and last value, where only those are published; one and the same point is one point."""
    found = [(given.year(f"{end}_year"), given.number(f"{end}_value")) for end in ("base", "current")]
    for year, value in dict.fromkeys(found):
        if value is None:
            continue
        if year is None:
            raise given.fault("a value stands without its year")
        yield point(year, value)


def _indicator(entry: Entry) -> Indicator:
    return Indicator(entry.text("id"), _names(entry, entry.rows("tree")), _expected(entry))


def _names(entry: Entry, rows: Sequence[object]) -> Names:
    names: list[str | Names] = []
    for row in rows:
        if isinstance(row, list):
            names.append(_names(entry, row))
        elif isinstance(row, str):
            names.append(row)
        else:
            raise entry.fault(f"'tree' must hold names and lists of names, not {row!r}")
    return names


def _comparison(entry: Entry) -> Comparison:
    parts = entry.inner("parts")
    return Comparison(
        entry.text("id"),
        Series(_row_of_points(entry, "whole"), entry.text("id")),
        tuple(Series(_row_of_points(parts, name), name) for name in parts.held),
        entry.direction(),
    )


def _refuse_repeated_names(cases: Cases) -> None:
    for name, times in Counter(case.series.name for case in cases.series).items():
        if times > 1:
            raise InvalidCases(f"{times} series are called {name!r}")
