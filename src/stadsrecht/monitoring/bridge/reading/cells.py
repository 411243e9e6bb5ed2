"""From columns of text to a table of observations: spelling, what is a choice and what is not, cells given twice."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from stadsrecht.monitoring.bridge.reading.columns import AREA_NAMES
from stadsrecht.monitoring.bridge.reading.findings import Finding, some
from stadsrecht.monitoring.bridge.reading.words import Said
from stadsrecht.monitoring.models import Column, ColumnRole, Observation, Period, Status, Table, status_of

Texts = tuple[str, ...]
FIXED_BY_CONSTANCY = frozenset({ColumnRole.UNIT, ColumnRole.SERIES})
FEWEST_AREAS = 3


@dataclass(frozen=True)
class Cell:
    """What a line says besides its keys."""

    value: float | None
    status: Status
    is_provisional: bool = False
    is_break: bool = False
    note: str = ""


def cell_of(number: float | None, said: Said, remark: str, words: str) -> Cell:
    """What a number and the words beside it come to.

    Where the words say that there is none, the number is not taken over: a suppressed one is written down nowhere, any
    other goes into the note together with the words.
    """
    status = said.status or status_of(number)
    note = remark or said.note
    if number is not None and said.status not in (None, Status.VALUE, Status.ZERO):
        if status != Status.HIDDEN:
            note = remark or f"{words} ≠ {number:.15g}"
        number = None
    if status in (Status.VALUE, Status.ZERO):
        status = status_of(number)
    return Cell(None if number is None else float(number), status, said.is_provisional, said.is_break, note)


@dataclass(frozen=True)
class Lines:
    """The lines of a file, one after the other: number, period, and what they say."""

    file: str
    numbers: Sequence[int]
    periods: Sequence[Period]
    cells: Sequence[Cell]


def spelled_alike(texts: Texts, file: str, column: str) -> tuple[Texts, list[Finding]]:
    """Several spellings of one code (capitals, spaces) become the one that is used most, and that is noted."""
    counts = Counter(texts)
    groups: dict[str, list[str]] = defaultdict(list)
    for text in counts:
        groups[" ".join(text.casefold().split())].append(text)
    chosen: dict[str, str] = {}
    for variants in groups.values():
        best = " ".join(min(variants, key=lambda text: (-counts[text], text)).split())
        chosen.update((text, best) for text in variants if text != best)
    if not chosen:
        return texts, []
    found = [
        Finding(
            "spelling",
            file,
            None,
            column,
            {"variant": text, "chosen": best, "count": counts[text]},
        )
        for text, best in sorted(chosen.items())
        if best  # a cell of spaces is a blank one
    ]
    return tuple(chosen.get(text, text) for text in texts), found


def settled(columns: Sequence[Column], texts: Sequence[Texts]) -> tuple[list[Column], list[Column]]:
    """The columns with their final role, and those whose cells follow from the area.

    A unit or series that is the same on every line is not part of the key, for else the headline, which has a blank in
    every key, could not be told. Nor is a name that follows from the area code of its line: it would keep areas apart
    twice. Both stay with the figures as attributes.
    """
    areas = next((cells for column, cells in zip(columns, texts, strict=True) if column.role == ColumnRole.AREA), ())
    following = [
        column
        for column, cells in zip(columns, texts, strict=True)
        if column.role == ColumnRole.GROUP and areas and _follows(column.heading, cells, areas)
    ]
    return [
        replace(column, role=ColumnRole.ATTRIBUTE)
        if column in following or (column.role in FIXED_BY_CONSTANCY and len(set(cells)) == 1)
        else column
        for column, cells in zip(columns, texts, strict=True)
    ], following


def _follows(heading: str, cells: Texts, areas: Texts) -> bool:
    """Each area has one value, no area has none; and there are enough areas, or the name says what it is."""
    pairs = set(zip(areas, cells, strict=True))
    codes = {area for area, _cell in pairs}
    values = {cell for _area, cell in pairs} - {""}
    if len(pairs) != len(codes) or ("" in codes and ("", "") not in pairs) or len(codes - {""}) < FEWEST_AREAS:
        return False
    return bool(values) and (len(values) > 1 or " ".join(heading.casefold().split()) in AREA_NAMES)


def table_of(
    columns: Sequence[Column], texts: Sequence[Texts], lines: Lines, *, keeps_contradictions: bool
) -> tuple[Table, list[Finding]]:
    """One observation for each key and period.

    The same figure twice is kept once. Different figures for one cell are a fault, or, where `keeps_contradictions`,
    make the cell not known, with both figures as its note.
    """
    periods, cells, numbers = lines.periods, lines.cells, lines.numbers
    keys = _rows([text for column, text in zip(columns, texts, strict=True) if column.is_key], len(periods))
    attributes = _rows([text for column, text in zip(columns, texts, strict=True) if not column.is_key], len(periods))
    places: dict[tuple[Texts, str], list[int]] = defaultdict(list)
    for place, (key, period) in enumerate(zip(keys, periods, strict=True)):
        places[key, period.label].append(place)
    found, observations = [], []
    named = [column for column in columns if column.is_key]
    for (key, label), same in places.items():
        cell = cells[same[0]]
        if len(same) > 1:
            cell, finding = _one_of(same, cells, [numbers[place] for place in same], keeps_contradictions)
            details = {**finding.details, "cell": _cell_name(named, key, label)}
            found.append(replace(finding, file=lines.file, details=details))
        observations.append(
            Observation(
                periods[same[0]],
                key,
                cell.value,
                cell.status,
                cell.is_provisional,
                cell.is_break,
                attributes[same[0]],
                cell.note,
            )
        )
    return Table.of(columns, observations), found


def _rows(texts: Sequence[Texts], length: int) -> list[Texts]:
    return list(zip(*texts, strict=True)) if texts else [()] * length


def _one_of(
    places: list[int], cells: Sequence[Cell], numbers: list[int], keeps_contradictions: bool
) -> tuple[Cell, Finding]:
    first = cells[places[0]]
    rows = some(numbers, 10)
    if all((cells[place].value, cells[place].status) == (first.value, first.status) for place in places):
        return first, Finding("same-twice", "", numbers[1], "", {"rows": rows})
    said = [written(cells[place]) for place in places]
    code = "contradiction-kept" if keeps_contradictions else "contradiction"
    finding = Finding(code, "", numbers[1], "", {"rows": rows, "values": some(said, 10)})
    return replace(first, value=None, status=Status.NOT_KNOWN, note=" ≠ ".join(dict.fromkeys(said))), finding


def written(cell: Cell) -> str:
    """A figure as the source would write it, or why it is not there."""
    return cell.status.value if cell.value is None else f"{cell.value:.15g}"


def _cell_name(columns: Sequence[Column], key: Texts, label: str) -> str:
    parts = [f"{column.heading}={value}" for column, value in zip(columns, key, strict=True) if value]
    return ", ".join([label, *parts])


def headline_missing(table: Table, file: str) -> list[Finding]:
    """A note where no observation is about the whole."""
    if any(not any(row.keys) for row in table.observations):
        return []
    return [Finding("no-headline", file)]
