"""Every role × every address: allowed, refused, or sent to sign in."""

import logging
from collections import Counter

import pytest
from django.core.files.base import ContentFile
from django.db import transaction

from stadsrecht.evidence.models import Evidence
from tests.conftest import CAST
from tests.house.addresses import API, DOOR, KEPT_FILE, NAMES, OWN, RULED, address_of, resolver_names

SIGN_IN = "sign in"


@pytest.fixture(autouse=True)
def quiet():
    """A refusal is what is asked for here, and no news for the log."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(autouse=True)
def kept_file(db, settings, tmp_path):
    """Public evidence with a file."""
    settings.MEDIA_ROOT = settings.EXPORTS_ROOT = tmp_path
    kept = Evidence.objects.get(code="bench-count")
    kept.pk, kept.code, kept.url = None, KEPT_FILE, ""
    kept.file.save("count.txt", ContentFile(b"ten"), save=False)
    kept.save()


def outcome(client, method, address):
    """The status of the answer, or that it leads to sign-in. What the request changed is undone."""
    with transaction.atomic():
        response = client.generic(method, address)
        transaction.set_rollback(True)
    return SIGN_IN if "/me/login/?next=" in response.headers.get("Location", "") else response.status_code


def expected(name, role, method):
    """What the table says; None where somebody is let in and what follows is not a matter of access."""
    if name in OWN:
        return SIGN_IN if role == "resident" else OWN[name]
    if name in DOOR:
        if name == "sign-out-everywhere" and role == "resident":
            return SIGN_IN
        return DOOR[name][role != "resident"]
    rule = RULED[name]
    if method not in rule.methods:
        return 405
    if role in rule.may:
        return rule.answer if method == "GET" else None
    return (401 if name in API else SIGN_IN) if role == "resident" else 403


def test_the_table_names_every_address_of_the_site():
    """Whoever adds an address says here who may come in."""
    assert Counter(resolver_names()) == Counter(NAMES), "Bring tests/house/addresses.py in line with the addresses"


@pytest.mark.parametrize("role", CAST)
def test_each_address_lets_in_who_may(as_person, role):
    """GET, at every address of the table."""
    client = as_person(role)
    found = {name: (expected(name, role, "GET"), outcome(client, "GET", address_of(name))) for name in NAMES}
    assert {name: pair for name, pair in found.items() if pair[0] != pair[1]} == {}


@pytest.mark.parametrize("role", CAST)
def test_each_form_is_taken_from_who_may(as_person, role):
    """POST: pages that are only read refuse the method, forms refuse the person."""
    client, faults = as_person(role), {}
    for name in (name for name in RULED if name not in ("openapi-json", "api-root")):
        wanted, got = expected(name, role, "POST"), outcome(client, "POST", address_of(name))
        if got != wanted if wanted is not None else got in (SIGN_IN, 403, 405, 500):
            faults[name] = (wanted, got)
    assert faults == {}


@pytest.mark.parametrize("role", ["resident", "stranger", "administrator"])
def test_no_address_knows_a_method_that_it_does_not_need(as_person, role):
    """PUT and DELETE are refused at every address of ours, whoever asks."""
    client = as_person(role)
    names = [name for name in RULED if name not in ("openapi-json", "api-root")]
    found = {
        (name, method): outcome(client, method, address_of(name)) for name in names for method in ("PUT", "DELETE")
    }
    assert {key: status for key, status in found.items() if status != 405} == {}


@pytest.mark.parametrize("name", [name for name in OWN if name != "second-factor"])
def test_a_persona_cannot_change_its_account(as_person, name):
    """Many visitors share it."""
    client = as_person("adviser")
    response = client.post(address_of(name))
    assert (response.status_code, response.url) == (302, address_of(name))
