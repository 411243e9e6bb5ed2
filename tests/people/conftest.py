"""A colleague with a password of their own, as no persona has one."""

import base64
import hmac
import struct
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

PASSWORD = "a-long-and-quiet-phrase"


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def colleague(db):
    """`colleague("adviser")` makes a real account of that role, with a password and without a second factor."""
    from stadsrecht.people.models import Role, User

    def make(*roles, email="colleague@city.example"):
        account = User.objects.create(email=email, name="Colleague")
        account.set_password(PASSWORD)
        account.save()
        account.roles.set(Role.objects.filter(code__in=roles))
        EmailAddress.objects.create(user=account, email=email, primary=True, verified=True)
        return account

    return make


@pytest.fixture
def secret():
    """Gives an account an authenticator app and returns the app's secret."""

    def activate(account):
        key = generate_totp_secret()
        TOTP.activate(account, key)
        return key

    return activate


@pytest.fixture
def code_of():
    """The six digits that an authenticator app shows now for a secret, reckoned as RFC 6238 says."""

    def reckon(key):
        digest = hmac.digest(base64.b32decode(key), struct.pack(">Q", int(time.time()) // 30), "sha1")
        start = digest[-1] & 15
        return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"

    return reckon


@pytest.fixture
def sign_in(client):
    """`sign_in(account)` types address and password at the door."""

    def type_in(account, password=PASSWORD, browser=client):
        return browser.post("/en/me/login/", {"login": account.email, "password": password})

    return type_in
