"""Where there is no judgement, and what it is called."""

import pytest
from stadsrecht_engines.progress import METHODS, Direction, Point, Series, Status, Target, assess, point, year_of
from stadsrecht_engines.progress.errors import (
    InvalidPeriod,
    InvalidPoint,
    InvalidReplacement,
    UnknownDirection,
    UnknownMethod,
)

from engines.tests.progress.made import series, yearly

TWO_POINT = sorted(set(METHODS) - {"robust"})
GROWING = [10, 11, 12, 13, 14, 15, 16, 17]


def reason(points, method="open-sdg", direction="up", **words):
    found = assess(points, method=method, direction=direction, **words)
    assert found.state == "not-assessed"
    assert found.value is found.score is None
    return found.reason


@pytest.mark.parametrize("method", METHODS)
def test_a_hidden_last_value_gets_no_state(method):
    """An older state in its place would pass for today's."""
    assert reason(series(*enumerate(GROWING, 2010), (2018, "hidden")), method) == "hidden-values"
    assert reason(series((2015, "hidden"), (2016, "hidden")), method) == "hidden-values"


@pytest.mark.parametrize("method", METHODS)
def test_a_hidden_value_before_the_last_is_said(method):
    """The judgement then rests on the others, and says so."""
    found = assess(series(*enumerate(GROWING, 2015), (2014, "hidden")), method=method, direction="up")
    assert found.is_assessed
    assert "hidden-left-out" in found.remarks


@pytest.mark.parametrize("method", METHODS)
def test_what_is_not_known_after_the_last_value_is_said(method):
    """Not known is not hidden: the last known value stands."""
    found = assess(series(*enumerate(GROWING, 2015), (2023, "not known")), method=method, direction="up")
    assert found.is_assessed
    assert found.inputs.last.year == 2022
    assert "later-years-without-value" in found.remarks


@pytest.mark.parametrize("method", METHODS)
def test_two_values_for_one_year_are_not_chosen_between(method):
    """Quarters of one year, say; whoever gives the series decides which is the year's."""
    assert reason(series(("2015", 1), ("2016 Q1", 2), ("2016 Q2", 3)), method) == "two-values-for-one-year"


@pytest.mark.parametrize("method", METHODS)
def test_too_few_points_are_too_few(method):
    """Two for the published methods, five for ours."""
    assert reason(series((2020, 5)), method) == "too-few-points"
    assert reason(series(), method) == "too-few-points"
    assert reason(series((2020, "not measured"), (2021, "not applicable")), method) == "too-few-points"


def test_four_points_are_too_few_for_an_interval():
    """Below five the exact interval of 95 % does not exist."""
    assert reason(yearly([1, 2, 3, 4]), "robust") == "too-few-points"
    assert assess(yearly([1, 2, 3, 4, 5]), method="robust", direction="up").is_assessed


@pytest.mark.parametrize("method", METHODS)
def test_a_series_that_ends_before_the_base_is_not_judged(method):
    """Whatever it did before."""
    assert reason(yearly(GROWING, first=2000), method, base_year=2015) == "last-point-before-base"


@pytest.mark.parametrize("method", TWO_POINT)
def test_a_change_of_sign_is_not_judged(method):
    """Growth by a share does not lead through zero."""
    assert reason(series((2015, -1), (2020, 2)), method) == "sign-change"
    assert reason(series((2015, -1), (2020, 2)), method, target=Target(1)) == "sign-change"


def test_the_robust_method_judges_a_change_of_sign_only_by_a_target():
    """A share of what, otherwise?"""
    assert reason(yearly([-3, -2, -1, 1, 2, 3]), "robust") == "sign-change"
    assert reason(yearly([0, 1, 2, 3, 4, 5]), "robust") == "zero-in-series"
    found = assess(yearly([-3, -2, -1, 0, 1, 2]), method="robust", direction="up", target=Target(12))
    assert (found.state, found.trend.scale) == ("on-track", "linear")


@pytest.mark.parametrize("method", TWO_POINT)
def test_a_base_of_zero_is_not_judged_unless_asked(method):
    """The number that stands for zero decides the verdict, so it is the caller's."""
    assert reason(series((2015, 0), (2020, 2)), method) == "zero-in-series"
    found = assess(series((2015, 0), (2020, 2)), method=method, direction="up", zero=0.001)
    assert found.state == "on-track"
    assert "zero-replaced" in found.remarks
    assert found.inputs.base.value == found.inputs.zero == 0.001


def test_a_target_of_zero_is_not_judged_unless_asked():
    """And the target used stands in the result."""
    points = series((2015, 4), (2020, 2))
    assert reason(points, direction="down", target=Target(0)) == "zero-target"
    found = assess(points, method="open-sdg", direction="down", target=Target(0), zero=0.001)
    assert found.inputs.target == Target(0.001)
    assert "zero-replaced" in found.remarks


def test_a_base_that_equals_the_target_has_no_required_growth():
    """Kept it is achieved, without a value; lost it is not judged."""
    kept = assess(series((2015, 1), (2020, 1)), method="open-sdg", direction="down", target=Target(1))
    assert (kept.state, kept.value, kept.score, kept.reason) == ("achieved", None, 5.0, "base-equals-target")
    assert reason(series((2015, 1), (2020, 2)), direction="down", target=Target(1)) == "base-equals-target"


def test_a_target_of_the_past_is_named():
    """Open SDG needs a way from base to target; the projections need a future."""
    assert reason(series((2015, 1), (2020, 2)), target=Target(3, 2015)) == "target-year-not-after-base"
    assert reason(series((2015, 1), (2020, 2)), "un-chart", target=Target(3, 2019)) == "target-year-past"
    assert reason(yearly(GROWING), "robust", target=Target(30, 2020)) == "target-year-past"


def test_required_growth_too_small_to_tell_is_named():
    """The next number after the base."""
    assert reason(series((2015, 1.0), (2020, 0.5)), target=Target(1 + 2**-52, 2030)) == "required-growth-zero"


def test_numbers_beyond_reckoning_are_named():
    """No infinity leaves the engine."""
    assert reason(series((2015, 5e-324), (2016, 1e100))) == "too-large"


@pytest.mark.parametrize("held", [float("nan"), float("inf"), -1e101])
def test_what_is_no_number_is_no_point(held):
    """Refused at the door, with its period."""
    with pytest.raises(InvalidPoint, match="2015"):
        point("2015", held)
    with pytest.raises(InvalidPoint):
        Target(held)
    with pytest.raises(InvalidPoint):
        assess(yearly(GROWING), method="open-sdg", direction="up", limit=held)


def test_a_value_and_a_status_do_not_contradict():
    """Hidden with a value would publish it; a value of nothing is none."""
    with pytest.raises(InvalidPoint):
        Point(2015, 3.0, Status.HIDDEN)
    with pytest.raises(InvalidPoint):
        Point(2015, None)
    with pytest.raises(InvalidPoint, match="suppressed"):
        point("2015", "suppressed")


def test_a_point_is_read_as_written():
    """The label stays, and nothing is a status of its own."""
    assert point("2015/16", None) == Point(2015, None, Status.NOT_KNOWN, "2015/16")
    assert point(2015, "not measured") == Point(2015, None, Status.NOT_MEASURED, "2015")
    assert point("2015", 0) == Point(2015, 0.0, Status.VALUE, "2015")


@pytest.mark.parametrize(("period", "year"), [("2015/16", 2015), ("2013 Q2", 2013), ("2015", 2015), (" 2012-13", 2012)])
def test_a_period_counts_by_its_first_year(period, year):
    """As the published method says of 2015-16."""
    assert year_of(period) == year


@pytest.mark.parametrize("period", ["", "Q2 2013", "20155", "15/16"])
def test_a_period_without_a_year_is_refused(period):
    """And named."""
    with pytest.raises(InvalidPeriod, match=repr(period)):
        year_of(period)


@pytest.mark.parametrize("word", ["", "higher", "UP", None, 1])
def test_the_direction_is_never_guessed(word):
    """Neither by default nor by likeness."""
    with pytest.raises(UnknownDirection):
        assess(yearly(GROWING), method="open-sdg", direction=word)
    with pytest.raises(TypeError):
        assess(yearly(GROWING), method="open-sdg")
    assert Direction.UP.opposite is Direction.DOWN


def test_an_unknown_method_is_named_with_those_there_are():
    """So that a slip of the pen is mended at once."""
    with pytest.raises(UnknownMethod, match="eurostat-short"):
        assess(yearly(GROWING), method="eurostat", direction="up")


@pytest.mark.parametrize("zero", [0, -1, float("nan"), float("inf")])
def test_nothing_else_than_a_number_above_zero_stands_for_zero(zero):
    """Least of all zero."""
    with pytest.raises(InvalidReplacement):
        assess(Series(()), method="open-sdg", direction="up", zero=zero)
