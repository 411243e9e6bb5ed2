"""Counts by square of 100 metres (CBS Vierkantstatistieken), added up by the area that each square lies in.

The file has a line for each square, with its counts and the code of its area; -99997 marks a count that the source
suppressed. A sum with suppressed squares is a lower bound and no total, so such an area is hidden. Where one part of a
group is hidden in an area, all parts are: else it would follow from the whole. The city as a whole is given only where
no square of it was suppressed.

These are no counts that we have to protect: CBS protected them before it published the squares, by rounding each to
fives and suppressing the small ones. What is shown here is reckoned from published squares alone, so it tells nobody
more than the source does. Nor could our own proof be made, for rounded parts do not add up to rounded totals.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.monitoring.bridge.reading.columns import AREA_CODE
from stadsrecht.monitoring.bridge.reading.findings import Finding, faults
from stadsrecht.monitoring.bridge.reading.incoming import EMPTY, Incoming, Origin
from stadsrecht.monitoring.bridge.reading.sheet import Sheet, missing_heading, sheet_of
from stadsrecht.monitoring.bridge.reading.words import number_of
from stadsrecht.monitoring.models import (
    Column,
    ColumnRole,
    Direction,
    Observation,
    Period,
    Status,
    Table,
    period_of,
    status_of,
)

SUPPRESSED = -99997
AREAS = ("area", "buurtcode", "wijkcode", "gemeentecode")
WHOLE = ""
Sums = Mapping[str, float | None]
"""Code of an area -> its sum; None where a square of it is suppressed. `WHOLE` is all squares together."""


@cache
def known_counts() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def read_squares(content: bytes, origin: Origin) -> list[Incoming]:
    """An indicator for each kind of count in the file. The file does not say of which period it is: `origin` does."""
    sheet = sheet_of(content, origin.file)
    found = list(sheet.findings)
    areas = next((name for name in AREAS if sheet.place_of(name) is not None), None)
    if areas is None:
        found.append(missing_heading(sheet, AREAS[0]))
    try:
        period = period_of(origin.period)
    except ValueError:
        period = None
        found.append(Finding("period-needed", origin.file))
    rows = [row for row in known_counts()["indicator"] if sheet.place_of(row["whole"].casefold()) is not None]
    if not rows:
        found.append(missing_heading(sheet, known_counts()["indicator"][0]["whole"]))
    if areas is None or period is None or faults(found):
        return [Incoming(origin.code, origin.file, EMPTY, tuple(found))]
    return [_indicator(row, sheet, areas, period) for row in rows]


def _indicator(row: Mapping[str, Any], sheet: Sheet, areas: str, period: Period) -> Incoming:
    parts = [part for part in row["parts"] if sheet.place_of(part["column"].casefold()) is not None]
    groups = list(dict.fromkeys(part["group"] for part in parts))
    whole, findings = _sums(sheet, row["whole"], areas)
    sums = {}
    for part in parts:
        sums[part["column"]], more = _sums(sheet, part["column"], areas)
        findings += more
    if faults(findings):
        return Incoming(row["code"], sheet.file, EMPTY, tuple(findings))
    columns = [Column(AREA_CODE, areas, ColumnRole.AREA), *(Column(group, group) for group in groups)]
    observations = [*_observations(whole, period, ("",) * len(groups))]
    for group in groups:
        of_group = [part for part in parts if part["group"] == group]
        shown = _together([sums[part["column"]] for part in of_group])
        for part, one in zip(of_group, shown, strict=True):
            keys = tuple(part["value"] if name == group else "" for name in groups)
            observations += _observations(one, period, keys)
    hidden = sum(row.status == Status.HIDDEN and not any(row.keys[1:]) for row in observations)
    if hidden:
        findings.append(Finding("lower-bound", sheet.file, None, row["whole"], {"count": hidden}))
    return Incoming(row["code"], sheet.file, Table.of(columns, observations), tuple(findings), _values(row))


def _sums(sheet: Sheet, column: str, areas: str) -> tuple[Sums, list[Finding]]:
    texts = sheet.columns()
    place, place_of_area = sheet.place_of(column.casefold()), sheet.place_of(areas)
    assert place is not None and place_of_area is not None  # noqa: PT018  (both were looked for)
    total: dict[str, float] = defaultdict(float)
    suppressed: set[str] = set()
    findings = []
    for number, text, area in zip(sheet.numbers, texts[place], texts[place_of_area], strict=True):
        try:
            count = number_of(text)
        except ValueError:
            findings.append(Finding("number", sheet.file, number, column, {"text": text}))
            continue
        for code in (area.strip(), WHOLE):
            total[code] += max(count, 0)
            if count == SUPPRESSED:
                suppressed.add(code)
    return {code: None if code in suppressed else value for code, value in total.items()}, findings


def _together(sums: Sequence[Sums]) -> list[Sums]:
    """The parts of a group: an area has all of them or none."""
    hidden = {area for one in sums for area, value in one.items() if value is None}
    return [{area: None if area in hidden else value for area, value in one.items()} for one in sums]


def _observations(sums: Sums, period: Period, keys: tuple[str, ...]) -> Iterator[Observation]:
    for area, value in sums.items():
        status = Status.HIDDEN if value is None else status_of(value)
        yield Observation(period, (area, *keys), value, status)


def _values(row: Mapping[str, Any]) -> dict[str, Any]:
    shared = known_counts()
    return {
        "code": row["code"],
        "name": LocalisedText(row["name"]),
        "unit": LocalisedText(row["unit"]),
        "changes": LocalisedText(shared["changes"]),
        "direction": Direction.UNSAID,
        "decimals": 0,
        "counts_people": False,
        **{name: shared[name] for name in ("publisher", "source", "licence", "licence_url")},
        "labels": row.get("labels", {}),
    }
