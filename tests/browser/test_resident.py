"""A resident finds what a right means here."""

import csv
import io

import pytest
from playwright.sync_api import expect

EVERYDAY_WORD = {"nl": "wonen", "en": "housing", "fr": "logement"}


def matrix(reader):
    """The rows of the public matrix, by the name of the right."""
    text = reader.page.request.get(f"/{reader.language}/matrix.csv").text().removeprefix("\ufeff")
    return {row["reference"]: row for row in csv.DictReader(io.StringIO(text))}


def provision_in_theme(reader, row):
    """From the home page by theme to the right of this row: the themes are opened until it is found."""
    reader.go()
    themes = [link.get_attribute("href") for link in reader.page.locator("#themes ~ ul a").all()]
    address = f"/{reader.language}/rights/{row['instrument']}/{row['code']}/"
    for theme in themes:
        reader.page.goto(theme)
        link = reader.page.locator(f"main a[href='{address}']").first
        if link.count():
            if closed := reader.page.locator("details:not([open])").filter(has=link).all():
                closed[0].locator("> summary").click()
            link.click()
            return
    raise AssertionError(f"no theme holds {row['reference']}")


def test_a_resident_goes_from_theme_to_right(reader):
    """The page of a right shows policies, actions, evidence, related rights and the official text."""
    row = max(matrix(reader).values(), key=lambda row: int(row["evidence"]) * (row["instrument"] == "eu-charter"))
    provision_in_theme(reader, row)
    page = reader.page
    expect(page.get_by_role("heading", level=1)).to_have_text(row["heading"])
    expect(
        page.locator("section[aria-labelledby=policies] li, section[aria-labelledby=policies] tr").first
    ).to_be_visible()
    expect(page.locator("section[aria-labelledby=actions] tbody tr").first).to_be_visible()
    expect(
        page.locator("section[aria-labelledby=evidence] li, section[aria-labelledby=evidence] tr").first
    ).to_be_visible()
    expect(page.locator("section[aria-labelledby=standing] .sr-state")).to_have_text(reader.says(row["state"]))
    official = page.get_by_role("link", name=reader.says("The official text"), exact=True)
    assert official.get_attribute("href").startswith("https://")


def test_a_resident_sees_the_gaps(reader):
    """The matrix opens the rights without policy; the page of one says that there is none."""
    reader.go("matrix/")
    reader.page.locator("a[href$='/matrix/eu-charter/?state=unaddressed']").first.click()
    rows = reader.page.locator("main tbody tr")
    counted = sum(row["state"] == "unaddressed" for row in matrix(reader).values() if row["instrument"] == "eu-charter")
    assert rows.count() == counted
    rows.first.locator("th a").click()
    expect(reader.page.locator("section[aria-labelledby=policies]")).to_contain_text(
        reader.says("No policy of this city is tied to this right.")
    )


def test_a_resident_searches_with_an_everyday_word(reader):
    """The search finds rights; the first opens."""
    reader.go()
    reader.page.fill("#search-words", EVERYDAY_WORD[reader.language])
    reader.page.press("#search-words", "Enter")
    found = reader.page.locator("main section a").first
    title = found.inner_text()
    found.click()
    assert reader.page.locator("main h1").inner_text() in title


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_language_switch_stays_on_the_page(page, language):
    """Also with a filter in the address."""
    page.goto("/nl/matrix/eu-charter/?state=acting")
    page.click(f".sr-languages-nav a[lang={language}]")
    assert page.url.endswith(f"/{language}/matrix/eu-charter/?state=acting")
    expect(page.locator("html")).to_have_attribute("lang", language)
