"""Reads of indicators. Every public read begins with `public_indicators`."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from stadsrecht.monitoring.errors import UnknownIndicator
from stadsrecht.monitoring.models import Indicator
from stadsrecht.monitoring.queries.releases import visible_releases

KINDS = ("provision", "policy", "action")


def all_indicators() -> QuerySet[Indicator]:
    return Indicator.objects.all()


def public_indicators(*, at: datetime) -> QuerySet[Indicator]:
    """Those with at least one release that anybody may see."""
    return all_indicators().filter(Exists(visible_releases(at=at).filter(indicator=OuterRef("pk"))))


def indicator(code: str, *, at: datetime, with_unpublished: bool) -> Indicator:
    """Raises UnknownIndicator, also for one without a published release where it is not to be seen."""
    rows = all_indicators() if with_unpublished else public_indicators(at=at)
    try:
        return rows.get(code=code)
    except Indicator.DoesNotExist:
        raise UnknownIndicator(wanted=code) from None


def indicators_of(kind: str, ids: Any, *, at: datetime) -> QuerySet[Indicator]:
    """Public indicators of provisions, policies or actions with these ids (a query will do)."""
    return public_indicators(at=at).filter(**{f"links__{kind}__in": ids}).distinct()


def subjects_of(indicator: Indicator) -> list[str]:
    """What it says something of, as the names that packs, forms and the API use."""
    links = indicator.links.select_related("provision__instrument", "policy", "action")
    return [
        f"{kind}:{record.reference if kind == 'provision' else record.code}"
        for link in links
        for kind in KINDS
        if (record := getattr(link, kind)) is not None
    ]
