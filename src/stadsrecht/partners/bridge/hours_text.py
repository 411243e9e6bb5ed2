"""Hours as an editor types them, one line each: `MO, WE 09:00-17:00`; no days means every day.

Days that are left out follow: `MO-FR 09:00-17:00 not 2026-12-25, 2026-12-26`, or `niet`, or `sauf`.
"""

import re
from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django.utils.translation import pgettext

from stadsrecht.partners.bridge.hours import WEEKDAYS
from stadsrecht.partners.errors import DayUnreadable, HoursUnreadable

LINE = re.compile(
    r"(?P<days>[A-Za-z, -]*?)\s*(?P<opens>\d{1,2}[:.]\d{2})\s*[-–]\s*(?P<closes>\d{1,2}[:.]\d{2})"
    r"(?:\s+(?:not|niet|sauf)\s+(?P<left_out>.+))?",
    re.IGNORECASE,
)
ISO, WRITTEN = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)"), re.compile(r"(\d\d?)[-./](\d\d?)[-./](\d{4})")


def hours_from(text: str, *, field: str) -> list[dict[str, Any]]:
    """Raises HoursUnreadable and DayUnreadable with what cannot be read.

    Only a line that names days left out has `except_on`.
    """
    return [_line(line.strip(), field) for line in text.splitlines() if line.strip()]


def _line(line: str, field: str) -> dict[str, Any]:
    found = LINE.fullmatch(line)
    if not found:
        raise HoursUnreadable(text=line[:60], field=field)
    days: list[str] = []
    for part in re.split(r"[,\s]+", found["days"].upper().strip(", ")):
        first, _dash, last = part.partition("-")
        if not part:
            continue
        if first not in WEEKDAYS or (last and last not in WEEKDAYS):
            raise HoursUnreadable(text=line[:60], field=field)
        start, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
        days += WEEKDAYS[start : end + 1]
    left_out = {"except_on": _days(found["left_out"], field)} if found["left_out"] else {}
    return {
        "days": list(dict.fromkeys(days)),
        "opens_at": _clock(found["opens"], line, field),
        "closes_at": _clock(found["closes"], line, field),
        **left_out,
    }


def _clock(text: str, line: str, field: str) -> time:
    try:
        return time.fromisoformat(text.replace(".", ":").zfill(5))
    except ValueError:
        raise HoursUnreadable(text=line[:60], field=field) from None


def _days(text: str, field: str) -> list[date]:
    found = []
    for word in text.replace(",", " ").split():
        parts = match.groups() if (match := ISO.fullmatch(word)) else None
        if match := WRITTEN.fullmatch(word):
            parts = match.groups()[::-1]
        try:
            found.append(date(*map(int, parts or ())))
        except (TypeError, ValueError):
            raise DayUnreadable(text=word[:60], field=field) from None
    return sorted(set(found))


def text_of(rows: Iterable[Any]) -> str:
    """The lines of schedules with hours."""
    return "\n".join(_text_of(row) for row in rows if row.opens_at)


def _text_of(row: Any) -> str:
    hours = f"{', '.join(row.days)} {row.opens_at:%H:%M}-{row.closes_at:%H:%M}".strip()
    if not row.except_on:
        return hours
    days = ", ".join(day.isoformat() for day in row.except_on)
    return f"{hours} {pgettext('days left out of hours', 'not')} {days}"
