"""Writing one edition of boundaries: the areas of one level, from one source, from one day on."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q

from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.places.errors import FeatureRefused
from stadsrecht.places.models import Area, Level, Period
from stadsrecht.places.queries.drawing import label_point, outlines

Progress = Callable[[Sequence[Any]], Iterable[Any]]


@dataclass(frozen=True)
class RefusedFeature:
    """`reason` is the named error; its text is in the reader's language when shown."""

    number: int
    code: str
    name: str
    reason: FeatureRefused


@dataclass(frozen=True)
class Accepted:
    code: str
    name: str
    parent: Area | None
    geometry: dict[str, Any]


@dataclass
class ImportReport:
    """Codes by what happened to them, fingerprints of old and new boundaries, and the features that were left out."""

    added: list[str] = field(default_factory=list)
    corrected: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    refused: list[RefusedFeature] = field(default_factory=list)
    old: dict[str, str] = field(default_factory=dict)
    new: dict[str, str] = field(default_factory=dict)

    @property
    def is_change(self) -> bool:
        return bool(self.added or self.corrected or self.closed)


@dataclass(frozen=True)
class Edition:
    level: Level
    source: str
    valid_from: date

    def write(self, rows: Sequence[Accepted], refused: list[RefusedFeature], progress: Progress) -> ImportReport:
        """Write what differs from what is there."""
        report = ImportReport(refused=refused)
        codes = [row.code for row in rows]
        areas = {area.code: area for area in Area.objects.filter(code__in=codes)}
        periods: dict[str, list[Period]] = {code: [] for code in codes}
        for period in Period.objects.filter(area__code__in=codes).select_related("area").order_by("valid_from"):
            periods[period.area.code].append(period)
        drawn = outlines([row.geometry for row in rows])
        for row, outline in progress(list(zip(rows, drawn, strict=True))):
            values: dict[str, Any] = {"name": row.name, "source": self.source, "boundary": row.geometry}
            here = next((period for period in periods[row.code] if period.valid_from == self.valid_from), None)
            if here and all(getattr(here, column) == value for column, value in values.items()):
                report.unchanged.append(row.code)
                continue
            (report.corrected if here else report.added).append(row.code)
            if here and here.boundary:
                report.old[row.code] = _fingerprint(here.boundary)
            report.new[row.code] = _fingerprint(row.geometry)
            area = areas.get(row.code) or self._new_area(row)
            self._keep_name(area, row.name, periods[row.code])
            drawing = {"outline": outline, "label_at": label_point(row.geometry)}
            self._write_period(area, {**values, **drawing}, periods[row.code])
        return report

    def _new_area(self, row: Accepted) -> Area:
        # A name of a place is not translated; a data pack may do so later.
        name = LocalisedText({language: row.name for language, _label in settings.LANGUAGES})
        return Area.objects.create(
            code=row.code, level=self.level, name=name, parent=row.parent, source=self.source[:300]
        )

    def _keep_name(self, area: Area, name: str, periods: Sequence[Period]) -> None:
        """A name that came from an earlier list follows the newest list; one that the city chose stays."""
        newest = periods[-1] if periods else None
        if newest and newest.valid_from <= self.valid_from and set(area.name.values()) == {newest.name} != {name}:
            area.name = LocalisedText({language: name for language in area.name})
            area.save(update_fields=["name"])

    def _write_period(self, area: Area, values: dict[str, Any], periods: Sequence[Period]) -> None:
        """Put the period in its place: the one before ends the day before, the one after ends it."""
        before = [period for period in periods if period.valid_from < self.valid_from][-1:]
        after = [period for period in periods if period.valid_from > self.valid_from][:1]
        eve = self.valid_from - timedelta(days=1)
        for period in before:
            if period.valid_until is None or period.valid_until > eve:
                period.valid_until = eve
                period.save(update_fields=["valid_until"])
        until = after[0].valid_from - timedelta(days=1) if after else None
        Period.objects.update_or_create(
            area=area, valid_from=self.valid_from, defaults=values, create_defaults={**values, "valid_until": until}
        )

    def close_absent(self, present: Set[str]) -> list[str]:
        """End the open periods of this level that the edition does not hold. Gives their codes."""
        eve = self.valid_from - timedelta(days=1)
        absent = Period.objects.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gt=eve), area__level=self.level, valid_from__lte=eve
        ).exclude(area__code__in=present)
        codes = sorted(absent.values_list("area__code", flat=True))
        absent.update(valid_until=eve)
        return codes


def _fingerprint(geometry: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(geometry, sort_keys=True).encode()).hexdigest()[:16]
