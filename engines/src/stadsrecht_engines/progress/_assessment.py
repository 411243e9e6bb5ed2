"""What comes out: a judgement with everything it rests on, or the reason why there is none."""

from dataclasses import dataclass
from enum import StrEnum

from ._series import Direction, Point, Target


class State(StrEnum):
    """The same codes for all methods; `own_words` of an assessment holds what the method itself calls it."""

    ACHIEVED = "achieved"
    ON_TRACK = "on-track"
    ACCELERATION_NEEDED = "acceleration-needed"
    LIMITED = "limited"
    DETERIORATING = "deteriorating"
    UNCERTAIN = "uncertain"
    NOT_ASSESSED = "not-assessed"


class Reason(StrEnum):
    """Why there is no judgement, or no value beside it."""

    TWO_VALUES_FOR_ONE_YEAR = "two-values-for-one-year"
    HIDDEN_VALUES = "hidden-values"
    TOO_FEW_POINTS = "too-few-points"
    LAST_POINT_BEFORE_BASE = "last-point-before-base"
    SIGN_CHANGE = "sign-change"
    ZERO_IN_SERIES = "zero-in-series"
    ZERO_TARGET = "zero-target"
    BASE_EQUALS_TARGET = "base-equals-target"
    REQUIRED_GROWTH_ZERO = "required-growth-zero"
    TARGET_YEAR_NOT_AFTER_BASE = "target-year-not-after-base"
    TARGET_YEAR_PAST = "target-year-past"
    TOO_LARGE = "too-large"
    NO_SCORES = "no-scores"
    NO_RULE_FOR_AGGREGATES = "no-rule-for-aggregates"


class Remark(StrEnum):
    """What a reader must know about a judgement that was given."""

    BASE_YEAR_MOVED = "base-year-moved"
    LATER_YEARS_WITHOUT_VALUE = "later-years-without-value"
    HIDDEN_LEFT_OUT = "hidden-left-out"
    ZERO_REPLACED = "zero-replaced"
    BASE_ALREADY_AT_TARGET = "base-already-at-target"
    LIMIT_NOT_IN_DIRECTION = "limit-not-in-direction"
    SHORTER_THAN_WINDOW = "shorter-than-window"
    TO_BE_CHECKED = "to-be-checked"


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, both included."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Threshold:
    """From this value on (or beyond it, where `is_above`) the state holds, if no higher threshold is reached."""

    value: float
    state: State
    is_above: bool = False

    def is_reached(self, value: float) -> bool:
        return value > self.value if self.is_above else value >= self.value


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the judgement really used: `horizon` is the number of years from base to last point."""

    direction: Direction
    target: Target | None = None
    limit: float | None = None
    base: Point | None = None
    last: Point | None = None
    points_used: int = 0
    thresholds: tuple[Threshold, ...] = ()
    factor: float = 1.0
    zero: float | None = None

    @property
    def horizon(self) -> int | None:
        return None if self.base is None or self.last is None else self.last.year - self.base.year


@dataclass(frozen=True, slots=True)
class Trend:
    """The line through all points: `slope` a year on its scale ("linear", or "log" of the value), with its interval.

    `fitted` is the line in the last year with a value, `projected` in the target's year, both in the series' own unit.
    """

    scale: str
    slope: float
    interval: Interval
    confidence: float
    fitted: float
    projected: float | None = None
    projected_interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """One series, judged by one method. `value` and `score` are None where the method gives none.

    `interval` and `trend` come from the method `robust` alone; `leaning` is then the state of the line itself, which
    is also the state unless the interval leaves it `uncertain`.
    """

    method: str
    version: str
    state: State
    inputs: Inputs
    name: str = ""
    value: float | None = None
    score: float | None = None
    reason: Reason | None = None
    remarks: tuple[Remark, ...] = ()
    own_words: str = ""
    leaning: State | None = None
    interval: Interval | None = None
    scores: Interval | None = None
    trend: Trend | None = None

    @property
    def is_assessed(self) -> bool:
        return self.state is not State.NOT_ASSESSED
