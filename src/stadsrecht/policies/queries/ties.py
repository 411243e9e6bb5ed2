"""Reads of what pledges serve: of one pledge, of a right, of a policy, of a whole pact."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Q, QuerySet, When

from stadsrecht.partners.queries import COUNTED_PLEDGE_STATES, pledges
from stadsrecht.policies.models import Anchor, PledgeTie
from stadsrecht.policies.workflow import EFFECTIVE_POLICY_STATES, PUBLIC_POLICY_STATES


def ties_of(pledge_id: int, *, with_drafts: bool) -> QuerySet[PledgeTie]:
    """What one pledge serves; drafts and their actions only where they may be seen."""
    rows = PledgeTie.objects.filter(pledge=pledge_id).select_related(
        "policy", "action__policy", "provision__instrument"
    )
    return rows if with_drafts else rows.filter(_is_public())


def _is_public() -> Q:
    return (
        Q(policy__state__in=PUBLIC_POLICY_STATES)
        | Q(action__policy__state__in=PUBLIC_POLICY_STATES)
        | Q(provision__isnull=False)
    )


def _counted_first(rows: QuerySet[Any]) -> QuerySet[Any]:
    is_counted = Case(When(state__in=COUNTED_PLEDGE_STATES, then=0), default=1)
    return rows.order_by(is_counted, "due_on", "code")


def pledges_of_provision(provision_id: int) -> QuerySet[Any]:
    """Pledges that serve a right: it itself, a policy in force that is anchored in it, or an action of such a policy.

    Those that the matrix counts come first; one that was not kept stays in the list and says so.
    """
    in_force = Anchor.objects.filter(provision=provision_id, policy__state__in=EFFECTIVE_POLICY_STATES).values("policy")
    reach = Q(provision=provision_id) | Q(policy__in=in_force) | Q(action__policy__in=in_force)
    return _counted_first(pledges().filter(pk__in=PledgeTie.objects.filter(reach).values("pledge")))


def counted_pledges(provision_id: int) -> QuerySet[Any]:
    """Of those, the ones that the matrix counts."""
    return pledges_of_provision(provision_id).filter(state__in=COUNTED_PLEDGE_STATES).order_by()


def pledges_of_policy(policy_id: int) -> QuerySet[Any]:
    """Pledges that serve a policy or one of its actions."""
    reach = Q(policy=policy_id) | Q(action__policy=policy_id)
    return _counted_first(pledges().filter(pk__in=PledgeTie.objects.filter(reach).values("pledge")))


def pledges_of_action(action_id: int) -> QuerySet[Any]:
    reach = PledgeTie.objects.filter(action=action_id)
    return _counted_first(pledges().filter(pk__in=reach.values("pledge")))


def untied_pledges() -> QuerySet[Any]:
    """Pledges that count and of which nobody has said what they serve."""
    rows = pledges().filter(state__in=COUNTED_PLEDGE_STATES)
    return rows.exclude(pk__in=PledgeTie.objects.values("pledge")).order_by("made_on", "code")


def is_counted_pledge(row: Any) -> bool:
    return row.state in COUNTED_PLEDGE_STATES


@dataclass(frozen=True)
class RightServed:
    """A right and the pledges of one pact that serve it."""

    provision: Any
    pledges: list[Any]


def rights_of_pact(pact_id: int) -> list[RightServed]:
    """Per right, which pledges serve it, in the order of the catalogue: two statements, however many there are."""
    ties = list(
        PledgeTie.objects.filter(pledge__signature__pact=pact_id)
        .select_related("pledge__signature__organisation", "action__policy", "provision__instrument")
        .order_by("pledge__due_on", "pk")
    )
    return _grouped(ties, _anchors_of(ties))


def _policy_of(tie: PledgeTie) -> int | None:
    return tie.policy_id or (tie.action.policy_id if tie.action else None)


def _anchors_of(ties: Iterable[PledgeTie]) -> dict[int, list[Any]]:
    """Policy in force -> the provisions it is anchored in."""
    wanted = {number for tie in ties if (number := _policy_of(tie))}
    found: dict[int, list[Any]] = {}
    for anchor in Anchor.objects.filter(policy__in=wanted, policy__state__in=EFFECTIVE_POLICY_STATES).select_related(
        "provision__instrument"
    ):
        found.setdefault(anchor.policy_id, []).append(anchor.provision)
    return found


def _grouped(ties: Iterable[PledgeTie], anchors: dict[int, list[Any]]) -> list[RightServed]:
    rights: dict[int, Any] = {}
    served: dict[int, dict[int, Any]] = {}
    for tie in ties:
        policy = _policy_of(tie)
        for provision in [tie.provision] if tie.provision else anchors.get(policy or 0, []):
            rights[provision.pk] = provision
            served.setdefault(provision.pk, {})[tie.pledge_id] = tie.pledge
    order = sorted(rights.values(), key=lambda row: (row.instrument.position, row.position))
    return [RightServed(row, list(served[row.pk].values())) for row in order]


def tie_data(row: PledgeTie) -> str:
    """What it serves, by the name that forms, packs and the API use."""
    subject: Any = row.subject
    return f"{row.kind}:{subject.reference if row.kind == 'provision' else subject.code}"
