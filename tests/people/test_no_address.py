"""No table holds an IP address."""

from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

ADDRESS = "203.0.113.77"


def everything_stored():
    """The whole database as text, with the sessions decoded."""
    parts = [str(session.get_decoded()) for session in Session.objects.all()]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" AS t')  # noqa: S608
            parts += [row[0] for row in cursor.fetchall()]
    return "\n".join(parts)


def test_signing_in_leaves_no_address_behind(colleague, sign_in, secret, code_of, mailoutbox):
    """Wrong password, right password, code, a form that waits for a new sign-in, a forgotten password: no trace."""
    account = colleague("adviser")
    key = secret(account)
    browser = Client(REMOTE_ADDR=ADDRESS, headers={"x-forwarded-for": ADDRESS, "x-real-ip": ADDRESS})
    sign_in(account, "wrong", browser)
    sign_in(account, browser=browser)
    browser.post("/en/me/2fa/authenticate/", {"code": code_of(key)})
    session = browser.session
    session["account_authentication_methods"][0]["at"] = session["account_authentication_methods"][1]["at"] = 0
    session.save()
    assert "/reauthenticate/" in browser.post("/en/me/2fa/totp/deactivate/").url
    browser.post("/en/me/password/reset/", {"email": account.email})
    stored = everything_stored()
    assert account.email in stored
    assert ADDRESS not in stored
    assert not any(ADDRESS in message.body for message in mailoutbox)
