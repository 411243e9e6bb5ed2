"""What a page looks at: one column to tell groups or areas apart by, every other column fixed, and the lines of that.

A release never changes, so what was read from it is kept in memory under its digest.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from stadsrecht.monitoring.bridge import store
from stadsrecht.monitoring.models import FIXED, Cell, Column, ColumnRole, Release

ALONE = "none"  # the word in an address for: do not tell apart
WORDS_OF_ADDRESSES = frozenset({"by", "page", "tour", "a", "b", "q"})
NEWEST = 64
CHOSEN_ONE = (ColumnRole.UNIT, ColumnRole.SERIES)
Fixed = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Selection:
    """`by` may be blank. `fixed` names every other key column with its value, blank where it is all of it."""

    by: str
    fixed: Fixed

    @property
    def chosen(self) -> dict[str, str]:
        return dict(self.fixed)


@dataclass(frozen=True)
class Line:
    """The cells of one value of the column, in order of time. The blank value is the whole."""

    key: str
    cells: tuple[Cell, ...]

    @property
    def last(self) -> Cell | None:
        """The newest cell with a value."""
        return next((cell for cell in reversed(self.cells) if cell.value is not None), None)


_newest_lines: dict[tuple[str, str, Fixed], tuple[Line, ...]] = {}
"""What this process has just read, so that the figure for everyone is not read again beside its groups."""


def parameter(column: str) -> str:
    """The word for a column in an address; one that means something else gets a stroke behind it."""
    return f"{column}_" if column in WORDS_OF_ADDRESSES else column


def area_column(release: Release) -> str:
    """The column of areas, blank where there is none."""
    return next((column.code for column in release.keys if column.role == ColumnRole.AREA), "")


def selection_of(release: Release, wanted: Mapping[str, str]) -> Selection:
    """What somebody asked for, as far as it is there; else the first column whose groups stand on their own."""
    keys = release.keys
    asked = {column.code: wanted.get(parameter(column.code), "") for column in keys}
    chosen = {code: value for code, value in asked.items() if value in release.values_of(code)}
    fixed = {**{column.code: "" for column in keys}, **_usual(release, chosen), **chosen}
    codes = [column.code for column in keys if column.role != ColumnRole.UNIT]
    if wanted.get("by") == ALONE:
        return _selection("", fixed)
    if wanted.get("by") in codes:
        return _selection(wanted["by"], fixed)
    groups = [column.code for column in keys if column.role == ColumnRole.GROUP and column.code not in chosen]
    area = [area_column(release)] if area_column(release) and area_column(release) not in chosen else []
    found = (_selection(code, fixed) for code in [*groups, *area])
    return next((one for one in found if any(line.key for line in lines(release, one))), _selection("", fixed))


def _selection(by: str, fixed: Mapping[str, str]) -> Selection:
    return Selection(by, tuple((code, value) for code, value in fixed.items() if code != by))


def headline_selection(release: Release) -> Selection:
    return _selection("", {**{column.code: "" for column in release.keys}, **_usual(release, {})})


def area_selection(release: Release, selection: Selection) -> Selection:
    """The same with areas told apart; the groups of the chosen column then count together."""
    fixed = {**selection.chosen, **({selection.by: ""} if selection.by else {})}
    return _selection(area_column(release), fixed)


def _usual(release: Release, chosen: Mapping[str, str]) -> dict[str, str]:
    """For unit and series: blank where the headline has none of them, else the first with a headline."""
    free = tuple(column.code for column in release.keys if column.role in CHOSEN_ONE and release.values_of(column.code))
    if not free:
        return {}
    others = tuple((column.code, "") for column in release.keys if column.code not in free)
    found = _combinations(release.sha256, free, others) or _combinations(release.sha256, free, ())
    asked = {code: value for code, value in chosen.items() if code in free}
    fitting = [one for one in found if asked.items() <= dict(zip(free, one, strict=True)).items()]
    return dict(zip(free, min(fitting), strict=True)) if fitting else {}


@lru_cache(maxsize=2048)
def _combinations(sha256: str, columns: tuple[str, ...], where: Fixed) -> tuple[tuple[str, ...], ...]:
    return tuple(row[: len(columns)] for row in store.group(sha256, columns, dict(where)))


def lines(release: Release, selection: Selection) -> tuple[Line, ...]:
    """The whole first, where it is there, then each group or area by its code. Raises FiguresLost."""
    return lines_in(release.sha256, selection)


def lines_in(sha256: str, selection: Selection) -> tuple[Line, ...]:
    """The same for whoever knows no more than the digest."""
    return _lines(sha256, selection.by, selection.fixed)


@lru_cache(maxsize=512)
def _lines(sha256: str, by: str, fixed: Fixed) -> tuple[Line, ...]:
    if not by:
        cells = _headline(sha256, fixed)
        return (Line("", cells),) if cells else ()
    rows = store.cells(sha256, by, dict(fixed))
    found = tuple(Line(key, tuple(map(itemgetter(1), group))) for key, group in groupby(rows, key=itemgetter(0)))
    if len(_newest_lines) >= NEWEST:
        _newest_lines.clear()
    _newest_lines[sha256, by, fixed] = found
    return found


@lru_cache(maxsize=4096)
def _headline(sha256: str, fixed: Fixed) -> tuple[Cell, ...]:
    """Kept apart and longer: every list of indicators asks for it. Where its groups were just read, it is the first."""
    for column, value in fixed:
        found = _newest_lines.get((sha256, column, tuple(pair for pair in fixed if pair[0] != column)))
        if found and not value:
            return found[0].cells if not found[0].key else ()
    return tuple(Cell(*row) for row in store.select(sha256, FIXED, dict(fixed)))


def headline(release: Release) -> tuple[Cell, ...]:
    """The figure for everyone, in order of time; empty where a release has none. Raises FiguresLost."""
    return _headline(release.sha256, headline_selection(release).fixed)


def ways_in(release: Release, selection: Selection) -> list[dict[str, str]]:
    """Where the chosen groups are only there together with other columns: which values of those, at most twelve."""
    others = tuple(code for code, value in selection.fixed if not value)
    if not selection.by or not others:
        return []
    values = tuple((selection.by, value) for value in release.values_of(selection.by)[:1])
    found = _combinations(release.sha256, others, values)
    rows = [{code: value for code, value in zip(others, row, strict=True) if value} for row in found]
    return [row for row in rows if row][:12]


def column_named(columns: Iterable[Column], code: str) -> Column | None:
    return next((column for column in columns if column.code == code), None)
