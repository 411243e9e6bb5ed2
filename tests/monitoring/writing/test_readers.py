"""Other people's readers find in our files the numbers and statuses that we put there."""

import json
import warnings
from datetime import date
from itertools import product

import csvw
import pytest
import sdmx
from hypothesis import given
from jsonstat_validator import validate_jsonstat

from stadsrecht.monitoring.bridge.reading import Origin, read_file
from stadsrecht.monitoring.bridge.writing.identifiers import codes
from stadsrecht.monitoring.bridge.writing.spans import time_periods
from stadsrecht.monitoring.models import Column, ColumnRole, Observation, Period, Status, Table, period_of, status_of
from tests.monitoring.writing.samples import COLUMNS, SAMPLE, TABLE, tables, written

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from pysdmx.io import get_datasets, read_sdmx

OTHERS = pytest.mark.filterwarnings("ignore")  # what other people's code warns of is theirs


def facts(row):
    """What a cell says: number, status and marks."""
    return (row.value, row.status.value, row.is_provisional, row.is_break)


def by_code(table):
    """Cells by the codes of their keys and their period, as SDMX and JSON-stat have them."""
    ids = [codes(row.keys[place] for row in table.observations) for place in range(3)]
    return {
        (*(of[key] for of, key in zip(ids, row.keys, strict=True)), row.period.label): row for row in table.observations
    }


def from_jsonstat(data):
    """Each cell of a JSON-stat dataset, read by the standard: row-major numbers, values dense or sparse."""
    axes = [data["dimension"][name]["category"]["index"] for name in data["id"]]
    sizes = [len(axis) for axis in axes]
    assert data["size"] == sizes
    values = data["value"] if isinstance(data["value"], dict) else dict(enumerate(data["value"]))
    for number, key in enumerate(product(*axes)):
        value = values.get(str(number), values.get(number))
        said = data["status"].get(str(number))
        if value is not None or said:
            words = (said or "").split(";")
            status = next((word for word in words if word in Status.values), str(status_of(value)))
            yield key, (value, status, "provisional" in words, "break" in words)


@OTHERS
@given(tables())
def test_json_stat_is_valid_and_says_the_same(table):
    data = json.loads(written("observations.jsonstat.json", table))
    assert validate_jsonstat(data) is True or not table.observations
    assert dict(from_jsonstat(data)) == {key: facts(row) for key, row in by_code(table).items()}


def test_json_stat_is_dense_where_cells_are_full_and_sparse_where_not():
    """A hundred groups by a hundred areas with one cell each are no ten thousand nulls."""
    rows = [
        Observation(period_of("2024"), (str(n), "", str(n)), n + 0.5, Status.VALUE, attributes=("",)) for n in range(99)
    ]
    sparse = json.loads(written("observations.jsonstat.json", Table.of(COLUMNS, rows)))
    assert (sparse["size"], len(sparse["value"])) == ([99, 1, 99, 1], 99)
    dense = json.loads(written("observations.jsonstat.json", Table.of(COLUMNS, rows[:1])))
    assert dense["value"] == [0.5]


def test_json_stat_says_which_dimension_is_time_and_which_is_place():
    assert json.loads(written("observations.jsonstat.json"))["role"] == {"time": ["period"], "geo": ["area"]}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The files of the sample, as somebody has them who took them away."""
    there = tmp_path_factory.mktemp("taken")
    for name in ("structure.xml", "observations.sdmx.csv", "observations.csv", "observations.csv-metadata.json"):
        (there / name).write_bytes(written(name))
    return there


@OTHERS
def test_pysdmx_accepts_the_structure_by_the_official_schemas(folder):
    message = read_sdmx(folder / "structure.xml", validate=True)
    assert {type(one).__name__ for one in message.structures} == {
        "Codelist", "ConceptScheme", "DataStructureDefinition", "Dataflow",
    }  # fmt: skip
    (flow,) = message.get_dataflows()
    assert (flow.agency, flow.id, flow.version) == ("GM9999", "DF_felt-safe", "2.0.0")


@OTHERS
def test_pysdmx_reads_the_observations_by_our_structure(folder):
    """With their statuses by our word and by the letters of SDMX."""
    (dataset,) = get_datasets(folder / "observations.sdmx.csv", folder / "structure.xml")
    rows = dataset.data.to_dict("records")
    found = {row["STATUS"]: (row["OBS_STATUS"], row["CONF_STATUS"]) for row in rows if not row["BREAK"]}
    assert found == {
        "value": ("A", "F"), "zero": ("P", "F"), "not-known": ("O", "F"), "not-measured": ("L", "F"),
        "not-applicable": ("M", "F"), "hidden": ("Q", "C"),
    }  # fmt: skip
    assert sorted(row["OBS_VALUE"] for row in rows if row["OBS_VALUE"] == row["OBS_VALUE"]) == [0.0, 0.1, 12.5]


@OTHERS
@given(table=tables())
def test_sdmx_csv_says_the_same_to_both_readers(tmp_path_factory, table):
    there = tmp_path_factory.mktemp("sdmx")
    for name in ("structure.xml", "observations.sdmx.csv"):
        (there / name).write_bytes(written(name, table))
    if not table.observations:
        return
    times = time_periods(row.period for row in table.observations)
    wanted = {(*key[:3], times[row.period.label]): facts(row) for key, row in by_code(table).items()}
    assert dict(by_pysdmx(there)) == wanted
    assert dict(by_sdmx1(there)) == wanted


def by_pysdmx(there):
    (dataset,) = get_datasets(there / "observations.sdmx.csv", there / "structure.xml")
    for row in dataset.data.to_dict("records"):
        key = tuple(str(row[name]) for name in ("SEX", "AGE", "REF_AREA", "TIME_PERIOD"))
        value = row["OBS_VALUE"] if row["OBS_VALUE"] == row["OBS_VALUE"] else None
        yield key, (value, row["STATUS"], _yes(row["PROVISIONAL"]), _yes(row["BREAK"]))


def by_sdmx1(there):
    (flow,) = sdmx.read_sdmx(there / "structure.xml").dataflow.values()
    for row in sdmx.read_sdmx(there / "observations.sdmx.csv", structure=flow).data[0].obs:
        said = {name: one.value for name, one in row.attached_attribute.items()}
        key = tuple(str(row.dimension[name].value) for name in ("SEX", "AGE", "REF_AREA", "TIME_PERIOD"))
        value = None if row.value == "NaN" else float(row.value)
        yield key, (value, said["STATUS"], _yes(said["PROVISIONAL"]), _yes(said["BREAK"]))


def _yes(value):
    return str(value).lower() == "true"


@OTHERS
def test_a_csvw_reader_finds_types_and_names_and_no_fault(folder):
    package = csvw.CSVW(str(folder / "observations.csv"), md_url=str(folder / "observations.csv-metadata.json"))
    assert package.is_valid
    rows = list(package.tables[0].iterdicts(strict=True))
    assert [(row["value"], row["status"]) for row in rows] == [
        (row.value if row.status in ("value", "zero") else None, row.status.value) for row in TABLE.observations
    ]
    assert (rows[0]["area"], rows[0]["provisional"], rows[0]["remark"]) == ("", False, "weighed")


def test_our_own_csv_is_read_back_as_it_was():
    """By the importer, which knows the columns from the release before."""
    back = read_file("csv", written("observations.csv"), Origin("felt-safe.csv", "felt-safe", COLUMNS, ""))
    assert [finding.code for finding in back.findings] == []
    assert {(row.keys, row.period.label): (facts(row), row.note) for row in back.table.observations} == {
        (places(row), row.period.label): (facts(shown_only(row)), row.note) for row in TABLE.observations
    }


def places(row):
    """Keys in the order of the file: the area first."""
    sex, age, area = row.keys
    return (area, sex, age)


def shown_only(row):
    return row._replace(value=row.value if row.status in ("value", "zero") else None)


def test_two_values_never_share_a_code():
    """Whatever they look like without their signs and capitals."""
    columns = (Column("age", "Age"), Column("area", "Wijk", ColumnRole.AREA))
    ages = ["<5", ">5", "5", "_T", "a b", "A B", "A_B", ""]
    rows = [Observation(period_of("2024"), (age, ""), 1.5, Status.VALUE) for age in ages]
    data = json.loads(written("observations.jsonstat.json", Table.of(columns, rows)))
    assert len(set(data["dimension"]["age"]["category"]["index"])) == len(ages)
    assert SAMPLE.code not in data["dimension"]


def test_two_periods_never_share_a_time_in_sdmx():
    """Also those that a source names in words; each stays true to the years that it names."""
    labels = ["2007", "2007/08", "2007 to 2008", "2007/08 to 2008/09", "spring of 2007", "2007-Q1"]
    times = time_periods(Period(label, 2007, date(2007, 1, 1)) for label in labels)
    assert times == {
        "2007": "2007", "2007-Q1": "2007-Q1", "2007 to 2008": "2007-01-01/P2Y", "2007/08": "2007-01-01/P24M",
        "2007/08 to 2008/09": "2007-01-01/P3Y", "spring of 2007": "2007-01-01/P1Y",
    }  # fmt: skip
