"""One release as its page shows it: chosen lines, chart, table, who is behind, and the choices as links."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from stadsrecht.monitoring import queries
from stadsrecht.monitoring.models import Cell, Column, ColumnRole, Release
from stadsrecht.monitoring.queries import ALONE, Gap, Line, Selection
from stadsrecht.monitoring.web import wording
from stadsrecht.monitoring.web.chart import Chart, chart_of
from stadsrecht.monitoring.web.wording import Labels
from stadsrecht.places import queries as places

MOST_OPTIONS = 12  # of one column as links; more become a list to choose from


@dataclass(frozen=True)
class Option:
    label: str
    href: str
    is_here: bool
    value: str = ""


@dataclass(frozen=True)
class Choice:
    """What can be chosen for one column, or which column is told apart."""

    label: str
    name: str
    options: tuple[Option, ...]

    @property
    def is_short(self) -> bool:
        return len(self.options) <= MOST_OPTIONS

    @cached_property
    def here(self) -> Option | None:
        return next((option for option in self.options if option.is_here), None)

    @property
    def is_made(self) -> bool:
        return bool(self.here and self.here.value)


@dataclass(frozen=True)
class GapRow:
    """A group or area against the whole, in words."""

    name: str
    code: str
    figure: str
    difference: str
    movement: str
    is_behind: bool
    href: str = ""


class Shown:
    """A release with what was asked of it in the address."""

    def __init__(self, release: Release, wanted: Mapping[str, str]) -> None:
        self.release, self.indicator = release, release.indicator
        self.standing = queries.standing(release)
        self.selection: Selection = queries.selection_of(release, wanted)
        self.is_default = not any(wanted.get(name) for name in ("by", *map(queries.parameter, self._codes)))

    @property
    def _codes(self) -> list[str]:
        return [column.code for column in self.release.keys]

    @cached_property
    def areas(self) -> dict[str, Any]:
        """Places of which the release has figures, by code. One statement."""
        column = queries.area_column(self.release)
        codes = self.release.values_of(column) if column else []
        return {row.code: row for row in places.areas().filter(code__in=codes)} if codes else {}

    @cached_property
    def labels(self) -> Labels:
        return Labels(self.indicator, self.areas)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        return queries.lines(self.release, self.selection)

    @cached_property
    def decimals(self) -> int:
        return wording.decimals_for(self.indicator, (cell.value for line in self.lines for cell in line.cells))

    @cached_property
    def unit(self) -> str:
        return self._unit_in(self.selection)

    @property
    def headline_unit(self) -> str:
        """That of the figure for everyone, whatever else is shown."""
        return self._unit_in(queries.headline_selection(self.release))

    def _unit_in(self, selection: Selection) -> str:
        units = [column.code for column in self.release.keys if column.role == ColumnRole.UNIT]
        chosen = selection.chosen
        pair = next(((code, chosen[code]) for code in units if chosen.get(code)), None)
        return wording.unit_of(self.indicator, self.labels, pair)

    @cached_property
    def sentences(self) -> list[str]:
        whole = next((line for line in self.lines if not line.key), None)
        return wording.newest_sentences(whole.cells if whole else (), self.decimals, self.unit)

    @property
    def by_label(self) -> str:
        column = next((one for one in self.release.keys if one.code == self.selection.by), None)
        return self.labels.column(column) if column else ""

    @cached_property
    def fixed_words(self) -> str:
        """What the figures are narrowed down to, in words."""
        pairs = [(code, value) for code, value in self.selection.fixed if value]
        return self.labels.keys(self.release.keys, pairs) if pairs else ""

    @cached_property
    def chart(self) -> Chart | None:
        target = self.standing.target
        is_headline = not self.fixed_words
        return chart_of(self.lines, (target.year, target.value) if target and is_headline else None)

    def name_of(self, line: Line) -> str:
        return self.labels.value(self.selection.by, line.key)

    def value(self, cell: Cell | None) -> str:
        return wording.value_text(cell, self.decimals, self.unit) if cell else "–"

    @cached_property
    def legend(self) -> list[dict[str, Any]]:
        drawn = self.chart.drawn if self.chart else ()
        return [
            {
                "style": one.style,
                "name": self.name_of(one.line),
                "value": self.value(one.line.last),
                "period": wording.period(one.line.last.period) if one.line.last else "",
            }
            for one in drawn
        ]

    @cached_property
    def small(self) -> list[dict[str, Any]]:
        """Groups with a drawing of their own."""
        return [
            {"drawn": one, "name": self.name_of(one.line), "value": self.value(one.line.last)}
            for one in (self.chart.apart if self.chart else ())
        ]

    @cached_property
    def notes(self) -> list[str]:
        """What cells say of themselves, each note once, with the periods in which it stands."""
        found: dict[str, list[str]] = {}
        for line in self.lines:
            for cell in line.cells:
                if cell.note:
                    periods = found.setdefault(cell.note, [])
                    if cell.period not in periods:
                        periods.append(cell.period)
        return [
            f"{', '.join(map(wording.period, periods[:6]))}: {self.labels.note(note)}"
            for note, periods in list(found.items())[:20]
        ]

    @cached_property
    def statuses(self) -> list[tuple[str, Any]]:
        """The words that stand in the table in place of a value, each explained."""
        there = {cell.status for line in self.lines for cell in line.cells}
        return [
            (wording.status_word(status), says) for status, says in wording.STATUS_SAYS.items() if str(status) in there
        ]

    @property
    def without_values(self) -> list[str]:
        """Groups that no drawing shows, since nothing of them has a value."""
        return [self.name_of(line) for line in self.lines if line.last is None][:20]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The present choices, for a form that changes one of them."""
        fixed = [(queries.parameter(code), value) for code, value in self.selection.fixed if value]
        return [("by", self.selection.by or ALONE), *fixed]

    @property
    def has_break(self) -> bool:
        return any(cell.is_break for line in self.lines for cell in line.cells)

    @property
    def has_provisional(self) -> bool:
        return any(cell.is_provisional for line in self.lines for cell in line.cells)

    def _href(self, **changed: str) -> str:
        """The address of the same page with other choices."""
        words = {"by": self.selection.by or ALONE}
        words |= {queries.parameter(code): value for code, value in self.selection.fixed if value}
        words |= changed
        return "?" + urlencode({name: value for name, value in words.items() if value})

    @cached_property
    def choices(self) -> list[Choice]:
        """Which column is told apart, then unit and series, then the other columns that can be narrowed down."""
        keys = [column for column in self.release.keys if self.release.values_of(column.code)]
        apart = [column for column in keys if column.role != ColumnRole.UNIT]
        found = [self._by_choice(apart)] if apart else []
        return found + [self._column_choice(column) for column in keys if column.code != self.selection.by]

    def _by_choice(self, columns: Iterable[Column]) -> Choice:
        by = self.selection.by
        options = [Option(str(wording.WHOLE), self._href(by=ALONE), not by, ALONE)]
        for column in columns:
            words = {"by": column.code, queries.parameter(column.code): ""}
            options.append(Option(self.labels.column(column), self._href(**words), column.code == by, column.code))
        return Choice("", "by", tuple(options))

    def _column_choice(self, column: Column) -> Choice:
        name, here = queries.parameter(column.code), self.selection.chosen.get(column.code, "")
        is_unit = column.role in (ColumnRole.UNIT, ColumnRole.SERIES) and bool(here)
        values = ([] if is_unit else [""]) + self.release.values_of(column.code)
        is_short = len(values) <= MOST_OPTIONS  # only those are links
        options = [
            Option(
                self.labels.value(column.code, value),
                self._href(**{name: value}) if is_short else "",
                value == here,
                value,
            )
            for value in values
        ]
        return Choice(self.labels.column(column), name, tuple(options))

    @cached_property
    def ways_in(self) -> list[Option]:
        """Where the chosen column has figures only together with others."""
        if any(line.key for line in self.lines):
            return []
        return [
            Option(
                self.labels.keys(self.release.keys, row.items()),
                self._href(**{queries.parameter(code): value for code, value in row.items()}),
                False,
            )
            for row in queries.ways_in(self.release, self.selection)
        ]

    @cached_property
    def _gaps(self) -> tuple[Gap, ...]:
        return queries.gaps_of(self.release, self.selection, self.indicator.direction)

    @cached_property
    def gaps(self) -> list[GapRow]:
        """Who is furthest behind comes first."""
        return gap_rows(self._gaps, self.selection.by, self)

    @property
    def gap_year(self) -> str:
        return next((wording.period(gap.part.label) for gap in self._gaps if gap.part), "")


def gap_rows(
    found: Iterable[Gap], column: str, shown: Shown, addresses: Mapping[str, str] | None = None
) -> list[GapRow]:
    return [
        GapRow(
            shown.labels.value(column, gap.name),
            gap.name,
            wording.figure_text(gap, shown.indicator, shown.decimals, shown.unit),
            wording.gap_text(gap, shown.indicator, shown.decimals, shown.unit),
            wording.movement_text(gap),
            shown.indicator.has_direction and bool(gap.absolute and round(gap.absolute, shown.decimals) > 0),
            (addresses or {}).get(gap.name, ""),
        )
        for gap in found
    ]
