"""CSV in and out. A published file says `hidden` and no more: primary or secondary is nobody's business outside."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path

from .errors import DuplicateCell, EmptyTable, UnreadableData
from .proof import Published
from .protect import ProtectedTable
from .specification import Specification

HIDDEN = "hidden"


def read_rows(path: Path) -> Iterator[Mapping[str, str]]:
    """One mapping per row, without holding the file in memory."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.DictReader(file)
            for number, row in enumerate(reader, start=1):
                if None in row:
                    raise UnreadableData(f"row {number}: has more values than the header has columns")
                yield row
    except (OSError, UnicodeDecodeError, csv.Error) as mistake:
        raise UnreadableData(f"{path.name}: {mistake}") from mistake


def write_protected(path: Path, spec: Specification, table: ProtectedTable) -> None:
    """Write the file that may leave the house."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*table.dimensions, "state", "value"])
        for cell in table.cells:
            state = HIDDEN if cell.value is None else ("published" if cell.state != "structural zero" else cell.state)
            writer.writerow(
                [*cell.codes, state, spec.symbol if cell.value is None else as_text(cell.value, table.decimals)]
            )


def write_reasons(path: Path, table: ProtectedTable) -> None:
    """Write why each cell is hidden; confidential, for the statistician."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*table.dimensions, "state", "reason"])
        writer.writerows([*cell.codes, cell.state, cell.reason] for cell in table.cells)


def write_rounded(path: Path, dimensions: tuple[str, ...], published: Mapping[tuple[str, ...], int]) -> None:
    """Write a complete table of rounded counts."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*dimensions, "state", "value"])
        writer.writerows([*codes, "rounded", value] for codes, value in sorted(published.items()))


def as_text(value: int, decimals: int) -> str:
    """A value in whole units of 10 ** -decimals, as people write it."""
    return str(Decimal(value).scaleb(-decimals)) if decimals else str(value)


def read_published(path: Path, spec: Specification, decimals: int | None = None) -> Published:
    """Read a published file; values in whole units of its finest decimal (or of `decimals`)."""
    values: dict[tuple[str, ...], Decimal | None] = {}
    for number, row in enumerate(read_rows(path), start=1):
        missing = [n for n in (*(d.name for d in spec.dimensions), "state", "value") if row.get(n) is None]
        if missing:
            raise UnreadableData(f"row {number}: column {missing[0]!r} is missing")
        codes = tuple(row[d.name] for d in spec.dimensions)
        if codes in values:
            raise DuplicateCell(f"row {number}: {' x '.join(codes)} was given before")
        values[codes] = _value(row, number)
    if not values:
        raise EmptyTable("the published table has no row")
    if decimals is None:
        shown = [v for v in values.values() if v is not None]
        decimals = max([0, *(-int(v.normalize().as_tuple().exponent) for v in shown)])
    return {codes: None if v is None else int(v.scaleb(decimals)) for codes, v in values.items()}


def _value(row: Mapping[str, str], number: int) -> Decimal | None:
    if row["state"] in (HIDDEN, "primary", "secondary"):
        return None
    try:
        value = Decimal(row["value"])
    except InvalidOperation as mistake:
        raise UnreadableData(f"row {number}: {row['value']!r} is no number") from mistake
    if not value.is_finite() or value < 0:
        raise UnreadableData(f"row {number}: {row['value']!r} is no count")
    return value
