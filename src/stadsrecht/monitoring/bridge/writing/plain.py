"""CSV and JSON of our own: one line or object for each observation, every status by its name.

In CSV a text stands exactly as it was released: no apostrophe is put before `=` or `-`, for then another system would
read another text. The CSV itself has no room for its origin; the CSVW description beside it does.
"""

import csv
import io
from collections.abc import Iterator
from typing import Any

from stadsrecht.monitoring.bridge.writing.description import Description, as_json, shown, written
from stadsrecht.monitoring.models import Column, ColumnRole, Observation, Table

FIXED_AFTER = ("value", "status", "provisional", "break", "note")


def ordered_keys(table: Table) -> list[tuple[int, Column]]:
    """Key columns with their place in a row's keys, areas first."""
    return sorted(enumerate(table.keys), key=lambda pair: (pair[1].role != ColumnRole.AREA, pair[0]))


def heading(table: Table) -> list[str]:
    """The names of the columns of `as_csv`."""
    keys = [column.code for _place, column in ordered_keys(table)]
    return ["period", *keys, *FIXED_AFTER, *(column.code for column in table.attributes)]


def as_csv(description: Description, table: Table) -> bytes:
    """UTF-8, RFC 4180, first line the names of columns. A blank in a key column means all of it."""
    places = [place for place, _column in ordered_keys(table)]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(heading(table))
    writer.writerows(
        (
            row.period.label,
            *(row.keys[place] for place in places),
            written(shown(row)),
            row.status.value,
            "true" if row.is_provisional else "false",
            "true" if row.is_break else "false",
            row.note,
            *row.attributes,
        )
        for row in table.observations
    )
    return text.getvalue().encode()


def columns_data(description: Description) -> list[dict[str, Any]]:
    return [
        {"code": column.code, "heading": column.heading, "role": column.role.value}
        | ({"name": dict(name)} if (name := description.name_of(column)) else {})
        for column in description.columns
    ]


def observation_data(columns: tuple[Column, ...], row: Observation) -> dict[str, Any]:
    """An observation as an object; blank keys, false marks and empty texts are left out."""
    keys = iter(row.keys)
    attributes = iter(row.attributes)
    cells = {column.code: next(keys) if column.is_key else next(attributes) for column in columns}
    marks = {"provisional": row.is_provisional, "break": row.is_break, "note": row.note}
    return {
        "period": row.period.label,
        **{code: text for code, text in cells.items() if text},
        "value": shown(row),
        "status": row.status.value,
        **{name: mark for name, mark in marks.items() if mark},
    }


def as_own_json(description: Description, table: Table) -> bytes:
    """Origin, columns and observations in one object."""
    return as_json(
        {
            **description.facts(),
            "name": dict(description.name),
            "about": dict(description.about),
            "unit": dict(description.unit),
            "labels": description.labels,
            "columns": columns_data(description),
            "observations": list(_observations(table)),
        }
    )


def _observations(table: Table) -> Iterator[dict[str, Any]]:
    return (observation_data(table.columns, row) for row in table.observations)
