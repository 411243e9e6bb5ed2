"""The catalogue: a partner writes its own courses, the city's editors keep all, an adviser says what one serves."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from stadsrecht.evidence.operations import subjects_named
from stadsrecht.kernel import records
from stadsrecht.kernel.errors import TransitionNotAllowed
from stadsrecht.kernel.languages import SPOKEN
from stadsrecht.kernel.permissions import Person
from stadsrecht.neighbourhoods.errors import (
    AudienceMissing,
    NotYourCourse,
    RunsStillPlanned,
    UnknownLanguageOfCourse,
    UnknownTheme,
)
from stadsrecht.neighbourhoods.models import Course
from stadsrecht.neighbourhoods.permissions import PERMISSIONS
from stadsrecht.neighbourhoods.queries import may_edit, works_on
from stadsrecht.neighbourhoods.workflow import COURSE_TRANSITIONS, CourseState, RunState
from stadsrecht.partners.queries import needs, speaks_for

SERVED = ("action", "provision")


def require_course(values: Mapping[str, Any]) -> None:
    """Raises UnknownTheme, UnknownLanguageOfCourse, AudienceMissing."""
    for code in values.get("subjects", ()):
        if code not in needs():
            raise UnknownTheme(wanted=code[:60])
    for tag in values.get("languages", ()):
        if tag not in SPOKEN:
            raise UnknownLanguageOfCourse(wanted=tag[:40])
    if "audience" in values and not values["audience"]:
        raise AudienceMissing


def require_editor(acting_user: Person, course: Course) -> None:
    """Raises NotYourCourse."""
    if not may_edit(acting_user, course):
        raise NotYourCourse


def require_organiser(acting_user: Person, course: Course) -> None:
    """Raises NotYourCourse, also for the city's editors: who comes is the business of who offers it."""
    if not works_on(acting_user, course):
        raise NotYourCourse


@transaction.atomic
def record_course(*, organisation: Any, values: Mapping[str, Any], acting_user: Person, at: datetime) -> Course:
    """A new course, as a draft, from `values` (columns of Course).

    Raises NotYourCourse, UnknownTheme, UnknownLanguageOfCourse, AudienceMissing.
    """
    if not (PERMISSIONS.may(acting_user, "edit_any") or speaks_for(acting_user, organisation)):
        raise NotYourCourse
    require_course({"audience": (), **values})
    course = Course(**{"created_at": at, "changed_at": at, **values}, organisation=organisation)
    course.code = course.code or records.free_code(Course, course.title)
    return records.add(course, acting_user=acting_user, at=at, verb="record_course")


@transaction.atomic
def save_course(
    *, course: Course, version: int | None, values: Mapping[str, Any], acting_user: Person, at: datetime
) -> Course:
    """Raises NotYourCourse, EditConflict and what `record_course` raises."""
    require_editor(acting_user, course)
    present = records.opened(Course, course.pk, version, values)
    require_course(values)
    return records.change(present, values, acting_user=acting_user, at=at, verb="edit_course")


@transaction.atomic
def move_course(*, course: Course, state: str, acting_user: Person, at: datetime) -> Course:
    """Publish or withdraw. Raises NotYourCourse, TransitionNotAllowed, RunsStillPlanned."""
    require_editor(acting_user, course)
    present = records.opened(Course, course.pk, None, {})
    if state not in COURSE_TRANSITIONS[present.state]:
        label = CourseState(state).label if state in CourseState.values else state
        raise TransitionNotAllowed(old=present.get_state_display(), new=label)
    if state == CourseState.WITHDRAWN and present.runs.filter(state=RunState.PLANNED, ends_at__gt=at).exists():
        raise RunsStillPlanned
    return records.change(present, {"state": state}, acting_user=acting_user, at=at, verb="move_course")


@transaction.atomic
def tie_course(*, course: Course, serves: Iterable[str], acting_user: Person, at: datetime) -> Course:
    """Say which actions and provisions a course serves. An adviser judges: nobody counts itself in.

    Raises UnknownSubject.
    """
    PERMISSIONS.require(acting_user, "edit_any")
    wanted = [reference.strip() for reference in serves if reference.strip()]
    subjects_named(wanted, SERVED)
    present = records.opened(Course, course.pk, None, {})
    return records.change(
        present, {"serves": list(dict.fromkeys(wanted))}, acting_user=acting_user, at=at, verb="tie_course"
    )
