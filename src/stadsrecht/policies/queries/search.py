"""Full-text search of policies and actions."""

from typing import Any

from django.contrib.postgres.search import SearchRank, SearchVector
from django.db.models import QuerySet
from django.db.models.fields.json import KT
from django.urls import reverse

from stadsrecht.kernel.registry import SearchHit
from stadsrecht.policies.models import Action, Policy
from stadsrecht.policies.workflow import PUBLIC_POLICY_STATES
from stadsrecht.rights.queries import SEARCH_CONFIGURATIONS, words_query


def search_policies(words: str, language: str, limit: int) -> list[SearchHit]:
    """Public policies that match in title or summary, best first."""
    found = _matching(Policy.objects.filter(state__in=PUBLIC_POLICY_STATES), "summary", words, language)
    return [SearchHit(row.title, reverse("policy", args=(row.code,)), row.summary, row.rank) for row in found[:limit]]


def search_actions(words: str, language: str, limit: int) -> list[SearchHit]:
    """Public actions that match in title or description, best first."""
    found = _matching(Action.objects.filter(policy__state__in=PUBLIC_POLICY_STATES), "description", words, language)
    return [
        SearchHit(row.title, reverse("action", args=(row.code,)), row.description, row.rank) for row in found[:limit]
    ]


def _matching(rows: QuerySet[Any], body: str, words: str, language: str) -> QuerySet[Any]:
    """The rows whose title (counts most) or body holds any of the words, best first."""
    query = words_query(words, language)
    if query is None:
        return rows.none()
    language = language if language in SEARCH_CONFIGURATIONS else "en"
    configuration = SEARCH_CONFIGURATIONS[language]
    vector = SearchVector(KT(f"title__{language}"), config=configuration, weight="A") + SearchVector(
        KT(f"{body}__{language}"), config=configuration, weight="B"
    )
    rank = SearchRank(vector, query, normalization=1)
    return rows.annotate(vector=vector).filter(vector=query).annotate(rank=rank).order_by("-rank", "code")
