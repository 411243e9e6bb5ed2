"""What a person of the partner does with a referral: open it, answer the office, end it. Nothing else is theirs.

Each opening is recorded among the looks of the report, and so is each attempt at somebody else's referral.
"""

from contextlib import suppress
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from stadsrecht.discrimination.bridge.receipts import mark_of
from stadsrecht.discrimination.bridge.scheme import MESSAGE, ReportKey, place, write_letter
from stadsrecht.discrimination.errors import AnswerMissing, ReferralEnded, UnknownReferral
from stadsrecht.discrimination.models import Author, Case, EndedBy, Look, Message, Referral
from stadsrecht.discrimination.operations.ending import end_referrals
from stadsrecht.discrimination.operations.reports import write_message
from stadsrecht.discrimination.permissions import PERMISSIONS
from stadsrecht.discrimination.queries import OpenKey, open_referral_key, referrals_to
from stadsrecht.kernel import audit


def referral_for(*, number: UUID, acting_user: Any, at: datetime) -> Referral:
    """A referral to an organisation of this person. Another's is as unknown as none, and that it was tried is kept.

    Raises NotPermitted, UnknownReferral.
    """
    PERMISSIONS.require(acting_user, "answer_referral")
    found = referrals_to(acting_user).select_related("case__report").filter(pk=number).first()
    if found is None:
        other = Referral.objects.select_related("case").filter(pk=number).first()
        if other is not None:
            _look(other, acting_user, at, was_refused=True)
        raise UnknownReferral
    return found


def open_referral(*, referral: Referral, holder: OpenKey, acting_user: Any, on: date, at: datetime) -> ReportKey:
    """The key of a referral that `referral_for` gave, and a record that it was opened.

    Raises ReferralEnded, NoKeyForThis.
    """
    key = open_referral_key(referral, holder)
    _look(referral, acting_user, at, was_refused=False)
    Referral.objects.filter(pk=referral.pk, opened_on__isnull=True).update(opened_on=on)
    return key


def _look(referral: Referral, person: Any, at: datetime, *, was_refused: bool) -> None:
    """Who works at the partner is never assigned to the case; the referral is what lets them in."""
    what = {"was_assigned": not was_refused, "was_refused": was_refused}
    Look.objects.create(report_id=referral.case_id, person=person, at=at, what=Look.What.REFERRAL, **what)


def answer_referral(
    *, referral: Referral, text: str, ends: bool, nonce: bytes, acting_user: Any, on: date, at: datetime
) -> Message | None:
    """A letter that only the office can open; with `ends` the partner is done, and then a letter may be left out.

    The same nonce again adds nothing. Raises AnswerMissing, ReferralEnded, UnknownReferral.
    """
    if not text.strip() and not ends:
        raise AnswerMissing
    mark = mark_of(nonce)
    known = Message.objects.filter(idempotency=mark, referral=referral.pk).first()
    if known is not None:
        return known
    letter = _letter(referral, text.strip(), mark, acting_user, on) if text.strip() else None
    with suppress(IntegrityError), transaction.atomic():
        case, present = _in_hand(referral, acting_user, at)
        if letter:
            write_message(letter, [])
            case.partner_wrote_on = case.partner_wrote_on or on
            case.version += 1
            case.save()
            present.answered_on = on
            present.save(update_fields=["answered_on"])
            new = {"organisation": present.organisation.code}
            audit.record(acting_user=acting_user, verb="answer_referral", subject=case.report, at=at, new=new)
        if ends:
            who = {"by": EndedBy.PARTNER, "acting_user": acting_user}
            end_referrals(case=case, on=on, at=at, among={"pk": present.pk}, **who)
    return letter


def _letter(referral: Referral, text: str, mark: bytes, person: Any, on: date) -> Message:
    row, report = uuid4(), referral.case.report
    body = write_letter(report.public_key, text, place(MESSAGE, row, "body"))
    return Message(
        id=row,
        report_id=report.pk,
        author=Author.PARTNER,
        written_by=person,
        written_on=on,
        is_internal=True,
        is_letter=True,
        referral_id=referral.pk,
        idempotency=mark,
        body=body,
    )


def _in_hand(referral: Referral, acting_user: Any, at: datetime) -> tuple[Case, Referral]:
    """The case and the referral, locked for somebody to whom it was made, while it lives."""
    found = referral_for(number=referral.pk, acting_user=acting_user, at=at)
    case = Case.objects.select_for_update().get(pk=found.case_id)
    present = Referral.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=found.pk)
    if present.ended_on:
        raise ReferralEnded
    return case, present
