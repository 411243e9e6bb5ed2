"""A promised attendance against what was written down: pure counting, without a date or a database."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Quota:
    """At `least` of `of` meetings: `attended` and `missed` are written down, the others are still open."""

    least: int
    of: int
    attended: int
    missed: int

    @property
    def left(self) -> int:
        """Meetings of the promised number of which nothing is written down yet; never below zero."""
        return max(0, self.of - self.attended - self.missed)

    @property
    def is_met(self) -> bool:
        return self.attended >= self.least

    @property
    def is_lost(self) -> bool:
        """Even full attendance from now on no longer reaches it."""
        return self.attended + self.left < self.least

    @property
    def state(self) -> str:
        return "met" if self.is_met else "lost" if self.is_lost else "open"


def quota_of(least: int, of: int, presences: Iterable[bool]) -> Quota:
    """The quota from what was written down of each meeting: True for present, False for absent."""
    written = list(presences)
    attended = sum(written)
    return Quota(least, of, attended, len(written) - attended)
