"""The desk: a partner keeps its own training and sees who comes; the city keeps the catalogue and sees no name."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from stadsrecht.neighbourhoods import operations
from stadsrecht.neighbourhoods.models import Course, Letter, Run
from tests.conftest import CAST
from tests.neighbourhoods.conftest import AT, enter, join, plan, states
from tests.reading import Page

DAY = timedelta(days=1)
NEW = {
    "organisation": "buurthuis-de-brug",
    "title_en": "A long table",
    "summary_en": "Eating together.",
    "kind": "coaching",
    "audience": ["parents"],
    "languages": ["nl", "ti"],
}


@pytest.fixture
def open_run(course, partner):
    now = timezone.now()
    return plan(course, partner, at=now, start=(now + 30 * DAY).replace(microsecond=0))


@pytest.fixture
def home(course):
    return f"/en/desk/training/{course.code}/"


@pytest.fixture
def as_partner(as_person):
    return as_person("partner")


def typed(**changes):
    """What one types for a run: two evenings, ten places."""
    day = timezone.localdate() + 40 * DAY
    lines = f"{day} 19:00-21:00\n{day + 7 * DAY} 19:00-21:00, Library"
    given = {"meetings": lines, "place_en": "De Brug", "capacity": "10", "confirm_within": "48", "order": "arrival"}
    return {**given, "closes_on": str(day - DAY), "closes_hour": "12:00", **changes}


def test_a_partner_writes_publishes_and_plans(as_partner):
    """Until everyone can sign up."""
    made = as_partner.post("/en/desk/training/-/new/", NEW)
    course = Course.objects.get(title__en="A long table")
    assert made.url == f"/en/desk/training/{course.code}/"
    assert as_partner.get(f"/en/training/{course.code}/").status_code == 404
    assert "Then plan its meetings" in Page(as_partner.get(f"{made.url}state/")).text
    as_partner.post(f"{made.url}state/")
    planned = as_partner.post(f"{made.url}runs/new/", typed())
    run = Run.objects.get(course=course)
    assert planned.url == f"{made.url}runs/{run.pk}/"
    assert [one.place for one in run.meetings.all()] == ["", "Library"]
    assert "Library" in Page(as_partner.get(f"/en/training/{course.code}/")).text


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"title_en": ""}, "title", "at least one language"),
        ({"audience": []}, "audience", "tick at least one"),
        ({"organisation": "meldpunt-kleinstad"}, "organisation", "Select a valid choice"),
        ({"languages": ["xx"]}, "languages", "Select a valid choice"),
    ],
)
def test_a_fault_of_a_course_stands_next_to_its_field(as_partner, changes, field, words):
    """And the rest is kept."""
    response = as_partner.post("/en/desk/training/-/new/", {**NEW, **changes})
    page = Page(response)
    assert response.status_code == 422
    assert words in page.errors[field]
    assert page.inputs["summary_en"] == "Eating together."
    assert not Course.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"meetings": "next week"}, "meetings", "We cannot read"),
        ({"meetings": "2020-01-01 10:00-11:00"}, "meetings", "lies in the past"),
        ({"meetings": "2099-01-01 11:00-10:00"}, "meetings", "ends before it begins"),
        ({"closes_on": "2099-01-01"}, "closes_on", "closes at the latest"),
        ({"order": "lot"}, "draws_on", "moment of the draw"),
        ({"capacity": "0"}, "capacity", "greater than or equal to 1"),
    ],
)
def test_a_fault_of_a_run_stands_next_to_its_field(as_partner, home, changes, field, words):
    """And what was typed is kept."""
    response = as_partner.post(f"{home}runs/new/", typed(**changes))
    page = Page(response)
    assert response.status_code == 422
    assert words in page.errors[field]
    assert page.inputs["place_en"] == "De Brug"
    assert not Run.objects.exists()


def test_a_partner_sees_who_comes_who_waits_and_what_they_need(as_partner, home, open_run):
    """In the order of the line."""
    now = timezone.now()
    for name in ("Ada", "Bo", "Cem", "Dee"):
        enter(open_run, name, at=now)
    join(open_run, "Eli", at=now, needs="A hearing loop")
    page = Page(as_partner.get(f"{home}runs/{open_run.pk}/"))
    assert page.text.index("Cem") < page.text.index("Dee") < page.text.index("Eli")
    assert "ada@example.org" in page.text


def test_attendance_is_ticked_and_the_page_prints_a_sheet(as_partner, home, course, partner):
    """With a column for each meeting."""
    now = timezone.now()
    run = plan(course, partner, at=now - 40 * DAY, start=now - DAY, count=2)
    rows = [enter(run, name, at=now - 30 * DAY) for name in ("Ada", "Bo")]
    address = f"{home}runs/{run.pk}/attendance/"
    assert "To sign on paper" in Page(as_partner.get(address)).text
    sent = as_partner.post(address, {f"sign-up-{rows[0].pk}": "present", f"sign-up-{rows[1].pk}": "absent"})
    assert sent.status_code == 303
    assert states(run) == {"Ada": "attended", "Bo": "absent"}


def test_attendance_before_the_first_meeting_is_refused(as_partner, home, open_run):
    """Above the form, with a status of conflict."""
    row = enter(open_run, "Ada", at=timezone.now())
    response = as_partner.post(f"{home}runs/{open_run.pk}/attendance/", {f"sign-up-{row.pk}": "present"})
    assert response.status_code == 409
    assert "once the first meeting has begun" in Page(response).text


def test_a_run_is_changed_and_everyone_is_told(as_partner, home, open_run):
    """The form shows what is there; too few places are refused by name."""
    for name in ("Ada", "Bo"):
        enter(open_run, name, at=timezone.now())
    address = f"{home}runs/{open_run.pk}/edit/"
    page = Page(as_partner.get(address))
    assert page.inputs["capacity"] == "2"
    assert as_partner.post(address, typed(capacity="1")).status_code == 422
    assert as_partner.post(address, typed(capacity="3")).status_code == 303
    assert Letter.objects.filter(cause="moved").count() == 2


def test_who_saves_second_is_told_what_the_other_wrote(as_partner, home, open_run):
    """And can save knowingly."""
    address = f"{home}runs/{open_run.pk}/edit/"
    as_partner.post(address, typed(capacity="5"))
    late = as_partner.post(address, typed(capacity="7", version="1"))
    assert late.status_code == 409
    assert Page(late).inputs["capacity"] == "7"


def test_once_the_first_meeting_began_the_page_leads_to_nothing_that_is_refused(as_partner, home, course, partner):
    """A run of more evenings can be cancelled still, and no longer changed."""
    now = timezone.now()
    run = plan(course, partner, at=now - 40 * DAY, start=now - DAY, count=2)
    links = Page(as_partner.get(f"{home}runs/{run.pk}/")).links
    assert f"{home}runs/{run.pk}/cancel/" in links
    assert f"{home}runs/{run.pk}/edit/" not in links


def test_a_conflict_tells_the_days_and_hours_of_the_other(as_partner, home, open_run):
    """Meetings, closing and draw alike, in the words of the form; what is the same is not told."""
    address, theirs = f"{home}runs/{open_run.pk}/edit/", timezone.localdate() + 50 * DAY
    lot = {"order": "lot", "draws_on": str(theirs - 5 * DAY), "draws_hour": "09:30"}
    given = {"meetings": f"{theirs} 18:00-20:00, Attic", "closes_on": str(theirs - 3 * DAY), "closes_hour": "08:15"}
    assert as_partner.post(address, typed(**given, **lot)).status_code == 303
    late = as_partner.post(address, typed(version="1"))
    said = dict(re.findall("<dt>(.*?)</dt><dd>(.*?)</dd>", late.content.decode()))
    assert late.status_code == 409
    assert said["Meetings"] == f"{theirs} 18:00-20:00, Attic"
    assert "8:15" in said["Time at which sign-up closes"]
    assert "9:30" in said["Time of the draw"]
    assert {"Sign-up closes on", "Day of the draw", "Order of the line"} <= set(said)
    assert "How many can take part" not in said


def test_a_run_is_cancelled_with_a_warning_first(as_partner, home, open_run):
    """And a reason that everyone reads."""
    enter(open_run, "Ada", at=timezone.now())
    address = f"{home}runs/{open_run.pk}/cancel/"
    assert "This cannot be taken back" in Page(as_partner.get(address)).text
    assert as_partner.post(address, {"reason_en": ""}).status_code == 422
    assert as_partner.post(address, {"reason_en": "The trainer is ill."}).status_code == 303
    assert "The trainer is ill." in Page(as_partner.get(f"/en/training/{open_run.course.code}/")).text


def test_a_message_goes_to_everyone_who_has_a_place(as_partner, home, open_run):
    """And stands on the page of the run."""
    enter(open_run, "Ada", at=timezone.now())
    address = f"{home}runs/{open_run.pk}/message/"
    assert as_partner.post(address, {"text": ""}).status_code == 422
    assert as_partner.post(address, {"text": "Bring a pen."}).status_code == 303
    assert "Bring a pen." in Page(as_partner.get(f"{home}runs/{open_run.pk}/")).text


@pytest.mark.parametrize(
    ("act", "sent"),
    [("edit", {"capacity": "9"}), ("cancel", {"reason_en": "Ill."}), ("message", {"text": "Bring a pen."})],
)
def test_letters_of_what_the_organisation_did_go_at_once(as_partner, home, open_run, act, sent):
    """Nobody waits for the next minute; what is refused sends for nobody."""
    address = f"{home}runs/{open_run.pk}/{act}/"
    assert as_partner.post(address, {"version": "1"}).status_code == 422
    assert waiting_jobs() == 0
    assert as_partner.post(address, typed(**sent) if act == "edit" else sent).status_code == 303
    assert waiting_jobs() == 1


def waiting_jobs():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name LIKE '%send_training_letters'")
        return cursor.fetchone()[0]


def test_a_partner_does_not_come_near_the_training_of_others(as_partner, other_course):
    """Neither to look nor to change."""
    home = f"/en/desk/training/{other_course.code}/"
    for address in (home, f"{home}edit/", f"{home}state/", f"{home}runs/new/"):
        assert as_partner.get(address).status_code == 403
    assert other_course.code not in as_partner.get("/en/desk/training/").content.decode()


def test_an_adviser_keeps_the_catalogue_and_says_what_a_course_serves(as_person, home, course):
    """Any course; what does not exist is refused by name."""
    adviser = as_person("adviser")
    assert home in Page(adviser.get("/en/desk/training/")).links
    wrong = adviser.post(f"{home}serves/", {"subjects": "action:moon"})
    assert wrong.status_code == 422
    assert "action:moon" in Page(wrong).errors["subjects"]
    assert adviser.post(f"{home}serves/", {"subjects": "action:benches\n\n"}).status_code == 303
    course.refresh_from_db()
    assert course.serves == ["action:benches"]


@pytest.mark.parametrize("role", [role for role in CAST if role != "partner"])
def test_nobody_but_the_partner_ever_meets_a_name(as_person, course, open_run, role):
    """On no page of the desk or of everyone, whoever asks."""
    now = timezone.now()
    row = enter(open_run, "Zevenblad", at=now)
    enter(open_run, "Bo", at=now)
    join(open_run, "Zuring", at=now, needs="kornoelje")
    client, home = as_person(role), f"/nl/desk/training/{course.code}/"
    run = f"{home}runs/{open_run.pk}/"
    addresses = [
        *("/nl/desk/training/", home, run, f"{run}attendance/", f"{run}message/", f"{run}edit/", f"{run}cancel/"),
        *(f"/nl/training/{course.code}/", f"/nl/training/{course.code}.json", "/nl/training/", "/nl/training.json"),
        *(f"/nl/training/{course.code}/{open_run.pk}/sign-up/", "/nl/search/?q=bo", "/nl/"),
    ]
    pages = {address: client.get(address).content.decode().lower() for address in addresses}
    found = {
        address for address, text in pages.items() for word in ("zevenblad", "zuring", "kornoelje") if word in text
    }
    assert found == set()
    assert row.state == "placed"


def test_an_empty_desk_says_what_to_do(as_partner):
    """Write the first one."""
    assert "Write the first one" in Page(as_partner.get("/en/desk/training/")).text


def test_a_run_whose_names_were_destroyed_says_so(as_partner, home, open_run):
    """With the day, and no list."""
    enter(open_run, "Ada", at=timezone.now())
    operations.destroy_due(on=timezone.localdate(open_run.ends_at) + 60 * DAY, at=AT)
    page = Page(as_partner.get(f"{home}runs/{open_run.pk}/"))
    assert "were destroyed on" in page.text
    assert "Ada" not in page.text
