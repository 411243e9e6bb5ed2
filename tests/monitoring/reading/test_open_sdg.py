"""Folders of Open SDG are read as they come, and each oddity is said."""

from functools import cache

import pytest

from stadsrecht.monitoring.bridge import store
from stadsrecht.monitoring.bridge.reading import OPEN_SDG, Given, read_files
from stadsrecht.monitoring.models import ColumnRole, Status
from tests.house.files import ROOT

UK = ROOT.parent / "shared" / "data" / "sdg-uk"
META = "---\nindicator_number: 3.4.2\nindicator_available: Suicide rate\n---\nMore of it.\n"


def read(csv, meta=META, code="3-4-2"):
    """The one indicator of a folder with this data."""
    files = {f"data/indicator_{code}.csv": csv.encode()} | ({f"meta/{code}.md": meta.encode()} if meta else {})
    return read_files(OPEN_SDG, files, Given())[0]


def findings(incoming, code):
    return [finding for finding in incoming.findings if finding.code == code]


def cells(incoming):
    return {(row.period.label, *row.keys): (row.value, row.status) for row in incoming.table.observations}


def test_headings_and_texts_stay_as_they_are():
    one = read("Year,Sex,Unit measure,Value\n2020,,Per cent,2.5\n2020,Female,Per cent,0\n")
    assert [(column.code, column.heading) for column in one.table.columns] == [
        ("sex", "Sex"), ("unit_measure", "Unit measure"),
    ]  # fmt: skip
    assert cells(one) == {("2020", ""): (2.5, Status.VALUE), ("2020", "Female"): (0.0, Status.ZERO)}
    assert one.table.observations[0].attributes == ("Per cent",)


def test_the_description_becomes_an_indicator():
    one = read("Year,Value\n2020,1\n", META.replace("---\nMore", "source_organisation_1: ONS\n---\nMore"))
    assert (one.values["code"], one.values["name"]["en"], one.values["publisher"]) == ("3-4-2", "Suicide rate", "ONS")
    assert one.subjects == ("provision:sdg:3.4",)
    assert one.values["metadata"]["page_content"] == "More of it."


def test_a_direction_is_never_assumed():
    one = read("Year,Value\n2020,1\n")
    assert one.values["direction"] == "neither"
    assert findings(one, "no-direction")


@pytest.mark.parametrize(("word", "way"), [("positive", "up"), ("negative", "down")])
def test_a_direction_that_the_source_gives_is_taken(word, way):
    meta = f"progress_calculation_options:\n- direction: {word}\n  target: 70\n  limit: 100\n"
    one = read("Year,Value\n2020,1\n", meta)
    assert (one.values["direction"], one.values["limit"]) == (way, 100.0)
    assert one.targets[0]["value"] == 70.0
    assert not findings(one, "no-direction")


def test_a_missing_description_is_said():
    assert findings(read("Year,Value\n2020,1\n", meta=""), "no-description")


def test_a_description_that_cannot_be_read_is_a_fault_on_its_line():
    found = findings(read("Year,Value\n2020,1\n", "---\na: 1\nb: [\n---\n"), "front-matter")
    assert found[0].is_fault
    assert found[0].row


def test_the_same_figure_twice_is_kept_once():
    one = read("Year,Sex,Value\n2020,,1\n2020,Male,2\n2020,Male,2\n")
    assert len(one.table.observations) == 2
    assert findings(one, "same-twice")[0].details["rows"] == "3, 4"


def test_two_figures_for_one_cell_make_it_not_known():
    """With both as its note, so that nothing is chosen and nothing is lost."""
    one = read("Year,Sex,Value\n2020,,1\n2020,Male,2\n2020,Male,3\n")
    cell = one.table.observations[1]
    assert (cell.value, cell.status, cell.note) == (None, Status.NOT_KNOWN, "2 ≠ 3")
    assert findings(one, "contradiction-kept")[0].details["values"] == "2, 3"


def test_several_spellings_become_the_most_frequent():
    one = read("Year,City,Value\n2020,,1\n2020,Town,2\n2021,Town,2\n2022,town ,3\n")
    assert {row.keys for row in one.table.observations} == {("",), ("Town",)}
    assert findings(one, "spelling")[0].details == {"variant": "town ", "chosen": "Town", "count": 1}


def test_headings_that_differ_by_capitals_between_indicators_are_said():
    files = {
        "data/indicator_1-1-1.csv": b"Year,Urban or Rural,Value\n2020,,1\n",
        "data/indicator_1-1-2.csv": b"Year,Urban or rural,Value\n2020,,2\n",
    }
    found = [one for incoming in read_files(OPEN_SDG, files, Given()) for one in findings(incoming, "heading-spelling")]
    assert [(one.column, one.details["others"]) for one in found] == [
        ("Urban or Rural", "Urban or rural"), ("Urban or rural", "Urban or Rural"),
    ]  # fmt: skip


def test_identical_files_are_said():
    files = {f"data/indicator_{code}.csv": b"Year,Value\n2020,1\n" for code in ("1-5-1", "11-5-1")}
    first, second = read_files(OPEN_SDG, files, Given())
    assert findings(first, "same-file")[0].details["files"] == "data/indicator_11-5-1.csv"
    assert first.table == second.table


@pytest.mark.parametrize(
    ("written", "label", "year", "code"),
    [
        ("2012/13", "2012/13", 2012, ""),
        ("2019/2020", "2019/20", 2019, "period-read"),
        ("2013 Q2", "2013-Q2", 2013, "period-read"),
        ("2018 to 2020", "2018/2020", 2018, "period-read"),
        ("2007/08 to 2008/09", "2007/08 to 2008/09", 2007, "period-free"),
        ("17 May to 11 June 2023", "17 May to 11 June 2023", 2023, "period-free"),
        ("1974a", "1974a", 1974, "period-free"),
    ],
)
def test_periods_are_read_as_the_source_writes_them(written, label, year, code):
    one = read(f"Year,Value\n{written},1\n")
    assert one.table.observations[0].period[:2] == (label, year)
    assert [found.code for found in one.findings if found.code.startswith("period")] == [code] * bool(code)


def test_a_span_of_years_is_no_month():
    """2008-10 alone is October 2008; beside 2011-13 it is the years 2008 to 2010."""
    alone, beside = read("Year,Value\n2008-10,1\n"), read("Year,Value\n2008-10,1\n2011-13,2\n")
    assert [row.period.label for row in alone.table.observations] == ["2008-10"]
    assert [row.period.label for row in beside.table.observations] == ["2008/2010", "2011/2013"]


def test_what_is_no_period_is_a_fault():
    found = findings(read("Year,Value\nlast year,1\n"), "period")
    assert (found[0].row, found[0].column, found[0].is_fault) == (2, "Year", True)


@pytest.mark.parametrize(
    ("words", "value", "status"),
    [
        ("Missing value; suppressed", "", Status.HIDDEN),
        ("Missing data; suppressed", "", Status.HIDDEN),
        ("Missing value", "", Status.NOT_KNOWN),
        ("Missing data; low reliability", "", Status.NOT_KNOWN),
        ("Not measured", "", Status.NOT_MEASURED),
        ("Not applicable", "", Status.NOT_APPLICABLE),
        ("Normal value", "", Status.NOT_KNOWN),
        ("Normal Value", "4", Status.VALUE),
        ("Undefined", "0", Status.ZERO),
    ],
)
def test_words_of_status_are_understood(words, value, status):
    one = read(f"Year,Observation status,Value\n2020,{words},{value}\n")
    row = one.table.observations[0]
    assert (row.status, row.attributes) == (status, (words,))


def test_provisional_values_and_breaks_are_flags():
    one = read("Year,Observation status,Value\n2020,Provisional value,1\n2021,Break in series,2\n")
    assert [(row.is_provisional, row.is_break) for row in one.table.observations] == [(True, False), (False, True)]


def test_remarks_become_notes_and_unknown_words_are_said():
    one = read("Year,Observation status,Value\n2020,Definition differs,1\n2021,Counted by cats,2\n")
    assert [row.note for row in one.table.observations] == ["definition differs", "Counted by cats"]
    assert findings(one, "words-unknown")[0].details["text"] == "Counted by cats"


def test_the_number_of_a_suppressed_cell_is_kept_nowhere():
    one = read("Year,Observation status,Value\n2020,Missing value; suppressed,37\n")
    assert one.table.observations[0].value is None
    assert findings(one, "hidden-with-value")
    assert "37" not in repr(one.table) + repr(one.findings)


def test_a_number_that_is_said_to_be_missing_is_not_known():
    one = read("Year,Observation status,Value\n2020,Missing value,18\n")
    row = one.table.observations[0]
    assert (row.value, row.status, row.note) == (None, Status.NOT_KNOWN, "Missing value ≠ 18")
    assert findings(one, "missing-with-value")


def test_a_blank_without_a_word_is_said():
    one = read("Year,Value\n2020,1\n2021,\n")
    assert findings(one, "blank")[0].details == {"count": 1, "row": 3}


@pytest.mark.parametrize(
    ("csv", "code", "row"),
    [
        ("Year,Value\n2020,many\n", "number", 2),
        ("Year,Sex\n2020,Male\n", "heading-missing", 1),
        ("Year,Sex,Sex,Value\n2020,a,b,1\n", "heading-twice", 1),
        ("Year,,Value\n2020,a,1\n", "heading-blank", 1),
        ("Year,Sex,Value\n2020,1\n", "row-length", 2),
        ("Year,Value\n", "empty", None),
        ("", "empty", None),
    ],
)
def test_faults_name_their_line(csv, code, row):
    found = findings(read(csv), code)
    assert (found[0].row, found[0].is_fault, found[0].file) == (row, True, "data/indicator_3-4-2.csv")


def test_a_unit_or_series_that_never_varies_does_not_hide_the_headline():
    one = read("Year,Series,Units,Sex,Value\n2020,Deaths,Number,,9\n2020,Deaths,Number,Male,5\n")
    assert [column.code for column in one.table.keys] == ["sex"]
    assert not findings(one, "no-headline")


def test_a_unit_that_varies_is_a_choice_and_the_missing_headline_is_said():
    one = read("Year,Units,Value\n2020,Number,9\n2020,Percentage,5\n")
    assert one.table.keys[0].role == ColumnRole.UNIT
    assert findings(one, "no-headline")


def test_names_that_follow_from_the_area_are_no_choice():
    one = read("Year,Region,GeoCode,Value\n2020,,,9\n2020,North,E1,5\n2020,South,E2,6\n2020,West,E3,7\n")
    assert [(column.code, column.role) for column in one.table.columns] == [
        ("region", ColumnRole.ATTRIBUTE), ("area", ColumnRole.AREA),
    ]  # fmt: skip


def test_a_group_that_is_the_same_in_every_area_stays_a_choice():
    one = read("Year,Sex,GeoCode,Value\n2020,,,9\n2020,Female,E1,5\n2020,Female,E2,6\n2020,Female,E3,7\n")
    assert [column.code for column in one.table.keys] == ["sex", "area"]


@cache
def united_kingdom():
    files = {path.relative_to(UK).as_posix(): path.read_bytes() for path in UK.rglob("*") if path.is_file()}
    return read_files(OPEN_SDG, files, Given())


needs_data = pytest.mark.skipif(not UK.is_dir(), reason="no data")


@needs_data
def test_all_forty_indicators_of_a_real_office_are_read_without_a_fault():
    assert len(united_kingdom()) == 40
    assert not [finding for one in united_kingdom() for finding in one.faults]
    assert all(one.values["name"] and one.subjects for one in united_kingdom())


@needs_data
def test_no_line_is_lost_in_silence():
    """Every line is an observation or is named in a finding."""
    lines = sum(len((UK / one.file).read_bytes().splitlines()) - 1 for one in united_kingdom())
    twice = sum(len(findings(one, "same-twice") + findings(one, "contradiction-kept")) for one in united_kingdom())
    assert lines - sum(len(one.table.observations) for one in united_kingdom()) == twice == 3


@needs_data
def test_all_178_suppressed_cells_are_hidden():
    assert sum(row.status == Status.HIDDEN for one in united_kingdom() for row in one.table.observations) == 178


@needs_data
def test_all_forty_come_back_from_the_store_as_they_were():
    for one in united_kingdom():
        assert store.load(store.keep(one.table), one.table.columns) == one.table, one.code


@needs_data
def test_every_fault_that_the_files_are_known_for_is_said():
    said = {finding.code for one in united_kingdom() for finding in one.findings}
    assert said >= {
        "contradiction-kept", "spelling", "heading-spelling", "words", "missing-with-value", "period-read",
        "period-free", "blank", "no-headline", "follows-area", "no-direction",
    }  # fmt: skip
