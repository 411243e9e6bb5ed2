"""The one way in which counts about people leave the house: protected, looked at as a draft, and then told for ever."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from stadsrecht.evidence.bridge import Cell, CountsByPeriod, ProtectedCounts, Told, protected_counts
from stadsrecht.evidence.errors import DraftOutdated
from stadsrecht.evidence.models import CountsRelease
from stadsrecht.evidence.permissions import PERMISSIONS
from stadsrecht.evidence.queries.counts import earlier_counts, published_of_series
from stadsrecht.kernel import audit
from stadsrecht.kernel.permissions import Person

State = CountsRelease.State


def draft_counts(
    *,
    series: str,
    counts: CountsByPeriod,
    about: Callable[[Mapping[str, Told]], dict[str, Any]],
    acting_user: Person,
    on: date,
    at: datetime,
) -> CountsRelease:
    """Protect counts together with all that the series told before, and keep them as its draft, in place of another.

    `about(tables)` says of what would be told what a page needs to show it. Takes seconds, so it is work for the
    worker. Raises NothingToCount, TooFewToTell, NoSafePattern.
    """
    PERMISSIONS.require(acting_user, "release_counts")
    number = published_of_series(series).count() + 1
    protected = protected_counts(counts, earlier_counts(series))
    draft = CountsRelease(
        series=series,
        number=number,
        tables=_rows(protected.cells),
        reasons=_rows(protected.reasons),
        rules={"threshold": counts.threshold, "thresholds": dict(counts.thresholds)},
        about=about(protected.cells),
        counted_on=on,
    )
    draft.digest = digest_of(draft)
    with transaction.atomic():
        CountsRelease.objects.filter(series=series, state=State.DRAFT).delete()
        if published_of_series(series).count() + 1 != number:
            raise DraftOutdated
        draft.save(force_insert=True)
        new = {"digest": draft.digest, "hidden": _hidden(protected)}
        audit.record(acting_user=acting_user, verb="draft_counts", subject=draft, at=at, new=new)
    return draft


@transaction.atomic
def publish_counts(*, draft: CountsRelease, acting_user: Person, on: date, at: datetime) -> CountsRelease:
    """Tell a draft. It cannot be taken back. Raises DraftOutdated where the series told something else since."""
    PERMISSIONS.require(acting_user, "release_counts")
    present = CountsRelease.objects.select_for_update().filter(pk=draft.pk, state=State.DRAFT).first()
    if present is None or present.digest != draft.digest or digest_of(present) != present.digest:
        raise DraftOutdated
    if published_of_series(present.series).count() + 1 != present.number:
        raise DraftOutdated
    present.state, present.published_on, present.reasons = State.PUBLISHED, on, {}
    present.save()
    new = {"digest": present.digest, "on": on}
    audit.record(acting_user=acting_user, verb="publish_counts", subject=present, at=at, new=new)
    return present


@transaction.atomic
def discard_counts(*, draft: CountsRelease, acting_user: Person, at: datetime) -> None:
    """Take a draft away; nothing of it was told."""
    PERMISSIONS.require(acting_user, "release_counts")
    audit.record(acting_user=acting_user, verb="discard_counts", subject=draft, at=at)
    CountsRelease.objects.filter(pk=draft.pk, state=State.DRAFT).delete()


def digest_of(release: CountsRelease) -> str:
    """Of all that a reader is told."""
    content = [release.series, release.number, release.tables, release.about, str(release.counted_on)]
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _rows(tables: Mapping[str, Mapping[Cell, Any]]) -> dict[str, list[list[Any]]]:
    return {table: [[*cell, value] for cell, value in sorted(cells.items())] for table, cells in tables.items()}


def _hidden(protected: ProtectedCounts) -> int:
    return sum(value is None for cells in protected.cells.values() for value in cells.values())
