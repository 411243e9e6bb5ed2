"""A passkey in a real browser, with the authenticator that Chromium plays: set up, used alone, after a password."""

from playwright.sync_api import expect

from tests.browser import accounts


def test_a_passkey_opens_the_desk(site, open_context):
    """The strict content policy lets it through, and it serves alone as well as after a password."""
    page = accounts.play_authenticator(open_context(site.named_address))
    account = accounts.new_account(site, "first@city.example")
    accounts.set_password(page, account)
    accounts.type_password(page, account)
    page.get_by_role("link", name="Add a passkey").click()
    page.check("[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/2fa/recovery-codes/")
    page.goto("/en/desk/")
    expect(page.get_by_role("heading", level=1)).to_have_text("My desk")
    page.context.clear_cookies()
    page.goto("/en/me/login/")
    page.click("#passkey_login")
    page.wait_for_url("**/en/desk/")
    page.context.clear_cookies()
    accounts.type_password(page, account)
    page.click("#mfa_webauthn_authenticate")
    page.wait_for_url("**/en/desk/")
