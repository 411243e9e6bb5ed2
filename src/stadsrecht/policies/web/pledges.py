"""What policies add about pledges: on pages of rights, policies and actions, and on those of pacts and pledges."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from stadsrecht.kernel.web import is_desk
from stadsrecht.partners.queries import pledge_data, pledge_line
from stadsrecht.policies import queries
from stadsrecht.policies.permissions import PERMISSIONS

FIRST = 25  # rows of a list on a page of something else


def _shown(rows: Any) -> dict[str, Any] | None:
    """The first pledges; None where there is none, so that the page says nothing of it."""
    found = list(rows[: FIRST + 1])
    today = timezone.localdate()
    lines = [pledge_line(row, today, is_left_out=not queries.is_counted_pledge(row)) for row in found[:FIRST]]
    return {"lines": lines, "has_more": len(found) > FIRST} if found else None


def _data(rows: Any) -> list[dict[str, Any]]:
    return [{**pledge_data(row), "is_counted": queries.is_counted_pledge(row)} for row in rows]


def of_provision(provision: Any, request: HttpRequest) -> dict[str, Any] | None:
    return _shown(queries.pledges_of_provision(provision.pk))


def of_provision_data(provision: Any, request: HttpRequest) -> list[dict[str, Any]]:
    return _data(queries.pledges_of_provision(provision.pk))


def of_policy(policy: Any, request: HttpRequest) -> dict[str, Any] | None:
    return _shown(queries.pledges_of_policy(policy.pk))


def of_policy_data(policy: Any, request: HttpRequest) -> list[dict[str, Any]]:
    return _data(queries.pledges_of_policy(policy.pk))


def of_action(action: Any, request: HttpRequest) -> dict[str, Any] | None:
    return _shown(queries.pledges_of_action(action.pk))


def of_action_data(action: Any, request: HttpRequest) -> list[dict[str, Any]]:
    return _data(queries.pledges_of_action(action.pk))


def rights_of_pact(pact: Any, request: HttpRequest) -> dict[str, Any] | None:
    """Which rights the pledges of a pact serve."""
    rows = queries.rights_of_pact(pact.pk)
    return {"rows": rows} if rows else None


def rights_of_pact_data(pact: Any, request: HttpRequest) -> list[dict[str, Any]]:
    return [
        {"provision": row.provision.reference, "pledges": [one.code for one in row.pledges]}
        for row in queries.rights_of_pact(pact.pk)
    ]


def served_by_pledge(pledge: Any, request: HttpRequest) -> dict[str, Any]:
    """What a pledge serves. Drafts are named to those who may see them, and never on the page for everyone."""
    on_desk = is_desk(request)
    with_drafts = on_desk and queries.may_see_drafts(request.user)
    ties = list(queries.ties_of(pledge.pk, with_drafts=with_drafts))
    return {"ties": ties, "pledge": pledge, "may_tie": on_desk and PERMISSIONS.may(request.user, "tie_pledge")}


def served_by_pledge_data(pledge: Any, request: HttpRequest) -> list[str]:
    return [queries.tie_data(row) for row in queries.ties_of(pledge.pk, with_drafts=False)]


def untied(_subject: Any, request: HttpRequest) -> dict[str, Any] | None:
    """For the adviser's desk: pledges of which nobody has said what they serve."""
    if not PERMISSIONS.may(request.user, "tie_pledge"):
        return None
    found = queries.untied_pledges()
    count = found.count()
    return {"pledges": list(found[:FIRST]), "count": count} if count else None


def untied_data(_subject: Any, request: HttpRequest) -> list[str]:
    return [row.code for row in queries.untied_pledges()]
