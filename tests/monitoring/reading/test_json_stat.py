"""JSON-stat 2.0, dense and sparse, with the statuses that people write in it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from stadsrecht.monitoring.bridge.reading import Origin, read_file
from stadsrecht.monitoring.models import ColumnRole, Status

DATA = {
    "version": "2.0",
    "class": "dataset",
    "label": "Feels safe",
    "source": "Statistics",
    "role": {"time": ["Tijd"], "geo": ["Wijk"]},
    "id": ["Wijk", "Tijd"],
    "size": [2, 2],
    "dimension": {
        "Wijk": {"label": "District", "category": {"index": {"_T": 0, "WK1": 1}, "label": {"WK1": "Village"}}},
        "Tijd": {"category": {"index": ["2023", "2024KW02"]}},
    },
    "value": [1, 2.5, 0, None],
    "status": {"1": "P", "3": "hidden"},
}


def read(**more):
    return read_file("json-stat", json.dumps({**DATA, **more}).encode(), Origin("a.json", "felt-safe"))


def cells(incoming):
    return {(row.period.label, *row.keys): (row.value, row.status.value) for row in incoming.table.observations}


def test_every_cell_is_found_at_its_place():
    one = read()
    assert cells(one) == {
        ("2023", ""): (1.0, "value"), ("2024-Q2", ""): (2.5, "value"),
        ("2023", "WK1"): (0.0, "zero"), ("2024-Q2", "WK1"): (None, "hidden"),
    }  # fmt: skip
    assert one.table.observations[1].is_provisional


def test_the_geographic_dimension_is_the_area():
    column = read().table.columns[0]
    assert (column.code, column.heading, column.role) == ("area", "Wijk", ColumnRole.AREA)


def test_a_new_indicator_gets_name_source_and_labels():
    one = read()
    assert (one.values["name"]["en"], one.values["publisher"], one.values["direction"]) == (
        "Feels safe", "Statistics", "unsaid",
    )  # fmt: skip
    assert one.values["labels"]["area"]["values"]["WK1"] == {"en": "Village"}


def test_sparse_values_are_read():
    assert cells(read(value={"0": 7}, status={})) == {("2023", ""): (7.0, "value")}


def test_an_empty_cell_that_says_nothing_is_left_out_and_said():
    one = read(status={})
    assert len(cells(one)) == 3
    assert [finding.details["count"] for finding in one.findings if finding.code == "silent"] == [1]


def test_the_number_of_a_hidden_cell_is_not_taken_over():
    row = read(value=[1, 2, 3, 37]).table.observations[-1]
    assert (row.value, row.status, row.note) == (None, Status.HIDDEN, "")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"version": "1.3"}, "json-stat"),
        ({"class": "collection"}, "json-stat"),
        ({"value": [1]}, "json-stat"),
        ({"value": {"99": 1}}, "json-stat"),
        ({"size": [2, 3]}, "json-stat"),
        ({"dimension": {}}, "json-stat"),
        ({"value": [1, "many", 0, None]}, "number"),
        ({"role": {}}, "no-time"),
        ({"value": {}, "status": {}}, "empty"),
    ],
)
def test_what_is_wrong_is_said(more, code):
    assert [finding.code for finding in read(**more).faults] == [code]


def test_text_that_is_no_json_is_refused():
    for content in (b"{", b"[NaN]", b"\xff"):
        assert [one.code for one in read_file("json-stat", content, Origin("a.json")).faults] == ["not-json"]


SOMETHING = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats(allow_nan=False) | some.text(max_size=4),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@given(some.sampled_from(sorted(DATA)), SOMETHING)
def test_no_part_whatsoever_breaks_the_reader(name, part):
    one = read(**{name: part})
    assert bool(one.table.observations) != bool(one.faults)
