"""CSV and JSON of our own: one line or object for each observation, every status by its name.

In CSV a text stands exactly as it was released: no apostrophe is put before `=` or `-`, for then another system would
read another text. The CSV itself has no room for its origin; the CSVW description beside it does.
"""

import csv
import io
from collections.abc import Iterator
from typing import Any

from stadsrecht.monitoring.bridge.writing.description import Description, as_json, places_of, shown, written
from stadsrecht.monitoring.models import Column, ColumnRole, Table

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


def observations_data(table: Table) -> Iterator[dict[str, Any]]:
    """Each observation as an object; blank keys, false marks and empty texts are left out."""
    named = [(column.code, place) for column, place in zip(table.columns, places_of(table.columns), strict=True)]
    for row in table.observations:
        texts = row.keys + row.attributes
        found: dict[str, Any] = {"period": row.period.label}
        found |= {code: text for code, place in named if (text := texts[place])}
        found["value"] = shown(row)
        found["status"] = row.status.value
        if row.is_provisional:
            found["provisional"] = True
        if row.is_break:
            found["break"] = True
        if row.note:
            found["note"] = row.note
        yield found


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
            "observations": list(observations_data(table)),
        }
    )
