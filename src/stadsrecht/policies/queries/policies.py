"""Reads of policies, anchors and actions. A draft stays inside: every public read begins with `public_policies`."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, When

from stadsrecht.kernel.permissions import Person
from stadsrecht.policies.errors import UnknownAction, UnknownPolicy
from stadsrecht.policies.models import Action, Anchor, Policy, PolicyField, ProgressNote
from stadsrecht.policies.permissions import PERMISSIONS
from stadsrecht.policies.workflow import (
    ACTING_STATES,
    EFFECTIVE_POLICY_STATES,
    PUBLIC_POLICY_STATES,
)


def may_see_drafts(person: Person) -> bool:
    return PERMISSIONS.may(person, "see_desk")


def fields() -> QuerySet[PolicyField]:
    return PolicyField.objects.all()


def all_policies() -> QuerySet[Policy]:
    return Policy.objects.select_related("field", "team", "portfolio")


def public_policies() -> QuerySet[Policy]:
    return all_policies().filter(state__in=PUBLIC_POLICY_STATES)


def with_counts(policies: QuerySet[Policy]) -> QuerySet[Policy]:
    """Each policy with `anchor_count`, `explicit_count` and `action_count`."""
    return policies.annotate(
        anchor_count=Count("anchors", distinct=True),
        explicit_count=Count("anchors", filter=Q(anchors__is_explicit=True), distinct=True),
        action_count=Count("actions", distinct=True),
    ).order_by("field__position", "code")


def policy(code: str, *, with_drafts: bool) -> Policy:
    """Raises UnknownPolicy, also for a draft where drafts are not to be seen."""
    try:
        return (all_policies() if with_drafts else public_policies()).get(code=code)
    except Policy.DoesNotExist:
        raise UnknownPolicy(wanted=code) from None


def anchors_of(policy: Policy) -> QuerySet[Anchor]:
    return policy.anchors.select_related("provision__instrument")


def all_actions() -> QuerySet[Action]:
    return Action.objects.select_related("policy", "owner_person", "owner_team", "owner_organisation")


def listed(actions: QuerySet[Action]) -> QuerySet[Action]:
    """Only the columns that a list shows: text in many languages is dear to read."""
    return actions.only(
        "code",
        "title",
        "state",
        "reason",
        "due_on",
        "policy__code",
        "policy__title",
        "policy__state",
        "owner_person__name",
        "owner_person__shown_as",
        "owner_team__code",
        "owner_team__name",
        "owner_organisation__code",
        "owner_organisation__name",
    )


def public_actions() -> QuerySet[Action]:
    return all_actions().filter(policy__state__in=PUBLIC_POLICY_STATES)


def action(code: str, *, with_drafts: bool) -> Action:
    """Raises UnknownAction, also for an action of a draft where drafts are not to be seen."""
    try:
        return (all_actions() if with_drafts else public_actions()).select_related("policy__field").get(code=code)
    except Action.DoesNotExist:
        raise UnknownAction(wanted=code) from None


def note_of(number: str | None) -> ProgressNote | None:
    """The progress note with this number; None where there is none."""
    return ProgressNote.objects.filter(pk=number).first() if number and number.isdecimal() else None


def anchors_of_states(states: Iterable[str]) -> QuerySet[Anchor]:
    """All anchors of policies in these states."""
    return Anchor.objects.filter(policy__state__in=states)


def anchored_in(provision_id: int) -> QuerySet[Anchor, int]:
    """The ids of policies anchored in a provision."""
    return Anchor.objects.filter(provision_id=provision_id).values_list("policy_id", flat=True)


def anchored_in_instrument(code: str) -> QuerySet[Anchor, int]:
    """The ids of policies anchored in any provision of an instrument."""
    return Anchor.objects.filter(provision__instrument__code=code).values_list("policy_id", flat=True)


def policies_of_theme(theme_id: int) -> QuerySet[Policy]:
    """Policies in force that are anchored in a right of the theme; those with most such anchors first."""
    of_theme = Q(anchors__provision__themes=theme_id)
    return (
        all_policies()
        .filter(of_theme, state__in=EFFECTIVE_POLICY_STATES)
        .annotate(weight=Count("anchors", filter=of_theme, distinct=True))
        .order_by("-weight", "code")
    )


def ids_in_force(provision_id: int) -> QuerySet[Anchor, int]:
    """The ids of the decided, not ended policies anchored in a provision: those that the matrix counts."""
    return anchors_of_states(EFFECTIVE_POLICY_STATES).filter(provision=provision_id).values_list("policy", flat=True)


def anchored_policies(provision_id: int) -> QuerySet[Anchor]:
    """The anchors in one provision, of public policies; those that the matrix counts come first."""
    return (
        Anchor.objects.filter(provision_id=provision_id, policy__state__in=PUBLIC_POLICY_STATES)
        .select_related("policy__field")
        .only("is_explicit", "place", "reason", "policy__code", "policy__title", "policy__state", "policy__field__name")
        .order_by(_first(policy__state__in=EFFECTIVE_POLICY_STATES), "-is_explicit", "policy__code")
    )


def is_counted(action: Action) -> bool:
    """The same as `counted_actions`, for an action with its policy at hand."""
    return action.state in ACTING_STATES and action.policy.state in EFFECTIVE_POLICY_STATES


def counted_actions() -> Q:
    """Those that the matrix counts: planned, running or done, of a policy that is decided and has not ended."""
    return Q(state__in=ACTING_STATES, policy__state__in=EFFECTIVE_POLICY_STATES)


def actions_of_provision(provision_id: int) -> QuerySet[Action]:
    """The actions of the public policies anchored in a provision; those that the matrix counts come first."""
    return (
        public_actions()
        .filter(policy__anchors__provision_id=provision_id)
        .order_by(_first(state__in=ACTING_STATES, policy__state__in=EFFECTIVE_POLICY_STATES), "state", "due_on", "code")
    )


def _first(**condition: Any) -> Case:
    """An order in which rows that fulfil the condition come before those that do not."""
    return Case(When(**condition, then=0), default=1)
