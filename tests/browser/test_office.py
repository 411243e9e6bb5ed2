"""A report at work: a worker answers, the reporter agrees, a partner helps, the case closes, and it is counted."""

import re

import pytest
from playwright.sync_api import expect

from stadsrecht.discrimination.operations import DEMO_PASSPHRASE
from tests.browser.audit import NARROW, TOO_WIDE, WIDE, axe_faults
from tests.browser.conftest import Reader
from tests.browser.test_report import FILES

NARRATIVE = "De verhuurder zei dat het huis weg was."
QUESTION = "Mogen wij de verhuurder een brief schrijven?"
MAY_HELP = "Mogen wij SOLGU vragen om met u mee te gaan?"
ASKED = "Wilt u meegaan naar het gesprek?"
ANSWER = "Wij gingen mee. Het gesprek was goed."
TOLD_ON = "SOLGU vond het gesprek goed."


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
    return Somebody(page_without_script, "fr")


@pytest.fixture
def staff(open_context):
    """`staff("case_worker", "nl")` is signed in with an open key."""

    def begin(role, language):
        found = Somebody(open_context().new_page(), language)
        found.sign_in(role)
        found.open("desk/key/")
        found.page.set_default_timeout(20_000)  # opening a key costs a second of an idle processor
        found.submit(passphrase=DEMO_PASSPHRASE)
        return found

    return begin


def report(reporter):
    """Send a report with two files and give its receipt."""
    reporter.go("report/form/")
    reporter.page.fill("textarea", NARRATIVE)
    for step in range(5):
        if step == 4:
            reporter.page.set_input_files("[name=files]", FILES)
        with reporter.page.expect_navigation():
            reporter.page.locator(".act .button[type=submit], .act button.button").first.click()
    return reporter.page.locator(".receipt .code").inner_text()


def read(reporter, receipt):
    reporter.go("report/mine/")
    reporter.page.fill("#q-receipt", receipt)
    with reporter.page.expect_navigation():
        reporter.page.locator(".act .button").first.click()


def agree(reporter, receipt, question):
    """Read the question by receipt, and say yes."""
    read(reporter, receipt)
    asked = reporter.page.locator(".ask", has_text=question)
    expect(asked).to_have_count(1)
    with reporter.page.expect_navigation():
        asked.locator(".button").click()


def take(worker):
    """Take the newest case; gives its place."""
    worker.open("desk/cases/list/new/")
    worker.press("main tbody tr:last-child th a")
    expect(worker.page.locator("main")).not_to_contain_text(NARRATIVE)
    place = worker.path
    worker.press("main form button")
    expect(worker.page.locator("#told + div")).to_have_text(re.compile(re.escape(NARRATIVE)))
    return place


def send_a_letter(worker, place, reporter, receipt):
    """Nothing to choose before the reporter agreed; after, the question that they said yes to."""
    worker.open(f"{place}consent/")
    worker.page.check("[value=letter]")
    worker.submit(question=QUESTION)
    worker.open(f"{place}step/")
    expect(worker.page.locator("main")).not_to_contain_text(QUESTION)
    worker.submit(note="De brief")
    expect(worker.page.get_by_role("alert")).to_contain_text(worker.says("Step"))
    agree(reporter, receipt, QUESTION)
    worker.open(f"{place}step/")
    worker.page.get_by_label(QUESTION).check()
    worker.submit(note="De brief")
    expect(worker.page.locator("#steps + ol")).to_contain_text("De brief")


def refer(worker, place, reporter, receipt):
    """Ask, choose, look, send: what happened and one of the two files, and not the other."""
    worker.open(f"{place}refer/")
    worker.page.select_option("[name=organisation]", "solgu")
    for part in ("narrative", "files"):
        worker.page.check(f"[name=parts][value={part}]")
    worker.submit(question=MAY_HELP)
    agree(reporter, receipt, MAY_HELP)
    worker.open(place)
    worker.press("a[href*='/refer/'].utrecht-button-link--primary-action")
    expect(worker.page.locator("[name=parts]:checked")).to_have_count(0)
    worker.page.check("[value=narrative]")
    worker.page.get_by_label("brief.pdf").check()
    worker.page.check("[name=readers]")
    worker.submit(asked=ASKED)
    expect(worker.page.locator("main")).to_contain_text("brief.pdf")
    worker.press("button[value=send]")
    expect(worker.page.locator("main")).to_contain_text("SOLGU")


def help_out(partner):
    """What the partner reads, and its answer."""
    partner.open("desk/referrals/")
    partner.press("main li a")
    main = partner.page.locator("main")
    for words in (ASKED, NARRATIVE, "brief.pdf"):
        expect(main).to_contain_text(words)
    for words in (QUESTION, MAY_HELP, "deur.jpg"):
        expect(main).not_to_contain_text(words)
    partner.press("main .utrecht-button-link--primary-action")
    partner.submit(text=ANSWER)


def test_a_case_goes_from_report_to_figures(reporter, staff, site):
    """Nothing goes outward before the reporter agreed by receipt, without scripts and without an account.

    The reporter and the coordinator read French, the worker Dutch, the partner English.
    """
    receipt = report(reporter)
    worker = staff("case_worker", "nl")
    place = take(worker)
    worker.open(f"{place}write/?letter=ask")
    worker.submit(text="Wanneer was dat?")
    worker.open(f"{place}facts/")
    read(reporter, receipt)
    expect(reporter.page.locator("main")).to_contain_text("Wanneer was dat?")
    reporter.page.fill("#q-text", "Vorige week.")
    with reporter.page.expect_navigation():
        reporter.page.locator(".act .button[value=write]").click()
    send_a_letter(worker, place, reporter, receipt)
    refer(worker, place, reporter, receipt)
    help_out(staff("partner", "en"))
    worker.open(place)
    expect(worker.page.locator("#talk + ol")).to_contain_text("Vorige week.")
    worker.press("#talk + ol a[href*='/answers/']")
    worker.submit(text=TOLD_ON)
    worker.open(f"{place}state/")
    worker.page.check("[value=closed]")
    worker.page.select_option("[name=outcome]", "settled")
    worker.press("form.sr-form button[type=submit]")
    read(reporter, receipt)
    expect(reporter.page.locator("main .lead")).not_to_be_empty()
    expect(reporter.page.locator(".talk")).to_contain_text(TOLD_ON)
    expect(reporter.page.locator("main")).not_to_contain_text(ANSWER)
    count(staff("office_coordinator", "fr"), site, reporter, place)


OF_A_YEAR = """
from datetime import date
from stadsrecht.discrimination.models import Case, Report
from tests.discrimination.counting import MANY, arrive
arrive(*(({**facts, "where": "online", "district": ""}, count) for facts, count in MANY), on=date(2023, 2, 3))
Report.objects.filter(number=NUMBER).update(received_on=date(2023, 2, 3))
Case.objects.filter(report__number=NUMBER).update(closed_on=date(2023, 2, 4))
"""


def count(lead, site, reporter, place):
    """The case, as if of a year that is over and with others beside it, is counted, protected and told."""
    number = re.search(r"\d+", place)[0]
    site.command("shell", "--no-imports", "-c", OF_A_YEAR.replace("NUMBER", number))
    lead.open("desk/cases/figures/")
    lead.page.check("[name=span][value='2023-whole']")
    lead.press("form.sr-form button[type=submit]")
    expect(lead.page.locator("[name=is_sure]")).to_be_visible(timeout=60_000)  # the page renews itself
    lead.look()
    lead.page.check("[name=is_sure]")
    lead.press("form.sr-form button[type=submit]")
    reporter.go("report/figures/2023/")
    expect(reporter.page.locator("main")).to_contain_text("En 2023, 51 signalements sont arrivés.")
    expect(reporter.page.locator("main table").first).to_contain_text(reporter.says("hidden"))


PAGES = {
    "office_coordinator": {
        "desk/cases/overview/": "Overzicht van het bureau",
        "desk/cases/hand-over/": "Alle zaken overdragen",
        "desk/cases/keys/": "Sleutels",
        "desk/cases/looks/": "Wie keek",
        "desk/cases/": "Zaken",
    },
    "custodian": {"desk/identities/": "Identiteiten"},
}


@pytest.mark.parametrize("role", PAGES)
def test_the_coordinator_and_the_custodian_find_their_pages(staff, role):
    """Overview, hand-over and who looked; and identities."""
    somebody = staff(role, "nl")
    for address, heading in PAGES[role].items():
        somebody.open(address)
        expect(somebody.page.locator("h1")).to_contain_text(heading)
