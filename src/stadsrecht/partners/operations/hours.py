"""Changing hours. Who types hours says days and times; what else is known of a line stays as long as those stay.

Lines from another directory hold more than a form shows: every how many weeks, from when until when, which days are
left out, words of their own. A line whose days and times are said again is the same line and keeps all of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, TimeField

from stadsrecht.kernel import audit
from stadsrecht.kernel.permissions import Person
from stadsrecht.partners.errors import HoursIncomplete
from stadsrecht.partners.models import Location, Organisation, Schedule, Service
from stadsrecht.partners.operations.entries import require_editor

TYPED = ("attendance", "days", "opens_at", "closes_at")


def said_hours(rows: Iterable[Schedule]) -> list[dict[str, Any]]:
    """What a person would type to leave these lines as they are."""
    names = (*TYPED, "is_by_appointment")
    return [
        {name: getattr(row, name) for name in names}
        for row in rows
        if row.opens_at is not None or row.is_by_appointment
    ]


@transaction.atomic
def set_hours(
    *,
    organisation: Organisation,
    service: Service | None = None,
    location: Location | None = None,
    hours: Iterable[Mapping[str, Any]],
    acting_user: Person,
    at: datetime,
) -> None:
    """Put these hours in the place of those that a service or a place has. Raises HoursIncomplete.

    A line that is in words only (every first Monday) goes when the hours of its kind are said anew. Changed hours raise
    the version of what has them: who opened the form before is told, and who asks for what changed hears of it.
    """
    require_editor(acting_user, organisation)
    subject = service or location
    assert subject is not None
    wanted = [_line_of(row) for row in hours]
    present = list(subject.schedules.all())
    old = [_told(row) for row in present]
    kept, added = _matched(present, wanted)
    kept += _words_beside(present, kept, added)
    rows = [*(row for row in present if row in kept), *added]
    new = [_told(row) for row in rows]
    if old == new:
        return
    subject.schedules.exclude(pk__in=[row.pk for row in kept]).delete()
    for row in rows:
        row.service, row.location = service, location
        row.save()
    raised = {"version": F("version") + 1, **({"changed_at": at} if isinstance(subject, Service) else {})}
    type(subject)._default_manager.filter(pk=subject.pk).update(**raised)
    audit.record(
        acting_user=acting_user, verb="set_hours", subject=subject, at=at, old={"hours": old}, new={"hours": new}
    )


@dataclass(frozen=True)
class _Line:
    """What was said of one line, and the line that it would be by itself."""

    said: Mapping[str, Any]
    row: Schedule


def _line_of(said: Mapping[str, Any]) -> _Line:
    row, clock = Schedule(**said), TimeField()
    row.opens_at, row.closes_at = clock.to_python(row.opens_at), clock.to_python(row.closes_at)
    if (row.opens_at is None) != (row.closes_at is None) or not (row.opens_at or row.is_by_appointment):
        raise HoursIncomplete
    return _Line(said, row)


def _key(row: Schedule) -> tuple[Any, ...]:
    return row.attendance, frozenset(row.days), row.opens_at, row.closes_at


def _matched(present: list[Schedule], wanted: list[_Line]) -> tuple[list[Schedule], list[Schedule]]:
    """The lines that are said again, with what is said of them, and the new ones."""
    pool = [row for row in present if not _is_in_words(row)]
    kept: list[Schedule] = []
    added: list[Schedule] = []
    for line in wanted:
        same = next((row for row in pool if _key(row) == _key(line.row)), None)
        if same is not None:
            pool.remove(same)
            for name, value in line.said.items():
                if name not in TYPED:
                    setattr(same, name, value)
            kept.append(same)
        elif line.row.opens_at is not None or not any(row.is_by_appointment for row in kept):
            added.append(line.row)  # an appointment that a line with hours speaks of already is not said twice
    return kept, added


def _is_in_words(row: Schedule) -> bool:
    return row.opens_at is None and not row.is_by_appointment


def _words_beside(present: list[Schedule], kept: list[Schedule], added: list[Schedule]) -> list[Schedule]:
    """Lines in words only, of a kind whose hours are as they were."""
    changed = {row.attendance for row in added}
    changed |= {row.attendance for row in present if row not in kept and not _is_in_words(row)}
    return [row for row in present if _is_in_words(row) and row.attendance not in changed]


def _told(row: Schedule) -> str:
    """A line for the trail, with all but what was carried, which may tell where a place is."""
    parts = [row.attendance, str(row) if row.opens_at else "", "by appointment" if row.is_by_appointment else ""]
    parts += [f"every {row.every_weeks} weeks"] if row.every_weeks > 1 else []
    parts += [
        f"{name} {getattr(row, name)}" for name in ("starts_on", "valid_from", "valid_until") if getattr(row, name)
    ]
    parts += [f"not on {day}" for day in row.except_on]
    return " ".join(filter(None, parts))
