"""The door: e-mail address and password, no sign-up, a lock after five wrong tries."""

import pytest
from django.core import mail


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_the_door_is_there_in_each_language(client, db, language):
    """The sign-in page answers and offers no sign-up."""
    page = client.get(f"/{language}/me/login/")
    assert page.status_code == 200
    assert "/me/signup/" not in page.content.decode()


def test_nobody_makes_an_account_for_themselves(client, db):
    """The sign-up page says that it is closed, and a posted form makes nothing."""
    typed = {"email": "me@city.example", "password1": "a-long-and-quiet-phrase"}
    answer = client.post("/en/me/signup/", typed)
    assert "Sign Up Closed" in answer.content.decode()


def test_a_council_member_signs_in_with_a_password(colleague, sign_in):
    """Who has no desk needs no second factor, and lands at home."""
    answer = sign_in(colleague("council_member"))
    assert (answer.status_code, answer.url) == (302, "/en/")


def test_the_sixth_try_is_refused_even_when_right(colleague, sign_in):
    """Five wrong passwords close the account for a while."""
    account = colleague("adviser")
    for _try in range(5):
        assert "not correct" in sign_in(account, "wrong").content.decode()
    answer = sign_in(account)
    assert "Too many failed login attempts" in answer.content.decode()
    assert "_auth_user_id" not in answer.client.session


def test_another_name_of_the_site_gives_no_more_tries(colleague, client):
    """The count is by account, whatever the host name in the request."""
    typed = {"login": colleague("adviser").email, "password": "wrong"}
    for host in ("localhost", "127.0.0.1") * 3:
        answer = client.post("/en/me/login/", typed, headers={"host": host})
    assert "Too many failed login attempts" in answer.content.decode()


def test_one_locked_out_account_leaves_the_others_alone(colleague, sign_in):
    """Wrong passwords for one account do not close another."""
    first, second = colleague("adviser"), colleague("council_member", email="second@city.example")
    for _try in range(6):
        sign_in(first, "wrong")
    assert sign_in(second).status_code == 302


def test_a_forgotten_password_is_set_anew_by_mail(colleague, client, sign_in):
    """The mail holds an address that takes a new password once."""
    account = colleague("council_member")
    client.post("/en/me/password/reset/", {"email": account.email})
    address = next(word for word in mail.outbox[0].body.split() if "/password/reset/key/" in word)
    form = client.get(address, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": "another-quiet-phrase", "password2": "another-quiet-phrase"})
    assert sign_in(account, "another-quiet-phrase").status_code == 302
    assert "invalid" in client.get(address, follow=True).content.decode()


def test_an_unknown_address_gets_no_mail(client, db):
    """The page answers as for a known address, and nothing is sent."""
    assert client.post("/en/me/password/reset/", {"email": "nobody@city.example"}).status_code == 302
    assert mail.outbox == []


def test_a_changed_address_counts_once_it_is_confirmed(colleague, client, sign_in):
    """The link in the mail to the new address makes it the one to sign in with."""
    account = colleague("council_member")
    sign_in(account)
    client.post("/en/me/email/", {"email": "new@city.example", "action_add": ""})
    address = next(word for word in mail.outbox[0].body.split() if "/confirm-email/" in word)
    account.refresh_from_db()
    assert account.email == "colleague@city.example"
    client.post(address)
    account.refresh_from_db()
    assert account.email == "new@city.example"


def test_mail_after_mail_is_refused_on_a_page_of_ours(colleague, client):
    """Five mails a minute for one address are enough."""
    typed = {"email": colleague("adviser").email}
    answers = [client.post("/en/me/password/reset/", typed) for _mail in range(6)]
    assert answers[-1].status_code == 429
    assert "Wait a moment" in answers[-1].content.decode()
    assert len(mail.outbox) == 5
