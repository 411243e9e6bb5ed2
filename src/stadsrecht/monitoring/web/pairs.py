"""Two figures, or two areas, side by side. Two figures keep an axis each: one axis for both would draw a likeness."""

from collections.abc import Iterable
from typing import Any

from stadsrecht.monitoring import queries
from stadsrecht.monitoring.errors import FiguresLost
from stadsrecht.monitoring.models import Cell
from stadsrecht.monitoring.queries import Line, Standing
from stadsrecht.monitoring.web import wording
from stadsrecht.monitoring.web.chart import Chart, chart_of
from stadsrecht.monitoring.web.rows import FigureRow, standing_data


class FigurePair:
    """Two indicators: a drawing each, and a table of the periods that either has."""

    kind = "figures"

    def __init__(self, first: Standing, second: Standing) -> None:
        self.sides = [FigureRow(first), FigureRow(second)]

    @property
    def drawings(self) -> list[tuple[FigureRow, Chart | None, list[str]]]:
        return [
            (
                row,
                chart_of([Line("", row.standing.cells)]),
                [str(wording.LOST)]
                if row.standing.is_lost
                else wording.newest_sentences(row.standing.cells, row.decimals, row.unit),
            )
            for row in self.sides
        ]

    @property
    def table(self) -> list[tuple[str, list[str]]]:
        """Period by period, the newest first."""
        cells = [{cell.period: cell for cell in row.standing.cells} for row in self.sides]
        days = {cell.period: cell.starts_on for side in cells for cell in side.values()}
        periods = sorted(days, key=lambda one: days[one], reverse=True)
        return [
            (
                wording.period(one),
                [_text(side.get(one), row) for side, row in zip(cells, self.sides, strict=True)],
            )
            for one in periods
        ]

    def data(self) -> Any:
        return [
            {**standing_data(row.standing), "cells": [cell._asdict() for cell in row.standing.cells]}
            for row in self.sides
        ]

    def rows(self) -> list[tuple[Any, ...]]:
        return [
            ("figure", "period", "value", "status"),
            *(
                (row.indicator.code, cell.period, cell.value, cell.status)
                for row in self.sides
                for cell in row.standing.cells
            ),
        ]


class AreaPair:
    """Two areas in every figure that both have, in the newest period of both."""

    kind = "areas"

    def __init__(self, first: Any, second: Any, everything: Iterable[Standing]) -> None:
        self.areas = [first, second]
        shared = queries.with_areas(queries.with_areas(everything, first.code), second.code)
        self._found = [(FigureRow(one), *self._cells(one)) for one in shared]

    def _cells(self, standing: Standing) -> tuple[Cell | None, Cell | None]:
        try:
            read = queries.area_lines(standing.release)
        except FiguresLost:
            return None, None
        found = {line.key: {cell.period: cell for cell in line.cells} for line in read}
        sides = [found.get(area.code, {}) for area in self.areas]
        common = set(sides[0]) & set(sides[1])
        if not common:
            return None, None
        newest = max(common, key=lambda period: sides[0][period].starts_on)
        return sides[0][newest], sides[1][newest]

    @property
    def table(self) -> list[dict[str, Any]]:
        return [
            {
                "row": row,
                "period": wording.period(first.period) if first else "",
                "sides": [
                    (area.name.plain, _text(cell, row)) for area, cell in zip(self.areas, (first, second), strict=True)
                ],
            }
            for row, first, second in self._found
        ]

    def data(self) -> Any:
        return [
            {
                "figure": row.indicator.code,
                "period": first and first.period,
                **{
                    area.code: cell and {"value": cell.value, "status": cell.status}
                    for area, cell in zip(self.areas, (first, second), strict=True)
                },
            }
            for row, first, second in self._found
        ]

    def rows(self) -> list[tuple[Any, ...]]:
        return [
            ("figure", "area", "period", "value", "status"),
            *(
                (row.indicator.code, area.code, cell.period, cell.value, cell.status)
                for row, *cells in self._found
                for area, cell in zip(self.areas, cells, strict=True)
                if cell
            ),
        ]


def _text(cell: Cell | None, row: FigureRow) -> str:
    return wording.value_text(cell, row.decimals, row.unit) if cell else "–"
