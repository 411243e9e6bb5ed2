"""Our own method: all points decide, so one odd year does not, and the answer says how sure it is.

A line is laid through all points (see _lines) on the scale of growth where all values have one sign, and on their own
scale where they have not. With a target, the pace of that line is set against the pace that is still needed; without
one, its yearly growth against the rates of the method open-sdg. A state is given only where the whole interval of the
slope lies within it; otherwise the answer is `uncertain` and says where the line itself leans.
"""

import math
from dataclasses import dataclass, replace

from ._assessment import Assessment, Inputs, Interval, Reason, Remark, State, Trend
from ._endpoints import held, usable
from ._growth import NotAssessable, finite
from ._lines import CONFIDENCE, FEWEST, Fit, Line, fit
from ._open_sdg import (
    BEST,
    WITH_TARGET,
    factor_of,
    score_with_target,
    score_without_target,
    thresholds_without_target,
)
from ._question import Question, not_assessed, state_of
from ._series import Direction, Point, Target

METHOD = "robust"
VERSION = "1"
LARGEST_EXPONENT = 700.0
ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class Scale:
    """How values become the numbers through which the line is laid; `sign` is -1 where all values lie below zero."""

    name: str
    sign: int = 1

    @property
    def unit(self) -> float:
        return 1.0 if self.name == "log" else 0.0

    def to(self, value: float) -> float:
        return math.log(self.sign * value) if self.name == "log" else value

    def back(self, number: float) -> float:
        if self.name == "linear":
            return number
        if number > LARGEST_EXPONENT:
            raise NotAssessable(Reason.TOO_LARGE)
        return self.sign * math.exp(number)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one line says: its value (None where the target is met) and its state."""

    value: float | None
    state: State
    score: float


def judge(question: Question) -> Assessment:
    """The assessment of one series."""
    inputs = replace(question.inputs, target=question.target)
    try:
        points, remarks = _points(question)
        inputs = replace(inputs, base=points[0], last=points[-1], points_used=len(points))
        return _judge(question, inputs, points, remarks)
    except NotAssessable as refusal:
        return not_assessed(METHOD, VERSION, question, inputs, refusal)


def _points(question: Question) -> tuple[tuple[Point, ...], tuple[Remark, ...]]:
    valued, remarks = usable(question.series)
    since = tuple(point for point in valued if question.base_year is None or point.year >= question.base_year)
    if not since:
        raise NotAssessable(Reason.LAST_POINT_BEFORE_BASE)
    if len(since) < FEWEST:
        raise NotAssessable(Reason.TOO_FEW_POINTS)
    return since, remarks


def _scale(question: Question, points: tuple[Point, ...]) -> Scale:
    values = [held(point) for point in points]
    if question.target is not None:
        values.append(question.target.value)
    if min(values) > 0:
        return Scale("log")
    if max(values) < 0:
        return Scale("log", sign=-1)
    if question.target is None:
        raise NotAssessable(Reason.SIGN_CHANGE if min(values) < 0 < max(values) else Reason.ZERO_IN_SERIES)
    return Scale("linear")


def _judge(question: Question, inputs: Inputs, points: tuple[Point, ...], remarks: tuple[Remark, ...]) -> Assessment:
    scale = _scale(question, points)
    found = fit([point.year for point in points], [scale.to(held(point)) for point in points])
    factor, more = (
        (1.0, ()) if question.target else _factor(question, scale.back(found.line.at(points[0].year)), points)
    )
    thresholds = WITH_TARGET if question.target else thresholds_without_target(factor)
    inputs = replace(inputs, thresholds=thresholds, factor=factor)
    middle, *ends = (_verdict(question, inputs, scale, line) for line in (found.line, found.low, found.high))
    is_sure = all(end.state is middle.state for end in ends)
    return Assessment(
        METHOD,
        VERSION,
        middle.state if is_sure else State.UNCERTAIN,
        inputs,
        question.series.name,
        middle.value,
        middle.score,
        remarks=(*remarks, *more),
        leaning=middle.state,
        interval=_between([one.value for one in (middle, *ends)]),
        scores=_between([one.score for one in (middle, *ends)]),
        trend=_trend(question, scale, found, points[-1].year),
    )


def _factor(question: Question, start: float, points: tuple[Point, ...]) -> tuple[float, tuple[Remark, ...]]:
    """The factor at the line's own start, which may overshoot a limit that the first value keeps."""
    sign, limit = question.direction.sign, question.limit
    if limit is not None and sign * (limit - held(points[0])) >= 0:
        start = sign * min(sign * start, sign * limit)
    return factor_of(question, start)


def _between(ends: list[float | None]) -> Interval | None:
    """From the least to the greatest. Each line has a last level of its own, so the middle one may lie outside."""
    known = [end for end in ends if end is not None]
    return Interval(min(known), max(known)) if len(known) == len(ends) else None


def _verdict(question: Question, inputs: Inputs, scale: Scale, line: Line) -> Verdict:
    assert inputs.last is not None
    if question.target is None:
        return _of_growth(question.direction, inputs, scale, line)
    return _of_pace(question.target, question.direction, scale, line, inputs.last.year)


def _of_growth(direction: Direction, inputs: Inputs, scale: Scale, line: Line) -> Verdict:
    """Yearly growth in the wished direction."""
    if line.slope > LARGEST_EXPONENT:
        raise NotAssessable(Reason.TOO_LARGE)
    value = scale.sign * direction.sign * math.expm1(line.slope)
    return Verdict(value, state_of(value, inputs.thresholds), score_without_target(value, inputs.factor))


def _of_pace(target: Target, direction: Direction, scale: Scale, line: Line, last_year: int) -> Verdict:
    """The pace of the line as a share of the pace still needed from its own last level on."""
    side = scale.sign * direction.sign if scale.name == "log" else direction.sign
    missing = side * (scale.to(target.value) - line.at(last_year))
    if missing <= ROUNDING * max(abs(scale.to(target.value)), abs(line.at(last_year)), scale.unit):
        return Verdict(None, State.ACHIEVED, BEST)
    if target.year <= last_year:
        raise NotAssessable(Reason.TARGET_YEAR_PAST)
    value = finite(side * line.slope * (target.year - last_year) / missing)
    return Verdict(value, state_of(value, WITH_TARGET), score_with_target(value))


def _trend(question: Question, scale: Scale, found: Fit, last_year: int) -> Trend:
    year = None if question.target is None else question.target.year
    ends = [] if year is None else [scale.back(line.at(year)) for line in (found.low, found.high)]
    return Trend(
        scale=scale.name,
        slope=found.slope,
        interval=Interval(found.low_slope, found.high_slope),
        confidence=CONFIDENCE,
        fitted=scale.back(found.line.at(last_year)),
        projected=None if year is None else scale.back(found.line.at(year)),
        projected_interval=_between([*ends]) if ends else None,
    )
