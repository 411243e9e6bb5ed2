"""Staff sign in with a second factor."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client


def test_staff_without_a_second_factor_are_led_to_it(colleague, sign_in, client):
    """The desk sends them to the page that explains what to do."""
    assert sign_in(colleague("adviser")).url == "/en/desk/"
    answer = client.get("/en/desk/", follow=True)
    assert answer.redirect_chain == [("/en/second-factor/?next=%2Fen%2Fdesk%2F", 302)]
    assert "/en/me/2fa/totp/activate/" in answer.content.decode()


def test_until_then_they_hold_no_role(colleague, sign_in, client):
    """Nothing but the desk is closed, and nothing anywhere takes them for staff."""
    account = colleague("administrator")
    sign_in(account)
    assert client.get("/en/").status_code == 200
    assert client.get("/en/me/2fa/").wsgi_request.user.role_codes == frozenset()


def test_an_app_is_set_up_with_its_first_code(colleague, sign_in, client, code_of):
    """The right code makes the app a second factor, gives recovery codes and opens the desk."""
    sign_in(colleague("administrator"))
    page = client.get("/en/me/2fa/totp/activate/")
    assert "data:image/svg+xml" in page.content.decode()
    answer = client.post("/en/me/2fa/totp/activate/", {"code": code_of(page.context["form"].secret)})
    assert answer.url == "/en/me/2fa/recovery-codes/"
    assert client.get("/en/desk/people/").status_code == 200


def test_the_database_holds_no_readable_secret(colleague, secret):
    """Neither the app's key nor the seed of the recovery codes."""
    account = colleague("adviser")
    key = secret(account)
    RecoveryCodes.activate(account)
    kept = {row.type: row.data for row in Authenticator.objects.filter(user=account)}
    assert key not in str(kept)
    assert kept["totp"]["secret"].startswith("gAAAA")
    assert kept["recovery_codes"]["seed"].startswith("gAAAA")


def test_a_wrong_first_code_sets_nothing_up(colleague, sign_in, client):
    """The page says so and shows the same secret again."""
    account = colleague("adviser")
    sign_in(account)
    secret = client.get("/en/me/2fa/totp/activate/").context["form"].secret
    page = client.post("/en/me/2fa/totp/activate/", {"code": "000000"})
    assert "Incorrect code" in page.content.decode()
    assert page.context["form"].secret == secret
    assert not Authenticator.objects.filter(user=account).exists()


def test_the_password_alone_is_not_enough(colleague, sign_in, secret, client, code_of):
    """After the password comes the code, and only then is one signed in."""
    account = colleague("adviser")
    key = secret(account)
    assert sign_in(account).url == "/en/me/2fa/authenticate/"
    assert "_auth_user_id" not in client.session
    answer = client.post("/en/me/2fa/authenticate/", {"code": code_of(key)})
    assert answer.url == "/en/desk/"
    assert client.get("/en/desk/").status_code == 200


def test_a_recovery_code_opens_the_door_once(colleague, sign_in, secret, client):
    """Whoever lost the telephone types a recovery code; the same code does not work again."""
    account = colleague("adviser")
    secret(account)
    code = RecoveryCodes.activate(account).get_unused_codes()[0]
    sign_in(account)
    assert client.post("/en/me/2fa/authenticate/", {"code": code}).url == "/en/desk/"
    client.post("/en/me/logout/")
    sign_in(account)
    assert "Incorrect code" in client.post("/en/me/2fa/authenticate/", {"code": code}).content.decode()


def test_wrong_codes_lock_too(colleague, sign_in, secret, client):
    """Whoever has the password cannot try all codes."""
    account = colleague("adviser")
    secret(account)
    sign_in(account)
    for _try in range(6):
        page = client.post("/en/me/2fa/authenticate/", {"code": "000000"})
    assert "Too many failed login attempts" in page.content.decode()


def test_a_thief_who_came_first_is_signed_out(
    colleague, sign_in, code_of, settings, django_capture_on_commit_callbacks
):
    """A session from before the second factor was there ends when it is set up elsewhere."""
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = False  # the mail wants a request, which is gone when the test commits
    account, thief, owner = colleague("administrator"), Client(), Client()
    sign_in(account, browser=thief)
    sign_in(account, browser=owner)
    secret = owner.get("/en/me/2fa/totp/activate/").context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        owner.post("/en/me/2fa/totp/activate/", {"code": code_of(secret)})
    assert owner.get("/en/desk/people/").status_code == 200
    assert thief.get("/en/desk/people/").url.startswith("/en/me/login/")


def test_recovery_codes_alone_are_no_second_factor(colleague, sign_in, client):
    """They come beside an app or a passkey, not in its place."""
    account = colleague("adviser")
    RecoveryCodes.activate(account)
    client.force_login(account)
    assert client.get("/en/desk/").url.startswith("/en/second-factor/")


def test_every_page_of_the_account_answers(colleague, sign_in, secret, client, code_of):
    """Keys, codes, sessions, password and address each have a page that an ordinary visit opens."""
    account = colleague("adviser")
    key = secret(account)
    RecoveryCodes.activate(account)
    sign_in(account)
    client.post("/en/me/2fa/authenticate/", {"code": code_of(key)})
    pages = ["2fa/", "2fa/totp/deactivate/", "2fa/recovery-codes/", "2fa/recovery-codes/generate/", "2fa/webauthn/"]
    pages += ["2fa/webauthn/add/", "2fa/reauthenticate/", "sessions/", "password/change/", "email/", "logout/"]
    assert {page: client.get(f"/en/me/{page}").status_code for page in pages} == dict.fromkeys(pages, 200)
