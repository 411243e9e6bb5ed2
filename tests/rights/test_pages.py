"""What a resident reads about rights."""

import pytest

from stadsrecht.rights.models import Crosswalk, Provision, Theme
from tests.reading import Page

LANGUAGES = ("nl", "en", "fr")
PAGES = ["rights/", "rights/themes/housing/", "rights/eu-charter/", "rights/eu-charter/21/"]


@pytest.fixture
def read(client, db):
    """`read("rights/", "fr")` gives that page."""
    return lambda address, language="nl": Page(client.get(f"/{language}/{address}"))


@pytest.mark.parametrize("address", PAGES)
def test_a_page_speaks_three_languages(read, address):
    """With a text of its own in each."""
    pages = [read(address, language) for language in LANGUAGES]
    assert [page.language for page in pages] == list(LANGUAGES)
    assert len({page.text for page in pages}) == len(LANGUAGES)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_only_read(client, db, address):
    """Nothing is taken by it."""
    assert {getattr(client, method)(f"/nl/{address}").status_code for method in ("post", "put", "delete")} == {405}


@pytest.mark.parametrize(
    ("address", "name"),
    [("rights/moon/", "moon"), ("rights/themes/moon/", "moon"), ("rights/eu-charter/99/", "eu-charter:99")],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_does_not_exist_is_said_by_name(client, db, address, name, language):
    """In the language of the page; as data, with the name of the failure."""
    response = client.get(f"/{language}/{address}")
    assert (response.status_code, Page(response).language) == (404, language)
    assert name in Page(response).text
    assert client.get(f"/{language}/{address[:-1]}.json").json()["error"].startswith("Unknown")


def test_every_theme_is_one_click_away(read, db):
    """A resident begins with a word of their own life."""
    links = set(read("rights/").links)
    assert {f"/nl/rights/themes/{theme.code}/" for theme in Theme.objects.all()} <= links


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_a_right_opens(client, db, language):
    """Each provision of the small city's charter and of one treaty, also those whose number holds more than digits."""
    rows = Provision.objects.filter(instrument__code__in=("kleinstad-charter", "sdg"), is_withdrawn=False)[:40]
    found = {row.reference: client.get(f"/{language}/rights/{row.instrument.code}/{row.code}/") for row in rows}
    assert {name for name, response in found.items() if response.status_code != 200} == set()


def test_a_right_shows_what_the_city_does(read):
    """Its policies, its actions and what shows it."""
    links = read("rights/eu-charter/12/").links
    assert {"/nl/policies/open-square/", "/nl/actions/benches/", "/nl/evidence/bench-count/"} <= set(links)


def test_a_right_without_policy_says_so(read):
    """A gap is named, not left blank."""
    assert "geen beleid" in read("rights/udhr/24/").text


def test_a_right_leads_to_its_relatives(read, db):
    """From both ends of the crosswalk."""
    link = Crosswalk.objects.select_related("from_provision__instrument", "to_provision__instrument").first()
    ends = [f"rights/{one.instrument.code}/{one.code}/" for one in (link.from_provision, link.to_provision)]
    assert f"/nl/{ends[1]}" in read(ends[0]).links
    assert f"/nl/{ends[0]}" in read(ends[1]).links


def test_editors_see_what_was_not_compared_with_the_official_text(as_person):
    """And residents do not have to wonder about it."""
    assert as_person("adviser").get("/nl/desk/rights/").status_code == 200


def test_the_state_of_a_right_is_the_one_of_the_matrix(client, db):
    """Page, data and matrix agree."""
    matrix = {row["reference"]: row["state"] for row in client.get("/nl/matrix.json").json()["provisions"]}
    for code in ("12", "21", "34"):
        data = client.get(f"/nl/rights/eu-charter/{code}.json").json()
        assert data["standing"]["state"] == matrix[f"eu-charter:{code}"]
