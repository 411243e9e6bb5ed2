"""Is this a shape that can be drawn and measured? Pure checks on GeoJSON geometries in WGS84, after RFC 7946.

`checked_geometry` takes whatever stood in a file and gives a clean geometry, or raises the FeatureRefused that fits.
"""

import math
from typing import Any

import shapely
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stadsrecht.places.errors import (
    BoundaryInvalid,
    CoordinatesInMetres,
    CoordinatesOutOfRange,
    CoordinatesUnreadable,
    NoPolygon,
    RingCrossesItself,
    RingNotClosed,
    RingTooShort,
)

Position = list[float]
Ring = list[Position]
LEAST_POINTS = 4
SELF_CROSSINGS = ("Self-intersection", "Ring Self-intersection")
REASONS: dict[str, str | Promise] = {
    "Hole lies outside shell": _("a hole lies outside the area"),
    "Holes are nested": _("a hole lies inside another hole"),
    "Interior is disconnected": _("holes cut the area in pieces"),
    "Nested shells": _("one part lies inside another part"),
    "Duplicate Rings": _("the same ring stands in it twice"),
    "Too few points in geometry component": _("a ring has too few different points"),
}


def checked_geometry(raw: Any) -> dict[str, Any]:
    """A Polygon or MultiPolygon with two finite numbers in each position. Raises a FeatureRefused."""
    kind = raw.get("type") if isinstance(raw, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise NoPolygon(kind=str(kind)[:40])
    parts = raw.get("coordinates")
    polygons = [parts] if kind == "Polygon" else parts
    if not isinstance(polygons, list):
        raise CoordinatesUnreadable
    clean = [_checked_polygon(polygon) for polygon in polygons]
    if not clean:
        raise RingTooShort(points=0)
    _require_valid(clean)
    return {"type": kind, "coordinates": clean[0] if kind == "Polygon" else clean}


def _checked_polygon(raw: Any) -> list[Ring]:
    if not isinstance(raw, list):
        raise CoordinatesUnreadable
    if not raw:
        raise RingTooShort(points=0)
    return [_checked_ring(ring) for ring in raw]


def _checked_ring(raw: Any) -> Ring:
    if not isinstance(raw, list):
        raise CoordinatesUnreadable
    ring = [_checked_position(position) for position in raw]
    if len(ring) < LEAST_POINTS:
        raise RingTooShort(points=len(ring))
    if ring[0] != ring[-1]:
        raise RingNotClosed(start=_words(ring[0]), end=_words(ring[-1]))
    return ring


def _checked_position(raw: Any) -> Position:
    """Longitude and latitude; a height is dropped."""
    if not isinstance(raw, list) or len(raw) < 2 or not all(type(number) in (int, float) for number in raw[:2]):
        raise CoordinatesUnreadable
    try:
        x, y = float(raw[0]), float(raw[1])
    except OverflowError:
        raise CoordinatesUnreadable from None
    if not (math.isfinite(x) and math.isfinite(y)):
        raise CoordinatesUnreadable
    if abs(x) > 180 or abs(y) > 90:
        is_metric = 1_000 < max(abs(x), abs(y)) < 20_100_000  # within half the earth's girth in metres
        raise (CoordinatesInMetres if is_metric else CoordinatesOutOfRange)(x=f"{x:g}", y=f"{y:g}")
    return [x, y]


def _require_valid(polygons: list[list[Ring]]) -> None:
    shape = shapely.MultiPolygon([(polygon[0], polygon[1:]) for polygon in polygons])
    if shapely.is_valid(shape):
        return
    reason, _bracket, where = shapely.is_valid_reason(shape).partition("[")
    place = ", ".join(where.rstrip("]").split())
    if reason.startswith(SELF_CROSSINGS):
        raise RingCrossesItself(where=place)
    raise BoundaryInvalid(why=REASONS.get(reason.strip(), reason.strip()))


def _words(position: Position) -> str:
    return f"{position[0]:g}, {position[1]:g}"
