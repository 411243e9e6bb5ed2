"""A passkey in a real browser, with the authenticator that Chromium plays: set up, used alone, after a password."""

import os
import subprocess
import sys

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.house.test_serve import Installation

pytestmark = [pytest.mark.browser, pytest.mark.slow]
EMAIL, PASSWORD = "first@city.example", "a-long-and-quiet-phrase"
KEY = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
KEY |= {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}


@pytest.fixture
def city(tmp_path):
    """An installation of its own; passkeys want a host name, so it is asked for as localhost."""
    installation = Installation(tmp_path)
    installation.wait_until_ready()
    yield installation
    installation.stop()


@pytest.fixture
def password_link(city):
    """What `stadsrecht create_person` prints for the first administrator."""
    words = ["create_person", EMAIL, "First Administrator", "--role", "administrator"]
    ours = {"STADSRECHT_VAR": str(city.var), "PORT": str(city.port)}
    program = [sys.executable, "-m", "stadsrecht.config.command", *words]
    surroundings = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    made = subprocess.run(program, env={**surroundings, **ours}, capture_output=True, text=True, check=True)
    return made.stdout.strip().replace("127.0.0.1", "localhost")


@pytest.fixture
def page():
    """A page with a platform authenticator, and a list `said` of all that the browser complained about."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        authenticator = page.context.new_cdp_session(page)
        authenticator.send("WebAuthn.enable")
        authenticator.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
        yield page
        browser.close()


def type_password(page, site):
    page.goto(f"{site}/en/me/login/")
    page.fill("[name=login]", EMAIL)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_passkey_opens_the_desk(city, password_link, page):
    """The strict content policy lets it through, and it serves alone as well as after a password."""
    site = f"http://localhost:{city.port}"
    page.goto(password_link)
    page.fill("[name=password1]", PASSWORD)
    page.fill("[name=password2]", PASSWORD)
    page.press("[name=password2]", "Enter")
    page.wait_for_url("**/key/done/")
    type_password(page, site)
    page.get_by_role("link", name="Add a passkey").click()
    page.check("[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/2fa/recovery-codes/")
    page.goto(f"{site}/en/desk/people/")
    expect(page.get_by_role("heading", level=1)).to_have_text("People")
    page.context.clear_cookies()
    page.goto(f"{site}/en/me/login/")
    page.click("#passkey_login")
    page.wait_for_url("**/en/desk/")
    page.context.clear_cookies()
    type_password(page, site)
    page.click("#mfa_webauthn_authenticate")
    page.wait_for_url("**/en/desk/")
    assert not [line for line in page.said if "Content Security Policy" in line]
