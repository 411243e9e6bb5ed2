"""What the desk sees of all indicators: what is due, what grows old."""

from dataclasses import dataclass
from datetime import date, datetime

from stadsrecht.kernel.periods import months_later
from stadsrecht.monitoring.models import Frequency, Indicator, Release
from stadsrecht.monitoring.queries.indicators import all_indicators
from stadsrecht.monitoring.queries.releases import measured_on, visible_releases


@dataclass(frozen=True)
class DeskRow:
    """An indicator with the release that everyone sees, if any."""

    indicator: Indicator
    current: Release | None
    today: date

    @property
    def is_late(self) -> bool:
        """Its next figures were to come by now."""
        return bool(self.indicator.next_release_on and self.indicator.next_release_on < self.today)

    @property
    def stale_after(self) -> date | None:
        """The last day of its shelf life, which begins when the figures were measured."""
        if self.current is None or self.indicator.frequency == Frequency.ENDED:
            return None
        return months_later(measured_on(self.current, today=self.today), self.indicator.shelf_life_months)

    @property
    def is_stale(self) -> bool:
        return bool(self.stale_after and self.stale_after < self.today)

    @property
    def needs_attention(self) -> bool:
        return self.is_late or self.is_stale or self.current is None


def desk_rows(*, at: datetime, today: date) -> list[DeskRow]:
    """All indicators, those that need attention first, then by the day of their next figures. Two statements."""
    found = visible_releases(at=at).order_by("indicator_id", "-number").distinct("indicator_id")
    current = {row.indicator_id: row for row in found}
    rows = [DeskRow(row, current.get(row.pk), today) for row in all_indicators()]
    return sorted(rows, key=lambda row: (not row.needs_attention, row.indicator.next_release_on or date.max))
