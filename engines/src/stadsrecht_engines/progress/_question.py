"""What a method is asked, and how it answers."""

from dataclasses import dataclass, replace

from ._assessment import Assessment, Inputs, Remark, State, Threshold
from ._endpoints import Endpoints
from ._growth import NotAssessable
from ._series import Direction, Series, Target


@dataclass(frozen=True, slots=True)
class Question:
    """A series with what is wished of it; `base_year` None leaves the choice to the method."""

    series: Series
    direction: Direction
    target: Target | None = None
    base_year: int | None = None
    limit: float | None = None
    zero: float | None = None

    @property
    def inputs(self) -> Inputs:
        return Inputs(self.direction, self.target, self.limit, zero=self.zero)

    @property
    def reckoned_target(self) -> Target | None:
        """The target, or what stands for a target of zero if the caller asked for that."""
        if self.target is None or self.target.value != 0 or self.zero is None:
            return self.target
        return replace(self.target, value=self.zero)


def with_ends(inputs: Inputs, ends: Endpoints, target: Target | None) -> Inputs:
    return replace(inputs, base=ends.base, last=ends.last, points_used=2, target=target)


def remarks_on(question: Question, ends: Endpoints, reckoned: Target | None) -> tuple[Remark, ...]:
    """What was done to find the two points, and what they mean for the target with which was reckoned."""
    remarks = ends.remarks
    if question.target is None:
        return remarks
    if reckoned != question.target and Remark.ZERO_REPLACED not in remarks:
        remarks = (*remarks, Remark.ZERO_REPLACED)
    if question.target.is_met_by(ends.start, question.direction):
        remarks = (*remarks, Remark.BASE_ALREADY_AT_TARGET)
    return remarks


def state_of(value: float, thresholds: tuple[Threshold, ...]) -> State:
    """The state of the highest threshold that the value reaches; below all of them things deteriorate."""
    for threshold in thresholds:
        if threshold.is_reached(value):
            return threshold.state
    return State.DETERIORATING


def not_assessed(method: str, version: str, question: Question, inputs: Inputs, refusal: NotAssessable) -> Assessment:
    return Assessment(method, version, State.NOT_ASSESSED, inputs, name=question.series.name, reason=refusal.reason)
