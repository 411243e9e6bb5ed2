"""Letters: each once, in the language that the person chose, with the days where a place is firm."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.neighbourhoods import operations
from stadsrecht.neighbourhoods.models import Letter, SignUp
from stadsrecht.neighbourhoods.tasks import destroy_names, keep_days, keep_lines, send_training_letters
from tests.neighbourhoods.conftest import AT, enter, join, meetings, plan

DAY = timedelta(days=1)


def sent(at=AT):
    """Everything that waits, sent; gives subject and body of each, the first first."""
    mail.outbox.clear()
    for number in operations.due_letters():
        operations.send_letter(letter_id=number, at=at)
    return list(mail.outbox)


def move(run, person, days):
    values = {name: getattr(run, name) for name in ("place", "capacity", "closes_at", "confirm_within", "order")}
    more = {"version": None, "meetings": meetings(run.starts_at + days), "seed": bytes(32), "at": AT}
    return operations.save_run(run=run, values=values, acting_user=person, **more)


@pytest.mark.parametrize(
    ("language", "subject", "link"),
    [
        ("nl", "Bevestig uw e-mailadres: Luisteren naar jongeren", "/nl/training/place/"),
        ("en", "Confirm your e-mail address: Listening to young people", "/en/training/place/"),
        ("fr", "Confirmez votre adresse e-mail : Écouter les jeunes", "/fr/training/place/"),
    ],
)
def test_the_first_letter_is_in_the_language_of_the_person(run, language, subject, link):
    """With the link, and until when it must be clicked."""
    join(run, "Ada", language=language)
    letter = sent()[0]
    assert letter.subject.replace("\xa0", " ") == subject
    assert link in letter.body
    assert letter.to == ["ada@example.org"]


def test_no_words_of_a_stranger_go_to_an_address_that_is_not_confirmed(run):
    """Anybody can fill in somebody's address: the name stands in letters from the click on, on one line."""
    values = {"name": "Win a prize\r\n\r\nat   example.com", "email": "ada@example.org", "language": "en"}
    operations.sign_up(run=run, values=values, ticket="x", at=AT)
    held = sent()[0].body
    assert held.startswith("Hello,\n")
    assert "prize" not in held
    operations.confirm_place(sign_up=SignUp.objects.get(), at=AT)
    assert sent()[0].body.startswith("Hello Win a prize at example.com,\n")


def test_the_link_of_a_letter_opens_the_place(client, run):
    """Of just that person."""
    join(run, "Ada", language="en")
    link = re.search(r"https?://[^/]+(/en/training/place/\S+)", sent()[0].body)[1]
    assert "Ada" not in link
    assert client.get(link).status_code == 200


def test_each_letter_is_sent_once(run):
    """Whoever asks again."""
    join(run, "Ada")
    assert len(sent()) == 1
    assert sent() == []


def test_a_firm_place_brings_the_days_for_a_calendar(run):
    """As an attachment."""
    enter(run, "Ada")
    letter = next(one for one in sent() if one.attachments)
    name, content, kind = letter.attachments[0]
    assert (name, kind) == (f"{run.course.code}.ics", "text/calendar")
    assert "BEGIN:VEVENT" in content


def test_every_cause_has_words_of_its_own(course, run, partner):
    """Offer, passed on, moved, cancelled, message, reminder, evaluation."""
    first, second, third, fourth = (enter(run, name) for name in ("Ada", "Bo", "Cem", "Dee"))
    sent()
    operations.give_up_place(sign_up=first, at=AT)
    offer = sent()[0]
    assert offer.to == [third.email]
    assert "Bevestig vóór" in offer.body
    operations.settle_due(at=AT + 2 * DAY)
    bodies = {one.to[0]: one.body for one in sent(AT + 2 * DAY)}
    assert "niet op tijd bevestigd" in bodies[third.email]
    assert fourth.email in bodies
    operations.write_to_all(run=run, text="Neem een pen mee.", acting_user=partner, at=AT)
    assert ["Neem een pen mee." in one.body for one in sent()] == [True]
    reason = LocalisedText(nl="De trainer is ziek.")
    operations.cancel_run(run=run, reason=reason, acting_user=partner, on=timezone.localdate(AT), at=AT)
    cancelled = sent()
    assert {one.to[0] for one in cancelled} == {second.email, fourth.email}
    assert all("De trainer is ziek." in one.body for one in cancelled)
    assert not any("link" in one.body for one in cancelled)


def test_a_reminder_goes_two_days_before_and_once(run):
    """To who has a place, and not before."""
    for name in ("Ada", "Bo", "Cem"):
        enter(run, name)
    start = timezone.localdate(run.starts_at)
    assert operations.remind(on=start - 3 * DAY) == 0
    for _again in range(2):
        operations.remind(on=start - 2 * DAY)
    assert sorted(Letter.objects.filter(cause="reminder").values_list("sign_up__name", flat=True)) == ["Ada", "Bo"]


def test_who_was_reminded_is_reminded_again_where_the_meeting_moved(run, partner):
    """To another day; asked twice in one morning, once."""
    enter(run, "Ada")
    start = timezone.localdate(run.starts_at)
    operations.remind(on=start - 2 * DAY)
    move(run, partner, 9 * DAY)
    for _again in range(2):
        operations.remind(on=start + 7 * DAY)
    assert Letter.objects.filter(cause="reminder").count() == 2


def test_an_offer_that_lapsed_before_its_letter_went_is_not_sent_any_more(run):
    """The letter would lie."""
    first, _b, third = (enter(run, name) for name in ("Ada", "Bo", "Cem"))
    sent()
    operations.give_up_place(sign_up=first, at=AT)
    operations.settle_due(at=AT + 2 * DAY)
    assert [one.subject.split(":")[0] for one in sent() if one.to == [third.email]] == ["Uw plaats is doorgegeven"]


def test_the_worker_does_all_of_it(course, partner):
    """What is due by the minute, the morning and the night; twice does no harm."""
    now = timezone.now()
    run = plan(course, partner, at=now - 40 * DAY, start=now + DAY, closes_at=now, capacity=1)
    placed, waiting = (enter(run, name, at=now - 30 * DAY) for name in ("Ada", "Bo"))
    mail.outbox.clear()
    send_training_letters.func()
    count = len(mail.outbox)
    assert count == Letter.objects.filter(sent_at__isnull=False).count() == 4
    operations.give_up_place(sign_up=placed, at=now - 3 * DAY)
    for _again in range(2):
        keep_lines.func(0)
    waiting.refresh_from_db()
    assert waiting.state == "lapsed"
    for _again in range(2):
        keep_days.func(0)
        destroy_names.func(0)
    assert Letter.objects.filter(sent_at=None).count() == 0


def test_nobody_is_written_to_at_an_address_that_leads_nowhere(run):
    """Those of the demonstration."""
    values = {"name": "Ada", "email": "ada@demo.invalid", "language": "nl"}
    operations.sign_up(run=run, values=values, ticket="x", at=AT)
    assert sent() == []
