"""Loading the areas of a data pack, as often as one likes."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from stadsrecht.kernel import audit
from stadsrecht.kernel.packs import PackRefers, localised, read_pack
from stadsrecht.kernel.permissions import Person
from stadsrecht.kernel.records import require_texts
from stadsrecht.places.models import Area, Level, Period
from stadsrecht.places.permissions import PERMISSIONS

FILE = "places.toml"
COLUMNS = ("level", "name", "tile", "source", "source_url", "for_show", "parent_id")


@transaction.atomic
def load_areas(pack: Path, *, acting_user: Person, at: datetime) -> int:
    """Load or renew the areas of `pack`/places.toml; returns how many were new or differed.

    A parent stands before its children. Raises PackUnreadable, PackRefers.
    """
    PERMISSIONS.require(acting_user, "load_pack")
    rows = read_pack(pack / FILE).get("area", [])
    areas = {area.code: area for area in Area.objects.select_for_update()}
    old, new = {}, {}
    for row in rows:
        area = areas.get(row["code"]) or Area(code=row["code"])
        before, after = audit.changed(audit.values_of(area, COLUMNS), _values(row, areas))
        if area.pk is None or after:
            old[area.code] = before if area.pk else None
            for column, value in after.items():
                setattr(area, column, value)
            require_texts(area)
            area.save()
            new[area.code] = after
        areas[area.code] = area
        if row.get("valid_from"):
            _keep_period(area, row["valid_from"], row.get("source", ""))
    if new:
        first = areas[rows[0]["code"]]
        audit.record(acting_user=acting_user, verb="load_areas", subject=first, at=at, old=old, new=new)
    return len(new)


def _values(row: dict[str, Any], areas: dict[str, Area]) -> dict[str, Any]:
    if row["level"] not in Level.values:
        raise PackRefers(file=FILE, what=row["level"])
    parent = row.get("parent")
    if parent and parent not in areas:
        raise PackRefers(file=FILE, what=parent)
    tile = row.get("tile")
    if tile is not None and not (len(tile) == 2 and all(isinstance(place, int) for place in tile)):
        raise PackRefers(file=FILE, what=f"tile {tile}")
    return {
        "level": row["level"],
        "name": localised(row["name"]),
        "tile": tile,
        "source": row.get("source", ""),
        "source_url": row.get("source_url", ""),
        "for_show": localised(row.get("for_show")),
        "parent_id": areas[parent].pk if parent else None,
    }


def _keep_period(area: Area, valid_from: date, source: str) -> None:
    """An area of a pack may say since when it exists; boundaries that were imported stay as they are."""
    if not area.periods.exists():
        name = area.name.shown_in(settings.LANGUAGE_CODE).text
        Period.objects.create(area=area, valid_from=valid_from, name=name, source=source)
