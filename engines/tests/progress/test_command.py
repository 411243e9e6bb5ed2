"""python -m stadsrecht_engines.progress CASES.json"""

import json

import pytest
from stadsrecht_engines.progress.__main__ import main


@pytest.fixture
def asked(tmp_path, capsys):
    """`asked(content, "--zero", "1")` gives the status, the printed answer and what was said on stderr."""

    def ask(content, *options):
        file = tmp_path / "cases.json"
        file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        status = main([str(file), *options])
        captured = capsys.readouterr()
        return status, json.loads(captured.out) if captured.out else None, captured.err

    return ask


def case(name="a", **words):
    return {"id": name, "input": {"direction": "up", "points": [["2015/16", 100], ["2020", 120]], **words}}


def test_points_and_two_points_are_read_alike(asked):
    """As a list of periods, or as base and last where only those are published."""
    two = {"base_year": 2015.0, "base_value": 100, "current_year": 2020.0, "current_value": 120, "direction": 1}
    status, found, _ = asked({"series": [case("points"), {"id": "two", "input": two}]})
    one, other = found["series"]
    assert status == 0
    assert one["inputs"]["base"]["label"] == "2015/16"
    assert (one["state"], one["value"]) == (other["state"], other["value"]) == ("on-track", 0.03713728933664817)


def test_a_status_stands_for_a_value(asked):
    """And leads to its reason."""
    _, found, _ = asked({"series": [case(points=[["2015", 1], ["2016", 2], ["2017", "hidden"]])]})
    assert (found["series"][0]["state"], found["series"][0]["reason"]) == ("not-assessed", "hidden-values")


def test_the_method_comes_from_option_case_or_file(asked):
    """In that order."""
    file = {"method": "un-chart", "series": [case("a"), case("b", method="eurostat-short")]}
    assert [found["method"] for found in asked(file)[1]["series"]] == ["un-chart", "eurostat-short"]
    assert {found["method"] for found in asked(file, "--method", "open-sdg")[1]["series"]} == {"open-sdg"}


def test_zero_comes_from_case_or_option(asked):
    """And from nowhere else."""
    file = {"series": [case("a", points=[[2015, 0], [2020, 1]]), case("b", points=[[2015, 0], [2020, 1]], zero=0.5)]}
    assert [found["state"] for found in asked(file)[1]["series"]] == ["not-assessed", "on-track"]
    assert [found["inputs"]["zero"] for found in asked(file, "--zero", "0.1")[1]["series"]] == [0.1, 0.5]


def test_comparisons_are_answered(asked):
    """The furthest behind first."""
    whole, low, high = ([["2020", value], ["2021", value]] for value in (10, 8, 11))
    found = asked({"comparisons": [{"id": "c", "direction": "up", "whole": whole, "parts": {"h": high, "l": low}}]})[1]
    assert [(gap["name"], gap["rank"], gap["absolute"]) for gap in found["comparisons"][0]["gaps"]] == [
        ("l", 1, 2.0),
        ("h", 2, -1.0),
    ]


def test_what_is_expected_is_compared(asked):
    """What differs is shown as the file has it."""
    good = {**case("good"), "expected": {"status": "on-track", "progress_value": 0.03713728933664817, "score": 5}}
    bad = {**case("bad"), "expected": {"status": "deterioration", "progress_value": 0.03713728933664817, "score": 5}}
    found = asked({"series": [good, bad, case("free")]})[1]
    assert found["agreement"]["series"] == {"compared": 2, "agree": 1, "differ": ["bad"]}
    assert found["series"][1]["expected_instead"] == {"state": "deteriorating"}
    assert "agrees" not in found["series"][2]


def test_a_shortened_name_serves_where_it_means_one_thing(asked):
    """Otherwise the indicator says which name lacks its series."""
    file = {"series": [case("1 / Long na... / all"), case("1 / Other ...")]}
    trees = [["1 / Long name / all"], ["1 / Other one"], ["1 / Other two"], ["2"]]
    found = asked({**file, "aggregates": [{"id": str(at), "tree": tree} for at, tree in enumerate(trees)]})[1]
    assert [row["state"] for row in found["aggregates"]] == ["on-track"] + 3 * ["not-assessed"]
    assert [name["why"] for row in found["aggregates"] for name in row["names_without_series"]] == [
        "shortened-name-means-several",
        "shortened-name-means-several",
        "names-no-series",
    ]


BAD = [
    ("{", "InvalidCases: no JSON"),
    ("[]", "InvalidCases: "),
    ({}, "InvalidCases: the file holds neither"),
    ({"series": {}}, "'series' must be a list"),
    ({"series": [1]}, "InvalidCases: series[0]: must be an object"),
    ({"series": [{"input": {"direction": 1}}]}, "InvalidCases: series[0]: 'id' must be a text"),
    ({"series": [{"id": "a", "input": {}}]}, "UnknownDirection: series[0]"),
    ({"series": [{"id": "a", "input": None}]}, "InvalidCases: series[0].input"),
    ({"series": [case(direction="better")]}, "UnknownDirection: series[0]"),
    ({"series": [case(points=[["x", 1]])]}, "InvalidPeriod: series[0]"),
    ({"series": [case(points=[["2015", "suppressed"]])]}, "InvalidPoint: series[0]"),
    ({"series": [case(points=[["2015", True]])]}, "InvalidCases: series[0].input: True"),
    ({"series": [case(points=[["2015"]])]}, "InvalidCases: series[0].input: 'points'"),
    ({"series": [case(target="x")]}, "InvalidCases: series[0].input: 'target'"),
    ({"series": [case(base_year=2015.5)]}, "InvalidCases: series[0].input: 'base_year'"),
    ({"series": [case(method="magic")]}, "UnknownMethod"),
    ({"series": [case(zero=-1)]}, "InvalidReplacement"),
    ({"series": [case(), case()]}, "InvalidCases: 2 series are called 'a'"),
    ({"series": [case()], "aggregates": [{"id": "x", "tree": [1]}]}, "InvalidCases: aggregates[0]: 'tree'"),
    ({"series": [case()], "aggregates": [{"id": "x", "tree": []}]}, "MixedMethods"),
    ('{"series": [{"id": "a", "input": {"direction": 1, "points": [[2015, NaN]]}}]}', "InvalidPoint: series[0]"),
    ('{"series": [{"id": "a", "input": {"direction": 1, "base_year": Infinity}}]}', "InvalidCases"),
    ("[" * 100_000, "InvalidCases: no JSON"),
]


@pytest.mark.parametrize(("content", "named"), BAD, ids=[named for _, named in BAD])
def test_bad_input_is_named_with_its_place(asked, content, named):
    """Status 2, nothing printed, one line that says what and where."""
    status, found, said = asked(content)
    assert (status, found) == (2, None)
    assert named in said
    assert said.count("\n") == 1


def test_a_file_that_is_not_there_is_named(tmp_path, capsys):
    """As is one that is no text."""
    assert main([str(tmp_path / "absent.json")]) == 2
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe\x00")
    assert main([str(tmp_path / "bytes.json")]) == 2
    assert capsys.readouterr().err.count("InvalidCases: ") == 2
