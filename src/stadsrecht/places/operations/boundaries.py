"""Importing boundaries: all features of a file or none, and a named reason for each one that cannot be taken."""

import re
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from stadsrecht.kernel import audit
from stadsrecht.kernel.errors import TextTooLong
from stadsrecht.kernel.permissions import Person
from stadsrecht.places.errors import (
    BoundariesRefused,
    CodeOfOtherLevel,
    CodeTwice,
    FeatureRefused,
    OtherCity,
    OtherParent,
    SourceMissing,
    UnknownLevel,
    UnknownParent,
)
from stadsrecht.places.models import Area, Level
from stadsrecht.places.operations.editions import Accepted, Edition, ImportReport, Progress, RefusedFeature
from stadsrecht.places.operations.geojson import Feature, Properties, find_properties, read_features
from stadsrecht.places.operations.shapes import checked_geometry
from stadsrecht.places.permissions import PERMISSIONS

LONGEST_SOURCE = 300
# Codes of the Dutch statistics office say what an area lies in: BU99990101 in WK999901, and that in GM9999.
OFFICIAL_CODES = {
    Level.CITY: re.compile(r"GM\d{4}"),
    Level.DISTRICT: re.compile(r"WK\d{6}"),
    Level.NEIGHBOURHOOD: re.compile(r"BU\d{8}"),
}


@transaction.atomic
def import_boundaries(
    *,
    content: bytes | str,
    level: str,
    source: str,
    valid_from: date,
    acting_user: Person,
    at: datetime,
    code_property: str = "",
    name_property: str = "",
    skip_refused: bool = False,
    is_complete: bool = False,
    progress: Progress = iter,
) -> ImportReport:
    """Read a GeoJSON FeatureCollection in WGS84 as the boundaries of one level from `valid_from` on.

    Each area gets a period that closes the one before. `is_complete` says that the file holds every area of the level:
    those that are not in it end the day before. The same file twice changes nothing. Raises BoundariesRefused, with
    the report, unless nothing was refused or `skip_refused` leaves something to import; also NothingToImport,
    FileTooLarge, NotGeojson, NotFeatureCollection, PropertyNotFound, SourceMissing, UnknownLevel.
    """
    PERMISSIONS.require(acting_user, "import_boundaries")
    if level not in Level.values:
        raise UnknownLevel(wanted=level[:40])
    source = _checked_source(source)
    features = read_features(content)
    properties = find_properties(features, level, code_property, name_property)
    areas = {area.code: area for area in Area.objects.select_for_update()}  # one import at a time
    accepted, refused = _sift(progress(features), properties, Level(level), areas)
    if refused and not (skip_refused and accepted):
        raise BoundariesRefused(report=refused, total=len(features))
    edition = Edition(Level(level), source, valid_from)
    report = edition.write(accepted, refused, progress)
    if is_complete and not refused:
        report.closed = edition.close_absent({row.code for row in accepted})
    if report.is_change:
        audit.record(
            acting_user=acting_user,
            verb="import_boundaries",
            subject=_root(accepted[0].parent or Area.objects.get(code=accepted[0].code)),
            at=at,
            old={"boundaries": report.old},
            new={
                "level": level,
                "source": source,
                "valid_from": valid_from,
                "boundaries": report.new,
                "closed": report.closed,
                "refused": len(refused),
            },
        )
    return report


def _checked_source(source: str) -> str:
    source = source.strip()
    if not source:
        raise SourceMissing
    if len(source) > LONGEST_SOURCE:
        raise TextTooLong(field="source", length=len(source), limit=LONGEST_SOURCE)
    return source


def _sift(
    features: Iterable[Feature], properties: Properties, level: Level, areas: dict[str, Area]
) -> tuple[list[Accepted], list[RefusedFeature]]:
    accepted: list[Accepted] = []
    refused: list[RefusedFeature] = []
    seen: dict[str, int] = {}
    for feature in features:
        try:
            accepted.append(_checked(feature, properties, level, areas, seen))
        except FeatureRefused as reason:
            code, name = feature.word(properties.code)[:40], feature.word(properties.name)[:60]
            refused.append(RefusedFeature(feature.number, code, name, reason))
    return accepted, refused


def _checked(
    feature: Feature, properties: Properties, level: Level, areas: dict[str, Area], seen: dict[str, int]
) -> Accepted:
    feature.require_shell()
    code = feature.code(properties)
    if code in seen:
        raise CodeTwice(first=seen[code])
    seen[code] = feature.number
    _require_level(code, level, areas)
    name = feature.name(properties)
    parent = _parent_of(code, feature.word(properties.parent), level, areas)
    return Accepted(code, name, parent, checked_geometry(feature.raw.get("geometry")))


def _require_level(code: str, level: Level, areas: dict[str, Area]) -> None:
    if code in areas and areas[code].level != level:
        raise CodeOfOtherLevel(level=Level(areas[code].level).label)
    for other, pattern in OFFICIAL_CODES.items():
        if other != level and pattern.fullmatch(code):
            raise CodeOfOtherLevel(level=other.label)


def _parent_of(code: str, stated: str, level: Level, areas: dict[str, Area]) -> Area | None:
    """The area that this one lies in: as the file says, else as its code says, else as it is known."""
    known = areas.get(code)
    if level == Level.CITY:
        if known is None and any(area.level == Level.CITY for area in areas.values()):
            raise OtherCity
        return None
    if not stated and OFFICIAL_CODES[level].fullmatch(code):
        stated = f"GM{code[2:6]}" if level == Level.DISTRICT else f"WK{code[2:8]}"
    if not stated and known:
        return known.parent
    ranks = list(Level)
    if stated not in areas or ranks.index(Level(areas[stated].level)) >= ranks.index(level):
        raise UnknownParent(parent=stated[:40] or "–")
    if known and known.parent_id not in (None, areas[stated].pk):
        raise OtherParent(parent=stated, known=known.parent.code)  # type: ignore[union-attr]
    return areas[stated]


def _root(area: Area) -> Area:
    while area.parent is not None:
        area = area.parent
    return area
