"""The API: filters, pages, and problems that a program can read."""

import json

import pytest
from django.conf import settings
from django.core.management import call_command

from stadsrecht.evidence.models import Evidence
from stadsrecht.policies.models import Policy
from tests.house.files import ROOT

LISTS = ["instruments", "provisions", "policies", "actions", "evidence"]
SNAPSHOT = ROOT / "docs" / "reference" / "openapi.json"


@pytest.fixture
def ask(client, db):
    """`ask("policies?state=draft")` gives status and body."""

    def get(address):
        response = client.get(f"/api/v1/{address}")
        return response.status_code, response.json()

    return get


@pytest.fixture
def refused(client, db):
    """The problem that an address answers with; its content type is that of RFC 9457."""

    def get(address):
        response = client.get(f"/api/v1/{address}")
        assert response["Content-Type"] == "application/problem+json"
        assert response.json()["status"] == response.status_code
        return response.status_code, response.json()

    return get


@pytest.mark.parametrize("name", LISTS)
def test_a_list_gives_its_items_and_their_number(ask, name):
    """At most a hundred at once."""
    status, body = ask(name)
    assert status == 200
    assert 0 < len(body["items"]) == min(body["count"], 100)


@pytest.mark.parametrize(
    ("address", "codes"),
    [
        ("policies?field=meeting", ["open-square"]),
        ("policies?field=equal-treatment", []),
        ("policies?state=in_force", ["open-square"]),
        ("policies?state=draft", []),
        ("policies?provision=eu-charter:12", ["open-square"]),
        ("policies?provision=eu-charter:21", []),
        ("actions?policy=open-square", ["benches"]),
        ("actions?state=running", []),
        ("actions?has_owner=true", ["benches"]),
        ("actions?has_owner=false", []),
        ("actions?overdue=true", []),
        ("evidence?kind=figures", ["figures-feels-at-home", "figures-reports-at-the-desk", "bench-count"]),
        ("evidence?stale=true", ["bench-count"]),
        ("instruments?kind=city-charter", ["saint-denis", "gca", "gwangju", "kleinstad-charter"]),
        ("provisions?instrument=kleinstad-charter", ["1", "2", "3"]),
        ("provisions?instrument=gwangju&limit=2", ["1", "2"]),
    ],
)
def test_a_filter_gives_what_fits(ask, address, codes):
    """And nothing else."""
    status, body = ask(address)
    assert (status, [row["code"] for row in body["items"]]) == (200, codes)


def test_rights_are_found_by_theme(ask):
    """Across instruments."""
    _status, body = ask("provisions?theme=housing&limit=500")
    assert {"eu-charter:34", "icescr:11"} <= {row["reference"] for row in body["items"]}


@pytest.mark.parametrize("limit", [1, 90, 500])
def test_pages_follow_each_other_without_gap_or_overlap(ask, limit):
    """Whatever their size, together they are the whole catalogue."""
    total = ask("provisions?limit=1")[1]["count"]
    offsets = range(0, total, limit) if limit > 1 else range(3)
    found = [
        row["reference"] for offset in offsets for row in ask(f"provisions?limit={limit}&offset={offset}")[1]["items"]
    ]
    assert len(set(found)) == len(found) == (total if limit > 1 else 3)


def test_beyond_the_last_there_is_nothing(ask):
    """An empty page with the number of all."""
    status, body = ask("policies?offset=1000")
    assert (status, body["items"], body["count"]) == (200, [], 1)


@pytest.mark.parametrize("query", ["limit=0", "limit=501", "limit=-1", "limit=many", "offset=-1", "limit=1e9"])
@pytest.mark.parametrize("name", LISTS)
def test_a_page_size_out_of_bounds_is_a_problem(refused, name, query):
    """The problem names the word that is wrong."""
    status, problem = refused(f"{name}?{query}")
    assert (status, problem["type"]) == (422, "urn:stadsrecht:error:InvalidRequest")
    assert problem["errors"][0]["at"].endswith(query.partition("=")[0])


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("provisions?instrument=moon", "UnknownInstrument"),
        ("provisions?theme=moon", "UnknownTheme"),
        ("policies?provision=eu-charter:99", "UnknownProvision"),
    ],
)
def test_what_is_unknown_is_a_problem_by_name(refused, address, name):
    """With a sentence for people beside the name for programs."""
    status, problem = refused(address)
    assert (status, problem["type"]) == (404, f"urn:stadsrecht:error:{name}")
    assert "moon" in problem["title"] or "99" in problem["title"]


@pytest.mark.parametrize("address", ["moon", "policies/open-square", "policies/?x=1", ""])
def test_an_unknown_address_is_a_problem(refused, address):
    """Not a page for people."""
    assert refused(address)[0] == 404


@pytest.mark.parametrize("query", ["overdue=perhaps", "has_owner=2"])
def test_an_answer_that_is_neither_yes_nor_no_is_a_problem(refused, query):
    """It is not guessed at."""
    assert refused(f"actions?{query}")[0] == 422


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("name", [*LISTS, "coverage"])
def test_the_api_is_read_only(client, db, name, method):
    """For everyone."""
    assert getattr(client, method)(f"/api/v1/{name}").status_code == 405


@pytest.mark.parametrize("name", ["policies?field=", "policies?state=", "actions?policy=", "evidence?kind="])
def test_bytes_that_no_text_holds_are_answered(client, db, name):
    """As a request that cannot be read, and not as a fault of ours."""
    assert client.get(f"/api/v1/{name}%00").status_code == 400


def test_texts_come_in_all_their_languages(ask):
    """Whoever asks chooses."""
    assert set(ask("policies")[1]["items"][0]["title"]) == {code for code, _name in settings.LANGUAGES}


def test_what_is_for_show_is_said(ask):
    """A program can tell a demonstration from an official record."""
    assert ask("policies")[1]["items"][0]["for_show"]
    assert ask("evidence")[1]["items"][0]["for_show"]


def test_nothing_internal_is_counted(ask):
    """As many policies and pieces of evidence as are public."""
    assert ask("policies")[1]["count"] == Policy.objects.exclude(state="draft").count()
    assert ask("evidence")[1]["count"] == Evidence.objects.filter(is_public=True).count()


def test_the_description_of_the_api_is_the_one_that_is_committed(ask):
    """Whoever builds on it sees each change in the history."""
    status, served = ask("openapi.json")
    assert status == 200
    assert served["openapi"].startswith("3.1")
    assert served == json.loads(SNAPSHOT.read_text(encoding="utf-8")), "Run: stadsrecht openapi"


def test_the_command_writes_that_file(tmp_path, capsys):
    """Byte for byte, so that renewing it without a change changes nothing."""
    call_command("openapi", str(tmp_path / "openapi.json"))
    assert (tmp_path / "openapi.json").read_bytes() == SNAPSHOT.read_bytes()
