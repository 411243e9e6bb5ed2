"""Two editors save the same record."""

from playwright.sync_api import expect

from tests.browser.audit import axe_faults
from tests.browser.conftest import Reader
from tests.browser.test_adviser import TITLE, record_policy

FIRST = {"nl": "Van de eerste", "en": "By the first", "fr": "De la première"}
SECOND = {"nl": "Van de tweede", "en": "By the second", "fr": "De la seconde"}


def save_after(reader, colleague):
    """Both open a new policy; the colleague saves, then the reader does. Gives the policy's code."""
    reader.sign_in("adviser")
    colleague.sign_in("administrator")
    code = record_policy(reader)
    title = reader.field("title")
    reader.go(f"desk/policies/{code}/edit/")
    colleague.go(f"desk/policies/{code}/edit/")
    expect(reader.page.locator(title)).to_have_value(TITLE[reader.language])
    colleague.page.fill(title, FIRST[reader.language])
    colleague.send()
    reader.page.fill(title, SECOND[reader.language])
    reader.send()
    return code


def test_the_second_editor_is_told_and_loses_nothing(reader, open_context):
    """The message, the present values and what was typed stand on one page; saving again, knowingly, works."""
    code = save_after(reader, Reader(open_context(java_script_enabled=False).new_page(), reader.language))
    told = reader.says(
        "Someone else saved this record after you opened it. What you typed is still here. "
        "Compare it with the present values below and save again."
    )
    expect(reader.page.get_by_role("alert")).to_contain_text(told)
    expect(reader.page.locator(".sr-conflict")).to_contain_text(FIRST[reader.language])
    expect(reader.page.locator(reader.field("title"))).to_have_value(SECOND[reader.language])
    reader.send()
    assert reader.path == f"desk/policies/{code}/"
    expect(reader.page.locator("main h1")).to_have_text(SECOND[reader.language])


def test_the_page_of_a_conflict_is_accessible(page, open_context):
    """It comes from a rare moment, so the visit to all pages does not see it."""
    save_after(Reader(page, "nl"), Reader(open_context().new_page(), "nl"))
    expect(page.locator(".sr-conflict")).to_be_visible()
    assert axe_faults(page) == []
