"""Policies, anchors and actions as plain values, for machine forms and the API."""

from typing import Any

from stadsrecht.policies.models import Action, Anchor, Policy


def policy_data(row: Policy) -> dict[str, Any]:
    """A policy as plain values."""
    return {
        "code": row.code,
        "title": row.title,
        "summary": row.summary,
        "field": row.field.code,
        "state": row.state,
        "team": row.team.code if row.team else None,
        "portfolio": row.portfolio.code if row.portfolio else None,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "decided_by": row.decided_by or None,
        "decided_on": row.decided_on,
        "decision_url": row.decision_url or None,
        "source": row.source or None,
        "source_url": row.source_url or None,
        "for_show": row.for_show or None,
    }


def anchor_data(row: Anchor) -> dict[str, Any]:
    return {
        "provision": row.provision.reference,
        "is_explicit": row.is_explicit,
        "place": row.place or None,
        "reason": row.reason or None,
        "duty": row.duty,
        "charter_applies": row.charter_applies,
    }


def owner_data(row: Action) -> dict[str, Any] | None:
    """Who owns it. Of a person only that it is one: names of staff stay inside."""
    if row.owner_person_id:
        return {"kind": "person"}
    if row.owner_team:
        return {"kind": "team", "code": row.owner_team.code, "name": row.owner_team.name}
    if row.owner_organisation:
        return {"kind": "organisation", "code": row.owner_organisation.code, "name": row.owner_organisation.name}
    return None


def action_data(row: Action) -> dict[str, Any]:
    return {
        "code": row.code,
        "policy": row.policy.code,
        "title": row.title,
        "description": row.description,
        "owner": owner_data(row),
        "starts_on": row.starts_on,
        "due_on": row.due_on,
        "state": row.state,
        "reason": row.reason or None,
        "source": row.source or None,
        "source_url": row.source_url or None,
        "for_show": row.for_show or None,
    }
