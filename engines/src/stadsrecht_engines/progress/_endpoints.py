"""The two points on which the published methods stand: base and last."""

from dataclasses import dataclass, replace

from ._assessment import Reason, Remark
from ._growth import NotAssessable
from ._series import Point, Series


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Base and last point with a value, and what had to be done to find them."""

    base: Point
    last: Point
    remarks: tuple[Remark, ...]

    @property
    def years(self) -> int:
        return self.last.year - self.base.year

    @property
    def start(self) -> float:
        return held(self.base)

    @property
    def end(self) -> float:
        return held(self.last)


def held(point: Point) -> float:
    """The value of a point that was chosen for having one."""
    assert point.value is not None
    return point.value


def usable(series: Series) -> tuple[tuple[Point, ...], tuple[Remark, ...]]:
    """The points with a value, by year, and what was passed over.

    Raises NotAssessable if a year occurs twice, if nothing has a value, or if the latest that happened is hidden: an
    older state shown in its place would pass for today's.
    """
    if series.repeated_years:
        raise NotAssessable(Reason.TWO_VALUES_FOR_ONE_YEAR)
    ordered = series.in_order
    valued = tuple(point for point in ordered if point.value is not None)
    hidden = [point for point in ordered if point.is_hidden]
    if hidden and (not valued or hidden[-1].year > valued[-1].year):
        raise NotAssessable(Reason.HIDDEN_VALUES)
    if not valued:
        raise NotAssessable(Reason.TOO_FEW_POINTS)
    remarks = []
    if hidden:
        remarks.append(Remark.HIDDEN_LEFT_OUT)
    if ordered[-1].year > valued[-1].year:
        remarks.append(Remark.LATER_YEARS_WITHOUT_VALUE)
    return valued, tuple(remarks)


def endpoints(series: Series, base_year: int) -> Endpoints:
    """The value of the base year, or of the first year after it that has one, and the last value.

    Raises NotAssessable where there are no two such points a year or more apart.
    """
    valued, remarks = usable(series)
    since = [point for point in valued if point.year >= base_year]
    if not since:
        raise NotAssessable(Reason.LAST_POINT_BEFORE_BASE)
    if len(since) < 2:
        raise NotAssessable(Reason.TOO_FEW_POINTS)
    if since[0].year > base_year:
        remarks = (*remarks, Remark.BASE_YEAR_MOVED)
    return Endpoints(since[0], since[-1], remarks)


def without_zero(ends: Endpoints, zero: float | None) -> Endpoints:
    """A base of zero becomes `zero`, if the caller asked for that."""
    if zero is None or ends.start != 0:
        return ends
    return replace(ends, base=replace(ends.base, value=zero), remarks=(*ends.remarks, Remark.ZERO_REPLACED))
