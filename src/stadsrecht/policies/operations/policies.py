"""Policies and their anchors."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from stadsrecht.kernel import records
from stadsrecht.kernel.errors import TransitionNotAllowed
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.periods import require_order
from stadsrecht.kernel.permissions import Person
from stadsrecht.policies.errors import AlreadyAnchored, JudgementMissing, PlaceMissing
from stadsrecht.policies.models import Anchor, Policy
from stadsrecht.policies.permissions import PERMISSIONS
from stadsrecht.policies.workflow import POLICY_TRANSITIONS, PolicyState
from stadsrecht.rights.queries import provision as provision_named


@transaction.atomic
def create_policy(*, values: Mapping[str, Any], acting_user: Person, at: datetime) -> Policy:
    """A new draft from `values` (columns of Policy; at least title and field)."""
    PERMISSIONS.require(acting_user, "edit_policy")
    policy = Policy(**{"state": PolicyState.DRAFT, "created_at": at, "changed_at": at, **values})
    require_order(policy.starts_on, policy.ends_on)
    policy.code = policy.code or records.free_code(Policy, policy.title)
    return records.add(policy, acting_user=acting_user, at=at, verb="create_policy")


@transaction.atomic
def edit_policy(
    *, policy: Policy, version: int | None, values: Mapping[str, Any], acting_user: Person, at: datetime
) -> Policy:
    """Change columns of a policy. Raises EditConflict where it was saved since `version` was opened."""
    PERMISSIONS.require(acting_user, "edit_policy")
    present = records.opened(Policy, policy.pk, version, values)
    require_order(values.get("starts_on", present.starts_on), values.get("ends_on", present.ends_on))
    return records.change(present, values, acting_user=acting_user, at=at, verb="edit_policy")


@transaction.atomic
def move_policy(*, policy: Policy, state: str, acting_user: Person, at: datetime) -> Policy:
    """Bring a policy into another state. Raises TransitionNotAllowed."""
    PERMISSIONS.require(acting_user, "move_policy")
    present = records.opened(Policy, policy.pk, None, {})
    if state not in POLICY_TRANSITIONS[present.state]:
        raise TransitionNotAllowed(old=present.get_state_display(), new=_label(PolicyState, state))
    return records.change(present, {"state": state}, acting_user=acting_user, at=at, verb="move_policy")


def _label(states: Any, state: str) -> str:
    return str(states(state).label) if state in states.values else state


@transaction.atomic
def anchor_policy(
    *,
    policy: Policy,
    provision: str,
    is_explicit: bool,
    duty: str,
    charter_applies: str,
    place: LocalisedText,
    reason: LocalisedText,
    acting_user: Person,
    at: datetime,
) -> Anchor:
    """Tie a policy to the provision named `instrument:code`: explicit with its place, or implicit with a reason.

    Raises UnknownProvision, AlreadyAnchored, PlaceMissing, JudgementMissing.
    """
    PERMISSIONS.require(acting_user, "anchor_policy")
    found = provision_named(provision)
    if is_explicit and not place:
        raise PlaceMissing
    if not is_explicit and not reason:
        raise JudgementMissing
    if policy.anchors.filter(provision=found).exists():
        raise AlreadyAnchored(provision=found.label.plain)
    anchor = Anchor(
        policy=policy,
        provision=found,
        is_explicit=is_explicit,
        place=place if is_explicit else LocalisedText(),
        reason=reason,
        duty=duty,
        charter_applies=charter_applies,
    )
    return records.add(anchor, acting_user=acting_user, at=at, verb="anchor_policy")


@transaction.atomic
def remove_anchor(*, anchor: Anchor, acting_user: Person, at: datetime) -> None:
    PERMISSIONS.require(acting_user, "anchor_policy")
    records.remove(anchor, acting_user=acting_user, at=at, verb="remove_anchor")
