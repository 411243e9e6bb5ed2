"""What a reader gives: an indicator's description where the file holds one, its figures, and what was noticed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from stadsrecht.monitoring.bridge.reading.findings import Finding
from stadsrecht.monitoring.models import Column, Table

EMPTY = Table((), ())
Progress = Callable[[Sequence[Any]], Iterable[Any]]


@dataclass(frozen=True)
class Origin:
    """Where a file comes from: its name, the code of its indicator, the columns of the release before.

    `whole` is the code of the whole area, for which a table of ours writes a blank; `period` that of all figures, for a
    format that does not say it. Whoever waits follows the lines of a long file through `progress`.
    """

    file: str
    code: str = ""
    known: Sequence[Column] = ()
    whole: str = ""
    language: str = "en"
    period: str = ""
    progress: Progress = iter


@dataclass(frozen=True)
class Incoming:
    """`values` are columns of Indicator, empty where the file does not describe it; `table` is empty after a fault.

    `subjects` and `targets` are what the file says the indicator is of, and should reach.
    """

    code: str
    file: str
    table: Table
    findings: tuple[Finding, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    subjects: tuple[str, ...] = ()
    targets: tuple[Mapping[str, Any], ...] = ()

    @property
    def faults(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.is_fault)
