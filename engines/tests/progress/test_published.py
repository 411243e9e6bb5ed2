"""The progress measure against what Statistics Canada published, and against edges nobody publishes."""

import json

import pytest
from stadsrecht_engines.progress import Target, assess
from stadsrecht_engines.progress.__main__ import main

from engines.tests.progress.made import CASES, series

EDGES = [
    # Published: 1-2-1, 1-3-1 (limit), 1-4-1, 2-c-1 (last value zero), 3-2-1 (base past the target), 3-3-1.
    ("down", (14.5, 2015), (10.2, 2023), 7.25, None, "on-track", 0.9525901792032172, 2.5185563910306596),
    ("up", (90.0, 2015), (93.2, 2021), None, 100, "on-track", 0.005839995229728112, 2.815386645395768),
    ("up", (98.8, 2015), (98.3, 2024), 100.0, None, "deteriorating", -0.6999479299633053, -5.0),
    ("down", (0.79, 2015), (0.0, 2024), 0.5, None, "achieved", 33.2948132017689, 5.0),
    ("down", (5.29, 2015), (5.19, 2024), 25.0, None, "achieved", 0.01941806400569288, 5.0),
    ("down", (0.052, 2015), (0.048, 2022), 0.001, None, "limited", 0.04909595896792923, -2.2954318677683294),
    # Derived from the published formulas, worked by hand.
    ("up", (100.0, 2015), (100.0, 2020), None, 100, "on-track", 0.0, 5.0),
    ("up", (100.0, 2015), (98.0, 2020), None, 100, "deteriorating", -0.004032389459044716, -3.0040486823805894),
    ("down", (12.0, 2015), (11.5, 2020), None, 10, "acceleration-needed", 0.008475799035301268, 2.120342259975595),
    ("down", (40.0, 2015), (38.0, 2020), None, 10, "acceleration-needed", 0.010206218313011495, 1.3015545782528735),
    ("up", (100.0, 2015), (100.0, 2020), None, None, "limited", 0.0, -2.5),
    ("up", (10.0, 2015), (10 * 2 ** (1 / 3), 2020), 20.0, None, "on-track", 1.0, 2.8572),
    ("down", (4.0, 2015), (6.0, 2020), 5.0, None, "deteriorating", -5.636171254898397, -5.0),
    ("up", (-10.0, 2015), (-8.0, 2020), None, None, "on-track", 0.043647500209963, 5.0),
    ("up", (100.0, 2015), (50.0, 2020), None, None, "deteriorating", -0.12944943670387588, -5.0),
]


@pytest.mark.parametrize("case", EDGES, ids=str)
def test_a_case_worked_by_hand_comes_out(case):
    """State, value and score, each within 1e-9."""
    direction, base, last, target, limit, state, value, score = case
    found = assess(
        series(base[::-1], last[::-1]),
        method="open-sdg",
        direction=direction,
        target=None if target is None else Target(target),
        limit=limit,
    )
    assert found.state == state
    assert found.value == pytest.approx(value, abs=1e-9)
    assert found.score == pytest.approx(score, abs=1e-9)


@pytest.fixture(scope="module")
def answered(published, tmp_path_factory):
    """What the command prints for the whole file as it is."""
    assert published
    from contextlib import redirect_stdout  # only here is stdout caught for a whole module

    file = tmp_path_factory.mktemp("answers") / "answers.json"
    with file.open("w", encoding="utf-8") as out, redirect_stdout(out):
        assert main([str(CASES)]) == 0
    return json.loads(file.read_text(encoding="utf-8"))


def test_every_published_series_comes_out(answered, published):
    """All 247: the 175 with a value within 1e-9, and the others without one."""
    assert len(answered["series"]) == len(published["series"]) == 247
    for found, case in zip(answered["series"], published["series"], strict=True):
        expected = case["expected"]
        assert found["agrees"], case["id"]
        assert (found["value"] is None) == (expected["progress_value"] is None)
        if found["value"] is not None:
            assert abs(found["value"] - expected["progress_value"]) <= 1e-9
            assert abs(found["score"] - expected["score"]) <= 1e-9
    assert sum(found["value"] is not None for found in answered["series"]) == 175


def test_the_rest_of_the_indicators_says_why(answered):
    """134 of 137 scores follow; the other three name series that the file does not hold under one name."""
    assert answered["agreement"]["aggregates"] == {
        "compared": 137,
        "agree": 134,
        "differ": ["1-4-1", "16-3-1", "4-5-1"],
    }
    others = [found for found in answered["aggregates"] if not found["agrees"]]
    assert all(found["state"] == "not-assessed" for found in others)
    assert [sorted({name["why"] for name in found["names_without_series"]}) for found in others] == [
        ["shortened-name-means-several"],
        ["names-no-series"],
        ["names-no-series"],
    ]


def test_zero_is_replaced_only_on_request(answered, published):
    """Of the derived cases only the one with a base of zero waits for the caller's word."""
    assert answered["agreement"]["derived"]["differ"] == ["derived/base-zero"]
    [left] = [found for found in answered["derived"] if not found["agrees"]]
    assert (left["state"], left["reason"]) == ("not-assessed", "zero-in-series")
    [case] = [case for case in published["derived"] if case["id"] == "derived/base-zero"]
    found = assess(series((2015, 0.0), (2020, 2.0)), method="open-sdg", direction="up", zero=0.001)
    assert found.value == pytest.approx(case["expected"]["progress_value"], abs=1e-9)
    assert found.remarks == ("zero-replaced",)


def test_the_example_of_the_makers_comes_out(published):
    """Ten years of indicator 3-3-3 with a target of zero, of which two years decide."""
    example = published["upstream_example"]
    points = [(int(year), value) for year, value in example["headline"]]
    found = assess(series(*points), method="open-sdg", direction="down", target=Target(0), zero=0.001)
    assert found.state == "deteriorating"
    assert found.value == pytest.approx(example["expected"]["progress_value"], abs=1e-9)
    assert found.score == pytest.approx(example["expected"]["score"], abs=1e-9)
