"""Our own CSV is strict, and each fault says where it is and how to mend it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from stadsrecht.monitoring.bridge.reading import KINDS, TEMPLATE, Given, Origin, read_file, read_files
from stadsrecht.monitoring.models import Column, ColumnRole, Status
from tests.house.files import ROOT

HEAD = "period,area,sex,value,status,provisional,break,note\n"


def read(csv, head=HEAD, **more):
    return read_file("csv", (head + csv).encode(), Origin("figures.csv", "felt-safe", **more))


def faults(incoming):
    return [(finding.code, finding.row, finding.column) for finding in incoming.faults]


def test_the_template_is_read_and_stands_in_the_documentation():
    one = read(TEMPLATE, head="")
    assert not one.faults
    assert {row.status for row in one.table.observations} == {
        Status.VALUE, Status.ZERO, Status.HIDDEN, Status.NOT_KNOWN,
    }  # fmt: skip
    page = (ROOT / "docs" / "reference" / "figures-csv.md").read_text()
    assert re.findall(r"```csv\n(.*?)```", page, re.DOTALL) == [TEMPLATE]


@pytest.mark.parametrize("status", ["hidden", "not-known", "not-measured", "not-applicable"])
def test_each_reason_for_no_number_stays_apart(status):
    row = read(f"2024,,,,{status},,,\n").table.observations[0]
    assert (row.value, row.status) == (None, status)


def test_flags_notes_areas_and_groups_are_read():
    row = read("2024/25,WK1,women,3,,yes,ja,odd\n").table.observations[0]
    assert (row.period.label, row.keys, row.value) == ("2024/25", ("WK1", "women"), 3.0)
    assert (row.is_provisional, row.is_break, row.note) == (True, True, "odd")


@pytest.mark.parametrize(("text", "year"), [("1974a", 1974), ("2020 (first half)", 2020), ("2013 revised", 2013)])
def test_a_year_with_words_behind_it_is_kept_as_written_and_noted(text, year):
    one = read(f"{text},,,3,,,,\n")
    period = one.table.observations[0].period
    assert (period.label, period.year) == (text, year)
    assert "period-free" in [finding.code for finding in one.findings]


@pytest.mark.parametrize("text", ["2024-13", "2024-Q5", "20244", "a 1974", "24a", "1974a2"])
def test_a_slip_of_the_pen_is_no_period(text):
    assert faults(read(f"{text},,,3,,,,\n")) == [("period", 2, "period")]


def test_the_code_of_the_whole_city_is_a_blank():
    one = read("2024,GM0001,,3,,,,\n", whole="GM0001")
    assert one.table.observations[0].keys == ("", "")
    assert not [finding for finding in one.findings if finding.code == "no-headline"]


def test_a_column_stays_what_it_was_in_the_release_before():
    known = (Column("sex", "Geslacht"), Column("area", "GeoCode", ColumnRole.AREA))
    one = read("2024,WK1,women,3,,,,\n", known=known)
    assert [column.heading for column in one.table.columns] == ["GeoCode", "Geslacht"]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("soon,,,1,,,,", ("period", 2, "period")),
        ("2024,,,1e999,,,,", ("number", 2, "value")),
        ("2024,,,nan,,,,", ("number", 2, "value")),
        ("2024,,,1_000,,,,", ("number", 2, "value")),
        ('2024,,,"1,5",,,,', ("number", 2, "value")),
        ("2024,,,,,,,", ("blank-without-status", 2, "value")),
        ("2024,,,,value,,,", ("status-without-value", 2, "status")),
        ("2024,,,5,hidden,,,", ("value-despite-status", 2, "value")),
        ("2024,,,5,zero,,,", ("value-despite-status", 2, "value")),
        ("2024,,,5,secret,,,", ("status", 2, "status")),
        ("2024,,,5,,maybe,,", ("yes-or-no", 2, "provisional")),
        ("2024,,,5,,,,,", ("row-length", 2, "")),
        ("2024,,,5,,,,\n2024,,,6,,,,", ("contradiction", 3, "")),
    ],
)
def test_a_fault_names_its_line_and_column(line, fault):
    one = read(line + "\n")
    assert faults(one) == [fault]
    assert not one.table.observations
    assert one.faults[0].what
    assert one.faults[0].cure


def test_every_fault_of_a_file_is_named_at_once():
    assert len(faults(read("soon,,,many,,,,\n2024,,,,,,,\n"))) == 3


def test_the_same_line_twice_is_kept_once_and_said():
    one = read("2024,,,5,,,,\n2024,,,5,,,,\n")
    assert [finding.code for finding in one.findings] == ["same-twice"]


def test_what_a_dutch_spreadsheet_writes_is_read():
    """Semicolons, a decimal comma, and the mark that Excel puts before it all."""
    csv = "\ufeffperiod;sex;value\r\n2024;;12,5\r\n2024;women;1000\r\n"
    one = read_file("csv", csv.encode(), Origin("figures.csv"))
    assert [row.value for row in one.table.observations] == [12.5, 1000.0]
    assert "decimal-comma" in [finding.code for finding in one.findings]


def test_with_a_decimal_comma_a_point_is_refused():
    """For 1.234 may be a thousand or a little more than one."""
    assert faults(read("2024;1.234\n2025;12,5\n", head="period;value\n")) == [("number", 2, "value")]


def test_another_encoding_is_read_and_said():
    one = read_file("csv", "period,sex,value\n2024,garçon,1\n".encode("cp1252"), Origin("figures.csv"))
    assert one.table.observations[0].keys == ("garçon",)
    assert "decoded" in [finding.code for finding in one.findings]


def test_a_name_of_a_file_that_is_no_code_is_refused():
    found = read_files("csv", {"très étrange.csv": b"period,value\n2024,1\n"}, Given())
    assert [finding.code for finding in found[0].faults] == ["code"]


@given(
    some.binary(max_size=200), some.sampled_from([kind for kind in KINDS if kind not in ("open-sdg", "cbs-squares")])
)
def test_no_file_whatsoever_breaks_a_reader(content, kind):
    """It is read, or refused with a finding."""
    one = read_file(kind, content, Origin("any", "any"))
    assert bool(one.table.observations) != bool(one.faults)


@given(some.lists(some.lists(some.text(max_size=5), min_size=3, max_size=3), max_size=5))
def test_no_lines_whatsoever_break_our_csv(lines):
    csv = "\n".join(['period,"a b",value', *(",".join(line) for line in lines)])
    one = read_file("csv", csv.encode(), Origin("any", "any"))
    assert bool(one.table.observations) != bool(one.faults)
