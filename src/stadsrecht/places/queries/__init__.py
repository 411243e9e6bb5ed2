"""Reads of places: areas, their periods, and maps of them."""

from stadsrecht.places.queries.areas import (
    area,
    area_at,
    areas,
    areas_by_level,
    boundaries,
    districts,
    editions,
    levels_in_use,
    periods_of,
    search_areas,
    siblings_of,
)
from stadsrecht.places.queries.maps import AreaMap, MapRow, area_map

__all__ = [
    "AreaMap",
    "MapRow",
    "area",
    "area_at",
    "area_map",
    "areas",
    "areas_by_level",
    "boundaries",
    "districts",
    "editions",
    "levels_in_use",
    "periods_of",
    "search_areas",
    "siblings_of",
]
