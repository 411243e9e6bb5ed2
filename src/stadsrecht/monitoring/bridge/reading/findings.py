"""What a reader of files noticed: where, what, and how to mend it, in the language of whoever looks at it.

A fault refuses the whole import. A note says how something odd was read; it is kept with the release, as a code and its
details, so that it can be shown in any language later.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from stadsrecht.monitoring.bridge.reading.texts import FAULTS, NOTES, UNKNOWN
from stadsrecht.monitoring.models import Status

FAULT, NOTE = "fault", "note"


@dataclass(frozen=True)
class Finding:
    """One thing that was noticed. `row` counts lines of the file from 1, headings included; None for the whole file."""

    code: str
    file: str = ""
    row: int | None = None
    column: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def severity(self) -> str:
        return FAULT if self.code in FAULTS else NOTE

    @property
    def is_fault(self) -> bool:
        return self.code in FAULTS

    @property
    def what(self) -> str:
        return self._filled(0)

    @property
    def cure(self) -> str:
        return self._filled(1)

    def _filled(self, place: int) -> str:
        texts: tuple[str | Promise, str | Promise] = FAULTS.get(self.code) or NOTES.get(self.code) or UNKNOWN
        details = {"code": self.code, **self.details}
        if self.code == "words" and details["status"] in Status.values:
            details["status"] = Status(details["status"]).label
        return str(texts[place]) % details

    def as_data(self) -> dict[str, Any]:
        """What the release keeps; `of` reads it back."""
        return {
            "code": self.code,
            "file": self.file,
            "row": self.row,
            "column": self.column,
            "details": dict(self.details),
        }

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Finding":
        return cls(data["code"], data["file"], data["row"], data["column"], data["details"])


def faults(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.is_fault)


def some(values: Iterable[Any], most: int = 5) -> str:
    """The first few of many, as one text."""
    listed = [str(value) for value in values]
    return ", ".join(listed[:most]) + (", …" if len(listed) > most else "")
