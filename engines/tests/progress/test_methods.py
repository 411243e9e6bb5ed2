"""What each method says of small series, worked by hand."""

import pytest
from stadsrecht_engines.progress import METHODS, Target, assess

from engines.tests.progress.made import series, yearly

DOUBLED_IN_TWENTY = 2 ** (1 / 20)


def test_each_result_names_its_method_and_version():
    """So that a state that changed can be traced to the method or to the data."""
    for method, version in METHODS.items():
        found = assess(yearly([5, 6, 7, 8, 9, 10], name="seats"), method=method, direction="up")
        assert (found.method, found.version, found.name) == (method, version, "seats")


def test_the_inputs_are_those_used():
    """Base, last, horizon, target, limit, thresholds."""
    found = assess(series((2012, 1), (2016, 50), (2021, 60)), method="open-sdg", direction="up", limit=100)
    used = found.inputs
    assert (used.base.year, used.last.year, used.horizon, used.points_used) == (2016, 2021, 5, 2)
    assert used.limit == 100
    assert used.factor == pytest.approx(1 - 0.5**4.44)
    assert [threshold.value for threshold in used.thresholds] == pytest.approx(
        [0.015 * used.factor, 0.005 * used.factor, 0.0]
    )
    assert found.remarks == ("base-year-moved",)


def test_a_limit_against_the_direction_does_nothing():
    """A most that cannot be passed does not help what should fall."""
    with_limit = assess(series((2015, 90), (2020, 88)), method="open-sdg", direction="down", limit=100)
    without = assess(series((2015, 90), (2020, 88)), method="open-sdg", direction="down")
    assert (with_limit.state, with_limit.score) == (without.state, without.score)
    assert with_limit.remarks == ("limit-not-in-direction",)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (106, "significant progress"),
        (101, "moderate progress"),
        (100, "no change"),
        (99, "moderate movement away"),
        (94, "significant movement away"),
    ],
)
def test_eurostat_without_a_target(value, words):
    """At 1 % a year it becomes significant, either way."""
    found = assess(series((2015, 100), (2020, value)), method="eurostat-short", direction="up")
    assert found.own_words == words
    assert found.score is None
    assert found.remarks == ("to-be-checked",)


@pytest.mark.parametrize(
    ("share", "state", "words"),
    [
        (1.0, "on-track", "significant progress"),
        (0.7, "acceleration-needed", "moderate progress"),
        (0.3, "limited", "insufficient progress"),
        (-0.1, "deteriorating", "movement away"),
    ],
)
def test_eurostat_with_a_target(share, state, words):
    """Pace against the pace required from the window's start on."""
    reached = 100 * (1 + share * (DOUBLED_IN_TWENTY - 1)) ** 5
    found = assess(series((2010, 100), (2015, reached)), method="eurostat-short", direction="up", target=Target(200))
    assert (found.state, found.own_words) == (state, words)
    assert found.value == pytest.approx(share)


def test_eurostat_looks_back_over_two_windows():
    """A rise and then a fall: away in five years, progress in fifteen."""
    points = series((2005, 50), (2010, 80), (2015, 100), (2020, 90))
    short, long = (assess(points, method=f"eurostat-{window}", direction="up") for window in ("short", "long"))
    assert (short.state, short.inputs.horizon) == ("deteriorating", 5)
    assert (long.state, long.inputs.horizon) == ("on-track", 15)


def test_a_series_shorter_than_the_window_says_so():
    """It is judged over what there is."""
    found = assess(series((2017, 50), (2020, 90)), method="eurostat-long", direction="up")
    assert found.inputs.horizon == 3
    assert "shorter-than-window" in found.remarks


@pytest.mark.parametrize(
    ("last", "state", "score"),
    [
        (250, "achieved", 3),
        (2**0.5 * 100, "on-track", 3),
        (120, "acceleration-needed", 2),
        (105, "acceleration-needed", 2),
        (104, "limited", 1),
    ],
)
def test_the_progress_chart_with_a_target(last, state, score):
    """Half of the time is over: 141 doubles by 2030, of the 100 wanted, 105 gains 10.25 and 104 gains 8.2."""
    found = assess(
        series((2010, 100), (2020, last)),
        method="un-chart",
        direction="up",
        target=Target(200),
        base_year=2010,
    )
    assert (found.state, found.score) == (state, score)


@pytest.mark.parametrize(
    ("last", "state", "score"),
    [(111, "on-track", 3), (105, "acceleration-needed", 2), (102, "limited", 1), (99, "deteriorating", 1)],
)
def test_the_progress_chart_without_a_target(last, state, score):
    """At 2 % and 0.5 % a year."""
    found = assess(series((2015, 100), (2020, last)), method="un-chart", direction="up")
    assert (found.state, found.score) == (state, score)
    assert "to-be-checked" in found.remarks


def test_the_progress_chart_does_not_praise_a_lead_that_was_lost():
    """Where the base lay beyond the target, the published quotient turns its sign."""
    found = assess(series((2015, 110), (2020, 90)), method="un-chart", direction="up", target=Target(100))
    assert found.state == "deteriorating"
    assert found.value < 0
    assert "base-already-at-target" in found.remarks


STEADY = [50 * 1.03**step for step in range(10)]


def test_the_robust_method_follows_a_steady_series():
    """Value, line and projection are those of the growth itself."""
    found = assess(yearly(STEADY), method="robust", direction="up", target=Target(STEADY[0] * 1.03**15))
    assert (found.state, found.inputs.points_used) == ("on-track", 10)
    assert found.value == pytest.approx(1.0)
    assert found.trend.projected == pytest.approx(STEADY[0] * 1.03**15)
    assert found.trend.fitted == pytest.approx(STEADY[-1])


def test_one_odd_last_year_decides_elsewhere_but_not_here():
    """The same ten years, the last of them odd: two points see a collapse, all ten do not."""
    points = yearly([*STEADY[:-1], 30])
    assert assess(points, method="open-sdg", direction="up").state == "deteriorating"
    found = assess(points, method="robust", direction="up")
    assert found.leaning == "on-track"
    assert found.value == pytest.approx(0.03)


def test_a_series_without_a_trend_is_uncertain():
    """Up and down by turns: no state, and the interval says why."""
    found = assess(yearly([50, 58, 47, 55, 52, 46, 57, 49, 54, 51]), method="robust", direction="up")
    assert found.state == "uncertain"
    assert found.interval.low < 0 < found.interval.high


def test_the_robust_method_asks_the_pace_still_needed():
    """A tenth of the way in two thirds of the time: what is left needs eighteen times that pace."""
    way = [2 ** (0.01 * step) for step in range(11)]
    found = assess(yearly([100 * part for part in way]), method="robust", direction="up", target=Target(200))
    assert found.state == "limited"
    assert found.value == pytest.approx(0.01 * 5 / 0.9)
    assert found.trend.projected == pytest.approx(100 * 2**0.15)


def test_a_target_that_the_line_has_passed_is_achieved():
    """By the line, not by one good year."""
    found = assess(yearly(STEADY), method="robust", direction="up", target=Target(60))
    assert (found.state, found.value, found.score) == ("achieved", None, 5.0)
    lucky = [50, 50.2, 49.9, 50.1, 50, 49.8, 50.1, 50, 49.9, 61]
    assert assess(yearly(lucky), method="open-sdg", direction="up", target=Target(60)).state == "achieved"
    assert assess(yearly(lucky), method="robust", direction="up", target=Target(60)).leaning != "achieved"
