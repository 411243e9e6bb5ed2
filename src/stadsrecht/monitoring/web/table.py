"""The table of what a page shows: every cell with its value or, in words, with what stands in its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from stadsrecht.kernel.html import joined
from stadsrecht.monitoring.models import Cell
from stadsrecht.monitoring.queries import table_of
from stadsrecht.monitoring.web import wording
from stadsrecht.monitoring.web.shown import Shown

MOST_CELLS = 3000  # of one table; a page of more is too heavy for a telephone


@dataclass(frozen=True)
class Grid:
    """Names of rows and columns, and the cells. The longer side stands as rows."""

    corner: str
    heads: list[str]
    rows: list[tuple[str, list[Cell | None]]]
    left_out: int


def grid_of(shown: Shown) -> Grid:
    days = {cell.period: cell.starts_on for line in shown.lines for cell in line.cells}
    periods = sorted(days, key=lambda period: (days[period], period), reverse=True)
    cells = {(line.key, cell.period): cell for line in shown.lines for cell in line.cells}
    keys = [line.key for line in shown.lines]
    names = {line.key: shown.name_of(line) for line in shown.lines}
    if len(keys) <= len(periods) or len(keys) <= 8:
        most = max(1, MOST_CELLS // max(len(keys), 1))
        rows = [(wording.period(one), [cells.get((key, one)) for key in keys]) for one in periods[:most]]
        return Grid(_("Period"), [names[key] for key in keys], rows, len(periods) - len(rows))
    most = max(1, MOST_CELLS // max(len(periods), 1))
    by_name = [(names[key], [cells.get((key, one)) for one in periods]) for key in keys[:most]]
    return Grid(shown.by_label, [wording.period(one) for one in periods], by_name, len(keys) - len(by_name))


def drawn_rows(grid: Grid, decimals: int) -> SafeString:
    """The body of the table, without a template for every cell."""
    words = {"provisional": _("provisional"), "break": _("break in the series"), "none": _("no cell in the source")}
    return joined(
        "\n",
        '<tr class="utrecht-table__row"><th scope="row" class="utrecht-table__cell">{}</th>{}</tr>',
        ((name, mark_safe("".join(_cell(cell, decimals, words) for cell in cells))) for name, cells in grid.rows),  # noqa: S308
    )


def _cell(cell: Cell | None, decimals: int, words: dict[str, str]) -> SafeString:
    start = '<td class="utrecht-table__cell utrecht-table__cell--numeric-column">'
    if cell is None:
        dash = '<span class="sr-unknown" aria-hidden="true">–</span><span class="sr-visually-hidden">{}</span></td>'
        return format_html(start + dash, words["none"])
    text = wording.value_text(cell, decimals)
    shown = text if cell.value is not None else format_html('<span class="sr-unknown">{}</span>', text)
    marks = [words[name] for name, is_so in (("provisional", cell.is_provisional), ("break", cell.is_break)) if is_so]
    under = format_html('<span class="sr-under">{}</span>', ", ".join(marks)) if marks else ""
    return format_html(start + "{}{}</td>", shown, under)


def file_rows(shown: Shown) -> Iterator[tuple[Any, ...]]:
    """What was chosen as rows of a file; where nothing was chosen, the whole release."""
    return _whole_release(shown) if shown.is_default else observation_rows(shown)


def _whole_release(shown: Shown) -> Iterator[tuple[Any, ...]]:
    table = table_of(shown.release)
    codes = [column.code for column in (*table.keys, *table.attributes)]
    yield (*codes, "period", "value", "status", "provisional", "break", "note")
    for row in table.observations:
        marks = (row.is_provisional, row.is_break, row.note)
        yield (*row.keys, *row.attributes, row.period.label, row.value, row.status.value, *marks)


def observation_rows(shown: Shown) -> Iterator[tuple[Any, ...]]:
    """The lines of a page: the fixed columns are the same in each row."""
    fixed = [(code, value) for code, value in shown.selection.fixed]
    by = [shown.selection.by] if shown.selection.by else []
    yield (*(code for code, _value in fixed), *by, "period", "value", "status", "provisional", "break", "note")
    for line in shown.lines:
        for cell in line.cells:
            own = [line.key] if by else []
            yield (
                *(value for _code, value in fixed),
                *own,
                cell.period,
                cell.value,
                cell.status,
                cell.is_provisional,
                cell.is_break,
                cell.note,
            )
