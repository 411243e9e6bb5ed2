"""Reads of areas and their periods."""

from datetime import date
from typing import Any

import shapely
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from shapely.geometry import shape

from stadsrecht.kernel.registry import SearchHit
from stadsrecht.kernel.searching import holding_most
from stadsrecht.places.errors import UnknownLevel, UnknownPlace
from stadsrecht.places.models import Area, Level, Period


def areas(level: str | None = None) -> QuerySet[Area]:
    """All areas, or those of one level, each with its parent. Raises UnknownLevel."""
    rows = Area.objects.select_related("parent")
    if not level:
        return rows
    if level not in Level.values:
        raise UnknownLevel(wanted=level[:40])
    return rows.filter(level=level)


def districts() -> QuerySet[Area]:
    """Code and name of the districts (wijken) of the city."""
    return Area.objects.filter(level=Level.DISTRICT).only("code", "name")


def area(code: str) -> Area:
    """Raises UnknownPlace."""
    try:
        return Area.objects.select_related("parent__parent").get(code=code.strip().replace("\0", ""))
    except Area.DoesNotExist:
        raise UnknownPlace(wanted=code[:40]) from None


def levels_in_use() -> list[Level]:
    """The levels that have areas, from the whole city down."""
    used = set(Area.objects.order_by().values_list("level", flat=True).distinct())
    return [level for level in Level if level in used]


def siblings_of(area: Area) -> QuerySet[Area]:
    """The areas of the same level in the same parent, itself included."""
    return areas(area.level).filter(parent=area.parent_id)


def periods_of(area: Area) -> QuerySet[Period]:
    """Newest first, without the boundaries themselves."""
    return area.periods.defer("boundary", "outline")


def on(day: date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_until__isnull=True) | Q(valid_until__gte=day))


def boundaries(level: str, day: date) -> QuerySet[Period]:
    """The periods with a boundary that hold on `day`, for one level. Raises UnknownLevel."""
    shown = areas(level)
    return (
        Period.objects.filter(on(day), area__in=shown, boundary__isnull=False)
        .select_related("area__parent")
        .defer("outline")
        .order_by("area__code")
    )


def area_at(*, longitude: float, latitude: float, level: str, day: date) -> Area | None:
    """The area of a level in which a position lies on a day; None where no boundary holds it. Raises UnknownLevel."""
    point = shapely.Point(longitude, latitude)
    periods = boundaries(level, day)
    return next((row.area for row in periods if row.boundary and shape(row.boundary).covers(point)), None)


def areas_by_level() -> list[tuple[Level, list[Area]]]:
    """The levels in use with their areas, in one statement."""
    rows = list(Area.objects.all())
    groups = [(level, [row for row in rows if row.level == level]) for level in Level]
    return [(level, members) for level, members in groups if members]


def editions() -> list[dict[str, Any]]:
    """What is loaded: level, first day, source and how many areas (with a boundary, ended), newest first."""
    rows = (
        Period.objects.order_by("-valid_from", "area__level", "source")
        .values("area__level", "valid_from", "source")
        .annotate(size=Count("pk"), bounded=Count("boundary"), ended=Count("valid_until"))
    )
    return [{**row, "level": Level(row["area__level"]).label} for row in rows]


def search_areas(words: str, language: str, limit: int) -> list[SearchHit]:
    """Areas whose name or code holds any of the words; those that hold most of them first."""
    rows = holding_most(areas(), words, language, limit, or_else=lambda word: Q(code__istartswith=word))
    return [
        SearchHit(row.name, reverse("place", args=(row.code,)), Level(row.level).label, share) for row, share in rows
    ]
