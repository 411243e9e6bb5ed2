"""Finding help, and keeping an entry true."""

from playwright.sync_api import expect

TELEPHONE = {"width": 360, "height": 800}


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
    assert reader.page.locator("body").evaluate("node => node.scrollWidth") <= TELEPHONE["width"]
    answers.first.locator("h3 a").click()
    expect(reader.page.locator("#services ~ ul > li").first).to_be_visible()


def test_a_partner_confirms_and_changes_its_entry(visitor):
    """One click, and then a new service with hours that everyone sees."""
    page = visitor("partner").new_page()
    page.goto("/en/desk/partners/")
    page.locator("main .sr-card__link").first.click()
    page.get_by_role("button", name="All of this is still true").click()
    expect(page.get_by_text("The entry is confirmed as of today.")).to_be_visible()
    page.get_by_role("link", name="Add a service").click()
    page.locator("input[name=name_en], input[name=name_1]").first.fill("Advice on access")
    page.locator("textarea[name=visit_hours]").fill("MO-FR 09:00-17:00")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="As everyone sees it").click()
    expect(page.get_by_role("heading", name="Advice on access")).to_be_visible()
    expect(page.get_by_text("09:00–17:00")).to_be_visible()


def test_a_pledge_goes_from_made_to_kept_and_shows_on_the_page_of_the_right(visitor):
    """The partner pledges, the adviser says which right it serves, the partner keeps it and shows evidence."""
    partner, adviser = visitor("partner").new_page(), visitor("adviser").new_page()
    partner.goto("/en/desk/pacts/example-pact/")
    partner.get_by_role("link", name="Make a pledge").click()
    partner.locator("select[name=organisation]").select_option("example-association")
    partner.locator("[name=title_en]").fill("Ten automatic doors")
    partner.locator("[name=due_on]").fill("2099-12-01")
    partner.get_by_role("button", name="Pledge").click()
    expect(partner.locator(".sr-badge")).to_have_text("made")
    adviser.goto(partner.url)
    adviser.get_by_role("link", name="Say what it serves").click()
    adviser.locator("[name=provision]").fill("crpd:20")
    adviser.get_by_role("button", name="Save").click()
    partner.get_by_role("link", name="Report how it stands").click()
    partner.get_by_label("kept", exact=True).check()
    partner.locator("[name=text]").fill("All ten doors open by themselves.")
    partner.get_by_role("button", name="Save, then show evidence").click()
    partner.locator("[name=title_en]").fill("Photos of ten doors")
    partner.locator("[name=url]").fill("https://example.org/ten-doors")
    partner.get_by_role("button", name="Save the evidence").click()
    partner.goto("/en/rights/crpd/20/")
    row = partner.get_by_role("row").filter(has_text="Ten automatic doors")
    expect(row).to_contain_text("Example association")
    expect(row.locator(".sr-badge")).to_have_text("kept")
    expect(partner.get_by_role("link", name="Photos of ten doors")).to_be_visible()
