"""Finding help, and keeping an entry true."""

import pytest
from playwright.sync_api import expect

from tests.browser.audit import TOO_WIDE
from tests.browser.conftest import LANGUAGES, TELEPHONE

# The organisation that the letter of each language is about; see waiting.py.
ASKED = {"nl": "example-association", "en": "example-business", "fr": "solgu"}


def test_a_person_who_speaks_tigrinya_finds_a_place_for_a_complaint(reader):
    """From the first page, by choosing: in each language, on a telephone, also where no script runs."""
    reader.page.set_viewport_size(TELEPHONE)
    reader.go()
    reader.page.locator("a[href*='/help/?need=discrimination']").first.click()
    reader.page.locator("select[name=language]").select_option("ti")
    reader.page.locator("main form.sr-filter button[type=submit]").click()
    answers = reader.page.locator("#answers ~ ol > li")
    expect(answers.first).to_be_visible()
    assert 1 <= answers.count() <= 5
    assert "need=discrimination" in reader.page.url
    expect(answers.first.locator("dd [lang=ti]")).to_have_text("ትግርኛ")
    spoken = reader.says("speaks %(language)s") % {"language": reader.says("Tigrinya")}
    expect(answers.first.locator("p").filter(has_text=reader.says("Why this one:"))).to_contain_text(spoken)
    for words in ("000 000 00 00", "10:00–16:00", reader.says("step-free entrance"), reader.says("For show:")):
        expect(answers.first).to_contain_text(words)
    assert reader.page.evaluate(TOO_WIDE) == []
    answers.first.locator("h3 a").click()
    expect(reader.page.locator("#services ~ ul > li").first).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_partner_confirms_from_its_letter_and_changes_its_entry(telephone, waiting, language):
    """One click without signing in; then new words and a service with hours, which everyone sees."""
    reader = telephone()
    reader.go(f"partners/still-true/{waiting[language]}/")
    reader.page.get_by_role("button", name=reader.says("Yes, all of this is still true")).click()
    expect(reader.page.get_by_role("heading", name=reader.says("Thank you"))).to_be_visible()
    reader.sign_in("partner")
    reader.go(f"desk/partners/{ASKED[language]}/")
    reader.page.get_by_role("link", name=reader.says("Change the entry")).click()
    reader.page.locator(reader.field("description")).fill(f"We build ramps ({language}).")
    reader.send()
    reader.page.get_by_role("link", name=reader.says("Add a service")).click()
    reader.page.locator(reader.field("name")).fill(f"Advice on ramps ({language})")
    reader.page.locator("[name=visit_hours]").fill("MO-FR 08:15-17:45")
    reader.send()
    assert reader.page.evaluate(TOO_WIDE) == []
    reader.page.get_by_role("link", name=reader.says("As everyone sees it")).click()
    expect(reader.page.get_by_text(f"We build ramps ({language}).")).to_be_visible()
    expect(reader.page.get_by_role("heading", name=f"Advice on ramps ({language})")).to_be_visible()
    expect(reader.page.get_by_text("08:15–17:45")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pledge_goes_from_made_to_kept_and_shows_on_the_page_of_the_right(telephone, language):
    """The partner pledges, the adviser says which right it serves, the partner keeps it and shows evidence."""
    partner, adviser, title = telephone("partner"), telephone("adviser"), f"Ten automatic doors ({language})"
    page = partner.page
    partner.go("desk/pacts/example-pact/")
    page.get_by_role("link", name=partner.says("Make a pledge")).click()
    page.locator("select[name=organisation]").select_option("example-association")
    page.locator(partner.field("title")).fill(title)
    page.locator("[name=due_on]").fill("2099-12-01")
    partner.send()
    expect(page.locator(".sr-badge").first).to_have_text(partner.says("made"))
    adviser.go(partner.path)
    adviser.page.get_by_role("link", name=adviser.says("Say what it serves")).click()
    adviser.page.locator("[name=provision]").fill("crpd:20")
    adviser.send()
    page.get_by_role("link", name=partner.says("Report how it stands")).click()
    page.locator("input[name=state][value=kept]").check()
    page.locator("[name=text]").fill("All ten doors open by themselves.")
    page.get_by_role("button", name=partner.says("Save, then show evidence")).click()
    page.locator(partner.field("title")).fill(f"Photos of ten doors ({language})")
    page.locator("[name=url]").fill("https://example.org/ten-doors")
    page.get_by_role("button", name=partner.says("Save the evidence")).click()
    partner.go("rights/crpd/20/")
    row = page.get_by_role("row").filter(has_text=title)
    expect(row.locator(".sr-badge")).to_have_text(partner.says("kept"))
    expect(page.get_by_role("link", name=f"Photos of ten doors ({language})")).to_be_visible()
    assert page.evaluate(TOO_WIDE) == []
