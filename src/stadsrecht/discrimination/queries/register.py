"""The table that the law asks for each year: every report by list, code and column, and campaigns apart.

It holds small numbers, for the ministry counts cities together. It is no publication.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from stadsrecht.discrimination.bridge.register import NOT_PLACED, RegisterForm
from stadsrecht.discrimination.bridge.spans import quarter_of
from stadsrecht.discrimination.models import Campaign, Facts, ListEdition, RegisterExport
from stadsrecht.discrimination.queries.figures import quarters_told

Rows = list[tuple[Any, ...]]
COLUMNS = ("residence", "where", "grounds", "terrain", "natures", "campaign", "edition_id", "report__case__handling")
TOTAL, CAMPAIGN = "all", "campaign"
UNKNOWN = "unknown"
Tally = dict[tuple[str, str, int], Counter[str]]


def register_years() -> list[int]:
    """Years in which reports came, the newest first."""
    found = Facts.objects.order_by().values_list("report__received_on__year", flat=True).distinct()
    return sorted(found, reverse=True)


def register_exports() -> QuerySet[RegisterExport]:
    return RegisterExport.objects.select_related("taken_by")


@dataclass(frozen=True)
class CampaignNow:
    """A campaign with how many reports are in it; `is_counted` where public figures told of some, so that it stays."""

    campaign: Campaign
    reports: int
    is_counted: bool


def campaign_name(code: str) -> str:
    """Nothing for a report that is part of none."""
    found = Campaign.objects.filter(pk=code).first() if code else None
    return found.name.plain if found else code


def campaigns_now() -> list[CampaignNow]:
    tally: dict[str, Counter[tuple[int, int]]] = defaultdict(Counter)
    for code, day in Facts.objects.exclude(campaign="").values_list("campaign", "report__received_on"):
        tally[code][day.year, quarter_of(day)] += 1
    told = quarters_told()
    rows = ((one, tally[one.code]) for one in Campaign.objects.order_by("-made_on", "code"))
    return [CampaignNow(one, found.total(), not told.isdisjoint(found)) for one, found in rows]


def register_table(form: RegisterForm, year: int) -> Rows:
    """Its first row names the columns. A report with two grounds counts under both, and once under `all`.

    Each row names the edition of the lists in which its code was chosen, so that a code means what it meant then.
    """
    places = [one.code for one in form.columns] + [NOT_PLACED]
    tally = _tally(form, year)
    names = {edition.number: edition.lists for edition in ListEdition.objects.all()}
    head = ("list", "code", "legal", "name", "part_of", "edition", *places)
    return [head, *_rows(form, tally, names, places)]


def _tally(form: RegisterForm, year: int) -> Tally:
    tally: Tally = defaultdict(Counter)
    rows = Facts.objects.filter(report__received_on__gte=date(year, 1, 1), report__received_on__lte=date(year, 12, 31))
    for facts in rows.values(*COLUMNS).iterator(chunk_size=2000):
        column, edition = form.column_of(facts["residence"], facts["where"]), facts["edition_id"]
        tally[TOTAL, "", 0][column] += 1
        if facts["campaign"]:
            tally[CAMPAIGN, facts["campaign"], 0][column] += 1
        for which in form.lists:
            for code in _codes(which, facts):
                tally[which, code, edition][column] += 1
    return tally


def _codes(which: str, facts: dict[str, Any]) -> Iterable[str]:
    found = {
        "ground": facts["grounds"],
        "terrain": [facts["terrain"]] if facts["terrain"] else [],
        "nature": facts["natures"],
        "handling": facts["report__case__handling"],
    }[which]
    return sorted(set(found)) or [UNKNOWN]


def _rows(form: RegisterForm, tally: Tally, names: dict[int, Any], places: list[str]) -> Iterator[tuple[Any, ...]]:
    order = {which: place for place, which in enumerate((TOTAL, CAMPAIGN, *form.lists))}
    for which, code, edition in sorted(tally, key=lambda key: (order[key[0]], key[2], _place(names, *key), key[1])):
        row = _row_of(names, which, code, edition)
        counts = [tally[which, code, edition][place] for place in places]
        name = (row.get("name") or {}).get("nl", "")
        yield (which, code, row.get("legal", ""), name, row.get("parent", ""), edition or "", *counts)


def _row_of(names: dict[int, Any], which: str, code: str, edition: int) -> dict[str, Any]:
    return next((row for row in names.get(edition, {}).get(which, ()) if row["code"] == code), {})


def _place(names: dict[int, Any], which: str, code: str, edition: int) -> int:
    """Where a code stands in its list; what is in none comes last."""
    codes = [row["code"] for row in names.get(edition, {}).get(which, ())]
    return codes.index(code) if code in codes else len(codes)
