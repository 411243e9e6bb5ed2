"""Reads of releases. A release under embargo is seen from its moment on, whether or not the job has run by then."""

from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from stadsrecht.monitoring.bridge import store
from stadsrecht.monitoring.bridge.writing.spans import span_of
from stadsrecht.monitoring.errors import UnknownColumn, UnknownRelease
from stadsrecht.monitoring.models import Indicator, Observation, Release, Table
from stadsrecht.monitoring.workflow import EVER_PUBLIC, IN_PREPARATION, ReleaseState


def all_releases() -> QuerySet[Release]:
    return Release.objects.select_related("indicator")


def visible_releases(*, at: datetime) -> QuerySet[Release]:
    """What anybody may see at a moment, superseded releases included."""
    is_due = Q(state=ReleaseState.EMBARGOED, publish_at__lte=at)
    return all_releases().filter(Q(state__in=EVER_PUBLIC) | is_due)


def current_release(indicator: Indicator, *, at: datetime) -> Release:
    """The newest release that is published at a moment. Raises UnknownRelease where there is none."""
    found = visible_releases(at=at).filter(indicator=indicator).order_by("-number").first()
    if found is None:
        raise UnknownRelease(wanted=indicator.code)
    return found


def release(indicator: Indicator, number: int, *, at: datetime, with_unpublished: bool) -> Release:
    """Raises UnknownRelease, also for one in preparation where it is not to be seen."""
    rows = all_releases() if with_unpublished else visible_releases(at=at)
    try:
        return rows.get(indicator=indicator, number=number)
    except Release.DoesNotExist:
        raise UnknownRelease(wanted=number) from None


def latest_release(indicator: Indicator) -> Release | None:
    """The newest release that was not discarded, whatever its state."""
    return indicator.releases.exclude(state=ReleaseState.DISCARDED).order_by("-number").first()


def in_preparation() -> QuerySet[Release]:
    return all_releases().filter(state__in=IN_PREPARATION).order_by("publish_at", "staged_at")


def due_releases(*, at: datetime) -> QuerySet[Release]:
    """Under embargo until a moment that has come."""
    return all_releases().filter(state=ReleaseState.EMBARGOED, publish_at__lte=at).order_by("publish_at", "pk")


def embargo_moments() -> list[datetime]:
    """When the releases under embargo become public, past moments too where the job did not run."""
    rows = all_releases().filter(state=ReleaseState.EMBARGOED, publish_at__isnull=False)
    return [moment for moment in rows.order_by("publish_at").values_list("publish_at", flat=True) if moment]


def first_release_not_whole() -> str:
    """The first release, not discarded, whose file is gone or is not what was hashed; an empty text where all are."""
    seen: dict[str, bool] = {}
    for release in all_releases().exclude(state=ReleaseState.DISCARDED).order_by("indicator", "number"):
        if release.sha256 not in seen:
            seen[release.sha256] = store.is_whole(release.sha256, release.columns)
        if not seen[release.sha256]:
            return f"release {release.number} of {release.indicator.code}: {release.sha256}"
    return ""


def measured_on(release: Release, *, today: date) -> date:
    """The day from which figures grow old: that of the source where it is known, else the last day they are about.

    Publishing old figures does not make them new.
    """
    span = span_of(release.last_period)
    return release.indicator.sourced_on or (min(span[1], today) if span else today)


def table_of(release: Release) -> Table:
    """All figures of a release. Raises FiguresLost."""
    return store.load(release.sha256, release.columns)


def rows_of(release: Release, columns: list[str], where: store.Where | None = None) -> list[tuple[Any, ...]]:
    """The chosen columns of a release, ordered by key and period. Raises FiguresLost."""
    return store.select(release.sha256, columns, where)


class Observations:
    """The observations of a release that fulfil a condition, of which only the part asked for is read."""

    def __init__(self, release: Release, where: store.Where) -> None:
        self.release, self.where = release, where

    def count(self) -> int:
        return store.count(self.release.sha256, self.where)

    def __getitem__(self, part: slice) -> list[Observation]:
        return store.part_of(self.release.sha256, self.release.columns, self.where, part)


def observations_of(release: Release, where: store.Where) -> Observations:
    """`where` may name key columns, `period` and `status`. Raises UnknownColumn, and FiguresLost when read."""
    known = [*(column.code for column in release.keys), "period", "status"]
    for name in where:
        if name not in known:
            raise UnknownColumn(wanted=name[:80], known=", ".join(known))
    return Observations(release, where)
