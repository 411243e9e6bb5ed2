"""A report arrives, and what its reporter does with it afterwards.

Keys, derivation and sealing are over before the transaction begins; the number comes from a sequence; what was sent
before is known again by its nonce. So no report waits for another, and one that is sent twice is there once.
"""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, connection, transaction

from stadsrecht.discrimination.bridge.intake import CleanFile, Sealed, Told, seal_files, seal_message, seal_report
from stadsrecht.discrimination.bridge.receipts import Receipt, drawn_before, drawn_from, mark_of
from stadsrecht.discrimination.errors import MessageMissing, OfficeHasNoKeys, ReceiptLost, ReportDestroyed
from stadsrecht.discrimination.models import (
    Attachment,
    Author,
    Case,
    Consent,
    EndedBy,
    Envelope,
    ListEdition,
    Message,
    PersonalKey,
    RecoveryKey,
    Report,
)
from stadsrecht.discrimination.operations.ending import end_referrals
from stadsrecht.discrimination.operations.states import set_state, take_late_word
from stadsrecht.discrimination.permissions import PERMISSIONS
from stadsrecht.discrimination.queries import ByReceipt, holders
from stadsrecht.discrimination.workflow import ANSWERED, CaseState, due_on
from stadsrecht.kernel import audit
from stadsrecht.kernel.permissions import Unnamed

REPORTER = Unnamed("reporter")


class KeysChanged(Exception):
    """A key was retired between sealing and writing: seal anew."""


@dataclass(frozen=True)
class Received:
    """A report that is there, and its receipt. `is_new` is false where the same form had arrived before."""

    report: Report
    receipt: Receipt = field(repr=False)
    is_new: bool


def receive_report(
    *, told: Told, nonce: bytes, edition: ListEdition, on: date, at: datetime, acting_user: Any = REPORTER
) -> Received:
    """Seal what was told and keep it. The same nonce again gives the same receipt, and no second report.

    Raises OfficeHasNoKeys where nobody could read it; NotPermitted for a person who may not enter reports.
    """
    if told.entered_by is not None:
        PERMISSIONS.require(acting_user, "enter_report")
    if known := received_before(nonce=nonce):
        return known
    receipt = drawn_from(nonce)
    try:
        while True:
            sealed = _sealed(told, receipt, nonce, edition=edition, on=on)
            with suppress(KeysChanged):
                return Received(_write(sealed, acting_user, on, at), receipt, is_new=True)
    except IntegrityError:
        known = received_before(nonce=nonce)
        if known is None:
            raise
        return known


def received_before(*, nonce: bytes) -> Received | None:
    """The report that this form became, however long ago; None where it is new.

    Raises ReportDestroyed, and ReceiptLost where the key of its receipt is gone.
    """
    report = Report.objects.filter(idempotency=mark_of(nonce)).first()
    if report is None:
        return None
    if report.destroyed_on or report.lookup is None:
        raise ReportDestroyed
    receipt = drawn_before(nonce, bytes(report.lookup))
    if receipt is None:
        raise ReceiptLost
    return Received(report, receipt, is_new=False)


def _sealed(told: Told, receipt: Receipt, nonce: bytes, *, edition: ListEdition, on: date) -> Sealed:
    keys = holders()
    if not keys.workers:
        raise OfficeHasNoKeys
    return seal_report(told, keys, receipt=receipt, nonce=nonce, edition=edition, on=on)


@transaction.atomic
def _write(sealed: Sealed, acting_user: Any, on: date, at: datetime) -> Report:
    report = sealed.report
    report.number = _next_number()
    report.save(force_insert=True)
    sealed.facts.save(force_insert=True)
    Envelope.objects.bulk_create(sealed.envelopes)
    _require_keys_in_use(sealed.envelopes)
    Attachment.objects.bulk_create(sealed.attachments)
    Case(report=report, state_since=on, due_on=due_on(CaseState.RECEIVED, on)).save(force_insert=True)
    audit.record(acting_user=acting_user, verb="receive_report", subject=report, at=at, new={"channel": report.channel})
    return report


def _require_keys_in_use(envelopes: list[Envelope]) -> None:
    """The envelopes' rows hold a lock on their keys now: whoever retires one waits, or was first and is seen here."""
    people = {one.person_key_id for one in envelopes if one.person_key_id}
    recovery = {one.recovery_key_id for one in envelopes if one.recovery_key_id}
    if PersonalKey.objects.filter(pk__in=people, retired_at__isnull=False).exists():
        raise KeysChanged
    if recovery and RecoveryKey.objects.filter(pk__in=recovery, retired_at__isnull=False).exists():
        raise KeysChanged


def _next_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('discrimination_report_number')")
        (number,) = cursor.fetchone()
    return int(number)


def add_to_report(
    *, opened: ByReceipt, text: str, files: tuple[CleanFile, ...], nonce: bytes, on: date, at: datetime
) -> Message:
    """A message of the reporter's, with files. The same nonce again adds nothing. Raises MessageMissing."""
    if not text.strip() and not files:
        raise MessageMissing
    report, mark = opened.report, _mark(opened, nonce)
    if known := message_before(opened=opened, nonce=nonce):
        return known
    message = seal_message(opened.content, text, report_id=report.id, author=Author.REPORTER, on=on, idempotency=mark)
    attachments = seal_files(opened.content, files, report_id=report.id, author=Author.REPORTER, on=on)
    try:
        with transaction.atomic():
            case = Case.objects.select_for_update().get(pk=report.pk)
            write_message(message, attachments)
            _bring_back(case, on)
            audit.record(acting_user=REPORTER, verb="add_to_report", subject=report, at=at)
    except IntegrityError:
        return Message.objects.get(idempotency=mark)
    return message


def message_before(*, opened: ByReceipt, nonce: bytes) -> Message | None:
    """The message of this report that this form became, however long ago."""
    return Message.objects.filter(idempotency=_mark(opened, nonce)).first()


def _mark(opened: ByReceipt, nonce: bytes) -> bytes:
    """Of a form on the page of one report: with another receipt the same page writes another message."""
    return mark_of(nonce + opened.report.id.bytes)


def write_message(message: Message, attachments: list[Attachment]) -> None:
    """Give a message and its files their positions and write them. Inside a transaction, which holds the report.

    Raises ReportDestroyed for a page that stood open while the report was destroyed.
    """
    report = Report.objects.select_for_update(no_key=True).get(pk=message.report_id)
    if report.destroyed_on:
        raise ReportDestroyed
    message.position = (report.messages.order_by("-position").values_list("position", flat=True).first() or 0) + 1
    message.save(force_insert=True)
    last = report.attachments.order_by("-position").values_list("position", flat=True).first() or 0
    for attachment in attachments:
        attachment.position += last
        attachment.message = message
    Attachment.objects.bulk_create(attachments)


def _bring_back(case: Case, on: date) -> None:
    """A case that waited for the reporter goes on; a closed one is looked at again.

    Who calls has locked it, before the report as everybody does.
    """
    case.reporter_wrote_on = case.reporter_wrote_on or on
    if case.state in ANSWERED:
        set_state(case, ANSWERED[case.state], on)
    take_late_word(case, on)
    case.version += 1
    case.save()


@transaction.atomic
def withdraw_report(*, opened: ByReceipt, on: date, at: datetime) -> None:
    """The reporter wants nothing more done. The office closes the case; nobody takes a step outward any more."""
    case = Case.objects.select_for_update().get(pk=opened.report.pk)
    if case.withdrawn_on:
        return
    case.withdrawn_on, case.reporter_wrote_on = on, case.reporter_wrote_on or on
    case.version += 1
    case.save()
    Consent.objects.filter(case=case, answer=Consent.Answer.YES).update(
        answer=Consent.Answer.TAKEN_BACK, answered_on=on
    )
    end_referrals(case=case, by=EndedBy.REPORTER, acting_user=REPORTER, on=on, at=at)
    audit.record(acting_user=REPORTER, verb="withdraw_report", subject=opened.report, at=at)


@transaction.atomic
def go_on_with_report(*, opened: ByReceipt, on: date, at: datetime) -> None:
    """Who withdrew wants help after all, and so wants nothing destroyed before its time.

    What they agreed to before stays taken back: the office asks anew.
    """
    case = Case.objects.select_for_update().get(pk=opened.report.pk)
    if not case.withdrawn_on:
        return
    old = {"withdrawn_on": case.withdrawn_on, "destroy_asked_on": case.destroy_asked_on}
    case.withdrawn_on = case.destroy_asked_on = None
    _bring_back(case, on)
    audit.record(acting_user=REPORTER, verb="go_on_with_report", subject=opened.report, at=at, old=old)


@transaction.atomic
def ask_for_destruction(*, opened: ByReceipt, on: date, at: datetime) -> None:
    """The reporter asks that their words be destroyed earlier than the rules would."""
    asked = Case.objects.filter(pk=opened.report.pk, destroy_asked_on__isnull=True).update(destroy_asked_on=on)
    if asked:
        audit.record(acting_user=REPORTER, verb="ask_for_destruction", subject=opened.report, at=at)


@transaction.atomic
def answer_consent(*, opened: ByReceipt, consent: Consent, is_given: bool, on: date, at: datetime) -> None:
    """Yes or no to a step outward; a yes can be taken back, and a no can become a yes.

    A yes to a referral that was made cannot be unsaid for what the partner read, but its copy is destroyed at once.
    """
    case = Case.objects.select_for_update().get(pk=opened.report.pk)
    present = Consent.objects.select_for_update().get(pk=consent.pk, case=opened.report.pk)
    refusal = Consent.Answer.TAKEN_BACK if present.answer == Consent.Answer.YES else Consent.Answer.NO
    old, present.answer = present.answer, Consent.Answer.YES if is_given else refusal
    present.answered_on = on
    present.save()
    _bring_back(case, on)
    if not is_given:
        who: dict[str, Any] = {"by": EndedBy.REPORTER, "acting_user": REPORTER}
        end_referrals(case=case, on=on, at=at, among={"consent": present}, **who)
    new = {"kind": present.kind, "answer": present.answer}
    audit.record(
        acting_user=REPORTER, verb="answer_consent", subject=opened.report, at=at, old={"answer": old}, new=new
    )


def mark_answers_read(*, opened: ByReceipt, on: date) -> None:
    """What the office wrote has been shown to the reporter."""
    unread = Message.objects.filter(report=opened.report, is_internal=False, read_on__isnull=True)
    unread.exclude(author=Author.REPORTER).update(read_on=on)
