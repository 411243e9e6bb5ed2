"""The office's recovery key: made once, split among keyholders, rehearsed each year, replaced when a part is lost.

The private half exists only while this code runs, between the typing of the parts and the end of the command.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

from stadsrecht.discrimination.bridge.intake import new_envelope
from stadsrecht.discrimination.bridge.recovery import joined, parts_of
from stadsrecht.discrimination.errors import KeyNotAdmitted, RecoveryKeyMissing, RecoveryKeyPresent, WrongShares
from stadsrecht.discrimination.models import CONTENT, Envelope, PersonalKey, RecoveryKey
from stadsrecht.discrimination.permissions import PERMISSIONS
from stadsrecht.discrimination.queries import recovery_key
from stadsrecht.discrimination.queries.keys import envelopes_of_recovery, open_with_recovery
from stadsrecht.kernel import audit
from stadsrecht.kernel.permissions import Person
from stadsrecht.kernel.sealing import Pair, SharesDiffer, new_key, pair_from_seed

Told = Callable[[int, int], None]
BATCH = 200


def make_recovery_key(*, needed: int, among: int, acting_user: Person, at: datetime) -> list[str]:
    """Make the key and return the parts, one for each keyholder; they are kept nowhere. Raises RecoveryKeyPresent."""
    PERMISSIONS.require(acting_user, "keep_recovery_key")
    if recovery_key():
        raise RecoveryKeyPresent
    key, parts = _new(needed, among, at)
    with transaction.atomic():
        _write(key, acting_user, at, "make_recovery_key")
    return parts


def rehearse_recovery(*, parts: list[str], acting_user: Person, at: datetime) -> int:
    """Join the parts, open every envelope, write nothing but that it went well. Returns how many were opened.

    Raises RecoveryKeyMissing, WrongShares, CodeMisread.
    """
    PERMISSIONS.require(acting_user, "keep_recovery_key")
    key, pair = _joined(parts)
    opened = 0
    for envelope in envelopes_of_recovery(key).iterator(chunk_size=BATCH):
        open_with_recovery(envelope, pair)
        opened += 1
    with transaction.atomic():
        RecoveryKey.objects.filter(pk=key.pk).update(rehearsed_at=at)
        new = {"envelopes_opened": opened}
        audit.record(acting_user=acting_user, verb="rehearse_recovery", subject=key, at=at, new=new)
    return opened


def rotate_recovery_key(
    *,
    parts: list[str],
    needed: int,
    among: int,
    acting_user: Person,
    at: datetime,
    tell: Told = lambda done, total: None,
) -> list[str]:
    """Seal every report to a new recovery key instead of the present one, at once; returns the new parts.

    Raises RecoveryKeyMissing, WrongShares, CodeMisread.
    """
    PERMISSIONS.require(acting_user, "keep_recovery_key")
    old, pair = _joined(parts)
    key, new_parts = _new(needed, among, at)
    with transaction.atomic():
        # A report that arrives meanwhile waits for this lock, sees that the key is retired, and is sealed anew.
        RecoveryKey.objects.select_for_update().get(pk=old.pk)
        RecoveryKey.objects.filter(pk=old.pk).update(retired_at=at)
        _write(key, acting_user, at, "rotate_recovery_key")
        _reseal(old, pair, key, tell)
    return new_parts


def _reseal(old: RecoveryKey, pair: Pair, key: RecoveryKey, tell: Told) -> None:
    rows = envelopes_of_recovery(old)
    total, made = rows.count(), []
    for done, envelope in enumerate(rows.iterator(chunk_size=BATCH), start=1):
        opened = open_with_recovery(envelope, pair)
        made.append(new_envelope(envelope.report, envelope.compartment, opened, key.public, recovery_key=key))
        tell(done, total)
    rows.delete()
    Envelope.objects.bulk_create(made, batch_size=BATCH)


def restore_access(*, parts: list[str], receiver: PersonalKey, acting_user: Person, at: datetime) -> int:
    """Give a worker's key everything that the recovery key opens: for when passphrases are lost. Returns how many.

    The identity of a report that needs the custodian goes to a custodian's key only.
    Raises KeyNotAdmitted, RecoveryKeyMissing, WrongShares, CodeMisread.
    """
    PERMISSIONS.require(acting_user, "keep_recovery_key")
    PERMISSIONS.require(receiver.person, "hold_key")
    if receiver.admitted_at is None:
        raise KeyNotAdmitted
    key, pair = _joined(parts)
    held = set(Envelope.objects.filter(person_key=receiver).values_list("report_id", "compartment"))
    made = []
    for envelope in envelopes_of_recovery(key).iterator(chunk_size=BATCH):
        if (envelope.report_id, envelope.compartment) not in held and _may_hold(envelope, receiver.person):
            opened = open_with_recovery(envelope, pair)
            made.append(
                new_envelope(envelope.report, envelope.compartment, opened, receiver.public, person_key=receiver)
            )
    with transaction.atomic():
        Envelope.objects.bulk_create(made, batch_size=BATCH)
        new = {"receiver": f"account {receiver.person_id}", "envelopes": len(made)}
        audit.record(acting_user=acting_user, verb="restore_access", subject=key, at=at, new=new)
    return len(made)


def require_parts(parts: list[str]) -> None:
    """That enough keyholders typed theirs. Raises RecoveryKeyMissing, WrongShares, CodeMisread."""
    _joined(parts)


def _may_hold(envelope: Envelope, person: Any) -> bool:
    is_custodian, is_worker = (PERMISSIONS.may(person, what) for what in ("approve_identity", "read_case"))
    if envelope.compartment == CONTENT:
        return is_worker
    return is_custodian and not is_worker if envelope.report.needs_custodian else is_custodian or is_worker


def _joined(parts: list[str]) -> tuple[RecoveryKey, Pair]:
    key = recovery_key()
    if key is None:
        raise RecoveryKeyMissing
    try:
        pair = joined(parts)
    except SharesDiffer:
        raise WrongShares from None
    if pair.public != bytes(key.public):
        raise WrongShares
    return key, pair


def _new(needed: int, among: int, at: datetime) -> tuple[RecoveryKey, list[str]]:
    seed = new_key()
    public = pair_from_seed(seed).public
    key = RecoveryKey(id=uuid4(), public=public, needed=needed, among=among, made_at=at)
    return key, parts_of(seed, needed=needed, among=among)


def _write(key: RecoveryKey, acting_user: Any, at: datetime, verb: str) -> None:
    key.save(force_insert=True)
    new = {"needed": key.needed, "among": key.among}
    audit.record(acting_user=acting_user, verb=verb, subject=key, at=at, new=new)
