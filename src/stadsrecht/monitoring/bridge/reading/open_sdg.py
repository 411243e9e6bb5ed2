"""Open SDG folders: `data/indicator_1-2-1.csv` beside `meta/1-2-1.md` or `.yml` (https://open-sdg.readthedocs.io).

Headings and texts of cells are kept as they are, in the headings and attributes of the table, so that writing the
folder again gives the same figures. A file of ours may add the columns `Note` and `Observation status`, which are read.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from stadsrecht.monitoring.bridge.reading.cells import (
    Cell,
    Lines,
    cell_of,
    headline_missing,
    settled,
    spelled_alike,
    table_of,
)
from stadsrecht.monitoring.bridge.reading.columns import columns_of
from stadsrecht.monitoring.bridge.reading.description import described
from stadsrecht.monitoring.bridge.reading.findings import Finding, faults, some
from stadsrecht.monitoring.bridge.reading.incoming import EMPTY, Incoming
from stadsrecht.monitoring.bridge.reading.periods import A_YEAR, periods_of
from stadsrecht.monitoring.bridge.reading.sheet import Sheet, missing_heading, sheet_of
from stadsrecht.monitoring.bridge.reading.words import Said, number_of, said_in_words
from stadsrecht.monitoring.models import Column, Status, Table

PREFIX = "indicator_"
PERIOD, VALUE, WORDS, REMARK = "year", "value", "observation status", "note"
Files = Mapping[str, bytes]


def read_open_sdg(
    files: Files, language: str = "en", progress: Callable[[Iterable[str]], Iterable[str]] = iter
) -> list[Incoming]:
    """Every `indicator_*.csv` among these files (path in the folder: content), with its description."""
    names = sorted(name for name in files if is_data(name))
    found = [read_indicator(name, files, language) for name in progress(names)]
    extra: dict[str, list[Finding]] = defaultdict(list)
    for finding in [*_same_files(names, files), *_headings_spelled(found)]:
        extra[finding.file].append(finding)
    return [replace(one, findings=(*one.findings, *extra[one.file])) for one in found]


def is_data(name: str) -> bool:
    path = PurePosixPath(name)
    return path.name.startswith(PREFIX) and path.suffix == ".csv"


def read_indicator(name: str, files: Files, language: str = "en") -> Incoming:
    """One indicator: its figures and, if there is a file of that name, its description."""
    code = PurePosixPath(name).stem.removeprefix(PREFIX)
    table, findings = read_figures(files[name], name)
    description = described(code, files, language)
    found = (*findings, *description.findings, *(headline_missing(table, name) if not faults(findings) else ()))
    return Incoming(code, name, table, found, description.values, description.subjects, description.targets)


def read_figures(content: bytes, file: str) -> tuple[Table, list[Finding]]:
    """The CSV alone: first `Year`, then any columns, last `Value`."""
    sheet = sheet_of(content, file)
    period, value = sheet.place_of(PERIOD), sheet.place_of(VALUE)
    missing = [missing_heading(sheet, name) for name, place in (("Year", period), ("Value", value)) if place is None]
    if period is None or value is None or faults(sheet.findings):
        return EMPTY, [*sheet.findings, *missing]
    texts = sheet.columns()
    others = [place for place in range(len(texts)) if place not in (period, value, sheet.place_of(REMARK))]
    columns = columns_of(sheet.headings[place] for place in others)
    spelled = [spelled_alike(texts[place], file, sheet.headings[place]) for place in others]
    periods, odd = periods_of(texts[period], sheet.numbers, file, sheet.headings[period], free=A_YEAR)
    cells, read = _cells(sheet, texts[value], columns, [one for one, _found in spelled])
    columns, following = settled(columns, [one for one, _found in spelled])
    found = [
        *sheet.findings,
        *odd,
        *(finding for _one, some_found in spelled for finding in some_found),
        *read,
        *(Finding("follows-area", file, None, column.heading) for column in following),
    ]
    if faults(found):
        return EMPTY, found
    whole = [one for one in periods if one is not None]
    plain = [one for one, _found in spelled]
    lines = Lines(file, sheet.numbers, whole, cells)
    table, twice = table_of(columns, plain, lines, keeps_contradictions=True)
    return table, found + twice


def _cells(
    sheet: Sheet, values: tuple[str, ...], columns: list[Column], texts: list[tuple[str, ...]]
) -> tuple[list[Cell], list[Finding]]:
    """What each line says: its number and the words of its status."""
    words = next((one for column, one in zip(columns, texts, strict=True) if column.heading.casefold() == WORDS), None)
    remarks = _remarks(sheet)
    cells, found, odd = [], [], _Odd(sheet)
    for place, text in enumerate(values):
        said = said_in_words(words[place]) if words else Said()
        try:
            number = number_of(text) if text.strip() else None
        except ValueError:
            found.append(Finding("number", sheet.file, sheet.lines[place][0], "Value", {"text": text}))
            number = None
        cell = cell_of(number, said, remarks[place] if remarks else "", words[place] if words else "")
        odd.see(place, number, said, words[place] if words else "")
        cells.append(cell)
    return cells, found + odd.findings()


def _remarks(sheet: Sheet) -> tuple[str, ...] | None:
    place = sheet.place_of(REMARK)
    return None if place is None else sheet.columns()[place]


class _Odd:
    """Counts what is odd about the cells of one sheet, for one note of each kind."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.words: Counter[str] = Counter()
        self.unknown: Counter[str] = Counter()
        self.places: dict[str, list[int]] = defaultdict(list)

    def see(self, place: int, number: float | None, said: Said, words: str) -> None:
        if said.status is not None and said.status != Status.VALUE:
            self.words[words] += 1
            if number is not None:
                kind = "hidden-with-value" if said.status == Status.HIDDEN else "missing-with-value"
                self.places[kind].append(place)
        elif number is None:
            self.places["blank"].append(place)
        self.unknown.update(said.unknown)

    def findings(self) -> list[Finding]:
        file = self.sheet.file
        column = "Observation status"
        found = [
            Finding(kind, file, row, "Value", {"count": len(places), "row": row})
            for kind, places in self.places.items()
            for row in [self.sheet.lines[places[0]][0]]
        ]
        for text, count in sorted(self.words.items()):
            status = said_in_words(text).status
            details = {"text": text, "status": status.value if status else "", "count": count}
            found.append(Finding("words", file, None, column, details))
        for text, count in sorted(self.unknown.items()):
            found.append(Finding("words-unknown", file, None, column, {"text": text, "count": count}))
        return found


def _same_files(names: list[str], files: Files) -> list[Finding]:
    """Files that are the same, byte for byte."""
    by_digest: dict[str, list[str]] = defaultdict(list)
    for name in names:
        by_digest[hashlib.sha256(files[name]).hexdigest()].append(name)
    return [
        Finding("same-file", name, details={"files": some(other for other in same if other != name)})
        for same in by_digest.values()
        if len(same) > 1
        for name in same
    ]


def _headings_spelled(found: list[Incoming]) -> list[Finding]:
    """Names of columns that differ by capitals or spaces from those of other indicators."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        for column in one.table.columns:
            names[" ".join(column.heading.casefold().split())][column.heading] += 1
    notes = []
    for one in found:
        for column in one.table.columns:
            spelled = names[" ".join(column.heading.casefold().split())]
            if len(spelled) > 1:
                details: dict[str, Any] = {
                    "name": column.heading,
                    "others": some(f"{name}" for name in sorted(spelled) if name != column.heading),
                }
                notes.append(Finding("heading-spelling", one.file, 1, column.heading, details))
    return notes
