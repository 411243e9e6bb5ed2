"""Getting figures in: from files, all or nothing.

All files are read before anything is written. The figures are then kept under their digests, where no reader looks for
them yet, and one transaction of the database makes all releases known at once. So whoever stops an import, by Ctrl-C or
by pulling the plug, leaves every indicator as it was; and running it again changes nothing that is there already.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from stadsrecht.kernel.city import city
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.permissions import Person
from stadsrecht.monitoring.bridge import store
from stadsrecht.monitoring.bridge.reading import (
    ONE_FILE,
    Finding,
    Given,
    Incoming,
    Origin,
    faults,
    read_file,
    read_files,
)
from stadsrecht.monitoring.errors import FiguresRefused, NothingNew, UnknownKind
from stadsrecht.monitoring.models import Column, Indicator, Release
from stadsrecht.monitoring.operations.indicators import edit_indicator, record_indicator, set_targets
from stadsrecht.monitoring.operations.releases import publish_release, review_release, stage_release
from stadsrecht.monitoring.permissions import PERMISSIONS
from stadsrecht.monitoring.queries import latest_release
from stadsrecht.monitoring.workflow import ReleaseState
from stadsrecht.rights.queries import provisions_known

Progress = Callable[[Iterable[Any]], Iterable[Any]]
LARGEST_UPLOAD = 30 * 2**20
OF_A_NEW_ONE = frozenset({"no-direction", "no-description"})
NEW, CHANGED, UNCHANGED = "new", "changed", "unchanged"


@dataclass(frozen=True)
class Taken:
    """What an import did with one indicator: `state` is new, changed (another release) or unchanged."""

    code: str
    state: str
    release: int
    rows: int
    findings: tuple[Finding, ...] = field(repr=False, default=())


def stage_upload(
    *,
    indicator: Indicator,
    content: bytes,
    file_name: str,
    kind: str,
    note: LocalisedText | None = None,
    is_correction: bool = False,
    acting_user: Person,
    at: datetime,
) -> Release:
    """One file of one indicator as a staged release, its notes in `findings`.

    Raises FiguresRefused with a finding for each fault, UnknownKind, and what `stage_release` raises.
    """
    PERMISSIONS.require(acting_user, "stage_release")
    if kind not in ONE_FILE:
        raise UnknownKind(wanted=kind[:40])
    incoming = read_file(kind, content, Origin(file_name, indicator.code, known_columns(indicator.code), city().code))
    if incoming.faults:
        raise FiguresRefused(incoming.faults)
    return stage_release(
        indicator=indicator,
        table=incoming.table,
        acting_user=acting_user,
        at=at,
        origin=file_name,
        findings=[finding.as_data() for finding in incoming.findings],
        note=note,
        is_correction=is_correction,
    )


def known_columns(code: str) -> tuple[Column, ...]:
    """The columns of the newest release of an indicator, so that a column stays what it was."""
    indicator = Indicator.objects.filter(code=code).first()
    latest = latest_release(indicator) if indicator else None
    return latest.columns if latest else ()


def import_figures(
    *,
    kind: str,
    files: Mapping[str, bytes],
    given: Given | None = None,
    publish: bool = False,
    acting_user: Person,
    at: datetime,
    progress: Progress = iter,
) -> list[Taken]:
    """Every indicator in these files (path: content), all or nothing; `given` is what the files do not say themselves.

    With `publish` the releases are reviewed and published too, which only the installation itself may do with what it
    staged. Raises FiguresRefused with a finding for each fault of any file.
    """
    PERMISSIONS.require(acting_user, "edit_indicator")
    PERMISSIONS.require(acting_user, "stage_release")
    known = replace(given or Given(), known=known_columns, whole=city().code)
    found = _known_to_the_city(read_files(kind, files, known, progress))
    if refused := faults(finding for one in found for finding in one.findings):
        raise FiguresRefused(refused)
    for one in progress(found):
        store.keep(one.table)
    with transaction.atomic():
        return [_take(one, publish, acting_user, at) for one in progress(found)]


def clear_drafts(*, acting_user: Person, at: datetime) -> int:
    """Take away what no release mentions and was last touched more than an hour ago: the rest of imports that stopped.

    Gives how many files went. An import that is under way has kept its files just now, so they stay.
    """
    PERMISSIONS.require(acting_user, "load_pack")
    mentioned = frozenset(Release.objects.values_list("sha256", flat=True))
    return store.clear(mentioned, before=at - timedelta(hours=1))


def _known_to_the_city(found: list[Incoming]) -> list[Incoming]:
    """With a fault for what has no indicator or is under embargo, and a note for each provision that is not known."""
    known = provisions_known(name.partition(":")[2] for one in found for name in one.subjects)
    present = set(Indicator.objects.values_list("code", flat=True))
    result = []
    for one in found:
        codes = [name.partition(":")[2] for name in one.subjects]
        notes = [
            Finding("unknown-provision", one.file, details={"reference": code}) for code in codes if code not in known
        ]
        if one.code and not one.values and one.code not in present and not one.faults:
            notes.append(Finding("unknown-indicator", one.file, details={"code": one.code}))
        notes += _under_embargo(one)
        subjects = tuple(f"provision:{code}" for code in codes if code in known)
        is_there = one.values.get("code", one.code) in present
        kept = [finding for finding in one.findings if not (is_there and finding.code in OF_A_NEW_ONE)]
        result.append(replace(one, findings=(*kept, *notes), subjects=subjects))
    return result


def _under_embargo(one: Incoming) -> list[Finding]:
    """A fault where other figures of this indicator wait for their moment."""
    waiting = Release.objects.filter(
        indicator__code=one.values.get("code", one.code), state=ReleaseState.EMBARGOED
    ).first()
    if waiting is None or one.faults or one.table.sha256 == waiting.sha256:
        return []
    return [Finding("under-embargo", one.file, details={"number": waiting.number})]


def _take(one: Incoming, publish: bool, acting_user: Person, at: datetime) -> Taken:
    indicator, is_new = _indicator(one, acting_user, at)
    try:
        release = stage_release(
            indicator=indicator,
            table=one.table,
            acting_user=acting_user,
            at=at,
            origin=one.file,
            findings=[finding.as_data() for finding in one.findings],
        )
        state = NEW if is_new else CHANGED
    except NothingNew:
        release = indicator.releases.exclude(state=ReleaseState.DISCARDED).order_by("-number")[0]
        state = UNCHANGED
    if publish:
        release = _publish(release, acting_user, at)
    return Taken(indicator.code, state, release.number, release.rows, one.findings)


def _indicator(one: Incoming, acting_user: Person, at: datetime) -> tuple[Indicator, bool]:
    """The indicator of a file, recorded where it is new. What people made of one that is there stays theirs."""
    code = one.values.get("code", one.code)
    present = Indicator.objects.filter(code=code).first()
    if present is None:
        indicator = record_indicator(values=one.values, subjects=one.subjects, acting_user=acting_user, at=at)
        if one.targets:
            set_targets(indicator=indicator, targets=one.targets, acting_user=acting_user, at=at)
        return indicator, True
    if "metadata" in one.values:
        values = {"metadata": one.values["metadata"]}
        edit_indicator(indicator=present, version=None, values=values, acting_user=acting_user, at=at)
    return present, False


def _publish(release: Release, acting_user: Person, at: datetime) -> Release:
    if release.state == ReleaseState.STAGED:
        release = review_release(release=release, acting_user=acting_user, at=at)
    if release.state == ReleaseState.REVIEWED:
        release = publish_release(release=release, acting_user=acting_user, at=at)
    return release
