"""Letters about pledges: once for each due moment, to those who speak for the organisation."""

from datetime import date, timedelta

import pytest
from django.core import mail

from stadsrecht.partners.models import Editorship, Pledge, PledgeReminder
from stadsrecht.partners.operations import (
    ask_about_pledge,
    due_pledge_reminders,
    edit_pledge,
    send_pledge_reminder,
)
from stadsrecht.partners.tasks import remind_partners
from tests.partners.pacts.conftest import AT, WHY, WORDS

DUE = date(2026, 12, 31)
STEP = date(2026, 11, 1)


@pytest.fixture(autouse=True)
def outbox(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []


@pytest.mark.parametrize(
    ("on", "causes"),
    [
        (DUE - timedelta(15), ["milestone"]),
        (DUE - timedelta(14), ["milestone", "soon"]),
        (DUE, ["milestone", "soon"]),
        (DUE + timedelta(1), ["milestone", "overdue"]),
        (STEP, []),
    ],
)
def test_each_due_moment_has_its_letter(pledge, on, causes):
    """Two weeks before, the day after, and the day after a milestone."""
    due_pledge_reminders(on=on)
    assert sorted(PledgeReminder.objects.values_list("cause", flat=True)) == causes


def test_a_letter_is_sent_once(pledge):
    """In the city's language, with the way to the report, under an identity that stays."""
    [number] = due_pledge_reminders(on=STEP + timedelta(1))
    assert send_pledge_reminder(reminder_id=number, at=AT)
    assert not send_pledge_reminder(reminder_id=number, at=AT)
    assert due_pledge_reminders(on=STEP + timedelta(2)) == []
    [letter] = mail.outbox
    assert letter.to == ["partner@demo.invalid"]
    assert "/nl/desk/pledges/long-table/" in letter.body
    assert "1 november 2026" in letter.body
    assert letter.extra_headers["Message-ID"].startswith(f"<pledge-reminder-{number}@")


def test_a_new_due_day_is_a_new_moment(pledge, person):
    """The old one is not asked for again."""
    assert len(due_pledge_reminders(on=DUE)) == 2
    edit_pledge(pledge=pledge, version=None, values={"due_on": date(2027, 6, 1)}, acting_user=person("partner"), at=AT)
    due_pledge_reminders(on=date(2027, 5, 30))
    assert PledgeReminder.objects.filter(cause="soon").count() == 2


def test_what_has_ended_is_no_longer_asked_for(pledge, report):
    """Also what was claimed and not yet sent."""
    assert due_pledge_reminders(on=DUE)
    report("kept")
    assert due_pledge_reminders(on=DUE) == []


def test_a_question_of_the_city_is_sent_with_its_words(pledge, person, report):
    """Also of a pledge that has ended; one a day."""
    report("kept")
    ask = {"pledge": pledge, "text": WORDS, "acting_user": person("adviser"), "on": AT.date(), "at": AT}
    ask_about_pledge(**ask)
    ask_about_pledge(**{**ask, "text": WHY})
    [number] = due_pledge_reminders(on=AT.date() + timedelta(1))
    send_pledge_reminder(reminder_id=number, at=AT)
    assert "De tafel stond er.\nHet regende.\n" in mail.outbox[0].body


def test_a_question_asked_after_the_letters_of_the_day_is_in_the_next_one(pledge, person, report):
    """The letter about a day's questions waits until that day is over."""
    report("kept")
    ask = {"pledge": pledge, "text": WORDS, "acting_user": person("adviser"), "on": AT.date(), "at": AT}
    ask_about_pledge(**ask)
    assert due_pledge_reminders(on=AT.date()) == []
    ask_about_pledge(**{**ask, "text": WHY})
    [number] = due_pledge_reminders(on=AT.date() + timedelta(1))
    assert send_pledge_reminder(reminder_id=number, at=AT)
    assert "De tafel stond er.\nHet regende.\n" in mail.outbox[0].body
    assert due_pledge_reminders(on=AT.date() + timedelta(2)) == []


def test_an_organisation_without_editors_gets_no_letter(pledge):
    """There is nobody to write to; the desk shows it."""
    Editorship.objects.all().delete()
    assert due_pledge_reminders(on=DUE) == []


def test_the_job_of_each_morning_sends_what_is_due(pledge, db):
    """Run twice it sends nothing twice."""
    Pledge.objects.filter(pk=pledge.pk).update(due_on=date(2025, 12, 31))
    sent = remind_partners(0)
    assert sent == len(mail.outbox) >= 1
    assert remind_partners(0) == 0
