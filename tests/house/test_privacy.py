"""A visitor leaves nothing behind: no address in any table, no cookie, no personal data in the log."""

import logging
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection, transaction
from django.test import Client

from tests.house.addresses import public_addresses

ADDRESS = "203.0.113.7"
HEADERS = {"x-forwarded-for": f"{ADDRESS}, 10.0.0.1", "x-real-ip": ADDRESS, "forwarded": f"for={ADDRESS}"}


@pytest.fixture
def visitor(db):
    return Client(REMOTE_ADDR=ADDRESS, headers=HEADERS)


def everything_stored():
    """Every table as text, with the sessions decoded."""
    parts = [str(session.get_decoded()) for session in Session.objects.all()]
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_schema, table_name FROM information_schema.tables WHERE table_schema = 'public'")
        for schema, table in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{schema}"."{table}" AS t')  # noqa: S608
            parts += [row[0] for row in cursor.fetchall()]
    return "\n".join(parts)


def test_no_table_holds_the_address_of_who_visits_every_page_and_signs_in(visitor):
    """Each public page in three languages, the API, and a persona's work on the desk."""
    for language in ("nl", "en", "fr"):
        for address in public_addresses(language):
            visitor.get(address)
    visitor.post("/nl/demo/sign-in/adviser/")
    visitor.post("/nl/desk/actions/benches/notes/new/", {"text_nl": "Gezien op het plein."})
    stored = everything_stored()
    assert "Gezien op het plein." in stored
    assert ADDRESS not in stored


def test_no_public_page_sets_a_cookie(visitor):
    """A reader is not recognised from one page to the next."""
    pages = [address for language in ("nl", "en", "fr") for address in public_addresses(language)]
    found = {address: sorted(response.cookies) for address in pages if (response := visitor.get(address)).cookies}
    # The page of personas holds forms, and a form needs its token against forgery.
    assert {address for address in found if not address.endswith("/demo/")} == set()


def test_the_log_holds_nothing_personal(visitor, caplog):
    """Whatever goes wrong: neither who it was, nor what was typed or searched for."""
    caplog.set_level(logging.DEBUG)
    secrets = {"login": "iemand@kleinstad.example", "password": "een-heel-lang-geheim"}
    visitor.post("/nl/me/login/", secrets)
    visitor.get("/nl/search/", {"q": "mijn-zorgvraag"})
    visitor.get("/nl/rights/moon/")
    visitor.get("/nl/nowhere/", {"q": "mijn-zorgvraag"})
    visitor.get("/nl/desk/")
    visitor.post("/nl/demo/sign-in/stranger/")
    visitor.get("/nl/desk/")
    assert caplog.records
    written = caplog.text + "".join(str(record.__dict__.get("args")) for record in caplog.records)
    assert [word for word in (ADDRESS, *secrets.values(), "mijn-zorgvraag") if word in written] == []


def test_a_reader_is_told_no_third_party_where_they_came_from(visitor):
    """No referrer leaves the site, and no request but to it is allowed."""
    response = visitor.get("/nl/")
    assert response["Referrer-Policy"] == "same-origin"
    assert "http" not in response["Content-Security-Policy"]


@pytest.mark.django_db
def test_the_log_of_the_database_holds_no_value_of_a_statement_that_fails():
    """Neither in the statement nor in what it says of the row it met."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE told (word text UNIQUE)")
        cursor.execute("INSERT INTO told VALUES ('zwaluwstaart')")
        with pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute("INSERT INTO told VALUES ('zwaluwstaart')")
        cursor.execute("SHOW data_directory")
        log = Path(cursor.fetchone()[0]) / "log"
    if not log.is_file():
        pytest.skip("the database of these tests is not the embedded one")
    written = log.read_text()
    assert "told_word_key" in written
    assert "zwaluwstaart" not in written
