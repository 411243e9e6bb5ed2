"""The last day of a period, for formats that say from when until when."""

import re
from datetime import date, timedelta

from stadsrecht.monitoring.models import Period

YEARS = re.compile(r"\d{4}/(\d{2}|\d{4})$")


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
