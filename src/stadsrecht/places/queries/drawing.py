"""From boundaries on the earth to strokes on a page. Pure: no database, no clock.

A city is small enough for the plainest projection: longitudes are shortened by the cosine of the middle latitude, so
that a kilometre east is as long as a kilometre north (equirectangular projection; error below 0.1 % over 20 km).
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry import mapping, shape

WIDTH = 1000
POINT_BUDGET = 1600  # about 10 kB of path text
MARGIN = 6
FINEST = 5e-6  # degrees: about half a metre
STEPS = 16


def outlines(geometries: Sequence[dict[str, Any]], budget: int = POINT_BUDGET) -> list[dict[str, Any]]:
    """The same areas with at most about `budget` points in all; what two neighbours share stays shared.

    Simplified as a coverage (Visvalingam and Whyatt), in steps of twice the tolerance until the budget is met.
    """
    shapes = [shape(geometry) for geometry in geometries]
    found, tolerance = shapes, FINEST
    for _step in range(STEPS):
        if shapely.get_num_coordinates(found).sum() <= max(budget, 6 * len(shapes)):
            break
        found, tolerance = list(shapely.coverage_simplify(shapes, tolerance)), tolerance * 2
    return [_rounded(thin if not thin.is_empty else full) for thin, full in zip(found, shapes, strict=True)]


def _rounded(geometry: Any) -> dict[str, Any]:
    """Six decimals: a tenth of a metre."""

    def digits(part: Any) -> Any:
        return round(part, 6) if isinstance(part, float) else [digits(inner) for inner in part]

    return {"type": geometry.geom_type, "coordinates": digits(mapping(geometry)["coordinates"])}


def label_point(geometry: dict[str, Any]) -> list[float]:
    """[longitude, latitude] of the middle of the largest circle that fits inside."""
    whole = shape(geometry)
    largest = max(getattr(whole, "geoms", [whole]), key=lambda part: part.area)
    size = max(largest.bounds[2] - largest.bounds[0], largest.bounds[3] - largest.bounds[1])
    circle = shapely.maximum_inscribed_circle(largest, tolerance=size / 50)
    x, y = circle.coords[0]
    return [round(x, 6), round(y, 6)]


def rings_of(geometry: dict[str, Any]) -> Iterator[list[list[float]]]:
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    for polygon in polygons:
        yield from polygon


@dataclass(frozen=True)
class Projection:
    """A place on a drawing of `width` by `height`, north up, from longitude and latitude."""

    west: float
    north: float
    across: float  # drawing units in a degree of longitude
    down: float  # drawing units in a degree of latitude
    width: int
    height: int

    def __call__(self, longitude: float, latitude: float) -> tuple[int, int]:
        x = MARGIN + (longitude - self.west) * self.across
        y = MARGIN + (self.north - latitude) * self.down
        return round(x), round(y)


def projection_for(geometries: Iterable[dict[str, Any]], width: int = WIDTH) -> Projection:
    """The projection that fits all `geometries`, with a small margin, on a drawing of that width."""
    points = [position for geometry in geometries for ring in rings_of(geometry) for position in ring]
    west, east = min(point[0] for point in points), max(point[0] for point in points)
    south, north = min(point[1] for point in points), max(point[1] for point in points)
    shortening = max(math.cos(math.radians((south + north) / 2)), 0.01)
    inner = width - 2 * MARGIN
    # A drawing is never higher than twice its width.
    scale = min(inner / max((east - west) * shortening, 1e-9), 2 * inner / max(north - south, 1e-9))
    height = math.ceil((north - south) * scale) + 2 * MARGIN
    return Projection(west, north, scale * shortening, scale, width, height)


def path_of(geometry: dict[str, Any], place: Projection) -> str:
    """SVG path data in whole units: an absolute start and relative steps for each ring."""
    return "".join(
        _ring_path([place(longitude, latitude) for longitude, latitude in ring]) for ring in rings_of(geometry)
    )


def _ring_path(points: Sequence[tuple[int, int]]) -> str:
    x, y = points[0]
    text = f"M{x} {y}l"
    for next_x, next_y in points[1:-1]:
        if (next_x, next_y) == (x, y):
            continue
        text += _step(next_x - x, text[-1] != "l") + _step(next_y - y, True)
        x, y = next_x, next_y
    return f"{text}z" if text[-1] != "l" else f"{text}0 0z"


def _step(number: int, needs_gap: bool) -> str:
    return f" {number}" if needs_gap and number >= 0 else str(number)
