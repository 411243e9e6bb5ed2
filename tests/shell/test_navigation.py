"""Finding one's way: menu, languages, machine forms, sign-in and sign-out."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from stadsrecht.kernel.registry import public_menu


@pytest.fixture
def page(client, db):
    """`page("/en/rights/")` gives the page as text."""
    return lambda path: client.get(path).content.decode()


def marked(html: str) -> list[str]:
    """Addresses of the entries of the main menu that are marked as the present place."""
    menu = re.search(r'<nav class="sr-menu".*?</nav>', html, re.DOTALL)
    return re.findall(r'href="([^"]+)" aria-current="(?:page|true)"', menu[0])


def test_the_menu_shows_what_modules_registered(page):
    """A module adds its entry without the shell knowing the module."""
    html = page("/en/")
    with override("en"):
        assert all(f'href="{reverse(item.url_name)}"' in html for item in public_menu)


def test_the_menu_marks_the_present_page(page):
    """Sighted and blind readers see where they are."""
    assert '<a href="/en/rights/" aria-current="page">' in page("/en/rights/")


def test_the_menu_marks_the_part_under_which_a_page_lies(page):
    """Deep below an entry that entry stays marked, and no other."""
    assert marked(page("/en/rights/eu-charter/21/")) == ["/en/rights/"]


def test_no_entry_is_marked_outside_the_menu(page):
    """The home page and the pages about this site lie under none of them."""
    assert marked(page("/en/")) == marked(page("/en/privacy/")) == []


@pytest.mark.parametrize("path", ["/en/rights/eu-charter/21/", "/en/policies/?state=effective", "/en/search/?q=rent"])
def test_the_language_switch_stays_on_the_page(page, path):
    """Whoever changes the language keeps page and filter."""
    html = page(path)
    for language in ("nl", "fr"):
        assert f'href="{path.replace("/en/", f"/{language}/")}" lang="{language}" hreflang="{language}"' in html


def test_a_page_names_its_machine_forms(page):
    """Data stands one click away, also for programs that read the head of a page."""
    html = page("/en/matrix/?x=1")
    assert '<link rel="alternate" type="application/json" href="/en/matrix.json?x=1">' in html
    assert '<li><a href="/en/matrix.csv?x=1">' in html


def test_a_visitor_finds_where_to_sign_in(page):
    """In a demonstration that is the page of personas."""
    assert f'href="{reverse("demo")}"'.replace("/nl/", "/en/") in page("/en/")


def test_staff_see_their_desk_and_sign_out_with_a_post(as_person):
    """Signing out changes something, so it is a form and no link."""
    html = as_person("adviser").get("/en/").content.decode()
    assert 'aria-label="Desk"' in html
    assert re.search(r'<form method="post" action="/en/me/logout/">.*?csrfmiddlewaretoken', html, re.DOTALL)


def test_a_stranger_sees_no_desk_entry(as_person):
    """The menu offers nothing that would be refused."""
    html = as_person("stranger").get("/en/").content.decode()
    assert 'href="/en/desk/' not in html


def test_every_page_can_be_skipped_to_its_content(page):
    """The first link of a page leads past the menu."""
    body = page("/en/").split("<body", 1)[1]
    assert re.search(r'<a [^>]*href="([^"]+)"', body)[1] == "#main"
    assert '<main id="main"' in body
