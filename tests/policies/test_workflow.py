"""States are a table, and every pair of states is walked."""

from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path

import pytest

from stadsrecht.kernel.errors import ReasonMissing, TransitionNotAllowed
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.policies.models import Action, Policy
from stadsrecht.policies.operations import move_action, move_policy
from stadsrecht.policies.workflow import (
    ACTION_TRANSITIONS,
    NEEDS_REASON,
    POLICY_TRANSITIONS,
    ActionState,
    PolicyState,
    diagram,
)

AT, ON = datetime(2026, 3, 4, 12, tzinfo=UTC), date(2026, 3, 4)
WHY = LocalisedText(nl="Er is geen geld.")


@pytest.mark.parametrize(("old", "new"), list(product(PolicyState, PolicyState)))
def test_a_policy_moves_only_as_the_table_says(db, old, new):
    policy = Policy.objects.first()
    Policy.objects.filter(pk=policy.pk).update(state=old)
    if new in POLICY_TRANSITIONS[old]:
        assert move_policy(policy=policy, state=new, acting_user=SYSTEM, at=AT).state == new
    else:
        with pytest.raises(TransitionNotAllowed):
            move_policy(policy=policy, state=new, acting_user=SYSTEM, at=AT)


@pytest.mark.parametrize(("old", "new"), list(product(ActionState, ActionState)))
def test_an_action_moves_only_as_the_table_says(db, old, new):
    action = Action.objects.first()
    Action.objects.filter(pk=action.pk).update(state=old, reason={"nl": "x"})
    if new in ACTION_TRANSITIONS[old]:
        assert move_action(action=action, state=new, reason=WHY, acting_user=SYSTEM, on=ON, at=AT).state == new
    else:
        with pytest.raises(TransitionNotAllowed):
            move_action(action=action, state=new, reason=WHY, acting_user=SYSTEM, on=ON, at=AT)


@pytest.mark.parametrize("state", sorted(NEEDS_REASON))
def test_an_action_that_stalls_or_is_dropped_needs_a_reason(db, state):
    action = Action.objects.first()
    Action.objects.filter(pk=action.pk).update(state=ActionState.RUNNING)
    with pytest.raises(ReasonMissing):
        move_action(action=action, state=state, reason=LocalisedText(), acting_user=SYSTEM, on=ON, at=AT)


def test_a_reason_goes_when_the_action_runs_again(db):
    action = Action.objects.first()
    Action.objects.filter(pk=action.pk).update(state=ActionState.STALLED, reason={"nl": "x"})
    moved = move_action(action=action, state="running", reason=WHY, acting_user=SYSTEM, on=ON, at=AT)
    assert moved.reason == LocalisedText()


@pytest.mark.parametrize(("states", "table"), [(PolicyState, POLICY_TRANSITIONS), (ActionState, ACTION_TRANSITIONS)])
def test_the_table_knows_every_state(states, table):
    assert set(table) == set(states)


@pytest.mark.parametrize("table", [POLICY_TRANSITIONS, ACTION_TRANSITIONS])
def test_the_diagram_in_the_docs_is_drawn_from_the_table(table):
    page = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "states.md").read_text()
    assert diagram(table) in page, f"put this into docs/reference/states.md:\n{diagram(table)}"
