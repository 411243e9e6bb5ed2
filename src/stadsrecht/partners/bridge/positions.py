"""A position as a map gives it: two numbers of degrees, latitude first, with a point or with a comma in them."""

import re

from stadsrecht.partners.errors import PositionUnreadable

POSITION = re.compile(r"(-?\d{1,2}[.,]\d+)°?\s*[,;\s]\s*(-?\d{1,3}[.,]\d+)°?")


def position_from(text: str) -> dict[str, float | None]:
    """`latitude` and `longitude`, both None where nothing was typed. Raises PositionUnreadable."""
    if not text:
        return {"latitude": None, "longitude": None}
    if found := POSITION.fullmatch(text):
        latitude, longitude = (float(part.replace(",", ".")) for part in found.groups())
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            return {"latitude": latitude, "longitude": longitude}
    raise PositionUnreadable(text=text)


def position_of(latitude: float | None, longitude: float | None) -> str:
    """What one would type for where a place stands; empty where that is not known."""
    return "" if latitude is None or longitude is None else f"{latitude}, {longitude}"
