"""The audit trail: append-only, each entry holding the hash of the one before.

Entries are numbered without gaps. A transaction-long advisory lock lets one writer at a time append, so the order of
the chain is the order of commits and a rolled-back act leaves no hole. Whoever can write to the database past its
triggers can still cut entries off at the end; keep `head()` elsewhere (print it, mail it) and pass it to `first_fault`.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.db.models.fields.files import FieldFile

from stadsrecht.kernel.models import AuditEntry

GENESIS = "0" * 64
LOCK = 0x57AD5  # any constant shared by all writers


class TrailEncoder(DjangoJSONEncoder):
    def default(self, o: Any) -> Any:
        if isinstance(o, Mapping):
            return dict(o)
        return o.name if isinstance(o, FieldFile) else super().default(o)


@dataclass(frozen=True)
class Fault:
    """The first entry that does not fit, and in what."""

    number: int
    what: str


def hash_of(entry: AuditEntry) -> str:
    """SHA-256 over the entry's content and the hash before it, as JSON with sorted keys."""
    content = [
        entry.number,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.actor,
        entry.verb,
        entry.object_type,
        entry.object_id,
        entry.object_label,
        entry.old,
        entry.new,
        entry.previous_hash,
    ]
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def record(
    *,
    acting_user: Any,
    verb: str,
    subject: models.Model,
    at: datetime,
    old: Mapping[str, Any] | None = None,
    new: Mapping[str, Any] | None = None,
) -> AuditEntry:
    """Append one entry. Call it last in an operation, inside its transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        cursor.execute("SELECT number, hash FROM kernel_auditentry ORDER BY number DESC LIMIT 1")
        number, previous_hash = cursor.fetchone() or (0, GENESIS)
    entry = AuditEntry(
        number=number + 1,
        at=at,
        actor=acting_user.audit_name,
        verb=verb,
        object_type=subject._meta.label_lower,
        object_id=str(subject.pk),
        object_label=str(subject),
        old=_plain(old),
        new=_plain(new),
        previous_hash=previous_hash,
    )
    entry.hash = hash_of(entry)
    entry.save(force_insert=True)
    return entry


def _plain(values: Mapping[str, Any] | None) -> Any:
    return None if values is None else json.loads(json.dumps(dict(values), cls=TrailEncoder))


def values_of(record: models.Model, fields: Iterable[str]) -> dict[str, Any]:
    """The named columns of a record, for the old and new value of an entry."""
    columns = {column.name: column.attname for column in record._meta.concrete_fields}
    return {name: getattr(record, columns.get(name, name)) for name in fields}


def changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Only the values that differ, old and new."""
    names = [name for name in new if old.get(name) != new[name]]
    return {name: old.get(name) for name in names}, {name: new[name] for name in names}


def entries_of(subject: models.Model) -> models.QuerySet[AuditEntry]:
    return AuditEntry.objects.filter(object_type=subject._meta.label_lower, object_id=str(subject.pk))


def entries_with_parts(subject: models.Model, column: str, *parts: type[models.Model]) -> models.QuerySet[AuditEntry]:
    """The entries of a record, and of all that was ever added to it: what was removed since is among them.

    `parts` are models whose `column` leads to the record.
    """
    added = AuditEntry.objects.filter(
        object_type__in=[part._meta.label_lower for part in parts], **{f"new__{column}": subject.pk}
    )
    wanted = models.Q(object_type=subject._meta.label_lower, object_id=str(subject.pk))
    for object_type, object_id in added.values_list("object_type", "object_id").distinct():
        wanted |= models.Q(object_type=object_type, object_id=object_id)
    return AuditEntry.objects.filter(wanted)


def olds_of(model: type[models.Model], verb: str) -> models.QuerySet[AuditEntry, Any]:
    """What each entry of one verb says that a record of `model` held before it."""
    entries = AuditEntry.objects.filter(object_type=model._meta.label_lower, verb=verb, old__isnull=False)
    return entries.values_list("old", flat=True)


def head() -> tuple[int, str]:
    """Number and hash of the last entry: what to keep outside the database."""
    return AuditEntry.objects.order_by("-number").values_list("number", "hash").first() or (0, GENESIS)


def first_fault(known_head: tuple[int, str] | None = None) -> Fault | None:
    """Walk the whole chain and name the first entry that does not fit; None where all is well.

    `known_head` is a (number, hash) kept elsewhere: a chain that was cut off or rewritten since then does not hold it.
    """
    expected, previous = 1, GENESIS
    for entry in AuditEntry.objects.order_by("number").iterator(chunk_size=2000):
        if entry.number != expected:
            return Fault(expected, "missing")
        if entry.previous_hash != previous:
            return Fault(entry.number, "does not follow the entry before")
        if entry.hash != hash_of(entry):
            return Fault(entry.number, "content was changed")
        if known_head and entry.number == known_head[0] and entry.hash != known_head[1]:
            return Fault(entry.number, "differs from the head that was kept")
        expected, previous = entry.number + 1, entry.hash
    if known_head and known_head[0] >= expected:
        return Fault(expected, "missing")
    return None
