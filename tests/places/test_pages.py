"""The public pages of places."""

import json
import re

import pytest

from stadsrecht.kernel.registry import search_sources
from tests.places.conftest import square


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_the_list_names_every_district(client, db, language):
    """With its link, in each language."""
    page = client.get(f"/{language}/places/").content.decode()
    assert all(f"/{language}/places/WK99990{number}/" in page for number in (1, 2, 3))


def test_the_map_is_made_of_links_with_names(client, db):
    """Who cannot see it hears where each link goes."""
    page = client.get("/en/places/").content.decode()
    assert re.search(r'<a href="/en/places/WK999902/" aria-label="Harbour"', page)
    assert "schematic" in page


def test_boundaries_replace_the_tiles(client, bring):
    """As soon as they are loaded, with their source."""
    bring()
    page = client.get("/en/places/").content.decode()
    assert "schematic" not in page
    assert "Test 2024" in page


def test_another_level_is_shown_on_request(client, bring):
    """Once there are neighbourhoods."""
    bring([square("BU99990201", statnaam="Kade")], level="neighbourhood")
    assert "Kade" not in client.get("/en/places/").content.decode()
    assert "Kade" in client.get("/en/places/?level=neighbourhood").content.decode()


@pytest.mark.parametrize("address", ["places/?level=planet", "places.geojson?level=planet", "places/WK000000/"])
def test_what_does_not_exist_is_not_found(client, db, address):
    """By name, and not with a page of a fault."""
    assert client.get(f"/en/{address}").status_code == 404


@pytest.mark.parametrize("address", ["places/", "places/WK999901/", "places.json"])
def test_pages_are_read_only(client, db, address):
    """A public page takes nothing."""
    assert client.post(f"/en/{address}").status_code == 405


def test_the_list_as_json_holds_all_levels(client, db):
    """With the code of the parent."""
    areas = client.get("/nl/places.json").json()["areas"]
    assert {(row["code"], row["parent"]) for row in areas} >= {("GM9999", None), ("WK999901", "GM9999")}


def test_the_list_as_csv_has_a_row_for_each_area(client, db):
    """First row: column names."""
    lines = client.get("/nl/places.csv").content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("code,level,name,parent")
    assert len(lines) == 5


def test_the_boundaries_as_geojson_can_be_imported_again(client, bring):
    """What goes out is what came in."""
    bring()
    answer = client.get("/nl/places.geojson?level=district")
    assert answer["Content-Type"] == "application/geo+json"
    assert bring(answer.content.decode(), code_property="code", name_property="name").unchanged == [
        "WK999901",
        "WK999902",
        "WK999903",
    ]


def test_a_place_shows_where_it_lies_and_since_when(client, bring):
    """Its parent, its periods and itself among its neighbours."""
    bring()
    page = client.get("/en/places/WK999901/").content.decode()
    assert all(words in page for words in ("Village", "Kleinstad", "2024", "is-here", "/en/places/WK999903/"))


def test_the_city_shows_its_parts(client, db):
    """On the map and as a list."""
    page = client.get("/en/places/GM9999/").content.decode()
    assert page.count("/en/places/WK999902/") >= 2


def test_a_place_as_json_has_its_periods_and_panels(client, bring):
    """The machine form says what the page says."""
    bring()
    data = json.loads(client.get("/nl/places/WK999901.json").content)
    assert (data["code"], data["parent"], len(data["periods"])) == ("WK999901", "GM9999", 2)
    assert data["periods"][0] == {
        "valid_from": "2024-01-01",
        "valid_until": None,
        "name": "name of WK999901",
        "source": "Test 2024",
    }


def test_what_is_for_show_is_said(client, db):
    """A made-up place says so."""
    assert "Kleinstad does not exist" in client.get("/en/places/WK999901/").content.decode()


@pytest.mark.parametrize(
    ("words", "language", "codes"),
    [
        ("harbour", "en", ["WK999902"]),
        ("port", "fr", ["WK999902"]),
        ("wk9999", "nl", ["WK999901", "WK999902", "WK999903"]),
        ("de molen", "nl", ["WK999903"]),
        ("nowhere", "en", []),
        ("", "en", []),
        ("%", "en", []),
        ("haven", "xx", ["WK999902"]),
    ],
)
def test_places_are_found_by_name_or_code(db, words, language, codes):
    """In the reader's language."""
    found = search_sources.get("places").find(words, language, 10)
    assert [hit.address.rstrip("/").rsplit("/", 1)[-1] for hit in found] == codes


def test_a_search_is_one_statement(db, django_assert_num_queries):
    """As the contract of a search source says."""
    with django_assert_num_queries(1):
        search_sources.get("places").find("dorp haven molen", "nl", 10)
