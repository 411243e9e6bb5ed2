"""A page is built once and kept until somebody writes; what was built for one reader is never shown to another."""

from datetime import UTC, date, datetime

import pytest
from django.core.cache import caches

from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.policies.models import Policy
from stadsrecht.policies.operations import move_policy
from stadsrecht.shell.web import kept
from tests.reading import Page

AT = datetime(2026, 6, 1, tzinfo=UTC)
STATE = 1  # the head of the trail


@pytest.fixture
def read(client, db):
    return lambda address: client.get(address).content.decode()


def number_of_kept():
    return len(caches["pages"]._cache)


@pytest.mark.parametrize("address", ["/nl/", "/nl/matrix/", "/nl/rights/eu-charter/12/", "/nl/policies/?state=ended"])
def test_a_page_is_built_once(read, django_assert_num_queries, address):
    """Whoever comes next gets the same page for the price of knowing that nobody wrote."""
    first = read(address)
    with django_assert_num_queries(STATE):
        assert read(address) == first


def test_a_write_is_seen_at_once(read):
    """The page changes with the trail."""
    policy = Policy.objects.get(code="open-square")
    before = read("/en/policies/open-square/")
    move_policy(policy=policy, state="evaluated", acting_user=SYSTEM, at=AT)
    after = read("/en/policies/open-square/")
    assert "evaluated" in after
    assert "evaluated" not in before


def test_a_new_day_is_seen_at_once(read, monkeypatch):
    """What is overdue or stale depends on it."""
    read("/en/")
    monkeypatch.setattr(kept.timezone, "localdate", lambda now=None: date(2030, 1, 1))
    before = number_of_kept()
    read("/en/")
    assert number_of_kept() > before


def test_each_language_and_each_choice_has_its_own_page(read):
    """An address is kept with all of it."""
    pages = [read(f"/{language}/policies/{query}") for language in ("nl", "en", "fr") for query in ("", "?state=ended")]
    assert len({*pages}) == len(pages)
    assert [read(f"/{language}/policies/") for language in ("nl", "en", "fr")] == pages[::2]


def test_whoever_is_signed_in_gets_a_page_of_their_own(as_person, client):
    """And leaves nothing of it to others."""
    client.get("/en/")
    before = number_of_kept()
    assert "Sign out" in as_person("adviser").get("/en/").content.decode()
    assert number_of_kept() == before
    client.logout()
    client.cookies.clear()
    assert "Sign out" not in client.get("/en/").content.decode()


@pytest.mark.parametrize(
    "address",
    ["/en/search/?q=wonen", "/en/nowhere/", "/en/matrix.json", "/en/me/login/", "/en/demo/"],
)
def test_some_answers_are_never_kept(client, db, address):
    """What somebody searches for, what is not there yet, files, and a form with a token."""
    client.get(address)
    assert number_of_kept() == 0


def test_a_write_that_is_posted_always_arrives(client, db):
    """Only reading is answered from memory."""
    client.get("/en/search/")
    assert client.post("/en/search/").status_code == 405


def test_a_program_with_a_key_is_not_answered_from_memory(client, db):
    """It may be allowed to see more than others."""
    client.get("/en/", headers={"Authorization": "Bearer x"})
    assert number_of_kept() == 0


def test_a_kept_page_carries_the_same_headers(client, db):
    """The rules for the browser and the language hold for it too."""
    first, second = client.get("/en/"), client.get("/en/")
    assert {name: first[name] for name in first.headers} == {name: second[name] for name in second.headers}
    assert Page(second).language == "en"
    assert "Content-Security-Policy" in second.headers
