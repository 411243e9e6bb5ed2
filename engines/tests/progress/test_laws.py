"""Laws that hold for every series and, unless it says otherwise, for every method."""

import math

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from stadsrecht_engines.progress import METHODS, Series, Target, assess, point

from engines.tests.progress.made import series

TWO_POINT = sorted(set(METHODS) - {"robust"})
WORLD = 2030
OPPOSITE = {"up": "down", "down": "up"}
positive = st.integers(1, 4000).map(lambda number: number / 16)
methods = st.sampled_from(sorted(METHODS))
directions = st.sampled_from(["up", "down"])
targets = st.none() | positive
several = st.dictionaries(st.integers(2010, 2029), positive, min_size=5, max_size=12)
any_number = st.floats(-1e100, 1e100, allow_nan=False)
statuses = st.sampled_from(["not known", "not measured", "not applicable", "hidden"])


def judged(held, method, direction, target=None, *, limit=None, factor=1.0):
    """The judgement on a dictionary of values, all of them times a factor."""
    points = series(*((year, factor * value) for year, value in held.items()))
    aim = None if target is None else Target(factor * target, WORLD)
    bound = None if limit is None else factor * limit
    return assess(points, method=method, direction=direction, target=aim, limit=bound)


def near_a_threshold(found):
    """So near that rounding decides, as it does for exactly 1.5 % a year in the published method too."""
    numbers = [found.value, *((found.interval.low, found.interval.high) if found.interval else ())]
    edges = [threshold.value for threshold in found.inputs.thresholds]
    return any(number is not None and abs(number - edge) < 1e-9 for number in numbers for edge in edges)


def same(one, two):
    """One judgement, up to rounding."""
    if one.value is None or two.value is None:
        return (one.state, one.reason, one.value) == (two.state, two.reason, two.value)
    alike = math.isclose(one.value, two.value, rel_tol=1e-6, abs_tol=1e-9)
    return alike and (one.state == two.state or near_a_threshold(one))


@given(several, methods, directions, targets, st.tuples(st.none() | positive, st.sampled_from([1e-6, 0.3, 1000, 1e9])))
def test_units_do_not_matter(held, method, direction, target, limit_and_factor):
    """Euros or cents, shares or percentages."""
    limit, factor = limit_and_factor
    before = judged(held, method, direction, target, limit=limit)
    assert same(before, judged(held, method, direction, target, limit=limit, factor=factor))


@given(several, methods, directions, targets)
def test_turned_over_with_its_direction_it_is_the_same(held, method, direction, target):
    """A loss that should fall is a gain that should rise."""
    before = judged(held, method, direction, target)
    assert same(before, judged(held, method, OPPOSITE[direction], target, factor=-1))


@given(several, st.sampled_from(sorted(METHODS)))
def test_the_other_direction_gives_the_mirrored_value(held, method):
    """Without a target better and worse change places."""
    up, down = (judged(held, method, direction) for direction in ("up", "down"))
    if up.value is None:
        assert (up.state, up.reason) == (down.state, down.reason)
        return
    assert up.value == pytest.approx(-down.value)
    if up.value < -1e-12:
        assert (up.leaning or up.state) == "deteriorating"
        assert (down.leaning or down.state) != "deteriorating"


@given(several, methods, directions, targets, st.randoms(use_true_random=False))
def test_the_order_of_points_does_not_matter(held, method, direction, target, chance):
    """Not even in the last digit."""
    years = list(held)
    chance.shuffle(years)
    again = {year: held[year] for year in years}
    assert judged(held, method, direction, target) == judged(again, method, direction, target)


@given(several, methods, directions, targets)
def test_a_hidden_last_value_gives_no_state(held, method, direction, target):
    """Whatever lies before it."""
    points = series(*held.items(), (2030, "hidden"))
    found = assess(points, method=method, direction=direction, target=None if target is None else Target(target))
    assert (found.state, found.reason, found.value, found.score) == ("not-assessed", "hidden-values", None, None)


@given(several, st.sampled_from(TWO_POINT), directions, targets, st.tuples(st.integers(2011, 2028), positive))
def test_the_published_methods_see_two_points_alone(held, method, direction, target, more):
    """A point between them changes nothing, which is why there is a method that uses all."""
    year, value = more
    found = judged(held, method, direction, target)
    assume(found.is_assessed and found.inputs.base.year < year < found.inputs.last.year)
    assert judged({**held, year: value}, method, direction, target).value == found.value


@given(several, directions, targets, st.integers(2005, 2029))
def test_a_point_on_the_line_changes_no_robust_judgement(held, direction, target, year):
    """The line stays; more points may make it sure or unsure, but never sure of another state."""
    assume(year not in held and year < max(held))
    before = judged(held, "robust", direction, target)
    scale = before.trend.scale
    assert scale == "log"
    line = before.trend.fitted * math.exp(before.trend.slope * (year - max(held)))
    after = judged({**held, year: line}, "robust", direction, target)
    assert after.trend.slope == pytest.approx(before.trend.slope, abs=1e-9)
    assert after.trend.fitted == pytest.approx(before.trend.fitted, rel=1e-7)
    if not near_a_threshold(before) and (before.value is None) == (after.value is None):
        assert after.leaning == before.leaning
        assert {before.state, after.state} <= {before.leaning, "uncertain"}


@given(st.integers(7, 15), st.sampled_from([-0.06, -0.03, 0.01, 0.03, 0.06]), st.data())
def test_one_odd_year_does_not_turn_a_robust_judgement(count, growth, data):
    """It may at most make it uncertain; with the published methods an odd last year decides."""
    held = {2010 + step: 50 * math.exp(growth * step) for step in range(count)}
    odd = data.draw(st.sampled_from(sorted(held)))
    before = judged(held, "robust", "up")
    after = judged({**held, odd: data.draw(positive)}, "robust", "up")
    assert after.value == pytest.approx(before.value, abs=1e-6)
    assert after.state in {before.state, "uncertain"}


@given(several, directions, targets)
@example({2010: 0.0625, 2011: 0.0625, 2012: 0.5625, 2013: 4.0625, 2020: 0.125, 2023: 0.0625}, "down", 0.125)
def test_a_sure_robust_state_is_that_of_its_line(held, direction, target):
    """And the interval holds the value."""
    found = judged(held, "robust", direction, target)
    assert found.state in {found.leaning, "uncertain"}
    if found.interval is not None and found.value is not None:
        assert found.interval.low - 1e-9 <= found.value <= found.interval.high + 1e-9
    assert found.scores.low <= found.score + 1e-9
    assert found.score <= found.scores.high + 1e-9


@given(
    st.lists(st.tuples(st.integers(1900, 2100), any_number | statuses), max_size=9),
    methods,
    directions,
    st.none() | st.builds(Target, any_number, st.integers(1900, 2100)),
    st.tuples(st.none() | any_number, st.none() | st.floats(1e-6, 1.0)),
)
def test_every_series_has_an_answer(rows, method, direction, target, limit_and_zero):
    """Nothing is raised, and no number in the answer is infinite or none at all."""
    limit, zero = limit_and_zero
    points = Series(tuple(point(year, held) for year, held in rows))
    found = assess(points, method=method, direction=direction, target=target, limit=limit, zero=zero)
    assert found.is_assessed or found.reason is not None
    numbers = [found.value, found.score]
    if found.trend is not None:
        numbers += [found.trend.slope, found.trend.fitted, found.trend.projected]
    assert all(number is None or math.isfinite(number) for number in numbers)


@given(several, methods, directions, targets)
def test_the_same_question_has_the_same_answer(held, method, direction, target):
    """No clock, no chance; and what was asked is not changed."""
    points = series(*held.items())
    first = assess(points, method=method, direction=direction, target=None if target is None else Target(target))
    again = assess(points, method=method, direction=direction, target=None if target is None else Target(target))
    assert first == again
    assert points == series(*held.items())
