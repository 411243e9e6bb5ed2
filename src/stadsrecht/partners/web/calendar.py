"""Meetings of pacts as iCalendar (RFC 5545), for the calendars of those who go there."""

from collections.abc import Iterable

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from stadsrecht.kernel.icalendar import calendar as whole
from stadsrecht.kernel.icalendar import escaped, moment
from stadsrecht.partners.models import PactMeeting


def _event(row: PactMeeting) -> list[str]:
    address = settings.SITE_URL + reverse("pact-meetings", args=(row.pact.code,))
    lines = [
        "BEGIN:VEVENT",
        f"UID:urn:uuid:{row.uuid}",
        f"DTSTAMP:{moment(row.changed_at)}",
        f"LAST-MODIFIED:{moment(row.changed_at)}",
        f"SEQUENCE:{row.version - 1}",
        f"DTSTART:{moment(row.starts_at)}",
        f"DTEND:{moment(row.ends_at)}",
        f"SUMMARY:{escaped(row.title.plain)}",
        f"URL:{address}#meeting-{row.pk}",
        f"STATUS:{'CANCELLED' if row.is_cancelled else 'CONFIRMED'}",
    ]
    if row.place:
        lines.append(f"LOCATION:{escaped(row.place.plain)}")
    if row.agenda:
        lines.append(f"DESCRIPTION:{escaped(row.agenda.plain)}")
    return [*lines, "END:VEVENT"]


def calendar(title: str, rows: Iterable[PactMeeting]) -> str:
    """A cancelled meeting stays in it and says so: a calendar that fetches it again must be told."""
    return whole("Pact", title, (line for row in rows for line in _event(row)))


def calendar_response(title: str, rows: Iterable[PactMeeting], name: str) -> HttpResponse:
    response = HttpResponse(calendar(title, rows), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response
