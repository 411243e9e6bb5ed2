"""A case is referred with the reporter's yes: the least of it, to this partner, with an answer back and an end."""

import pytest

from stadsrecht.discrimination.bridge.packs import door
from stadsrecht.discrimination.errors import (
    AnswerMissing,
    CaseIsClosed,
    ConsentMissing,
    NotAssigned,
    OrganisationMissing,
    PartnerHasNoKeys,
    PartNotAgreed,
    PartsMissing,
    PurposeMissing,
    QuestionMissing,
    ReferralEnded,
    ReportWithdrawn,
)
from stadsrecht.discrimination.models import EndedBy, Look, Message, Referral, ReferralFile, ReferralKey, Step
from stadsrecht.discrimination.operations import (
    ask_to_refer,
    close_case,
    make_referral,
    mark_words_read,
    pass_answer_on,
    withdraw_referral,
    withdraw_report,
)
from stadsrecht.discrimination.queries import (
    askable_parts,
    case_list,
    keys_of_partner,
    opened,
    part_label,
    partners_with_keys,
    referrals_to,
    standing_consents,
)
from stadsrecht.discrimination.workflow import CaseState
from stadsrecht.kernel import audit
from stadsrecht.kernel.errors import NotPermitted
from stadsrecht.partners.queries import organisation
from tests.discrimination.casework import WHEN, later
from tests.discrimination.referring import ANSWER, ASKED, PARTS, TOLD_ON, ask, house, passed, readers, refer, say
from tests.discrimination.telling import CONTACT, NARRATIVE, ON


def state_of(case):
    case.refresh_from_db()
    return case.state


def shells_are_empty():
    """No content, no key and no file of any referral is left."""
    contents = Referral.objects.exclude(content=None)
    return not (contents.exists() or ReferralKey.objects.exists() or ReferralFile.objects.exists())


def test_the_reporter_is_asked_for_one_partner_and_named_parts(worker, mine, key, partner):
    """In the order of the door, and nothing that is no part of it."""
    consent = ask(worker, mine, key, parts=["email", "moon", "narrative"])
    assert (consent.organisation, consent.parts, state_of(mine)) == (house(), ["narrative", "email"], CaseState.WAITING)
    assert standing_consents(mine) == []


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"organisation": None}, OrganisationMissing),
        ({"parts": []}, PartsMissing),
        ({"parts": ["reply", "custodian"]}, PartsMissing),
        ({"question": " "}, QuestionMissing),
    ],
)
def test_a_question_that_is_not_whole_is_not_asked(worker, mine, key, partner, changed, fault):
    given = {"organisation": house(), "parts": PARTS, "question": "Mag dit?", **changed}
    with pytest.raises(fault):
        worker.does(ask_to_refer, case=mine, key=key, **given)


def test_only_a_partner_with_a_key_can_be_asked_for(worker, mine, key, partner, django_assert_num_queries):
    """The other organisations have nobody who could read it; the office itself is no partner of its own."""
    with django_assert_num_queries(1):
        found = partners_with_keys()
    assert found == [house()]
    with pytest.raises(PartnerHasNoKeys):
        ask(worker, mine, key, organisation=organisation("veilig-huis"))


@pytest.mark.parametrize("answers", [[], [False], [True, False]])
def test_without_a_standing_yes_nothing_is_referred(worker, mine, key, partner, reporter, answers):
    consent = ask(worker, mine, key)
    for answer in answers:
        say(reporter, consent, answer)
    with pytest.raises(ConsentMissing):
        refer(worker, mine, key, consent)
    assert not Referral.objects.exists()
    assert not Step.objects.exists()


def test_a_yes_in_another_case_is_no_yes_in_this_one(worker, receive, agreed, partner):
    other = worker.takes(receive(b"o" * 20).report.case)
    with pytest.raises(ConsentMissing):
        refer(worker, other, worker.opens(other), agreed)


def test_the_partner_reads_what_was_referred_and_nothing_else(partner, sent):
    """Neither the place nor the days, which were agreed or not agreed and not chosen."""
    read = partner.reads(sent.pk)
    told = {part.name: part.plain for part in read.passed.parts}
    assert (read.passed.asked, told, read.files) == (
        ASKED,
        {"narrative": NARRATIVE, "grounds": "Herkomst of huidskleur"},
        (),
    )
    assert not any(word in repr(told) for word in ("Vlinderdas", "suikerfeest", CONTACT["name"]))


def test_contact_and_files_go_along_only_where_chosen(worker, mine, key, agreed, partner):
    """The phone number was not agreed, so it is not there; the file comes as a copy."""
    made = refer(worker, mine, key, agreed, names=("name", "email", "files"))
    read = partner.reads(made.pk)
    assert {part.name: part.plain for part in read.passed.parts} == {one: CONTACT[one] for one in ("name", "email")}
    assert [file.name for file in read.files] == ["huurcontract-koekoek.pdf"]
    assert made.parts == ["name", "email", "files"]


@pytest.mark.parametrize("name", ["phone", "place", "terrain"])
def test_more_than_was_agreed_is_refused_by_name(worker, mine, key, agreed, partner, name):
    with pytest.raises(PartNotAgreed):
        refer(worker, mine, key, agreed, names=("narrative", name))
    assert not Referral.objects.exists()


def test_every_part_of_the_door_can_be_asked_for_but_what_concerns_only_the_office():
    assert {"narrative", "grounds", "files", "phone"} <= set(askable_parts())
    assert not {"reply", "custodian", "channel"} & set(askable_parts())


def test_every_part_has_a_short_name_in_every_language_of_the_door():
    """But the label of a city's own question, which the small city lacks."""
    here = door()
    assert {name for name in askable_parts() if f"part.{name}" not in here.texts} == set()
    assert {tag for name in askable_parts() for tag in here.languages if tag not in part_label(name)} == set()


def test_nothing_goes_without_saying_what_is_asked(worker, mine, key, agreed, partner):
    with pytest.raises(PurposeMissing):
        refer(worker, mine, key, agreed, asked=" ")


def test_a_referred_case_says_so_and_is_handled_by_referral(worker, mine, sent):
    """With a step that has a term, and the office's own copy of what it asked."""
    mine.refresh_from_db()
    step = Step.objects.get()
    assert (mine.state, mine.handling) == (CaseState.REFERRED, ["referral"])
    assert (step.kind, step.consent, step.due_on, step.done_on) == ("referral", sent.consent, later(14)["on"], None)
    assert mine.due_on == step.due_on


def test_a_yes_serves_once(worker, mine, key, agreed, sent):
    """A second click makes no second referral."""
    assert refer(worker, mine, key, agreed, names=("narrative",)) == sent
    assert Referral.objects.count() == 1
    assert standing_consents(mine) == []


def test_nothing_is_referred_from_a_closed_or_withdrawn_case(worker, mine, key, agreed, partner, reporter):
    given = {"case": mine, "key": key, "consent": agreed, "passed": passed(worker, mine, key), "readers": readers()}
    worker.does(close_case, case=mine, outcome="advised")
    with pytest.raises(CaseIsClosed):
        worker.does(make_referral, **given)
    withdraw_report(opened=reporter(), **WHEN)
    type(mine).objects.filter(pk=mine.pk).update(state=CaseState.IN_HANDLING)
    with pytest.raises(ReportWithdrawn):
        worker.does(make_referral, **given)


def test_a_worker_who_is_not_on_the_case_refers_nothing(worker, second_worker, mine, key, agreed, partner):
    given = {"case": mine, "key": key, "consent": agreed, "passed": passed(worker, mine, key), "readers": readers()}
    with pytest.raises(NotAssigned):
        second_worker.does(make_referral, **given)


def test_an_answer_comes_back_sealed_to_the_office(worker, mine, key, partner, sent):
    """The case shows that somebody wrote, until a worker opened it. The reporter sees nothing of it yet."""
    partner.answers(sent.pk)
    mine.refresh_from_db()
    wrote = case_list("wrote", person=worker.person, of_everyone=False, today=ON)
    assert (mine.partner_wrote_on, list(wrote)) == (ON, [mine])
    assert [one.text for one in opened(mine.report, key, with_internal=True).messages] == [ANSWER]
    assert opened(mine.report, key, with_internal=False).messages == ()
    mark_words_read(case=mine, shown=[Message.objects.get().pk], acting_user=worker.person, on=ON)
    mine.refresh_from_db()
    assert (mine.partner_wrote_on, Message.objects.get().read_on) == (None, ON)


def test_the_same_answer_sent_twice_is_there_once(partner, sent):
    partner.answers(sent.pk)
    partner.answers(sent.pk)
    assert Message.objects.count() == 1


def test_an_answer_without_words_is_none(partner, sent):
    with pytest.raises(AnswerMissing):
        partner.answers(sent.pk, text=" ")


def test_the_reporter_reads_as_much_as_the_office_passes_on(worker, key, partner, sent, reporter):
    partner.answers(sent.pk)
    answer = Message.objects.get()
    worker.does(pass_answer_on, answer=answer, key=key, text=TOLD_ON, nonce=b"p" * 20)
    worker.does(pass_answer_on, answer=answer, key=key, text=TOLD_ON, nonce=b"p" * 20)
    by_receipt = reporter()
    shown = opened(by_receipt.report, by_receipt.content, with_internal=False).messages
    assert [(one.text, one.row.author) for one in shown] == [(TOLD_ON, "partner")]


def ended_by_partner(worker, case, partner, sent, reporter):
    partner.answers(sent.pk, text="", ends=True)


def ended_by_office(worker, case, partner, sent, reporter):
    worker.does(withdraw_referral, referral=sent)


def ended_by_reporter(worker, case, partner, sent, reporter):
    say(reporter, sent.consent, is_given=False)


def ended_by_closing(worker, case, partner, sent, reporter):
    worker.does(close_case, case=case, outcome="advised")


def ended_by_withdrawing(worker, case, partner, sent, reporter):
    withdraw_report(opened=reporter(), **WHEN)


ENDS = [
    (ended_by_partner, EndedBy.PARTNER, CaseState.IN_HANDLING),
    (ended_by_office, EndedBy.OFFICE, CaseState.IN_HANDLING),
    (ended_by_reporter, EndedBy.REPORTER, CaseState.IN_HANDLING),
    (ended_by_closing, EndedBy.CLOSING, CaseState.CLOSED),
    (ended_by_withdrawing, EndedBy.REPORTER, CaseState.IN_HANDLING),
]


@pytest.mark.parametrize(("end", "by", "state"), ENDS, ids=lambda value: getattr(value, "__name__", None))
def test_after_its_end_a_referral_is_a_shell(worker, mine, partner, sent, reporter, end, by, state):
    """Who, when, which parts; no content, no key, no file, and the partner opens it no more."""
    end(worker, mine, partner, sent, reporter)
    sent.refresh_from_db()
    assert (sent.ended_on, sent.ended_by, sent.parts, state_of(mine)) == (ON, by, ["narrative", "grounds"], state)
    assert shells_are_empty()
    assert Step.objects.get().done_on == ON
    for act in (partner.reads, partner.answers):
        with pytest.raises(ReferralEnded):
            act(sent.pk)
    assert [one.pk for one in referrals_to(partner.person)] == [sent.pk]


def test_a_last_answer_may_end_it(worker, mine, key, partner, sent):
    partner.answers(sent.pk, ends=True)
    assert [one.text for one in opened(mine.report, key, with_internal=True).messages] == [ANSWER]
    assert shells_are_empty()


def test_what_ended_is_not_ended_again(worker, sent):
    worker.does(withdraw_referral, referral=sent)
    with pytest.raises(ReferralEnded):
        worker.does(withdraw_referral, referral=sent)


def test_a_case_stays_referred_while_another_partner_has_it(worker, mine, key, partner, sent, reporter):
    second = ask(worker, mine, key, parts=["grounds"])
    say(reporter, second)
    other = refer(worker, mine, key, second, names=("grounds",))
    worker.does(withdraw_referral, referral=sent)
    assert state_of(mine) == CaseState.REFERRED
    assert [part.name for part in partner.reads(other.pk).passed.parts] == ["grounds"]


def test_the_trail_tells_the_whole_way_and_no_word(worker, mine, partner, sent):
    partner.reads(sent.pk)
    partner.answers(sent.pk, ends=True)
    told = [(one.verb, one.new) for one in audit.entries_of(mine.report).order_by("number")][-3:]
    assert told == [
        (
            "make_referral",
            {"organisation": house().code, "parts": ["narrative", "grounds"], "state": CaseState.REFERRED},
        ),
        ("answer_referral", {"organisation": house().code}),
        ("end_referral", {"organisation": house().code, "by": "partner"}),
    ]
    looks = Look.objects.filter(what=Look.What.REFERRAL)
    assert [(one.person, one.was_assigned, one.was_refused) for one in looks] == [(partner.person, True, False)]


def test_who_holds_a_role_at_the_city_receives_nothing(partner):
    """Not even where they keep the entry of a partner."""
    from stadsrecht.people.models import Role

    assert [one.person for one in keys_of_partner(house())] == [partner.person]
    partner.person.roles.add(Role.objects.get(code="adviser"))
    assert keys_of_partner(house()) == []
    partner.person.forget_roles()
    with pytest.raises(NotPermitted):
        partner.reads("00000000-0000-0000-0000-000000000000")
