"""Whether what is counted of a report is what its reporter sent, as far as the office did not put it right.

The coded facts stand in the open, and their copy under the seal. Who writes to the database can change the first and
not the second; and what the office changed stands in the trail.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from stadsrecht.discrimination.models import Case
from stadsrecht.discrimination.web.door.answers import Answers, facts_of
from stadsrecht.kernel import audit

LABELS: dict[str, Any] = {
    "grounds": _("Grounds"),
    "terrain": _("Terrain"),
    "natures": _("Nature"),
    "role": _("Role of the reporter"),
    "wish": _("What the reporter wants"),
    "where": _("Where"),
    "district": _("District"),
    "residence": _("Lives in the municipality"),
    "month": _("Month"),
    "campaign": _("Part of a mass campaign"),
}


def facts_altered(case: Case, sealed: dict[str, Any]) -> list[Any]:
    """The names of columns that differ from the sealed answers and from what the trail says of them since."""
    typed = {name: given if isinstance(given, list) else [given] for name, given in sealed.items()}
    sent = facts_of(Answers((), typed))
    wanted = dict(sent)
    for entry in audit.entries_of(case.report).filter(verb="code_facts").order_by("number"):
        wanted |= entry.new or {}
    facts = case.report.facts
    return [LABELS[name] for name in LABELS if name in sent and _plain(wanted[name]) != _plain(getattr(facts, name))]


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, list) else str(value or "")
