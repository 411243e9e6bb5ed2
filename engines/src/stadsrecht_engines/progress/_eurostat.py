"""Eurostat's judgement in its yearly monitoring report on sustainable development in the European Union.

The thresholds are held from general knowledge and were not checked against the annex of the report, so every result
says so. The report's score from -5 to 5 is not established here, so no score is given.
"""

from dataclasses import replace

from ._assessment import Assessment, Inputs, Reason, Remark, State, Threshold
from ._endpoints import Endpoints, endpoints, usable, without_zero
from ._growth import NotAssessable, finite, required_growth
from ._open_sdg import improvement
from ._question import Question, not_assessed, remarks_on, state_of, with_ends
from ._series import Series

VERSION = "unchecked-1"
WINDOWS = {"eurostat-short": 5, "eurostat-long": 15}
WITH_TARGET = (
    Threshold(0.95, State.ON_TRACK),
    Threshold(0.60, State.ACCELERATION_NEEDED),
    Threshold(0.0, State.LIMITED),
)
# Growth of exactly nothing is named by neither side of the published scale.
WITHOUT_TARGET = (
    Threshold(0.01, State.ON_TRACK),
    Threshold(0.0, State.ACCELERATION_NEEDED, is_above=True),
    Threshold(0.0, State.LIMITED),
)
WORDS_WITH_TARGET = {
    State.ACHIEVED: "target reached",
    State.ON_TRACK: "significant progress",
    State.ACCELERATION_NEEDED: "moderate progress",
    State.LIMITED: "insufficient progress",
    State.DETERIORATING: "movement away",
    State.NOT_ASSESSED: "not assessed",
}
SIGNIFICANT_LOSS = -0.01


def judge_short(question: Question) -> Assessment:
    """Over the last five years."""
    return _judge(question, "eurostat-short")


def judge_long(question: Question) -> Assessment:
    """Over the last fifteen years."""
    return _judge(question, "eurostat-long")


def _judge(question: Question, method: str) -> Assessment:
    inputs = question.inputs
    try:
        ends = without_zero(_window(question.series, WINDOWS[method], question.base_year), question.zero)
        inputs = with_ends(inputs, ends, question.reckoned_target)
        answer = Assessment(
            method,
            VERSION,
            State.NOT_ASSESSED,
            inputs,
            question.series.name,
            remarks=remarks_on(question, ends, inputs.target),
        )
        found = _with_target(question, answer, ends) if question.target else _without_target(question, answer, ends)
        return replace(found, remarks=(*found.remarks, Remark.TO_BE_CHECKED))
    except NotAssessable as refusal:
        return replace(not_assessed(method, VERSION, question, inputs, refusal), own_words="not assessed")


def _window(series: Series, years: int, base_year: int | None) -> Endpoints:
    """From so many years before the last value, or from the first value after that."""
    valued, _ = usable(series)
    asked = valued[-1].year - years if base_year is None else base_year
    ends = endpoints(series, asked)
    if Remark.BASE_YEAR_MOVED not in ends.remarks:
        return ends
    others = tuple(remark for remark in ends.remarks if remark is not Remark.BASE_YEAR_MOVED)
    return replace(ends, remarks=(*others, Remark.SHORTER_THAN_WINDOW))


def _with_target(question: Question, answer: Assessment, ends: Endpoints) -> Assessment:
    target = answer.inputs.target
    assert target is not None
    answer = replace(answer, inputs=replace(answer.inputs, thresholds=WITH_TARGET))
    is_met = target.is_met_by(ends.end, question.direction)
    try:
        required = required_growth(target, ends.start, ends.base.year)
        value = finite(improvement(ends, question.direction) / abs(required))
    except NotAssessable as refusal:
        if is_met and refusal.reason is not Reason.SIGN_CHANGE:
            return _named(replace(answer, reason=refusal.reason), State.ACHIEVED)
        raise
    return _named(replace(answer, value=value), State.ACHIEVED if is_met else state_of(value, WITH_TARGET))


def _named(answer: Assessment, state: State) -> Assessment:
    return replace(answer, state=state, own_words=WORDS_WITH_TARGET[state])


def _without_target(question: Question, answer: Assessment, ends: Endpoints) -> Assessment:
    value = improvement(ends, question.direction)
    return replace(
        answer,
        state=state_of(value, WITHOUT_TARGET),
        value=value,
        inputs=_with_thresholds(answer.inputs),
        own_words=words_without_target(value),
    )


def _with_thresholds(inputs: Inputs) -> Inputs:
    return replace(inputs, thresholds=WITHOUT_TARGET)


def words_without_target(growth: float) -> str:
    """Eurostat's own words for growth in the wished direction."""
    if growth == 0:
        return "no change"
    kind = "progress" if growth > 0 else "movement away"
    return f"{'significant' if abs(growth) >= abs(SIGNIFICANT_LOSS) else 'moderate'} {kind}"
