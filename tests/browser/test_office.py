"""A report at work: a worker answers, the reporter reads and agrees, a step is taken, the case closes."""

import re

import pytest
from playwright.sync_api import expect

from stadsrecht.discrimination.operations import DEMO_PASSPHRASE
from tests.browser.audit import NARROW, TOO_WIDE, WIDE, axe_faults
from tests.browser.conftest import Reader

NARRATIVE = "De verhuurder zei dat het huis weg was."
QUESTION = "Mogen wij de verhuurder een brief schrijven?"


class Somebody(Reader):
    """A reader who looks at each page that they pass, also on a phone."""

    def look(self):
        assert axe_faults(self.page) == []
        self.page.set_viewport_size(NARROW)
        assert self.page.evaluate(TOO_WIDE) == []
        self.page.set_viewport_size(WIDE)

    def open(self, path):
        self.go(path)
        self.look()

    def press(self, button):
        with self.page.expect_navigation():
            self.page.locator(button).first.click()
        self.look()

    def submit(self, **typed):
        for name, text in typed.items():
            self.page.fill(f"[name={name}]", text)
        self.press("form.sr-form button[type=submit]")


@pytest.fixture
def reporter(page_without_script):
    return Somebody(page_without_script, "nl")


@pytest.fixture
def staff(open_context):
    """`staff("case_worker")` is signed in with an open key."""

    def begin(role):
        found = Somebody(open_context().new_page(), "nl")
        found.sign_in(role)
        found.open("desk/key/")
        found.submit(passphrase=DEMO_PASSPHRASE)
        return found

    return begin


def report(reporter):
    """Send a report and give its receipt."""
    reporter.go("report/form/")
    reporter.page.fill("textarea", NARRATIVE)
    for _step in range(5):
        with reporter.page.expect_navigation():
            reporter.page.locator(".act .button[type=submit], .act button.button").first.click()
    return reporter.page.locator(".receipt .code").inner_text()


def read(reporter, receipt):
    reporter.go("report/mine/")
    reporter.page.fill("#q-receipt", receipt)
    with reporter.page.expect_navigation():
        reporter.page.locator(".act .button").first.click()


def test_a_case_goes_from_report_to_close(reporter, staff):
    """No step goes outward before the reporter agreed by receipt, without scripts and without an account."""
    receipt = report(reporter)
    worker = staff("case_worker")
    worker.open("desk/cases/list/new/")
    worker.press("main tbody tr:last-child th a")
    expect(worker.page.locator("main")).not_to_contain_text(NARRATIVE)
    place = worker.path
    worker.press("main form button")
    expect(worker.page.locator("#told + div")).to_have_text(re.compile(re.escape(NARRATIVE)))
    worker.open(f"{place}write/?letter=ask")
    worker.submit(text="Wanneer was dat?")
    worker.open(f"{place}consent/")
    worker.page.check("[value=letter]")
    worker.submit(question=QUESTION)
    worker.open(f"{place}step/")
    worker.page.check("[value=letter]")
    worker.submit(note="De brief")
    expect(worker.page.get_by_role("alert")).to_contain_text(worker.says("Step"))
    read(reporter, receipt)
    expect(reporter.page.locator("main")).to_contain_text("Wanneer was dat?")
    expect(reporter.page.locator(".ask")).to_contain_text(QUESTION)
    with reporter.page.expect_navigation():
        reporter.page.locator(".ask .button").click()
    worker.press("form.sr-form button[type=submit]")
    expect(worker.page.locator("#steps + ol")).to_contain_text("De brief")
    worker.open(f"{place}state/")
    worker.page.check("[value=closed]")
    worker.page.select_option("[name=outcome]", "settled")
    worker.press("form.sr-form button[type=submit]")
    read(reporter, receipt)
    expect(reporter.page.locator("main .lead")).not_to_be_empty()


PAGES = {
    "office_coordinator": {
        "desk/cases/overview/": "Overzicht van het bureau",
        "desk/cases/hand-over/": "Alle zaken overdragen",
        "desk/cases/looks/": "Wie keek",
        "desk/cases/": "Zaken",
    },
    "custodian": {"desk/identities/": "Identiteiten"},
}


@pytest.mark.parametrize("role", PAGES)
def test_the_coordinator_and_the_custodian_find_their_pages(staff, role):
    """Overview, hand-over and who looked; and identities."""
    somebody = staff(role)
    for address, heading in PAGES[role].items():
        somebody.open(address)
        expect(somebody.page.locator("h1")).to_contain_text(heading)
