"""Somebody reports discrimination: in each language of the door, with and without scripts, and leaves in a hurry."""

import hashlib
import re
from contextlib import suppress

import pytest
from playwright.sync_api import Error, expect

from stadsrecht.discrimination.bridge.packs import door_of
from tests.browser.audit import NARROW, TOO_WIDE, WIDE, axe_faults
from tests.discrimination.test_cleaning import document, picture
from tests.house.files import ROOT

DOOR = door_of(ROOT / "cities" / "utrecht")
NARRATIVE = "De makelaar zei dat het huis weg was."
FILES = [
    {"name": "brief.pdf", "mimeType": "application/pdf", "buffer": document()},
    {"name": "deur.jpg", "mimeType": "image/jpeg", "buffer": picture("JPEG")},
]
ORDINARY = "<!doctype html><title>Ordinary</title><p>An ordinary page"


class Reporter:
    """Somebody at the door, who looks at each page that they pass."""

    def __init__(self, page, language, *, looks):
        self.page, self.language, self.looks = page, language, looks

    def go(self, path):
        self.page.goto(f"/{self.language}/{path}")
        self.look()

    def press(self, button=".act .button[type=submit]"):
        with self.page.expect_navigation():
            self.page.locator(button).first.click()
        self.look()

    def look(self):
        page = self.page
        direction = "rtl" if self.language == "ar" else "ltr"
        expect(page.locator("html")).to_have_attribute("dir", direction)
        if not self.looks:
            return
        assert axe_faults(page) == []
        page.set_viewport_size(NARROW)
        assert page.evaluate(TOO_WIDE) == []
        page.set_viewport_size(WIDE)

    def says(self, key):
        return DOOR.text(key, self.language)


@pytest.fixture(params=DOOR.languages)
def reporter(request, any_page):
    looks = "without" not in request.node.name
    return Reporter(any_page, request.param, looks=looks)


def test_a_reporter_is_heard(reporter):
    """From the first page by all steps to the receipt, with two files; and with the receipt back again."""
    page = reporter.page
    reporter.go("report/")
    page.click("main .button")
    reporter.press()
    expect(page.locator(".fault")).to_have_text(reporter.says("fault.NarrativeMissing"))
    page.fill("textarea", NARRATIVE)
    reporter.press()
    page.check("[name=where][value=place]")
    page.select_option("select", index=1)
    reporter.press()
    page.check("[name=grounds][value=origin]")
    page.check("[name=terrain][value=housing]")
    reporter.press()
    page.check("[name=reply][value=receipt]")
    reporter.press()
    expect(page.locator("main")).to_contain_text(NARRATIVE)
    page.set_input_files("[name=files]", FILES)
    reporter.press()
    expect(page.locator("h1")).to_have_text(reporter.says("done.title"))
    receipt = page.locator(".receipt .code").inner_text()
    page.click("main .act .button")
    page.fill("#q-receipt", receipt.lower().replace("-", " "))
    reporter.press()
    expect(page.locator("main")).to_contain_text(reporter.says("mine.received"))
    page.fill("#q-text", "Er was een getuige.")
    reporter.press(".act .button[value=write]")
    expect(page.locator(".talk")).to_contain_text("Er was een getuige.")
    assert page.context.cookies() == []


@pytest.fixture
def hurried(site, browser):
    """A page from which leaving leads to an ordinary one; what it asks for elsewhere never leaves this machine."""
    context = browser.new_context(base_url=site.address)
    context.set_default_timeout(6_000)
    context.route(f"{DOOR.exit_address}**", lambda route: route.fulfill(body=ORDINARY, content_type="text/html"))
    yield context.new_page()
    context.close()


def leave(page, way):
    with page.expect_navigation(url=f"{DOOR.exit_address}**"):
        if way == "click":
            page.click("#exit")
        else:
            for _press in range(3):
                page.keyboard.press("Escape")
    assert page.title() == "Ordinary"


def way_back(page, start):
    """Press Back until the page before the door is reached; each page that came instead, once it stands still."""
    while not page.url.endswith(start):
        with suppress(Error):  # it is replaced while it loads
            page.go_back()
        page.wait_for_url(re.compile(f"{re.escape(DOOR.exit_address)}|{start}$"))
        yield page.title()


@pytest.mark.parametrize("way", ["click", "keys"])
@pytest.mark.parametrize("path", ["report/", "report/form/", "report/mine/"])
def test_leaving_is_quick_and_leaves_no_page_behind(hurried, way, path):
    """The page is replaced, so that the way back leads past it."""
    hurried.goto("/nl/about/")
    hurried.goto(f"/nl/{path}")
    leave(hurried, way)
    hurried.go_back()
    assert hurried.url.endswith("/nl/about/")


def test_the_way_back_leads_away_from_what_was_typed_or_read(hurried):
    """From the last step, which shows all, and from a report that a receipt opened. Who comes anew may enter."""
    hurried.goto("/nl/about/")
    for stays in (False, True):
        hurried.goto("/nl/report/form/")
        hurried.fill("textarea", NARRATIVE)
        for _step in range(4 + stays):
            with hurried.expect_navigation():
                hurried.click(".act .button")
        if stays:
            receipt = hurried.locator(".receipt .code").inner_text()
            hurried.click("main .act .button")
            hurried.fill("#q-receipt", receipt)
            with hurried.expect_navigation():
                hurried.click(".act .button")
        expect(hurried.locator("main")).to_contain_text(NARRATIVE)
        expect(hurried.locator("main")).to_contain_text(DOOR.text("page.traces", "nl"))
        leave(hurried, "keys" if stays else "click")
        *instead, _before = way_back(hurried, "/nl/about/")
        assert set(instead) == {"Ordinary"}


def test_in_a_burst_a_script_does_the_work(page):
    """The last page is given a light challenge here; what the script finds is what the server asks for."""

    def challenge(route):
        answer = route.fetch()
        body = answer.text()
        if 'value="send"' in body:
            body = body.replace('<form id="here"', '<form id="here" data-challenge="ours" data-bits="8"')
            body = body.replace("</form>", '<input type="hidden" name="work" value=""></form>')
        route.fulfill(response=answer, body=body)

    page.route("**/report/form/", challenge)
    page.goto("/nl/report/form/")
    page.fill("textarea", NARRATIVE)
    for _step in range(4):
        with page.expect_navigation():
            page.click(".act .button")
    catch = "document.forms.here.requestSubmit = function () { window.work = this.elements.work.value; };"
    page.evaluate(f"() => {{ {catch} }}")
    page.click(".act .button")
    work = page.wait_for_function("window.work").json_value()
    assert hashlib.sha256(f"ours {work}".encode()).digest()[0] == 0
