"""The training of a data pack. What is there already is left as people made it."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from stadsrecht.evidence.operations import subjects_named
from stadsrecht.kernel import audit
from stadsrecht.kernel.errors import StadsrechtError
from stadsrecht.kernel.packs import PackRefers, localised, read_pack
from stadsrecht.kernel.permissions import Person
from stadsrecht.kernel.records import require_texts
from stadsrecht.neighbourhoods.bridge.meetings import MeetingTime, require_order
from stadsrecht.neighbourhoods.models import Course, Order, Run, SignUp
from stadsrecht.neighbourhoods.operations.courses import SERVED, require_course
from stadsrecht.neighbourhoods.operations.runs import require_run, set_order, write_meetings
from stadsrecht.neighbourhoods.permissions import PERMISSIONS
from stadsrecht.neighbourhoods.workflow import CourseState, SignUpState
from stadsrecht.partners.queries import organisation
from stadsrecht.places.queries import area

FILE = "training.toml"


@transaction.atomic
def load_training(pack: Path, *, seed: bytes, acting_user: Person, on: date, at: datetime) -> int:
    """Load `pack`/training.toml, where there is one; returns how many courses are new. Days are counted from `on`.

    `seed` is chance, from which each lot gets its own. Raises PackUnreadable, and PackRefers for what does not exist.
    """
    PERMISSIONS.require(acting_user, "load_pack")
    if not (pack / FILE).exists():
        return 0
    known = set(Course.objects.values_list("code", flat=True))
    rows = [row for row in read_pack(pack / FILE).get("course", ()) if row["code"] not in known]
    for row in rows:
        course = _load_course(row, at)
        for one in row.get("run", ()):
            _load_run(course, one, seed, on, at)
        audit.record(acting_user=acting_user, verb="load_course", subject=course, at=at)
    return len(rows)


def _load_course(row: Mapping[str, Any], at: datetime) -> Course:
    try:
        course = Course(
            code=row["code"],
            organisation=organisation(row["organisation"]),
            district=area(row["district"]) if "district" in row else None,
            state=CourseState.PUBLISHED,
            created_at=at,
            changed_at=at,
            **{name: row.get(name, []) for name in ("audience", "subjects", "languages", "serves")},
            **{name: localised(row.get(name)) for name in ("title", "summary", "cost", "for_show")},
            kind=row["kind"],
        )
        subjects_named(course.serves, SERVED)
        require_course({"subjects": course.subjects, "languages": course.languages, "audience": course.audience})
    except StadsrechtError as error:
        raise PackRefers(file=FILE, what=str(error)) from error
    require_texts(course)
    course.save()
    return course


def _load_run(course: Course, row: Mapping[str, Any], seed: bytes, on: date, at: datetime) -> None:
    zone = timezone.get_current_timezone()
    meetings = []
    for one in row["meeting"]:
        day = on + timedelta(days=one["in_days"])
        start, end = (datetime.combine(day, one[name], tzinfo=zone) for name in ("from", "to"))
        meetings.append(MeetingTime(start, end, one.get("place", "")))
    require_order(meetings)
    run = Run(
        uuid=_identity(course, row),
        course=course,
        place=localised(row["place"]),
        starts_at=meetings[0].starts_at,
        ends_at=meetings[-1].ends_at,
        closes_at=meetings[0].starts_at - timedelta(days=row["closes_days_before"]),
        capacity=row["capacity"],
        for_show=course.for_show,
        changed_at=at,
    )
    if "draw_days_before" in row:
        own = hashlib.sha256(seed + run.uuid.bytes).digest()
        run.order, run.draws_at = Order.LOT, run.starts_at - timedelta(days=row["draw_days_before"])
        set_order(run, own)
    require_run(run, at)
    require_texts(run)
    run.save()
    write_meetings(run, meetings)
    if settings.DEMO:
        _make_up(run, row.get("participants", 0), at)


def _identity(course: Course, row: Mapping[str, Any]) -> UUID:
    return uuid5(NAMESPACE_URL, f"{FILE}#{course.code}/{row['code']}")


def _make_up(run: Run, count: int, at: datetime) -> None:
    """Participants for show: the first have a place, the others wait. Their addresses lead nowhere."""
    for number in range(1, count + 1):
        has_place = run.is_drawn and number <= run.capacity
        SignUp.objects.create(
            run=run,
            name=f"Demo {number}",
            email=f"demo-{number}@demo.invalid",
            language=settings.LANGUAGE_CODE,
            state=SignUpState.PLACED if has_place else SignUpState.WAITING,
            signed_at=at + timedelta(seconds=number - count),
            ticket=uuid5(run.uuid, str(number)).hex[:16],
        )
