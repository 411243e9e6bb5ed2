"""The register of counts about people: what was told of a series, and the draft of what is to be told next."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from stadsrecht.evidence.bridge import Cell, EarlierCounts
from stadsrecht.evidence.errors import UnknownCounts
from stadsrecht.evidence.models import CountsRelease


def published_counts(prefix: str = "") -> QuerySet[CountsRelease]:
    """What is public of all series that begin so, in order."""
    rows = CountsRelease.objects.filter(state=CountsRelease.State.PUBLISHED, series__startswith=prefix)
    return rows.defer("reasons")


def published_of_series(series: str) -> QuerySet[CountsRelease]:
    return CountsRelease.objects.filter(state=CountsRelease.State.PUBLISHED, series=series)


def counts_draft(number: int) -> CountsRelease:
    """Raises UnknownCounts."""
    found = CountsRelease.objects.filter(pk=number, state=CountsRelease.State.DRAFT).first()
    if found is None:
        raise UnknownCounts(wanted=number)
    return found


def told_in(release: CountsRelease) -> dict[str, dict[Cell, int | None]]:
    """What a release tells: table -> (period, code) -> count, or None where it is hidden."""
    return {table: _cells(rows) for table, rows in release.tables.items()}


def why_hidden(release: CountsRelease) -> dict[str, dict[Cell, str]]:
    """Of a draft: table -> cell -> `small`, `protects`, `earlier` or `changed`."""
    return {table: _cells(rows) for table, rows in release.reasons.items()}


def _cells(rows: Iterable[Any]) -> dict[Cell, Any]:
    return {(period, code): value for period, code, value in rows}


def earlier_counts(series: str) -> dict[str, list[EarlierCounts]]:
    """All that a series told, by table: what a new release is protected together with."""
    found: dict[str, list[EarlierCounts]] = {}
    for release in published_of_series(series):
        for table, cells in told_in(release).items():
            found.setdefault(table, []).append(EarlierCounts(f"{series} {release.number}", cells))
    return found
