"""Saving entries with their mark in the audit trail, but for what may never stand there.

The trail is kept for ever. A place that is open today may be confidential tomorrow, so no address and no position is
ever written into it; nor is what is gathered or carried, which follows from other records.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import models

from stadsrecht.kernel import audit
from stadsrecht.kernel.permissions import Person
from stadsrecht.kernel.records import require_texts

SILENT = frozenset({"addresses", "latitude", "longitude", "area", "carried", "words", "found_in", "sort_key", "uuid"})
UNSAID = "(changed, not kept here)"
Record = TypeVar("Record", bound=models.Model)


def said(values: Mapping[str, Any]) -> dict[str, Any]:
    """What the trail may hold: of a silent column only that it changed."""
    return {name: UNSAID if name in SILENT else value for name, value in values.items()}


def add_entry(record: Record, *, acting_user: Person, at: datetime, verb: str) -> Record:
    """Check, save and audit a new record."""
    require_texts(record)
    columns = [column.name for column in record._meta.concrete_fields if not column.primary_key]
    new = {name: value for name, value in audit.values_of(record, columns).items() if value not in (None, "", {}, [])}
    if hasattr(record, "changed_at"):
        record.changed_at = at
    record.save(force_insert=True)
    audit.record(acting_user=acting_user, verb=verb, subject=record, at=at, new=said(new))
    return record


def change_entry(
    record: Record,
    values: Mapping[str, Any],
    *,
    acting_user: Person,
    at: datetime,
    verb: str,
    raises_version: bool = True,
) -> bool:
    """Set values, save and audit what differs; whether anything did. The data pack does not raise the version."""
    old = audit.values_of(record, values)
    for name, value in values.items():
        setattr(record, name, value)
    require_texts(record)
    old, new = audit.changed(old, audit.values_of(record, values))
    if not new:
        return False
    columns = list(values)
    if raises_version and hasattr(record, "version"):
        record.version += 1
        columns.append("version")
    if hasattr(record, "changed_at"):
        record.changed_at = at
        columns.append("changed_at")
    record.save(update_fields=columns)
    audit.record(acting_user=acting_user, verb=verb, subject=record, at=at, old=said(old), new=said(new))
    return True
