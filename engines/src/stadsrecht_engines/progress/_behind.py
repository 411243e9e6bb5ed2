"""Who is behind: how far each group or area lies from the whole, and whether that grows."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from statistics import median

from ._assessment import Interval
from ._endpoints import held
from ._lines import FEWEST, Fit, fits
from ._series import Direction, Point, Series, Status, direction_of

STEADY = 0.005  # of the whole, a year


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
    common = _Common.of(whole)
    has_repeated = bool(whole.repeated_years)
    gaps = _moving([_gap(whole, part, year, wished, has_repeated) for part in parts], common, parts, wished)
    known = sorted((gap.absolute for gap in gaps if gap.absolute is not None), reverse=True)
    rank = {absolute: place for place, absolute in reversed(list(enumerate(known, start=1)))}
    ranked = [gap if gap.absolute is None else replace(gap, rank=rank[gap.absolute]) for gap in gaps]
    return tuple(sorted(ranked, key=lambda gap: (gap.rank is None, gap.rank or 0)))


def _speaking(series: Series) -> Iterator[Point]:
    """Points with a value, and those that have one which may not be told."""
    return (point for point in series.points if point.status in (Status.VALUE, Status.HIDDEN))


def _year(whole: Series, parts: Sequence[Series]) -> int | None:
    spoken = {point.year for part in parts for point in _speaking(part)}
    return max(spoken & {point.year for point in _speaking(whole)}, default=None)


def _gap(whole: Series, part: Series, year: int | None, direction: Direction, has_repeated: bool) -> Gap:
    if year is None:
        return Gap(part.name, None, obstacle=Obstacle.NO_COMMON_YEAR)
    if has_repeated or part.repeated_years:
        return Gap(part.name, year, obstacle=Obstacle.TWO_VALUES_FOR_ONE_YEAR)
    ours, theirs = _at(part, year), _at(whole, year)
    gap = Gap(part.name, year, ours, theirs)
    if theirs is None or theirs.is_hidden:
        return replace(gap, obstacle=Obstacle.WHOLE_HIDDEN)
    if ours is None or ours.value is None:
        return replace(gap, obstacle=Obstacle.HIDDEN if ours and ours.is_hidden else Obstacle.NO_VALUE)
    absolute = _distance(theirs, ours, direction)
    scale = abs(held(theirs))
    if scale == 0 or not math.isfinite(absolute / scale):
        return replace(gap, absolute=absolute, obstacle=Obstacle.WHOLE_IS_ZERO)
    return replace(gap, absolute=absolute, relative=absolute / scale)


def _at(series: Series, year: int) -> Point | None:
    return next((point for point in reversed(series.points) if point.year == year), None)


def _distance(whole: Point, part: Point, direction: Direction) -> float:
    return direction.sign * (held(whole) - held(part))


@dataclass(frozen=True, slots=True)
class _Common:
    """The values of the whole by year, to which each part is held."""

    values: dict[int, float]

    @classmethod
    def of(cls, whole: Series) -> "_Common":
        return cls({point.year: point.value for point in whole.in_order if point.value is not None})

    def distances(self, part: Series, direction: Direction) -> dict[int, float]:
        """How far the part lies behind in each year that both have, in order."""
        known = ((point.year, point.value) for point in part.in_order)
        return {
            year: direction.sign * (self.values[year] - value)
            for year, value in known
            if value is not None and year in self.values
        }

    def band(self, years: Iterable[int]) -> float:
        """A yearly change of the distance that is too small to speak of."""
        return STEADY * median(abs(self.values[year]) for year in years)


def _moving(gaps: Sequence[Gap], common: _Common, parts: Sequence[Series], direction: Direction) -> list[Gap]:
    """The gaps with the movement of their distance over all common years up to their own.

    Parts that share their years are fitted together.
    """
    found = {place: gap for place, gap in enumerate(gaps)}
    alike: dict[tuple[int, ...], dict[int, list[float]]] = {}
    for place, (gap, part) in enumerate(zip(gaps, parts, strict=True)):
        if gap.absolute is None:
            found[place] = replace(gap, movement_obstacle=gap.obstacle)
            continue
        distances = common.distances(part, direction)
        found[place] = replace(gap, points_used=len(distances))
        if len(distances) < FEWEST:
            found[place] = replace(found[place], movement_obstacle=Obstacle.TOO_FEW_POINTS)
            continue
        alike.setdefault(tuple(distances), {})[place] = list(distances.values())
    for years, rows in alike.items():
        band = common.band(years)
        for place, one in zip(rows, fits(years, list(rows.values())), strict=True):
            found[place] = _moved(found[place], one, years[-1], band)
    return [found[place] for place in range(len(gaps))]


def _moved(gap: Gap, found: Fit, last_year: int, band: float) -> Gap:
    movement = _movement(found, last_year, band)
    obstacle = Obstacle.NOT_CLEAR if movement is Movement.NOT_KNOWN else None
    return replace(
        gap, movement=movement, change=Interval(found.low.slope, found.high.slope), movement_obstacle=obstacle
    )


def _movement(found: Fit, last_year: int, band: float) -> Movement:
    """What the whole interval says; a line that ends at the whole itself has no side to move on."""
    low, high = found.low.slope, found.high.slope
    if -band <= low and high <= band:
        return Movement.STEADY
    level = found.line.at(last_year)
    if low <= 0 <= high or level == 0:
        return Movement.NOT_KNOWN
    return Movement.WIDENING if (low > 0) == (level > 0) else Movement.NARROWING
