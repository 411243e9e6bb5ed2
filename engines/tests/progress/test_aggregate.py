"""From series to indicator."""

import pytest
from stadsrecht_engines.progress import Target, aggregate, assess
from stadsrecht_engines.progress.errors import MixedMethods

from engines.tests.progress.made import series, yearly


def scored(last, name="", target=None):
    """An assessment by open-sdg over five years from 100."""
    points = series((2015, 100), (2020, last), name=name)
    return assess(points, method="open-sdg", direction="up", target=target)


def test_the_score_is_the_mean():
    """And the state that of the score."""
    parts = [scored(100, "flat"), scored(120, "fast")]
    found = aggregate(parts)
    assert found.score == pytest.approx((-2.5 + 5) / 2)
    assert (found.state, found.used) == ("acceleration-needed", ("flat", "fast"))


def test_a_group_counts_once():
    """Three fast series in a group weigh as much as one flat series."""
    fast = scored(120)
    assert aggregate([scored(100), [fast, fast, fast]]).score == pytest.approx(1.25)
    assert aggregate([scored(100), fast, fast, fast]).score == pytest.approx((3 * 5 - 2.5) / 4)


def test_groups_stand_in_groups():
    """To any depth."""
    fast, flat = scored(120), scored(100)
    assert aggregate([flat, [fast, [flat, flat]]]).score == pytest.approx((-2.5 + (5 - 2.5) / 2) / 2)


def test_what_was_not_assessed_is_left_out_and_said():
    """A group of such series alone does not count as nothing."""
    short = assess(series((2020, 1), name="short"), method="open-sdg", direction="up")
    found = aggregate([scored(120, "fast"), short, [short]])
    assert found.score == 5
    assert found.left_out == (("short", "too-few-points"), ("short", "too-few-points"))


def test_it_is_achieved_only_if_all_are():
    """A best score alone is on track."""
    done, fast = scored(120, target=Target(110)), scored(120)
    assert aggregate([done, done]).state == "achieved"
    assert (aggregate([done, fast]).state, aggregate([done, fast]).score) == ("on-track", 5.0)


def test_without_scores_there_is_no_judgement():
    """Nothing to take a mean of."""
    short = assess(series((2020, 1)), method="open-sdg", direction="up")
    found = aggregate([short])
    assert (found.state, found.score, found.reason) == ("not-assessed", None, "no-scores")


@pytest.mark.parametrize("method", ["eurostat-short", "eurostat-long", "un-chart"])
def test_methods_without_an_established_rule_have_no_aggregate(method):
    """Rather than one of our own invention under their name."""
    found = aggregate([assess(yearly([1, 2, 3]), method=method, direction="up")])
    assert (found.state, found.reason) == ("not-assessed", "no-rule-for-aggregates")


def test_methods_are_not_mixed():
    """Their scores are not of one scale."""
    other = assess(yearly([1, 2, 3]), method="un-chart", direction="up")
    with pytest.raises(MixedMethods, match=r"open-sdg 2\.4, un-chart"):
        aggregate([scored(120), other])
    with pytest.raises(MixedMethods, match="no assessment"):
        aggregate([])


def test_a_robust_mean_is_sure_only_if_its_interval_is():
    """Two steady series agree; with a wild one beside them nothing is sure."""
    steady = assess(yearly([50 * 1.03**step for step in range(10)]), method="robust", direction="up")
    wild = assess(yearly([50, 58, 47, 55, 52, 46, 57, 49, 54, 51]), method="robust", direction="up")
    assert aggregate([steady, steady]).state == "on-track"
    found = aggregate([steady, wild])
    assert found.state == "uncertain"
    assert found.scores.low < found.score < found.scores.high
