"""From when until when a period runs, and how SDMX writes it.

Sources also write periods in words of their own, such as `2007/08 to 2008/09`. Of these only the years are known that
they name; they are given as the range of those calendar years, and their own words stand beside it.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from stadsrecht.monitoring.models import Period, period_of

YEARS = re.compile(r"\d{4}/(\d{2}|\d{4})$")
YEAR_NAMED = re.compile(r"(?<!\d)(\d{4})(?:\s*[/–-]\s*(\d{2})(?!\d))?")


def span_of(label: str) -> tuple[date, date] | None:
    """First and last day; None for words that name no year."""
    try:
        period = period_of(label)
    except ValueError:
        years = _years_named(label)
        return (date(min(years), 1, 1), date(max(years), 12, 31)) if years else None
    return period.starts_on, last_day(period)


def _years_named(label: str) -> list[int]:
    found = []
    for first, second in YEAR_NAMED.findall(label):
        year = int(first)
        found += (
            [year, year - year % 100 + int(second) + (100 if int(second) < year % 100 else 0)] if second else [year]
        )
    return [year for year in found if year]


def last_day(period: Period) -> date:
    """Of a period over several years: the end of the last year that it touches."""
    label, start = period.label, period.starts_on
    if found := YEARS.match(label):
        return date(int(found[1]) if len(found[1]) == 4 else start.year + 1, 12, 31)
    if "-Q" in label:
        return _day_before_month(start.year, start.month + 3)
    if len(label) == len("2024-03"):
        return _day_before_month(start.year, start.month + 1)
    return start if len(label) == len("2024-03-01") else date(start.year, 12, 31)


def _day_before_month(year: int, month: int) -> date:
    first = date(year + 1, month - 12, 1) if month > 12 else date(year, month, 1)
    return first - timedelta(days=1)


def is_standard(label: str) -> bool:
    """Whether SDMX writes it as we do: a year, quarter, month or day."""
    try:
        return period_of(label).label == label and not YEARS.match(label)
    except ValueError:
        return False


def time_periods(periods: Iterable[Period]) -> dict[str, str]:
    """TIME_PERIOD for each label; never the same for two, for it is part of the key.

    Where two labels name the same years, their one length is written in another unit for the second: it stays true.
    Raises ValueError for a seventh.
    """
    found: dict[str, str] = {}
    for period in sorted(set(periods), key=lambda period: (not is_standard(period.label), period.label)):
        if is_standard(period.label):
            found[period.label] = period.label
            continue
        taken = set(found.values())
        found[period.label] = next((way for way in _ranges(period) if way not in taken), "")
        if not found[period.label]:
            raise ValueError(f"too many names for the same years: {period.label}")
    return found


def _ranges(period: Period) -> list[str]:
    first, last = span_of(period.label) or (period.starts_on, date(period.year, 12, 31))
    years, days = last.year - first.year + 1, (last - first).days + 1
    lengths = (f"{years}Y", f"{years * 12}M", f"{days}D", f"T{days * 24}H", f"T{days * 1440}M", f"T{days * 86400}S")
    return [f"{first.year:04}-01-01/P{length}" for length in lengths]
