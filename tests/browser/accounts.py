"""Accounts with a password of their own, as no persona has one: before, half-way and after the second factor."""

import base64
import hmac
import re
import struct
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page

PASSWORD = "a-long-and-quiet-phrase"
KEY = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
KEY |= {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}


@dataclass(frozen=True)
class Account:
    """An adviser's account, and the link by which its owner sets the password."""

    email: str
    link: str


def new_account(site, email: str) -> Account:
    printed = site.command("create_person", email, "Somebody New", "--role", "adviser")
    return Account(email, urlsplit(printed).path)


def set_password(page: Page, account: Account) -> None:
    page.goto(account.link)
    page.fill("[name=password1]", PASSWORD)
    page.fill("[name=password2]", PASSWORD)
    page.press("[name=password2]", "Enter")
    page.wait_for_url("**/key/done/")


def type_password(page: Page, account: Account) -> None:
    page.goto("/en/me/login/")
    page.fill("[name=login]", account.email)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(re.compile("/desk/|/second-factor/|/2fa/authenticate/"))


def add_app(page: Page) -> None:
    """Set up an authenticator app with its first code."""
    page.goto("/en/me/2fa/totp/activate/")
    page.fill("[name=code]", code_of(page.locator("input#authenticator_secret").input_value()))
    page.press("[name=code]", "Enter")
    page.wait_for_url("**/2fa/recovery-codes/")


def add_passkey(page: Page) -> str:
    """Add a passkey; gives its number in the addresses."""
    page.goto("/en/me/2fa/webauthn/add/")
    page.click("#mfa_webauthn_add")
    page.wait_for_url(lambda url: not url.endswith("/add/"))
    page.goto("/en/me/2fa/webauthn/")
    link = page.locator("a[href*='/keys/']").first.get_attribute("href") or ""
    return link.split("/keys/")[1].split("/")[0]


def play_authenticator(context: BrowserContext) -> Page:
    """A page of a browser with a platform authenticator."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    return page


def code_of(secret: str) -> str:
    """The six digits that an authenticator app shows now for a secret, reckoned as RFC 6238 says."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), "sha1")
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"
