"""Counting reports for the public, and reading what was told.

Each report stands in one quarter, that of the day it came, and in one combination of codes of each table. Reports of a
mass campaign are counted apart from all others.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from stadsrecht.discrimination.bridge.figures import FigureRules
from stadsrecht.discrimination.bridge.spans import Span, end_of, quarter_of, spans_offered
from stadsrecht.discrimination.errors import UnknownFigures
from stadsrecht.discrimination.models import Campaign, CountedQuarter, Facts, FiguresWork, ListEdition, Where
from stadsrecht.discrimination.workflow import CaseState
from stadsrecht.evidence.queries import WHOLE, counts_draft, published_counts, told_in, why_hidden
from stadsrecht.kernel.errors import StadsrechtError, error_named
from stadsrecht.places.queries import districts

SERIES, CAMPAIGN_SERIES = "reports-", "campaigns-"
CAMPAIGN = "campaign"
UNKNOWN, NO_STEP, OPEN = "unknown", "no-step", "open"
# What a table tells beside its list.
BESIDES: dict[str, tuple[str, ...]] = {
    "ground": (UNKNOWN,),
    "terrain": (UNKNOWN,),
    "nature": (UNKNOWN,),
    "district": (Where.ONLINE, Where.ELSEWHERE, UNKNOWN),
    "handling": (NO_STEP,),
    "outcome": (OPEN,),
}
COLUMNS = (
    *("report__received_on", "grounds", "terrain", "natures", "where", "district"),
    *("report__case__handling", "report__case__state", "report__case__outcome"),
)
Counts = dict[str, Counter[tuple[str, tuple[str, ...]]]]


def quarter_code(quarter: int) -> str:
    return f"q{quarter}"


def counts_of_reports(year: int, quarters: Collection[int], tables: Collection[str]) -> Counts:
    """Table -> (quarter, combination of codes) -> how many reports, those of campaigns left out."""
    found: Counts = {table: Counter() for table in tables}
    for facts in _of_year(year).filter(campaign="").values(*COLUMNS).iterator(chunk_size=2000):
        quarter = quarter_of(facts["report__received_on"])
        if quarter in quarters:
            codes = _codes(facts)
            for table in tables:
                found[table][quarter_code(quarter), codes[table]] += 1
    return found


def _of_year(year: int) -> QuerySet[Facts]:
    return Facts.objects.filter(report__received_on__gte=date(year, 1, 1), report__received_on__lte=date(year, 12, 31))


def _codes(facts: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    where, is_closed = facts["where"], facts["report__case__state"] == CaseState.CLOSED
    placed = {Where.PLACE: facts["district"], Where.UNKNOWN: ""}.get(where, where)
    return {
        "ground": tuple(sorted(set(facts["grounds"]))) or (UNKNOWN,),
        "terrain": (facts["terrain"] or UNKNOWN,),
        "nature": tuple(sorted(set(facts["natures"]))) or (UNKNOWN,),
        "district": (placed or UNKNOWN,),
        "handling": tuple(sorted(set(facts["report__case__handling"]))) or (NO_STEP,),
        "outcome": ((is_closed and facts["report__case__outcome"]) or OPEN,),
    }


def counts_of_campaigns(year: int) -> Counts:
    """How many reports of each campaign came in a year; empty where there was none."""
    rows = _of_year(year).exclude(campaign="").values_list("campaign", flat=True)
    return {CAMPAIGN: Counter((WHOLE_YEAR, (code,)) for code in rows)}


WHOLE_YEAR = "year"  # the only period of a campaign


def counted_quarters(year: int) -> dict[int, Counts]:
    """Quarters of which a release told, as they were counted then."""
    return {row.quarter: counts_from(row.counts) for row in CountedQuarter.objects.filter(year=year)}


def counts_from(rows: Mapping[str, Iterable[Any]]) -> Counts:
    """From a JSON column: `{table: [[period, [codes], count], ...]}`."""
    return {
        table: Counter({(period, tuple(codes)): count for period, codes, count in found})
        for table, found in rows.items()
    }


def counts_as_rows(counts: Mapping[str, Mapping[tuple[str, tuple[str, ...]], int]]) -> dict[str, list[list[Any]]]:
    """To a JSON column."""
    return {
        table: [[period, list(codes), count] for (period, codes), count in sorted(found.items())]
        for table, found in counts.items()
    }


def quarters_told() -> set[tuple[int, int]]:
    """Year and quarter of each that a release told of, so that its reports are counted for good."""
    return set(CountedQuarter.objects.values_list("year", "quarter"))


def is_counted(day: date) -> bool:
    """Whether a release told of the quarter of this day."""
    return (day.year, quarter_of(day)) in quarters_told()


def names_of_codes(counts: Mapping[str, Mapping[Any, int]]) -> dict[str, dict[str, dict[str, str]]]:
    """Table -> code -> name by language, in the order of the newest lists, then what only older ones have."""
    editions = list(ListEdition.objects.order_by("-number"))
    found: dict[str, dict[str, dict[str, str]]] = {}
    for table in counts:
        present = {code for _period, codes in counts[table] for code in codes}
        found[table] = dict(_names(table, editions, present))
    return found


def _names(table: str, editions: list[ListEdition], present: set[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of every edition, the newest first: whether somebody chose them or not, for a row must tell nothing."""
    given: dict[str, dict[str, str]] = {}
    if table == "district":
        given = {area.code: dict(area.name) for area in districts().order_by("code")}
    elif table == CAMPAIGN:
        given = {one.code: dict(one.name) for one in Campaign.objects.filter(code__in=present)}
    for edition in editions:
        for row in edition.lists.get(table, ()):
            given.setdefault(row["code"], dict(row["name"]))
    yield from given.items()
    for code in sorted(present - given.keys() - set(BESIDES.get(table, ()))):
        yield code, {}
    for code in BESIDES.get(table, ()):
        yield str(code), {}


@dataclass(frozen=True)
class YearTold:
    """All that was told of a year, the newest of each table: `tables[table][period, code]`."""

    year: int
    tables: dict[str, dict[tuple[str, str], int | None]] = field(default_factory=dict)
    about: dict[str, dict[str, Any]] = field(default_factory=dict)
    releases: list[Any] = field(default_factory=list)

    @property
    def threshold(self) -> int:
        """Below how many people a count was small when the newest of these releases was made."""
        return int(max(self.releases, key=lambda one: (one.published_on, one.number)).rules["threshold"])

    @property
    def periods(self) -> list[str]:
        """The quarters that were told of, in order."""
        return sorted({period for cells in self.tables.values() for period, _code in cells} - {WHOLE})

    @property
    def is_whole(self) -> bool:
        return any((WHOLE, "") in cells for table, cells in self.tables.items() if table != CAMPAIGN)

    @property
    def total(self) -> int | None:
        """Reports in all the time that was told of; totals are always told."""
        rows = self.tables.get("ground", {})
        if (WHOLE, "") in rows:
            return rows[WHOLE, ""]
        told = [rows[period, ""] for period in self.periods if (period, "") in rows]
        return sum(count or 0 for count in told) if told else None

    @property
    def until(self) -> date:
        return end_of(self.year, 4 if self.is_whole or not self.periods else int(self.periods[-1][1:]))


def years_told() -> list[YearTold]:
    """Every year of which something was told, the newest first: one statement."""
    found: dict[int, YearTold] = {}
    for release in published_counts():
        name, _dash, year = release.series.rpartition("-")
        if f"{name}-" not in (SERIES, CAMPAIGN_SERIES):
            continue
        told = found.setdefault(int(year), YearTold(int(year)))
        told.releases.append(release)
        for table, cells in told_in(release).items():
            told.tables[table] = cells
            told.about[table] = {**release.about, "counted_on": release.counted_on, "number": release.number}
    return [found[year] for year in sorted(found, reverse=True)]


def spans_told(year: int) -> list[str]:
    """The codes of what was told of a year."""
    return [release.about["span"] for release in published_counts(f"{SERIES}{year}")]


def years_to_tell(today: date) -> dict[int, list[Span]]:
    """Each year in which reports came, and what can be told of it now; the newest first."""
    days = Facts.objects.order_by().values_list("report__received_on__year", flat=True).distinct()
    return {year: spans_offered(year, spans_told(year), today) for year in sorted(days, reverse=True)}


def figures_work(number: int) -> FiguresWork:
    """Raises UnknownFigures."""
    found = FiguresWork.objects.select_related("asked_by").filter(pk=number).first()
    if found is None:
        raise UnknownFigures(wanted=number)
    return found


def work_on_figures() -> QuerySet[FiguresWork]:
    """What is being made, waits to be looked at or could not be made; the newest first."""
    ended = (FiguresWork.State.PUBLISHED, FiguresWork.State.DROPPED)
    return FiguresWork.objects.exclude(state__in=ended)


def touched_by(rules: FigureRules, tables: Mapping[str, Mapping[tuple[str, str], int | None]]) -> dict[str, list[Any]]:
    """Right -> the rows that touch it, as `[table, code]`, by public counts alone; `["", ""]` for all reports."""
    found: dict[str, list[Any]] = {}
    shown = {table: {code for (_p, code), value in cells.items() if value} for table, cells in tables.items()}
    for touch in rules.touches if "ground" in tables else ():
        codes = [code for code in touch.codes if code in shown.get(touch.table, ())] if touch.table else [""]
        for provision in touch.provisions if codes else ():
            found.setdefault(provision, []).extend([touch.table, code] for code in codes)
    return found


def touching(provision: str) -> tuple[Any, list[tuple[str, str, int]]] | None:
    """The newest release whose public counts touch a right, and these counts over all the time it tells of."""
    release = published_counts(SERIES).filter(about__touched__has_key=provision).order_by("-series", "-number").first()
    if release is None:
        return None
    tables, rows = told_in(release), []
    for table, code in release.about["touched"][provision]:
        count = _over_all(tables[table or "ground"], code)
        if count:
            rows.append((table, code, count))
    return (release, rows) if rows else None


def _over_all(cells: Mapping[tuple[str, str], int | None], code: str) -> int:
    """The year, or the quarters that were told of; hidden ones add nothing, so it is at least so many."""
    if (WHOLE, "") in cells:
        return cells.get((WHOLE, code)) or 0
    return sum(value or 0 for (_period, one), value in cells.items() if one == code)


def draft_told(work: FiguresWork) -> list[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]]:
    """Each draft of a work: what it says of itself, what it would tell, and why it hides."""
    drafts = [counts_draft(number) for number in work.drafts]
    return [(one.about | {"counted_on": one.counted_on}, told_in(one), why_hidden(one)) for one in drafts]


def refusal_of(work: FiguresWork) -> StadsrechtError | None:
    """Why it was refused, in the language of whoever looks; None where it was not."""
    return error_named(work.refusal, work.details)
