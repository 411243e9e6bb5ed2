"""The state of a case and the day by which something should be done. Who calls has locked the case, and saves it."""

from datetime import date

from django.db.models import Min

from stadsrecht.discrimination.models import Case
from stadsrecht.discrimination.workflow import CASE_TRANSITIONS, CaseState, due_on
from stadsrecht.kernel.errors import TransitionNotAllowed


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
