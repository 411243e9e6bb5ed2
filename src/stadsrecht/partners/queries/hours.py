"""Hours as a reader needs them: the week, and whether it is open at this moment."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q
from django.utils.dates import WEEKDAYS as NAMES
from django.utils.translation import gettext

from stadsrecht.partners.bridge.hours import WEEKDAYS, Hours, OpenState, closed_on, open_state
from stadsrecht.partners.models import Attendance, Location, Schedule, Service, ServiceAtLocation


@dataclass(frozen=True)
class HoursShown:
    """The hours of one kind (visit or contact), seen `at` a moment. `state` is None where no hours are known.

    `words` say what no hours of the week can: "every first Monday of the month". `closed_on` are the coming days that
    are left out of them.
    """

    attendance: Attendance
    lines: list[tuple[str, Schedule]]
    is_by_appointment: bool
    state: OpenState | None
    words: list[str]
    closed_on: list[date]
    at: datetime

    @property
    def is_always_open(self) -> bool:
        return self.state is not None and self.state.never_closes(self.at)

    @property
    def closes_another_day(self) -> bool:
        """Whether the time of closing needs its day. The coming midnight does not."""
        until = self.state.until if self.state else None
        return until is not None and (until - timedelta(minutes=1)).date() > self.at.astimezone(until.tzinfo).date()


Owner = Service | Location | ServiceAtLocation
Lines = Mapping[Owner, list[Schedule]]


def lines_of(services: Iterable[Service], others: Iterable[Location] = ()) -> Lines:
    """The hours of services, of their places, of other places and of the services there: one statement for all."""
    services = list(services)
    there = [row for one in services for row in one.at_locations.all()]
    places = [*others, *(row.location for row in there)]
    owners: list[Owner] = [*services, *there, *places]
    found: dict[Owner, list[Schedule]] = {owner: [] for owner in owners}
    by_key: dict[tuple[str, int], Owner] = {(type(owner).__name__, owner.pk): owner for owner in found}
    keys = ("service_id", "Service"), ("at_location_id", "ServiceAtLocation"), ("location_id", "Location")
    for line in Schedule.objects.filter(Q(service__in=services) | Q(at_location__in=there) | Q(location__in=places)):
        owner = next(by_key[kind, pk] for column, kind in keys if (pk := getattr(line, column)) is not None)
        found[owner].append(line)
    return found


def zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


def hours_of(row: Schedule) -> Hours | None:
    """The clock's view of a schedule; None where it says only that one makes an appointment."""
    if row.opens_at is None or row.closes_at is None:
        return None
    return Hours(
        row.opens_at,
        row.closes_at,
        frozenset(row.days),
        row.valid_from,
        row.valid_until,
        row.every_weeks,
        row.starts_on,
        frozenset(row.except_on),
    )


def shown_hours(rows: Iterable[Schedule], at: datetime, *, with_words: bool = True) -> list[HoursShown]:
    """Visit before contact; a schedule that is over is left out, and so is a kind of which there is nothing to say.

    Words of another directory may tell an address: leave them out where a place is confidential.
    """
    today = at.astimezone(zone()).date()
    living = sorted((row for row in rows if not _is_over(row, today)), key=lambda row: row.attendance == "contact")
    blocks = [
        HoursShown(
            Attendance(attendance),
            [(days_in_words(row.days), row) for row in members if row.opens_at],
            any(row.is_by_appointment for row in members),
            open_state(lines, at, zone()) if (lines := [line for row in members if (line := hours_of(row))]) else None,
            [words for row in members if with_words and row.opens_at is None and (words := _words(row))],
            closed_on(lines, today),
            at,
        )
        for attendance, members in ((key, list(group)) for key, group in groupby(living, lambda row: row.attendance))
    ]
    return [block for block in blocks if block.lines or block.is_by_appointment or block.words]


def _words(row: Schedule) -> str:
    """What another directory says of hours that have no columns here."""
    said = row.carried.get("description")
    return said.strip() if isinstance(said, str) else ""


def _is_over(row: Schedule, today: date) -> bool:
    return bool(row.valid_until and row.valid_until < today)


def days_in_words(days: Collection[str]) -> str:
    """Each by its name, or every day."""
    if not days or len(days) == len(WEEKDAYS):
        return gettext("every day")
    return ", ".join(str(NAMES[number]) for number, day in enumerate(WEEKDAYS) if day in days)
