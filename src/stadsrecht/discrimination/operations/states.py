"""The state of a case and the day by which something should be done. Who calls has locked the case, and saves it."""

from datetime import date, timedelta

from django.db.models import Min

from stadsrecht.discrimination.models import Case
from stadsrecht.discrimination.workflow import (
    CASE_TRANSITIONS,
    DAYS_FOR_A_LATE_WORD,
    MONTHS_FOR_A_LATE_WORD,
    CaseState,
    due_on,
)
from stadsrecht.kernel.errors import TransitionNotAllowed
from stadsrecht.kernel.periods import months_later


def set_state(case: Case, state: str, on: date) -> None:
    """Raises TransitionNotAllowed."""
    if state not in CASE_TRANSITIONS[case.state]:
        raise TransitionNotAllowed(old=case.get_state_display(), new=CaseState(state).label)
    case.state, case.state_since = state, on
    reckon_due(case)


def reckon_due(case: Case) -> None:
    """By when something should be done: the state's term or, where that is earlier, the first open step's."""
    term = due_on(case.state, case.state_since)
    first = case.steps.filter(done_on__isnull=True).aggregate(due_on=Min("due_on"))["due_on"]
    case.due_on = min(term, first or term) if term else None


def take_late_word(case: Case, on: date) -> None:
    """Somebody wrote in a closed case: it is looked at again by a day, and not destroyed soon after."""
    if case.state == CaseState.CLOSED:
        case.due_on = case.due_on or on + timedelta(days=DAYS_FOR_A_LATE_WORD)
        keep_to_answer(case, on)


def keep_to_answer(case: Case, on: date) -> None:
    """A closed case stays long enough to answer what was written or read in it on this day."""
    least = months_later(on, MONTHS_FOR_A_LATE_WORD)
    case.destroy_on = max(case.destroy_on or least, least)
