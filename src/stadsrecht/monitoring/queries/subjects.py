"""What indicators say something of, as everybody may know it: a draft policy and its actions are not named."""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from stadsrecht.kernel.errors import NotFound
from stadsrecht.monitoring.errors import UnknownSubject
from stadsrecht.monitoring.models import Indicator, IndicatorLink
from stadsrecht.policies.queries import action, policy, public_actions, public_policies
from stadsrecht.rights.queries import provision


def public_links() -> QuerySet[IndicatorLink]:
    is_public = (
        Q(provision__isnull=False)
        | Q(policy__in=public_policies().values("pk"))
        | Q(action__in=public_actions().values("pk"))
    )
    return IndicatorLink.objects.filter(is_public).select_related("provision__instrument", "policy", "action")


def with_subjects(indicators: QuerySet[Indicator]) -> QuerySet[Indicator]:
    """Each indicator with `public_links`, in one more statement for all."""
    return indicators.prefetch_related(Prefetch("links", queryset=public_links(), to_attr="public_links"))


def public_subjects_of(indicator: Indicator) -> list[str]:
    """As the names that packs, forms and the API use."""
    links = getattr(indicator, "public_links", None)
    return [_name(link) for link in (public_links().filter(indicator=indicator) if links is None else links)]


def _name(link: IndicatorLink) -> str:
    if link.provision:
        return f"provision:{link.provision.reference}"
    return f"policy:{link.policy.code}" if link.policy else f"action:{link.action.code}" if link.action else ""


def records_linked(indicator: Indicator) -> list[tuple[str, Any]]:
    """Provisions, policies and actions that everybody may know, each with its kind. Two statements, or one for none."""
    if not indicator.links.exists():  # far cheaper than to join all that might be there
        return []
    rows = indicator.links.select_related("provision__instrument", "policy", "action__policy")
    found = [(kind, getattr(row, kind)) for row in rows for kind in ("provision", "policy", "action")]
    return [
        (kind, record)
        for kind, record in found
        if record is not None and getattr(getattr(record, "policy", record), "state", "") != "draft"
    ]


def indicators_about(indicators: QuerySet[Indicator], reference: str) -> QuerySet[Indicator]:
    """Those that say something of `provision:…`, `policy:…` or `action:…`. Raises UnknownSubject."""
    kind, _colon, name = reference.partition(":")
    try:
        if kind == "provision":
            subject = provision(name).pk
        elif kind == "policy":
            subject = policy(name, with_drafts=False).pk
        elif kind == "action":
            subject = action(name, with_drafts=False).pk
        else:
            raise UnknownSubject(wanted=reference[:80])
    except NotFound:
        raise UnknownSubject(wanted=reference[:80]) from None
    return indicators.filter(**{f"links__{kind}": subject}).distinct()
