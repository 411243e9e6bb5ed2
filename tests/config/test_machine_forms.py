"""Each page as data: JSON that parses, CSV that a spreadsheet reads and does not run, and the same counts in both."""

import csv
import io
import json

import pytest

from stadsrecht.evidence.models import Evidence
from stadsrecht.policies.models import Policy
from tests.house.addresses import DESK, PUBLIC, address_of, public_addresses
from tests.house.given import counted_year
from tests.reading import Page

JSON = [name for name in (*PUBLIC, *DESK) if name.endswith((".json", ".geojson"))]
CSV = [name for name in (*PUBLIC, *DESK) if name.endswith(".csv")]
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
DANGEROUS = '=HYPERLINK("https://example.org";"klik")'


def rows_of(response):
    """The rows of a CSV answer, read as a spreadsheet does: with the mark of UTF-8 before the header."""
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


@pytest.fixture
def adviser(as_person):
    return as_person("adviser")


@pytest.fixture(autouse=True)
def a_counted_year(db):
    """The small city counts nothing by itself."""
    counted_year()


@pytest.mark.parametrize("name", JSON)
@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_json_parses_and_names_its_kind(adviser, name, language):
    """In every language."""
    response = adviser.get(address_of(name, language))
    assert isinstance(json.loads(response.content), dict | list)
    assert response["Content-Type"] in ("application/json", "application/geo+json")


@pytest.mark.parametrize("name", CSV)
def test_csv_has_a_header_and_no_cell_that_runs(adviser, name):
    """Every row as wide as the header, no cell that a spreadsheet takes for a formula."""
    header, *rows = rows_of(adviser.get(address_of(name)))
    assert len(set(header)) == len(header)
    assert rows
    assert {len(row) for row in rows} == {len(header)}
    assert [cell for row in rows for cell in row if cell.startswith(FORMULA_STARTS)] == []


@pytest.mark.parametrize("address", ["policies", "evidence"])
def test_a_title_that_is_a_formula_becomes_text(client, db, address):
    """Whoever types a formula into a title runs nothing on a colleague's machine."""
    Policy.objects.update(title={"nl": DANGEROUS})
    Evidence.objects.update(title={"nl": DANGEROUS})
    header, *rows = rows_of(client.get(f"/nl/{address}.csv"))
    assert {row[header.index("title")] for row in rows} == {f"'{DANGEROUS}"}


@pytest.mark.parametrize("address", ["policies", "actions", "evidence", "rights", "partners", "matrix"])
def test_csv_is_offered_as_a_file_with_a_name(client, db, address):
    """A browser saves it, and does not show it."""
    response = client.get(f"/nl/{address}.csv")
    assert response["Content-Disposition"] == f'attachment; filename="{address}.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize("address", [one for one in public_addresses("nl", "/") if one.count("/") > 2])
def test_a_page_names_its_machine_forms(client, db, address):
    """Each link under a page leads to data."""
    links = [link for link in Page(client.get(address)).links if link.partition("?")[0].endswith((".json", ".csv"))]
    assert {client.get(link).status_code for link in links} <= {200}


@pytest.mark.parametrize(
    ("address", "query"), [("policies", "state=effective"), ("actions", "state=done"), ("evidence", "kind=report")]
)
def test_data_holds_what_the_filtered_page_shows(client, db, address, query):
    """The link to data keeps the filter, and all forms count the same."""
    page = client.get(f"/nl/{address}/?{query}")
    assert f"/nl/{address}.json?{query}" in Page(page).links
    as_json = client.get(f"/nl/{address}.json?{query}").json()
    as_csv = rows_of(client.get(f"/nl/{address}.csv?{query}"))[1:]
    assert page.context["page"].paginator.count == len(as_json) == len(as_csv) == 1


def counted(rows):
    keys = ("reference", "state", "policies", "explicit", "actions", "evidence", "stale")
    return [tuple(str(row[key]) for key in keys) for row in rows]


def test_the_matrix_counts_the_same_in_every_form(client, db):
    """JSON, CSV and API hold the same rights with the same numbers, in the same order."""
    as_json, api = client.get("/nl/matrix.json").json(), client.get("/api/v1/coverage").json()
    header, *rows = rows_of(client.get("/nl/matrix.csv"))
    assert counted(as_json["provisions"]) == counted(api["provisions"])
    assert counted(as_json["provisions"]) == counted(dict(zip(header, row, strict=True)) for row in rows)
    assert as_json["totals"] == api["totals"]
    assert sum(api["totals"].values()) == len(rows)


def test_the_matrix_of_one_instrument_is_a_part_of_the_whole(client, db):
    """The same rows, cut to it; and its totals are those that the whole names for it."""
    whole = client.get("/nl/matrix.json").json()
    part = client.get("/nl/matrix/eu-charter.json").json()
    assert part == [row for row in whole["provisions"] if row["reference"].startswith("eu-charter:")]
    total = next(row for row in whole["instruments"] if row["code"] == "eu-charter")
    assert sum(row["state"] == "unaddressed" for row in part) == total["unaddressed"]
