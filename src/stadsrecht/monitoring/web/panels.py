"""What figures add to the pages of rights, themes, policies, actions and places."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from stadsrecht.kernel.registry import SearchHit
from stadsrecht.monitoring import queries
from stadsrecht.monitoring.queries import Standing
from stadsrecht.monitoring.web.rows import figure_rows, fits, standing_data

FIRST = 10  # rows of a list on a page of something else
Found = Callable[[Any], list[Standing]]


def _of(kind: str) -> Found:
    return lambda record: queries.standings_of(kind, [record.pk], at=timezone.now())


def of_theme(theme: Any) -> list[Standing]:
    return queries.standings_of_theme(theme, at=timezone.now())


SUBJECTS: dict[str, Found] = {
    "provision": _of("provision"),
    "policy": _of("policy"),
    "action": _of("action"),
    "theme": of_theme,
}


def context_of(subject: str) -> Callable[[Any, HttpRequest], dict[str, Any] | None]:
    """The first figures of a record, or nothing where there is none."""

    def context(record: Any, request: HttpRequest) -> dict[str, Any] | None:
        rows = figure_rows(SUBJECTS[subject](record))
        return {"rows": rows[:FIRST], "has_more": len(rows) > FIRST} if rows else None

    return context


def data_of(subject: str) -> Callable[[Any, HttpRequest], list[dict[str, Any]]]:
    return lambda record, request: [standing_data(row) for row in SUBJECTS[subject](record)]


def place(area: Any, request: HttpRequest) -> dict[str, Any] | None:
    """How many figures an area has: its profile shows them."""
    found = queries.with_areas(queries.standings(at=timezone.now()), area.code)
    return {"size": len(found), "area": area} if found else None


def place_data(area: Any, request: HttpRequest) -> list[str]:
    found = queries.with_areas(queries.standings(at=timezone.now()), area.code)
    return [row.indicator.code for row in found]


def search(words: str, language: str, limit: int) -> list[SearchHit]:
    """Public figures in whose name, explanation or publisher every word stands."""
    found = [row for row in queries.standings(at=timezone.now()) if fits(row, words)][:limit]
    return [
        SearchHit(row.indicator.name, row.indicator.address, row.indicator.about, float(limit - place))
        for place, row in enumerate(found)
    ]
