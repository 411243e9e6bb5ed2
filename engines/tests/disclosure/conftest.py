"""Small tables to protect, and the public test tables where they are at hand."""

import csv
import os
from pathlib import Path

import pytest
from stadsrecht_engines.disclosure import Dimension, Specification, Thresholds, read_table

ROOT = Path(__file__).resolve().parents[3]
DATA = Path(os.environ.get("STADSRECHT_DATA") or ROOT.parent / "shared" / "data") / "sdc"
SOURCES = {
    "mun_accidents": ("ssbtools_mun_accidents.csv", "freq", [("mun",), ("inj",)]),
    "d2_county": ("ssbtools_d2.csv", "freq", [("region", "county"), ("main_income",)]),
    "d2": ("ssbtools_d2.csv", "freq", [("region", "county", "k_group"), ("main_income",)]),
    "d4": ("ssbtools_d4.csv", "freq", [("region", "county", "k_group"), ("main_income",), ("months",)]),
    "exPSD": ("smallcountrounding_exPSD.csv", "freq", [("rows",), ("cols",)]),
    "example1": ("ssbtools_example1.csv", "freq", [("geo", "eu"), ("age",), ("year",)]),
    "S": ("synthetic_S.csv", "n", [("ground",), ("terrain",), ("neighbourhood", "district")]),
    "L": ("synthetic_L.csv", "n", [("ground",), ("terrain",), ("neighbourhood", "district"), ("year",)]),
}


def dimension_from(rows, columns):
    """A dimension whose finest level is the first column; further columns group it, each in its own way."""
    levels = {c: tuple(sorted({r[c] for r in rows})) for c in columns}
    parents = {}
    for row in rows:
        above = parents.setdefault(row[columns[0]], set())
        above.update(row[c] for c in columns[1:])
    return Dimension(columns[0], levels, {code: tuple(sorted(above)) for code, above in parents.items()})


@pytest.fixture
def published_table():
    """`published_table("d2", zero_policy="shown")` gives the specification and the data of a public table."""

    def load(name, **words):
        file, count, dimensions = SOURCES[name]
        if not (DATA / file).exists():
            pytest.skip("skipped: no data")
        with (DATA / file).open(encoding="utf-8") as source:
            rows = list(csv.DictReader(source))
        words.setdefault("thresholds", Thresholds(5, {}))
        spec = Specification(tuple(dimension_from(rows, d) for d in dimensions), count_column=count, **words)
        return spec, read_table(spec, rows)

    return load


@pytest.fixture
def grid():
    """`grid([[1, 2], [3, 4]], threshold=3)` gives a specification and a table of rows r0.. and columns c0.."""
    return make_grid


def make_grid(counts, threshold=3, **words):
    """Rows r0.., columns c0.., every margin."""
    rows, columns = len(counts), len(counts[0])
    dimensions = (
        Dimension("row", {"row": tuple(f"r{i}" for i in range(rows))}),
        Dimension("column", {"column": tuple(f"c{j}" for j in range(columns))}),
    )
    spec = Specification(dimensions, thresholds=Thresholds(threshold, {}), **words)
    lines = [
        {"row": f"r{i}", "column": f"c{j}", "count": str(counts[i][j])} for i in range(rows) for j in range(columns)
    ]
    return spec, read_table(spec, lines)


@pytest.fixture
def lone_people():
    """The hidden cells that are one person, as the auditor of the house may know them."""

    def find(result, data):
        alone = {c.codes for c in result.cells if c.value is None}
        people = data.people.ravel()
        return {data.lattice.codes_of(p) for p in range(people.size) if people[p] == 1} & alone

    return find
