"""JSON-stat 2.0 (https://json-stat.org/full/): a dataset of which time is one dimension and each key column another.

A blank key is the category `_T`. Cells are numbered in row-major order. Where the full cross product would be mostly
empty, `value` is an object from number to value, as the standard allows. What a cell is besides its value stands in
`status`; the standard leaves its words free, so they are ours and are explained in `extension`.
"""

from math import prod
from typing import Any

from django.utils.translation import gettext_lazy as _

from stadsrecht.monitoring.bridge.writing.description import Description, as_json, in_languages, shown
from stadsrecht.monitoring.bridge.writing.identifiers import codes
from stadsrecht.monitoring.models import Column, ColumnRole, Observation, Status, Table, status_of

MOSTLY_EMPTY = 1.25  # cells for each observation, above which the sparse form is the shorter one
TIME = "period"
ALL = _("all")
PROVISIONAL, BREAK = _("provisional"), _("break in series")


def as_jsonstat(description: Description, table: Table) -> bytes:
    """Labels are in the city's first language; `extension` holds them in every other too."""
    by_column = [codes(row.keys[place] for row in table.observations) for place in range(len(table.keys))]
    present = [_present(table, place, by_column[place]) for place in range(len(table.keys))]
    periods = sorted({row.period for row in table.observations}, key=lambda period: (period.starts_on, period.label))
    sizes = [*(len(values) for values in present), len(periods)]
    numbered = _numbered(table, present, [period.label for period in periods], sizes)
    keys = [column.code for column in table.keys]
    dimensions = {
        column.code: _dimension(description, column, {by_column[place][value]: value for value in present[place]})
        for place, column in enumerate(table.keys)
    }
    return as_json(
        {
            "version": "2.0",
            "class": "dataset",
            "label": description.in_first_language(description.name, description.code),
            "source": f"{description.publisher}: {description.source}",
            "updated": description.released_at.isoformat(),
            "href": f"{description.folder}/observations.jsonstat.json",
            "note": _notes(description),
            "role": _roles(table),
            "id": [*keys, TIME],
            "size": sizes,
            "dimension": {**dimensions, TIME: {"category": {"index": [period.label for period in periods]}}},
            "value": _values(numbered, prod(sizes)),
            "status": {str(number): said for number, row in numbered if (said := status_words(row))},
            "extension": _extension(description, table, numbered),
        }
    )


def _present(table: Table, place: int, ids: dict[str, str]) -> list[str]:
    """The values that occur, the whole first."""
    return sorted({row.keys[place] for row in table.observations}, key=lambda value: (value != "", value, ids[value]))


def _numbered(
    table: Table, present: list[list[str]], periods: list[str], sizes: list[int]
) -> list[tuple[int, Observation]]:
    """Each observation with the number of its cell, in the order of cells."""
    places = [{value: place for place, value in enumerate(values)} for values in present]
    of_period = {label: place for place, label in enumerate(periods)}
    found = []
    for row in table.observations:
        number = 0
        for place, value in enumerate(row.keys):
            number = number * sizes[place] + places[place][value]
        found.append((number * sizes[-1] + of_period[row.period.label], row))
    return sorted(found, key=lambda pair: pair[0])


def _dimension(description: Description, column: Column, values: dict[str, str]) -> dict[str, Any]:
    labels = {code: _label(description, column, value) for code, value in values.items()}
    return {
        "label": description.in_first_language(description.name_of(column), column.heading),
        "category": {"index": list(values), "label": labels},
    }


def _label(description: Description, column: Column, value: str) -> str:
    if not value:
        return description.in_first_language(in_languages(ALL, description.languages[:1]))
    return description.in_first_language(description.name_of_value(column, value), value)


def _values(numbered: list[tuple[int, Observation]], cells: int) -> list[float | None] | dict[str, float | None]:
    if cells > MOSTLY_EMPTY * len(numbered):
        return {str(number): shown(row) for number, row in numbered}
    values: list[float | None] = [None] * cells
    for number, row in numbered:
        values[number] = shown(row)
    return values


def status_words(row: Observation) -> str:
    """Nothing where the number says it all; else status and marks, between semicolons."""
    is_plain = row.status == status_of(shown(row)) and row.status in (Status.VALUE, Status.ZERO)
    said = [
        "" if is_plain else row.status.value,
        "provisional" if row.is_provisional else "",
        "break" if row.is_break else "",
    ]
    return ";".join(filter(None, said))


def _roles(table: Table) -> dict[str, list[str]]:
    areas = [column.code for column in table.keys if column.role == ColumnRole.AREA]
    return {"time": [TIME]} | ({"geo": areas} if areas else {})


def _notes(description: Description) -> list[str]:
    texts = (description.about, description.changes, description.note)
    return [text for texts_of in texts if (text := description.in_first_language(texts_of))]


def _extension(description: Description, table: Table, numbered: list[tuple[int, Observation]]) -> dict[str, Any]:
    """What JSON-stat has no place for: origin, names in every language, words of `status`, texts beside cells."""
    languages = description.languages
    words = {status.value: status.label for status in Status} | {"provisional": PROVISIONAL, "break": BREAK}
    columns = [
        {"code": column.code, "heading": column.heading, "role": column.role.value}
        | {"name": dict(description.name_of(column))}
        for column in description.columns
    ]
    texts = {
        column.code: _cells_of(numbered, lambda row, place=place: row.attributes[place])
        for place, column in enumerate(table.attributes)
    }
    return {
        **description.facts(),
        "name": dict(description.name),
        "unit": dict(description.unit),
        "columns": columns,
        "labels": description.labels,
        "status": {word: dict(in_languages(label, languages)) for word, label in words.items()},
        "attributes": texts,
        "notes": _cells_of(numbered, lambda row: row.note),
    }


def _cells_of(numbered: list[tuple[int, Observation]], text_of: Any) -> dict[str, list[int]]:
    """Each text with the numbers of the cells that bear it."""
    found: dict[str, list[int]] = {}
    for number, row in numbered:
        if text := text_of(row):
            found.setdefault(text, []).append(number)
    return found
