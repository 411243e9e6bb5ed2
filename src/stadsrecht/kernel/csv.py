"""Tables as files: what a spreadsheet opens, and would run if it were a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(rows: Iterable[Sequence[Any]]) -> bytes:
    """The file that is handed out: UTF-8 with a mark that spreadsheets look for."""
    text = io.StringIO()
    csv.writer(text).writerows([_cell(value) for value in row] for row in rows)
    return ("\ufeff" + text.getvalue()).encode()


def _cell(value: Any) -> str:
    """A cell as text; one that a spreadsheet would run as a formula gets an apostrophe before it."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) and not isinstance(value, int | float) else text
