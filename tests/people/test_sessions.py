"""Where somebody is signed in, and how that ends."""

from django.test import Client
from django.utils import timezone

from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.people.operations import lock_person


def test_each_browser_is_listed_without_its_address(colleague, sign_in, client):
    """The page tells browsers apart and knows no IP address."""
    account = colleague("council_member")
    sign_in(account)
    sign_in(account, browser=Client(headers={"user-agent": "Other/1.0"}, REMOTE_ADDR="203.0.113.77"))
    page = client.get("/en/me/sessions/").content.decode()
    assert "Other/1.0" in page
    assert "This browser" in page
    assert "203.0.113" not in page


def test_the_other_browsers_can_be_signed_out(colleague, sign_in, client):
    """One button ends the other sessions and keeps this one."""
    account, other = colleague("council_member"), Client()
    sign_in(account)
    sign_in(account, browser=other)
    client.post("/en/me/sessions/")
    assert client.get("/en/me/sessions/").status_code == 200
    assert other.get("/en/me/sessions/").status_code == 302


def test_signing_out_everywhere_ends_this_session_too(colleague, sign_in, client):
    """After it, no browser is signed in."""
    account, other = colleague("council_member"), Client()
    sign_in(account)
    sign_in(account, browser=other)
    assert client.post("/en/sign-out-everywhere/").url == "/en/me/login/"
    assert [browser.get("/en/me/sessions/").status_code for browser in (client, other)] == [302, 302]


def test_a_locked_account_is_out_at_once_and_stays_out(colleague, sign_in, client):
    """Locking ends the sessions, so opening the account again does not bring them back."""
    account = colleague("council_member")
    sign_in(account)
    lock_person(person=account, acting_user=SYSTEM, at=timezone.now())
    assert client.get("/en/me/sessions/").status_code == 302
    assert sign_in(account).url == "/en/me/inactive/"
    type(account).objects.filter(pk=account.pk).update(is_active=True)
    assert client.get("/en/me/sessions/").status_code == 302
