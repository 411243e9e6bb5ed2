"""Our figures in the global data structure of the SDG indicators, and a report of what has no place in it.

Peers drop what they cannot map without a word. Here nothing is guessed and nothing is dropped in silence: a row goes
out only if its series, its area and every one of its groups has a global code; the report counts the others by reason.

A city says what we cannot know in the indicator's metadata, under `global_sdg`: `series` and `unit` (codes), `area`
(the code of the whole), `columns` (our column: their dimension) and `values` (our column: our value: their code).
"""

import csv
import io
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from stadsrecht.monitoring.bridge.writing.description import Description, as_json, shown, written
from stadsrecht.monitoring.bridge.writing.sdmx import MISSING, obs_status
from stadsrecht.monitoring.bridge.writing.spans import is_standard
from stadsrecht.monitoring.models import Column, ColumnRole, Observation, Table

OURS = "global_sdg"
TOTAL = "_T"
FIXED = ("TIME_PERIOD", "OBS_VALUE", "OBS_STATUS", "UNIT_MEASURE", "TIME_DETAIL", "SOURCE_DETAIL", "COMMENT_OBS")
SPAN = re.compile(r"(\d+)\s*(?:to|-|–)\s*(\d+)(?: years?(?: old)?)?$")
AND_UNDER = re.compile(r"(\d+)(?: years?(?: old)?)? (?:and|or) (?:under|younger)$")
AND_OVER = re.compile(r"(\d+)(?: years?(?: old)?)? (?:and|or) (?:over|older|above)$|(\d+)\+$")


@cache
def known() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("global_sdg.toml").read_text(encoding="utf-8"))


@dataclass
class Mapped:
    """The rows with a place in the global structure, and why the others have none."""

    rows: list[list[str]] = field(default_factory=list)
    dropped: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    total: int = 0


def mapped(description: Description, table: Table) -> Mapped:
    plan, found = _Plan(description, table), Mapped(total=len(table.observations))
    seen: set[tuple[str, ...]] = set()
    for row in table.observations:
        missing = plan.missing(row.keys)
        if missing:
            for reason in missing:
                found.dropped[reason] += 1
            continue
        line = plan.line(row)
        key = tuple(line[: len(known()["dimensions"]) + 2])
        if key in seen:
            found.dropped["same-cell", "", row.period.label] += 1
            continue
        seen.add(key)
        found.rows.append(line)
    return found


class _Plan:
    """How each column of a table goes into the structure."""

    def __init__(self, description: Description, table: Table) -> None:
        self.description, self.table = description, table
        own = description.metadata.get(OURS)
        self.own: Mapping[str, Any] = own if isinstance(own, Mapping) else {}
        self.dimensions = [self._dimension(column) for column in table.keys]
        self.codes: dict[tuple[int, str], str | None] = {}
        self.reasons: dict[tuple[str, ...], list[tuple[str, str, str]]] = {}

    def _dimension(self, column: Column) -> str | None:
        if named := self.own.get("columns", {}).get(column.code):
            return str(named) if named in known()["dimensions"] else None
        if column.role == ColumnRole.AREA:
            return "REF_AREA"
        if column.role in (ColumnRole.SERIES, ColumnRole.UNIT):
            return {ColumnRole.SERIES: "SERIES", ColumnRole.UNIT: "UNIT_MEASURE"}[column.role]
        heading = " ".join(column.heading.casefold().split())
        return next((name for name, texts in known()["headings"].items() if heading in texts), None)

    def code(self, place: int, value: str) -> str | None:
        """The global code of a value; None where there is none."""
        if (place, value) not in self.codes:
            self.codes[place, value] = self._code(place, value)
        return self.codes[place, value]

    def _code(self, place: int, value: str) -> str | None:
        dimension, column = self.dimensions[place], self.table.keys[place]
        if dimension is None:
            return None
        if named := self.own.get("values", {}).get(column.code, {}).get(value):
            return str(named)
        text = " ".join(value.casefold().split())
        codes = known()["codes"].get(dimension, {})
        return next((code for code, texts in codes.items() if text in texts), None) or (
            _age(text) if dimension == "AGE" else None
        )

    def missing(self, keys: tuple[str, ...]) -> list[tuple[str, str, str]]:
        """Reason, column and value of whatever of these keys has no place; nothing where all have one."""
        if keys not in self.reasons:
            self.reasons[keys] = self._missing(keys)
        return self.reasons[keys]

    def _missing(self, keys: tuple[str, ...]) -> list[tuple[str, str, str]]:
        found = []
        cells = dict(self._cells(keys))
        if "SERIES" not in cells and not self.own.get("series"):
            found.append(("no-series", "", ""))
        if "REF_AREA" not in cells and not self.own.get("area"):
            found.append(("no-area", "", ""))
        for place, value in enumerate(keys):
            if value and self.dimensions[place] is None:
                found.append(("no-dimension", self.table.keys[place].code, value))
            elif value and self.code(place, value) is None:
                found.append(("no-code", self.table.keys[place].code, value))
        return found

    def _cells(self, keys: tuple[str, ...]) -> Iterator[tuple[str, str | None]]:
        for place, value in enumerate(keys):
            if value and (dimension := self.dimensions[place]):
                yield dimension, self.code(place, value)

    def line(self, row: Observation) -> list[str]:
        structure, description = known(), self.description
        given = {
            "FREQ": structure["frequency"].get(description.frequency, "A"),
            "REPORTING_TYPE": structure["national"],
            "SERIES": str(self.own.get("series", "")),
            "REF_AREA": str(self.own.get("area", "")),
            "UNIT_MEASURE": str(self.own.get("unit", "")),
        }
        cells = given | {name: code or TOTAL for name, code in self._cells(row.keys)}
        dimensions = [cells.get(name, structure["total"]) for name in structure["dimensions"]]
        time = row.period.label if is_standard(row.period.label) else str(row.period.year)
        source = f"{description.publisher}: {description.source}"
        return [
            structure["dataflow"],
            *dimensions,
            *(time, written(shown(row)) or MISSING, obs_status(row), cells["UNIT_MEASURE"]),
            *(row.period.label, source, row.note),
        ]


def _age(text: str) -> str | None:
    """`15 to 24` is Y15T24 and `65 and over` Y_GE65, where the code list has it."""
    ages = known()["ages"]
    if found := SPAN.match(text):
        return f"Y{found[1]}T{found[2]}" if f"{int(found[1])}-{int(found[2])}" in ages["spans"] else None
    if found := AND_UNDER.match(text):
        return f"Y0T{found[1]}" if f"0-{int(found[1])}" in ages["spans"] else None
    if found := AND_OVER.match(text):
        least = int(found[1] or found[2])
        return f"Y_GE{least}" if least in ages["from"] else None
    return None


def as_global_sdg_csv(description: Description, table: Table) -> bytes:
    """SDMX-CSV 1.0, as the global platform takes and gives it; only the heading where nothing could be mapped."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["DATAFLOW", *known()["dimensions"], *FIXED])
    writer.writerows(mapped(description, table).rows)
    return text.getvalue().encode()


def as_global_sdg_report(description: Description, table: Table) -> bytes:
    """How many rows were mapped, which column became which dimension, and what could not be mapped and why."""
    plan, found = _Plan(description, table), mapped(description, table)
    columns = {column.code: dimension for column, dimension in zip(table.keys, plan.dimensions, strict=True)}
    reasons = [
        {"reason": reason, "column": column, "value": value, "rows": count}
        for (reason, column, value), count in sorted(found.dropped.items())
    ]
    return as_json(
        {
            **description.facts(),
            "structure": known()["dataflow"],
            "rows": found.total,
            "mapped": len(found.rows),
            "dropped": found.total - len(found.rows),
            "columns": columns,
            "not_mapped": [{name: value for name, value in row.items() if value != ""} for row in reasons],
        }
    )
