"""Which closed cases are to be destroyed, and which wait for something although their reporter asked.

Nothing live is ever destroyed: neither an open case, nor one in which somebody wrote a word that nobody has read.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from stadsrecht.discrimination.models import Case
from stadsrecht.discrimination.queries.cases import entry, name_of
from stadsrecht.discrimination.workflow import CaseState
from stadsrecht.kernel.localised import LocalisedText

CLOSED = Q(state=CaseState.CLOSED, reporter_wrote_on__isnull=True, partner_wrote_on__isnull=True)
ASKED = Q(destroy_asked_on__isnull=False)


@dataclass(frozen=True)
class Destruction:
    """A case that goes, on which day, and why: the reason of its outcome's period, or that the reporter asked."""

    case: Case
    due_on: date
    outcome: Any
    reason: LocalisedText
    was_asked: bool


def _kept() -> QuerySet[Case]:
    rows = Case.objects.filter(report__destroyed_on__isnull=True).select_related("report__facts__edition")
    return rows.order_by("destroy_on", "report__number")


def is_due(today: date) -> Q:
    """Closed with nothing unread, and its period is over or its reporter asked."""
    return CLOSED & (Q(destroy_on__lte=today) | ASKED)


def cases_to_destroy(today: date) -> QuerySet[Case]:
    return _kept().filter(is_due(today))


def cases_that_wait() -> QuerySet[Case]:
    """Their reporter asked for destruction, and the office must first close them or read what was written."""
    return _kept().filter(ASKED).exclude(CLOSED)


def cases_to_destroy_later(today: date) -> QuerySet[Case]:
    return _kept().filter(CLOSED, destroy_on__gt=today).exclude(ASKED)


def destruction_of(case: Case) -> Destruction:
    edition = case.report.facts.edition
    row = entry(edition, "outcome", case.outcome)
    asked = case.destroy_asked_on
    return Destruction(
        case=case,
        due_on=asked or case.destroy_on or case.state_since,
        outcome=name_of(edition, "outcome", case.outcome) if case.outcome else "",
        reason=LocalisedText(row.get("reason") or {}),
        was_asked=asked is not None,
    )
