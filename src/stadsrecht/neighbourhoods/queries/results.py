"""Reads of what participants answered: sums for the house, and for everyone what was published of them."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from stadsrecht.evidence.queries import WHOLE, published_counts, told_in
from stadsrecht.neighbourhoods.bridge.questions import SKIPPED, Question, evaluation
from stadsrecht.neighbourhoods.errors import UnknownEvaluation
from stadsrecht.neighbourhoods.models import Course, EvaluationWork, Tally

PERIOD = "all-time"


def series_of(course_id: int) -> str:
    return f"training-{course_id}-answers"


def tallies_of(subject: Course) -> dict[str, Counter[tuple[str, tuple[str, ...]]]]:
    """Question -> (period, combination) -> how often, as the register of counts takes it."""
    found: dict[str, Counter[tuple[str, tuple[str, ...]]]] = {one.code: Counter() for one in evaluation().questions}
    for row in Tally.objects.filter(course=subject):
        if row.question in found:
            found[row.question][PERIOD, (row.answer,)] += row.count
    return found


def codes_of(question: Question) -> tuple[str, ...]:
    return (*question.answers, SKIPPED)


@dataclass(frozen=True)
class Result:
    """What was told of a course. `rows[question]` are (answer, count), None where it is hidden."""

    total: int
    counted_on: date
    published_on: date | None
    rows: list[tuple[Question, list[tuple[str, int | None]]]]


def result_in(release: Any) -> Result:
    tables = told_in(release)
    rows = [
        (one, [(code, tables[one.code].get((WHOLE, code))) for code in codes_of(one)])
        for one in evaluation().questions
        if one.code in tables
    ]
    total = next((cells.get((WHOLE, "")) or 0 for cells in tables.values()), 0)
    return Result(total, release.counted_on, release.published_on, rows)


def result_of(subject: Course) -> Result | None:
    """The newest that was published of a course."""
    release = published_counts(series_of(subject.pk)).order_by("-number").first()
    return result_in(release) if release else None


def evaluation_work(subject: Course, number: int) -> EvaluationWork:
    """Raises UnknownEvaluation."""
    found = EvaluationWork.objects.select_related("course__organisation").filter(course=subject, pk=number).first()
    if found is None:
        raise UnknownEvaluation(wanted=number)
    return found


def latest_work(subject: Course) -> EvaluationWork | None:
    """What is being made, or what was made last, of a course."""
    return EvaluationWork.objects.filter(course=subject).exclude(state=EvaluationWork.State.DROPPED).first()
