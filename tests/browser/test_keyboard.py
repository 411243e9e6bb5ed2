"""Everything by keyboard."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import LANGUAGES, Reader
from tests.browser.test_adviser import WHERE, record_policy, untouched_rights

IS_FOCUS_SEEN = """() => {
  const look = getComputedStyle(document.activeElement);
  return document.activeElement !== document.body && parseFloat(look.outlineWidth) >= 2 && look.outlineStyle !== "none";
}"""


@pytest.fixture(params=LANGUAGES)
def typist(request, page):
    """A reader who has no mouse."""
    return Reader(page, request.param)


def tab_to(page, target, limit=60):
    """Press Tab until the target has the focus; on the way the focus is always seen."""
    page.wait_for_load_state()
    for _step in range(limit):
        page.keyboard.press("Tab")
        assert page.evaluate(IS_FOCUS_SEEN), page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if page.locator(target).evaluate_all("(found) => found.includes(document.activeElement)"):
            return
    raise AssertionError(f"{target} is not reached by Tab")


def test_the_skip_link_comes_first(typist):
    """One Tab shows it; Enter brings the focus past the menu."""
    page = typist.page
    typist.go()
    page.keyboard.press("Tab")
    expect(page.locator(".sr-skip")).to_be_focused()
    expect(page.locator(".sr-skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_the_focus_is_seen_all_along_the_home_page(typist):
    """From the first link to the last."""
    typist.go()
    tab_to(typist.page, "footer li:last-child a", limit=120)


def test_an_anchor_is_made_by_keyboard(typist):
    """From the button on the policy's page to the saved anchor, in one go."""
    page = typist.page
    right = untouched_rights(typist)[0]
    typist.sign_in("adviser")
    code = record_policy(typist)
    tab_to(page, f"a[href$='/desk/policies/{code}/anchors/new/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/anchors/new/")
    tab_to(page, "[name=provision]")
    page.keyboard.type(right)
    tab_to(page, "[name=is_explicit]")
    page.keyboard.press("Space")
    tab_to(page, typist.field("place"))
    page.keyboard.type(WHERE[typist.language])
    tab_to(page, "[name=duty]")
    page.keyboard.press("ArrowDown")
    tab_to(page, "[name=charter_applies]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/desk/policies/{code}/")
    expect(page.locator("section[aria-labelledby=rights]")).to_contain_text(WHERE[typist.language])
