"""How records are written: texts checked, version raised, old and new value in the trail.

Two editors may open the same record. The one who saves second is told what the other wrote, and nothing is lost:
`opened` raises EditConflict when the version that was opened is no longer the present one.

The trail is kept for ever. A model names in `kept_from_trail` the columns that may never stand there, such as an
address that is open today and confidential tomorrow: of those the trail holds only that they changed.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import models
from django.utils.text import slugify

from stadsrecht.kernel import audit
from stadsrecht.kernel.errors import EditConflict, TextMissing, TextTooLong
from stadsrecht.kernel.localised import LocalisedText, LocalisedTextField

Record = TypeVar("Record", bound=models.Model)
EMPTY: tuple[Any, ...] = (None, "", {}, [])
UNSAID = "(changed, not kept here)"


def require_texts(record: models.Model) -> None:
    """Raise TextTooLong or TextMissing for the first localised column that does not hold."""
    for column in record._meta.concrete_fields:
        if not isinstance(column, LocalisedTextField):
            continue
        text: LocalisedText = getattr(record, column.attname)
        if not text and not column.blank:
            raise TextMissing(field=column.name)
        longest = max((len(words) for words in text.values()), default=0)
        if longest > column.text_limit:
            raise TextTooLong(field=column.name, length=longest, limit=column.text_limit)


def _filled(record: models.Model) -> dict[str, Any]:
    """Every column that holds something, but for the key."""
    columns = [column.name for column in record._meta.concrete_fields if not column.primary_key]
    return {name: value for name, value in audit.values_of(record, columns).items() if value not in EMPTY}


def _said(record: models.Model, values: Mapping[str, Any]) -> dict[str, Any]:
    kept: frozenset[str] = getattr(record, "kept_from_trail", frozenset())
    return {name: UNSAID if name in kept else value for name, value in values.items()}


def add(record: Record, *, acting_user: Any, at: datetime, verb: str) -> Record:
    """Check, save and audit a new record."""
    require_texts(record)
    if hasattr(record, "changed_at"):
        record.changed_at = at
    record.save(force_insert=True)
    audit.record(acting_user=acting_user, verb=verb, subject=record, at=at, new=_said(record, _filled(record)))
    return record


def opened(model: type[Record], pk: Any, version: int | None, typed: Mapping[str, Any]) -> Record:
    """The record, locked until the transaction ends. Raises EditConflict if it was saved since `version` was opened."""
    record = model._default_manager.select_for_update().get(pk=pk)
    present: int = record.version  # type: ignore[attr-defined]
    if version is not None and version != present:
        raise EditConflict(current_version=present, differences=_differences(record, typed))
    return record


def _differences(record: models.Model, typed: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Name and present value of each column that differs from what was typed; a text for each language that differs."""
    rows: list[tuple[str, Any]] = []
    for name, value in typed.items():
        present = getattr(record, name)
        if isinstance(present, LocalisedText):
            languages = [code for code in {**present, **value} if present.get(code) != value.get(code)]
            rows += [(name, LocalisedText({code: present.get(code, "–")})) for code in languages]
        elif present != value:
            shown = getattr(record, f"get_{name}_display", lambda present=present: present)()
            rows.append((name, "–" if shown in (None, "") else shown))
    return rows


def change(record: Record, values: Mapping[str, Any], *, acting_user: Any, at: datetime, verb: str) -> Record:
    """Set values on a record, raise its version, save and audit what differs. No difference, no write."""
    write(record, values, acting_user=acting_user, at=at, verb=verb)
    return record


def write(
    record: models.Model,
    values: Mapping[str, Any],
    *,
    acting_user: Any,
    at: datetime,
    verb: str,
    raises_version: bool = True,
) -> bool:
    """As `change`, but tell whether anything differed. A data pack does not raise the version."""
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
    audit.record(
        acting_user=acting_user, verb=verb, subject=record, at=at, old=_said(record, old), new=_said(record, new)
    )
    return True


def remove(record: models.Model, *, acting_user: Any, at: datetime, verb: str) -> None:
    """Delete a record; the trail keeps what it held."""
    audit.record(acting_user=acting_user, verb=verb, subject=record, at=at, old=_said(record, _filled(record)))
    record.delete()


def free_code(model: type[models.Model], title: LocalisedText) -> str:
    """A readable code from a title that no record of `model` has yet."""
    stem = slugify(title.plain)[:60].strip("-") or model._meta.model_name or "record"
    taken = set(model._default_manager.filter(code__startswith=stem).values_list("code", flat=True))
    number = 1
    while (code := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return code
