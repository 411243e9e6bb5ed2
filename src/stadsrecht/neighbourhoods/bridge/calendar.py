"""The meetings of a run as iCalendar (RFC 5545): for everyone, and with the letter that makes a place firm."""

from collections.abc import Iterator
from uuid import uuid5

from django.conf import settings

from stadsrecht.kernel.icalendar import calendar, escaped, moment
from stadsrecht.neighbourhoods.models import Run
from stadsrecht.neighbourhoods.workflow import RunState


def run_calendar(run: Run) -> str:
    """Each meeting keeps its name by its number in the run, so that a calendar that fetches it again moves it."""
    return calendar("Training", run.course.title.plain, (line for event in _events(run) for line in event))


def _events(run: Run) -> Iterator[list[str]]:
    is_cancelled = run.state == RunState.CANCELLED
    address = settings.SITE_URL + run.course.address
    for number, row in enumerate(run.meetings.all(), start=1):
        yield [
            "BEGIN:VEVENT",
            f"UID:urn:uuid:{uuid5(run.uuid, str(number))}",
            f"DTSTAMP:{moment(run.changed_at)}",
            f"LAST-MODIFIED:{moment(run.changed_at)}",
            f"SEQUENCE:{run.version - 1}",
            f"DTSTART:{moment(row.starts_at)}",
            f"DTEND:{moment(row.ends_at)}",
            f"SUMMARY:{escaped(run.course.title.plain)}",
            f"LOCATION:{escaped(row.place or run.place.plain)}",
            f"URL:{address}",
            f"STATUS:{'CANCELLED' if is_cancelled else 'CONFIRMED'}",
            "END:VEVENT",
        ]
