"""Answers to the two questions, added to sums; and telling everyone of them through the register of counts.

Nothing ties an answer to a person: a sum goes up by one, and the sign-up keeps only that it was answered. So this alone
is not told to the trail, whose entries have a moment.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stadsrecht.evidence.operations import discard_counts, draft_counts, publish_counts, renew_evidence
from stadsrecht.evidence.queries import WHOLE, CountsByPeriod, counts_draft
from stadsrecht.kernel import audit
from stadsrecht.kernel.errors import StadsrechtError
from stadsrecht.kernel.localised import worded
from stadsrecht.kernel.permissions import SYSTEM, Person
from stadsrecht.neighbourhoods.bridge.questions import evaluation, require_answers
from stadsrecht.neighbourhoods.errors import AlreadyAnswered, EvaluationClosed, EvaluationNotReady, NotSureYet
from stadsrecht.neighbourhoods.models import Course, EvaluationWork, Run, SignUp, Tally
from stadsrecht.neighbourhoods.permissions import PERMISSIONS
from stadsrecht.neighbourhoods.queries.results import PERIOD, codes_of, series_of, tallies_of
from stadsrecht.neighbourhoods.workflow import RunState, SignUpState

State = EvaluationWork.State
Clock = Callable[[], datetime]
KIND, SHELF_LIFE = "evaluation", 24
TITLE = _("What participants say of “%(course)s”")


def require_open(run: Run, at: datetime) -> None:
    """Raises EvaluationClosed before the last meeting is over, 30 days after it, and where it was cancelled."""
    days = evaluation().open_days
    is_open = run.ends_at <= at < run.ends_at + timedelta(days=days)
    if run.state == RunState.CANCELLED or not is_open:
        raise EvaluationClosed(days=days)


@transaction.atomic
def answer_evaluation(*, sign_up: SignUp, answers: Mapping[str, str], at: datetime) -> None:
    """Add one person's answers to the sums. Raises EvaluationClosed, AlreadyAnswered, UnknownAnswer."""
    row = SignUp.objects.select_for_update(of=("self",)).select_related("run").get(pk=sign_up.pk)
    require_open(row.run, at)
    if row.state not in (SignUpState.PLACED, SignUpState.ATTENDED):
        raise EvaluationClosed(days=evaluation().open_days)
    if row.is_answered:
        raise AlreadyAnswered
    for question, answer in require_answers(answers).items():
        found, _new = Tally.objects.get_or_create(course_id=row.run.course_id, question=question, answer=answer)
        Tally.objects.filter(pk=found.pk).update(count=F("count") + 1)
    row.is_answered = True
    row.save(update_fields=["is_answered"])


@transaction.atomic
def begin_evaluation(*, course: Course, acting_user: Any, at: datetime) -> EvaluationWork:
    """Ask for results; what was being made of the same course is dropped."""
    PERMISSIONS.require(acting_user, "publish_evaluation")
    ended = (State.PUBLISHED, State.DROPPED)
    for old in EvaluationWork.objects.select_for_update().filter(course=course).exclude(state__in=ended):
        drop_evaluation(work=old, acting_user=acting_user, at=at)
    work = EvaluationWork.objects.create(course=course, asked_by=acting_user, asked_at=at)
    audit.record(acting_user=acting_user, verb="begin_evaluation", subject=work, at=at)
    return work


def make_evaluation(*, number: int, clock: Clock) -> str:
    """Count and protect, for the worker; gives the state. A named error refuses it and is kept; run again it does the
    same.
    """
    waits = (State.WAITING, State.RUNNING)
    if not EvaluationWork.objects.filter(pk=number, state__in=waits).update(state=State.RUNNING):
        return ""
    work = EvaluationWork.objects.select_related("course").get(pk=number)
    try:
        values: dict[str, Any] = {"state": State.READY, "draft": _drafted(work.course, clock())}
    except StadsrechtError as refusal:
        details = {name: str(value) for name, value in refusal.details.items()}
        values = {"state": State.REFUSED, "refusal": refusal.code, "details": details}
    except Exception:
        EvaluationWork.objects.filter(pk=number, state=State.RUNNING).update(state=State.FAILED, ended_at=clock())
        raise
    EvaluationWork.objects.filter(pk=number, state=State.RUNNING).update(ended_at=clock(), **values)
    return str(EvaluationWork.objects.values_list("state", flat=True).get(pk=number))


def _drafted(course: Course, at: datetime) -> int:
    rules = evaluation()
    counts = CountsByPeriod(
        periods=(PERIOD,),
        tells=frozenset({WHOLE}),
        codes={one.code: codes_of(one) for one in rules.questions},
        counts=tallies_of(course),
        threshold=rules.threshold,
    )

    def about(tables: Mapping[str, Any]) -> dict[str, Any]:
        return {"course": course.code, "for_show": dict(course.for_show)}

    on = timezone.localdate(at)
    return draft_counts(series=series_of(course.pk), counts=counts, about=about, acting_user=SYSTEM, on=on, at=at).pk


@transaction.atomic
def publish_evaluation(
    *, work: EvaluationWork, is_sure: bool, acting_user: Person, on: date, at: datetime
) -> EvaluationWork:
    """Tell it, and hand it to what the course serves. It cannot be taken back.

    Raises NotSureYet, EvaluationNotReady, DraftOutdated.
    """
    PERMISSIONS.require(acting_user, "publish_evaluation")
    if not is_sure:
        raise NotSureYet
    present = EvaluationWork.objects.select_for_update(of=("self",)).select_related("course__organisation")
    found = present.get(pk=work.pk)
    if found.state != State.READY or found.draft is None:
        raise EvaluationNotReady
    publish_counts(draft=counts_draft(found.draft), acting_user=SYSTEM, on=on, at=at)
    _hand_to_spine(found.course, on, at)
    found.state, found.ended_at = State.PUBLISHED, at
    found.save()
    audit.record(acting_user=acting_user, verb="publish_evaluation", subject=found, at=at)
    return found


def _hand_to_spine(course: Course, on: date, at: datetime) -> None:
    """One piece of evidence for a course, of what it serves. It rests on what was told, so it tells nothing more."""
    if not course.serves:
        return
    values: dict[str, Any] = {
        "kind": KIND,
        "title": worded(TITLE, course=course.title),
        "dated_on": on,
        "source": course.organisation.name.plain[:200],
        "language": settings.LANGUAGE_CODE,
        "url": f"/training/{course.code}/",
        "is_public": True,
        "shelf_life_months": SHELF_LIFE,
        "for_show": course.for_show,
    }
    renew_evidence(code=f"training-{course.code}"[:120], values=values, subjects=course.serves, at=at)


@transaction.atomic
def drop_evaluation(*, work: EvaluationWork, acting_user: Person, at: datetime) -> EvaluationWork:
    """Do not tell it; nothing was told. Raises EvaluationNotReady."""
    PERMISSIONS.require(acting_user, "publish_evaluation")
    present = EvaluationWork.objects.select_for_update().get(pk=work.pk)
    if present.state == State.PUBLISHED:
        raise EvaluationNotReady
    if present.draft is not None:
        with suppress(StadsrechtError):  # another draft has taken its place
            discard_counts(draft=counts_draft(present.draft), acting_user=SYSTEM, at=at)
    present.state, present.ended_at, present.draft = State.DROPPED, at, None
    present.save()
    audit.record(acting_user=acting_user, verb="drop_evaluation", subject=present, at=at)
    return present
