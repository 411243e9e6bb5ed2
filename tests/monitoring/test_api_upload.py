"""Figures brought in over the API: the same rules as at the desk, and problems that a program can read."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from stadsrecht.monitoring import operations
from stadsrecht.monitoring.models import Release, Work
from tests.monitoring.test_work import do

GOOD = b"period,sex,value\n2024,,12.5\n2025,,13.0\n2025,women,11.0\n"
FAULTY = b"period,sex,value\n2024,,twelve\n"
ADDRESS = "/api/v1/indicators/felt-safe/releases"


@pytest.fixture
def send(indicator, as_person):
    """`send("adviser", GOOD)` gives the answer to that file."""

    def post(role, content, **more):
        file = SimpleUploadedFile("safe.csv", content)
        return as_person(role).post(ADDRESS, {"file": file, "kind": "csv", **more})

    return post


def test_an_adviser_stages_a_file(send):
    answer = send("adviser", GOOD, note="Nieuw jaar")
    assert answer.status_code == 201
    assert answer.json()["state"] == "staged"
    staged = Release.objects.get(sha256=answer.json()["figures_sha256"])
    assert (staged.rows, staged.note.plain, staged.origin) == (3, "Nieuw jaar", "safe.csv")


def test_the_faults_come_back_one_by_one(send):
    answer = send("adviser", FAULTY)
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    (fault,) = answer.json()["errors"]
    assert (fault["file"], fault["row"], fault["column"]) == ("safe.csv", 2, "value")
    assert fault["cure"]
    assert not Release.objects.filter(indicator__code="felt-safe").exists()


@pytest.mark.parametrize(("role", "status"), [("resident", 401), ("stranger", 403), ("council_member", 403)])
def test_others_are_refused(send, role, status):
    answer = send(role, GOOD)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"


def test_another_site_cannot_use_somebodys_session(indicator, person):
    """Without the token that only our own pages hold, the request is refused."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("adviser"))
    assert client.post(ADDRESS, {"file": SimpleUploadedFile("safe.csv", GOOD)}).status_code == 403


def test_an_unknown_indicator_is_named(send, as_person):
    file = SimpleUploadedFile("x.csv", GOOD)
    assert as_person("adviser").post("/api/v1/indicators/nothing/releases", {"file": file}).status_code == 404


def test_an_unknown_kind_of_file_is_named(send):
    answer = send("adviser", GOOD, kind="xls")
    assert answer.json()["type"] == "urn:stadsrecht:error:UnknownKind"


LARGE = b"period,note,value\n" + b"".join(b"%d,%s,%d\n" % (year, b"x" * 90, year) for year in range(1000, 2000))


@pytest.mark.parametrize(
    ("content", "state", "faults"), [(LARGE, "done", 0), (LARGE.replace(b",1500\n", b",many\n"), "refused", 1)]
)
def test_a_large_file_is_staged_by_the_worker_and_the_answer_says_where_to_ask(send, as_person, content, state, faults):
    """The same faults come back as from a small file, row by row."""
    answer = send("adviser", content)
    assert (answer.status_code, answer.json()["state"]) == (202, "waiting")
    work = Work.objects.get(pk=answer.json()["number"])
    assert do(work) == state
    told = as_person("adviser").get(answer["Location"]).json()
    assert (told["state"], len(told["errors"]), bool(told["refusal"])) == (state, faults, bool(faults))
    if faults:
        assert {"file", "row", "column", "detail", "cure"} <= told["errors"][0].keys()
    else:
        assert told["release"] == Release.objects.get(indicator__code="felt-safe").number


def test_other_work_is_not_told_over_this_way(as_person, person):
    export = operations.begin_export(acting_user=person("adviser"), at=timezone.now())
    assert as_person("adviser").get(f"/api/v1/figures-work/{export.pk}").status_code == 404
