"""Reads of the register. Every public read begins with `public_evidence`."""

from typing import Any

from django.contrib.postgres.search import SearchRank, SearchVector
from django.db.models import Case, Q, QuerySet, When
from django.db.models.fields.json import KT
from django.urls import reverse

from stadsrecht.evidence.errors import UnknownEvidence
from stadsrecht.evidence.models import SUBJECTS, Evidence, EvidenceLink
from stadsrecht.evidence.permissions import PERMISSIONS
from stadsrecht.kernel.registry import SearchHit
from stadsrecht.partners.queries import speaks_for
from stadsrecht.policies.queries import (
    ACTING_STATES,
    EFFECTIVE_POLICY_STATES,
    PUBLIC_POLICY_STATES,
    Anchor,
    counted_pledges,
)
from stadsrecht.rights.queries import SEARCH_CONFIGURATIONS, words_query

KINDS = SUBJECTS


def all_evidence() -> QuerySet[Evidence]:
    return Evidence.objects.all()


def public_evidence() -> QuerySet[Evidence]:
    return all_evidence().filter(is_public=True)


def listed(rows: QuerySet[Evidence]) -> QuerySet[Evidence]:
    """Only the columns that a list shows."""
    return rows.only("code", "title", "source", "dated_on", "date_is_year", "stale_after", "is_public")


def visible(*, with_internal: bool) -> QuerySet[Evidence]:
    return all_evidence() if with_internal else public_evidence()


def evidence(code: str, *, with_internal: bool) -> Evidence:
    """Raises UnknownEvidence, also for internal evidence where it is not to be seen."""
    try:
        return (
            visible(with_internal=with_internal)
            .prefetch_related(
                *("links__provision__instrument", "links__policy", "links__action__policy", "links__place"),
                "links__pledge",
            )
            .get(code=code)
        )
    except Evidence.DoesNotExist:
        raise UnknownEvidence(wanted=code) from None


def links_shown(evidence: Evidence, *, with_drafts: bool) -> list[tuple[str, Any]]:
    """What it is evidence of, as (kind, record); drafts and their actions only where they may be seen."""
    shown = []
    for link in evidence.links.all():
        policy = link.policy or (link.action.policy if link.action else None)
        if policy and not with_drafts and policy.state not in PUBLIC_POLICY_STATES:
            continue
        shown += [(kind, getattr(link, kind)) for kind in KINDS if getattr(link, f"{kind}_id")]
    return shown


def evidence_of_policy(policy_id: int, *, with_internal: bool) -> QuerySet[Evidence]:
    """Evidence of a policy or of one of its actions."""
    return visible(with_internal=with_internal).filter(
        pk__in=Evidence.objects.filter(Q(links__policy=policy_id) | Q(links__action__policy=policy_id)).values("pk")
    )


def evidence_of_action(action_id: int, *, with_internal: bool) -> QuerySet[Evidence]:
    return visible(with_internal=with_internal).filter(links__action=action_id)


def evidence_of_place(place_id: int, *, with_internal: bool) -> QuerySet[Evidence]:
    return visible(with_internal=with_internal).filter(links__place=place_id)


def evidence_of_pledge(pledge_id: int, *, with_internal: bool) -> QuerySet[Evidence]:
    return visible(with_internal=with_internal).filter(links__pledge=pledge_id)


def evidence_of_provision(provision_id: int, policy_ids: Any, *, with_internal: bool) -> QuerySet[Evidence]:
    """What the matrix counts: evidence of the provision, of the policies with these ids (a query will do), of their
    actions that are planned, running or done, or of pledges that count for the provision."""
    reach = (
        Q(links__provision=provision_id)
        | Q(links__policy__in=policy_ids)
        | Q(links__action__policy__in=policy_ids, links__action__state__in=ACTING_STATES)
        | Q(links__pledge__in=counted_pledges(provision_id).values("pk"))
    )
    return visible(with_internal=with_internal).filter(pk__in=Evidence.objects.filter(reach).values("pk"))


def thread() -> tuple[Anchor, Evidence, Any] | None:
    """One thread of the whole sentence in this city: an anchor, public evidence, and the action that it shows.

    A right of a treaty or charter comes before a goal or an element of a framework, an explicit anchor before an
    implicit one, fresh evidence before older. None where the city has no such thread yet.
    """
    links = EvidenceLink.objects.filter(
        evidence__is_public=True,
        action__state__in=ACTING_STATES,
        action__policy__state__in=EFFECTIVE_POLICY_STATES,
    )
    in_law = Case(When(provision__instrument__kind__in=("treaty", "declaration", "city-charter"), then=0), default=1)
    anchor = (
        Anchor.objects.filter(policy__in=links.values("action__policy"))
        .select_related("policy", "provision__instrument")
        .order_by(in_law, "-is_explicit", "provision__instrument__position", "pk")
        .first()
    )
    if anchor is None:
        return None
    link = (
        links.filter(action__policy=anchor.policy)
        .select_related("evidence", "action")
        .order_by("-evidence__stale_after", "pk")
        .first()
    )
    return (anchor, link.evidence, link.action) if link else None


def search_evidence(words: str, language: str, limit: int) -> list[SearchHit]:
    """Public evidence whose title or source matches, best first."""
    query = words_query(words, language)
    if query is None:
        return []
    language = language if language in SEARCH_CONFIGURATIONS else "en"
    vector: Any = SearchVector(KT(f"title__{language}"), "source", config=SEARCH_CONFIGURATIONS[language])
    found = (
        public_evidence()
        .annotate(vector=vector)
        .filter(vector=query)
        .annotate(rank=SearchRank(vector, query, normalization=1))
        .order_by("-rank", "code")[:limit]
    )
    return [SearchHit(row.title, reverse("evidence-item", args=(row.code,)), row.source, row.rank) for row in found]


def may_show_pledge(person: Any, pledge: Any) -> bool:
    """Evidence of a pledge comes from its partner, or from the city's editors of evidence."""
    return PERMISSIONS.may(person, "edit_evidence") or speaks_for(person, pledge.signature.organisation)
