"""Meetings of pacts and of the coalition's themes as iCalendar (RFC 5545 and 7986), for those who go there."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse

from stadsrecht.kernel.icalendar import calendar as whole
from stadsrecht.kernel.icalendar import escaped, moment


class Meeting(Protocol):
    """`version` rises with each change, and so does the sequence that tells a calendar which of two is the later."""

    uuid: UUID
    title: Any
    place: Any
    agenda: Any
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    version: int
    is_cancelled: bool

    @property
    def address(self) -> str: ...


def _event(row: Meeting) -> list[str]:
    """In UTC, which each calendar shows in the zone of its reader: no clock change can move a meeting."""
    lines = [
        "BEGIN:VEVENT",
        f"UID:urn:uuid:{row.uuid}",
        f"DTSTAMP:{moment(row.changed_at)}",
        f"LAST-MODIFIED:{moment(row.changed_at)}",
        f"SEQUENCE:{row.version - 1}",
        f"DTSTART:{moment(row.starts_at)}",
        f"DTEND:{moment(row.ends_at)}",
        f"SUMMARY:{escaped(row.title.plain)}",
        f"URL:{settings.SITE_URL}{row.address}",
        f"STATUS:{'CANCELLED' if row.is_cancelled else 'CONFIRMED'}",
    ]
    if row.place:
        lines.append(f"LOCATION:{escaped(row.place.plain)}")
    if row.agenda:
        lines.append(f"DESCRIPTION:{escaped(row.agenda.plain)}")
    return [*lines, "END:VEVENT"]


def calendar(title: str, rows: Iterable[Meeting]) -> str:
    """A cancelled meeting stays in it and says so: a calendar that fetches it again must be told."""
    return whole("Pact", title, (line for row in rows for line in _event(row)))


def calendar_response(title: str, rows: Iterable[Meeting], name: str) -> HttpResponse:
    response = HttpResponse(calendar(title, rows), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response
