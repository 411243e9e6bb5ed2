"""What a file says besides its figures: which release of which indicator, from when, whose, under what licence."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import override

from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.monitoring.models import Column, Observation, Status

HAVE_A_NUMBER = frozenset({Status.VALUE, Status.ZERO})


@dataclass(frozen=True)
class Description:
    """An indicator and one release of it as plain values. `languages` begins with the city's own.

    `page` is the indicator's address, `folder` that of the files of this release; both absolute, without final slash.
    """

    code: str
    name: LocalisedText
    about: LocalisedText
    unit: LocalisedText
    decimals: int | None
    publisher: str
    source: str
    source_url: str
    sourced_on: date | None
    licence: str
    licence_url: str
    changes: LocalisedText
    direction: str
    frequency: str
    number: int
    sha256: str
    released_at: datetime
    is_correction: bool
    note: LocalisedText
    columns: tuple[Column, ...]
    first_period: str
    last_period: str
    city: LocalisedText
    city_code: str
    languages: tuple[str, ...]
    page: str
    folder: str
    labels: Mapping[str, Any] = field(default_factory=dict)
    metadata: Mapping[str, Any] = field(default_factory=dict)

    @property
    def keys(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.is_key)

    @property
    def attributes(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if not column.is_key)

    @cached_property
    def fingerprint(self) -> str:
        """Another one where anything differs that a file says; the figures are in it by their own hash."""
        said = {one.name: getattr(self, one.name) for one in fields(self)}
        plain = json.dumps(said, sort_keys=True, ensure_ascii=False, default=_plain)
        return hashlib.sha256(plain.encode()).hexdigest()

    def name_of(self, column: Column) -> LocalisedText:
        """What people call a column; empty where only the source's own heading is known."""
        return LocalisedText(self.labels.get(column.code, {}).get("name") or {})

    def name_of_value(self, column: Column, value: str) -> LocalisedText:
        return LocalisedText(self.labels.get(column.code, {}).get("values", {}).get(value) or {})

    def in_first_language(self, text: LocalisedText, otherwise: str = "") -> str:
        """A text for a format that holds one language."""
        return next((text[language] for language in self.languages if language in text), None) or next(
            iter(text.values()), otherwise
        )

    def facts(self) -> dict[str, Any]:
        """What every file that has room for it says of its origin. What is not known is left out."""
        facts: dict[str, Any] = {
            "indicator": self.code,
            "release": self.number,
            "released_at": self.released_at.isoformat(),
            "figures_sha256": self.sha256,
            "address": self.folder,
            "publisher": self.publisher,
            "source": self.source,
            "source_url": self.source_url,
            "sourced_on": self.sourced_on and self.sourced_on.isoformat(),
            "licence": self.licence,
            "licence_url": self.licence_url,
            "changes": dict(self.changes),
            "is_correction": self.is_correction,
            "note": dict(self.note),
        }
        return {name: fact for name, fact in facts.items() if fact not in (None, "", {})}


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else str(value)


def places_of(columns: Sequence[Column]) -> list[int]:
    """Where the text of each column stands in the keys and attributes of a row, laid end to end."""
    keys = sum(column.is_key for column in columns)
    of_key, of_attribute = iter(range(keys)), iter(range(keys, len(columns)))
    return [next(of_key) if column.is_key else next(of_attribute) for column in columns]


def shown(row: Observation) -> float | None:
    """The number that may leave: none where the status says that there is none, whatever the row holds."""
    return row.value if row.status in HAVE_A_NUMBER else None


def written(value: float | None) -> str:
    """A number as text that reads back as the same number; empty for none."""
    if value is None:
        return ""
    text = repr(float(value))
    return text[:-2] if text.endswith(".0") else text


def in_languages(text: str | Promise, languages: Iterable[str]) -> LocalisedText:
    """A text of the product in each of the city's languages."""
    found = {}
    for language in languages:
        with override(language):
            found[language] = str(text)
    return LocalisedText(found)


def as_json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode() + b"\n"
