"""All figures: by theme in a resident's words, by right, and by Sustainable Development Goal."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from stadsrecht.kernel.web import answer
from stadsrecht.monitoring import queries
from stadsrecht.monitoring.queries import Standing
from stadsrecht.monitoring.web.rows import FigureRow, csv_rows, figure_rows, fits, standing_data
from stadsrecht.rights.queries import instruments, provisions, provisions_of, themes

GOALS = "goals"


def _linked(found: Iterable[Standing]) -> dict[int, list[FigureRow]]:
    """For each provision, by its number, the figures that say something of it."""
    rows = {row.indicator.pk: row for row in figure_rows(found)}
    linked: dict[int, list[FigureRow]] = defaultdict(list)
    for indicator, provision in queries.links_to_provisions(rows):
        linked[provision].append(rows[indicator])
    return linked


def figures(request: HttpRequest, form: str) -> HttpResponse:
    """Every public figure under the themes of the rights that it says something of; with words to search by."""
    words = request.GET.get("q", "").strip()[:200]
    everything = queries.standings(at=timezone.now())
    found = [row for row in everything if fits(row, words)]
    return answer(
        request,
        form,
        "monitoring/figures.html",
        {
            "groups": _by_theme(found) if form == "html" else (),
            "words": words,
            "size": len(found),
            "is_empty": not everything,
        },
        data=lambda: {"figures": [standing_data(row) for row in found]},
        rows=lambda: csv_rows(found),
    )


def _by_theme(found: list[Standing]) -> list[dict[str, Any]]:
    """Themes with their figures, each figure once in a theme; last what belongs to none."""
    linked, rows = _linked(found), figure_rows(found)
    of_theme: dict[int, dict[int, FigureRow]] = defaultdict(dict)
    placed: set[int] = set()
    for provision in provisions().filter(pk__in=linked).prefetch_related("themes"):
        for theme in provision.themes.all():
            for row in linked[provision.pk]:
                of_theme[theme.pk][row.indicator.pk] = row
                placed.add(row.indicator.pk)
    groups = [
        {"theme": theme, "rows": [row for row in rows if row.indicator.pk in of_theme[theme.pk]]}
        for theme in themes()
        if theme.pk in of_theme
    ]
    others = [row for row in rows if row.indicator.pk not in placed]
    return [*groups, *([{"theme": None, "rows": others}] if others else [])]


def by_right(request: HttpRequest, form: str) -> HttpResponse:
    """Instrument by instrument the rights of which there are figures, and how many have none."""
    found = queries.standings(at=timezone.now())
    linked = _linked(found)
    reached = list(provisions().filter(pk__in=linked))
    groups = []
    for instrument in instruments():
        rights = [(row, linked[row.pk]) for row in reached if row.instrument_id == instrument.pk]
        groups.append({"instrument": instrument, "rights": rights, "size": instrument.size})
    return answer(
        request,
        form,
        "monitoring/by_right.html",
        {"groups": groups},
        data=lambda: [
            {"provision": row.reference, "figures": [standing_data(one.standing) for one in linked[row.pk]]}
            for row in reached
        ],
        rows=lambda: [
            ("provision", "figure", "name"),
            *(
                (row.reference, one.indicator.code, one.indicator.name.plain)
                for row in reached
                for one in linked[row.pk]
            ),
        ],
    )


def by_goal(request: HttpRequest, form: str) -> HttpResponse:
    """The tree of goals and targets, with figures or, plainly, without."""
    goals = next((row for row in instruments() if row.kind == GOALS), None)
    linked = _linked(queries.standings(at=timezone.now()))
    rows = list(provisions_of(goals)) if goals else []
    tree = _tree(rows, linked)
    return answer(
        request,
        form,
        "monitoring/by_goal.html",
        {
            "goals": tree,
            "instrument": goals,
            "size": sum(goal["size"] for goal in tree),
            "reported": sum(goal["reported"] for goal in tree),
        },
        data=lambda: [
            {"provision": row.reference, "figures": [one.indicator.code for one in linked.get(row.pk, [])]}
            for row in rows
        ],
        rows=lambda: [
            ("provision", "heading", "figures", "is_reported"),
            *(
                (row.reference, row.heading.plain, len(linked.get(row.pk, [])), row.pk in linked)
                for row in rows
                if row.parent_id
            ),
        ],
    )


def _tree(rows: Iterable[Any], linked: dict[int, list[FigureRow]]) -> list[dict[str, Any]]:
    goals: dict[int, dict[str, Any]] = {}
    for row in rows:
        if row.parent_id is None:
            goals[row.pk] = {"goal": row, "rows": linked.get(row.pk, []), "targets": []}
        elif row.parent_id in goals:
            goals[row.parent_id]["targets"].append((row, linked.get(row.pk, [])))
    for goal in goals.values():
        goal["size"] = len(goal["targets"])
        goal["reported"] = sum(bool(found) for _row, found in goal["targets"])
    return list(goals.values())
