"""`/api/v1/policies` and `/api/v1/actions`: what is public."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from ninja.pagination import paginate

from stadsrecht.kernel.api import Page, Problem, Rows, Texts
from stadsrecht.policies import queries
from stadsrecht.policies.workflow import ActionState, PolicyState
from stadsrecht.rights.queries import provision as provision_named

router = Router(tags=["policies"])


class PolicyOut(Schema):
    code: str
    title: Texts
    summary: Texts
    field: str
    state: str
    team: str | None
    portfolio: str | None
    starts_on: date | None
    ends_on: date | None
    decided_by: str | None
    decided_on: date | None
    decision_url: str | None
    source: str | None
    source_url: str | None
    for_show: Texts | None


class AnchorOut(Schema):
    provision: str
    is_explicit: bool
    place: Texts | None
    reason: Texts | None
    duty: str
    charter_applies: str


class AnchoredPolicyOut(PolicyOut):
    anchors: list[AnchorOut]


class OwnerOut(Schema):
    kind: str
    code: str | None = None
    name: Texts | None = None


class ActionOut(Schema):
    code: str
    policy: str
    title: Texts
    description: Texts
    owner: OwnerOut | None
    starts_on: date | None
    due_on: date | None
    state: str
    reason: Texts | None
    source: str | None
    source_url: str | None
    for_show: Texts | None


@router.get(
    "/policies",
    response={200: list[AnchoredPolicyOut], 404: Problem},
    summary="Public policies with their anchors, by field, state or provision",
)
@paginate(Page)
def list_policies(
    request: HttpRequest, field: str | None = None, state: PolicyState | None = None, provision: str | None = None
) -> Any:
    rows = queries.public_policies().prefetch_related("anchors__provision__instrument")
    if field:
        rows = rows.filter(field__code=field)
    if state:
        rows = rows.filter(state=state)
    if provision:
        rows = rows.filter(pk__in=queries.anchored_in(provision_named(provision).pk))
    return Rows(
        rows,
        lambda row: {**queries.policy_data(row), "anchors": [queries.anchor_data(one) for one in row.anchors.all()]},
    )


@router.get("/actions", response=list[ActionOut], summary="Public actions, by policy, state, owner or due day")
@paginate(Page)
def list_actions(
    request: HttpRequest,
    policy: str | None = None,
    state: ActionState | None = None,
    has_owner: bool | None = None,
    overdue: bool | None = None,
) -> Any:
    rows = queries.public_actions().order_by("policy__code", "code")
    if policy:
        rows = rows.filter(policy__code=policy)
    if state:
        rows = rows.filter(state=state)
    if has_owner is not None:
        rows = rows.exclude(queries.without_owner()) if has_owner else rows.filter(queries.without_owner())
    if overdue:
        rows = rows.filter(queries.overdue(timezone.localdate()))
    return Rows(rows, queries.action_data)
