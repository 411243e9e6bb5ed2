"""What a release holds, as plain values: periods, statuses, columns and observations.

Zero, not known, not measured, not applicable and hidden are five different things, and stay so in every file. A blank
in a key column means: all of it. The observation with every key blank is the headline.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    VALUE = "value", _("value")
    ZERO = "zero", _("zero")
    NOT_KNOWN = "not-known", _("not known")
    NOT_MEASURED = "not-measured", _("not measured")
    NOT_APPLICABLE = "not-applicable", _("not applicable")
    HIDDEN = "hidden", _("hidden to protect people")


class ColumnRole(TextChoices):
    """What a column is for. All but `attribute` are part of the key of an observation."""

    GROUP = "group", _("group")
    AREA = "area", _("area")
    SERIES = "series", _("series")
    UNIT = "unit", _("unit")
    ATTRIBUTE = "attribute", _("attribute")


class Period(NamedTuple):
    """A period as people write it, the year that it counts as, and its first day."""

    label: str
    year: int
    starts_on: date


YEAR = re.compile(r"(\d{4})$")
TWO_YEARS = re.compile(r"(\d{4})\s*[/–-]\s*(\d{2}|\d{4})$")
QUARTER = re.compile(r"(\d{4})[\s-]*[QK]([1-4])$", re.IGNORECASE)
MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])$")
DAY = re.compile(r"(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")


def period_of(text: str) -> Period:
    """`2015`, `2015/16`, `2013-Q2` (also `2013 Q2`), `2024-03`, `2024-03-01`. Raises ValueError for anything else.

    A period over two years counts as the first, as Open SDG counts it.
    """
    text = text.strip()
    if found := QUARTER.match(text):
        year, quarter = int(found[1]), int(found[2])
        return Period(f"{year}-Q{quarter}", year, date(year, 3 * quarter - 2, 1))
    if found := DAY.match(text):
        return Period(text, int(found[1]), date.fromisoformat(text))
    if found := MONTH.match(text):
        return Period(text, int(found[1]), date(int(found[1]), int(found[2]), 1))
    if found := TWO_YEARS.match(text):
        first, last = found[1], found[2]
        if int(last) == (int(first) + 1) % 10 ** len(last):
            return Period(f"{first}/{last[-2:]}", int(first), date(int(first), 1, 1))
        if len(last) == 4 and int(last) > int(first):
            return Period(f"{first}/{last}", int(first), date(int(first), 1, 1))
    if found := YEAR.match(text):
        return Period(text, int(text), date(int(text), 1, 1))
    raise ValueError(text)


def status_of(value: float | None) -> Status:
    """The status of a plain number, or of its absence."""
    if value is None:
        return Status.NOT_KNOWN
    return Status.VALUE if value else Status.ZERO


@dataclass(frozen=True)
class Column:
    """A column beside period and value. `code` is its name in files of ours, `heading` its name in the source."""

    code: str
    heading: str
    role: ColumnRole = ColumnRole.GROUP

    @property
    def is_key(self) -> bool:
        return self.role != ColumnRole.ATTRIBUTE


class Observation(NamedTuple):
    """One cell: `keys` and `attributes` follow the columns of its table; a blank key means all of it."""

    period: Period
    keys: tuple[str, ...]
    value: float | None
    status: Status
    is_provisional: bool = False
    is_break: bool = False
    attributes: tuple[str, ...] = ()
    note: str = ""


FIXED = ("period", "year", "starts_on", "value", "status", "is_provisional", "is_break", "note")


class Cell(NamedTuple):
    """An observation without its key, in the order of FIXED, as a page shows it."""

    period: str
    year: int
    starts_on: str
    value: float | None
    status: str
    is_provisional: bool = False
    is_break: bool = False
    note: str = ""


@dataclass(frozen=True)
class Table:
    """All observations of one release, ordered by key and period: the order of its rows is part of its hash."""

    columns: tuple[Column, ...]
    observations: tuple[Observation, ...] = field(repr=False)

    @classmethod
    def of(cls, columns: Iterable[Column], observations: Iterable[Observation]) -> "Table":
        ordered = sorted(observations, key=lambda row: (row.keys, row.period.starts_on, row.period.label))
        return cls(tuple(columns), tuple(ordered))

    @property
    def keys(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.is_key)

    @property
    def attributes(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if not column.is_key)

    @cached_property
    def sha256(self) -> str:
        """SHA-256 over columns and observations, the same on every machine and for every version of the store."""
        total = hashlib.sha256()
        columns = [(column.code, column.heading, column.role.value) for column in self.columns]
        total.update(json.dumps(columns, ensure_ascii=False).encode())
        for row in self.observations:
            line = (
                row.period.label,
                *row.keys,
                *row.attributes,
                "" if row.value is None else repr(float(row.value)),
                row.status.value,
                f"{row.is_provisional:d}{row.is_break:d}",
                row.note,
            )
            total.update("\x1f".join(line).encode() + b"\x1e")
        return total.hexdigest()

    def structure(self) -> dict[str, Any]:
        """The columns, and for each key the values that occur, as the release keeps them in PostgreSQL."""
        values = [sorted({row.keys[place] for row in self.observations} - {""}) for place in range(len(self.keys))]
        by_code = dict(zip((column.code for column in self.keys), values, strict=True))
        return {
            "columns": [
                {"code": column.code, "heading": column.heading, "role": column.role.value}
                | ({"values": by_code[column.code]} if column.is_key else {})
                for column in self.columns
            ]
        }
