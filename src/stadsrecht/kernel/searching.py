"""How records are found by words in a localised name, for the search of the whole site."""

import re
from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import TypeVar

from django.conf import settings
from django.db.models import Case, IntegerField, Model, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

Record = TypeVar("Record", bound=Model)
MOST_WORDS = 10


def holding_most(
    rows: QuerySet[Record],
    words: str,
    language: str,
    limit: int,
    *,
    column: str = "name",
    or_else: Callable[[str], Q] = lambda word: Q(),
) -> list[tuple[Record, float]]:
    """The first rows whose `column` holds any of the words in this language, each with the share of them; most first.

    `or_else(word)` is another way in which a row may hold a word. Rows must have a `code`, which breaks ties.
    """
    found = [word for word in re.findall(r"\w+", words)[:MOST_WORDS] if len(word) > 1]
    if not found:
        return []
    language = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    matches = [Q(**{f"{column}__{language}__icontains": word}) | or_else(word) for word in found]
    held: Combinable = Value(0)
    for match in matches:
        held = held + Case(When(match, then=Value(1)), default=Value(0), output_field=IntegerField())
    best = rows.filter(reduce(or_, matches)).annotate(held=held).order_by("-held", "code")[:limit]
    return [(row, row.held / len(found)) for row in best]  # type: ignore[attr-defined]
