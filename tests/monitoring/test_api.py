"""Figures over the API: what is public, by filters and pages."""

import pytest

from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.monitoring import operations
from stadsrecht.monitoring.models import Indicator, IndicatorLink
from stadsrecht.policies.models import Policy
from tests.monitoring.conftest import AT

HERE = "/api/v1/indicators"
OBSERVATIONS = f"{HERE}/felt-safe/observations"


@pytest.fixture(autouse=True)
def published(reviewed):
    return operations.publish_release(release=reviewed, acting_user=SYSTEM, at=AT)


@pytest.fixture
def ask(client):
    return lambda address: client.get(address).json()


def test_indicators_are_listed_with_what_they_are_about(ask):
    (row,) = [row for row in ask(HERE)["items"] if row["code"] == "felt-safe"]
    assert (row["name"]["nl"], row["direction"]) == ("Voelt zich veilig", "up")
    assert row["subjects"] == ["provision:eu-charter:6", "policy:open-square"]


@pytest.mark.parametrize(
    ("subject", "codes"),
    [
        ("provision:eu-charter:6", ["felt-safe"]),
        ("policy:open-square", ["felt-safe"]),
        ("provision:eu-charter:7", []),
        ("action:benches", []),
    ],
)
def test_indicators_are_found_by_subject(ask, subject, codes):
    found = [row["code"] for row in ask(f"{HERE}?subject={subject}")["items"]]
    assert [code for code in found if code == "felt-safe"] == codes


@pytest.mark.parametrize("subject", ["moon", "provision:moon", "policy:equal-door", "provision:eu-charter:99"])
def test_an_unknown_subject_is_a_problem_by_name(client, subject):
    """A draft policy is as unknown as the moon."""
    answer = client.get(f"{HERE}?subject={subject}")
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:stadsrecht:error:UnknownSubject")


def test_a_draft_is_not_named_as_subject(ask, indicator):
    IndicatorLink.objects.create(indicator=indicator, policy=Policy.objects.get(code="equal-door"))
    assert "equal-door" not in str(ask(HERE)) + str(ask(f"{HERE}/felt-safe"))


def test_an_indicator_says_its_columns_and_releases(ask):
    one = ask(f"{HERE}/felt-safe")
    assert {column["code"]: column["values"] for column in one["columns"]} == {"sex": ["men", "women"], "area": []}
    (release,) = one["releases"]
    assert (release["number"], release["rows"], release["last_period"]) == (1, 5, "2025")
    assert release["files"]["observations.csv"].endswith("/nl/figures/felt-safe/releases/1/observations.csv")


def test_observations_say_what_they_are(ask):
    body = ask(OBSERVATIONS)
    assert body["count"] == 5
    missing = next(row for row in body["items"] if row["keys"] == {"sex": "men"})
    assert (missing["value"], missing["status"], missing["period"]) == (None, "not-known", "2025")


@pytest.mark.parametrize(
    ("query", "values"),
    [
        ("where=sex:women", [10.0, 11.0]),
        ("where=sex:", [12.5, 13.0]),
        ("where=sex:women&where=sex:", [12.5, 13.0, 10.0, 11.0]),
        ("where=sex:women&period=2025", [11.0]),
        ("period=2024&period=2025&where=area:", [12.5, 13.0, None, 10.0, 11.0]),
        ("status=not-known", [None]),
        ("where=sex:moon", []),
        ("release=1&limit=2&offset=1", [13.0, None]),
    ],
)
def test_observations_are_found_by_filters(ask, query, values):
    assert [row["value"] for row in ask(f"{OBSERVATIONS}?{query}")["items"]] == values


def test_pages_of_observations_are_the_whole(ask):
    pages = [ask(f"{OBSERVATIONS}?limit=2&offset={offset}") for offset in (0, 2, 4)]
    assert [row for page in pages for row in page["items"]] == ask(OBSERVATIONS)["items"]
    assert {page["count"] for page in pages} == {5}


@pytest.mark.parametrize(
    ("query", "status", "name"),
    [
        ("where=moon:x", 422, "UnknownColumn"),
        ('where=a"%3b--:x', 422, "UnknownColumn"),
        ("where=value:1", 422, "UnknownColumn"),
        ("release=9", 404, "UnknownRelease"),
        ("status=moon", 422, "InvalidRequest"),
        ("limit=501", 422, "InvalidRequest"),
    ],
)
def test_what_cannot_be_asked_is_a_problem_by_name(client, query, status, name):
    answer = client.get(f"{OBSERVATIONS}?{query}")
    assert (answer.status_code, answer.json()["type"]) == (status, f"urn:stadsrecht:error:{name}")


def test_an_indicator_without_public_figures_is_unknown(client, indicator):
    Indicator.objects.create(
        code="not-yet", name={"nl": "x"}, direction="up", publisher="x", source="x", created_at=AT, changed_at=AT
    )
    for address in (f"{HERE}/not-yet", f"{HERE}/not-yet/observations", f"{HERE}/moon"):
        assert client.get(address).json()["type"] == "urn:stadsrecht:error:UnknownIndicator"


def test_a_longer_list_asks_no_more_of_the_database(client, indicator, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        assert client.get(HERE).status_code == 200
