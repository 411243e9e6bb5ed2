"""The district of a place follows from its position, where nobody named one and the city has its boundaries."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from stadsrecht.places import queries as city


def with_district(values: Mapping[str, Any], *, at: datetime) -> dict[str, Any]:
    """The columns of an address, with the area in which its position lies."""
    latitude, longitude = values.get("latitude"), values.get("longitude")
    if values.get("area") or latitude is None or longitude is None:
        return dict(values)
    found = city.area_at(longitude=longitude, latitude=latitude, level="district", day=timezone.localdate(at))
    return {**values, "area": found} if found else dict(values)
