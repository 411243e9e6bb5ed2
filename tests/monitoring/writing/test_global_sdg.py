"""What has a place in the global structure goes out with its codes; what has none is counted with the reason."""

import csv
import io
import json
from dataclasses import replace

import pytest

from stadsrecht.monitoring.bridge.writing.global_sdg import known
from stadsrecht.monitoring.models import Column, ColumnRole, Observation, Status, Table, period_of
from tests.monitoring.writing.samples import SAMPLE, TABLE, written

NAMED = {
    "series": "VC_SNS_WALN_DRK",
    "area": "528",
    "unit": "PT",
    "values": {"area": {"WK1": "NL_WK1", "WK2": "NL_WK2"}},
}


def both(table=TABLE, **named):
    """The mapped rows and the report."""
    description = replace(SAMPLE, metadata={"global_sdg": named} if named else {})
    rows = list(csv.DictReader(io.StringIO(written("sdg-global.csv", table, description).decode())))
    return rows, json.loads(written("sdg-global.json", table, description))


def ages(*texts):
    columns = (Column("age", "Age"),)
    return Table.of(columns, [Observation(period_of("2024"), (text,), 1.5, Status.VALUE) for text in texts])


def test_without_a_series_nothing_is_mapped_and_all_is_counted():
    rows, report = both()
    assert rows == []
    assert (report["rows"], report["mapped"], report["dropped"]) == (7, 0, 7)
    assert {"reason": "no-series", "rows": 7} in report["not_mapped"]


def test_rows_with_a_code_for_everything_go_out():
    rows, report = both(**NAMED)
    assert (report["mapped"], report["dropped"]) == (len(rows), 7 - len(rows)) == (6, 1)
    assert report["not_mapped"] == [{"reason": "no-code", "column": "age", "value": "≥65", "rows": 1}]
    row = next(row for row in rows if row["AGE"] != "_T")
    names = ("SERIES", "REF_AREA", "SEX", "AGE", "URBANISATION", "TIME_PERIOD", "TIME_DETAIL")
    assert [row[name] for name in names] == ["VC_SNS_WALN_DRK", "NL_WK1", "F", "Y15T24", "_T", "2024", "2024/25"]


def test_a_cell_without_a_number_keeps_its_status():
    rows, _report = both(**NAMED)
    assert sorted((row["OBS_STATUS"], row["OBS_VALUE"]) for row in rows) == [
        ("A", "12.5"), ("L", "NaN"), ("M", "NaN"), ("O", "NaN"), ("P", "0"), ("Q", "NaN"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("15 to 24", "Y15T24"),
        ("15-24", "Y15T24"),
        ("16 to 24 years old", "Y16T24"),
        ("65 and over", "Y_GE65"),
        ("75+", "Y_GE75"),
        ("15 and under", "Y0T15"),
    ],
)
def test_spans_of_age_are_understood(text, code):
    rows, _report = both(ages(text), series="X", area="528")
    assert [row["AGE"] for row in rows] == [code]


@pytest.mark.parametrize("text", ["13 to 22", "66 and over", "young"])
def test_a_span_that_the_code_list_lacks_is_reported(text):
    """And not bent into a neighbouring one."""
    rows, report = both(ages(text), series="X", area="528")
    assert rows == []
    assert report["not_mapped"] == [{"reason": "no-code", "column": "age", "value": text, "rows": 1}]


def test_a_city_can_name_a_dimension_itself():
    """And one that the structure does not know is no dimension."""
    columns = (Column("work", "Work"), Column("tenure", "Tenure"), Column("area", "GeoCode", ColumnRole.AREA))
    rows = [
        Observation(period_of("2024"), ("cook", "", ""), 1.5, Status.VALUE),
        Observation(period_of("2024"), ("", "rent", ""), 2.5, Status.VALUE),
    ]
    named = {"columns": {"work": "OCCUPATION", "tenure": "HOUSE"}, "values": {"work": {"cook": "ISCO08_512"}}}
    out, report = both(Table.of(columns, rows), series="X", area="528", **named)
    assert [row["OCCUPATION"] for row in out] == ["ISCO08_512"]
    assert report["columns"] == {"work": "OCCUPATION", "tenure": None, "area": "REF_AREA"}
    assert report["not_mapped"] == [{"reason": "no-dimension", "column": "tenure", "value": "rent", "rows": 1}]


def test_every_code_that_we_know_belongs_to_a_dimension():
    structure = known()
    assert {*structure["headings"], *structure["codes"]} <= set(structure["dimensions"])
