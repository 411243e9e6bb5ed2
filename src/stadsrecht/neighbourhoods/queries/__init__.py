"""Reads of training."""

from stadsrecht.neighbourhoods.bridge.questions import evaluation
from stadsrecht.neighbourhoods.queries.courses import (
    Standing,
    Wanted,
    catalogue,
    course,
    course_data,
    courses_of,
    courses_serving,
    due_runs,
    may_edit,
    months_ahead,
    offered_by,
    run,
    run_data,
    runs_of,
    standing,
    works_on,
)
from stadsrecht.neighbourhoods.queries.results import (
    Result,
    evaluation_work,
    latest_work,
    result_in,
    result_of,
)
from stadsrecht.neighbourhoods.queries.search import search_courses
from stadsrecht.neighbourhoods.queries.sign_ups import (
    participants,
    place_in_line,
    sign_up_of,
    tickets_drawn,
)

__all__ = [
    "Result",
    "Standing",
    "Wanted",
    "catalogue",
    "course",
    "course_data",
    "courses_of",
    "courses_serving",
    "due_runs",
    "evaluation",
    "evaluation_work",
    "latest_work",
    "may_edit",
    "months_ahead",
    "offered_by",
    "participants",
    "place_in_line",
    "result_in",
    "result_of",
    "run",
    "run_data",
    "runs_of",
    "search_courses",
    "sign_up_of",
    "standing",
    "tickets_drawn",
    "works_on",
]
