"""The trail of a pledge in words: what was done and when. The words themselves stand in the trail."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.partners.workflow import PledgeState

LATEST = 20
ACTS: dict[str, str | Promise] = {
    "make_pledge": _("pledged"),
    "edit_pledge": _("changed"),
    "report_pledge": _("reported on"),
    "view_pledge": _("the city gave its view"),
}
COLUMNS: dict[str, str | Promise] = {
    "title": _("What you pledge"),
    "description": _("Explanation"),
    "due_on": _("By when"),
    "state": _("State"),
    "city_state": _("How the city sees it"),
    "reason": _("Reason"),
    "quota_least": _("Meetings of the pact that you attend: at least"),
    "quota_of": _("Of how many meetings"),
}


def history_of(entries: QuerySet[Any]) -> list[tuple[datetime, str | Promise, list[tuple[Any, Any, Any]]]]:
    """The latest acts, newest first, each with the columns that changed: name, old, new."""
    return [
        (entry.at, ACTS.get(entry.verb, entry.verb), _changes(entry.old or {}, entry.new or {}))
        for entry in entries.order_by("-number")[:LATEST]
    ]


def _changes(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[Any, Any, Any]]:
    if not old:
        return []
    return [(COLUMNS[name], _shown(old.get(name)), _shown(value)) for name, value in new.items() if name in COLUMNS]


def _shown(value: Any) -> Any:
    if isinstance(value, dict):
        return LocalisedText(value)
    return PledgeState(value).label if value in PledgeState.values else value
