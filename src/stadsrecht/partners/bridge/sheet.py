"""A spreadsheet of services, one to a row: an Excel workbook (its first sheet) or a CSV file, read into plain cells.

Merged cells look like one value for several rows and are read as one value and several blanks: rows that they touch are
named and not guessed.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from stadsrecht.partners.errors import ColumnUnknown, FileUnreadable, HeadingMissing

COLUMNS = (
    *("organisation", "website", "service", "description", "needs", "languages", "cost", "min_age", "max_age"),
    *(
        "groups",
        "street",
        "postcode",
        "city",
        "province",
        "district",
        "confidential",
        "front_door",
        "days",
        "opens",
        "closes",
    ),
    *("by_appointment", "phone", "email", "url"),
)
NEEDED = ("organisation", "service")
MOST_ROWS = 5_000
LARGEST_FILE = 10 * 2**20
LARGEST_UNPACKED = 200 * 2**20


@dataclass(frozen=True)
class SheetRow:
    """A row as text by heading; `merged` names the range of merged cells that touches it."""

    number: int
    cells: dict[str, str]
    merged: str = ""


@dataclass(frozen=True)
class Sheet:
    rows: list[SheetRow] = field(default_factory=list)


def sheet_of(content: bytes) -> Sheet:
    """Raises FileUnreadable, HeadingMissing, ColumnUnknown."""
    if len(content) > LARGEST_FILE:
        raise FileUnreadable(why=f"> {LARGEST_FILE // 2**20} MB")
    if content[:4] == b"PK\x03\x04":
        lines, merged = _workbook(content)
    else:
        lines, merged = _csv(content), {}
    return Sheet(list(_rows(lines, merged)))


def _workbook(content: bytes) -> tuple[list[list[str]], dict[int, str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
                raise FileUnreadable(why=f"> {LARGEST_UNPACKED // 2**20} MB")
        book = load_workbook(io.BytesIO(content), data_only=True)
        sheet = book.worksheets[0]
    except (zipfile.BadZipFile, InvalidFileException, KeyError, IndexError, ValueError, EOFError, OSError) as fault:
        raise FileUnreadable(why=str(fault)[:200] or type(fault).__name__) from None
    merged = {row: str(found) for found in sheet.merged_cells.ranges for row in range(found.min_row, found.max_row + 1)}
    if sheet.max_row > MOST_ROWS:
        raise FileUnreadable(why=f"> {MOST_ROWS} rows")
    return [[_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)], merged


def _csv(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    if "\0" in text:
        raise FileUnreadable(why="NUL")
    separator = max(",;\t", key=text.partition("\n")[0].count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as fault:
        raise FileUnreadable(why=str(fault)) from None
    if len(lines) > MOST_ROWS:
        raise FileUnreadable(why=f"> {MOST_ROWS} rows")
    return lines


def _text(cell: Any) -> str:
    """A cell as a person reads it: 12.0 is 12, and a moment of the day is a time."""
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime():
            return cell.date().isoformat()
        case time():
            return cell.strftime("%H:%M")
    return str(cell).strip()


def _rows(lines: Iterable[list[str]], merged: dict[int, str]) -> Iterator[SheetRow]:
    headings: list[str] = []
    for number, line in enumerate(lines, start=1):
        cells = [cell.strip() for cell in line]
        if not any(cells) and number not in merged:
            continue
        if not headings:
            headings = [cell.casefold().replace(" ", "_") for cell in cells]
            _require_headings(headings, merged.get(number, ""))
            continue
        yield SheetRow(number, dict(zip(headings, cells, strict=False)), merged.get(number, ""))
    if not headings:
        raise HeadingMissing(name=NEEDED[0])


def _require_headings(headings: list[str], merged: str) -> None:
    for name in NEEDED:
        if name not in headings:
            raise HeadingMissing(name=f"{name} ({merged})" if merged else name)
    for name in headings:
        if name and (name not in COLUMNS or headings.count(name) > 1):
            raise ColumnUnknown(name=name[:60], known=", ".join(COLUMNS))
