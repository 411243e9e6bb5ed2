"""Figures of reports as a reader sees them: tables with the state of each cell, and sentences that judge nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from stadsrecht.discrimination.bridge.figures import Context
from stadsrecht.discrimination.bridge.spans import TABLES
from stadsrecht.discrimination.queries.figures import (
    CAMPAIGN,
    NO_STEP,
    OPEN,
    UNKNOWN,
    YearTold,
)
from stadsrecht.evidence.queries import WHOLE
from stadsrecht.kernel.localised import LocalisedText

TITLES = {
    "ground": gettext_lazy("Ground"),
    "terrain": gettext_lazy("Where in life"),
    "nature": gettext_lazy("What happened"),
    "district": gettext_lazy("Place"),
    "handling": gettext_lazy("What was done"),
    "outcome": gettext_lazy("How it ended"),
    CAMPAIGN: gettext_lazy("Mass campaigns"),
}
NOTES = {
    "ground": gettext_lazy("A report can have several grounds, so the rows add up to more than the total."),
    "nature": gettext_lazy("A report can name several, so the rows add up to more than the total."),
    "handling": gettext_lazy("Several steps can be taken for one report, so the rows add up to more than the total."),
}
BESIDES = {
    UNKNOWN: gettext_lazy("Not known: the reporter skipped this"),
    NO_STEP: gettext_lazy("No step was needed or taken yet"),
    OPEN: gettext_lazy("Still open"),
    "online": gettext_lazy("On the internet or on the phone"),
    "elsewhere": gettext_lazy("Outside the city"),
}
WHY = {
    "small": gettext_lazy("too few people, or nobody"),
    "protects": gettext_lazy("protects another number"),
    "earlier": gettext_lazy("was hidden in an earlier release"),
    "changed": gettext_lazy("changed by few since an earlier release"),
}
HIDDEN, TOLD = "hidden", "told"


@dataclass(frozen=True)
class CellShown:
    """A number, or that it is hidden; `why` is for the desk alone."""

    text: str
    is_hidden: bool
    why: Any = ""


@dataclass(frozen=True)
class TableShown:
    code: str
    title: Any
    note: Any
    heads: list[str]
    rows: list[tuple[Any, list[CellShown]]]
    total: list[CellShown]
    counted_on: Any
    hidden: int


def head_of(period: str, year: int) -> str:
    if period == WHOLE:
        return str(year)
    return _("Quarter %(number)s") % {"number": period[1:]}


def names_in(about: Mapping[str, Any], table: str) -> dict[str, dict[str, str]]:
    """The codes of a table in the order of its list, with their names."""
    return dict(about["names"][table])


def name_of_code(names: Mapping[str, Mapping[str, str]], code: str) -> Any:
    if code in BESIDES:
        return BESIDES[code]
    return LocalisedText(names.get(code) or {settings.LANGUAGE_CODE: code})


def table_shown(
    code: str,
    cells: Mapping[tuple[str, str], int | None],
    about: Mapping[str, Any],
    why: Mapping[tuple[str, str], str] | None = None,
) -> TableShown:
    """One table; rows in the order of the lists, columns the quarters and the year."""
    periods = sorted({period for period, _code in cells} - {WHOLE}) + ([WHOLE] if (WHOLE, "") in cells else [])
    names = names_in(about, code)

    def row(of: str) -> list[CellShown]:
        return [_cell(cells[period, of], (why or {}).get((period, of), "")) for period in periods]

    return TableShown(
        code=code,
        title=TITLES[code],
        note=NOTES.get(code, ""),
        heads=[head_of(period, about["year"]) for period in periods],
        rows=[(name_of_code(names, one), row(one)) for one in names],
        total=row(""),
        counted_on=about.get("counted_on"),
        hidden=sum(value is None for value in cells.values()),
    )


def _cell(value: int | None, why: str) -> CellShown:
    if value is None:
        return CellShown(_("hidden"), True, WHY.get(why, ""))
    return CellShown(number_format(value, force_grouping=True), False)


def tables_shown(told: YearTold) -> list[TableShown]:
    return [table_shown(table, told.tables[table], told.about[table]) for table in TABLES if table in told.tables]


def campaigns_of(
    cells: Mapping[tuple[str, str], int | None], about: Mapping[str, Any], why: Mapping[tuple[str, str], str]
) -> list[tuple[Any, CellShown]]:
    """Each campaign of a year with its reports."""
    names = names_in(about, CAMPAIGN)
    return [(name_of_code(names, code), _cell(cells[WHOLE, code], why.get((WHOLE, code), ""))) for code in names]


def campaigns_shown(told: YearTold) -> list[tuple[Any, CellShown]]:
    if CAMPAIGN not in told.tables:
        return []
    return campaigns_of(told.tables[CAMPAIGN], told.about[CAMPAIGN], {})


def country_shown(context: Context) -> list[dict[str, Any]]:
    """The years of the country, the newest first: each body with its number, blank where that is not known."""
    return [
        {
            "year": year,
            "cells": [
                (name.plain, number_format(year.counts[code], force_grouping=True) if code in year.counts else "")
                for code, name in context.bodies
            ],
        }
        for year in sorted(context.years, key=lambda one: -one.year)
    ]


def sentences(told: YearTold, before: YearTold | None) -> list[str]:
    """What a reader may take from the totals, and what not."""
    total = told.total or 0
    values = {"number": number_format(total, force_grouping=True), "year": told.year}
    if told.is_whole:
        said = [ngettext("In %(year)s %(number)s report came in.", "In %(year)s %(number)s reports came in.", total)]
    else:
        said = [
            ngettext(
                "So far %(number)s report of %(year)s was counted, up to and including quarter %(quarter)s.",
                "So far %(number)s reports of %(year)s were counted, up to and including quarter %(quarter)s.",
                total,
            )
        ]
        values["quarter"] = told.periods[-1][1:]
    if told.is_whole and before and before.is_whole:
        said.append(_("In %(before)s it was %(then)s."))
        values |= {"before": before.year, "then": number_format(before.total or 0, force_grouping=True)}
    return [text % values for text in said]


def breaks_of(told: YearTold, before: YearTold | None, declared: Mapping[int, LocalisedText]) -> list[Any]:
    """Why a year cannot simply be set beside the one before."""
    found: list[Any] = [declared[told.year]] if told.year in declared else []
    for table in TABLES if before else ():
        if table in told.about and table in before.about:  # type: ignore[union-attr]
            now, then = (set(names_in(one.about[table], table)) for one in (told, before))  # type: ignore[union-attr]
            if now != then:
                found.append(
                    _("“%(table)s” is counted with another list than in %(year)s.")
                    % {"table": TITLES[table], "year": before.year}  # type: ignore[union-attr]
                )
    return found


def year_data(told: YearTold) -> dict[str, Any]:
    """A year for programs: each cell with its state, and never a hidden value."""
    return {
        "year": told.year,
        "is_whole": told.is_whole,
        "until": told.until,
        "reports": told.total,
        "threshold": told.threshold,
        "for_show": for_show_of(told) or None,
        "releases": [
            {"series": one.series, "number": one.number, "counted_on": one.counted_on, "published_on": one.published_on}
            for one in told.releases
        ],
        "tables": {table: list(_cells(table, told)) for table in (*TABLES, CAMPAIGN) if table in told.tables},
    }


def for_show_of(told: YearTold) -> LocalisedText:
    return for_show_of_release(told.releases[-1])


def for_show_of_release(release: Any) -> LocalisedText:
    """Which of it is made up; nothing in a city that is no demonstration."""
    return LocalisedText(release.about.get("for_show") or {})


def row_name(release: Any, table: str, code: str) -> Any:
    """The name of a row on a page of something else."""
    return name_of_code(names_in(release.about, table), code) if table else _("All reports")


def count_of(count: int) -> str:
    return number_format(count, force_grouping=True)


def _cells(table: str, told: YearTold) -> Iterable[dict[str, Any]]:
    names, cells = names_in(told.about[table], table), told.tables[table]
    periods = [*told.periods, WHOLE]
    for period, code in ((period, code) for period in periods for code in (*names, "") if (period, code) in cells):
        value = cells[period, code]
        yield {
            "period": f"{told.year}" if period == WHOLE else f"{told.year}-Q{period[1:]}",
            "code": code or "total",
            "name": names.get(code) or None,
            "state": HIDDEN if value is None else TOLD,
            "reports": value,
        }


def csv_rows(years: Iterable[YearTold]) -> Iterable[tuple[Any, ...]]:
    yield ("table", "period", "code", "name", "state", "reports", "counted_on")
    for told in years:
        for table in (*TABLES, CAMPAIGN):
            for one in _cells(table, told) if table in told.tables else ():
                name = LocalisedText(one["name"] or {}).plain if one["name"] else ""
                counted = told.about[table]["counted_on"]
                yield (table, one["period"], one["code"], name, one["state"], one["reports"], counted)
