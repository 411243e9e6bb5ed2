"""The HSDS 3.0 interface: each answer is valid against the official schemas, and nothing confidential is in it."""

import pytest

from stadsrecht.partners.bridge.identity import identity
from stadsrecht.partners.models import Organisation
from tests.partners.hsds_schema import faults

ROOT = "/hsds/v3/"
COMPLAINT = identity("service", "meldpunt-kleinstad", "complaint")
BED = identity("service", "veilig-huis", "bed")


@pytest.fixture
def get(client, db):
    return lambda address: client.get(ROOT + address).json()


def test_the_root_names_version_profile_and_description(get, client):
    """And the profile is there."""
    base = get("")
    assert (base["version"], base["openapi_url"].startswith("https://")) == ("3.0", True)
    assert base["profile"].endswith("/hsds/v3/profile.json")
    assert {row["name"] for row in get("profile.json")["taxonomies"]} >= {"stadsrecht-need", "stadsrecht-mark"}


@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("services", "service"),
        ("services?full=true", "service"),
        ("organizations", "organization"),
        ("organizations?full=true", "organization"),
        ("service_at_locations", "service_at_location"),
        ("service_at_locations?full=true", "service_at_location"),
        ("taxonomies", "taxonomy"),
        ("taxonomy_terms", "taxonomy_term"),
    ],
)
@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_each_list_and_each_object_is_valid(get, path, schema, language):
    """Page by page, and one by one, in every language of the site."""
    page = get(f"{path}{'&' if '?' in path else '?'}language={language}&per_page=3")
    assert page["contents"]
    assert (page["page_number"], page["first_page"], page["size"]) == (1, True, len(page["contents"]))
    for row in page["contents"]:
        assert faults(schema, row) == []
        assert faults(schema, get(f"{path.split('?')[0]}/{row['id']}")) == []


def test_a_service_says_languages_access_and_our_own_terms(get):
    """The own terms stand in attributes, where the standard has no field."""
    service = get(f"services/{COMPLAINT}?language=en")
    assert {row["code"] for row in service["languages"]} >= {"ti", "ar", "dse"}
    assert {row["taxonomy_term"]["code"] for row in service["attributes"]} >= {"discrimination", "racism"}
    [place] = service["service_at_locations"]
    assert place["location"]["addresses"][0]["state_province"] == "Kleinprovincie"
    assert service["schedules"][0]["attributes"][0]["taxonomy_term"]["code"] == "contact-hours"


def test_a_confidential_place_has_a_front_door_alone(get):
    """Neither address, nor position, nor district."""
    place = get(f"services/{BED}?language=en")["service_at_locations"][0]["location"]
    assert place["description"] == "Call first. You then hear where to go."
    assert not {"addresses", "latitude", "longitude"} & set(place)
    assert {row["taxonomy_term"]["code"] for row in place["attributes"]} == {"step-free", "confidential-address"}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("search=luisteren", {"Discriminatie melden"}),
        ("search=luisteren+nergens", set()),
        (f"organization_id={identity('organisation', 'veilig-huis')}", {"Een veilig bed"}),
        (f"taxonomy_term_id={identity('taxonomy term', 'group', 'women')}", {"Een veilig bed"}),
        (f"taxonomy_term_id={identity('taxonomy term', 'need', 'meeting')}", {"Samen eten"}),
        (f"taxonomy_id={identity('taxonomy', 'group')}", {"Een veilig bed"}),
        ("taxonomy_term_id=nothing", set()),
        ("modified_after=2099-01-01", set()),
        ("modified_after=2020-01-01", {"Discriminatie melden", "Een veilig bed", "Samen eten"}),
    ],
)
@pytest.mark.parametrize("path", ["services", "service_at_locations"])
def test_filters_add_up(get, path, query, names):
    """As the standard asks."""
    rows = get(f"{path}?full=true&{query}")["contents"]
    assert {(row.get("service") or row)["name"] for row in rows} == names


@pytest.mark.parametrize("query", ["page=0", "page=x", "per_page=-1", "modified_after=yesterday"])
def test_nonsense_is_a_problem_with_a_name(client, db, query):
    """Not an empty page, and not a fault of ours."""
    response = client.get(f"{ROOT}services?{query}")
    assert (response.status_code, response["Content-Type"]) == (422, "application/problem+json")


@pytest.mark.parametrize("path", ["services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms"])
def test_what_is_not_there_is_not_found(client, db, path):
    """By its identity."""
    assert client.get(f"{ROOT}{path}/{identity('nobody')}").status_code == 404


def test_what_closed_is_no_longer_given_out(get):
    """Neither the organisation nor its services."""
    Organisation.objects.filter(code="veilig-huis").update(closed_on="2026-01-01")
    assert "Een veilig bed" not in {row["name"] for row in get("services")["contents"]}
    assert "Veilig Huis" not in {row["name"] for row in get("organizations")["contents"]}


def test_pages_follow_each_other(get):
    """Three services, one to a page."""
    pages = [get(f"services?per_page=1&page={number}") for number in (1, 2, 3, 4)]
    assert [page["last_page"] for page in pages] == [False, False, True, True]
    assert pages[3]["empty"]
    assert len({page["contents"][0]["id"] for page in pages[:3]}) == 3


@pytest.mark.parametrize("path", ["services?full=1", "organizations?full=1", "service_at_locations?full=1"])
def test_a_full_list_asks_the_database_at_most_eight_times(get, path, django_assert_max_num_queries):
    """However long it is."""
    with django_assert_max_num_queries(8):
        get(path)


def test_minimal_gives_what_one_must_know(get):
    """Identity, name and status."""
    assert set(get("services?minimal=true")["contents"][0]) == {"id", "name", "status"}
