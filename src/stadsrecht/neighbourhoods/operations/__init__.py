"""Writes of training."""

from stadsrecht.neighbourhoods.operations.courses import move_course, record_course, save_course, tie_course
from stadsrecht.neighbourhoods.operations.lines import settle_due
from stadsrecht.neighbourhoods.operations.runs import (
    cancel_run,
    close_runs,
    note_attendance,
    plan_run,
    save_run,
    write_to_all,
)
from stadsrecht.neighbourhoods.operations.sign_ups import confirm_place, give_up_place, sign_up

__all__ = [
    "cancel_run",
    "close_runs",
    "confirm_place",
    "give_up_place",
    "move_course",
    "note_attendance",
    "plan_run",
    "record_course",
    "save_course",
    "save_run",
    "settle_due",
    "sign_up",
    "tie_course",
    "write_to_all",
]
