"""The catalogue, the page of a course, and the form: what everyone sees, which is no number of people."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from stadsrecht.neighbourhoods import operations
from stadsrecht.neighbourhoods.models import Letter, Run, SignUp
from tests.neighbourhoods.conftest import AT, enter, join, plan
from tests.reading import Page


@pytest.fixture
def soon():
    """The first meeting, a month from the moment of the test."""
    return (timezone.now() + timedelta(days=30)).replace(microsecond=0)


@pytest.fixture
def open_run(course, partner, soon):
    """Two places, to which one can sign up now."""
    return plan(course, partner, start=soon)


@pytest.fixture
def form(open_run):
    return f"/en/training/{open_run.course.code}/{open_run.pk}/sign-up/"


SENT = {"name": "Ada", "email": "ada@example.org", "language": "fr", "role": "parent", "needs": "A hearing loop"}


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ("", True),
        ("?subject=meeting", True),
        ("?subject=housing", False),
        ("?audience=parents&kind=training", True),
        ("?audience=professionals", False),
        ("?kind=coaching", False),
        ("?district=WK999902", True),  # a training of the whole city is there for each district
        ("?month=2031-01", False),
        ("?month=soon", True),
        ("?month=9999-12", False),
        ("?month=0001-01", False),
    ],
)
def test_the_catalogue_is_filtered(client, open_run, query, is_there):
    """As a page and in its machine form alike."""
    page = Page(client.get(f"/en/training/{query}"))
    assert ("Listening to young people" in page.text) == is_there
    assert bool(client.get(f"/en/training.json{query}").json()) == is_there


def test_the_catalogue_is_filtered_by_month(client, open_run, soon):
    """The month in which a meeting begins."""
    assert client.get(f"/en/training.json?month={timezone.localtime(soon):%Y-%m}").json()


def test_an_empty_catalogue_says_what_to_do(client, db):
    """And a filter that finds nothing too."""
    assert "An organisation adds it at its desk" in Page(client.get("/en/training/")).text
    assert "Choose fewer filters" in Page(client.get("/en/training/?kind=coaching")).text


def test_drafts_and_withdrawn_courses_are_not_found(client, course, partner):
    """Whoever knows the address included."""
    operations.move_course(course=course, state="withdrawn", acting_user=partner, at=AT)
    assert client.get(course.address).status_code == 404
    assert client.get("/en/training.json").json() == []


def test_a_page_says_how_sign_up_stands_and_never_how_many_people(client, open_run):
    """Free, full, and in which order, in words and as data."""
    now = timezone.now()
    assert "places free" in Page(client.get(f"/en/training/{open_run.course.code}/")).text
    for number in range(7):
        enter(open_run, f"P{number}", at=now)
    page = Page(client.get(f"/en/training/{open_run.course.code}/"))
    assert "full, the waiting list is open" in page.text
    assert "Whoever signs up first comes first" in page.text
    data = client.get(f"/en/training/{open_run.course.code}.json").json()
    assert data["runs"][0]["sign_up"] == "full"
    assert "P0" not in str(data) + page.text
    assert not re.search(r"\b[57] (people|participants|waiting)", page.text)


def test_a_lot_shows_its_commitment_and_later_its_seed(client, course, partner, soon):
    """So that anybody can check it."""
    now = timezone.now()
    row = plan(course, partner, start=soon, order="lot", draws_at=now + timedelta(days=1))
    before = Page(client.get(f"/en/training/{course.code}/")).text
    assert row.commitment in before
    assert "you need not be quick" in before
    enter(row, "Ada", at=now)
    operations.settle_due(at=now + timedelta(days=1))
    row.refresh_from_db()
    assert row.seed in Page(client.get(f"/en/training/{course.code}/")).text


def test_the_meetings_go_into_a_calendar(client, course, partner, soon):
    """Each is an event with a lasting name; a cancelled run says so."""
    row = plan(course, partner, start=soon, count=3)
    address = f"/en/training/{course.code}/{row.pk}.ics"
    first = client.get(address).content.decode().replace("\r\n ", "")
    assert first.count("BEGIN:VEVENT") == 3
    assert "LOCATION:Buurthuis De Brug" in first
    Run.objects.filter(pk=row.pk).update(state="cancelled")
    second = client.get(address).content.decode().replace("\r\n ", "")
    assert second.count("STATUS:CANCELLED") == 3
    assert re.findall("UID:.*", first) == re.findall("UID:.*", second)


def test_somebody_signs_up_and_is_sent_to_the_mailbox(client, form, open_run):
    """In the language that they chose, and without a cookie."""
    response = client.post(form, SENT)
    assert (response.status_code, response.url) == (303, form.replace("sign-up", "signed-up"))
    row = SignUp.objects.get()
    assert (row.name, row.email, row.language, row.needs) == ("Ada", "ada@example.org", "fr", "A hearing loop")
    assert "Look in your mailbox" in Page(client.get(response.url)).text
    assert not client.cookies


def test_the_answer_does_not_tell_whether_somebody_signed_up(client, form, open_run):
    """The same page, word for word, and the same headers; the letter tells the rest."""
    first, second = client.post(form, SENT), client.post(form, SENT)
    assert (first.status_code, first.url) == (second.status_code, second.url)
    assert dict(first.headers) == dict(second.headers)
    assert SignUp.objects.count() == 1
    assert set(Letter.objects.values_list("cause", flat=True)) == {"sign-up", "again"}


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"email": "nowhere"}, "email", "valid email"),
        ({"email": ""}, "email", "required"),
        ({"name": ""}, "name", "required"),
        ({"language": "xx"}, "language", "valid choice"),
        ({"needs": "x" * 301}, "needs", "at most 300"),
    ],
)
def test_a_fault_stands_next_to_its_field_and_the_rest_is_kept(client, form, changes, field, words):
    """Nobody is signed up."""
    response = client.post(form, {**SENT, **changes})
    page = Page(response)
    assert response.status_code == 422
    assert words in page.errors[field]
    assert {**SENT, **changes}.items() >= {name: page.inputs[name] for name in ("name", "email")}.items()
    assert not SignUp.objects.exists()


def test_the_form_says_who_sees_it_and_when_it_is_destroyed(client, form):
    """Before one signs up."""
    page = Page(client.get(form))
    assert "the city does not" in page.text
    assert "destroyed 60 days after the last meeting" in page.text


def test_a_closed_run_has_no_form(client, form, open_run):
    """Neither to see nor to send."""
    Run.objects.filter(pk=open_run.pk).update(closes_at=timezone.now())
    assert client.get(form).status_code == client.post(form, SENT).status_code == 409
    assert not SignUp.objects.exists()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_the_form_knows_no_other_method(client, form, method):
    """It refuses them."""
    assert getattr(client, method)(form).status_code == 405


def test_the_page_of_an_organisation_shows_what_it_offers(client, course):
    """Under its own heading, and in the machine form."""
    assert "Training that they offer" in Page(client.get("/en/partners/buurthuis-de-brug/")).text
    assert client.get("/en/partners/buurthuis-de-brug.json").json()["training"][0]["code"] == course.code


def test_a_training_that_serves_an_action_shows_there(client, course, adviser):
    """Once an adviser said so."""
    assert "Training that serves this" not in Page(client.get("/en/actions/benches/")).text
    operations.tie_course(course=course, serves=["action:benches"], acting_user=adviser, at=AT)
    assert "Training that serves this" in Page(client.get("/en/actions/benches/")).text


def test_the_search_of_the_site_finds_training(client, course):
    """By words of title or summary."""
    assert course.address.replace("/nl/", "/en/") in Page(client.get("/en/search/?q=listening")).links


def test_whoever_looks_at_a_course_sees_what_time_did(client, open_run):
    """A hold that ran out is no place that is taken, also where no worker runs."""
    for name in ("Ada", "Bo"):
        join(open_run, name, at=timezone.now() - timedelta(hours=25))
    assert "places free" in Page(client.get(f"/en/training/{open_run.course.code}/")).text


def test_meetings_of_long_ago_do_not_show_as_something_to_come(client, course, partner):
    """Only what is still to come can be joined."""
    row = plan(course, partner, at=timezone.now() - timedelta(days=40), start=timezone.now() - timedelta(days=20))
    assert str(row.pk) not in [run["id"] for run in client.get("/en/training.json").json()[0]["runs"]]
    assert "No meetings are planned now" in Page(client.get(f"/en/training/{course.code}/")).text
