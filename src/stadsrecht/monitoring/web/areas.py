"""Areas of one figure: on a map whose areas are links in reading order, else as a table."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from stadsrecht.monitoring import queries
from stadsrecht.monitoring.models import Cell
from stadsrecht.monitoring.queries import Line
from stadsrecht.monitoring.web import wording
from stadsrecht.monitoring.web.shown import GapRow, Shown, gap_rows
from stadsrecht.places.queries import MapRow, area_map

CLASSES = 4


@dataclass(frozen=True)
class AreaPart:
    """`bands` are the classes of the map with their bounds in words."""

    map: Any
    bands: list[tuple[str, str]]
    period: str
    gaps: list[GapRow]
    column: str


def area_part(shown: Shown) -> AreaPart | None:
    """None where a release tells no areas apart, or not for what was chosen."""
    column = queries.area_column(shown.release)
    if not column or shown.selection.chosen.get(column):
        return None
    selection = queries.area_selection(shown.release, shown.selection)
    found = queries.lines(shown.release, selection)
    parts = [line for line in found if line.key]
    period = _newest(parts)
    if not period:
        return None
    cells = {line.key: cell for line in parts for cell in line.cells if cell.period == period}
    addresses = {code: address(code) for code in shown.areas}
    gaps = gap_rows(queries.gaps_of(shown.release, selection, shown.indicator.direction), column, shown, addresses)
    drawing, bands = _map(cells, shown)
    return AreaPart(drawing, bands, wording.period(period), gaps, column)


def _newest(parts: list[Line]) -> str:
    """The newest period in which any area has a figure."""
    last = [line.last for line in parts if line.last]
    return max(last, key=lambda cell: cell.starts_on).period if last else ""


def address(code: str) -> str:
    return reverse("figures-place", args=(code,))


def _map(cells: dict[str, Cell], shown: Shown) -> tuple[Any, list[tuple[str, str]]]:
    """A map of the areas that are known, of the level that most of them have; darker is more."""
    known = [shown.areas[code] for code in shown.areas if code in cells]
    levels = [area.level for area in known]
    if len(known) < 2:
        return None, []
    level = max(set(levels), key=lambda one: (levels.count(one), one))
    rows = [area for area in known if area.level == level]
    bounds = _bounds([cell.value for cell in (cells[area.code] for area in rows) if cell.value is not None])
    listed = [
        MapRow(area, address(area.code), shown.value(cells[area.code]), _class(cells[area.code], bounds))
        for area in rows
    ]
    return area_map(listed, on=timezone.localdate()), _bands(bounds, listed, shown)


def _bounds(values: list[float]) -> list[float]:
    """The upper bounds of classes of equal width; one class where all are alike."""
    if not values:
        return []
    low, high = min(values), max(values)
    if low == high:
        return [high]
    return [low + (high - low) * (number + 1) / CLASSES for number in range(CLASSES - 1)] + [high]


def _class(cell: Cell, bounds: list[float]) -> str:
    if cell.value is None:
        return "is-none"
    return f"is-q{next(number for number, bound in enumerate(bounds, 1) if cell.value <= bound + 1e-9)}"


def _bands(bounds: list[float], listed: list[MapRow], shown: Shown) -> list[tuple[str, str]]:
    """The key of the map."""
    found = [
        (
            f"is-q{number}",
            _("up to %(value)s") % {"value": wording.with_unit(wording.number(bound, shown.decimals), shown.unit)},
        )
        for number, bound in enumerate(bounds, 1)
    ]
    if any(row.css_class == "is-none" for row in listed):
        found.append(("is-none", _("no figure, or hidden")))
    return found
