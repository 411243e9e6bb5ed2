"""What changed between two releases, cell by cell, in words."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stadsrecht.monitoring import queries
from stadsrecht.monitoring.models import Observation, Release
from stadsrecht.monitoring.queries import Difference
from stadsrecht.monitoring.web import wording
from stadsrecht.monitoring.web.wording import Labels

KINDS: dict[str, str | Promise] = {"added": _("added"), "removed": _("removed"), "changed": _("changed")}


@dataclass(frozen=True)
class Change:
    of: str
    period: str
    kind: str | Promise
    before: str
    after: str


_kept: dict[tuple[str, str], list[Difference]] = {}
MOST_KEPT = 32


def _differences(earlier: Release, later: Release) -> list[Difference]:
    """Releases never change, so neither does what lies between two of them."""
    pair = (earlier.sha256, later.sha256)
    if pair not in _kept:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[pair] = queries.differences(earlier, later)
    return _kept[pair]


class Changes:
    """All changes between two releases; only those of one page are put into words."""

    def __init__(self, earlier: Release, later: Release) -> None:
        self._found = _differences(earlier, later)
        self._labels, self._columns = Labels(later.indicator), later.keys
        values = [one.value for row in self._found for one in (row.before, row.after) if one]
        self._decimals = wording.decimals_for(later.indicator, values)

    def __len__(self) -> int:
        return len(self._found)

    def __getitem__(self, where: slice) -> list[Change]:
        return [self._worded(row) for row in self._found[where]]

    def _worded(self, row: Difference) -> Change:
        return Change(
            self._labels.keys(self._columns, row.keys),
            wording.period(row.period),
            KINDS[row.kind],
            self._text(row.before),
            self._text(row.after),
        )

    def _text(self, cell: Observation | None) -> str:
        if cell is None:
            return "–"
        words = [
            wording.status_word(cell.status) if cell.value is None else wording.number(cell.value, self._decimals),
            *([str(_("provisional"))] if cell.is_provisional else []),
            *([str(_("break in the series"))] if cell.is_break else []),
            *([cell.note] if cell.note else []),
        ]
        return ", ".join(words)


def changes_of(earlier: Release, later: Release) -> Any:
    return Changes(earlier, later)
