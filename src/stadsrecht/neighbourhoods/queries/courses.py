"""Reads of courses and their runs, and how sign-up stands in a word: never in a number of people."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.permissions import Person
from stadsrecht.neighbourhoods.errors import UnknownCourse, UnknownRun
from stadsrecht.neighbourhoods.models import Course, Meeting, Order, Run
from stadsrecht.neighbourhoods.permissions import PERMISSIONS
from stadsrecht.neighbourhoods.workflow import IN_LINE, RUNS_OUT, SEATED, CourseState, RunState
from stadsrecht.partners.queries import edits_for, speaks_for


@dataclass(frozen=True)
class Standing:
    """How sign-up for a run stands. `is_open` where one can sign up."""

    code: str
    words: str | Promise
    is_open: bool = False


FREE = Standing("free", _("places free"), is_open=True)
FULL = Standing("full", _("full, the waiting list is open"), is_open=True)
DRAW = Standing("draw", _("sign-up is open, places are drawn by lot"), is_open=True)
CLOSED = Standing("closed", _("sign-up is closed"))
BEGUN = Standing("begun", _("has begun"))
OVER = Standing("over", _("is over"))
CANCELLED = Standing("cancelled", _("cancelled"))


def standing(row: Run, at: datetime) -> Standing:
    """Of a run that `runs_of` or `catalogue` read. A lot is open to all the same until it is drawn."""
    if row.state == RunState.CANCELLED:
        return CANCELLED
    if at >= row.ends_at or row.state == RunState.HELD:
        return OVER
    if at >= row.starts_at:
        return BEGUN
    if at >= row.closes_at:
        return CLOSED
    if not row.is_drawn:
        return DRAW
    is_free = row.seated < row.capacity and not row.in_line  # type: ignore[attr-defined]
    return FREE if is_free else FULL


def counted(rows: QuerySet[Run]) -> QuerySet[Run]:
    """With how many places are taken and how many people wait: for the house, not for pages of everyone."""
    return rows.annotate(
        seated=Count("sign_ups", filter=Q(sign_ups__state__in=SEATED)),
        in_line=Count("sign_ups", filter=Q(sign_ups__state__in=IN_LINE)),
    )


def due_runs(at: datetime) -> list[int]:
    """Runs in which a hold or an offer ran out, or whose draw is due, before the first meeting."""
    runs_out = Q(sign_ups__state__in=RUNS_OUT, sign_ups__expires_at__lte=at)
    draws = Q(order=Order.LOT, drawn_at__isnull=True, draws_at__lte=at)
    rows = Run.objects.filter(runs_out | draws, state=RunState.PLANNED)
    return list(rows.order_by("pk").values_list("pk", flat=True).distinct())


@dataclass(frozen=True)
class Wanted:
    """What a reader of the catalogue filters by; empty means all. `month` is a year and a month, 2026-12."""

    subject: str = ""
    audience: str = ""
    district: str = ""
    kind: str = ""
    month: str = ""


def _with_runs(rows: QuerySet[Course], runs: QuerySet[Run]) -> QuerySet[Course]:
    shown = counted(runs).prefetch_related("meetings").order_by("starts_at", "pk")
    return rows.select_related("organisation", "district").prefetch_related(Prefetch("runs", shown))


def catalogue(wanted: Wanted, *, at: datetime) -> list[Course]:
    """What is offered and fits, that with the earliest meeting to come first. A course for the whole city is in each
    district.
    """
    rows = Course.objects.filter(state=CourseState.PUBLISHED)
    if wanted.subject:
        rows = rows.filter(subjects__contains=[wanted.subject])
    if wanted.audience:
        rows = rows.filter(audience__contains=[wanted.audience])
    if wanted.district:
        rows = rows.filter(Q(district__code=wanted.district) | Q(district=None))
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    coming = Run.objects.filter(state=RunState.PLANNED, ends_at__gt=at)
    if first := _first_day(wanted.month):
        month = {"meetings__starts_at__year": first.year, "meetings__starts_at__month": first.month}
        coming = Run.objects.filter(pk__in=coming.filter(**month).values("pk"))
        rows = rows.filter(runs__in=coming).distinct()
    found = list(_with_runs(rows, coming))
    return sorted(found, key=lambda row: (not row.runs.all(), [one.starts_at for one in row.runs.all()][:1], row.code))


def _first_day(month: str) -> date | None:
    try:
        return date.fromisoformat(f"{month}-01")
    except ValueError:
        return None


def all_courses() -> QuerySet[Course]:
    """Of every state, for the desk of the city."""
    return _with_runs(Course.objects.all(), Run.objects.all())


def own_courses(person: Person) -> QuerySet[Course]:
    """What the organisations of this person offer."""
    return all_courses().filter(organisation__in=edits_for(person))


def courses_of(person: Person) -> QuerySet[Course]:
    """What the desk shows: the city sees all courses, a partner its own."""
    return all_courses() if PERMISSIONS.may(person, "see_all") else own_courses(person)


def course(code: str, *, with_drafts: bool = False) -> Course:
    """Raises UnknownCourse."""
    rows = Course.objects.select_related("organisation", "district")
    if not with_drafts:
        rows = rows.filter(state=CourseState.PUBLISHED)
    found = rows.filter(code=code.replace("\0", "")).first()
    if found is None:
        raise UnknownCourse(wanted=code[:80])
    return found


def runs_of(subject: Course) -> QuerySet[Run]:
    """With meetings and counts: two statements."""
    rows = counted(Run.objects.filter(course=subject))
    return rows.select_related("course__organisation").prefetch_related("meetings").order_by("starts_at", "pk")


def run(subject: Course, number: int) -> Run:
    """Raises UnknownRun."""
    found = runs_of(subject).filter(pk=number).first()
    if found is None:
        raise UnknownRun
    return found


def offered_by(organisation_id: int) -> QuerySet[Course]:
    """What an organisation offers in public."""
    return Course.objects.filter(organisation=organisation_id, state=CourseState.PUBLISHED)


def courses_serving(reference: str) -> QuerySet[Course]:
    """Public courses that serve an action or a provision."""
    rows = Course.objects.filter(serves__contains=[reference], state=CourseState.PUBLISHED)
    return rows.select_related("organisation")


def works_on(person: Any, subject: Course) -> bool:
    """Whether this person works on the course for its organisation: never the city's editors."""
    return PERMISSIONS.may(person, "run") and speaks_for(person, subject.organisation)


def may_edit(person: Any, subject: Course) -> bool:
    """The city's editors keep every course of the catalogue, a partner its own."""
    return PERMISSIONS.may(person, "edit_any") or works_on(person, subject)


def course_data(row: Course) -> dict[str, Any]:
    """A course as plain values, for machine forms."""
    return {
        "code": row.code,
        "organisation": row.organisation.code,
        "kind": row.kind,
        "title": row.title,
        "summary": row.summary,
        "audience": row.audience,
        "subjects": row.subjects,
        "district": row.district.code if row.district else None,
        "languages": row.languages,
        "cost": row.cost or None,
        "serves": row.serves,
        "for_show": row.for_show or None,
    }


def run_data(row: Run, at: datetime) -> dict[str, Any]:
    """Neither how many places there are is told nor how many are taken: how sign-up stands is a word."""
    return {
        "id": str(row.uuid),
        "place": row.place,
        "meetings": [
            {"starts_at": one.starts_at, "ends_at": one.ends_at, "place": one.place or None}
            for one in row.meetings.all()
        ],
        "closes_at": row.closes_at,
        "order": row.order,
        "draws_at": row.draws_at,
        "commitment": row.commitment or None,
        "seed": row.seed or None,
        "sign_up": standing(row, at).code,
        "for_show": row.for_show or None,
    }


def months_ahead(at: datetime) -> list[datetime]:
    """The months in which meetings of public courses begin."""
    rows = Meeting.objects.filter(
        starts_at__gt=at, run__state=RunState.PLANNED, run__course__state=CourseState.PUBLISHED
    )
    return list(rows.datetimes("starts_at", "month"))
