"""Actions, milestones and progress notes."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.formats import date_format

from stadsrecht.kernel import records
from stadsrecht.kernel.errors import ReasonMissing, TransitionNotAllowed
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.permissions import Person
from stadsrecht.policies.errors import DueBeforeStart, MilestoneDone, TooManyOwners
from stadsrecht.policies.models import Action, Milestone, Policy, ProgressNote
from stadsrecht.policies.permissions import PERMISSIONS
from stadsrecht.policies.workflow import ACTION_TRANSITIONS, NEEDS_REASON, ActionState

OWNERS = ("owner_person", "owner_team", "owner_organisation")


def _require_rules(values: Mapping[str, Any], present: Action) -> None:
    def value(name: str) -> Any:
        return values.get(name, getattr(present, name))

    start, due = value("starts_on"), value("due_on")
    if start and due and due < start:
        raise DueBeforeStart(due=date_format(due), start=date_format(start))
    if sum(value(owner) is not None for owner in OWNERS) > 1:
        raise TooManyOwners


@transaction.atomic
def create_action(*, policy: Policy, values: Mapping[str, Any], acting_user: Person, on: date, at: datetime) -> Action:
    """A new action of a policy from `values` (columns of Action; at least a title).

    Raises DueBeforeStart, TooManyOwners, ReasonMissing.
    """
    PERMISSIONS.require(acting_user, "edit_action")
    action = Action(policy=policy, **{"heard_on": on, "created_at": at, "changed_at": at, **values})
    _require_rules({}, action)
    if action.state in NEEDS_REASON and not action.reason:
        raise ReasonMissing
    action.code = action.code or records.free_code(Action, action.title)
    return records.add(action, acting_user=acting_user, at=at, verb="create_action")


@transaction.atomic
def edit_action(
    *, action: Action, version: int | None, values: Mapping[str, Any], acting_user: Person, on: date, at: datetime
) -> Action:
    """Change columns of an action. Raises EditConflict, DueBeforeStart, TooManyOwners."""
    PERMISSIONS.require(acting_user, "edit_action")
    present = records.opened(Action, action.pk, version, values)
    _require_rules(values, present)
    return records.change(present, {**values, "heard_on": on}, acting_user=acting_user, at=at, verb="edit_action")


@transaction.atomic
def move_action(
    *, action: Action, state: str, reason: LocalisedText, acting_user: Person, on: date, at: datetime
) -> Action:
    """Bring an action into another state; one that stalls or is dropped needs a reason.

    Raises TransitionNotAllowed, ReasonMissing.
    """
    PERMISSIONS.require(acting_user, "edit_action")
    present = records.opened(Action, action.pk, None, {})
    if state not in ACTION_TRANSITIONS[present.state]:
        label = ActionState(state).label if state in ActionState.values else state
        raise TransitionNotAllowed(old=present.get_state_display(), new=label)
    if state in NEEDS_REASON and not reason:
        raise ReasonMissing
    values = {"state": state, "reason": reason if state in NEEDS_REASON else LocalisedText(), "heard_on": on}
    return records.change(present, values, acting_user=acting_user, at=at, verb="move_action")


@transaction.atomic
def note_progress(*, action: Action, text: LocalisedText, acting_user: Any, on: date, at: datetime) -> ProgressNote:
    """Append a progress note; it is never edited."""
    PERMISSIONS.require(acting_user, "edit_action")
    author = acting_user if hasattr(acting_user, "pk") else None
    note = ProgressNote(action=action, text=text, noted_on=on, noted_by=author)
    records.add(note, acting_user=acting_user, at=at, verb="note_progress")
    Action.objects.filter(pk=action.pk, heard_on__lt=on).update(heard_on=on)
    return note


@transaction.atomic
def add_milestone(
    *, action: Action, title: LocalisedText, due_on: date | None, acting_user: Person, at: datetime
) -> Milestone:
    """Raises DueBeforeStart where the milestone lies before the start of its action."""
    PERMISSIONS.require(acting_user, "edit_action")
    if due_on and action.starts_on and due_on < action.starts_on:
        raise DueBeforeStart(due=date_format(due_on), start=date_format(action.starts_on))
    milestone = Milestone(action=action, title=title, due_on=due_on)
    return records.add(milestone, acting_user=acting_user, at=at, verb="add_milestone")


@transaction.atomic
def finish_milestone(*, milestone: Milestone, acting_user: Person, on: date, at: datetime) -> Milestone:
    PERMISSIONS.require(acting_user, "edit_action")
    present = Milestone.objects.select_for_update().get(pk=milestone.pk)
    if present.done_on:
        raise MilestoneDone
    Action.objects.filter(pk=present.action_id, heard_on__lt=on).update(heard_on=on)
    return records.change(present, {"done_on": on}, acting_user=acting_user, at=at, verb="finish_milestone")
