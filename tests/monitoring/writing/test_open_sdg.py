"""An Open SDG folder that we write is read back as it was, and the 40 of the United Kingdom come through unharmed."""

import csv
import io
import zipfile
from dataclasses import replace
from functools import cache

import pytest

from stadsrecht.monitoring.bridge.reading import OPEN_SDG, read_files
from stadsrecht.monitoring.bridge.writing import open_sdg_files
from stadsrecht.monitoring.models import Column, ColumnRole, Observation, Status, Table, period_of
from tests.house.files import ROOT
from tests.monitoring.writing.samples import SAMPLE, TABLE, written

UK = ROOT.parent / "shared" / "data" / "sdg-uk"
SAID = Column("observation_status", "Observation status", ColumnRole.ATTRIBUTE)


def folder_of(table, **more):
    description = replace(SAMPLE, columns=table.columns, **more)
    return {name: write(description, table) for name, write in open_sdg_files(description)}


def lines(table):
    content = folder_of(table)["data/indicator_felt-safe.csv"]
    return list(csv.DictReader(io.StringIO(content.decode())))


def said(status, text, value=None, **marks):
    """The words that stand beside a cell whose source said `text`."""
    row = Observation(period_of("2024"), (), value, status, attributes=(text,), **marks)
    return lines(Table.of((SAID,), [row]))[0]["Observation status"]


@cache
def united_kingdom():
    files = {
        str(path.relative_to(UK)): path.read_bytes() for folder in ("data", "meta") for path in (UK / folder).iterdir()
    }
    return files, read_files(OPEN_SDG, files)


@pytest.mark.skipif(not UK.is_dir(), reason="no data")
def test_import_export_import_is_the_identity_on_all_forty():
    """Every cell, status, mark and text; and what the description said stands in it word for word."""
    _files, found = united_kingdom()
    assert len(found) == 40
    for one in found:
        written_again = folder_of(one.table, code=one.code, metadata=one.values["metadata"])
        (back,) = read_files(OPEN_SDG, written_again)
        assert back.table == one.table, one.code
        assert one.values["metadata"].items() <= back.values["metadata"].items(), one.code


def test_year_comes_first_and_value_last():
    heading = list(lines(TABLE)[0])
    assert heading == ["Year", "Sex", "Age", "GeoCode", "Remark", "Observation status", "Note", "Value"]


def test_every_status_comes_back():
    """With the words that are added where a plain file could not say it."""
    (back,) = read_files(OPEN_SDG, folder_of(TABLE))
    assert statuses(back.table) == statuses(TABLE)


def statuses(table):
    """By sex, age and area; whoever reads a plain file takes a remark for one more of these."""
    return {
        (row.keys[:3], row.period.label): (row.status, row.is_provisional, row.is_break) for row in table.observations
    }


def test_a_plain_table_stays_plain():
    """A blank says that a value is missing; no column is added for that."""
    rows = [
        Observation(period_of("2023"), ("",), None, Status.NOT_KNOWN),
        Observation(period_of("2024"), ("",), 2.0, Status.VALUE),
    ]
    assert lines(Table.of((Column("sex", "Sex"),), rows)) == [
        {"Year": "2023", "Sex": "", "Value": ""}, {"Year": "2024", "Sex": "", "Value": "2"},
    ]  # fmt: skip


def test_the_words_of_the_source_are_kept():
    """Ours follow only where theirs leave out what the cell is."""
    assert said(Status.VALUE, "Normal Value", 1.0) == "Normal Value"
    assert said(Status.HIDDEN, "Missing data; suppressed") == "Missing data; suppressed"
    assert said(Status.HIDDEN, "") == "Missing value; suppressed"
    assert said(Status.HIDDEN, "Odd words") == "Odd words; Missing value; suppressed"
    assert said(Status.VALUE, "Estimated value", 1.0, is_break=True) == "Estimated value; Break in series"


def test_an_area_is_called_as_maps_of_open_sdg_expect():
    columns = (Column("wijk", "Wijk", ColumnRole.AREA),)
    table = Table.of(columns, [Observation(period_of("2024"), ("WK1",), 1.5, Status.VALUE)])
    assert lines(table) == [{"Year": "2024", "GeoCode": "WK1", "Value": "1.5"}]


def test_the_description_says_release_source_and_licence():
    text = folder_of(TABLE, metadata={"un_custodian_agency": "ILO", "page_content": "More of it."})["meta/felt-safe.md"]
    head, body = text.decode().removeprefix("---\n").split("---\n")
    wanted = ("un_custodian_agency: ILO", "direction: positive", "stadsrecht_release: 2", "CC BY 4.0", "Rounded.")
    assert [words for words in wanted if words not in head] == []
    assert body == "More of it.\n"


def test_the_packed_folder_is_the_folder():
    with zipfile.ZipFile(io.BytesIO(written("open-sdg.zip"))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == folder_of(TABLE)
