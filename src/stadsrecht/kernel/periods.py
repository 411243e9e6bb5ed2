"""Days from and until, both included. An open end is None and means: no end is known."""

from datetime import date

from stadsrecht.kernel.errors import EndsBeforeStart


def require_order(starts_on: date | None, ends_on: date | None, *, field: str = "ends_on") -> None:
    """Raise EndsBeforeStart where the end lies before the start."""
    if starts_on and ends_on and ends_on < starts_on:
        raise EndsBeforeStart(field=field)


def months_later(day: date, months: int) -> date:
    """The same day of the month, `months` later; the last day of the month where that day does not exist."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
