"""Meetings as one types them: one on each line, `2026-12-03 19:00-21:00`, and after a comma another place."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

from django.utils.formats import date_format

from stadsrecht.neighbourhoods.errors import MeetingsMissing, MeetingsOutOfOrder, MeetingUnreadable

LINE = re.compile(r"(\d{4}-\d{2}-\d{2})\s+(\d{1,2}[:.]\d{2})\s*[-–]\s*(\d{1,2}[:.]\d{2})\s*(?:,\s*(.{1,200}))?")
MOST = 40


@dataclass(frozen=True)
class MeetingTime:
    starts_at: datetime
    ends_at: datetime
    place: str = ""


def meetings_from(text: str, zone: tzinfo) -> list[MeetingTime]:
    """Raises MeetingUnreadable, MeetingsMissing, MeetingsOutOfOrder."""
    found = [_meeting(line.strip(), zone) for line in text.splitlines() if line.strip()]
    require_order(found)
    return found


def _meeting(line: str, zone: tzinfo) -> MeetingTime:
    match = LINE.fullmatch(line)
    if match is None:
        raise MeetingUnreadable(text=line[:60])
    day, start, end, place = match.groups()
    try:
        on = date.fromisoformat(day)
        starts_at, ends_at = (datetime.combine(on, _time(part), tzinfo=zone) for part in (start, end))
    except ValueError:
        raise MeetingUnreadable(text=line[:60]) from None
    return MeetingTime(starts_at, ends_at, (place or "").strip())


def _time(text: str) -> time:
    hour, minute = text.replace(".", ":").split(":")
    return time(int(hour), int(minute))


def require_order(meetings: Iterable[MeetingTime]) -> None:
    """Raises MeetingsMissing, MeetingsOutOfOrder, MeetingUnreadable where there are too many."""
    rows = list(meetings)
    if not rows:
        raise MeetingsMissing
    if len(rows) > MOST:
        raise MeetingUnreadable(text=f"{len(rows)} > {MOST}")
    before = None
    for row in rows:
        if row.ends_at <= row.starts_at or (before is not None and row.starts_at < before.ends_at):
            raise MeetingsOutOfOrder(day=date_format(row.starts_at))
        before = row


def text_of(meetings: Iterable[MeetingTime], zone: tzinfo) -> str:
    """The same as one would type it."""
    return "\n".join(_line(row, zone) for row in meetings)


def _line(row: MeetingTime, zone: tzinfo) -> str:
    start, end = row.starts_at.astimezone(zone), row.ends_at.astimezone(zone)
    return f"{start:%Y-%m-%d %H:%M}-{end:%H:%M}" + (f", {row.place}" if row.place else "")
