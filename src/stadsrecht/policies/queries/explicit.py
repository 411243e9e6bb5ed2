"""The explicit share: how many policies name the rights they serve, by field, by year and by instrument.

Counted are policies that are decided and have not ended, and that are anchored in at least one right. One with an
explicit anchor names rights; one whose anchors are all implicit implies but does not name.
"""

from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, ExtractYear

from stadsrecht.policies.models import Anchor, Policy, PolicyField
from stadsrecht.policies.queries.policies import all_policies, anchors_of_states
from stadsrecht.policies.workflow import EFFECTIVE_POLICY_STATES
from stadsrecht.rights.queries import instruments


class Share(NamedTuple):
    """`naming` of `anchored` policies name a right. `subject` is a field, a year (None: not known) or an instrument."""

    subject: Any
    naming: int
    anchored: int

    @property
    def percent(self) -> int | None:
        """Whole per cent; None where nothing is anchored, which is not zero."""
        return round(100 * self.naming / self.anchored) if self.anchored else None


def anchored_policies_in_force() -> QuerySet[Policy]:
    """Decided, not ended, anchored somewhere; each with `names`: whether an anchor is explicit."""
    own = Anchor.objects.filter(policy=OuterRef("pk"))
    return (
        all_policies()
        .filter(Exists(own), state__in=EFFECTIVE_POLICY_STATES)
        .annotate(names=Exists(own.filter(is_explicit=True)))
    )


def explicit_total() -> Share:
    counts = anchored_policies_in_force().aggregate(naming=Count("pk", filter=Q(names=True)), anchored=Count("pk"))
    return Share(None, counts["naming"], counts["anchored"])


def explicit_by_field() -> list[Share]:
    """Every field of the city, also one without anchored policies."""
    rows = _grouped("field_id")
    return [Share(field, *rows.get(field.pk, (0, 0))) for field in PolicyField.objects.all()]


def explicit_by_year() -> list[Share]:
    """By the year in which the policy was decided, else began; the last row is for a year that is not known."""
    rows = _grouped("year")
    years = sorted(year for year in rows if year is not None)
    unknown = [None] if None in rows else []
    return [Share(year, *rows[year]) for year in [*years, *unknown]]


def explicit_by_instrument() -> list[Share]:
    """Of the policies anchored in an instrument, how many name it."""
    rows = {
        instrument: (naming, anchored)
        for instrument, naming, anchored in anchors_of_states(EFFECTIVE_POLICY_STATES)
        .values_list("provision__instrument")
        .annotate(
            naming=Count("policy", filter=Q(is_explicit=True), distinct=True), anchored=Count("policy", distinct=True)
        )
    }
    return [Share(instrument, *rows.get(instrument.pk, (0, 0))) for instrument in instruments()]


def implicit_only() -> QuerySet[Policy]:
    """Policies that imply but do not name: anchored, and every anchor implicit."""
    unnamed = Q(names=False)  # an annotation, which the type checker does not know
    return anchored_policies_in_force().filter(unnamed).order_by("field__position", "code")


def _grouped(key: str) -> dict[Any, tuple[int, int]]:
    rows = anchored_policies_in_force().annotate(year=ExtractYear(Coalesce("decided_on", "starts_on")))
    grouped = rows.order_by().values_list(key).annotate(naming=Count("pk", filter=Q(names=True)), anchored=Count("pk"))
    return {subject: (naming, anchored) for subject, naming, anchored in grouped}
