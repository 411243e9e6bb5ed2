"""Which times and tables a release of figures tells.

A year begins with quarters, as they end, and closes once: by quarter or, where none was told, as a whole. After that
only how cases were handled and ended is told anew, for these go on changing.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from stadsrecht.kernel.periods import months_later

OF_REPORTS = ("ground", "terrain", "nature", "district")
OF_HANDLING = ("handling", "outcome")
TABLES = (*OF_REPORTS, *OF_HANDLING)
BY_QUARTER, AS_WHOLE, OUTCOMES = "by-quarter", "whole", "outcomes"


@dataclass(frozen=True)
class Span:
    """`what` is `q1` to `q3` (quarters up to that one), `by-quarter`, `whole` or `outcomes`."""

    year: int
    what: str

    @classmethod
    def read(cls, code: str) -> "Span":
        year, _dash, what = code.partition("-")
        return cls(int(year), what)

    @property
    def code(self) -> str:
        return f"{self.year}-{self.what}"

    @property
    def quarters(self) -> tuple[int, ...]:
        """Those whose reports are counted."""
        return tuple(range(1, int(self.what[1:]) + 1)) if self.is_interim else (1, 2, 3, 4)

    @property
    def is_interim(self) -> bool:
        return self.what.startswith("q")

    @property
    def tells_quarters(self) -> bool:
        return self.is_interim or self.what == BY_QUARTER

    @property
    def tables(self) -> tuple[str, ...]:
        if self.is_interim:
            return OF_REPORTS
        return OF_HANDLING if self.what == OUTCOMES else TABLES

    @property
    def last_day(self) -> date:
        return end_of(self.year, self.quarters[-1])


def end_of(year: int, quarter: int) -> date:
    """The last day of a quarter."""
    return months_later(date(year, 1, 1), 3 * quarter) - timedelta(days=1)


def quarter_of(day: date) -> int:
    return (day.month - 1) // 3 + 1


def spans_offered(year: int, told: Collection[str], today: date) -> list[Span]:
    """What can be told of a year now, after the spans of these codes were told."""
    before = {Span.read(code).what for code in told}
    ended = sum(end_of(year, quarter) < today for quarter in (1, 2, 3, 4))
    if before & {BY_QUARTER, AS_WHOLE}:
        return [Span(year, OUTCOMES)]
    done = max((int(what[1:]) for what in before), default=0)
    if ended == 4:
        return [Span(year, BY_QUARTER), *([] if done else [Span(year, AS_WHOLE)])]
    return [Span(year, f"q{ended}")] if ended > done else []
