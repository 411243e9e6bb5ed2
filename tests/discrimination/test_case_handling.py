"""No step outward without the reporter's consent; and who the reporter is, only as the report allows."""

import pytest

from stadsrecht.discrimination.errors import (
    CaseIsClosed,
    ConsentMissing,
    NoKeyForThis,
    NoStepOutward,
    NotAssigned,
    NotInTheList,
    QuestionMissing,
    ReferralHasItsPage,
    ReportWithdrawn,
    RequestDecided,
    RequestPending,
    StepIsDone,
    WhyMissing,
)
from stadsrecht.discrimination.models import Consent, Facts, IdentityRequest, Look, Step
from stadsrecht.discrimination.operations import (
    answer_consent,
    ask_consent,
    ask_for_identity,
    close_case,
    decide_identity,
    finish_step,
    go_on_with_report,
    open_identity,
    reopen_case,
    review_looks,
    say_district,
    take_step,
    withdraw_report,
)
from stadsrecht.discrimination.queries import case_list, contact_of, lookers, opened, unused_consents
from stadsrecht.discrimination.workflow import CaseState
from stadsrecht.kernel.errors import NotPermitted
from stadsrecht.kernel.models import AuditEntry
from stadsrecht.places.errors import UnknownPlace
from tests.discrimination.casework import WHEN, later
from tests.discrimination.telling import AT, CONTACT, ON, everything_stored

OUTWARD = ("hearing-both-sides", "letter", "mediation", "college-request", "police-report", "referral")
INWARD = ("registration", "advice", "own-investigation", "policy-signal")
JUNE = ON.replace(day=1)


def ask(worker, mine, key, kind="letter"):
    return worker.does(ask_consent, case=mine, key=key, kind=kind, question="Mogen wij Wielewaal schrijven?")


def step(worker, mine, key, kind="letter", consent=None):
    return worker.does(take_step, case=mine, key=key, kind=kind, note="Brief aan Wielewaal", consent=consent)


def say(reporter, consent, is_given):
    answer_consent(opened=reporter(), consent=consent, is_given=is_given, **WHEN)


def test_the_list_says_which_steps_go_outward(edition):
    """So that a step added to it is thought about here."""
    rows = edition.lists["handling"]
    found = (
        {row["code"] for row in rows if row.get("outward")},
        {row["code"] for row in rows if not row.get("outward")},
    )
    assert found == (set(OUTWARD), set(INWARD))


@pytest.mark.parametrize("kind", sorted(set(OUTWARD) - {"referral"}))
def test_no_step_outward_without_being_asked(worker, mine, key, kind):
    with pytest.raises(ConsentMissing):
        step(worker, mine, key, kind)
    assert not Step.objects.exists()


def test_a_referral_is_never_a_bare_step(worker, mine, key):
    """It needs a partner, parts and a key; test_referring.py."""
    for act in (ask, step):
        with pytest.raises(ReferralHasItsPage):
            act(worker, mine, key, "referral")


@pytest.mark.parametrize("kind", INWARD)
def test_a_step_inside_the_office_needs_no_consent(worker, mine, key, kind):
    taken = step(worker, mine, key, kind)
    mine.refresh_from_db()
    assert (taken.consent, mine.handling, mine.state) == (None, [kind], CaseState.IN_HANDLING)
    with pytest.raises(NoStepOutward):
        ask(worker, mine, key, kind)


def test_the_reporter_is_asked_agrees_and_the_step_is_taken(worker, mine, key, reporter):
    """The step keeps with which yes it was taken, and by when it should be done."""
    consent = ask(worker, mine, key)
    by_receipt = reporter()
    assert by_receipt.report.case.state == CaseState.WAITING
    shown = opened(by_receipt.report, by_receipt.content, with_internal=False).consents
    assert [one.question for one in shown] == ["Mogen wij Wielewaal schrijven?"]
    say(reporter, consent, is_given=True)
    taken = step(worker, mine, key, consent=consent)
    assert (taken.consent, taken.due_on, taken.done_on) == (consent, later(28)["on"], None)
    assert b"Wielewaal" not in everything_stored()


@pytest.mark.parametrize("answers", [[], [False], [True, False]])
def test_without_a_standing_yes_nothing_goes_outward(worker, mine, key, reporter, answers):
    """Not answered, refused, or agreed and taken back."""
    consent = ask(worker, mine, key)
    for answer in answers:
        say(reporter, consent, is_given=answer)
    with pytest.raises(ConsentMissing):
        step(worker, mine, key, consent=consent)
    assert unused_consents(mine.report, key) == []


def test_a_yes_serves_one_step(worker, mine, key, reporter):
    """Another letter is another question."""
    consent = ask(worker, mine, key)
    say(reporter, consent, is_given=True)
    step(worker, mine, key, consent=consent)
    with pytest.raises(ConsentMissing):
        step(worker, mine, key, consent=consent)
    assert (unused_consents(mine.report, key), Step.objects.count()) == ([], 1)


def test_an_old_yes_is_no_yes_to_a_newer_question(worker, mine, key, reporter):
    """Nor is a step taken without saying to which question it rests on."""
    old, new = ask(worker, mine, key), ask(worker, mine, key)
    say(reporter, old, is_given=True)
    say(reporter, new, is_given=False)
    for consent in (new, None):
        with pytest.raises(ConsentMissing):
            step(worker, mine, key, consent=consent)
    assert [one.row for one in unused_consents(mine.report, key)] == [old]


def test_a_yes_in_another_case_is_none_here(worker, mine, key, reporter, receive):
    other = worker.takes(receive(b"o" * 20).report.case)
    consent = ask(worker, mine, key)
    say(reporter, consent, is_given=True)
    with pytest.raises(ConsentMissing):
        step(worker, other, worker.opens(other), consent=consent)


def test_a_yes_is_for_one_kind_of_step(worker, mine, key, reporter):
    consent = ask(worker, mine, key, "letter")
    say(reporter, consent, is_given=True)
    with pytest.raises(ConsentMissing):
        step(worker, mine, key, "mediation", consent)


def test_a_yes_does_not_outlive_the_report(worker, mine, key, reporter):
    """Who withdraws takes every yes back."""
    consent = ask(worker, mine, key)
    say(reporter, consent, is_given=True)
    withdraw_report(opened=reporter(), **WHEN)
    with pytest.raises(ReportWithdrawn):
        step(worker, mine, key, consent=consent)
    consent.refresh_from_db()
    assert consent.answer == Consent.Answer.TAKEN_BACK


def test_who_goes_on_after_all_is_asked_anew(worker, mine, key, reporter):
    """The old yes stays taken back; a new one opens the way again, also where the office had closed the case."""
    old = ask(worker, mine, key)
    say(reporter, old, is_given=True)
    withdraw_report(opened=reporter(), **WHEN)
    worker.does(close_case, case=mine, outcome="advised")
    go_on_with_report(opened=reporter(), **WHEN)
    mine.refresh_from_db()
    assert (mine.withdrawn_on, mine.reporter_wrote_on) == (None, WHEN["on"])
    worker.does(reopen_case, case=mine, key=key, reason="Wil toch verder")
    with pytest.raises(ConsentMissing):
        step(worker, mine, key, consent=old)
    new = ask(worker, mine, key)
    say(reporter, new, is_given=True)
    assert step(worker, mine, key, consent=new).consent == new


def test_no_question_is_asked_without_words_or_in_a_closed_case(worker, mine, key):
    with pytest.raises(QuestionMissing):
        worker.does(ask_consent, case=mine, key=key, kind="letter", question=" ")
    with pytest.raises(NotInTheList):
        ask(worker, mine, key, "moon")
    worker.does(close_case, case=mine, outcome="advised")
    with pytest.raises(CaseIsClosed):
        ask(worker, mine, key)


def test_a_colleague_who_does_not_work_on_it_neither_asks_nor_acts(second_worker, mine, key):
    for act in (ask, step):
        with pytest.raises(NotAssigned):
            act(second_worker, mine, key, "letter" if act is ask else "advice")


def test_a_step_is_finished_once(worker, mine, key):
    taken = step(worker, mine, key, "advice")
    worker.does(finish_step, step=taken)
    with pytest.raises(StepIsDone):
        worker.does(finish_step, step=taken)


def test_a_late_step_makes_the_case_late(worker, mine, key):
    """Its own term is shorter than that of the state."""
    step(worker, mine, key, "advice")
    late = case_list("late", person=worker.person, of_everyone=False, today=later(15)["on"])
    assert list(late) == [mine]


def identity(worker, case, at=AT):
    return open_identity(report=case.report, holder=worker.holder, acting_user=worker.person, at=at)


def test_who_works_on_a_case_sees_who_reported_and_that_is_recorded(worker, mine):
    assert contact_of(mine.report, identity(worker, mine)) == CONTACT
    assert Look.objects.filter(person=worker.person, what=Look.What.IDENTITY, was_refused=False).count() == 1


def test_where_the_report_says_so_the_custodian_is_asked_first(worker, keeper, receive):
    """With a reason that nobody but a custodian reads."""
    case = worker.takes(receive(b"c" * 20, needs_custodian=True).report.case)
    with pytest.raises(NoKeyForThis):
        identity(worker, case)
    with pytest.raises(WhyMissing):
        worker.does(ask_for_identity, case=case, reason="")
    asked = worker.does(ask_for_identity, case=case, reason="De rechtbank vraagt Kwikstaart.")
    with pytest.raises(RequestPending):
        worker.does(ask_for_identity, case=case, reason="Nog eens")
    keeper.does(decide_identity, request=asked, holder=keeper.holder, is_granted=True)
    assert contact_of(case.report, identity(worker, case)) == CONTACT
    assert b"Kwikstaart" not in everything_stored()


def test_a_refusal_gives_no_key_and_is_final(worker, keeper, receive):
    case = worker.takes(receive(b"c" * 20, needs_custodian=True).report.case)
    asked = worker.does(ask_for_identity, case=case, reason="Nieuwsgierig")
    keeper.does(decide_identity, request=asked, holder=keeper.holder, is_granted=False)
    with pytest.raises(NoKeyForThis):
        identity(worker, case)
    with pytest.raises(RequestDecided):
        keeper.does(decide_identity, request=asked, holder=keeper.holder, is_granted=True)


@pytest.mark.parametrize("role", ["case_worker", "office_coordinator", "administrator"])
def test_only_the_custodian_decides(worker, keeper, receive, person, role):
    case = worker.takes(receive(b"c" * 20, needs_custodian=True).report.case)
    asked = worker.does(ask_for_identity, case=case, reason="Nodig")
    given = {"request": asked, "holder": keeper.holder, "is_granted": True, "acting_user": person(role)}
    with pytest.raises(NotPermitted):
        keeper.does(decide_identity, **given)
    assert IdentityRequest.objects.get().is_granted is None


def hints(worker, month=JUNE):
    found = {one.person: one for one in lookers(month)}
    return sorted(found[worker.person].hints) if worker.person in found else []


def test_an_ordinary_look_raises_no_question(worker, mine):
    worker.opens(mine, AT.replace(hour=9))
    assert hints(worker) == []


def test_odd_looks_are_pointed_at(worker, second_worker, mine):
    """At night, on a Sunday, after closing, and in vain."""
    worker.opens(mine, AT.replace(hour=1))
    with pytest.raises(NotAssigned):
        second_worker.opens(mine, AT.replace(hour=9))
    assert (hints(worker), hints(second_worker)) == (["hours"], ["refused"])
    worker.does(close_case, case=mine, outcome="advised")
    worker.opens(mine, later(2)["at"].replace(hour=9))
    assert hints(worker) == ["closed", "hours"]


def test_a_case_from_where_they_live_is_pointed_at_if_they_said_so(worker, mine):
    """The trail does not say where that is; taken back, it counts no longer."""
    home = "WK999901"
    Facts.objects.filter(report=mine.report).update(district=home)
    worker.opens(mine, AT.replace(hour=9))
    assert hints(worker) == []
    say_district(person=worker.person, district=home, at=AT)
    assert hints(worker) == ["own"]
    assert home not in str(AuditEntry.objects.get(verb="say_district").__dict__)
    say_district(person=worker.person, district="", at=AT)
    assert hints(worker) == []
    with pytest.raises(UnknownPlace):
        say_district(person=worker.person, district="WK000000", at=AT)


def test_many_cases_in_one_day_are_pointed_at(worker, receive):
    for number in range(25):
        case = worker.takes(receive(bytes([number]) * 20).report.case)
        worker.opens(case, AT.replace(hour=9))
    assert hints(worker) == ["many"]


def test_the_coordinator_reviews_a_month_but_not_their_own_looks(worker, lead, mine):
    worker.opens(mine)
    with pytest.raises(NotAssigned):
        lead.opens(mine)
    assert lead.does(review_looks, month=JUNE) == 1
    assert lead.does(review_looks, month=JUNE) == 0
    assert list(Look.objects.filter(reviewed_on__isnull=True).values_list("person", flat=True)) == [lead.person.pk]
    with pytest.raises(NotPermitted):
        worker.does(review_looks, month=JUNE)
