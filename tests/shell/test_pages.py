"""The pages of the shell: each is there in each language, and says what is true of this city."""

from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils.translation import override

from stadsrecht.kernel.city import city

PAGES = ("home", "tour", "search", "about", "accessibility", "privacy")
LANGUAGES = ("nl", "en", "fr")


def address(name: str, language: str, *args: str) -> str:
    with override(language):
        return reverse(name, args=args)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_each_page_is_there_in_each_language(client, db, name, language):
    """The language of the page is said to browsers and screen readers."""
    response = client.get(address(name, language))
    assert response.status_code == 200
    assert f'<html lang="{language}" dir="ltr">' in response.content.decode()


def test_home_says_what_the_city_promises(client, db):
    """The promise of the data pack stands on the home page, with its source."""
    page = client.get(address("home", "en")).content.decode()
    assert "Kleinstad is small, but its rights are not." in page
    assert 'href="https://example.org/promise"' in page


def test_home_says_how_it_stands(client, db):
    """The panels that modules register for the home page are shown on it, and their data in its machine form."""
    assert 'aria-labelledby="standing"' in client.get(address("home", "en")).content.decode()
    assert client.get(address("home.json", "en")).json()["standing"]


def test_home_holds_nothing_of_utrecht(client, db):
    """The code serves any city."""
    assert "Utrecht" not in client.get(address("home", "nl")).content.decode().replace("utrecht-", "")


def test_the_banner_of_the_demonstration_is_shown(client, db, settings):
    """A demonstration says that it is no official record; an installation for real does not."""
    banner = "Kleinstad is made up and serves only for tests."
    assert banner in client.get(address("home", "en")).content.decode()
    settings.DEMO = False
    assert banner not in client.get(address("home", "en")).content.decode()


def test_the_city_sets_one_colour(client, db):
    """The colour of the data pack is a style sheet of its own, so that pages need no inline style."""
    response = client.get(reverse("city-colours"))
    assert response.headers["Content-Type"] == "text/css"
    assert "--sr-accent:#" in response.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_a_reader_gets_no_cookie(client, db, name):
    """The privacy page says so."""
    client.get(address(name, "en"))
    assert not client.cookies


@pytest.mark.parametrize(
    ("contact", "words"), [("rights@city.example", "mailto:rights@city.example"), ("", "Kleinstad")]
)
def test_privacy_says_whom_to_ask(client, db, monkeypatch, contact, words):
    """An address where the data pack names one; else the city."""
    here = replace(city(), contact=contact)
    monkeypatch.setattr("stadsrecht.shell.web.context.city", lambda: here)
    page = client.get(address("privacy", "en")).content.decode()
    assert words in page.split("<main", 1)[1].split("</main>", 1)[0]


def test_a_view_cannot_change_the_language_of_its_page(client, db):
    """The page of a Dutch piece of evidence stays an English page, whatever the view calls its own values."""
    code = client.get("/api/v1/evidence").json()["items"][0]["code"]
    assert '<html lang="en"' in client.get(address("evidence-item", "en", code)).content.decode()
