"""Hours as an editor types them, one line each: `MO, WE 09:00-17:00`; no days means every day."""

import re
from collections.abc import Iterable
from datetime import time
from typing import Any

from stadsrecht.partners.bridge.hours import WEEKDAYS
from stadsrecht.partners.errors import HoursUnreadable

LINE = re.compile(r"(?P<days>[A-Za-z, -]*?)\s*(?P<opens>\d{1,2}[:.]\d{2})\s*[-–]\s*(?P<closes>\d{1,2}[:.]\d{2})")


def hours_from(text: str, *, field: str) -> list[dict[str, Any]]:
    """Raises HoursUnreadable with the line that cannot be read."""
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
    return {
        "days": list(dict.fromkeys(days)),
        "opens_at": _clock(found["opens"], line, field),
        "closes_at": _clock(found["closes"], line, field),
    }


def _clock(text: str, line: str, field: str) -> time:
    try:
        return time.fromisoformat(text.replace(".", ":").zfill(5))
    except ValueError:
        raise HoursUnreadable(text=line[:60], field=field) from None


def text_of(rows: Iterable[Any]) -> str:
    """The lines of schedules with hours."""
    return "\n".join(
        f"{', '.join(row.days)} {row.opens_at:%H:%M}-{row.closes_at:%H:%M}".strip() for row in rows if row.opens_at
    )
