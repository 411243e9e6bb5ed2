"""The trail of one record in words: what was done, and which value became which."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.functional import Promise

from stadsrecht.kernel.audit import AuditEntry, entries_of
from stadsrecht.kernel.localised import LocalisedText

LATEST = 20
Words = Mapping[str, str | Promise]


@dataclass(frozen=True)
class Act:
    """One line of the history. `changes` are (column, old, new); a value that was not there is empty."""

    at: datetime
    actor: str
    what: str | Promise
    changes: list[tuple[str | Promise, Any, Any]]


@dataclass(frozen=True)
class Telling:
    """How a module words its trail: verbs, the columns that are told, and the states of its records."""

    acts: Words
    columns: Words
    states: Words

    def of(self, record: models.Model) -> list[Act]:
        """The latest acts, newest first. Who it was is the number of an account and its roles, as the trail has it."""
        return [
            Act(entry.at, entry.actor, self.acts.get(entry.verb, entry.verb), self._changes(entry))
            for entry in entries_of(record).order_by("-number")[:LATEST]
        ]

    def _changes(self, entry: AuditEntry) -> list[tuple[str | Promise, Any, Any]]:
        if not entry.old:
            return []
        return [
            (self.columns[name], self._shown(name, entry.old.get(name)), self._shown(name, value))
            for name, value in (entry.new or {}).items()
            if name in self.columns
        ]

    def _shown(self, name: str, value: Any) -> Any:
        if value in (None, "", {}):
            return ""
        if isinstance(value, dict):
            return LocalisedText(value)
        if name.endswith("state"):
            return self.states.get(value, value)
        day: date | None = parse_date(value) if name.endswith("_on") else None
        return date_format(day) if day else value
