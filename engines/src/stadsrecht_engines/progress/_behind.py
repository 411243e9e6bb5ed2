"""Who is behind: how far each group or area lies from the whole, and whether that grows."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import NamedTuple

from ._assessment import Interval
from ._endpoints import held
from ._lines import FEWEST, Fit, fits
from ._series import Direction, Point, Series, Status, direction_of

STEADY = 0.005  # of the whole, a year
SPEAKING = (Status.VALUE, Status.HIDDEN)


class Movement(StrEnum):
    """What becomes of the distance to the whole, on whichever side of it."""

    NARROWING = "narrowing"
    WIDENING = "widening"
    STEADY = "steady"
    NOT_KNOWN = "not-known"


class Obstacle(StrEnum):
    """Why a gap or its movement cannot be told."""

    HIDDEN = "hidden"
    WHOLE_HIDDEN = "whole-hidden"
    NO_VALUE = "no-value-in-that-year"
    NO_COMMON_YEAR = "no-common-year"
    TWO_VALUES_FOR_ONE_YEAR = "two-values-for-one-year"
    WHOLE_IS_ZERO = "whole-is-zero"
    TOO_FEW_POINTS = "too-few-points"
    NOT_CLEAR = "not-clear"


@dataclass(frozen=True, slots=True)
class Gap:
    """One part against the whole in one year. Above zero is behind, below zero ahead.

    `absolute` is in the series' unit, `relative` a share of the whole. `rank` 1 is furthest behind; who has no gap has
    no rank. `change` is the interval of the yearly change of `absolute`; `movement_obstacle` says why it tells nothing.
    """

    name: str
    year: int | None
    part: Point | None = None
    whole: Point | None = None
    absolute: float | None = None
    relative: float | None = None
    rank: int | None = None
    obstacle: Obstacle | None = None
    movement: Movement = Movement.NOT_KNOWN
    change: Interval | None = None
    movement_obstacle: Obstacle | None = None
    points_used: int = 0


def behind(whole: Series, parts: Sequence[Series], *, direction: Direction | str) -> tuple[Gap, ...]:
    """The gap of each part to the whole in the latest year that both sides speak of, furthest behind first.

    All gaps are of one year, since a ranking across years would compare years. A part that is hidden in that year, or
    has no value, stands at the end without a rank. Raises UnknownDirection.
    """
    wished = direction_of(direction)
    year = _year(whole, parts)
    against, courses = _Course.of(whole), [_Course.of(part) for part in parts]
    distances = [_distance(against, course, year, wished) for course in courses]
    movements = _movements(against, courses, distances, wished)
    known = sorted((one.absolute for one in distances if one.absolute is not None), reverse=True)
    rank: dict[float | None, int] = {absolute: place for place, absolute in reversed(list(enumerate(known, start=1)))}
    gaps = [
        Gap(part.name, year, *distance[:4], rank.get(distance.absolute), distance.obstacle, *movement)
        for part, distance, movement in zip(parts, distances, movements, strict=True)
    ]
    return tuple(sorted(gaps, key=lambda gap: (gap.rank is None, gap.rank or 0)))


def _speaking(series: Series) -> Iterator[Point]:
    """Points with a value, and those that have one which may not be told."""
    return (point for point in reversed(series.points) if point.status in SPEAKING)


def _speaks_in(year: int, series: Series) -> bool:
    return any(point.year == year for point in _speaking(series))


def _year(whole: Series, parts: Sequence[Series]) -> int | None:
    """The latest of which the whole speaks, and any part; mostly the last of the first part."""
    years = sorted({point.year for point in _speaking(whole)}, reverse=True)
    return next((year for year in years if any(_speaks_in(year, part) for part in parts)), None)


class _Course(NamedTuple):
    """A series, looked through once: the point of each year, in order, and whether there are several of one."""

    points: dict[int, Point]
    has_repeated: bool

    @classmethod
    def of(cls, series: Series) -> "_Course":
        points = {point.year: point for point in series.in_order}
        return cls(points, len(points) < len(series.points))


class _Distance(NamedTuple):
    """What a gap says of its own year."""

    part: Point | None = None
    whole: Point | None = None
    absolute: float | None = None
    relative: float | None = None
    obstacle: Obstacle | None = None


def _distance(whole: _Course, part: _Course, year: int | None, direction: Direction) -> _Distance:
    if year is None:
        return _Distance(obstacle=Obstacle.NO_COMMON_YEAR)
    if whole.has_repeated or part.has_repeated:
        return _Distance(obstacle=Obstacle.TWO_VALUES_FOR_ONE_YEAR)
    ours, theirs = part.points.get(year), whole.points.get(year)
    if theirs is None or theirs.is_hidden:
        return _Distance(ours, theirs, obstacle=Obstacle.WHOLE_HIDDEN)
    if ours is None or ours.value is None:
        return _Distance(ours, theirs, obstacle=Obstacle.HIDDEN if ours and ours.is_hidden else Obstacle.NO_VALUE)
    absolute = direction.sign * (held(theirs) - held(ours))
    scale = abs(held(theirs))
    if scale == 0 or not math.isfinite(absolute / scale):
        return _Distance(ours, theirs, absolute, obstacle=Obstacle.WHOLE_IS_ZERO)
    return _Distance(ours, theirs, absolute, absolute / scale)


class _Moved(NamedTuple):
    """What a gap says of the years up to its own."""

    movement: Movement = Movement.NOT_KNOWN
    change: Interval | None = None
    obstacle: Obstacle | None = None
    points_used: int = 0


def _movements(
    whole: _Course, parts: Sequence[_Course], distances: Sequence[_Distance], direction: Direction
) -> list[_Moved]:
    """How each distance moved over all common years up to its own. Parts that share their years are fitted together."""
    sign = direction.sign
    values = {year: point.value for year, point in whole.points.items() if point.value is not None}
    found = [_Moved(obstacle=one.obstacle) for one in distances]
    alike: dict[tuple[int, ...], dict[int, list[float]]] = {}
    for place, (part, distance) in enumerate(zip(parts, distances, strict=True)):
        if distance.absolute is None:
            continue
        known = {
            year: sign * (values[year] - point.value)
            for year, point in part.points.items()
            if point.value is not None and year in values
        }
        if len(known) < FEWEST:
            found[place] = _Moved(obstacle=Obstacle.TOO_FEW_POINTS, points_used=len(known))
            continue
        alike.setdefault(tuple(known), {})[place] = list(known.values())
    for years, rows in alike.items():
        band = STEADY * median(abs(values[year]) for year in years)
        for place, one in zip(rows, fits(years, list(rows.values())), strict=True):
            found[place] = _moved(one, years, band)
    return found


def _moved(found: Fit, years: Sequence[int], band: float) -> _Moved:
    """`band` is a yearly change of the distance that is too small to speak of."""
    movement = _movement(found, years[-1], band)
    obstacle = Obstacle.NOT_CLEAR if movement is Movement.NOT_KNOWN else None
    return _Moved(movement, Interval(found.low_slope, found.high_slope), obstacle, len(years))


def _movement(found: Fit, last_year: int, band: float) -> Movement:
    """What the whole interval says; a line that ends at the whole itself has no side to move on."""
    low, high = found.low_slope, found.high_slope
    if -band <= low and high <= band:
        return Movement.STEADY
    if low <= 0 <= high:
        return Movement.NOT_KNOWN
    level = found.line.at(last_year)
    if level == 0:
        return Movement.NOT_KNOWN
    return Movement.WIDENING if (low > 0) == (level > 0) else Movement.NARROWING
