"""Periods as other people write them, a whole column at a time.

A column is read as a whole, for `2008-10` alone may be October 2008 or the years 2008 to 2010. Where the column also
holds `2011-13`, which is no month, all of them are spans of years.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from stadsrecht.monitoring.bridge.reading.findings import Finding
from stadsrecht.monitoring.models import Period, period_of

SHORT_SPAN = re.compile(r"(\d{4})\s*-\s*(\d{2})$")
LONG_SPAN = re.compile(r"(\d{4})\s+(?:to|tot|t/m|à)\s+(\d{4})$")
CBS = re.compile(r"(\d{4})(JJ|KW|MM)(\d{2})$")
SDMX = re.compile(r"(\d{4})-([AM])(\d{1,2})$")
YEARS = re.compile(r"(\d{4})-01-01(?:T00:00:00)?/P(\d)Y$")
YEAR_AND_WORDS = re.compile(r"^(1[5-9]\d\d|2[01]\d\d)\s*\(?[a-z][^\d]*$", re.IGNORECASE)
A_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|2[01]\d\d)(?!\d)")
MONTHS = 12
LONGEST = 60


def periods_of(
    texts: Sequence[str],
    numbers: Sequence[int],
    file: str,
    column: str,
    *,
    free: re.Pattern[str] | None = None,
) -> tuple[list[Period | None], list[Finding]]:
    """A period for each text. One that is not understood is None, and a fault on its line.

    A text that is no usual period but fits `free`, whose first group is the year, is kept as written, and noted.
    """
    counts = Counter(texts)
    has_spans = _has_spans(counts)
    known = {text: _period(text, has_spans, free) for text in counts}
    found = [
        Finding("period", file, number, column, {"text": text})
        for text, number in zip(texts, numbers, strict=True)
        if known[text] is None
    ]
    return [known[text] for text in texts], [*found, *_odd(counts, known, file, column)]


def _has_spans(texts: Iterable[str]) -> bool:
    """Whether two digits after a hyphen are years in this column: some are higher than a month and later."""
    pairs = [found.groups() for text in texts if (found := SHORT_SPAN.match(text.strip()))]
    return any(int(last) > MONTHS and _later(first, last) for first, last in pairs)


def _later(first: str, last: str) -> str:
    """The year of two digits that follows a year, within fifty years; nothing where it does not follow."""
    year = int(first) + (int(last) - int(first)) % 100
    return str(year) if int(first) < year <= int(first) + 50 else ""


def _period(text: str, has_spans: bool, free: re.Pattern[str] | None) -> Period | None:
    text = _as_ours(" ".join(text.split()))
    if has_spans and (found := SHORT_SPAN.match(text)) and (last := _later(*found.groups())):
        text = f"{found[1]}/{last}"
    elif found := LONG_SPAN.match(text):
        text = f"{found[1]}/{found[2]}"
    try:
        return period_of(text)
    except ValueError:
        year = free.search(text) if free and len(text) <= LONGEST else None
        return Period(text, int(year[1]), date(int(year[1]), 1, 1)) if year else None


def _as_ours(text: str) -> str:
    """Periods of Statistics Netherlands (2024KW01) and of SDMX (2024-A1, 2024-01-01/P2Y) as we write them."""
    if found := CBS.match(text):
        year, kind, number = found[1], found[2], int(found[3])
        return {"JJ": year, "KW": f"{year}-Q{number}", "MM": f"{year}-{number:02}"}[kind]
    if found := SDMX.match(text):
        return found[1] if found[2] == "A" else f"{found[1]}-{int(found[3]):02}"
    if found := YEARS.match(text):
        first, years = int(found[1]), int(found[2])
        return str(first) if years == 1 else f"{first}/{first + years - 1}"
    return text


def _odd(counts: Counter[str], known: dict[str, Period | None], file: str, column: str) -> list[Finding]:
    """One note for the periods whose label is not what was written, and one for each that was kept as written."""
    read = [(text, period) for text in counts if (period := known[text]) is not None and period.label != text]
    found = []
    if read:
        text, period = read[0]
        count = sum(counts[text] for text, _period in read)
        details = {"text": text, "label": period.label, "year": period.year, "count": count}
        found.append(Finding("period-read", file, None, column, details))
    for text, free in known.items():
        if free is not None and free.label == text and not _is_usual(text):
            details = {"text": text, "year": free.year, "count": counts[text]}
            found.append(Finding("period-free", file, None, column, details))
    return found


def _is_usual(text: str) -> bool:
    try:
        period_of(text)
    except ValueError:
        return False
    return True
