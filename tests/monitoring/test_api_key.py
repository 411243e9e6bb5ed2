"""A program brings figures in with a key: without session and CSRF token, in its owner's name, and nothing else."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from stadsrecht.kernel.models import AuditEntry
from stadsrecht.monitoring.models import Release
from stadsrecht.people.operations import end_key, make_key

ADDRESS = "/api/v1/indicators/felt-safe/releases"
GOOD = b"period,sex,value\n2024,,12.5\n2025,,13.0\n"
SECRET = "stadsrecht_" + "q7Zt" * 11


@pytest.fixture
def key(person):
    last_day = timezone.localdate() + timedelta(days=5)
    owner, now = person("adviser"), timezone.now()
    return make_key(secret=SECRET, name="Night", scope="figures", last_day=last_day, acting_user=owner, at=now)


@pytest.fixture
def send(indicator):
    """With a client that checks CSRF tokens, as a program meets it."""

    def post(secret=SECRET, content=GOOD, **headers):
        client = Client(enforce_csrf_checks=True)
        data = {"file": SimpleUploadedFile("safe.csv", content), "kind": "csv"}
        return client.post(ADDRESS, data, headers={"Authorization": f"Bearer {secret}", **headers})

    return post


def test_a_program_stages_a_file_in_the_name_of_its_owner(key, send, person):
    answer = send()
    assert answer.status_code == 201
    staged = Release.objects.get(sha256=answer.json()["figures_sha256"])
    assert staged.staged_by == person("adviser")
    entry = AuditEntry.objects.get(verb="stage_release", object_id=str(staged.pk))
    assert entry.actor.endswith(f"by key {key.pk}")


def test_every_use_is_in_the_trail_also_one_that_is_refused(key, send):
    assert send(content=b"period,value\n2024,twelve\n").status_code == 422
    assert AuditEntry.objects.get(verb="use_key").new == {"for": f"POST {ADDRESS}"}


@pytest.mark.parametrize("secret", ["", "stadsrecht_", SECRET + "x", "é"])
def test_a_key_that_is_not_known_is_no_key(key, send, secret):
    answer = send(secret)
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert not AuditEntry.objects.filter(verb="use_key").exists()


def test_a_key_that_ended_is_no_key(key, send, person):
    end_key(key=key, acting_user=person("adviser"), at=timezone.now())
    assert send().status_code == 401


def test_a_key_is_no_session(key, client):
    """It opens no page of the desk."""
    response = client.get("/en/desk/figures/", headers={"Authorization": f"Bearer {SECRET}"})
    assert response.status_code == 302


def test_the_description_names_both_ways_in(client):
    found = client.get("/api/v1/openapi.json").json()
    schemes = found["components"]["securitySchemes"]
    assert schemes["ProgramKey"] == {"type": "http", "scheme": "bearer"}
    operation = found["paths"]["/api/v1/indicators/{code}/releases"]["post"]
    assert operation["security"] == [{"ProgramKey": []}, {"Stager": []}]
