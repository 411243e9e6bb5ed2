"""Hints that a report may be linked with another, or be a second one of the same matter. A hint is no finding.

Reckoned from coded facts that the reader sees anyway, and only among the cases that their own lists show them: of the
cases of colleagues a worker learns neither which nor how many.
"""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from stadsrecht.discrimination.models import Case, Facts, Where
from stadsrecht.discrimination.queries.cases import visible_cases

MOST = 10


def alike(case: Case, *, person: Any, of_everyone: bool) -> list[Case]:
    """Visible cases of the same terrain and a shared ground, in the same month and place, or of the same campaign.

    The newest first, ten at most. Nothing where terrain, ground or month are not known and there is no campaign.
    """
    facts = case.report.facts
    condition = _same_matter(facts)
    if condition is None:
        return []
    rows = visible_cases(person=person, of_everyone=of_everyone).filter(condition).exclude(pk=case.pk)
    found: QuerySet[Case] = rows.select_related("report__facts__edition").order_by("-report__number")
    return list(found[:MOST])


def _same_matter(facts: Facts) -> Q | None:
    conditions = []
    if facts.terrain and facts.grounds and facts.month and facts.where != Where.UNKNOWN:
        same = {"terrain": facts.terrain, "grounds__overlap": facts.grounds, "month": facts.month}
        same |= {"where": facts.where, "district": facts.district}
        conditions.append(Q(**{f"report__facts__{name}": value for name, value in same.items()}))
    if facts.campaign:
        conditions.append(Q(report__facts__campaign=facts.campaign))
    return reduce(or_, conditions) if conditions else None
