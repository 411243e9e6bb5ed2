"""Who is after what was referred: another partner, the same one afterwards, the city, a thief, a forger."""

import pytest

from stadsrecht.discrimination.bridge.scheme import MESSAGE, REFERRAL, ReportKey, place, write_letter
from stadsrecht.discrimination.errors import NoKeyForThis, NotAssigned, ReadersMissing, UnknownReferral
from stadsrecht.discrimination.models import Look, Message, Referral, ReferralFile, ReferralKey
from stadsrecht.discrimination.operations import (
    answer_referral,
    ask_to_refer,
    make_referral,
    open_case,
    open_referral,
    pass_answer_on,
    referral_for,
    retire_key,
    withdraw_referral,
)
from stadsrecht.discrimination.queries import (
    open_referral_key,
    opened,
    referrals_to,
    referred,
    referred_content,
)
from stadsrecht.kernel.errors import NotPermitted
from stadsrecht.kernel.sealing import SealBroken
from stadsrecht.partners.models import Editorship
from tests.discrimination.casework import WHEN, later
from tests.discrimination.referring import (
    ANSWER,
    PARTS,
    QUESTION,
    TOLD_ON,
    WORDS,
    ask,
    house,
    passed,
    refer,
    say,
    somebody_at,
)
from tests.discrimination.telling import AT, ON, SECRETS, everything_stored

CITY = ("adviser", "administrator", "portfolio_holder", "council_member", "stranger", "coordinator", "network_member")


@pytest.fixture
def other(partner):
    """Somebody of another organisation of the coalition."""
    return somebody_at("veilig-huis", "elsewhere")


@pytest.fixture
def full(worker, mine, key, agreed, partner):
    """A referral of all that was agreed, with an answer that was passed on."""
    made = refer(worker, mine, key, agreed, names=PARTS)
    partner.answers(made.pk)
    worker.does(pass_answer_on, answer=Message.objects.get(), key=key, text=TOLD_ON, nonce=b"p" * 20)
    return made


@pytest.fixture
def two(worker, mine, key, agreed, partner, receive):
    """Two referrals of two cases to the same person, who reads both."""
    from stadsrecht.discrimination.queries import report_by_receipt

    first = refer(worker, mine, key, agreed, names=PARTS)
    arrived = receive(b"2" * 20, narrative="Iets heel anders")
    case = worker.takes(arrived.report.case)
    opened_key = worker.opens(case)
    consent = ask(worker, case, opened_key)
    say(lambda: report_by_receipt(arrived.receipt.code), consent)
    consent.refresh_from_db()
    return first, refer(worker, case, opened_key, consent, names=PARTS)


def test_a_thief_of_the_database_finds_no_word_of_a_referral(full):
    """Not what was passed on, nor what was asked, answered, told on, or called; alive and after its end."""
    stored = everything_stored()
    assert [word for word in (*SECRETS, *WORDS) if word.encode() in stored] == []


def test_a_person_of_another_organisation_gets_nothing(other, sent):
    """The referral is as unknown to them as none, and that they tried is kept for the coordinator's review."""
    for act in (other.reads, other.answers):
        with pytest.raises(UnknownReferral):
            act(sent.pk)
    assert list(referrals_to(other.person)) == []
    assert Look.objects.filter(person=other.person, was_refused=True, what=Look.What.REFERRAL).count() == 2
    with pytest.raises(UnknownReferral):
        referral_for(number="00000000-0000-0000-0000-000000000000", acting_user=other.person, at=AT)


def test_the_key_of_another_organisation_opens_nothing_past_the_desk(other, sent):
    with pytest.raises(NoKeyForThis):
        open_referral_key(sent, other.holder)
    held = sent.keys.get()
    ReferralKey.objects.filter(pk=held.pk).update(person_key=other.holder.row)
    with pytest.raises(SealBroken):
        open_referral_key(sent, other.holder)


def test_who_left_the_organisation_reads_no_more(partner, sent):
    Editorship.objects.filter(person=partner.person).delete()
    with pytest.raises(UnknownReferral):
        partner.reads(sent.pk)


def test_who_was_added_to_the_partner_reads_only_what_the_office_chose_them_for(worker, mine, key, agreed, partner):
    """Also where somebody at the city added them: people are chosen by name, and a stranger is no choice."""
    added, stranger = somebody_at(house().code, "added"), somebody_at("veilig-huis", "elsewhere")
    given = {"case": mine, "key": key, "consent": agreed, "passed": passed(worker, mine, key)}
    for nobody in ([], [stranger.person], [worker.person]):
        with pytest.raises(ReadersMissing):
            worker.does(make_referral, readers=nobody, **given)
    made = worker.does(make_referral, readers=[partner.person, stranger.person], **given)
    assert [one.person_key.person for one in made.keys.all()] == [partner.person]
    with pytest.raises(NoKeyForThis):
        added.reads(made.pk)


def test_a_colleague_whose_key_is_younger_reads_only_what_comes_later(sent, partner):
    fresh = somebody_at(house().code, "newcomer")
    with pytest.raises(NoKeyForThis):
        fresh.reads(sent.pk)
    assert fresh.answers(sent.pk).is_letter


def test_a_retired_key_opens_no_referral(lead, partner, sent):
    retire_key(key=partner.holder.row, acting_user=lead.person, at=AT)
    assert not ReferralKey.objects.exists()
    with pytest.raises(NoKeyForThis):
        partner.reads(sent.pk)


@pytest.mark.parametrize("role", CITY)
def test_the_city_neither_opens_nor_answers(partner, person, sent, role):
    """Whatever their role; also with somebody else's key in hand."""
    somebody = person(role)
    with pytest.raises(NotPermitted):
        referral_for(number=sent.pk, acting_user=somebody, at=AT)
    given = {"referral": sent, "text": ANSWER, "ends": True, "nonce": b"c" * 20, "acting_user": somebody}
    with pytest.raises(NotPermitted):
        answer_referral(**given, **WHEN)
    sent.refresh_from_db()
    assert sent.ended_on is None


def test_the_partner_cannot_open_the_case_itself(partner, mine, sent):
    """Neither by role nor by key."""
    with pytest.raises(NotPermitted):
        open_case(report=mine.report, holder=partner.holder, acting_user=partner.person, at=AT)
    assert not mine.report.envelopes.filter(person_key=partner.holder.row).exists()


def test_a_worker_without_assignment_can_do_nothing_with_it(second_worker, worker, mine, key, full):
    """Ask, take back or pass on; and they hold no key to what was passed on, as nobody at the office does."""
    answer = Message.objects.get(is_letter=True)
    asked = {"organisation": house(), "parts": PARTS, "question": QUESTION}
    for operation, given in (
        (ask_to_refer, {"case": mine, "key": key, **asked}),
        (withdraw_referral, {"referral": full}),
        (pass_answer_on, {"answer": answer, "key": key, "text": "x", "nonce": b"x" * 20}),
    ):
        with pytest.raises(NotAssigned):
            second_worker.does(operation, **given)
    for one in (worker, second_worker):
        with pytest.raises(NoKeyForThis):
            open_referral_key(full, one.holder)


@pytest.mark.parametrize("role", ["case_worker", "office_coordinator", "custodian"])
def test_the_office_does_not_answer_in_the_partners_name(person, sent, role):
    with pytest.raises(NotPermitted):
        referral_for(number=sent.pk, acting_user=person(role), at=AT)


def test_contents_moved_between_referrals_do_not_open(two, partner):
    """Nor with the other's keys moved along."""
    one, other = two
    Referral.objects.filter(pk=one.pk).update(content=other.content)
    with pytest.raises(SealBroken):
        partner.reads(one.pk)
    ReferralKey.objects.filter(referral=one).update(sealed=other.keys.get().sealed)
    with pytest.raises(SealBroken):
        partner.reads(one.pk)


def test_keys_hung_under_another_referral_do_not_open_it(two, partner):
    """The row itself, not only what is in it."""
    one, other = two
    ReferralKey.objects.filter(referral=one).delete()
    ReferralKey.objects.filter(referral=other).update(referral=one)
    with pytest.raises(SealBroken):
        partner.reads(one.pk)


def test_files_cannot_be_swapped_between_referrals(two, partner):
    """Neither the name nor the content."""
    one, other = two
    mine, theirs = one.files.get(), other.files.get()
    ReferralFile.objects.filter(pk=mine.pk).update(name=theirs.name, content=theirs.content)
    mine.refresh_from_db()
    key = open_referral_key(one, partner.holder)
    for opens in (lambda: referred(one, key), lambda: referred_content(mine, key)):
        with pytest.raises(SealBroken):
            opens()


def test_nobody_can_forge_what_the_office_passed_on(sent, partner):
    """The public half, which stands in the open, takes no content."""
    where = place(REFERRAL, sent.pk, "content")
    for forged in (ReportKey.made_anew().seal_text("Vals", where), write_letter(sent.public_key, "Vals", where)):
        Referral.objects.filter(pk=sent.pk).update(content=forged)
        with pytest.raises(SealBroken):
            partner.reads(sent.pk)


def test_an_answer_moved_to_another_case_does_not_open(two, partner, worker):
    """Each letter is bound to its row."""
    first, second = two
    one = partner.answers(first.pk, nonce=b"1" * 20)
    other = partner.answers(second.pk, text="Iets anders", nonce=b"3" * 20)
    Message.objects.filter(pk=one.pk).update(body=other.body)
    with pytest.raises(SealBroken):
        opened(first.case.report, worker.opens(first.case), with_internal=True)
    assert bytes(one.body) != bytes(write_letter(first.case.report.public_key, ANSWER, place(MESSAGE, one.pk, "body")))


def test_the_partner_cannot_read_back_what_it_wrote(partner, sent):
    """An answer is for the office alone: there is no key of the partner's to it."""
    answer = partner.answers(sent.pk)
    key = open_referral_key(sent, partner.holder)
    with pytest.raises(SealBroken):
        key.open_letter(answer.body, place(MESSAGE, answer.pk, "body"))


def test_referrals_of_all_lengths_look_alike(worker, two):
    """A word and a few lines have one length."""
    assert len({len(one.content) for one in two}) == 1


def test_a_key_in_hand_is_of_no_use_after_the_end(worker, partner, sent):
    """Whoever kept the open key from before finds nothing that it opens."""
    found = referral_for(number=sent.pk, acting_user=partner.person, at=AT)
    key = open_referral(referral=found, holder=partner.holder, acting_user=partner.person, on=ON, at=AT)
    worker.does(withdraw_referral, referral=sent)
    sent.refresh_from_db()
    with pytest.raises(SealBroken):
        referred(sent, key)


def test_opening_often_is_seen(partner, sent):
    """Each opening of the partner's is among the looks that the coordinator reviews."""
    for day in range(3):
        partner.reads(sent.pk, at=later(day)["at"])
    sent.refresh_from_db()
    assert (sent.opened_on, Look.objects.filter(person=partner.person).count()) == (ON, 3)
