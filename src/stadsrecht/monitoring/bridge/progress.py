"""The seam to the engine `progress`: cells become points, and its judgements come back with their reasons."""

from collections.abc import Iterable, Sequence

from stadsrecht_engines import progress
from stadsrecht_engines.progress import METHODS, Assessment, Gap, Movement, Obstacle, Reason, Remark, State

from stadsrecht.monitoring.models import Cell, Indicator, Status, Target

__all__ = [
    "METHODS",
    "Assessment",
    "Gap",
    "Movement",
    "Obstacle",
    "Reason",
    "Remark",
    "State",
    "gaps",
    "is_within_years",
    "judged",
]
DIRECTIONS = frozenset({"up", "down"})
ABSENT = {str(status): progress.Status(status.value) for status in Status if status not in (Status.VALUE, Status.ZERO)}


def _series(cells: Iterable[Cell], name: str = "") -> progress.Series:
    """Zero is a value to the engine; every other status keeps its name. A map makes thousands of points at once."""
    point, value = progress.Point, progress.Status.VALUE
    return progress.Series(
        tuple(
            [
                point(cell.year, cell.value, value if cell.value is not None else ABSENT[cell.status], cell.period)
                for cell in cells
            ]
        ),
        name,
    )


def is_within_years(cells: Iterable[Cell]) -> bool:
    """Whether there are several figures for one year: quarters, months or days."""
    years = [cell.year for cell in cells]
    return len(set(years)) < len(years)


def _yearly(cells: Sequence[Cell], like: Sequence[Cell]) -> Sequence[Cell]:
    """Of quarters or months the one that `like` ends with, year by year: the engine takes one figure for each year."""
    if not is_within_years(like):
        return cells
    last = next((cell for cell in reversed(like) if cell.value is not None), like[-1])
    return [cell for cell in cells if cell.period[4:] == last.period[4:]]


def judged(indicator: Indicator, cells: Sequence[Cell], target: Target | None) -> Assessment | None:
    """The state of one series; None where neither direction is better, or no method of that name is known."""
    if indicator.direction not in DIRECTIONS or indicator.method not in METHODS:
        return None
    return progress.assess(
        _series(_yearly(cells, cells)),
        method=indicator.method,
        direction=indicator.direction,
        target=progress.Target(target.value, target.year) if target else None,
        limit=indicator.limit,
    )


def gaps(whole: Sequence[Cell], parts: Iterable[tuple[str, Sequence[Cell]]], *, direction: str) -> tuple[Gap, ...]:
    """How far each part lies from the whole. Where neither direction is better, above zero means: lower than it."""
    wished = direction if direction in DIRECTIONS else "up"
    series = [_series(_yearly(cells, whole), name) for name, cells in parts]
    return progress.behind(_series(_yearly(whole, whole)), series, direction=wished)
