"""A report arrives once and whole, and its reporter goes on with it."""

from uuid import uuid4

import pytest

from stadsrecht.discrimination.bridge.intake import CleanFile
from stadsrecht.discrimination.bridge.scheme import CONSENT, place
from stadsrecht.discrimination.errors import MessageMissing, OfficeHasNoKeys
from stadsrecht.discrimination.models import Case, Consent, Facts, Message, Report
from stadsrecht.discrimination.operations import (
    add_to_report,
    answer_consent,
    ask_for_destruction,
    receive_report,
    withdraw_report,
)
from stadsrecht.discrimination.queries import opened, report_by_receipt
from stadsrecht.discrimination.workflow import CaseState
from stadsrecht.kernel import audit
from stadsrecht.kernel.errors import NotPermitted
from tests.discrimination.telling import AT, ON, told


def test_a_report_becomes_a_case_with_coarse_facts(receive):
    report = receive().report
    assert (report.case.state, report.case.state_since) == (CaseState.RECEIVED, ON)
    assert (report.facts.grounds, report.facts.terrain, report.facts.role) == (["origin"], "housing", "victim")


def test_numbers_follow_each_other(receive):
    """From a sequence."""
    first, second = receive().report, receive(b"m" * 20).report
    assert second.number == first.number + 1


def test_the_same_form_sent_twice_is_one_report_with_one_receipt(receive):
    first, again = receive(), receive(narrative="Veranderd")
    assert (first.is_new, again.is_new) == (True, False)
    assert first.receipt == again.receipt
    assert Report.objects.count() == Case.objects.count() == Facts.objects.count() == 1


def test_nothing_is_taken_where_nobody_could_read_it(no_keys, edition):
    """Rather than keep what stays shut for ever."""
    with pytest.raises(OfficeHasNoKeys):
        receive_report(told=told(), nonce=b"n" * 20, edition=edition, on=ON, at=AT)
    assert not Report.objects.exists()


def test_an_intermediary_is_kept_with_the_report(office, edition, person):
    """And somebody at the city may not be one."""
    partner = person("partner")
    mine = told(channel="together", entered_by=partner)
    received = receive_report(told=mine, nonce=b"n" * 20, edition=edition, on=ON, at=AT, acting_user=partner)
    assert (received.report.channel, received.report.entered_by) == ("together", partner)
    theirs = told(channel="desk", entered_by=person("adviser"))
    with pytest.raises(NotPermitted):
        receive_report(told=theirs, nonce=b"m" * 20, edition=edition, on=ON, at=AT, acting_user=person("adviser"))


def test_the_trail_knows_that_a_report_came_and_not_from_whom(receive):
    entry = audit.entries_of(receive().report).get()
    assert (entry.actor, entry.verb, entry.new) == ("reporter", "receive_report", {"channel": "door"})


def add(received, text="Nog iets", nonce=b"a" * 20, files=()):
    by_receipt = report_by_receipt(received.receipt.code)
    return add_to_report(opened=by_receipt, text=text, files=files, nonce=nonce, on=ON, at=AT)


def test_a_reporter_adds_words_and_files(receive):
    """And sees them."""
    received = receive()
    add(received, files=(CleanFile("foto.png", b"beeld"),))
    by_receipt = report_by_receipt(received.receipt.code)
    (message,) = opened(by_receipt.report, by_receipt.content, with_internal=False).messages
    assert (message.text, [file.name for file in message.files]) == ("Nog iets", ["foto.png"])
    assert Case.objects.get().reporter_wrote_on == ON


def test_an_addition_sent_twice_is_there_once(receive):
    received = receive()
    assert add(received) == add(received)
    add(received, nonce=b"b" * 20)
    assert list(Message.objects.values_list("position", flat=True)) == [1, 2]


def test_an_empty_addition_is_refused_by_name(receive):
    with pytest.raises(MessageMissing):
        add(receive(), text="  ")


def test_a_word_of_the_reporter_brings_a_waiting_case_back(receive):
    received = receive()
    Case.objects.update(state=CaseState.WAITING)
    add(received)
    assert Case.objects.get().state == CaseState.IN_HANDLING


@pytest.fixture
def asked(receive, person):
    """A report whose reporter was asked for a letter to the landlord."""
    received = receive()
    by_receipt = report_by_receipt(received.receipt.code)
    row = uuid4()
    question = by_receipt.content.seal_text("Mogen wij de verhuurder schrijven?", place(CONSENT, row, "question"))
    Consent.objects.create(
        id=row, case=received.report.case, kind="letter", asked_by=person("case_worker"), asked_on=ON, question=question
    )
    return received


def answered(received, is_given):
    by_receipt = report_by_receipt(received.receipt.code)
    answer_consent(opened=by_receipt, consent=Consent.objects.get(), is_given=is_given, on=ON, at=AT)
    return Consent.objects.get().answer


def test_consent_is_given_and_taken_back(asked):
    """And refused from the start, or given after all."""
    assert [answered(asked, one) for one in (False, True, False, True)] == ["no", "yes", "taken_back", "yes"]


def test_who_withdraws_takes_consent_back(asked):
    answered(asked, True)
    for _twice in range(2):
        withdraw_report(opened=report_by_receipt(asked.receipt.code), on=ON, at=AT)
    assert Consent.objects.get().answer == "taken_back"
    assert audit.entries_of(asked.report).filter(verb="withdraw_report").count() == 1


def test_earlier_destruction_is_asked_for_once(receive):
    received = receive()
    for _twice in range(2):
        ask_for_destruction(opened=report_by_receipt(received.receipt.code), on=ON, at=AT)
    assert Case.objects.get().destroy_asked_on == ON
    assert audit.entries_of(received.report).filter(verb="ask_for_destruction").count() == 1
