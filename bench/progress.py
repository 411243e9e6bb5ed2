"""The engine of progress on one core: time for 10,000 series by each method, and what one odd year does to a state.

Also how often the interval of the method `robust` holds the true slope, for years that are independent and for years
that are not, which the method does not foresee.
"""

import math
import random
import sys
import time

from stadsrecht_engines.progress import METHODS, Point, Series, State, Target, assess, behind, point

SERIES = 10_000
YEARS = range(2010, 2025)
TARGET = Target(200, 2030)
BUDGET = {"robust": 6.0}  # seconds; its line looks at the slopes between all pairs of years
BUDGET_TWO_POINTS = 2.0
PARTS = 1_000
BUDGET_BEHIND = 3.0
TRIALS = 2_000
ODD = (0.7, 1.3)
LEAST_COVERED = 0.94
GROWTH = 0.02


def made(count: int, chance: random.Random) -> list[Series]:
    """Growth with noise of 1 %, the same each time."""
    return [Series(points(chance.gauss(0.01, 0.03), [chance.gauss(0, 0.01) for _ in YEARS])) for _ in range(count)]


def points(growth: float, noise: list[float]) -> tuple[Point, ...]:
    """Growth a year with noise on the scale of logarithms."""
    return tuple(
        point(year, 100 * math.exp(growth * step + error))
        for step, (year, error) in enumerate(zip(YEARS, noise, strict=True))
    )


def said(what: str, figure: str, budget: str = "", is_kept: bool = True) -> bool:
    """Print one figure, with its budget where it has one; whether that was kept."""
    print(
        f"progress: {what}: {figure}" + (f" (budget {budget}: {'kept' if is_kept else 'NOT KEPT'})" if budget else "")
    )
    return is_kept


def speed(figures: list[Series]) -> list[bool]:
    kept = []
    for method in METHODS:
        start = time.process_time()
        judged = [assess(series, method=method, direction="up", target=TARGET) for series in figures]
        seconds, budget = time.process_time() - start, BUDGET.get(method, BUDGET_TWO_POINTS)
        assert all(found.is_assessed for found in judged)
        kept.append(said(f"{SERIES:,} series by {method}", f"{seconds:.2f} s CPU", f"{budget:g} s", seconds <= budget))
    start = time.process_time()
    gaps = behind(figures[0], figures[1 : PARTS + 1], direction="up")
    seconds = time.process_time() - start
    what = f"who is behind among {len(gaps):,} parts"
    return [*kept, said(what, f"{seconds:.2f} s CPU", f"{BUDGET_BEHIND:g} s", seconds <= BUDGET_BEHIND)]


def with_odd_end(series: Series, chance: random.Random) -> Series:
    *others, last = series.points
    return Series((*others, point(last.label, last.value * chance.choice(ODD))))


def turned(figures: list[Series], chance: random.Random) -> list[bool]:
    """The share of series whose state becomes another if the last year is 30 % too high or too low."""
    pairs = [(series, with_odd_end(series, chance)) for series in figures[:TRIALS]]
    kept = []
    for method in METHODS:
        states = [tuple(assess(s, method=method, direction="up").state for s in pair) for pair in pairs]
        unsure = sum(after is State.UNCERTAIN for _, after in states) / TRIALS
        share = sum(one != two and State.UNCERTAIN not in (one, two) for one, two in states) / TRIALS
        figure = f"{share:.1%} of states, {unsure:.1%} uncertain"
        limits = ("none", share == 0) if method == "robust" else ("", True)
        kept.append(said(f"turned by one odd last year, {method}", figure, *limits))
    return kept


def covered(tie: float, chance: random.Random) -> float:
    """How often the interval of 95 % holds the true growth; `tie` is the correlation of a year with the next."""
    hits = 0
    for _ in range(TRIALS):
        noise = [chance.gauss(0, 0.01)]
        while len(noise) < len(YEARS):
            noise.append(tie * noise[-1] + math.sqrt(1 - tie * tie) * chance.gauss(0, 0.01))
        trend = assess(Series(points(GROWTH, noise)), method="robust", direction="up").trend
        assert trend is not None
        hits += trend.interval.low <= GROWTH <= trend.interval.high
    return hits / TRIALS


def coverage(chance: random.Random) -> list[bool]:
    what = "the interval holds the true growth, years correlated by"
    alone, *others = [(tie, covered(tie, chance)) for tie in (0.0, 0.3, 0.6)]
    kept = [said(f"{what} {alone[0]:g}", f"{alone[1]:.1%}", f"{LEAST_COVERED:.0%}", alone[1] >= LEAST_COVERED)]
    return kept + [said(f"{what} {tie:g}", f"{share:.1%}") for tie, share in others]


def main() -> int:
    """Status 1 if a budget is not kept."""
    chance = random.Random(1122)  # noqa: S311 - figures, no secrets
    figures = made(SERIES, chance)
    return 0 if all([*speed(figures), *turned(figures, chance), *coverage(chance)]) else 1


if __name__ == "__main__":
    sys.exit(main())
