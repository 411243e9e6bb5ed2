"""What differs between two releases, cell by cell."""

from collections.abc import Iterator
from dataclasses import dataclass

from stadsrecht.monitoring.models import Column, Observation, Release, Table
from stadsrecht.monitoring.queries.releases import table_of

Key = tuple[tuple[tuple[str, str], ...], str]


@dataclass(frozen=True)
class Difference:
    """One cell: `keys` as (column, value), and what it held before and after; None where it was not there."""

    keys: tuple[tuple[str, str], ...]
    period: str
    before: Observation | None
    after: Observation | None

    @property
    def kind(self) -> str:
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"


def differences(earlier: Release, later: Release) -> list[Difference]:
    """Every cell that was added, removed or changed, by key and period. The order of columns does not matter."""
    before, after = _cells(table_of(earlier)), _cells(table_of(later))
    return [
        Difference(*key, before.get(key), after.get(key))
        for key in sorted(before.keys() | after.keys())
        if _content(before.get(key)) != _content(after.get(key))
    ]


def _cells(table: Table) -> dict[Key, Observation]:
    return {(tuple(_named(table.keys, row)), row.period.label): row for row in table.observations}


def _named(keys: tuple[Column, ...], row: Observation) -> Iterator[tuple[str, str]]:
    """The keys that are not blank, so that a column which is blank everywhere makes no difference."""
    return iter(sorted((column.code, value) for column, value in zip(keys, row.keys, strict=True) if value))


def _content(row: Observation | None) -> tuple[object, ...] | None:
    return row and (row.value, row.status, row.is_provisional, row.is_break, row.note)
