"""The trail of one record in words: what was done, and which value became which."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext

from stadsrecht.kernel.audit import AuditEntry, entries_of, entries_with_parts
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.records import UNSAID

LATEST = 20
Words = Mapping[str, str | Promise]


@dataclass(frozen=True)
class Act:
    """One line of the history. `changes` are (column, old, new); a value that was not there is empty.

    `about` is the name of a part of the record, where the line is of that.
    """

    at: datetime
    actor: str
    what: str | Promise
    changes: list[tuple[str | Promise, Any, Any]]
    about: str = ""


@dataclass(frozen=True)
class Telling:
    """How a module words its trail: verbs, the columns that are told, the states of its records.

    `values` words what stands in other columns: by column, what a code means.
    """

    acts: Words
    columns: Words
    states: Words
    values: Mapping[str, Words] = field(default_factory=dict)

    def of(self, record: models.Model, column: str = "", *parts: type[models.Model]) -> list[Act]:
        """The latest acts, newest first. Who it was is the number of an account and its roles, as the trail has it.

        `parts` are models of which records belong to this one by their `column`: their acts are told too.
        """
        entries = entries_with_parts(record, column, *parts) if parts else entries_of(record)
        own = record._meta.label_lower
        return [
            Act(
                entry.at,
                entry.actor,
                self.acts.get(entry.verb, entry.verb),
                self._changes(entry),
                "" if entry.object_type == own else entry.object_label,
            )
            for entry in entries.order_by("-number")[:LATEST]
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
        if value in (None, "", {}, []):
            return ""
        if isinstance(value, dict):
            return LocalisedText(value)
        if isinstance(value, list):
            return ", ".join(str(self._worded(name, one)) for one in value)
        return self._worded(name, value)

    def _worded(self, name: str, value: Any) -> Any:
        words = self.states if name.endswith("state") else self.values.get(name, {})
        if isinstance(value, bool):
            return gettext("yes") if value else gettext("no")
        if value == UNSAID:
            return gettext("(not kept here)")
        day: date | None = parse_date(value) if name.endswith("_on") else None
        return date_format(day) if day else words.get(value, value)
