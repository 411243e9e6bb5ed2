"""The files of releases at their addresses: stable, kept by caches once public, and not a second before."""

import hashlib
from datetime import timedelta

import pytest
from django.utils import timezone

from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.monitoring import operations, queries
from tests.monitoring.conftest import AT, cell, table

NAMES = [one.name for one in queries.FORMATS]
OPEN = ["/catalogue.ttl", "/catalogue.jsonld", "/figures.atom"]
LATER = AT + timedelta(days=2)


def address(name="observations.csv", number=1, language="nl"):
    return f"/{language}/figures/felt-safe/releases/{number}/{name}"


def publish(release, at=AT):
    return operations.publish_release(release=release, acting_user=SYSTEM, at=at)


@pytest.fixture
def published(reviewed):
    return publish(reviewed)


@pytest.fixture
def second(indicator, published):
    """A correction that supersedes the first release."""
    staged = operations.stage_release(
        indicator=indicator,
        table=table(cell("2024", 12.5), cell("2025", 14.0)),
        acting_user=SYSTEM,
        at=AT,
        is_correction=True,
        note={"nl": "Telfout."},
    )
    return publish(operations.review_release(release=staged, acting_user=SYSTEM, at=AT), LATER)


@pytest.fixture
def clock(monkeypatch):
    """`clock(moment)` sets the time of what is asked for from then on."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture
def embargoed(reviewed):
    return operations.embargo_release(release=reviewed, publish_at=LATER, acting_user=SYSTEM, at=AT)


@pytest.mark.parametrize("name", NAMES)
def test_each_file_is_at_its_address(client, published, name):
    """In every language the same bytes."""
    answers = [client.get(address(name, language=language)) for language in ("nl", "en", "fr")]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert len({answer.content for answer in answers}) == 1
    assert answers[0].content == queries.file_of(published, queries.format_named(name))


@pytest.mark.parametrize("name", NAMES)
def test_whoever_has_a_file_is_told_so(client, published, name):
    """By a strong tag; the address may be kept for a day, and read by the page of any site."""
    answer = client.get(address(name))
    tag = answer["ETag"]
    assert tag.startswith('"')
    assert (answer["Cache-Control"], answer["Access-Control-Allow-Origin"]) == ("public, max-age=86400", "*")
    again = client.get(address(name), headers={"if-none-match": tag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)


def test_a_file_has_a_name_of_its_own_and_says_where_it_is_described(client, published):
    answer = client.get(address())
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="felt-safe-1-observations.csv"' in answer["Content-Disposition"]
    assert answer["Link"] == '<observations.csv-metadata.json>; rel="describedby"; type="application/csvm+json"'


def test_no_file_sets_a_cookie(client, published):
    assert [name for name in NAMES if client.get(address(name)).cookies] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_released_figure_never_changes_under_its_address(client, published, indicator, name, request):
    """A later release has an address of its own."""
    before = client.get(address(name))
    request.getfixturevalue("second")
    after = client.get(address(name))
    assert (after.content, after["ETag"]) == (before.content, before["ETag"])
    assert client.get(address(name, number=2))["ETag"] != before["ETag"]


def test_the_newest_is_found_without_its_number(client, second):
    answer = client.get("/nl/figures/felt-safe/newest/observations.json")
    assert (answer.status_code, answer.url) == (302, address("observations.json", number=2))
    assert answer["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("way", ["moon.csv", "observations.xls", "..", "-"])
def test_a_file_that_is_not_there_is_named_beside_those_that_are(client, published, way):
    answer = client.get(address(way))
    assert answer.status_code == 404
    if way != "..":
        assert "observations.sdmx.csv" in answer.content.decode()


@pytest.mark.parametrize("state", ["staged", "reviewed", "discarded"])
@pytest.mark.parametrize("name", NAMES)
def test_what_is_not_published_is_not_found(client, staged, state, name):
    """Nor is it known that it is there: the answer is that for what does not exist, and no cache keeps it."""
    type(staged).objects.filter(pk=staged.pk).update(state=state)
    answer, nothing = client.get(address(name)), client.get(address(name).replace("felt-safe", "moon"))
    assert answer.status_code == nothing.status_code == 404
    assert answer["Cache-Control"] == "no-store"
    assert answer.content.decode().replace("felt-safe", "moon") == nothing.content.decode()


@pytest.mark.parametrize("role", ["resident", "adviser", "administrator"])
@pytest.mark.parametrize("name", NAMES)
def test_a_file_appears_at_its_moment_and_not_a_second_before(as_person, embargoed, clock, role, name):
    """For everyone: what can be copied without a page around it holds only what is public."""
    client = as_person(role)
    clock(LATER - timedelta(seconds=1))
    assert client.get(address(name)).status_code == 404
    assert client.get(f"/nl/figures/felt-safe/newest/{name}").status_code == 404
    clock(LATER)
    assert client.get(address(name)).status_code == 200


@pytest.mark.parametrize("where", [*OPEN, "/api/v1/indicators"])
def test_nothing_speaks_of_a_release_before_its_moment(client, embargoed, clock, where):
    """Neither the catalogue, nor the feed, nor the list of the API."""
    clock(LATER - timedelta(seconds=1))
    before = client.get(where)
    clock(LATER)
    after = client.get(where)
    assert [b"felt-safe" in answer.content for answer in (before, after)] == [False, True]


@pytest.mark.parametrize("way", ["", "/observations", "/observations?release=1"])
def test_the_api_knows_an_indicator_from_its_moment_on(client, embargoed, clock, way):
    clock(LATER - timedelta(seconds=1))
    assert client.get(f"/api/v1/indicators/felt-safe{way}").status_code == 404
    clock(LATER)
    assert client.get(f"/api/v1/indicators/felt-safe{way}").status_code == 200


def test_an_embargoed_second_release_leaves_the_first_as_it_is(client, indicator, published, clock):
    """Neither its number nor its figures are known."""
    staged = operations.stage_release(indicator=indicator, table=table(cell("2025", 14.0)), acting_user=SYSTEM, at=AT)
    reviewed = operations.review_release(release=staged, acting_user=SYSTEM, at=AT)
    operations.embargo_release(release=reviewed, publish_at=LATER, acting_user=SYSTEM, at=AT)
    clock(LATER - timedelta(seconds=1))
    places = [*OPEN, "/api/v1/indicators/felt-safe", "/api/v1/indicators/felt-safe/observations"]
    assert [place for place in places if "releases/2" in client.get(place).content.decode()] == []
    assert client.get(address(number=2)).status_code == 404
    assert client.get("/api/v1/indicators/felt-safe/observations?release=2").status_code == 404
    assert client.get("/nl/figures/felt-safe/newest/observations.csv").url == address(number=1)
    clock(LATER)
    assert client.get("/nl/figures/felt-safe/newest/observations.csv").url == address(number=2)


@pytest.mark.parametrize("where", OPEN)
def test_the_catalogue_is_kept_for_a_minute_at_most(client, published, where):
    answer = client.get(where)
    assert answer["Cache-Control"] == "public, max-age=60"
    assert answer["ETag"] == f'"{hashlib.sha256(answer.content).hexdigest()}"'
    assert client.get(where, headers={"if-none-match": answer["ETag"]}).status_code == 304


@pytest.mark.parametrize("where", OPEN)
def test_the_catalogue_is_the_same_in_every_language(client, published, where):
    """It stands outside the languages, whatever the reader's browser prefers."""
    answers = {client.get(where, headers={"accept-language": language}).content for language in ("nl", "fr", "en")}
    assert len(answers) == 1


@pytest.mark.parametrize("where", [address(), "/nl/figures/felt-safe/newest/observations.csv", *OPEN])
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_files_are_only_read(client, published, where, method):
    assert getattr(client, method)(where).status_code == 405


def test_the_catalogue_asks_the_database_once_for_all(client, second, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        client.get("/catalogue.ttl")
