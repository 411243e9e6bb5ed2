"""What policies add to the pages of rights, themes and partners."""

from typing import Any

from django.http import HttpRequest

from stadsrecht.policies import queries
from stadsrecht.policies.workflow import EFFECTIVE_POLICY_STATES


def policies_of_provision(provision: Any, request: HttpRequest) -> dict[str, Any]:
    """First what the matrix counts, then the rest: in consultation, or ended."""
    anchors = list(queries.anchored_policies(provision.pk))
    return {
        "anchors": [row for row in anchors if row.policy.state in EFFECTIVE_POLICY_STATES],
        "others": [row for row in anchors if row.policy.state not in EFFECTIVE_POLICY_STATES],
    }


def policies_of_provision_data(provision: Any, request: HttpRequest) -> list[dict[str, Any]]:
    return [
        {"policy": row.policy.code, "title": row.policy.title, "state": row.policy.state, **queries.anchor_data(row)}
        for row in queries.anchored_policies(provision.pk).select_related("provision__instrument")
    ]


def actions_of_provision(provision: Any, request: HttpRequest) -> dict[str, Any]:
    """First what the matrix counts, then the rest: stalled, dropped, or of a policy that is not in force."""
    actions = list(queries.actions_of_provision(provision.pk))
    counted = [row for row in actions if queries.is_counted(row)]
    return {"actions": counted, "others": [row for row in actions if not queries.is_counted(row)]}


def actions_of_provision_data(provision: Any, request: HttpRequest) -> list[dict[str, Any]]:
    return [queries.action_data(row) for row in queries.actions_of_provision(provision.pk)]


def actions_of_partner(organisation: Any, request: HttpRequest) -> dict[str, Any] | None:
    actions = list(queries.public_actions().filter(owner_organisation=organisation))
    return {"actions": actions} if actions else None


def actions_of_partner_data(organisation: Any, request: HttpRequest) -> list[dict[str, Any]]:
    return [queries.action_data(row) for row in queries.public_actions().filter(owner_organisation=organisation)]
