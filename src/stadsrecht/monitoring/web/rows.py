"""Figures in lists: each with its newest value in words, its state, and plain values for machine forms."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from stadsrecht.monitoring.models import Cell, Direction
from stadsrecht.monitoring.queries import Assessment, Standing
from stadsrecht.monitoring.web import wording
from stadsrecht.monitoring.web.wording import Labels
from stadsrecht.rights.queries import plain_word

COLUMNS = ("code", "name", "value", "status", "unit", "period", "state", "why", "publisher", "release")


@dataclass(frozen=True)
class FigureRow:
    standing: Standing

    @property
    def indicator(self) -> Any:
        return self.standing.indicator

    @cached_property
    def decimals(self) -> int:
        return wording.decimals_for(self.indicator, (cell.value for cell in self.standing.cells))

    @cached_property
    def unit(self) -> str:
        return wording.unit_of(self.indicator, Labels(self.indicator), None)

    @property
    def cell(self) -> Cell | None:
        """The newest figure; where there is none, the newest cell, which says why."""
        return self.standing.last or (self.standing.cells[-1] if self.standing.cells else None)

    @property
    def value(self) -> str:
        """In words; empty where there is none, or none that can be read."""
        return wording.value_text(self.cell, self.decimals, self.unit) if self.cell else ""

    @property
    def period(self) -> str:
        return wording.period(self.cell.period) if self.cell else ""


def figure_rows(found: Iterable[Standing]) -> list[FigureRow]:
    return [FigureRow(one) for one in found]


def fits(standing: Standing, words: str) -> bool:
    """Whether every word stands in the name, the explanation or the publisher, accents and capitals aside."""
    indicator = standing.indicator
    texts = (indicator.name.plain, indicator.about.plain, indicator.publisher, indicator.code)
    known = plain_word(" ".join(texts))
    return all(plain_word(word) in known for word in words.split())


WITHOUT_DIRECTION: dict[str, str] = {
    Direction.NEITHER: "neither-direction-is-better",
    Direction.UNSAID: "direction-not-said",
}


def judgement_data(judgement: Assessment | None, direction: str, *, is_lost: bool = False) -> dict[str, Any]:
    """A judgement with what it rests on; why there is none where there is none."""
    if is_lost:
        return {"state": None, "why": "figures-lost"}
    if judgement is None:
        return {"state": None, "why": WITHOUT_DIRECTION.get(direction, "no-method")}
    inputs = judgement.inputs
    return {
        "state": judgement.state.value,
        "why": judgement.reason.value if judgement.reason else None,
        "method": judgement.method,
        "method_version": judgement.version,
        "value": judgement.value,
        "score": judgement.score,
        "direction": inputs.direction.value,
        "base": inputs.base and {"period": inputs.base.label, "value": inputs.base.value},
        "last": inputs.last and {"period": inputs.last.label, "value": inputs.last.value},
        "target": inputs.target and {"year": inputs.target.year, "value": inputs.target.value},
        "limit": inputs.limit,
        "points_used": inputs.points_used,
        "thresholds": {threshold.state.value: threshold.value for threshold in inputs.thresholds},
        "remarks": [remark.value for remark in judgement.remarks],
    }


def standing_data(row: Standing) -> dict[str, Any]:
    """One indicator as plain values, for machine forms."""
    cell = row.last or (row.cells[-1] if row.cells else None)
    indicator = row.indicator
    return {
        "code": indicator.code,
        "name": indicator.name,
        "unit": indicator.unit or None,
        "direction": indicator.direction,
        "publisher": indicator.publisher,
        "release": row.release.number,
        "period": cell.period if cell else None,
        "value": cell.value if cell else None,
        "status": cell.status if cell else None,
        "judgement": judgement_data(row.judgement, indicator.direction, is_lost=row.is_lost),
    }


def csv_rows(found: Iterable[Standing]) -> list[tuple[Any, ...]]:
    rows = []
    for row in found:
        data = standing_data(row)
        judgement = data["judgement"]
        rows.append(
            (
                data["code"],
                row.indicator.name.plain,
                data["value"],
                data["status"],
                row.indicator.unit.plain,
                data["period"],
                judgement["state"],
                judgement["why"],
                data["publisher"],
                data["release"],
            )
        )
    return [COLUMNS, *rows]
