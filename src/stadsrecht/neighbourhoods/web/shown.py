"""What pages and machine forms say of courses, runs and results."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from stadsrecht.kernel.languages import Language, named
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.neighbourhoods import queries
from stadsrecht.neighbourhoods.bridge.questions import SKIPPED, Question
from stadsrecht.neighbourhoods.models import Audience, Course, Order, Run
from stadsrecht.neighbourhoods.queries import Result, Standing
from stadsrecht.partners.queries import need_names

AUDIENCES = dict(Audience.choices)


@dataclass(frozen=True)
class RunShown:
    run: Run
    standing: Standing
    meetings: list[Any]

    @property
    def is_lot(self) -> bool:
        return self.run.order == Order.LOT


def run_shown(row: Run, at: datetime) -> RunShown:
    return RunShown(row, queries.standing(row, at), list(row.meetings.all()))


@dataclass(frozen=True)
class CourseShown:
    course: Course
    subjects: list[LocalisedText]
    audience: list[Any]
    languages: list[Language]
    runs: list[RunShown]


def course_shown(row: Course, runs: Iterable[Run], at: datetime) -> CourseShown:
    return CourseShown(
        row,
        need_names(row.subjects),
        [AUDIENCES[code] for code in row.audience if code in AUDIENCES],
        [named(tag) for tag in row.languages],
        [run_shown(one, at) for one in runs],
    )


def data(row: Course, runs: Iterable[Run], at: datetime) -> dict[str, Any]:
    return {**queries.course_data(row), "runs": [queries.run_data(one, at) for one in runs]}


@dataclass(frozen=True)
class AnswerShown:
    """`count` is None where it is hidden to protect people."""

    name: str
    count: int | None


def answers_shown(question: Question, rows: Iterable[tuple[str, int | None]]) -> list[AnswerShown]:
    found = []
    for code, count in rows:
        name = _("no answer to this") if code == SKIPPED else question.answers[code].plain
        if code != SKIPPED or count:
            found.append(AnswerShown(name, count))
    return found


def result_shown(result: Result | None) -> dict[str, Any] | None:
    if result is None:
        return None
    tables = [(one, answers_shown(one, rows)) for one, rows in result.rows]
    return {"total": result.total, "counted_on": result.counted_on, "tables": tables}


def result_data(result: Result | None) -> dict[str, Any] | None:
    if result is None:
        return None
    return {
        "answered": result.total,
        "counted_on": result.counted_on,
        "published_on": result.published_on,
        "questions": {one.code: dict(rows) for one, rows in result.rows},
    }
