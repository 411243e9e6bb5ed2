"""What holds for every public page, and the pages of the shell."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.core.cache import caches

from stadsrecht.kernel.city import ColourUnreadable, require_readable
from stadsrecht.kernel.registry import public_menu
from tests.house.addresses import public_addresses
from tests.reading import Page

LANGUAGES = ("nl", "en", "fr")
PAGES = ["", "tour/", "search/", "about/", "accessibility/", "privacy/"]
ALL_PAGES = [
    address
    for address in public_addresses("nl", "/")
    if address.startswith("/nl/") and "/tour/right/" not in address and "/file/" not in address
]


@pytest.fixture
def read(client, db):
    """`read("about/", "fr")` gives that page."""
    return lambda address, language="nl": Page(client.get(f"/{language}/{address}"))


@pytest.mark.parametrize("address", PAGES)
def test_a_page_speaks_three_languages(read, address):
    """With a text of its own in each."""
    pages = [read(address, language) for language in LANGUAGES]
    assert [page.language for page in pages] == list(LANGUAGES)
    assert len({page.text for page in pages}) == len(LANGUAGES)


@pytest.mark.parametrize("address", ALL_PAGES)
def test_every_page_has_one_heading(client, db, address):
    """And a title that begins with more than the name of the city."""
    html = client.get(address).content.decode()
    assert len(re.findall("<h1", html)) == 1
    assert re.search(r"<title>\s*\S+.* – Kleinstad</title>", html)


def test_no_link_inside_the_site_is_broken(client, db):
    """From the home page onward, as far as links lead; of each instrument the first rights stand for the others."""
    seen, waiting, broken, rights = {"/nl/"}, ["/nl/"], [], Counter()
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        broken += [address] if response.status_code not in (200, 302) else []
        links = Page(response).links if response["Content-Type"].startswith("text/html") else []
        for link in {link.partition("#")[0] for link in links if link.startswith(("/nl/", "/api/"))} - seen:
            seen.add(link)
            instrument = re.match(r"/nl/rights/(?!themes)([^/]+)/.", link)
            rights[instrument and instrument[1]] += 1
            waiting += [link] if not instrument or rights[instrument[1]] <= 3 else []
    assert len(seen) > 100
    assert broken == []


def test_every_link_to_a_place_on_the_page_finds_it(client, db):
    """On the pages that jump to their own sections."""
    for address in ("/nl/", "/nl/matrix/", "/nl/rights/eu-charter/12/", "/nl/policies/open-square/"):
        response = client.get(address)
        marks = {link[1:] for link in Page(response).links if link.startswith("#")}
        assert marks <= set(re.findall(r'id="([^"]+)"', response.content.decode())), address


def test_the_address_without_language_leads_to_the_readers_own(client, db):
    """As their browser says; Dutch where it says nothing that the city speaks."""
    for wanted, found in (("fr-BE,fr;q=0.9", "/fr/"), ("de", "/nl/")):
        assert client.get("/", headers={"accept-language": wanted}).url == found


def test_the_home_page_leads_to_all_that_is_public(read):
    """Each entry of the menu."""
    links = read("").links
    addresses = {"/nl/" + item.url_name + "/" for item in public_menu}
    assert addresses <= set(links)


@pytest.mark.parametrize("query", ["", "q=", "q=%20", "q=xyzzyq", "q=" + "a" * 5000, "q='%3B--", "q=%26%7C!()"])
def test_no_search_breaks(client, db, query):
    """What finds nothing offers the themes."""
    response = client.get(f"/nl/search/?{query}")
    assert response.status_code == 200
    assert "/nl/rights/themes/housing/" in Page(response).links


def test_who_is_refused_reads_why(as_person):
    """With the name of the page of one's language and a way back."""
    response = as_person("stranger").get("/fr/desk/")
    assert (response.status_code, Page(response).language) == (403, "fr")
    assert "/fr/" in Page(response).links


def test_the_colour_of_the_city_is_the_only_look_that_a_pack_sets(client, db, settings, tmp_path):
    """One style sheet with one value, linked only where the pack sets one."""
    pack = (Path(settings.CITY) / "city.toml").read_text()
    (tmp_path / "city.toml").write_text(f'{pack}\n[theme]\naccent = "#5b2a6e"\n')
    assert 'href="/city.css"' not in client.get("/nl/").content.decode()
    settings.CITY = tmp_path
    caches["pages"].clear()  # as the start of a server does
    assert 'href="/city.css"' in client.get("/nl/").content.decode()
    assert client.get("/city.css").content == b".city-theme{--sr-accent:#5b2a6e}\n"


@pytest.mark.parametrize("colour", ["#ffff00", "red", "#5b2a6e;}body{display:none"])
def test_a_colour_that_cannot_be_read_is_refused_by_name(colour):
    """White text stands on it."""
    with pytest.raises(ColourUnreadable):
        require_readable(colour)
