"""A line through all points that one odd point does not move, and an interval for its slope.

The line has the least sum of absolute residuals (Boscovich; Laplace). Of several such lines it is the one with the
smallest slope, and of several levels for that slope the one nearest to least squares. So a further point on the line
moves nothing: its residual adds nothing to the sum, and leaves the line among the best. The median of all slopes
between two points (Theil 1950) lacks that law, which is why it is not used as the line.

The interval is that of Sen, "Estimates of the regression coefficient based on Kendall's tau", Journal of the American
Statistical Association 63 (1968) 1379-1389, with the exact distribution of Kendall's statistic. It asks no shape of the
errors, but that they are independent from year to year.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, combinations
from statistics import median

CONFIDENCE = 0.95
FEWEST = 5  # below this the exact interval of 95 % does not exist
NORMAL_QUANTILE = 1.959963984540054
LARGEST_EXACT = 60
ROUNDING = 1e-15


@dataclass(frozen=True, slots=True)
class Line:
    """value = level + slope * (year - origin)."""

    origin: float
    level: float
    slope: float

    def at(self, year: float) -> float:
        return self.level + self.slope * (year - self.origin)


@dataclass(frozen=True, slots=True)
class Fit:
    """The line, and those of least and greatest slope within the interval, each through the middle of the points."""

    line: Line
    low: Line
    high: Line


def fit(years: Sequence[int], values: Sequence[float]) -> Fit:
    """The fit of at least FEWEST points with different years."""
    origin = float(years[0])
    steps = [year - origin for year in years]
    slopes = sorted((v - u) / (t - s) for (s, u), (t, v) in combinations(zip(steps, values, strict=True), 2))
    # Values that repeat give the same slope many times over; to find the best, each need be tried once.
    slope = _best_slope(steps, values, list(dict.fromkeys(slopes)))
    rank = interval_rank(len(years))
    low, high = min(slopes[rank - 1], slope), max(slopes[-rank], slope)
    return Fit(
        Line(origin, _level(steps, values, slope), slope),
        Line(origin, _level(steps, values, low), low),
        Line(origin, _level(steps, values, high), high),
    )


def _best_slope(steps: Sequence[float], values: Sequence[float], slopes: Sequence[float]) -> float:
    """The slope nearest to zero among those with the least sum of absolute residuals.

    The sum is convex in the slope and bends only at slopes between two points, so its lowest stretch is found by
    halving.
    """
    centre = median(values)
    centred = [value - centre for value in values]
    noise = ROUNDING * len(values) * max(map(abs, centred))
    losses: dict[int, float] = {}

    def loss(place: int) -> float:
        if place not in losses:
            losses[place] = _loss(steps, centred, slopes[place])
        return losses[place]

    low = high = _lowest(loss, len(slopes), noise)
    ceiling = loss(low) + noise
    while low > 0 and loss(low - 1) <= ceiling:
        low -= 1
    while high + 1 < len(slopes) and loss(high + 1) <= ceiling:
        high += 1
    return min(max(0.0, slopes[low]), slopes[high])


def _lowest(loss: Callable[[int], float], count: int, noise: float) -> int:
    """A place of the least value of a convex row, up to rounding; equal slopes make stretches that are level."""
    low, high = 0, count - 1
    while low < high:
        middle = (low + high) // 2
        beyond = middle + 1
        while beyond < high and abs(loss(beyond) - loss(middle)) <= noise:
            beyond += 1
        if loss(beyond) < loss(middle) - noise:
            low = beyond
        else:
            high = middle
    return low


def _loss(steps: Sequence[float], values: Sequence[float], slope: float) -> float:
    """The sum of distances from the median: what lies above it less what lies below."""
    left = sorted([value - slope * step for step, value in zip(steps, values, strict=True)])
    half = len(left) // 2
    return math.fsum(left[-half:]) - math.fsum(left[:half])


def _level(steps: Sequence[float], values: Sequence[float], slope: float) -> float:
    """Where a line of this slope lies: between the two middle residuals, as near their mean as that allows."""
    left = sorted(value - slope * step for step, value in zip(steps, values, strict=True))
    below, above = left[(len(left) - 1) // 2], left[len(left) // 2]
    return min(max(math.fsum(left) / len(left), below), above)


@cache
def interval_rank(count: int) -> int:
    """Which slope, counted from either end, bounds the interval of 95 %.

    Of Kendall's discordant pairs among `count` values in random order, P(pairs < rank) is at most 2.5 %.
    """
    if count > LARGEST_EXACT:
        pairs = count * (count - 1) // 2
        spread = math.sqrt(count * (count - 1) * (2 * count + 5) / 18)
        return max(int((pairs - NORMAL_QUANTILE * spread) / 2), 1)
    total = math.factorial(count)
    reached = accumulate(_discordant_pairs(count))
    return sum(1 for orders in reached if 2 * orders <= (1 - CONFIDENCE) * total)


def _discordant_pairs(count: int) -> list[int]:
    """In how many orders of `count` values there are 0, 1, 2, ... discordant pairs."""
    orders = [1]
    for size in range(2, count + 1):
        longer = [0] * (len(orders) + size - 1)
        for pairs, ways in enumerate(orders):
            for more in range(size):
                longer[pairs + more] += ways
        orders = longer
    return orders
