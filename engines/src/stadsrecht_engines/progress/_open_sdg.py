"""The progress measure of Open SDG, made and published by Statistics Canada.

Source: docs/progress-methodology.md in github.com/open-sdg/open-sdg, as of Open SDG 2.4. Growth between base year and
last year is set against the growth that the target requires, or against fixed rates where there is no target.
"""

from dataclasses import dataclass, replace

from ._assessment import Assessment, Inputs, Reason, Remark, State, Threshold
from ._endpoints import Endpoints, endpoints, without_zero
from ._growth import NotAssessable, compound_growth, finite, limit_factor, required_growth
from ._question import Question, not_assessed, remarks_on, state_of, with_ends
from ._series import Direction

METHOD = "open-sdg"
VERSION = "2.4"
BASE_YEAR = 2015
BEST = 5.0
WORST = -5.0
WITH_TARGET = (
    Threshold(0.95, State.ON_TRACK),
    Threshold(0.60, State.ACCELERATION_NEEDED),
    Threshold(0.0, State.LIMITED),
)
WITHOUT_TARGET = (0.015, 0.005)
WORDS = {
    State.ACHIEVED: "Target achieved",
    State.ON_TRACK: "On track",
    State.ACCELERATION_NEEDED: "Progress made but acceleration needed",
    State.LIMITED: "Limited progress",
    State.DETERIORATING: "Deterioration",
    State.NOT_ASSESSED: "Unable to assess",
}


@dataclass(frozen=True, slots=True)
class Growth:
    """A value, or the reason why there is none."""

    value: float | None
    reason: Reason | None = None


def judge(question: Question) -> Assessment:
    """The assessment of one series."""
    inputs = question.inputs
    try:
        ends = without_zero(
            endpoints(question.series, BASE_YEAR if question.base_year is None else question.base_year), question.zero
        )
        inputs = with_ends(inputs, ends, question.reckoned_target)
        found = _with_target(question, inputs, ends) if question.target else _without_target(question, inputs, ends)
    except NotAssessable as refusal:
        found = not_assessed(METHOD, VERSION, question, inputs, refusal)
    return replace(found, own_words=WORDS[found.state])


def improvement(ends: Endpoints, direction: Direction) -> float:
    """The yearly growth in the wished direction; below zero, "more" is further from zero, so the sign turns."""
    side = -1 if ends.start < 0 else 1
    return side * direction.sign * compound_growth(ends.end, ends.start, ends.years)


def _with_target(question: Question, inputs: Inputs, ends: Endpoints) -> Assessment:
    assert question.target is not None
    inputs = replace(inputs, thresholds=WITH_TARGET)
    remarks = remarks_on(question, ends, inputs.target)
    growth = _ratio(question, ends)
    answer = Assessment(
        METHOD, VERSION, State.ACHIEVED, inputs, question.series.name, growth.value, BEST, growth.reason, remarks
    )
    # What is met is met, even where growth has no value for the way to it; but values of two signs are never judged.
    is_met = inputs.target is not None and inputs.target.is_met_by(ends.end, question.direction)
    if is_met and growth.reason is not Reason.SIGN_CHANGE:
        return answer
    if growth.value is None:
        assert growth.reason is not None
        raise NotAssessable(growth.reason)
    return replace(answer, state=state_of(growth.value, WITH_TARGET), score=score_with_target(growth.value))


def _ratio(question: Question, ends: Endpoints) -> Growth:
    target = question.reckoned_target
    assert target is not None
    try:
        required = required_growth(target, ends.start, ends.base.year)
        return Growth(finite(improvement(ends, question.direction) / abs(required)))
    except NotAssessable as refusal:
        return Growth(None, refusal.reason)


def _without_target(question: Question, inputs: Inputs, ends: Endpoints) -> Assessment:
    factor, remarks = factor_of(question, ends.start)
    thresholds = thresholds_without_target(factor)
    value = improvement(ends, question.direction)
    return Assessment(
        METHOD,
        VERSION,
        state_of(value, thresholds),
        replace(inputs, thresholds=thresholds, factor=factor),
        question.series.name,
        value,
        score_without_target(value, factor),
        remarks=(*ends.remarks, *remarks),
    )


def factor_of(question: Question, start: float) -> tuple[float, tuple[Remark, ...]]:
    """How far a natural limit shrinks the thresholds; one that does not lie in the wished direction does nothing."""
    if question.limit is None:
        return 1.0, ()
    if question.direction.sign * (question.limit - start) < 0:
        return 1.0, (Remark.LIMIT_NOT_IN_DIRECTION,)
    return limit_factor(start, question.limit), ()


def thresholds_without_target(factor: float) -> tuple[Threshold, ...]:
    high, medium = WITHOUT_TARGET
    return (
        Threshold(high * factor, State.ON_TRACK),
        Threshold(medium * factor, State.ACCELERATION_NEEDED),
        Threshold(0.0, State.LIMITED),
    )


def score_with_target(ratio: float) -> float:
    """From -5 to 5; the published slopes have four decimals, and are kept so that published scores are met."""
    if ratio >= 0.6:
        return min(7.1429 * ratio - 4.2857, BEST)
    return max(4.1667 * ratio - 2.5, WORST)


def score_without_target(growth: float, factor: float) -> float:
    """From -5 to 5; 2 % a year, shrunk by the factor of the limit, is the best."""
    if growth < 0:
        return max(125 * growth - 2.5, WORST)
    if factor == 0:
        return BEST
    high, medium = (rate * factor for rate in WITHOUT_TARGET)
    if growth >= high:
        return min(500 * growth / factor - 5, BEST)
    if growth >= medium:
        return 250 * growth / factor - 1.25
    return 500 * growth / factor - 2.5


def state_of_score(score: float) -> State:
    """The state of a mean of scores; `achieved` is never read from a score."""
    for least, state in ((2.5, State.ON_TRACK), (0.0, State.ACCELERATION_NEEDED), (-2.5, State.LIMITED)):
        if score >= least:
            return state
    return State.DETERIORATING
