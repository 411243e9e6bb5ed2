"""The line that one odd point does not move, and the interval of its slope."""

import math
from itertools import combinations, pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stadsrecht_engines.progress._lines import FEWEST, fit, fits, interval_rank

numbers = st.integers(-1000, 1000).map(lambda number: number / 8)
dots = st.dictionaries(st.integers(1990, 2030), numbers, min_size=FEWEST, max_size=12)


def fitted(held):
    years = sorted(held)
    return fit(years, [held[year] for year in years])


def loss(held, line):
    return math.fsum(abs(value - line(year)) for year, value in held.items())


def close(number):
    return pytest.approx(number, rel=1e-9, abs=1e-9)


@given(st.integers(FEWEST, 40), st.data())
def test_many_rows_at_once_are_fitted_as_each_by_itself(count, data):
    years = list(range(1990, 1990 + count))
    rows = data.draw(st.lists(st.lists(numbers, min_size=count, max_size=count), min_size=1, max_size=6))
    assert fits(years, rows) == [fit(years, row) for row in rows]


@given(dots)
def test_no_line_through_two_points_lies_nearer(held):
    """One of those has the least sum of absolute residuals, so ours is as good as the best."""
    ours = loss(held, fitted(held).line.at)
    for (s, u), (t, v) in combinations(held.items(), 2):
        assert ours <= loss(held, lambda year, s=s, u=u, t=t, v=v: u + (v - u) / (t - s) * (year - s)) + 1e-6


@given(dots, st.integers(1950, 2070))
def test_a_point_on_the_line_moves_nothing(held, year):
    """Neither slope nor level, wherever it stands: inside, before or after."""
    before = fitted(held).line
    if year in held:
        return
    after = fitted({**held, year: before.at(year)}).line
    assert after.slope == close(before.slope)
    assert after.at(2030) == pytest.approx(before.at(2030), rel=1e-7, abs=1e-7)


@given(st.integers(FEWEST, 15), numbers, numbers, st.data())
def test_one_odd_year_does_not_move_the_line(count, level, slope, data):
    """Whichever year, and however odd."""
    held = {2000 + step: level + slope * step for step in range(count)}
    odd = data.draw(st.sampled_from(sorted(held)))
    found = fitted({**held, odd: data.draw(st.integers(-(10**6), 10**6))})
    assert found.line.slope == pytest.approx(slope, abs=1e-6)
    assert found.line.at(2000) == pytest.approx(level, abs=1e-6)


@given(dots, numbers)
def test_the_line_follows_its_points(held, shift):
    """Moved up, turned over or drawn larger, the line does the same."""
    line = fitted(held).line
    assert fitted({year: value + shift for year, value in held.items()}).line.slope == close(line.slope)
    turned = fitted({year: -value for year, value in held.items()})
    assert turned.line.slope == close(-line.slope)
    assert turned.line.at(2000) == close(-line.at(2000))
    assert turned.low.slope == close(-fitted(held).high.slope)
    assert fitted({year: 4 * value for year, value in held.items()}).line.at(2000) == close(4 * line.at(2000))


def test_of_equally_near_lines_the_flattest_at_the_mean_is_taken():
    """Four high and four low years in balance: any level between them is as near, and so is a slight slope."""
    line = fit(range(2015, 2023), [3, 1, 1, 3, 1, 3, 3, 1]).line
    assert (line.slope, line.level) == (0, 2)


@given(dots)
def test_the_interval_holds_the_slope(held):
    """And its lines end on either side of the line's own end."""
    found = fitted(held)
    assert found.low.slope <= found.line.slope <= found.high.slope
    assert found.low.at(2040) <= found.line.at(2040) + 1e-9
    assert found.line.at(2040) <= found.high.at(2040) + 1e-9


def discordant(order):
    return sum(one > two for one, two in combinations(order, 2))


@pytest.mark.parametrize("count", range(FEWEST, 8))
def test_the_interval_is_that_of_all_orders(count):
    """Counted out: at most 2.5 % of all orders lie beyond either end, and one slope further would be too many."""
    pairs = [discordant(order) for order in permutations(range(count))]
    rank = interval_rank(count)
    assert sum(found < rank for found in pairs) <= 0.025 * len(pairs)
    assert sum(found <= rank for found in pairs) > 0.025 * len(pairs)


def test_below_five_points_there_is_no_interval():
    """Of the 24 orders of four, one each way is more than 5 %."""
    assert interval_rank(4) == 0
    assert interval_rank(5) == 1


def test_many_points_change_to_the_normal_form_without_a_jump():
    """At the seam the rank grows as it did before."""
    ranks = [interval_rank(count) for count in range(56, 66)]
    steps = [two - one for one, two in pairwise(ranks)]
    assert all(24 <= step <= 30 for step in steps), steps
