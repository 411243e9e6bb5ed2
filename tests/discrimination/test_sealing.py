"""The attacker's view: a stolen database, a moved row, a key that is not theirs, a receipt that is guessed."""

import math

import pytest

from stadsrecht.discrimination.bridge import receipts
from stadsrecht.discrimination.bridge.scheme import ReportKey
from stadsrecht.discrimination.errors import KeyLocked, NoKeyForThis, OfficeHasNoKeys, UnknownReceipt
from stadsrecht.discrimination.models import CONTENT, IDENTITY, Attachment, Envelope, PersonalKey, Report
from stadsrecht.discrimination.operations import DEMO_PASSPHRASE, make_personal_key, retire_key, share_report
from stadsrecht.discrimination.queries import (
    contact_of,
    file_content,
    files_of,
    holders,
    open_personal_key,
    open_report_key,
    opened,
    report_by_receipt,
)
from stadsrecht.kernel.errors import NotPermitted
from stadsrecht.kernel.sealing import CodeMisread, SealBroken, WrongPassphrase
from tests.discrimination.casework import admitted
from tests.discrimination.telling import ANSWERS, AT, CONTACT, NARRATIVE, PASSPHRASE, SECRETS, everything_stored


def test_a_stolen_database_reveals_no_word(receive):
    """Neither the narrative, the answers, the contact details, a file or its name, nor the receipt."""
    received = receive()
    stored = everything_stored()
    assert b"report 1" in stored or str(received.report.number).encode() in stored
    words = [*SECRETS, DEMO_PASSPHRASE, received.receipt.code, received.receipt.code.replace("-", "")]
    assert [word for word in words if word.encode() in stored] == []


def test_a_case_worker_reads_all(receive, office):
    """With the key that their passphrase opens."""
    report = receive().report
    key = open_report_key(report, office["case_worker"], CONTENT)
    found = opened(report, key, with_internal=True)
    assert (found.narrative, found.answers) == (NARRATIVE, ANSWERS)
    assert [file.name for file in found.files] == ["huurcontract-koekoek.pdf"]
    assert file_content(report.attachments.get(), key) == b"Geheime inhoud van het contract"
    assert contact_of(report, open_report_key(report, office["case_worker"], IDENTITY)) == CONTACT


def test_the_receipt_opens_all(receive):
    """However it is typed."""
    received = receive()
    by_receipt = report_by_receipt(received.receipt.code.lower().replace("-", " "))
    assert by_receipt.report == received.report
    assert opened(by_receipt.report, by_receipt.content, with_internal=False).narrative == NARRATIVE
    assert contact_of(by_receipt.report, by_receipt.identity) == CONTACT


def test_a_passphrase_opens_its_own_key_only(office, person):
    worker = person("case_worker")
    assert open_personal_key(worker, DEMO_PASSPHRASE).pair == office["case_worker"].pair
    with pytest.raises(WrongPassphrase):
        open_personal_key(worker, "vijf andere woorden zonder verband")
    with pytest.raises(KeyLocked):
        open_personal_key(person("adviser"), PASSPHRASE)


@pytest.mark.parametrize("role", ["adviser", "administrator", "portfolio_holder", "council_member", "stranger"])
def test_the_city_gets_no_key(person, role):
    """Nor does who has no role at all."""
    with pytest.raises(NotPermitted):
        make_personal_key(person=person(role), passphrase=PASSPHRASE, at=AT)


def test_an_administrator_who_takes_the_role_is_refused_and_sealed_out(receive, office, person):
    """A role at the city and one at the office do not go together."""
    from stadsrecht.people.models import Role

    worker = person("case_worker")
    worker.roles.add(Role.objects.get(code="administrator"))
    report = receive().report
    assert not report.envelopes.filter(person_key=office["case_worker"].row).exists()
    with pytest.raises(NotPermitted):
        share_report(
            report=report,
            compartment=CONTENT,
            giver=office["office_coordinator"],
            receivers=[office["case_worker"].row],
            acting_user=worker,
            at=AT,
        )


def test_a_key_made_later_opens_nothing_until_it_is_shared(receive, office, person):
    report = receive().report
    retire_key(key=office["case_worker"].row, acting_user=person("office_coordinator"), at=AT)
    fresh = admitted(make_personal_key(person=person("case_worker"), passphrase=PASSPHRASE, at=AT))
    with pytest.raises(NoKeyForThis):
        open_report_key(report, fresh, CONTENT)
    shared = {"report": report, "compartment": CONTENT, "giver": office["office_coordinator"], "receivers": [fresh.row]}
    assert share_report(**shared, acting_user=person("office_coordinator"), at=AT) == 1
    assert share_report(**shared, acting_user=person("office_coordinator"), at=AT) == 0
    assert opened(report, open_report_key(report, fresh, CONTENT), with_internal=True).narrative == NARRATIVE


def test_a_retired_key_opens_nothing_any_more(receive, office, person):
    report = receive().report
    retire_key(key=office["case_worker"].row, acting_user=person("office_coordinator"), at=AT)
    with pytest.raises(NoKeyForThis):
        open_report_key(report, office["case_worker"], CONTENT)
    assert not Envelope.objects.filter(person_key=office["case_worker"].row).exists()


def test_who_asks_for_a_custodian_is_not_known_to_a_worker(receive, office):
    """The role is there, the key is not: only the custodian's opens the identity."""
    report = receive(needs_custodian=True).report
    with pytest.raises(NoKeyForThis):
        open_report_key(report, office["case_worker"], IDENTITY)
    assert contact_of(report, open_report_key(report, office["custodian"], IDENTITY)) == CONTACT
    with pytest.raises(NoKeyForThis):
        open_report_key(report, office["custodian"], CONTENT)


@pytest.mark.parametrize("column", ["narrative", "answers"])
def test_words_moved_to_another_report_do_not_open(receive, office, column):
    """Nor do they with the keys of that report moved along."""
    one, other = receive().report, receive(b"m" * 20, narrative="Iets anders").report
    Report.objects.filter(pk=one.pk).update(**{column: getattr(other, column)})
    one.refresh_from_db()
    with pytest.raises(SealBroken):
        opened(one, open_report_key(one, office["case_worker"], CONTENT), with_internal=True)
    mine, theirs = (
        report.envelopes.get(compartment=CONTENT, person_key=office["case_worker"].row) for report in (one, other)
    )
    Envelope.objects.filter(pk=mine.pk).update(sealed=theirs.sealed)
    with pytest.raises(SealBroken):
        open_report_key(one, office["case_worker"], CONTENT)


def test_columns_of_one_report_cannot_be_swapped(receive, office):
    report = receive().report
    Report.objects.filter(pk=report.pk).update(narrative=report.answers, answers=report.narrative)
    report.refresh_from_db()
    with pytest.raises(SealBroken):
        opened(report, open_report_key(report, office["case_worker"], CONTENT), with_internal=True)


def test_files_cannot_be_swapped(receive, office):
    one, other = receive().report, receive(b"m" * 20).report
    file = one.attachments.get()
    Attachment.objects.filter(pk=file.pk).update(content=other.attachments.get().content)
    file.refresh_from_db()
    with pytest.raises(SealBroken):
        file_content(file, open_report_key(one, office["case_worker"], CONTENT))


def test_nobody_can_forge_a_narrative_without_the_reports_key(receive, office):
    """Who can write to the database knows the public half, and that only posts letters."""
    report = receive().report
    from stadsrecht.discrimination.bridge.scheme import REPORT, place, write_letter

    where = place(REPORT, report.id, "narrative")
    forged = [ReportKey.made_anew().seal_text("Vals", where), write_letter(report.public_key, "Vals", where)]
    for one in forged:
        Report.objects.filter(pk=report.pk).update(narrative=one)
        report.refresh_from_db()
        with pytest.raises(SealBroken):
            opened(report, open_report_key(report, office["case_worker"], CONTENT), with_internal=True)


def test_reports_of_all_lengths_look_alike(receive):
    """A few words and half a page have one length, with and without contact details."""
    one = receive(narrative="Kort", contact={}, answers={}).report
    other = receive(b"m" * 20, narrative="Langer " * 60).report
    for column in ("narrative", "answers", "contact"):
        assert len(getattr(one, column)) == len(getattr(other, column))


def test_a_receipt_has_more_than_ninety_bits():
    """Reckoned from its form; and the draws spread over all of it."""
    drawn = [receipts.drawn_from(number.to_bytes(20, "big")).code.replace("-", "") for number in range(600)]
    assert math.log2(32 ** (receipts.CHARACTERS - 1)) == receipts.BITS == 115
    assert len(set(drawn)) == 600
    assert all(len({code[place] for code in drawn}) == 32 for place in range(receipts.CHARACTERS - 1))


def years_to_guess(*, reports, guesses_a_second):
    """Until the first of so many receipts is hit, on average."""
    return 2**receipts.BITS / reports / guesses_a_second / (365.25 * 24 * 3600)


def test_nobody_guesses_a_receipt():
    """Neither at the door, nor against a stolen table with a great many machines: as decision 0014 says."""
    at_the_door = years_to_guess(reports=10**6, guesses_a_second=10**3)
    with_the_table = years_to_guess(reports=10**6, guesses_a_second=10**12)
    assert 1e18 < at_the_door < 2e18
    assert 1.3e9 < with_the_table < 1.4e9


def test_a_receipt_follows_from_its_form_and_from_secret_key(settings):
    """So neither the page's nonce nor SECRET_KEY alone gives it away."""
    first = receipts.drawn_from(b"n" * 20)
    assert first == receipts.drawn_from(b"n" * 20) != receipts.drawn_from(b"m" * 20)
    settings.SECRET_KEY = "another"
    assert receipts.drawn_from(b"n" * 20) != first


def test_what_the_database_keeps_of_a_receipt_is_no_way_back(receive):
    """The lookup value opens nothing and is not the mark of the form."""
    received = receive()
    report = received.report
    assert bytes(report.lookup) != bytes(report.idempotency)
    with pytest.raises(CodeMisread):
        report_by_receipt(bytes(report.lookup).hex())


def test_a_receipt_that_nobody_holds_opens_nothing(receive):
    receive()
    with pytest.raises(UnknownReceipt):
        report_by_receipt(receipts.drawn_from(b"x" * 20).code)


def test_no_secret_is_shown_by_chance(receive, office):
    """In no traceback and no log: what holds a secret does not print it."""
    received = receive()
    shown = repr(received) + repr(office) + repr(report_by_receipt(received.receipt.code))
    shown += repr(files_of(received.report, open_report_key(received.report, office["case_worker"], CONTENT)))
    assert [word for word in (*SECRETS, received.receipt.code) if word in shown] == []
    assert repr(office["case_worker"].pair.private)[2:-1] not in shown


def test_a_private_key_stands_nowhere_in_the_open(office):
    """Only wrapped; that of a partner too."""
    stored = everything_stored()
    assert PersonalKey.objects.count() == 4
    assert [role for role, key in office.items() if key.pair.private in stored] == []


def test_outside_a_demonstration_nothing_is_sealed_to_a_persona(receive, office, settings):
    """Their passphrase is known to everyone."""
    settings.DEMO = False
    assert holders().workers == ()
    with pytest.raises(OfficeHasNoKeys):
        receive()
