"""What all lists of figures begin with: each public indicator with the release that everyone sees now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from stadsrecht.monitoring.bridge.progress import Assessment, judged
from stadsrecht.monitoring.errors import FiguresLost
from stadsrecht.monitoring.models import Cell, Indicator, IndicatorLink, Release, Target
from stadsrecht.monitoring.queries.looking import headline
from stadsrecht.monitoring.queries.releases import visible_releases
from stadsrecht.rights.queries import provisions_of_theme

UNREAD = ("findings", "indicator__metadata")  # long, and on no list


@dataclass(frozen=True)
class Standing:
    """An indicator as it stands: its release, the figure for everyone and the judgement of it."""

    release: Release
    target: Target | None = None

    @property
    def indicator(self) -> Indicator:
        return self.release.indicator

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The figure for everyone, in order of time; none where the file is lost, which `is_lost` tells."""
        return self._read or ()

    @property
    def is_lost(self) -> bool:
        """Whether the figures cannot be read now. One lost file leaves the others of a list to be seen."""
        return self._read is None

    @cached_property
    def _read(self) -> tuple[Cell, ...] | None:
        try:
            return headline(self.release)
        except FiguresLost:
            return None

    @cached_property
    def last(self) -> Cell | None:
        return next((cell for cell in reversed(self.cells) if cell.value is not None), None)

    @cached_property
    def judgement(self) -> Assessment | None:
        return None if self.is_lost else judged(self.indicator, self.cells, self.target)


def standings(*, at: datetime, ids: Any = None) -> list[Standing]:
    """Public indicators by name in the reader's language, or those with these ids. Two statements."""
    rows = visible_releases(at=at).order_by("indicator_id", "-number").distinct("indicator_id").defer(*UNREAD)
    releases = list(rows if ids is None else rows.filter(indicator__in=ids))
    targets = headline_targets([row.indicator_id for row in releases])
    found = [Standing(row, targets.get(row.indicator_id)) for row in releases]
    return sorted(found, key=lambda one: one.indicator.name.plain.casefold())


def standing(release: Release) -> Standing:
    return Standing(release, headline_targets([release.indicator_id]).get(release.indicator_id))


def headline_targets(ids: Iterable[int]) -> dict[int, Target]:
    """For each indicator the target of the figure for everyone; of several the nearest in time."""
    rows = Target.objects.filter(indicator__in=list(ids)).order_by("-year")
    return {row.indicator_id: row for row in rows if not row.keys}


def standings_of(kind: str, record_ids: Iterable[int], *, at: datetime) -> list[Standing]:
    """Those that say something of provisions, policies or actions with these ids."""
    links = IndicatorLink.objects.filter(**{f"{kind}__in": list(record_ids)})
    return standings(at=at, ids=links.values("indicator"))


def standings_of_theme(theme: Any, *, at: datetime) -> list[Standing]:
    links = IndicatorLink.objects.filter(provision__in=provisions_of_theme(theme).values("pk"))
    return standings(at=at, ids=links.values("indicator"))


def links_to_provisions(ids: Iterable[int]) -> list[tuple[int, int]]:
    """(indicator, provision) of these indicators."""
    rows = IndicatorLink.objects.filter(indicator__in=list(ids), provision__isnull=False)
    return list(rows.values_list("indicator_id", "provision_id"))
