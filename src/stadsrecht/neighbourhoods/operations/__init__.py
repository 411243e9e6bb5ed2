"""Writes of training."""

from stadsrecht.neighbourhoods.operations.courses import move_course, record_course, save_course, tie_course
from stadsrecht.neighbourhoods.operations.evaluation import (
    answer_evaluation,
    begin_evaluation,
    drop_evaluation,
    make_evaluation,
    publish_evaluation,
    require_open,
)
from stadsrecht.neighbourhoods.operations.letters import due_letters, remind, send_letter
from stadsrecht.neighbourhoods.operations.lines import settle_due
from stadsrecht.neighbourhoods.operations.pack import load_training
from stadsrecht.neighbourhoods.operations.retention import destroy_due
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
    "answer_evaluation",
    "begin_evaluation",
    "cancel_run",
    "close_runs",
    "confirm_place",
    "destroy_due",
    "drop_evaluation",
    "due_letters",
    "give_up_place",
    "load_training",
    "make_evaluation",
    "move_course",
    "note_attendance",
    "plan_run",
    "publish_evaluation",
    "record_course",
    "remind",
    "require_open",
    "save_course",
    "save_run",
    "send_letter",
    "settle_due",
    "sign_up",
    "tie_course",
    "write_to_all",
]
