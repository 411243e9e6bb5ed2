"""Meetings on a theme of the coalition, and the one calendar that holds these and the meetings of every pact."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest

from stadsrecht.kernel.errors import EditConflict
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.partners import errors
from stadsrecht.partners.models import PactMeeting, ThemeMeeting
from stadsrecht.partners.operations import save_meeting, save_theme_meeting
from tests.conftest import CAST
from tests.partners.conftest import AT
from tests.reading import Page

START = datetime(2030, 3, 31, 0, 30, tzinfo=UTC)  # half an hour before the clock goes forward
VALUES = {"title": LocalisedText(nl="Tafel, stoel; en zaal"), "starts_at": START, "ends_at": START + timedelta(hours=2)}
NEW = "/en/desk/coalition/meetings/new/"
TYPED = {"theme": "meeting", "title_nl": "Tafel", "day": "2030-03-31", "starts_at": "19:00", "ends_at": "21:00"}


@pytest.fixture
def save(person):
    def act(who="partner", theme="meeting", meeting=None, version=None, at=AT, **values):
        given = values if meeting else {**VALUES, **values}
        return save_theme_meeting(
            theme=theme, meeting=meeting, version=version, values=given, acting_user=person(who), at=at
        )

    return act


@pytest.fixture
def events(client, db):
    """UID -> what another reader makes of the event."""

    def read(address="/en/coalition.ics"):
        found = icalendar.Calendar.from_ical(client.get(address).content)
        return {str(event["UID"]): event for event in found.walk("VEVENT")}

    return read


def test_the_core_group_calls_a_meeting(save):
    """On its own theme; while a theme has no driver, the city's editors do."""
    assert save().theme == "meeting"
    assert save("adviser", theme="discrimination").theme == "discrimination"
    with pytest.raises(errors.NotCoreGroup):
        save(theme="discrimination")


@pytest.mark.parametrize("role", [role for role in CAST if role not in ("resident", "partner")])
def test_nobody_else_calls_or_changes_a_meeting(save, role):
    """Where a theme has a driver, the city neither."""
    with pytest.raises(errors.NotCoreGroup):
        save(role)
    with pytest.raises(errors.NotCoreGroup):
        save(role, meeting=save(), is_cancelled=True)


def test_a_meeting_that_ends_before_it_begins_is_refused(save):
    """Also where only its end is changed."""
    for given in ({}, {"meeting": save()}):
        with pytest.raises(errors.MeetingEndsBeforeStart):
            save(**given, ends_at=START)


def test_two_who_change_one_meeting_lose_nothing(save):
    """The second is told what the first wrote."""
    made = save()
    save(meeting=made, version=1, place=LocalisedText(nl="Zaal 1"))
    with pytest.raises(EditConflict):
        save(meeting=made, version=1, place=LocalisedText(nl="Zaal 2"))


def test_one_calendar_holds_the_meetings_of_every_pact_and_theme(events, save):
    """Each under a name of its own, at its own address."""
    made, found = save(), events()
    uids = {f"urn:uuid:{row.uuid}" for row in (made, *PactMeeting.objects.all())}
    assert set(found) == uids
    assert len(uids) == PactMeeting.objects.count() + 1
    assert str(found[f"urn:uuid:{made.uuid}"]["URL"]).endswith(f"/en/coalition/#meeting-{made.pk}")
    assert len({str(event["URL"]) for event in found.values()}) == len(uids)


def test_another_reader_understands_a_meeting(events, save):
    """Its moment, also on the night of the clock change, and signs that the format uses itself."""
    made = save(place=LocalisedText(nl="Plein 1\nachter de deur"))
    event = events()[f"urn:uuid:{made.uuid}"]
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (START, START + timedelta(hours=2))
    assert str(event["SUMMARY"]) == "Tafel, stoel; en zaal"
    assert str(event["LOCATION"]) == "Plein 1\nachter de deur"
    assert (event["SEQUENCE"], event["STATUS"], event["LAST-MODIFIED"].dt) == (0, "CONFIRMED", AT)


def test_a_cancelled_meeting_is_told_to_calendars_that_have_it(events, save, person):
    """The same name, a later sequence and moment: of a theme and of a pact alike."""
    later = AT + timedelta(days=1)
    of_pact = PactMeeting.objects.first()
    before, made = events(), save()
    save(meeting=made, version=1, at=later, is_cancelled=True)
    given = {"pact": of_pact.pact, "meeting": of_pact, "version": of_pact.version, "acting_user": person("adviser")}
    save_meeting(**given, values={"is_cancelled": True}, at=later)
    after = events()
    for row, sequence in ((made, 1), (of_pact, before[f"urn:uuid:{of_pact.uuid}"]["SEQUENCE"] + 1)):
        event = after[f"urn:uuid:{row.uuid}"]
        assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", sequence)
        assert event["LAST-MODIFIED"].dt == event["DTSTAMP"].dt == later


def test_the_calendar_says_its_name_and_when_to_fetch_it_again(client, db):
    """By RFC 7986, and by what older programs know."""
    found = icalendar.Calendar.from_ical(client.get("/en/coalition.ics").content)
    assert (found["VERSION"], found["METHOD"], found["NAME"]) == ("2.0", "PUBLISH", "Coalition")
    assert found["REFRESH-INTERVAL"].dt == timedelta(hours=6)


def test_the_page_shows_what_is_to_come(client, save):
    """Under its theme, also one without members; what is over goes, what is cancelled says so."""
    save(), save("adviser", theme="youth", title=LocalisedText(en="Table for youth"), is_cancelled=True)
    past = {"starts_at": datetime(2020, 1, 1, 10, tzinfo=UTC), "ends_at": datetime(2020, 1, 1, 12, tzinfo=UTC)}
    save(title=LocalisedText(en="Long ago"), **past)
    text = Page(client.get("/en/coalition/")).text
    assert "Tafel, stoel; en zaal" in text
    assert "cancelled" in text[text.index("Table for youth") :]
    assert "Long ago" not in text


def test_the_core_group_writes_a_meeting_at_the_desk(as_person):
    """What is refused keeps what was typed; a change keeps its theme."""
    partner = as_person("partner")
    refused = Page(partner.post(NEW, {**TYPED, "ends_at": "18:00"}))
    assert "must end after it begins" in refused.errors["ends_at"]
    assert refused.inputs["title_nl"] == "Tafel"
    assert partner.post(NEW, TYPED).status_code == 303
    address = f"/en/desk/coalition/meetings/{ThemeMeeting.objects.get().pk}/"
    assert address in Page(partner.get("/en/desk/coalition/")).links
    assert Page(partner.get(address)).inputs["starts_at"] == "19:00"
    assert partner.post(address, {**TYPED, "version": "1", "is_cancelled": "on"}).status_code == 303
    assert ThemeMeeting.objects.get().is_cancelled


def test_a_meeting_on_a_theme_of_others_is_not_offered(as_person):
    """Nor is one that there is not."""
    partner = as_person("partner")
    assert "Select a valid choice" in Page(partner.post(NEW, {**TYPED, "theme": "youth"})).errors["theme"]
    assert partner.get("/en/desk/coalition/meetings/4711/").status_code == 404
