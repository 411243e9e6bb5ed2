"""Hours on the clock: from weekly hours to moments, across midnight and across the change of the clock.

Hours are said in the time of the place and live there: a shelter that opens at 22:00 and closes at 08:00 is open for
nine hours in the night on which the clock goes forward. A span that ends at or before its start ends the next day.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LOOK_AHEAD = 28  # days; who opens once in four weeks is still found
FOLLOWED = 7  # days; who does not close in a week is open day and night


@dataclass(frozen=True)
class Hours:
    """One line of hours. No `days` means every day; `every_weeks` counts from the week of `starts_on`."""

    opens_at: time
    closes_at: time
    days: frozenset[str] = frozenset()
    valid_from: date | None = None
    valid_until: date | None = None
    every_weeks: int = 1
    starts_on: date | None = None
    except_on: frozenset[date] = frozenset()

    def holds_on(self, day: date) -> bool:
        """Whether it opens on this day."""
        if self.days and WEEKDAYS[day.weekday()] not in self.days:
            return False
        if (self.valid_from and day < self.valid_from) or (self.valid_until and day > self.valid_until):
            return False
        if day in self.except_on or (self.starts_on and day < self.starts_on):
            return False
        return not (self.starts_on and self.every_weeks > 1) or self._weeks_since(day) % self.every_weeks == 0

    def _weeks_since(self, day: date) -> int:
        start = self.starts_on or day
        return ((day - timedelta(day.weekday())) - (start - timedelta(start.weekday()))).days // 7


@dataclass(frozen=True)
class OpenState:
    """Whether it is open at a moment, until when, and else when it opens next (None: not within four weeks)."""

    is_open: bool
    until: datetime | None = None
    opens_next: datetime | None = None

    def never_closes(self, at: datetime) -> bool:
        """Whether it stays open for at least a week."""
        return self.until is not None and self.until - at >= timedelta(FOLLOWED)


def spans(lines: Iterable[Hours], day: date, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
    """The spans that begin on this day, as moments with a zone."""
    for line in lines:
        if line.holds_on(day):
            ends_on = day if line.closes_at > line.opens_at else day + timedelta(1)
            yield _moment(day, line.opens_at, zone), _moment(ends_on, line.closes_at, zone)


def closed_on(lines: Iterable[Hours], today: date) -> list[date]:
    """The coming days on which it would be open, were they not left out."""
    lines = list(lines)
    left_out = {
        day
        for line in lines
        for day in line.except_on
        if day >= today and replace(line, except_on=frozenset()).holds_on(day)
    }
    return sorted(day for day in left_out if not any(line.holds_on(day) for line in lines))


def _moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """A time of the clock as a moment. One that the clock leaps over is that much later, as the clock then shows."""
    return datetime.combine(day, clock, zone).astimezone(UTC).astimezone(zone)


def open_state(lines: Iterable[Hours], at: datetime, zone: ZoneInfo) -> OpenState:
    """Look from yesterday, whose night may not be over, four weeks ahead."""
    lines, today = list(lines), at.astimezone(zone).date()
    opens_next = None
    for offset in range(-1, LOOK_AHEAD + 1):
        for start, end in sorted(spans(lines, today + timedelta(offset), zone)):
            if start.astimezone(UTC) <= at < end.astimezone(UTC):
                return OpenState(True, until=_last_end(lines, end, zone))
            if start.astimezone(UTC) > at and (opens_next is None or start < opens_next):
                opens_next = start
        if opens_next and offset >= 0:
            break
    return OpenState(False, opens_next=opens_next)


def _last_end(lines: list[Hours], end: datetime, zone: ZoneInfo) -> datetime:
    """Follow spans that join: open until 24:00 and again from 00:00 is one span. A little over a week is followed."""
    far = end + timedelta(FOLLOWED)
    while end < far:
        day = end.astimezone(zone).date()
        later = [
            after
            for near in (day - timedelta(1), day)
            for start, after in spans(lines, near, zone)
            if start.astimezone(UTC) <= end.astimezone(UTC) < after.astimezone(UTC)
        ]
        if not later:
            break
        end = max(later)
    return end
