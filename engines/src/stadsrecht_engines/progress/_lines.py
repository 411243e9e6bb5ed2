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
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

CONFIDENCE = 0.95
FEWEST = 5  # below this the exact interval of 95 % does not exist
NORMAL_QUANTILE = 1.959963984540054
LARGEST_EXACT = 60
ROUNDING = 1e-15
TRIED, FEW = 12, 2  # slopes that are tried together, and so few that each is tried exactly
Numbers = NDArray[Any]


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
    """The slope, and the least and greatest within the interval; a line of each goes through the middle of the points.

    A level is reckoned when it is asked for: who compares many series asks for few of them.
    """

    origin: float
    steps: Sequence[float]
    values: Sequence[float]
    slope: float
    low_slope: float
    high_slope: float

    @property
    def line(self) -> Line:
        return self._through(self.slope)

    @property
    def low(self) -> Line:
        return self._through(self.low_slope)

    @property
    def high(self) -> Line:
        return self._through(self.high_slope)

    def _through(self, slope: float) -> Line:
        return Line(self.origin, _level(self.steps, self.values, slope), slope)


def fit(years: Sequence[int], values: Sequence[float]) -> Fit:
    """The fit of at least FEWEST points with different years."""
    return fits(years, [values])[0]


def fits(years: Sequence[int], rows: Sequence[Sequence[float]]) -> list[Fit]:
    """The fit of each row of values, all of the same years: what many series share is reckoned for all at once."""
    origin = float(years[0])
    steps = np.array(years, dtype=np.float64) - origin
    values = np.array(rows, dtype=np.float64)
    earlier, later = _pairs(len(years))
    slopes = np.sort((values[:, later] - values[:, earlier]) / (steps[later] - steps[earlier]), axis=1)
    centred = values - np.median(values, axis=1, keepdims=True)
    noise = ROUNDING * len(years) * np.abs(centred).max(axis=1)
    best = _clear(steps, centred, slopes, noise, _brackets(steps, centred, slopes, noise))
    own, rank = steps.tolist(), interval_rank(len(years))
    found = []
    for row, values_left, sloped, unsure, (low, high, is_clear) in zip(
        rows, centred, slopes, noise.tolist(), best, strict=True
    ):
        slope = float(sloped[low])
        if not is_clear:
            slope = _Choice(own, values_left.tolist(), sloped.tolist(), unsure, low, high).best()
        ends = min(float(sloped[rank - 1]), slope), max(float(sloped[-rank]), slope)
        found.append(Fit(origin, own, list(map(float, row)), slope, *ends))
    return found


@cache
def _pairs(count: int) -> tuple[Numbers, Numbers]:
    """Every pair of points: the places of the earlier and of the later."""
    return np.triu_indices(count, k=1)


def _brackets(steps: Numbers, values: Numbers, slopes: Numbers, noise: Numbers) -> tuple[Numbers, Numbers]:
    """For each row the first and the last of a few places among which the slope of least loss is.

    The loss is convex in the slope, so it lies between the neighbours of the best of those that are tried. Rough sums
    are right up to rounding: whichever lie that near the least may hold it.
    """
    low = np.zeros(len(values), dtype=int)
    high = np.full(len(values), slopes.shape[1] - 1)
    shares = np.linspace(0, 1, TRIED)
    while (high - low > FEW).any():
        tried = low[:, None] + ((high - low)[:, None] * shares).astype(int)
        rough = _losses(steps, values, np.take_along_axis(slopes, tried, axis=1))
        is_best = rough <= (rough.min(axis=1) + 4 * noise)[:, None]
        first, last = is_best.argmax(axis=1), TRIED - 1 - is_best[:, ::-1].argmax(axis=1)
        rows = np.arange(len(values))
        closer = tried[rows, np.maximum(first - 1, 0)], tried[rows, np.minimum(last + 1, TRIED - 1)]
        if (closer[0] == low).all() and (closer[1] == high).all():
            break
        low, high = closer
    return low, high


def _clear(
    steps: Numbers, values: Numbers, slopes: Numbers, noise: Numbers, ends: tuple[Numbers, Numbers]
) -> list[tuple[int, int, bool]]:
    """The same places, or only the best of them where its loss is less than any beside it by more than rounding."""
    low, high = ends
    near = np.clip(low[:, None] + np.arange(-1, FEW + 2), 0, slopes.shape[1] - 1)
    rough = _losses(steps, values, np.take_along_axis(slopes, near, axis=1))
    best = rough.argmin(axis=1)
    rivals = (rough <= (rough.min(axis=1) + 4 * noise)[:, None]).sum(axis=1)
    is_clear = (high - low <= FEW) & (best > 0) & (best <= FEW + 1) & (rivals == 1)
    place = near[np.arange(len(near)), best]
    found = np.where(is_clear, place, low), np.where(is_clear, place, high), is_clear
    return list(zip(*(part.tolist() for part in found), strict=True))


def _losses(steps: Numbers, values: Numbers, slopes: Numbers) -> Numbers:
    """Row by row the sum of distances from the median, for each of several slopes."""
    left = np.sort(values[:, None, :] - slopes[:, :, None] * steps, axis=2)
    half = len(steps) // 2
    found: Numbers = left[:, :, -half:].sum(axis=2) - left[:, :, :half].sum(axis=2)
    return found


@dataclass(frozen=True, slots=True)
class _Choice:
    """What one row chooses its slope from: `slopes` in order, of which one between `low` and `high` is best."""

    steps: Sequence[float]
    centred: Sequence[float]
    slopes: Sequence[float]
    noise: float
    low: int
    high: int

    def best(self) -> float:
        """The slope nearest to zero among those with the least sum of absolute residuals, by exact sums."""
        losses: dict[float, float] = {}

        def loss(place: int) -> float:
            slope = self.slopes[place]  # values that repeat give the same slope many times over
            if slope not in losses:
                losses[slope] = _loss(self.steps, self.centred, slope)
            return losses[slope]

        low = high = min(range(self.low, self.high + 1), key=loss)
        ceiling = loss(low) + self.noise
        while low > 0 and loss(low - 1) <= ceiling:
            low -= 1
        while high + 1 < len(self.slopes) and loss(high + 1) <= ceiling:
            high += 1
        return min(max(0.0, self.slopes[low]), self.slopes[high])


def _loss(steps: Sequence[float], values: Sequence[float], slope: float) -> float:
    """The sum of distances from the median: what lies above it less what lies below."""
    left = sorted([value - slope * step for step, value in zip(steps, values, strict=True)])
    half = len(left) // 2
    return math.fsum(left[-half:]) - math.fsum(left[:half])


def _level(steps: Sequence[float], values: Sequence[float], slope: float) -> float:
    """Where a line of this slope lies: between the two middle residuals, as near their mean as that allows."""
    left = sorted([value - slope * step for step, value in zip(steps, values, strict=True)])
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
