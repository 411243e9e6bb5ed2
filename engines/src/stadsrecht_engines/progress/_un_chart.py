"""The trend of the United Nations Statistics Division's Progress Chart.

Source: the method page of Eustat (github.com/EUSTAT-DES/site, _pages/en/metodologia.md), which writes out the formulas
of the Progress Chart Technical Note 2023. The note itself was not read, so every result says that it is to be checked.
The chart's second mark, the level reached, has thresholds of its own for each indicator and is not given here.
"""

from dataclasses import replace

from ._assessment import Assessment, Inputs, Reason, Remark, State, Threshold
from ._endpoints import Endpoints, endpoints, without_zero
from ._growth import NotAssessable, compound_growth, finite
from ._open_sdg import improvement
from ._question import Question, not_assessed, remarks_on, state_of, with_ends
from ._series import Direction, Target

METHOD = "un-chart"
VERSION = "2023-eustat"
BASE_YEAR = 2015
WITH_TARGET = (
    Threshold(0.95, State.ON_TRACK),
    Threshold(0.10, State.ACCELERATION_NEEDED),
    Threshold(0.0, State.LIMITED),
)
WITHOUT_TARGET = (
    Threshold(0.02, State.ON_TRACK),
    Threshold(0.005, State.ACCELERATION_NEEDED),
    Threshold(0.0, State.LIMITED),
)
SCORES = {
    State.ACHIEVED: 3.0,
    State.ON_TRACK: 3.0,
    State.ACCELERATION_NEEDED: 2.0,
    State.LIMITED: 1.0,
    State.DETERIORATING: 1.0,
}
WORDS = {
    3.0: "target met or on track",
    2.0: "fair progress, but acceleration needed",
    1.0: "stagnation or regression",
}


def judge(question: Question) -> Assessment:
    """The assessment of one series."""
    inputs = question.inputs
    try:
        ends = without_zero(
            endpoints(question.series, BASE_YEAR if question.base_year is None else question.base_year), question.zero
        )
        inputs = with_ends(inputs, ends, question.target)
        return _judge(question, inputs, ends)
    except NotAssessable as refusal:
        return replace(not_assessed(METHOD, VERSION, question, inputs, refusal), own_words="not assessed")


def _judge(question: Question, inputs: Inputs, ends: Endpoints) -> Assessment:
    target = question.target
    thresholds = WITHOUT_TARGET if target is None else WITH_TARGET
    reason: Reason | None = None
    value: float | None = None
    try:
        value = improvement(ends, question.direction) if target is None else _share(question, ends)
    except NotAssessable as refusal:
        if target is None or refusal.reason is Reason.SIGN_CHANGE:
            raise
        reason = refusal.reason
    is_met = target is not None and target.is_met_by(ends.end, question.direction)
    if value is None and not is_met:
        assert reason is not None
        raise NotAssessable(reason)
    state = State.ACHIEVED if is_met or value is None else state_of(value, thresholds)
    return Assessment(
        METHOD,
        VERSION,
        state,
        replace(inputs, thresholds=thresholds),
        question.series.name,
        value,
        SCORES[state],
        reason,
        (*remarks_on(question, ends, inputs.target), Remark.TO_BE_CHECKED),
        WORDS[SCORES[state]],
    )


def _share(question: Question, ends: Endpoints) -> float:
    assert question.target is not None
    return share_of_way(ends, question.target, question.direction)


def share_of_way(ends: Endpoints, target: Target, direction: Direction) -> float:
    """How much of the way from base to target is gone by the target's year, if growth goes on as it was.

    Below zero where things move against the direction. The source divides by target minus base; that turns the sign
    where the base lay beyond the target and the lead was lost since, so here the direction decides the sign.
    Raises NotAssessable where base and target are one, or the target's year is over.
    """
    if target.value == ends.start:
        raise NotAssessable(Reason.BASE_EQUALS_TARGET)
    growth = compound_growth(ends.end, ends.start, ends.years)
    if target.year < ends.last.year:
        raise NotAssessable(Reason.TARGET_YEAR_PAST)
    try:
        expected = ends.end * (1 + growth) ** (target.year - ends.last.year)
    except OverflowError:
        raise NotAssessable(Reason.TOO_LARGE) from None
    return finite(direction.sign * (expected - ends.start) / abs(target.value - ends.start))
