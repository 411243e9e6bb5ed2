"""The desk counts from the same rows that it opens."""

from datetime import date, timedelta

import pytest

from stadsrecht.people.models import Team
from stadsrecht.policies import queries
from stadsrecht.policies.models import Action

TODAY = date(2026, 6, 1)


@pytest.fixture
def action(db):
    """One running action that is on no list; every other action is done."""
    Action.objects.update(state="done")
    one = Action.objects.first()
    Action.objects.filter(pk=one.pk).update(
        state="running",
        owner_team=Team.objects.first(),
        owner_organisation=None,
        starts_on=None,
        due_on=TODAY,
        heard_on=TODAY,
    )
    return Action.objects.get(pk=one.pk)


def lists(**who):
    boards = queries.boards(person_id=who.get("person"), team_id=who.get("team"), today=TODAY)
    return {board.code for board in boards if board.count and len(board.actions) == board.count}


@pytest.mark.parametrize(
    ("values", "board"),
    [
        ({"due_on": TODAY - timedelta(days=1)}, "overdue"),
        ({"state": "stalled", "reason": {"nl": "x"}}, "stalled"),
        ({"heard_on": TODAY - timedelta(days=90)}, "silent"),
        ({"owner_team": None}, "without-owner"),
    ],
)
def test_an_action_comes_on_the_list_that_fits(action, values, board):
    Action.objects.filter(pk=action.pk).update(**values)
    assert lists() == {board}


def test_what_is_due_today_or_was_heard_of_89_days_ago_is_on_no_list(action):
    Action.objects.filter(pk=action.pk).update(heard_on=TODAY - timedelta(days=89))
    assert lists() == set()


def test_the_actions_of_my_team_are_mine(action):
    assert lists(team=action.owner_team_id) == {"mine"}
