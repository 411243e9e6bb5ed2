"""What everyone reads of pacts: who pledged what and how it stands, meetings, years, in pages and machine forms."""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest

from stadsrecht.partners.models import Pact, PactMeeting, Pledge, PledgeNote
from stadsrecht.partners.operations import save_meeting, view_pledge
from stadsrecht.partners.queries import year_of, years_of
from tests.partners.pacts.conftest import AT, TODAY, WHY, WORDS
from tests.reading import Page

PACT, PLEDGE = "/en/pacts/samen-open/", "/en/pledges/long-table/"


def rows(response):
    return list(csv.DictReader(StringIO(response.content.decode("utf-8-sig"))))


def test_the_page_of_a_pact_shows_each_pledge_by_subject_and_by_right(client, db):
    """With the day, the state, and the right that it serves."""
    text = Page(client.get(PACT)).text
    for words in ("A long table on the square", "under way", "not kept", "The buses had no room."):
        assert words in text
    assert "Which rights it serves" in text
    assert client.get("/en/pacts/samen-open.json").json()["rights"][0] == {
        "provision": "eu-charter:12",
        "pledges": ["posters", "long-table"],
    }


def test_a_pact_for_show_says_so_on_every_page(client, db):
    """Also in the table and the data."""
    for address in ("/en/pacts/", PACT, PLEDGE, f"{PACT}2025/"):
        assert "Kleinstad does not exist." in Page(client.get(address)).text
    assert rows(client.get("/en/pacts/samen-open.csv"))[0]["for_show"]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("?subject=meeting", {"long-table"}),
        ("?state=kept", {"walk-in"}),
        ("?organisation=meldpunt-kleinstad", {"walk-in", "posters"}),
        ("?subject=meeting&state=kept", set()),
        ("?state=moon", set()),
    ],
)
def test_pledges_are_filtered(client, db, query, codes):
    """The same in each form."""
    assert {row["code"] for row in rows(client.get(f"/en/pacts/samen-open.csv{query}"))} == codes
    assert {row["code"] for row in client.get(f"/en/pacts/samen-open.json{query}").json()["pledges"]} == codes
    assert ("No pledge fits" in Page(client.get(f"{PACT}{query}")).text) == (not codes)


def test_both_views_stand_side_by_side(client, pledge, person):
    """And the page says where they differ."""
    view_pledge(pledge=pledge, text=WHY, state="not_kept", acting_user=person("adviser"), on=TODAY, at=AT)
    text = Page(client.get(PLEDGE)).text
    assert text.index("What the organisation says") < text.index("How the city sees it")
    assert "The two views differ." in text
    assert "Het regende." in text
    said = client.get("/en/pledges/long-table.json").json()["said"]
    assert {row["voice"] for row in said} == {"partner", "city"}


def test_a_pledge_of_which_nobody_spoke_says_so(client, db):
    """Empty states say what is missing."""
    PledgeNote.objects.all().delete()
    Pledge.objects.update(city_state="")
    text = Page(client.get(PLEDGE)).text
    assert "The organisation has not reported yet." in text
    assert "The city has not given its view." in text
    assert "Nothing shows yet what came of this pledge." in text


def test_a_city_without_pact_is_told_what_one_is(client, db):
    """The list is not just empty."""
    Pledge.objects.all().delete()
    Pact.objects.all().delete()
    assert "No pact is recorded yet." in Page(client.get("/en/pacts/")).text


def test_meetings_show_agenda_decisions_and_who_was_there(client, db):
    """What nobody wrote down is not absence."""
    text = Page(client.get(f"{PACT}meetings/")).text
    for words in ("The table will come.", "Was there", "Was absent", "not written down"):
        assert words in text
    found = client.get("/en/pacts/samen-open/meetings.json").json()
    assert found[1]["attendance"] == {"buurthuis-de-brug": True, "meldpunt-kleinstad": False}
    assert found[0]["attendance"] == {}


def test_the_calendar_of_meetings_is_icalendar(client, db):
    """In UTC, folded, with lasting names; a cancelled meeting stays in it and says so."""
    PactMeeting.objects.filter(title__nl="Tweede bijeenkomst").update(is_cancelled=True)
    answer = client.get("/en/pacts/samen-open/meetings.ics")
    lines = answer.content.decode().split("\r\n")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert (lines[0], lines[1], lines[-2]) == ("BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert {"DTSTART:20250310T180000Z", "STATUS:CANCELLED", "STATUS:CONFIRMED"} <= set(lines)
    assert "DESCRIPTION:Getting to know each other\\nThe long table" in lines
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 2


def test_a_meeting_that_is_changed_tells_the_calendars_that_have_it(client, pact, person):
    """The same name with a higher sequence and a later moment; the other meeting has neither."""
    first, second = pact.meetings.order_by("starts_at")
    before = events(client)
    act = {"acting_user": person("adviser"), "at": AT + timedelta(days=1)}
    save_meeting(pact=pact, meeting=second, version=second.version, values={"is_cancelled": True}, **act)
    after = events(client)
    said = {uid: (event["SEQUENCE"], event["LAST-MODIFIED"], event["STATUS"]) for uid, event in after.items()}
    assert said[f"urn:uuid:{second.uuid}"] == ("1", f"{AT + timedelta(days=1):%Y%m%dT%H%M%SZ}", "CANCELLED")
    assert after[f"urn:uuid:{first.uuid}"] == before[f"urn:uuid:{first.uuid}"]
    assert before[f"urn:uuid:{second.uuid}"]["SEQUENCE"] == "0"


def events(client):
    """The events of the pact's calendar by their names."""
    lines = client.get("/en/pacts/samen-open/meetings.ics").content.decode().replace("\r\n ", "").split("\r\n")
    found = []
    for line in lines:
        name, _colon, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found:
            found[-1].setdefault(name, value)
    return {event["UID"]: event for event in found}


def test_a_year_shows_what_stood_at_its_end(client, db, report):
    """What was said later does not change an earlier year."""
    report("kept")
    old = {row["code"]: row for row in client.get(f"{PACT.rstrip('/')}/2025.json").json()["pledges"]}
    new = {row["code"]: row for row in client.get(f"{PACT.rstrip('/')}/2026.json").json()["pledges"]}
    assert (old["long-table"]["state"], new["long-table"]["state"]) == ("running", "kept")
    assert old["walk-in"]["city_view"] is None
    assert set(new) == {"long-table"}
    text = Page(client.get(f"{PACT}2025/")).text
    assert "As it stood at the end of 2025." in text
    assert "Getting to know each other" in text


def test_the_quota_of_a_year_counts_no_later_meeting(pact, pledge):
    """The first meeting was in 2025; a quota of 2024 knows nothing of it."""
    Pledge.objects.filter(pk=pledge.pk).update(made_on=date(2024, 1, 1))
    before, after = (
        next(row.quota for row in year_of(pact, year).pledges if row.pledge.pk == pledge.pk) for year in (2024, 2025)
    )
    assert (before.attended, after.attended) == (0, 1)


def states_in(pact, pledge, *years):
    """The state of a pledge in each year, None where the year does not hold it."""
    found = [{row.pledge.pk: str(row.state) for row in year_of(pact, year).pledges} for year in years]
    return [rows.get(pledge.pk) for rows in found]


def say(pledge, state, day):
    PledgeNote.objects.create(pledge=pledge, voice="partner", kind="report", text=WHY, state=state, noted_on=day)


def test_a_pledge_due_on_the_last_day_and_reported_on_after_it_stands_in_both_years(pact, pledge):
    """Open at the end of the first, kept in the second, and in no later one."""
    say(pledge, "kept", date(2027, 1, 8))
    assert states_in(pact, pledge, 2025, 2026, 2027, 2028) == ["running", "running", "kept", None]


def test_a_withdrawn_pledge_is_in_no_later_year(pact, pledge):
    """Though its due day is still to come."""
    Pledge.objects.filter(pk=pledge.pk).update(due_on=date(2028, 1, 1))
    say(pledge, "withdrawn", date(2026, 5, 1))
    assert states_in(pact, pledge, 2026, 2027) == ["withdrawn", None]


def test_a_pledge_that_was_taken_up_again_is_in_the_year_in_which_it_was(pact, pledge):
    """Kept in December, at work and kept again in the next year."""
    for state, day in (("kept", date(2025, 12, 10)), ("running", date(2026, 2, 1)), ("kept", date(2026, 5, 1))):
        say(pledge, state, day)
    assert states_in(pact, pledge, 2025, 2026, 2027) == ["kept", "kept", None]


def test_a_pledge_that_came_with_its_state_has_it_in_its_year(pact, pledge):
    """A data pack may know how a pledge ended and not when that was said."""
    pledge.notes.all().delete()
    Pledge.objects.filter(pk=pledge.pk).update(state="partly_kept", reason=WHY, city_state="not_kept")
    [row] = [row for row in year_of(pact, 2025).pledges if row.pledge.pk == pledge.pk]
    assert (row.state, row.city_state, row.reason) == ("partly_kept", "not_kept", WHY)


def test_a_year_says_why_a_pledge_was_not_kept(client, pact, pledge, report):
    """As it was said then, also where the pledge was taken up again."""
    report("partly_kept", reason=WHY)
    assert "Why: Het regende." in Page(client.get(f"{PACT}2026/")).text
    assert client.get(f"{PACT.rstrip('/')}/2026.json").json()["pledges"][0]["reason"] == {"nl": "Het regende."}
    say(pledge, "kept", date(2027, 3, 1))
    [row] = [row for row in year_of(pact, 2026).pledges if row.pledge.pk == pledge.pk]
    assert row.reason == WORDS


def test_a_pact_that_has_not_begun_has_no_year(pact):
    """Also where it begins later in the same year."""
    Pact.objects.filter(pk=pact.pk).update(starts_on=date(2026, 9, 1))
    pact.refresh_from_db()
    assert years_of(pact, date(2026, 8, 31)) == []
    assert years_of(pact, date(2026, 9, 1)) == [2026]


@pytest.mark.parametrize("year", ["2024", "2031"])
def test_a_year_outside_the_pact_is_not_found(client, db, year):
    """Nor one that has not come."""
    assert client.get(f"{PACT}{year}/").status_code == 404


@pytest.mark.parametrize("address", ["/en/pacts/none/", "/en/pledges/none/", "/en/pacts/none/meetings/"])
def test_what_does_not_exist_is_not_found(client, db, address):
    """With a page that says so."""
    assert client.get(address).status_code == 404


def test_the_page_of_an_organisation_shows_what_it_pledged(client, db):
    """With the pact it signed."""
    text = Page(client.get("/en/partners/buurthuis-de-brug/")).text
    assert "What this organisation pledged" in text
    assert "A long table on the square" in text
    assert "What this organisation pledged" not in Page(client.get("/en/partners/veilig-huis/")).text


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
@pytest.mark.parametrize("path", ["pacts/", "pacts/samen-open/", "pacts/samen-open/2025/", "pledges/walk-in/"])
def test_pages_are_in_the_language_of_the_reader(client, db, language, path):
    """Each in three."""
    assert Page(client.get(f"/{language}/{path}")).language == language


def test_what_a_draft_policy_is_called_stays_inside(client, as_person, db):
    """A pledge tied to an action of a draft names it at the desk alone."""
    assert "desk-in-harbour" not in client.get("/en/pledges/walk-in.json").content.decode()
    adviser = as_person("adviser")
    assert "A desk in the Harbour" not in adviser.get("/en/pledges/walk-in/").content.decode()
    assert "A desk in the Harbour" in adviser.get("/en/desk/pledges/walk-in/").content.decode()
