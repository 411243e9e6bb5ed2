"""Letters about what is due: once each, to who works on the case, and without a word of it."""

import pytest

from stadsrecht.discrimination.models import Notice
from stadsrecht.discrimination.operations import (
    add_to_report,
    close_case,
    due_notices,
    finish_step,
    mark_words_read,
    send_notice,
    take_step,
    withdraw_referral,
)
from stadsrecht.discrimination.queries import case_list
from tests.discrimination.casework import later
from tests.discrimination.referring import WORDS
from tests.discrimination.telling import AT, ON, SECRETS

EMAIL = "{}@demo.invalid".format
STEP_DUE = 14  # days of the step "advice", which is shorter than any state


def remind(days):
    """One run of the job on that day: how many letters it sent."""
    return sum(send_notice(notice_id=number, at=AT) for number in due_notices(on=later(days)["on"]))


@pytest.fixture
def step(worker, mine, key):
    return worker.does(take_step, case=mine, key=key, kind="advice", note="Bel Wielewaal")


def test_who_works_on_a_case_hears_on_the_day_itself_and_once(step, mailoutbox):
    assert (remind(STEP_DUE - 1), remind(STEP_DUE), remind(STEP_DUE), remind(STEP_DUE + 1)) == (0, 1, 0, 0)
    assert [message.to for message in mailoutbox] == [[EMAIL("case_worker")]]


def test_each_deadline_is_one_cause(step, mailoutbox):
    """The step's, and weeks later the state's."""
    assert (remind(STEP_DUE), remind(42), remind(60)) == (1, 1, 0)


def test_a_letter_holds_the_number_and_the_address_and_no_word(mine, step, mailoutbox):
    remind(STEP_DUE)
    (letter,) = mailoutbox
    assert letter.subject == f"Zaak {mine.report.number}"
    assert f"/nl/desk/cases/{mine.report.number}/" in letter.body
    shown = letter.subject + letter.body
    told = (*SECRETS, "Wielewaal", "discriminatie", "Herkomst", "Wonen", "Advies")
    assert [word for word in told if word.lower() in shown.lower()] == []


def test_what_was_done_in_time_is_no_letter(worker, step, mailoutbox):
    worker.does(finish_step, step=step)
    assert remind(STEP_DUE) == 0


def test_of_a_case_that_nobody_took_the_coordinator_hears(case, mailoutbox):
    assert remind(5) == 1
    assert mailoutbox[0].to == [EMAIL("office_coordinator")]


def test_of_a_closed_case_nobody_hears(worker, mine, step, mailoutbox):
    """Nor where the letter was claimed before and not yet sent."""
    assert len(due_notices(on=later(STEP_DUE)["on"])) == 1
    worker.does(close_case, case=mine, outcome="advised")
    assert remind(STEP_DUE) == 0


def test_of_a_word_in_a_closed_case_its_worker_hears_until_they_read_it(worker, mine, reporter, mailoutbox):
    """Once, some days later; and it stands among what is late."""
    worker.does(close_case, case=mine, outcome="advised")
    add_to_report(opened=reporter(), text="Nog iets", files=(), nonce=b"z" * 20, **later(10))
    late = case_list("late", person=worker.person, of_everyone=False, today=later(16)["on"])
    for days in (14, 15, 16):
        remind(days)
    letters = Notice.objects.filter(cause=Notice.Cause.DUE, sent_at__isnull=False)
    assert ([one.about_on for one in letters], list(late)) == ([later(15)["on"]], [mine])
    mine.refresh_from_db()
    shown = mine.report.messages.values_list("pk", flat=True)
    mark_words_read(case=mine, shown=shown, acting_user=worker.person, on=later(16)["on"])
    assert not late.all().exists()


def test_the_partner_hears_of_a_referral_by_its_reference(sent, mine, mailoutbox):
    """Once, with nothing of the case, not even its number."""
    assert (remind(0), remind(1)) == (1, 0)
    (letter,) = mailoutbox
    assert (letter.to, letter.subject) == ([EMAIL("partner")], f"Doorverwijzing {sent.reference}")
    assert f"/nl/desk/referrals/{sent.pk}/" in letter.body
    assert "cases" not in letter.body
    assert [word for word in (*SECRETS, *WORDS) if word in letter.body] == []


@pytest.mark.parametrize("how", ["opened", "withdrawn", "withdrawn after the claim"])
def test_a_referral_that_is_known_or_over_is_no_letter(worker, partner, sent, mailoutbox, how):
    if how == "opened":
        partner.reads(sent.pk)
    else:
        if "claim" in how:
            assert len(due_notices(on=ON)) == 1
        worker.does(withdraw_referral, referral=sent)
    assert remind(0) == 0


def test_a_letter_is_sent_once_also_when_it_is_asked_for_twice(step, mailoutbox):
    """Two jobs that hold the same list do not both send."""
    number = due_notices(on=later(STEP_DUE)["on"])[0]
    assert [send_notice(notice_id=number, at=AT) for _twice in (1, 2)] == [True, False]
    assert Notice.objects.get().sent_at == AT
