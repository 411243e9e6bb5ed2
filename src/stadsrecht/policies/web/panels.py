"""What policies add to the pages of rights, themes and partners."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from stadsrecht.policies import queries
from stadsrecht.policies.workflow import EFFECTIVE_POLICY_STATES

FIRST = 10  # rows of a list on a page of something else


def policies_of_provision(provision: Any, request: HttpRequest) -> dict[str, Any]:
    """The first of what the matrix counts; the list of policies holds the rest."""
    rows = list(queries.anchored_policies(provision.pk)[: FIRST + 1])
    counted = [row for row in rows if row.policy.state in EFFECTIVE_POLICY_STATES][:FIRST]
    return {
        "anchors": counted,
        "all": f"{reverse('policies')}?{urlencode({'provision': provision.reference})}",
        "has_more": len(rows) > len(counted),
    }


def policies_of_provision_data(provision: Any, request: HttpRequest) -> list[dict[str, Any]]:
    return [
        {"policy": row.policy.code, "title": row.policy.title, "state": row.policy.state, **queries.anchor_data(row)}
        for row in queries.anchored_policies(provision.pk).select_related("provision__instrument").defer(None)
    ]


def actions_of_provision(provision: Any, request: HttpRequest) -> dict[str, Any]:
    """The first of what the matrix counts; the list of actions holds the rest."""
    rows = list(queries.listed(queries.actions_of_provision(provision.pk))[: FIRST + 1])
    counted = [row for row in rows if queries.is_counted(row)][:FIRST]
    return {
        "actions": counted,
        "all": f"{reverse('actions')}?{urlencode({'provision': provision.reference})}",
        "has_more": len(rows) > len(counted),
    }


def actions_of_provision_data(provision: Any, request: HttpRequest) -> list[dict[str, Any]]:
    return [queries.action_data(row) for row in queries.actions_of_provision(provision.pk)]


def policies_of_theme(theme: Any, request: HttpRequest) -> dict[str, Any]:
    """The policies in force that are anchored in a right of the theme, those with most such anchors first."""
    rows = list(queries.policies_of_theme(theme.pk)[: FIRST + 1])
    return {"policies": rows[:FIRST], "has_more": len(rows) > FIRST}


def policies_of_theme_data(theme: Any, request: HttpRequest) -> list[dict[str, Any]]:
    return [queries.policy_data(row) for row in queries.policies_of_theme(theme.pk)]


def actions_of_partner(organisation: Any, request: HttpRequest) -> dict[str, Any] | None:
    actions = list(queries.listed(queries.public_actions().filter(owner_organisation=organisation)))
    return {"actions": actions} if actions else None


def actions_of_partner_data(organisation: Any, request: HttpRequest) -> list[dict[str, Any]]:
    return [queries.action_data(row) for row in queries.public_actions().filter(owner_organisation=organisation)]
