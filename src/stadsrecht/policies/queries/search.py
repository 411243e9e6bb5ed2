"""Full-text search of policies and actions."""

from django.urls import reverse

from stadsrecht.kernel.registry import SearchHit
from stadsrecht.policies.models import Action, Policy
from stadsrecht.policies.workflow import PUBLIC_POLICY_STATES
from stadsrecht.rights.queries import matching


def search_policies(words: str, language: str, limit: int) -> list[SearchHit]:
    """Public policies that match in title or summary, best first."""
    found = matching(Policy.objects.filter(state__in=PUBLIC_POLICY_STATES), "summary", words, language)
    return [SearchHit(row.title, reverse("policy", args=(row.code,)), row.summary, row.rank) for row in found[:limit]]


def search_actions(words: str, language: str, limit: int) -> list[SearchHit]:
    """Public actions that match in title or description, best first."""
    found = matching(Action.objects.filter(policy__state__in=PUBLIC_POLICY_STATES), "description", words, language)
    return [
        SearchHit(row.title, reverse("action", args=(row.code,)), row.description, row.rank) for row in found[:limit]
    ]
