"""Runs of a course: planned, moved, cancelled, and who was there. Only the organisation of the course works on them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from stadsrecht.kernel import audit, records
from stadsrecht.kernel.errors import EditConflict, ReasonMissing, TextMissing
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.lots import commitment
from stadsrecht.kernel.permissions import SYSTEM, Person
from stadsrecht.kernel.sealing import seal
from stadsrecht.neighbourhoods.bridge.meetings import MeetingTime, require_order, text_of
from stadsrecht.neighbourhoods.errors import (
    AttendanceTooEarly,
    CapacityBelowPlaced,
    ClosesAfterStart,
    CourseNotPublished,
    DrawOutOfPlace,
    MeetingsInThePast,
    OrderFixed,
    RunEnded,
)
from stadsrecht.neighbourhoods.models import Course, Letter, Meeting, Message, Order, Run, SignUp
from stadsrecht.neighbourhoods.operations.courses import require_organiser
from stadsrecht.neighbourhoods.operations.lines import SEED, Cause, locked, move, seats_left, settle, write_letters
from stadsrecht.neighbourhoods.workflow import ENDED, TAKES_PART, CourseState, RunState, SignUpState


def require_run(run: Run, at: datetime) -> None:
    """Raises ClosesAfterStart, DrawOutOfPlace."""
    if run.closes_at > run.starts_at:
        raise ClosesAfterStart
    if run.order == Order.LOT and (run.draws_at is None or run.draws_at > run.closes_at):
        raise DrawOutOfPlace
    if run.order == Order.LOT and run.drawn_at is None and run.draws_at is not None and run.draws_at <= at:
        raise DrawOutOfPlace


@transaction.atomic
def plan_run(
    *,
    course: Course,
    meetings: Sequence[MeetingTime],
    values: Mapping[str, Any],
    uuid: UUID,
    seed: bytes,
    acting_user: Person,
    at: datetime,
) -> Run:
    """A new run from `values` (columns of Run). `seed` is chance, and is used where the order is by lot.

    Raises NotYourCourse, CourseNotPublished, MeetingsInThePast, MeetingsOutOfOrder, ClosesAfterStart, DrawOutOfPlace.
    """
    require_organiser(acting_user, course)
    present = records.opened(Course, course.pk, None, {})
    if present.state != CourseState.PUBLISHED:
        raise CourseNotPublished
    require_order(meetings)
    if meetings[0].starts_at <= at:
        raise MeetingsInThePast
    run = Run(course=present, uuid=uuid, changed_at=at, **_moments(meetings), **values)
    require_run(run, at)
    set_order(run, seed)
    records.add(run, acting_user=acting_user, at=at, verb="plan_run")
    write_meetings(run, meetings)
    return run


def _moments(meetings: Sequence[MeetingTime]) -> dict[str, datetime]:
    return {"starts_at": meetings[0].starts_at, "ends_at": meetings[-1].ends_at}


def set_order(run: Run, seed: bytes) -> None:
    """Bind a lot to its sealed seed, or forget that of a lot that is none any more. The run is not saved here."""
    if run.order == Order.LOT:
        run.commitment, run.sealed_seed = commitment(seed), seal(seed.hex(), purpose=SEED)
    else:
        run.draws_at, run.commitment, run.sealed_seed = None, "", ""


def write_meetings(run: Run, meetings: Sequence[MeetingTime]) -> None:
    Meeting.objects.filter(run=run).delete()
    Meeting.objects.bulk_create(
        Meeting(run=run, starts_at=one.starts_at, ends_at=one.ends_at, place=one.place) for one in meetings
    )


@transaction.atomic
def save_run(
    *,
    run: Run,
    version: int | None,
    meetings: Sequence[MeetingTime],
    values: Mapping[str, Any],
    seed: bytes,
    acting_user: Person,
    at: datetime,
) -> Run:
    """Change a run that is planned. Who signed up is told by letter where days or place changed; new places go down the
    line at once.

    Raises NotYourCourse, EditConflict, RunEnded, OrderFixed, CapacityBelowPlaced and what `plan_run` raises.
    """
    require_organiser(acting_user, run.course)
    present = _opened(run, version, values, meetings)
    _require_planned(present, at)
    require_order(meetings)
    if meetings[0].starts_at <= at:
        raise MeetingsInThePast
    settle(present, at)
    _require_kept(present, values)
    before = _said(present)
    wanted = {**values, **_moments(meetings)}
    order = {name: wanted.get(name, getattr(present, name)) for name in ("order", "draws_at")}
    if any(value != getattr(present, name) for name, value in order.items()):
        seen = Run(**order)
        set_order(seen, seed)
        wanted |= {name: getattr(seen, name) for name in ("draws_at", "commitment", "sealed_seed")}
    _require_wanted(present, wanted, at)
    write_meetings(present, meetings)
    records.change(present, wanted, acting_user=acting_user, at=at, verb="edit_run")
    if (now := _said(present)) != before:
        present.version += 1
        present.changed_at = at
        present.save(update_fields=["version", "changed_at"])
        old, new = ({"place": place, "meetings": rows} for place, rows in (before, now))
        audit.record(acting_user=acting_user, verb="move_meetings", subject=present, at=at, old=old, new=new)
        write_letters(present.sign_ups.exclude(state__in=ENDED), Cause.MOVED, str(present.version))
    settle(present, at)
    return present


def _opened(run: Run, version: int | None, values: Mapping[str, Any], meetings: Sequence[MeetingTime]) -> Run:
    """Raises EditConflict, which tells the present days and hours as one types them."""
    try:
        return records.opened(Run, run.pk, version, values)
    except EditConflict as conflict:
        zone = timezone.get_current_timezone()
        rows = [MeetingTime(one.starts_at, one.ends_at, one.place) for one in Meeting.objects.filter(run=run)]
        told = [part for name, value in conflict.differences for part in _parted(name, value)]
        if rows != list(meetings):
            told.insert(0, ("meetings", text_of(rows, zone).replace("\n", " · ")))
        raise EditConflict(current_version=conflict.current_version, differences=told) from None


def _parted(name: str, value: Any) -> list[tuple[str, Any]]:
    """A moment as the day and the hour that a form asks for."""
    stem = {"closes_at": "closes", "draws_at": "draws"}.get(name)
    if stem is None:
        return [(name, value)]
    if not isinstance(value, datetime):
        return [(f"{stem}_on", value)]
    local = timezone.localtime(value)
    return [(f"{stem}_on", local.date()), (f"{stem}_hour", local.time())]


def _require_wanted(present: Run, wanted: Mapping[str, Any], at: datetime) -> None:
    seen = Run(drawn_at=present.drawn_at)
    for name in ("starts_at", "ends_at", "closes_at", "order", "draws_at"):
        setattr(seen, name, wanted.get(name, getattr(present, name)))
    require_run(seen, at)


def _require_kept(present: Run, values: Mapping[str, Any]) -> None:
    """Raises OrderFixed, CapacityBelowPlaced."""
    changed = [name for name in ("order", "draws_at") if name in values and values[name] != getattr(present, name)]
    if changed and present.sign_ups.exists():
        raise OrderFixed
    taken = present.capacity - seats_left(present)
    if values.get("capacity", present.capacity) < taken:
        raise CapacityBelowPlaced(count=taken)


def _said(run: Run) -> Any:
    """Where and when, as participants were told."""
    rows = Meeting.objects.filter(run=run).order_by("starts_at").values_list("starts_at", "ends_at", "place")
    return dict(run.place), list(rows)


def _require_planned(run: Run, at: datetime) -> None:
    if run.state != RunState.PLANNED or at >= run.ends_at:
        raise RunEnded


@transaction.atomic
def cancel_run(*, run: Run, reason: LocalisedText, acting_user: Person, on: date, at: datetime) -> Run:
    """Nobody comes; everyone who signed up is told why. Raises NotYourCourse, RunEnded, ReasonMissing."""
    require_organiser(acting_user, run.course)
    present = locked(run.pk)
    _require_planned(present, at)
    if not reason:
        raise ReasonMissing
    values = {"state": RunState.CANCELLED, "reason": reason, "cancelled_on": on}
    records.change(present, values, acting_user=acting_user, at=at, verb="cancel_run")
    Letter.objects.filter(sign_up__run=present, sent_at=None).delete()
    write_letters(present.sign_ups.exclude(state__in=ENDED), Cause.CANCELLED)
    return present


@transaction.atomic
def note_attendance(*, run: Run, marks: Mapping[int, bool | None], acting_user: Person, at: datetime) -> int:
    """Write down who was there: sign-up -> present, absent, or None for not known. Gives how many entries changed.

    Raises NotYourCourse, AttendanceTooEarly, RunEnded.
    """
    require_organiser(acting_user, run.course)
    present = locked(run.pk)
    if present.state == RunState.CANCELLED or present.emptied_on:
        raise RunEnded
    if at < present.starts_at:
        raise AttendanceTooEarly
    meaning = {True: SignUpState.ATTENDED, False: SignUpState.ABSENT, None: SignUpState.PLACED}
    changed = 0
    for row in present.sign_ups.filter(state__in=TAKES_PART, pk__in=marks):
        if row.state != meaning[marks[row.pk]]:
            move(row, meaning[marks[row.pk]], acting_user=acting_user, at=at)
            changed += 1
    return changed


@transaction.atomic
def write_to_all(*, run: Run, text: str, acting_user: Person, at: datetime) -> Message:
    """One letter to each who has a place. Raises NotYourCourse, RunEnded, TextMissing."""
    require_organiser(acting_user, run.course)
    present = locked(run.pk)
    if present.emptied_on:
        raise RunEnded
    if not text.strip():
        raise TextMissing(field="text")
    message = Message.objects.create(run=present, text=text.strip(), written_at=at)
    rows: list[SignUp] = list(present.sign_ups.filter(state__in=TAKES_PART))
    write_letters(rows, Cause.MESSAGE, str(message.pk), message=message)
    audit.record(acting_user=acting_user, verb="write_to_participants", subject=present, at=at)
    return message


@transaction.atomic
def close_runs(*, at: datetime) -> int:
    """Runs whose last meeting is over were held; whoever was not absent is asked two questions. Gives how many."""
    rows = list(Run.objects.select_for_update().filter(state=RunState.PLANNED, ends_at__lte=at))
    for run in rows:
        records.change(run, {"state": RunState.HELD}, acting_user=SYSTEM, at=at, verb="close_run")
        asked = (SignUpState.PLACED, SignUpState.ATTENDED)
        write_letters(run.sign_ups.filter(state__in=asked), Cause.EVALUATION)
    return len(rows)
