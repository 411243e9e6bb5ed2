"""Areas: which figures tell them apart, and each area against the whole."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from stadsrecht.monitoring.bridge.progress import Gap, gaps
from stadsrecht.monitoring.errors import FiguresLost
from stadsrecht.monitoring.models import Cell, Release
from stadsrecht.monitoring.queries.current import Standing, standings
from stadsrecht.monitoring.queries.looking import (
    Line,
    Selection,
    area_column,
    area_selection,
    headline_selection,
    lines,
    lines_in,
)


@dataclass(frozen=True)
class AreaFigure:
    """One indicator in one area: its line, that of the whole, and the gap between them."""

    standing: Standing
    line: Line
    whole: Line
    gap: Gap | None
    is_lost: bool = False

    @property
    def last(self) -> Cell | None:
        return self.line.cells[-1] if self.line.cells else None

    @property
    def whole_then(self) -> Cell | None:
        """The whole in the period of the area's newest cell."""
        return next((cell for cell in self.whole.cells if self.last and cell.period == self.last.period), None)


def area_lines(release: Release, selection: Selection | None = None) -> tuple[Line, ...]:
    """All areas at once, the whole first: one reading serves every profile."""
    return lines(release, area_selection(release, selection or headline_selection(release)))


def gaps_of(release: Release, selection: Selection, direction: str) -> tuple[Gap, ...]:
    """How far each group or area lies from the whole; empty where there is no whole to compare with."""
    return _gaps(release.sha256, selection, direction, "") if lines(release, selection) else ()


@lru_cache(maxsize=1024)
def _gaps(sha256: str, selection: Selection, direction: str, only: str) -> tuple[Gap, ...]:
    """Reckoned once: neither the figures of a release nor which way is wished change under the same names."""
    found = lines_in(sha256, selection)
    whole = next((line for line in found if not line.key), None)
    parts = [(line.key, line.cells) for line in found if line.key and only in ("", line.key)]
    return gaps(whole.cells, parts, direction=direction) if whole and parts else ()


def with_areas(rows: Iterable[Standing], code: str = "") -> list[Standing]:
    """Those that tell areas apart, or hold this one."""
    found = []
    for row in rows:
        values = row.release.values_of(area_column(row.release))
        if code in values if code else values:
            found.append(row)
    return found


def profile(code: str, *, at: datetime) -> list[AreaFigure]:
    """Every public figure of an area against the whole."""
    return [area_figure(row, code) for row in with_areas(standings(at=at), code)]


def area_figure(standing: Standing, code: str) -> AreaFigure:
    release = standing.release
    selection = area_selection(release, headline_selection(release))
    try:
        found = {line.key: line for line in lines(release, selection)}
    except FiguresLost:
        return AreaFigure(standing, Line(code, ()), Line("", ()), None, is_lost=True)
    gap = next(iter(_gaps(release.sha256, selection, standing.indicator.direction, code)), None)
    return AreaFigure(standing, found.get(code, Line(code, ())), found.get("", Line("", ())), gap)
