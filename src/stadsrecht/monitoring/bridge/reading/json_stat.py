"""JSON-stat 2.0 (https://json-stat.org/full/): one dataset, of which one dimension is time.

The code of a category is kept as the value of its column, its label goes to the labels of a new indicator. `_T`, the
code that SDMX has for the total, becomes a blank. What `extension` says of a file of ours is read back.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite, prod
from typing import Any

from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.monitoring.bridge.reading.cells import Lines, cell_of, headline_missing, settled, table_of
from stadsrecht.monitoring.bridge.reading.columns import columns_of
from stadsrecht.monitoring.bridge.reading.findings import Finding, faults
from stadsrecht.monitoring.bridge.reading.incoming import EMPTY, Incoming, Origin
from stadsrecht.monitoring.bridge.reading.periods import A_YEAR, periods_of
from stadsrecht.monitoring.bridge.reading.words import said_in_letters
from stadsrecht.monitoring.models import Column, ColumnRole, Direction, Table

TOTAL = "_T"
TIMES = ("time", "period", "year", "time_period", "tid", "perioden")


class NotJsonStat(Exception):
    """Why it is none."""


@dataclass(frozen=True)
class Dimension:
    code: str
    label: str
    categories: tuple[str, ...]
    labels: Mapping[str, str]


@dataclass(frozen=True)
class Cube:
    """The parts of a dataset that hold figures: each cell by its number, in row-major order."""

    dimensions: tuple[Dimension, ...]
    time: int
    areas: frozenset[str]
    cells: tuple[tuple[int, Any, str], ...]
    silent: int
    content: Mapping[str, Any]

    def categories(self, place: int) -> tuple[str, ...]:
        """The category of a dimension, for each cell."""
        step = prod(len(dimension.categories) for dimension in self.dimensions[place + 1 :])
        options = self.dimensions[place].categories
        return tuple(options[number // step % len(options)] for number, _value, _status in self.cells)


def read_json_stat(content: bytes, origin: Origin) -> Incoming:
    """The figures of one indicator, and its name and source for one that is new."""
    try:
        cube = _cube(json.loads(content, parse_constant=_no_number))
    except (ValueError, RecursionError) as fault:
        return _refused(origin, Finding("not-json", origin.file, details={"why": str(fault)[:200]}))
    except NotJsonStat as fault:
        return _refused(origin, Finding("json-stat", origin.file, details={"why": str(fault)[:200]}))
    if cube.time < 0:
        return _refused(origin, Finding("no-time", origin.file))
    table, findings = _table(cube, origin)
    if faults(findings):
        return _refused(origin, *findings)
    values, notes = _values(cube, origin)
    return Incoming(origin.code, origin.file, table, (*findings, *notes, *headline_missing(table, origin.file)), values)


def _refused(origin: Origin, *findings: Finding) -> Incoming:
    return Incoming(origin.code, origin.file, EMPTY, findings)


def _no_number(text: str) -> float:
    raise ValueError(f"{text} is no number of JSON")


def _cube(content: Any) -> Cube:
    """Raises NotJsonStat for whatever else it may be."""
    try:
        return _parts(content)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as fault:
        raise NotJsonStat(f"{type(fault).__name__}: {fault}") from None


def _parts(content: Any) -> Cube:
    if not isinstance(content, dict) or content.get("version") != "2.0" or content.get("class") != "dataset":
        raise NotJsonStat("version 2.0 and class dataset are wanted")
    dimensions = tuple(_dimension(name, content["dimension"][name]) for name in content["id"])
    size = [int(one) for one in content["size"]]
    if size != [len(dimension.categories) for dimension in dimensions]:
        raise NotJsonStat("size is not that of the categories")
    roles = content.get("role") or {}
    times = roles.get("time") or [one.code for one in dimensions if one.code.casefold() in TIMES]
    codes = [dimension.code for dimension in dimensions]
    cells, silent = _cells(content, prod(size))
    return Cube(
        dimensions,
        codes.index(times[0]) if times and times[0] in codes else -1,
        frozenset(roles.get("geo", ())),
        cells,
        silent,
        content,
    )


def _dimension(code: str, content: Mapping[str, Any]) -> Dimension:
    category = content["category"]
    index, labels = category.get("index"), category.get("label", {})
    if isinstance(index, dict):
        categories = tuple(sorted(index, key=lambda name: index[name]))
    else:
        categories = tuple(index if index is not None else labels)
    return Dimension(str(code), str(content.get("label") or code), tuple(map(str, categories)), dict(labels))


def _cells(content: Mapping[str, Any], size: int) -> tuple[tuple[tuple[int, Any, str], ...], int]:
    """Number, value and status of each cell that says something; and how many say nothing at all."""
    values = _by_number(content.get("value"), size)
    status = content.get("status")
    words = dict.fromkeys(values, status) if isinstance(status, str) else _by_number(status or {}, size)
    told = sorted({number for number, value in values.items() if value is not None} | words.keys())
    cells = tuple((number, values.get(number), str(words.get(number) or "")) for number in told)
    return cells, len(values.keys() - set(told))


def _by_number(values: Any, size: int) -> dict[int, Any]:
    if isinstance(values, list):
        if len(values) != size:
            raise NotJsonStat(f"{len(values)} cells where {size} are wanted")
        return dict(enumerate(values))
    if not isinstance(values, dict):
        raise NotJsonStat("value is neither a list nor an object")
    numbered = {int(number): value for number, value in values.items()}
    if any(not 0 <= number < size for number in numbered):
        raise NotJsonStat("a cell lies outside the dimensions")
    return numbered


def _table(cube: Cube, origin: Origin) -> tuple[Table, list[Finding]]:
    others = [place for place in range(len(cube.dimensions)) if place != cube.time]
    columns = _columns(cube, [cube.dimensions[place] for place in others], origin)
    texts = [
        _blank_for_all(cube.categories(place), column, origin.whole)
        for place, column in zip(others, columns, strict=True)
    ]
    numbers = [number + 1 for number, _value, _status in cube.cells]
    periods, found = periods_of(cube.categories(cube.time), numbers, origin.file, "time", free=A_YEAR)
    notes = _notes(cube)
    cells = []
    for number, value, words in origin.progress(cube.cells):
        is_number = isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
        if value is not None and not is_number:
            found.append(Finding("number", origin.file, number + 1, "value", {"text": str(value)[:40]}))
        cells.append(cell_of(value if is_number else None, said_in_letters(words), notes.get(number, ""), words))
    if cube.silent:
        found.append(Finding("silent", origin.file, None, "value", {"count": cube.silent}))
    if not cells:
        found.append(Finding("empty", origin.file))
    if faults(found):
        return EMPTY, found
    columns, _following = settled(columns, texts)
    lines = Lines(origin.file, numbers, [one for one in periods if one is not None], cells)
    table, twice = table_of(columns, texts, lines, keeps_contradictions=False)
    return table, [*found, *twice]


def _columns(cube: Cube, dimensions: Sequence[Dimension], origin: Origin) -> list[Column]:
    """`role`, `geo` decides which dimension is the area."""
    named = [(dimension.code, ColumnRole.AREA if dimension.code in cube.areas else None) for dimension in dimensions]
    return columns_of([code for code, _role in named], origin.known, dict(named))


def _blank_for_all(texts: tuple[str, ...], column: Column, whole: str) -> tuple[str, ...]:
    blanks = {TOTAL, whole} if column.role == ColumnRole.AREA else {TOTAL}
    return tuple("" if text in blanks else text for text in texts)


def _notes(cube: Cube) -> dict[int, str]:
    """Number of a cell -> its note, in a file of ours."""
    extension = cube.content.get("extension")
    notes = extension.get("notes") if isinstance(extension, dict) else None
    if not isinstance(notes, dict):
        return {}
    return {number: text for text, numbers in notes.items() if isinstance(numbers, list) for number in numbers}


def _values(cube: Cube, origin: Origin) -> tuple[dict[str, Any], list[Finding]]:
    """What a new indicator is called and where it comes from; nothing where the file does not say."""
    name, source = str(cube.content.get("label") or ""), str(cube.content.get("source") or "")
    if not name or not source:
        return {}, []
    address = str(cube.content.get("href") or "")
    values = {
        "code": origin.code,
        "name": LocalisedText({origin.language: name[:300]}),
        "direction": Direction.UNSAID,
        "publisher": source[:200],
        "source": source[:300],
        "source_url": address[:500] if address.startswith(("http://", "https://")) else "",
        "labels": _labels(cube, origin),
    }
    return values, [Finding("no-direction", origin.file)]


def _labels(cube: Cube, origin: Origin) -> dict[str, Any]:
    others = [dimension for place, dimension in enumerate(cube.dimensions) if place != cube.time]
    columns = _columns(cube, others, origin)
    return {
        column.code: {
            "name": {origin.language: dimension.label},
            "values": {code: {origin.language: str(text)} for code, text in dimension.labels.items() if code != TOTAL},
        }
        for column, dimension in zip(columns, others, strict=True)
    }
