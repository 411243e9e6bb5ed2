"""Reads of partners."""

import re
from typing import Any

from django.conf import settings
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.urls import reverse

from stadsrecht.kernel.registry import SearchHit
from stadsrecht.partners.errors import UnknownOrganisation
from stadsrecht.partners.models import Kind, Organisation


def organisations() -> QuerySet[Organisation]:
    return Organisation.objects.all()


def organisation(code: str) -> Organisation:
    """Raises UnknownOrganisation."""
    try:
        return organisations().get(code=code.replace("\0", ""))
    except Organisation.DoesNotExist:
        raise UnknownOrganisation(wanted=code[:80]) from None


def helping_with(theme: str) -> QuerySet[Organisation]:
    """Where people can turn for a theme."""
    return organisations().filter(helps_with__contains=theme)


def by_kind() -> list[tuple[Kind, list[Organisation]]]:
    """The kinds that have organisations, each with its own in the alphabet of the reader's language."""
    rows = sorted(organisations(), key=lambda row: row.name.plain.casefold())
    groups = [(kind, [row for row in rows if row.kind == kind]) for kind in Kind]
    return [(kind, members) for kind, members in groups if members]


def search_organisations(words: str, language: str, limit: int) -> list[SearchHit]:
    """Organisations whose name holds any of the words; those that hold most of them first."""
    tokens = [token for token in re.findall(r"\w+", words)[:10] if len(token) > 1]
    if not tokens:
        return []
    language = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    score: Any = Value(0)
    found = Q()
    for token in tokens:
        match = Q(**{f"name__{language}__icontains": token})
        found |= match
        score = score + Case(When(match, then=Value(1)), default=Value(0), output_field=IntegerField())
    rows = organisations().filter(found).annotate(score=score).order_by("-score", "code")[:limit]
    return [
        SearchHit(row.name, reverse("partner", args=(row.code,)), Kind(row.kind).label, row.score / len(tokens))
        for row in rows
    ]
