"""Areas in figures: each against the whole, and two figures or two areas side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from stadsrecht.kernel.errors import NotFound
from stadsrecht.kernel.web import answer
from stadsrecht.monitoring import queries
from stadsrecht.monitoring.queries import AreaFigure
from stadsrecht.monitoring.web import wording
from stadsrecht.monitoring.web.areas import address
from stadsrecht.monitoring.web.pairs import AreaPair, FigurePair
from stadsrecht.monitoring.web.rows import FigureRow, standing_data
from stadsrecht.monitoring.web.wording import gap_text, movement_text
from stadsrecht.places import queries as all_places
from stadsrecht.places.queries import MapRow, area_map

PROFILE_COLUMNS = ("figure", "name", "period", "value", "status", "whole_value", "whole_status", "gap", "movement")


@dataclass(frozen=True)
class ProfileRow:
    """One figure of an area against the whole, in words."""

    figure: AreaFigure

    @property
    def row(self) -> FigureRow:
        return FigureRow(self.figure.standing)

    @property
    def value(self) -> str:
        return wording.value_text(self.figure.last, self.row.decimals, self.row.unit) if self.figure.last else "–"

    @property
    def period(self) -> str:
        return wording.period(self.figure.last.period) if self.figure.last else ""

    @property
    def whole(self) -> str:
        cell = self.figure.whole_then
        return wording.value_text(cell, self.row.decimals, self.row.unit) if cell else "–"

    @property
    def difference(self) -> str:
        if self.figure.is_lost:
            return str(wording.LOST)
        gap = self.figure.gap
        return gap_text(gap, self.row.indicator, self.row.decimals, self.row.unit) if gap else "–"

    @property
    def movement(self) -> str:
        return movement_text(self.figure.gap) if self.figure.gap else "–"

    @property
    def is_behind(self) -> bool:
        gap = self.figure.gap
        return self.row.indicator.has_direction and bool(
            gap and gap.absolute and round(gap.absolute, self.row.decimals) > 0
        )


def _with_figures() -> list[Any]:
    """The areas of which there is any figure, in the order of their codes. Two statements and one."""
    codes = {
        code
        for row in queries.with_areas(queries.standings(at=timezone.now()))
        for code in row.release.values_of(queries.area_column(row.release))
    }
    return list(all_places.areas().filter(code__in=codes)) if codes else []


def places(request: HttpRequest, form: str) -> HttpResponse:
    """The areas that have figures, on a map and by name."""
    found = _with_figures()
    districts = [row for row in found if row.level == "district"] or found
    drawing = area_map([MapRow(row, address(row.code)) for row in districts], on=timezone.localdate())
    return answer(
        request,
        form,
        "monitoring/places.html",
        {"areas": found, "map": drawing if districts else None},
        data=lambda: [{"code": row.code, "level": row.level, "name": row.name} for row in found],
        rows=lambda: [("code", "level", "name"), *((row.code, row.level, row.name.plain) for row in found)],
    )


def place(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The profile of one area: every figure of it, against the whole. Who is furthest behind is not hidden below."""
    subject = all_places.area(code)
    found = queries.profile(subject.code, at=timezone.now())
    rows = sorted((ProfileRow(row) for row in found), key=lambda row: not row.is_behind)
    return answer(
        request,
        form,
        "monitoring/place.html",
        {"area": subject, "rows": rows, "behind": sum(row.is_behind for row in rows)},
        data=lambda: {"area": subject.code, "name": subject.name, "figures": [profile_data(row) for row in found]},
        rows=lambda: [PROFILE_COLUMNS, *(_profile_row(row) for row in found)],
    )


def profile_data(row: AreaFigure) -> dict[str, Any]:
    gap = row.gap
    return {
        "figure": row.standing.indicator.code,
        "name": row.standing.indicator.name,
        "unit": row.standing.indicator.unit or None,
        "direction": row.standing.indicator.direction,
        "last": row.last and row.last._asdict(),
        "whole": row.whole_then and row.whole_then._asdict(),
        "gap": gap
        and {
            "year": gap.year,
            "absolute": gap.absolute,
            "relative": gap.relative,
            "why_not": gap.obstacle,
            "movement": gap.movement,
        },
    }


def _profile_row(row: AreaFigure) -> tuple[Any, ...]:
    last, whole = row.last, row.whole_then
    return (
        row.standing.indicator.code,
        row.standing.indicator.name.plain,
        last and last.period,
        last and last.value,
        last and last.status,
        whole and whole.value,
        whole and whole.status,
        row.gap and row.gap.absolute,
        row.gap and row.gap.movement.value,
    )


def compare(request: HttpRequest, form: str) -> HttpResponse:
    """Two figures on one axis of time each, or two areas in every figure that both have."""
    first, second = (request.GET.get(name, "").strip()[:120] for name in ("a", "b"))
    everything = queries.standings(at=timezone.now())
    pair = _pair(everything, first, second)
    return answer(
        request,
        form,
        "monitoring/compare.html",
        {
            "pair": pair,
            "figures": everything,
            "areas": _with_figures(),
            "first": first,
            "second": second,
            "is_unknown": bool(first and second and pair is None),
        },
        data=lambda: pair.data() if pair else [standing_data(row) for row in everything],
        rows=lambda: pair.rows() if pair else _newest(everything),
    )


def _newest(everything: Iterable[queries.Standing]) -> list[tuple[Any, ...]]:
    """Before a choice is made: the newest cell of each figure that may be chosen."""
    cells = ((row.indicator.code, row.cells[-1]) for row in everything if row.cells)
    found = [(code, cell.period, cell.value, cell.status) for code, cell in cells]
    return [("figure", "period", "value", "status"), *found]


def _pair(everything: Iterable[queries.Standing], first: str, second: str) -> FigurePair | AreaPair | None:
    """Two figures where both codes are those of figures, else two areas; None where either is not known."""
    by_code = {row.indicator.code: row for row in everything}
    if first in by_code and second in by_code:
        return FigurePair(by_code[first], by_code[second])
    try:
        one, other = all_places.area(first), all_places.area(second)
    except NotFound:
        return None
    return AreaPair(one, other, everything)
