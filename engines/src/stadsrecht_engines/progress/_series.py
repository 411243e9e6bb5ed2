"""What is judged: points with a year, and what stands where no value does."""

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter

from .errors import InvalidPeriod, InvalidPoint, UnknownDirection

LARGEST = 1e100  # beyond it sums and squares leave the floating point numbers
YEAR = re.compile(r"\s*(\d{4})(?!\d)")


class Status(StrEnum):
    """Why a point holds a value, or why it holds none. Zero is a value."""

    VALUE = "value"
    NOT_KNOWN = "not-known"
    NOT_MEASURED = "not-measured"
    NOT_APPLICABLE = "not-applicable"
    HIDDEN = "hidden"


class Direction(StrEnum):
    """Which way is better. It is always given: a default would judge somebody's figures upside down."""

    UP = "up"
    DOWN = "down"

    @property
    def sign(self) -> int:
        return 1 if self is Direction.UP else -1

    @property
    def opposite(self) -> "Direction":
        return Direction.DOWN if self is Direction.UP else Direction.UP


def direction_of(word: str) -> Direction:
    """The direction of that name.

    Raises UnknownDirection for anything but "up" and "down".
    """
    try:
        return Direction(word)
    except ValueError:
        raise UnknownDirection(f"direction is {word!r}; it must be 'up' or 'down'") from None


def year_of(period: str) -> int:
    """The year in which a period begins: "2015/16" counts as 2015, "2013 Q2" as 2013.

    Raises InvalidPeriod where no year of four digits stands in front.
    """
    if found := YEAR.match(period):
        return int(found.group(1))
    raise InvalidPeriod(f"the period {period!r} does not begin with a year")


def require_number(value: float, place: str) -> None:
    """Raise InvalidPoint unless this is a number that can be reckoned with."""
    if not abs(value) <= LARGEST:
        raise InvalidPoint(f"{place}: {value!r} is no number between -{LARGEST:g} and {LARGEST:g}")


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a series; `label` is the period as it was given.

    Raises InvalidPoint if value and status contradict each other or the value is no number.
    """

    year: int
    value: float | None
    status: Status = Status.VALUE
    label: str = ""

    def __post_init__(self) -> None:
        """A value has the status `value`; every other status has none."""
        value = self.value
        if (value is None) == (self.status is Status.VALUE):
            raise InvalidPoint(f"{self.label or self.year}: {value!r} cannot have the status {self.status.value!r}")
        if value is not None and not abs(value) <= LARGEST:
            require_number(value, self.label or str(self.year))

    @property
    def is_hidden(self) -> bool:
        return self.status is Status.HIDDEN


def point(period: str | int, held: float | str | Status | None) -> Point:
    """A point from a period as written and its value, or the status that stands in its place.

    None counts as not known. "not known" and "not-known" are one status. Raises InvalidPeriod and InvalidPoint.
    """
    label = str(period)
    year = year_of(label)
    if held is None:
        return Point(year, None, Status.NOT_KNOWN, label)
    if isinstance(held, str):
        return Point(year, None, _status(held, label), label)
    return Point(year, float(held), Status.VALUE, label)


def _status(word: str, label: str) -> Status:
    try:
        return Status(word.strip().replace(" ", "-"))
    except ValueError:
        known = ", ".join(status.value for status in Status if status is not Status.VALUE)
        raise InvalidPoint(f"{label}: {word!r} is no status; one of {known} may stand for a value") from None


@dataclass(frozen=True, slots=True)
class Series:
    """Points in any order; `name` says of whom or what."""

    points: tuple[Point, ...]
    name: str = ""

    @property
    def in_order(self) -> tuple[Point, ...]:
        return tuple(sorted(self.points, key=attrgetter("year")))

    @property
    def repeated_years(self) -> tuple[int, ...]:
        years = Counter(point.year for point in self.points)
        return tuple(sorted(year for year, times in years.items() if times > 1))


@dataclass(frozen=True, slots=True)
class Target:
    """The value to be reached, and by which year.

    Raises InvalidPoint if the value is no number.
    """

    value: float
    year: int = 2030

    def __post_init__(self) -> None:
        """Infinity is no target."""
        require_number(self.value, "target")

    def is_met_by(self, value: float, direction: Direction) -> bool:
        return direction.sign * (value - self.value) >= 0
