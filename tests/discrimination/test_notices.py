"""Letters about what is due: once each, to who works on the case, and without a word of it."""

import pytest

from stadsrecht.discrimination.models import Notice
from stadsrecht.discrimination.operations import (
    add_to_report,
    ask_for_destruction,
    ask_for_identity,
    close_case,
    decide_identity,
    due_notices,
    finish_step,
    mark_words_read,
    review_looks,
    send_notice,
    take_step,
    withdraw_referral,
)
from stadsrecht.discrimination.queries import case_list
from tests.discrimination.casework import later
from tests.discrimination.referring import WORDS
from tests.discrimination.telling import AT, ON, SECRETS
from tests.reading import Page

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
    """The step's, and weeks later the state's; beside it the coordinator hears of last month's looks."""
    assert (remind(STEP_DUE), remind(42), remind(60)) == (1, 2, 0)
    assert [message.subject for message in mailoutbox if message.to == [EMAIL("case_worker")]] == [
        f"Zaak {step.case.report.number}"
    ] * 2


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
    remind(0)
    remind(1)
    (letter,) = [one for one in mailoutbox if one.to == [EMAIL("partner")]]
    assert letter.subject == f"Doorverwijzing {sent.reference}"
    assert f"/nl/desk/referrals/{sent.pk}/" in letter.body
    assert "cases" not in letter.body
    assert [word for word in (*SECRETS, *WORDS) if word in letter.body] == []


@pytest.mark.parametrize("how", ["opened", "withdrawn", "withdrawn after the claim"])
def test_a_referral_that_is_known_or_over_is_no_letter(worker, partner, sent, mailoutbox, how):
    if how == "opened":
        partner.reads(sent.pk)
    else:
        if "claim" in how:
            claimed = Notice.objects.filter(pk__in=due_notices(on=ON), cause=Notice.Cause.REFERRED)
            assert claimed.count() == 1
        worker.does(withdraw_referral, referral=sent)
    remind(0)
    assert [one for one in mailoutbox if one.to == [EMAIL("partner")]] == []


def test_a_letter_is_sent_once_also_when_it_is_asked_for_twice(step, mailoutbox):
    """Two jobs that hold the same list do not both send."""
    number = due_notices(on=later(STEP_DUE)["on"])[0]
    assert [send_notice(notice_id=number, at=AT) for _twice in (1, 2)] == [True, False]
    assert Notice.objects.get().sent_at == AT


def told(mailoutbox):
    """To whom, of what, and where to look; and empties the box."""
    found = [(one.to[0].split("@")[0], one.subject, one.body.split("http")[1].split()[0]) for one in mailoutbox]
    mailoutbox.clear()
    return [(who, what, place.split("/nl/desk/")[1]) for who, what, place in found]


def test_who_works_on_a_case_hears_of_a_word_that_waits(mine, reporter, at_work, mailoutbox):
    """Once until somebody read it, however many more come; and again of the next."""
    for day, letters in ((1, 1), (2, 0), (3, 1)):
        add_to_report(opened=reporter(), text="Er is meer", files=(), nonce=bytes([day]) * 20, **later(day))
        assert (remind(day + 1), remind(day + 1)) == (letters, 0)
        if day == 2:
            assert at_work().get(f"/nl/desk/cases/{mine.report.number}/").status_code == 200
    place = f"cases/{mine.report.number}/"
    assert told(mailoutbox) == [("case_worker", f"Zaak {mine.report.number}", place)] * 2


def test_of_a_word_in_a_case_that_nobody_has_the_coordinator_hears(case, reporter, mailoutbox):
    add_to_report(opened=reporter(), text="Er is meer", files=(), nonce=b"z" * 20, **later(1))
    assert remind(2) == 1
    assert told(mailoutbox)[0][0] == "office_coordinator"


def test_the_custodian_hears_that_they_are_asked_and_the_worker_what_came(worker, keeper, receive, mailoutbox):
    """The custodian, who opens no case, is led to their own page; neither letter says a word of it."""
    case = worker.takes(receive(b"c" * 20, needs_custodian=True).report.case)
    asked = worker.does(ask_for_identity, case=case, reason="Wielewaal")
    assert remind(1) == 1
    body = mailoutbox[0].body
    assert [word for word in (*SECRETS, "Wielewaal") if word in body] == []
    assert told(mailoutbox) == [("custodian", f"Zaak {case.report.number}", "identities/")]
    keeper.does(decide_identity, request=asked, holder=keeper.holder, is_granted=True, **later(1))
    assert (remind(2), remind(3)) == (1, 0)
    assert told(mailoutbox) == [("case_worker", f"Zaak {case.report.number}", f"cases/{case.report.number}/")]


def test_a_decision_of_long_ago_is_no_news(worker, keeper, receive, mailoutbox):
    case = worker.takes(receive(b"c" * 20, needs_custodian=True).report.case)
    asked = worker.does(ask_for_identity, case=case, reason="Nodig")
    keeper.does(decide_identity, request=asked, holder=keeper.holder, is_granted=False)
    assert remind(8) == 0


def test_the_coordinator_hears_of_a_request_for_destruction(mine, reporter, mailoutbox):
    """Of an open case, which is not destroyed before it is closed."""
    ask_for_destruction(opened=reporter(), **later(1))
    remind(2)
    assert ("office_coordinator", f"Zaak {mine.report.number}", f"cases/{mine.report.number}/") in told(mailoutbox)


def test_the_coordinator_hears_of_a_month_that_nobody_reviewed(worker, lead, mine, mailoutbox):
    """When it is over, once, and not of their own looks."""
    worker.opens(mine)
    assert remind(13) == 0
    remind(30)
    assert ("office_coordinator", "Nalopen van 2026-06", "cases/looks/?month=2026-06") in told(mailoutbox)
    assert remind(31) == 0


def test_a_reviewed_month_is_no_letter(worker, lead, mine, mailoutbox):
    worker.opens(mine)
    lead.does(review_looks, month=ON)
    remind(30)
    assert [what for _who, what, _where in told(mailoutbox) if "2026-06" in what] == []


def test_the_overview_counts_what_waits_for_the_coordinator(worker, mine, at_work, reporter):
    """Requests for destruction, and looks in months that are over."""
    worker.opens(mine)
    ask_for_destruction(opened=reporter(), **later(1))
    page = Page(at_work("office_coordinator").get("/nl/desk/cases/overview/"))
    assert {"/nl/desk/cases/retention/", "/nl/desk/cases/looks/?month=2026-06"} <= set(page.links)
    assert "1 Wacht op vernietiging" in " ".join(page.text.split())
