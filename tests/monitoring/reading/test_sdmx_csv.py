"""SDMX-CSV 1.0 and 2.0, with codes alone or with their labels."""

import pytest

from stadsrecht.monitoring.bridge.reading import Origin, read_file
from stadsrecht.monitoring.models import ColumnRole, Status

OLD = "DATAFLOW,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS,CONF_STATUS,UNIT_MULT\nA:B(1.0),"
NEW = "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS,CONF_STATUS\ndataflow,A:B(1.0),I,"


def read(text, **more):
    return read_file("sdmx-csv", text.encode(), Origin("a.csv", "felt-safe", **more))


def test_version_one_is_read():
    one = read(OLD + "_T,_T,2024,1.5,A,F,0\n")
    row = one.table.observations[0]
    assert (row.keys, row.value, row.attributes) == (("", ""), 1.5, ("0",))
    assert [column.role for column in one.table.columns] == [
        ColumnRole.AREA, ColumnRole.GROUP, ColumnRole.ATTRIBUTE,
    ]  # fmt: skip


def test_version_two_is_read():
    row = read(NEW + "WK1,F,2024-Q2,0,P,F\n").table.observations[0]
    assert (row.keys, row.period.label, row.status, row.is_provisional) == (
        ("WK1", "F"), "2024-Q2", Status.ZERO, True,
    )  # fmt: skip


def test_labels_beside_codes_are_left_out():
    text = NEW.replace("SEX", "SEX: Sex") + "WK1,F: Female,2024,1,A,F\n"
    assert read(text).table.observations[0].keys == ("WK1", "F")


def test_the_code_of_the_whole_city_is_a_blank():
    assert read(NEW + "GM1,_T,2024,1,A,F\n", whole="GM1").table.observations[0].keys == ("", "")


@pytest.mark.parametrize(
    ("status", "secret", "found"),
    [
        ("O", "F", Status.NOT_KNOWN),
        ("L", "F", Status.NOT_MEASURED),
        ("M", "F", Status.NOT_APPLICABLE),
        ("Q", "F", Status.HIDDEN),
        ("A", "C", Status.HIDDEN),
        ("A", "N", Status.HIDDEN),
        ("A", "F", Status.NOT_KNOWN),
    ],
)
@pytest.mark.parametrize("nothing", ["", "NaN", "#N/A"])
def test_a_missing_number_says_why(status, secret, found, nothing):
    row = read(NEW + f"_T,_T,2024,{nothing},{status},{secret}\n").table.observations[0]
    assert (row.value, row.status) == (None, found)


def test_a_confidential_number_is_not_taken_over():
    one = read(NEW + "_T,_T,2024,37,A,C\n")
    assert one.table.observations[0].status == Status.HIDDEN
    assert "hidden-with-value" in [finding.code for finding in one.findings]
    assert "37" not in repr(one.table) + repr(one.findings)


def test_breaks_and_remarks_are_kept():
    first, second = read(NEW + "_T,_T,2023,1,B,F\ndataflow,A:B(1.0),I,_T,_T,2024,2,E,F\n").table.observations
    assert (first.is_break, second.note) == (True, "estimated value")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("_T,_T,2024,many,A,F", "number"),
        ("_T,_T,2024-S1,1,A,F", "period"),
        ("_T,_T,2024,1,A,F\ndataflow,A:B(1.0),I,_T,_T,2024,2,A,F", "contradiction"),
    ],
)
def test_faults_are_named(line, code):
    assert [finding.code for finding in read(NEW + line + "\n").faults] == [code]


def test_a_line_that_asks_to_remove_is_refused():
    assert [one.code for one in read(NEW.replace(",I,", ",D,") + "_T,_T,2024,1,A,F\n").faults] == ["sdmx-action"]


def test_a_file_without_its_columns_is_refused():
    assert [one.column for one in read("SEX\nF\n").faults] == ["TIME_PERIOD", "OBS_VALUE"]
