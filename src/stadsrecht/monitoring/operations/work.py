"""Work that is asked for at the desk and done by the worker: stage a large file, publish what must be proven, give all.

A worker may be killed at any line. Until the last transaction nothing is known of what it did; in that transaction the
outcome and the end of the work are written together. So it is done again without harm, and never twice. Somebody who
stops it ends it at once: a worker that is still busy with it finds that at its next word, and gives up.
"""

import os
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from stadsrecht.kernel import audit
from stadsrecht.kernel.city import city
from stadsrecht.kernel.errors import StadsrechtError, TransitionNotAllowed
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.permissions import Person
from stadsrecht.monitoring.bridge import store
from stadsrecht.monitoring.bridge.reading import ONE_FILE, Origin, Progress, read_file
from stadsrecht.monitoring.errors import FiguresRefused, UnknownKind, WhatChangedMissing, WorkHasEnded
from stadsrecht.monitoring.models import Indicator, Release, Work
from stadsrecht.monitoring.operations.exports import export_open_data
from stadsrecht.monitoring.operations.intake import known_columns
from stadsrecht.monitoring.operations.protection import require_harmless
from stadsrecht.monitoring.operations.releases import enter_release, publish_release
from stadsrecht.monitoring.permissions import PERMISSIONS
from stadsrecht.monitoring.queries import parcel_of, table_of
from stadsrecht.monitoring.workflow import RELEASE_TRANSITIONS, ReleaseState

State, Step, Kind = Work.State, Work.Step, Work.Kind
Follow = Callable[[str, int, int], Progress]
"""What goes through the parts of a step and tells how far it is: the step, and its share in per cent (from, to)."""
Clock = Callable[[], datetime]

SMALL_UPLOAD = 64 * 2**10  # bytes that are read well within a second
SMALL_PROOF = 1000  # cells about people that are proven harmless within a second
KEPT_DAYS = 7


class WorkStopped(Exception):
    """Somebody stopped this work, or another worker has ended it."""


def is_long_upload(indicator: Indicator, content: bytes) -> bool:
    """Whether to bring it in within a request would keep a person waiting."""
    return len(content) > (SMALL_UPLOAD // 4 if indicator.counts_people else SMALL_UPLOAD)


def is_long_publication(release: Release) -> bool:
    return release.indicator.counts_people and release.rows > SMALL_PROOF


def begin_upload(
    *,
    indicator: Indicator,
    content: bytes,
    file_name: str,
    kind: str,
    note: LocalisedText,
    is_correction: bool,
    acting_user: Person,
    at: datetime,
) -> Work:
    """Keep a file until the worker has staged it. Raises UnknownKind, WhatChangedMissing."""
    PERMISSIONS.require(acting_user, "stage_release")
    if kind not in ONE_FILE:
        raise UnknownKind(wanted=kind[:40])
    if is_correction and not note:
        raise WhatChangedMissing
    values = {"file_name": file_name[:300], "file_kind": kind, "note": note, "is_correction": is_correction}
    return _begin(Kind.STAGE, acting_user, at, indicator=indicator, content=content, **values)


def begin_publication(*, release: Release, acting_user: Person, at: datetime) -> Work:
    """Raises TransitionNotAllowed."""
    PERMISSIONS.require(acting_user, "publish_release")
    if ReleaseState.PUBLISHED not in RELEASE_TRANSITIONS[release.state]:
        raise TransitionNotAllowed(old=ReleaseState(release.state).label, new=ReleaseState.PUBLISHED.label)
    return _begin(Kind.PUBLISH, acting_user, at, indicator=release.indicator, release=release)


def begin_export(*, acting_user: Person, at: datetime) -> Work:
    """All open data as one file, to carry away from the desk."""
    PERMISSIONS.require(acting_user, "export_open_data")
    return _begin(Kind.EXPORT, acting_user, at)


@transaction.atomic
def _begin(kind: Work.Kind, acting_user: Any, at: datetime, **values: Any) -> Work:
    work = Work.objects.create(kind=kind, asked_by=acting_user, asked_at=at, **values)
    new = {"kind": kind, "of": str(work.release or work.indicator or ""), "file": work.file_name}
    audit.record(acting_user=acting_user, verb="begin_work", subject=work, at=at, new=new)
    return work


@transaction.atomic
def stop_work(*, work: Work, acting_user: Person, at: datetime) -> Work:
    """End work that is not done: nothing of it is kept. Raises WorkHasEnded where it was done or stopped by then."""
    PERMISSIONS.require(acting_user, "stop_work")
    present = Work.objects.select_for_update().get(pk=work.pk)
    if not present.is_busy:
        raise WorkHasEnded
    old = present.state
    _end(present, State.STOPPED, at)
    audit.record(
        acting_user=acting_user,
        verb="stop_work",
        subject=present,
        at=at,
        old={"state": old},
        new={"state": State.STOPPED},
    )
    return present


def forget_work(*, acting_user: Person, at: datetime) -> int:
    """Take away work that ended more than a week ago, with the files it kept; gives how many."""
    PERMISSIONS.require(acting_user, "load_pack")
    gone = list(Work.objects.filter(ended_at__lt=at - timedelta(days=KEPT_DAYS)).values_list("pk", flat=True))
    for number in gone:
        parcel_of(number).unlink(missing_ok=True)
    return Work.objects.filter(pk__in=gone).delete()[0]


def tell_work(*, number: int, step: str, percent: int) -> None:
    """Write down how far work is. Raises WorkStopped where it is no longer to be done."""
    if not Work.objects.filter(pk=number, state=State.RUNNING).update(step=step, percent=percent):
        raise WorkStopped


def do_work(*, number: int, follow: Follow, clock: Clock) -> str:
    """Do work that waits, or that a worker which died left undone; gives its state. Run again it does nothing twice.

    A named error refuses the work and is kept with it. Anything else is a bug: it fails, and comes out.
    """
    if not Work.objects.filter(pk=number, state__in=(State.WAITING, State.RUNNING)).update(state=State.RUNNING):
        return ""
    work = Work.objects.select_related("indicator", "release__indicator", "asked_by").get(pk=number)
    try:
        DOING[work.kind](work, follow, clock)
    except WorkStopped:
        pass
    except FiguresRefused as refusal:
        found = [finding.as_data() for finding in refusal.findings]
        _refuse(work, refusal, clock(), findings=found)
    except StadsrechtError as refusal:
        _refuse(work, refusal, clock())
    except Exception:
        Work.objects.filter(pk=number, state=State.RUNNING).update(state=State.FAILED, ended_at=clock())
        raise
    return str(Work.objects.values_list("state", flat=True).get(pk=number))


def _refuse(work: Work, refusal: StadsrechtError, at: datetime, **values: Any) -> None:
    values |= {"refusal": refusal.code, "details": _plain(refusal.details)}
    Work.objects.filter(pk=work.pk, state=State.RUNNING).update(state=State.REFUSED, ended_at=at, **values)


def _plain(details: dict[str, Any]) -> dict[str, Any]:
    return {name: value if isinstance(value, int | float) else str(value) for name, value in details.items()}


def _last_step(work: Work) -> None:
    """Begin the end, inside its transaction: nobody can stop it from here on, and only one worker comes here."""
    if not Work.objects.select_for_update().filter(pk=work.pk, state=State.RUNNING).exists():
        raise WorkStopped


def _end(work: Work, state: str, at: datetime, **values: Any) -> None:
    work.state, work.ended_at, work.content = state, at, b""
    for name, value in values.items():
        setattr(work, name, value)
    work.save(update_fields=["state", "ended_at", "content", *values])


def _stage(work: Work, follow: Follow, clock: Clock) -> None:
    indicator = work.indicator
    assert indicator is not None
    reading = Origin(
        work.file_name,
        indicator.code,
        known_columns(indicator.code),
        city().code,
        progress=follow(Step.READ, 5, 60),
    )
    incoming = read_file(work.file_kind, bytes(work.content), reading)
    if incoming.faults:
        raise FiguresRefused(incoming.faults)
    require_harmless(indicator, incoming.table, follow(Step.PROVE, 60, 90))
    tell_work(number=work.pk, step=Step.KEEP, percent=90)
    store.keep(incoming.table)
    with transaction.atomic():
        _last_step(work)
        release = enter_release(
            indicator=indicator,
            table=incoming.table,
            acting_user=work.asked_by,
            at=clock(),
            origin=work.file_name,
            findings=[finding.as_data() for finding in incoming.findings],
            note=work.note,
            is_correction=work.is_correction,
        )
        _end(work, State.DONE, clock(), release=release, percent=100)


def _publish(work: Work, follow: Follow, clock: Clock) -> None:
    release = work.release
    assert release is not None
    proven = require_harmless(release.indicator, table_of(release), follow(Step.PROVE, 5, 100))
    with transaction.atomic():
        _last_step(work)
        publish_release(release=release, acting_user=work.asked_by, at=clock(), proven=proven)
        _end(work, State.DONE, clock(), percent=100)


def _export(work: Work, follow: Follow, clock: Clock) -> None:
    """The folder stays, so that the next time only what changed is written; of the files to carry, the newest."""
    PERMISSIONS.require(work.asked_by, "export_open_data")
    folder = Path(settings.EXPORTS_ROOT) / "open-data"
    export_open_data(folder=folder, at=clock(), progress=follow(Step.WRITE, 5, 80))
    files = sorted(file for file in folder.rglob("*") if file.is_file() and not file.name.startswith("."))
    target = parcel_of(work.pk)
    draft = target.with_name(f".{target.name}.{os.getpid()}.draft")
    try:
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as parcel:
            for file in follow(Step.PACK, 80, 100)(files):
                parcel.write(file, file.relative_to(folder.parent))
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    for file in target.parent.glob("open-data-*.zip"):
        if file != target:
            file.unlink(missing_ok=True)
    with transaction.atomic():
        _last_step(work)
        _end(work, State.DONE, clock(), percent=100)


DOING: dict[str, Callable[[Work, Follow, Clock], None]] = {
    Kind.STAGE: _stage,
    Kind.PUBLISH: _publish,
    Kind.EXPORT: _export,
}
