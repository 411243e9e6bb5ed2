"""The trail of one policy or action, in words: what was done, and which value became which."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.audit import AuditEntry, entries_of
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.policies.workflow import ActionState, PolicyState

ACTS: dict[str, str | Promise] = {
    "create_policy": _("recorded"),
    "load_policy": _("loaded from the data pack"),
    "edit_policy": _("changed"),
    "move_policy": _("new state"),
    "create_action": _("recorded"),
    "edit_action": _("changed"),
    "move_action": _("new state"),
}
COLUMNS: dict[str, str | Promise] = {
    "title": _("Title"),
    "summary": _("Summary"),
    "description": _("Description"),
    "field": _("Policy field"),
    "team": _("Team"),
    "portfolio": _("Portfolio"),
    "starts_on": _("Start day"),
    "ends_on": _("End day"),
    "due_on": _("Due day"),
    "decided_by": _("Decided by"),
    "decided_on": _("Day of the decision"),
    "decision_url": _("Address of the decision"),
    "state": _("State"),
    "reason": _("Reason"),
    "owner_person": _("Owner: a person"),
    "owner_team": _("Owner: a team"),
    "owner_organisation": _("Owner: an organisation"),
}
STATES = {state.value: state.label for state in (*PolicyState, *ActionState)}
LATEST = 20


@dataclass(frozen=True)
class Act:
    """One line of the history. `changes` are (column, old, new); a value that was not there is empty."""

    at: datetime
    actor: str
    what: str | Promise
    changes: list[tuple[str | Promise, Any, Any]]


def history_of(record: models.Model) -> list[Act]:
    """The latest acts, newest first. Who it was is the number of an account and its roles, as the trail keeps it."""
    return [
        Act(entry.at, entry.actor, ACTS.get(entry.verb, entry.verb), _changes(entry))
        for entry in entries_of(record).order_by("-number")[:LATEST]
    ]


def _changes(entry: AuditEntry) -> list[tuple[str | Promise, Any, Any]]:
    if not entry.old:
        return []
    return [
        (COLUMNS[name], _shown(name, entry.old.get(name)), _shown(name, value))
        for name, value in (entry.new or {}).items()
        if name in COLUMNS
    ]


def _shown(name: str, value: Any) -> Any:
    if value in (None, "", {}):
        return ""
    if isinstance(value, dict):
        return LocalisedText(value)
    if name == "state":
        return STATES.get(value, value)
    day: date | None = parse_date(value) if name.endswith("_on") else None
    return date_format(day) if day else value
