"""Judges how a figure fares against what is wished of it, by a named method, and says what the judgement rests on.

A series of yearly points goes in; a frozen result comes out, with its state, its value, the points and thresholds
used, or the reason why there is no judgement. The direction is always given, zero is never replaced unless asked, and
a figure that is hidden to protect people never gets a state.

    >>> series = Series((point("2015", 14.5), point("2023", 10.2)))
    >>> found = assess(series, method="open-sdg", direction="down", target=Target(7.25, 2030))
    >>> found.state.value, round(found.value, 4), round(found.score, 4)
    ('on-track', 0.9526, 2.5186)
"""

from ._aggregate import Aggregate, aggregate
from ._assessment import Assessment, Inputs, Interval, Reason, Remark, State, Threshold, Trend
from ._behind import Gap, Movement, Obstacle, behind
from ._methods import METHODS, assess
from ._series import Direction, Point, Series, Status, Target, point, year_of

__all__ = [
    "METHODS",
    "Aggregate",
    "Assessment",
    "Direction",
    "Gap",
    "Inputs",
    "Interval",
    "Movement",
    "Obstacle",
    "Point",
    "Reason",
    "Remark",
    "Series",
    "State",
    "Status",
    "Target",
    "Threshold",
    "Trend",
    "aggregate",
    "assess",
    "behind",
    "point",
    "year_of",
]
