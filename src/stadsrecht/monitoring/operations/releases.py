"""A release on its way: staged, reviewed by another person, under embargo, published, superseded.

The file with the figures is kept before the database mentions it, so whoever reads finds the old release or the new
one, whole, also after a power cut. A file that no release mentions does no harm; `stadsrecht import` clears it away.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from stadsrecht.kernel import records
from stadsrecht.kernel.errors import TransitionNotAllowed
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.permissions import Person
from stadsrecht.monitoring.bridge import store
from stadsrecht.monitoring.errors import (
    EmbargoInThePast,
    NothingNew,
    ReleaseInTheWay,
    ReviewerIsStager,
    WhatChangedMissing,
)
from stadsrecht.monitoring.models import Indicator, Release, Table
from stadsrecht.monitoring.operations.evidence import hand_to_spine
from stadsrecht.monitoring.operations.protection import Terms, require_harmless, terms_of
from stadsrecht.monitoring.permissions import PERMISSIONS
from stadsrecht.monitoring.queries import due_releases, latest_release, table_of
from stadsrecht.monitoring.workflow import IN_PREPARATION, RELEASE_TRANSITIONS, ReleaseState

State = ReleaseState


def stage_release(
    *,
    indicator: Indicator,
    table: Table,
    acting_user: Person,
    at: datetime,
    origin: str = "",
    findings: list[dict[str, Any]] | None = None,
    note: LocalisedText | None = None,
    is_correction: bool = False,
) -> Release:
    """Keep figures as a new release, and discard one that is staged or reviewed.

    Raises NothingNew where the newest release holds the same figures, ReleaseInTheWay where one is under embargo,
    WhatChangedMissing for a correction without a note, FiguresGivePeopleAway where it is not proven that they do not.
    """
    PERMISSIONS.require(acting_user, "stage_release")
    if is_correction and not note:
        raise WhatChangedMissing
    require_harmless(indicator, table)
    store.keep(table)
    return enter_release(
        indicator=indicator,
        table=table,
        acting_user=acting_user,
        at=at,
        origin=origin,
        findings=findings,
        note=note,
        is_correction=is_correction,
    )


@transaction.atomic
def enter_release(
    *,
    indicator: Indicator,
    table: Table,
    acting_user: Person,
    at: datetime,
    origin: str,
    findings: list[dict[str, Any]] | None,
    note: LocalisedText | None,
    is_correction: bool,
) -> Release:
    """The last step of staging: figures that are proven harmless and lie in the store become known as a release."""
    PERMISSIONS.require(acting_user, "stage_release")
    Indicator.objects.select_for_update().get(pk=indicator.pk)
    _make_way(indicator, table.sha256, acting_user, at)
    periods = sorted({row.period for row in table.observations}, key=lambda period: period.starts_on)
    release = Release(
        indicator=indicator,
        number=indicator.releases.count() + 1,
        sha256=table.sha256,
        rows=len(table.observations),
        structure=table.structure(),
        first_period=periods[0].label if periods else "",
        last_period=periods[-1].label if periods else "",
        origin=origin[:300],
        findings=findings or [],
        is_correction=is_correction,
        note=note or LocalisedText(),
        staged_by_id=getattr(acting_user, "pk", None),
        staged_at=at,
    )
    return records.add(release, acting_user=acting_user, at=at, verb="stage_release")


def _make_way(indicator: Indicator, digest: str, acting_user: Person, at: datetime) -> None:
    latest = latest_release(indicator)
    if latest is None:
        return
    if latest.sha256 == digest:
        raise NothingNew(number=latest.number)
    if latest.state == State.EMBARGOED:
        raise ReleaseInTheWay(number=latest.number)
    if latest.state in IN_PREPARATION:
        _move(latest, State.DISCARDED, "discard_release", acting_user=acting_user, at=at)


def _move(
    release: Release, state: ReleaseState, verb: str, *, acting_user: Any, at: datetime, **values: Any
) -> Release:
    """Raises TransitionNotAllowed. The release is locked until the transaction ends."""
    present = records.opened(Release, release.pk, None, values)
    if state not in RELEASE_TRANSITIONS[present.state]:
        raise TransitionNotAllowed(old=State(present.state).label, new=state.label)
    return records.change(present, {"state": state, **values}, acting_user=acting_user, at=at, verb=verb)


@transaction.atomic
def review_release(*, release: Release, acting_user: Any, at: datetime) -> Release:
    """Say that the figures are right. Raises ReviewerIsStager: two people look at every release.

    The installation itself may review what it staged: then an administrator gave the command.
    """
    PERMISSIONS.require(acting_user, "review_release")
    reviewer = getattr(acting_user, "pk", None)
    if reviewer is not None and reviewer == release.staged_by_id:
        raise ReviewerIsStager
    values = {"reviewed_by_id": reviewer, "reviewed_at": at}
    return _move(release, State.REVIEWED, "review_release", acting_user=acting_user, at=at, **values)


@transaction.atomic
def embargo_release(*, release: Release, publish_at: datetime, acting_user: Person, at: datetime) -> Release:
    """Publish it at a moment to come, and not before. Raises EmbargoInThePast."""
    PERMISSIONS.require(acting_user, "publish_release")
    if publish_at <= at:
        raise EmbargoInThePast
    return _move(release, State.EMBARGOED, "embargo_release", acting_user=acting_user, at=at, publish_at=publish_at)


@transaction.atomic
def lift_embargo(*, release: Release, acting_user: Person, at: datetime) -> Release:
    """Back to reviewed, without a moment, as long as that has not come."""
    PERMISSIONS.require(acting_user, "publish_release")
    if release.publish_at and release.publish_at <= at:
        raise TransitionNotAllowed(old=State.PUBLISHED.label, new=State.REVIEWED.label)
    return _move(release, State.REVIEWED, "lift_embargo", acting_user=acting_user, at=at, publish_at=None)


@transaction.atomic
def publish_release(*, release: Release, acting_user: Person, at: datetime, proven: Terms | None = None) -> Release:
    """Show the figures to everyone; the release before is superseded and keeps its address.

    That they give nobody away is asked again: what the indicator counts may have been said only after they were staged.
    `proven` are the terms on which the caller has just asked it, outside this transaction; changed terms ask once more.
    """
    PERMISSIONS.require(acting_user, "publish_release")
    indicator = Indicator.objects.select_for_update().get(pk=release.indicator_id)
    if terms_of(indicator) != proven:
        require_harmless(indicator, table_of(release))
    for earlier in release.indicator.releases.filter(state=State.PUBLISHED):
        _move(earlier, State.SUPERSEDED, "supersede_release", acting_user=acting_user, at=at)
    moment = release.publish_at if release.state == State.EMBARGOED and release.publish_at else at
    published = _move(release, State.PUBLISHED, "publish_release", acting_user=acting_user, at=at, published_at=moment)
    hand_to_spine(release=published, at=at)
    return published


@transaction.atomic
def discard_release(*, release: Release, acting_user: Person, at: datetime) -> Release:
    """Put away what is not published; an embargo whose moment has come cannot be discarded any more."""
    PERMISSIONS.require(acting_user, "publish_release")
    if release.publish_at and release.publish_at <= at:
        raise TransitionNotAllowed(old=State.PUBLISHED.label, new=State.DISCARDED.label)
    return _move(release, State.DISCARDED, "discard_release", acting_user=acting_user, at=at)


def publish_due(*, acting_user: Person, at: datetime) -> int:
    """Publish each release whose embargo has ended; gives how many. Run twice, it does nothing the second time."""
    done = 0
    for release in due_releases(at=at):
        with transaction.atomic():
            present = Release.objects.select_for_update().get(pk=release.pk)
            if present.state == State.EMBARGOED:
                publish_release(release=present, acting_user=acting_user, at=at)
                done += 1
    return done
