"""Meetings of pacts and of the coalition's themes as iCalendar (RFC 5545 and 7986), for those who go there."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse

from stadsrecht.partners.web.cards import escaped, folded

AGAIN_AFTER = "PT6H"  # how long a calendar that follows this one waits before it fetches it again


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


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _event(row: Meeting) -> list[str]:
    """In UTC, which each calendar shows in the zone of its reader: no clock change can move a meeting."""
    lines = [
        "BEGIN:VEVENT",
        f"UID:urn:uuid:{row.uuid}",
        f"DTSTAMP:{_moment(row.changed_at)}",
        f"LAST-MODIFIED:{_moment(row.changed_at)}",
        f"SEQUENCE:{row.version - 1}",
        f"DTSTART:{_moment(row.starts_at)}",
        f"DTEND:{_moment(row.ends_at)}",
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
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Stadsrecht//Pact//EN", "METHOD:PUBLISH"]
    lines += [f"NAME:{escaped(title)}", f"X-WR-CALNAME:{escaped(title)}"]
    lines += [f"REFRESH-INTERVAL;VALUE=DURATION:{AGAIN_AFTER}", f"X-PUBLISHED-TTL:{AGAIN_AFTER}"]
    for row in rows:
        lines += _event(row)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def calendar_response(title: str, rows: Iterable[Meeting], name: str) -> HttpResponse:
    response = HttpResponse(calendar(title, rows), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response
