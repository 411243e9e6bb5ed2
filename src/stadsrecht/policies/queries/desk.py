"""The lists of the adviser's desk. Each is one condition, so that its number and its rows cannot differ."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from stadsrecht.policies.models import Action
from stadsrecht.policies.queries.policies import all_actions, listed
from stadsrecht.policies.workflow import OPEN_ACTION_STATES, ActionState

SILENT_DAYS = 90


@dataclass(frozen=True)
class Board:
    """One list of the adviser's desk: how many actions there are and the first of them."""

    code: str
    count: int
    actions: list[Action]


def overdue(today: date) -> Q:
    return Q(state__in=OPEN_ACTION_STATES, due_on__lt=today)


def silent(today: date) -> Q:
    return Q(state__in=OPEN_ACTION_STATES, heard_on__lte=today - timedelta(days=SILENT_DAYS))


def without_owner() -> Q:
    return Q(
        state__in=OPEN_ACTION_STATES,
        owner_person__isnull=True,
        owner_team__isnull=True,
        owner_organisation__isnull=True,
    )


def mine(person_id: int | None, team_id: int | None) -> Q:
    own = Q(owner_person_id=person_id) if person_id else Q(pk__in=())
    team = Q(owner_team_id=team_id) if team_id else Q(pk__in=())
    return Q(state__in=OPEN_ACTION_STATES) & (own | team)


BOARDS = ("mine", "overdue", "stalled", "silent", "without-owner")


def board_filter(code: str, *, person_id: int | None, team_id: int | None, today: date) -> Q:
    return {
        "mine": mine(person_id, team_id),
        "overdue": overdue(today),
        "stalled": Q(state=ActionState.STALLED),
        "silent": silent(today),
        "without-owner": without_owner(),
    }[code]


def boards(*, person_id: int | None, team_id: int | None, today: date, first: int = 5) -> list[Board]:
    """The lists of the desk, in order: mine, overdue, stalled, silent for 90 days, without owner."""
    filters = {code: board_filter(code, person_id=person_id, team_id=team_id, today=today) for code in BOARDS}
    counts = Action.objects.aggregate(
        **{code.replace("-", "_"): Count("pk", filter=condition) for code, condition in filters.items()}
    )
    return [
        Board(code, counts[code.replace("-", "_")], list(listed(all_actions().filter(condition))[:first]))
        for code, condition in filters.items()
    ]
