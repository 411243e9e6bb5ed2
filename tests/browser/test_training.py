"""A full training: someone signs up, waits, is offered a place and confirms, without a script and on a telephone."""

import email
import re
import time
from email import policy as mail_policy

import pytest
from playwright.sync_api import expect

from tests.browser.audit import TOO_WIDE, axe_faults
from tests.browser.conftest import LANGUAGES, TELEPHONE, Reader

COURSE = "example-listening"


def next_link(site, to, known):
    """The link of the next letter to this address; the worker sends it within seconds, or else within the minute."""
    deadline = time.monotonic() + 100
    while time.monotonic() < deadline:
        for file in (site.var / "mail").glob("*.eml"):
            letter = email.message_from_bytes(file.read_bytes(), policy=mail_policy.default)
            found = re.search(r"https?://[^/\s]+(/\w+/training/place/\S+)", letter.get_body(("plain",)).get_content())
            if letter["To"] == to and found and file.name not in known:
                known.add(file.name)
                return found[1]
        time.sleep(0.2)
    raise AssertionError(f"no letter to {to}")


def make_room(partner):
    """The organisation makes as many places as there are people, so that all who wait are offered one."""
    partner.goto(f"/en/desk/training/{COURSE}/")
    partner.locator("a[href*='/runs/']:not([href$='/new/'])").first.click()
    _capacity, *people = (int(text) for text in partner.locator(".sr-figure__number").all_text_contents())
    partner.get_by_role("link", name="Change", exact=True).click()
    partner.locator("[name=capacity]").fill(str(sum(people)))
    partner.get_by_role("button", name="Save").click()
    expect(partner.get_by_text("The meetings are saved")).to_be_visible()


def require_well(page, second):
    """Nothing stands outside the screen; and in a browser with scripts axe-core finds nothing on the same page."""
    assert page.evaluate(TOO_WIDE) == []
    second.goto(page.url)
    assert axe_faults(second) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_someone_waits_for_a_full_training_is_offered_a_place_and_confirms(site, open_context, visitor, language):
    """From the catalogue to a firm place; each page on the way is without fault for axe-core."""
    page, second = (open_context(java_script_enabled=on, viewport=TELEPHONE).new_page() for on in (False, True))
    reader, address, known = Reader(page, language), f"{language}@example.org", set()
    reader.go("training/?audience=volunteers")
    require_well(page, second)
    page.locator(f"main a[href$='/training/{COURSE}/']").click()
    require_well(page, second)
    page.locator("a[href$='/sign-up/']").first.click()
    require_well(page, second)
    page.locator("[name=name]").fill("Ada")
    page.locator("[name=email]").fill(address)
    reader.send()
    expect(page.locator("h1")).to_have_text(reader.says("Look in your mailbox"))
    page.goto(next_link(site, address, known))
    page.locator("button[value=confirm]").click()
    expect(page.get_by_text(reader.says("You are in the line."))).to_be_visible()
    require_well(page, second)
    next_link(site, address, known)
    make_room(visitor("partner").new_page())
    page.goto(next_link(site, address, known))
    expect(page.get_by_text(reader.says("A place is free for you."))).to_be_visible()
    require_well(page, second)
    page.locator("button[value=confirm]").click()
    expect(page.get_by_text(reader.says("You have a place."))).to_be_visible()
