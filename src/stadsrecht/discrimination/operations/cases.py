"""The life of a case: from state to state, closed with an outcome, opened again with a reason; and what is said in it.

Sealing is over before the transaction begins; what changes a case locks it.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from stadsrecht.discrimination.bridge.intake import seal_message
from stadsrecht.discrimination.bridge.receipts import mark_of
from stadsrecht.discrimination.bridge.scheme import ReportKey
from stadsrecht.discrimination.errors import (
    CaseIsClosed,
    MessageMissing,
    NotInTheList,
    OutcomeMissing,
    ReasonToReopenMissing,
)
from stadsrecht.discrimination.models import Author, Case, EndedBy, Message
from stadsrecht.discrimination.operations.assigning import case_in_hand
from stadsrecht.discrimination.operations.ending import end_referrals
from stadsrecht.discrimination.operations.reports import write_message
from stadsrecht.discrimination.operations.states import keep_to_answer, set_state
from stadsrecht.discrimination.queries import current_edition, entry
from stadsrecht.discrimination.workflow import CaseState
from stadsrecht.kernel import audit
from stadsrecht.kernel.errors import TransitionNotAllowed
from stadsrecht.kernel.periods import months_later

# These have an operation of their own, which asks for what they need.
OF_THEIR_OWN = frozenset({CaseState.CLOSED, CaseState.REOPENED, CaseState.REFERRED})


@transaction.atomic
def move_case(*, case: Case, state: str, acting_user: Any, on: date, at: datetime) -> Case:
    """Raises TransitionNotAllowed, NotAssigned."""
    present = case_in_hand(case=case, acting_user=acting_user)
    if state in OF_THEIR_OWN:
        raise TransitionNotAllowed(old=present.get_state_display(), new=CaseState(state).label)
    set_state(present, state, on)
    return _kept(present, acting_user, at, "move_case", case.state)


@transaction.atomic
def close_case(*, case: Case, outcome: str, acting_user: Any, on: date, at: datetime) -> Case:
    """How the case ended says how long its words are kept from now on. A referral that still lives ends with it.

    Raises OutcomeMissing, NotInTheList, TransitionNotAllowed, NotAssigned.
    """
    present = case_in_hand(case=case, acting_user=acting_user, capability="close_case")
    if not outcome:
        raise OutcomeMissing
    edition = current_edition()
    row = entry(edition, "outcome", outcome) if edition else {}
    if not row:
        raise NotInTheList(field="outcome")
    set_state(present, CaseState.CLOSED, on)
    present.outcome, present.closed_on = outcome, on
    present.destroy_on = months_later(on, row["months"])
    end_referrals(case=present, by=EndedBy.CLOSING, acting_user=acting_user, on=on, at=at)
    return _kept(present, acting_user, at, "close_case", case.state)


def reopen_case(*, case: Case, key: ReportKey, reason: str, acting_user: Any, on: date, at: datetime) -> Case:
    """The reason becomes an internal note. What was to be destroyed stays. Raises ReasonToReopenMissing."""
    if not reason.strip():
        raise ReasonToReopenMissing
    note = _office_message(case, key, reason, on, acting_user, is_internal=True)
    with transaction.atomic():
        present = case_in_hand(case=case, acting_user=acting_user)
        set_state(present, CaseState.REOPENED, on)
        present.outcome, present.closed_on, present.destroy_on = "", None, None
        write_message(note, [])
        return _kept(present, acting_user, at, "reopen_case", case.state)


def write_to_reporter(
    *, case: Case, key: ReportKey, text: str, waits: bool, nonce: bytes, acting_user: Any, on: date, at: datetime
) -> Message:
    """A message that the reporter reads by receipt; with `waits` the case waits for their answer.

    The same nonce again adds nothing. Raises MessageMissing, CaseIsClosed, NotAssigned.
    """
    if not text.strip():
        raise MessageMissing
    mark = mark_of(nonce)
    message = _office_message(case, key, text, on, acting_user, is_internal=False, idempotency=mark)
    with suppress(IntegrityError), transaction.atomic():
        present = case_in_hand(case=case, acting_user=acting_user)
        if waits and present.state == CaseState.CLOSED:
            raise CaseIsClosed
        write_message(message, [])
        if waits and present.state != CaseState.WAITING:
            set_state(present, CaseState.WAITING, on)
        _kept(present, acting_user, at, "write_to_reporter", case.state)
    return Message.objects.get(report=case.pk, idempotency=mark)


def add_note(
    *, case: Case, key: ReportKey, text: str, nonce: bytes, acting_user: Any, on: date, at: datetime
) -> Message:
    """A note for colleagues on the case, which the reporter never sees. Raises MessageMissing, NotAssigned."""
    if not text.strip():
        raise MessageMissing
    mark = mark_of(nonce)
    message = _office_message(case, key, text, on, acting_user, is_internal=True, idempotency=mark)
    with suppress(IntegrityError), transaction.atomic():
        present = case_in_hand(case=case, acting_user=acting_user)
        write_message(message, [])
        _kept(present, acting_user, at, "add_note", case.state)
    return Message.objects.get(report=case.pk, idempotency=mark)


def _office_message(
    case: Case, key: ReportKey, text: str, on: date, acting_user: Any, *, is_internal: bool, **columns: Any
) -> Message:
    by = {"written_by": acting_user, "is_internal": is_internal, **columns}
    return seal_message(key, text.strip(), report_id=case.pk, author=Author.OFFICE, on=on, **by)


@transaction.atomic
def mark_words_read(*, case: Case, shown: Iterable[Any], acting_user: Any, on: date) -> None:
    """These messages of the reporter or a partner have been shown to somebody who works on the case.

    `case` is as it was read before the messages were. Where something came since, it still says that somebody wrote. A
    closed case in which something was read for the first time stays for as long as an answer may take.
    """
    present = case_in_hand(case=case, acting_user=acting_user)
    to_the_office = Q(author=Author.REPORTER) | Q(author=Author.PARTNER, is_letter=True)
    unread = Message.objects.filter(to_the_office, report=case.pk, read_on__isnull=True)
    is_late = bool(unread.filter(pk__in=shown).update(read_on=on)) and present.state == CaseState.CLOSED
    if is_late:
        keep_to_answer(present, on)
    if present.version == case.version:
        present.reporter_wrote_on = present.partner_wrote_on = None
        present.due_on = None if present.state == CaseState.CLOSED else present.due_on
    present.save(update_fields=["reporter_wrote_on", "partner_wrote_on", "due_on", "destroy_on"])


def _kept(case: Case, acting_user: Any, at: datetime, verb: str, old: str) -> Case:
    case.version += 1
    case.save()
    new = {"state": case.state, **({"outcome": case.outcome} if case.outcome else {})}
    audit.record(acting_user=acting_user, verb=verb, subject=case.report, at=at, old={"state": old}, new=new)
    return case
