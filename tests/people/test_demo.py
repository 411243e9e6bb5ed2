"""One click makes you a persona, and only in a demonstration."""

import os
import subprocess
import sys

import pytest

from stadsrecht.people.queries import personas


def test_the_demo_page_lists_the_cast(as_person):
    """Each persona has one button."""
    page = as_person("resident").get("/en/demo/").content.decode()
    assert page.count('action="/en/demo/sign-in/') == personas().count() >= 9


@pytest.mark.parametrize(("who", "where"), [("adviser", "/en/desk/"), ("stranger", "/en/"), ("council_member", "/en/")])
def test_a_persona_lands_where_its_work_is(client, db, who, where):
    """Staff go to the desk, others to the home page."""
    answer = client.post(f"/en/demo/sign-in/{who}/")
    assert answer.status_code == 302
    assert answer.url == where


def test_a_persona_needs_no_second_factor(client, db):
    """The desk opens at once."""
    client.post("/en/demo/sign-in/administrator/")
    assert client.get("/en/desk/people/").status_code == 200


def test_signing_in_by_following_a_link_does_not_work(client, db):
    """A picture or a crawler must not sign anybody in."""
    assert client.get("/en/demo/sign-in/adviser/").status_code == 405


def test_an_unknown_persona_is_not_found(client, db):
    """The address says 404."""
    assert client.post("/en/demo/sign-in/nobody/").status_code == 404


def test_without_a_demonstration_there_is_no_demo_page(client, db, settings):
    """Both addresses answer 404."""
    settings.DEMO = False
    assert client.get("/en/demo/").status_code == 404
    assert client.post("/en/demo/sign-in/adviser/").status_code == 404


def test_a_persona_is_signed_out_when_the_demonstration_ends(client, db, settings):
    """A session that began with one click is worth nothing afterwards."""
    client.post("/en/demo/sign-in/administrator/")
    settings.DEMO = False
    answer = client.get("/en/desk/people/")
    assert answer.status_code == 302
    assert answer.url.startswith("/en/me/login/")


def test_a_persona_that_did_not_come_by_the_demo_page_is_signed_out(client, person):
    """Whoever got hold of a persona's account by another road is nobody."""
    client.force_login(person("administrator"))
    assert client.get("/en/desk/people/").url.startswith("/en/me/login/")


def test_a_persona_cannot_be_given_a_password(client, db):
    """A visitor shares the persona with other visitors, so it stays as it is."""
    client.post("/en/demo/sign-in/adviser/")
    typed = {"password1": "a-long-and-quiet-phrase", "password2": "a-long-and-quiet-phrase"}
    assert client.post("/en/me/password/set/", typed).status_code == 302
    assert not personas().get(email="adviser@demo.invalid").has_usable_password()


@pytest.mark.slow
def test_the_server_refuses_a_demonstration_in_production(tmp_path):
    """DEMO=1 and PRODUCTION=1 together end in one clear line."""
    words = {"DEMO": "1", "PRODUCTION": "1", "SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "city.example"}
    words |= {"STADSRECHT_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "stadsrecht.config.settings"}
    program = [sys.executable, "-c", "import stadsrecht.config.wsgi"]
    ended = subprocess.run(program, env={**os.environ, **words}, capture_output=True, text=True, check=False)
    assert ended.returncode != 0
    assert "must never run with PRODUCTION=1" in ended.stderr
