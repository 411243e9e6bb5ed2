"""A language that is written from right to left: Arabic, in a city that would choose it."""

from functools import partial
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Route

from tests.browser.audit import NARROW, TOO_WIDE, WIDE, axe_faults
from tests.browser.conftest import chromium

PLAIN_FILES = "django.contrib.staticfiles.storage.StaticFilesStorage"
SHEETS = "[...document.styleSheets].map((sheet) => sheet.cssRules.length)"
STARTS = """(name) => {
  const box = document.querySelector(name).getBoundingClientRect();
  return box.left + box.width / 2 > document.documentElement.clientWidth / 2 ? "right" : "left";
}"""


@pytest.fixture
def arabic_pages(client, settings, db):
    """Pages rendered here for a reader of Arabic, before any browser runs."""
    settings.LANGUAGES = [*settings.LANGUAGES, ("ar", "Arabic")]
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": PLAIN_FILES}}
    answers = {path: client.get(path) for path in ("/ar/", "/ar/matrix/", "/ar/rights/", "/ar/me/login/")}
    assert {answer.status_code for answer in answers.values()} == {200}
    return {path: answer.content.decode() for path, answer in answers.items()}


def answer_with(pages: dict[str, str], route: Route) -> None:
    """Give a page that was rendered here; its style comes from the server."""
    route.fulfill(body=pages[urlsplit(route.request.url).path], content_type="text/html")


def test_pages_turn_around(arabic_pages, site):
    """The direction is set, the brand stands right, nothing runs over, and axe-core finds nothing."""
    with chromium() as browser:
        page = browser.new_page(viewport=WIDE, base_url=site.address)
        page.route("**/ar/**", partial(answer_with, arabic_pages))
        for path in arabic_pages:
            page.goto(path)
            assert page.evaluate("[document.documentElement.lang, document.dir]") == ["ar", "rtl"]
            assert all(page.evaluate(SHEETS)), "a style sheet did not come"
            assert page.evaluate(STARTS, ".sr-brand") == "right"
            assert axe_faults(page) == []
            page.set_viewport_size(NARROW)
            assert page.evaluate(TOO_WIDE) == []
            page.set_viewport_size(WIDE)
