"""The office refers part of a case to a partner, takes it back, and passes a partner's answer on to the reporter.

Nothing leaves before the reporter said yes to this partner and to these parts, and a yes serves once. Keys and sealing
are over before the transaction begins.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, transaction

from stadsrecht.discrimination.bridge.intake import seal_message
from stadsrecht.discrimination.bridge.receipts import mark_of
from stadsrecht.discrimination.bridge.referrals import Passed, SealedReferral, seal_referral
from stadsrecht.discrimination.bridge.scheme import STEP, ReportKey, place
from stadsrecht.discrimination.errors import (
    ConsentMissing,
    MessageMissing,
    OrganisationMissing,
    PartnerHasNoKeys,
    PartNotAgreed,
    PartsMissing,
    PurposeMissing,
    ReadersMissing,
    ReferralEnded,
)
from stadsrecht.discrimination.models import (
    Author,
    Case,
    Consent,
    EndedBy,
    Message,
    PersonalKey,
    Referral,
    ReferralFile,
    ReferralKey,
    Step,
)
from stadsrecht.discrimination.operations.assigning import case_in_hand
from stadsrecht.discrimination.operations.ending import end_referrals
from stadsrecht.discrimination.operations.handling import ask_outward, require_living
from stadsrecht.discrimination.operations.reports import write_message
from stadsrecht.discrimination.operations.states import reckon_due, set_state
from stadsrecht.discrimination.queries import askable_parts, current_edition, entry, keys_of_partner, part_label
from stadsrecht.discrimination.workflow import CASE_TRANSITIONS, REFERRAL, CaseState
from stadsrecht.kernel import audit


def ask_to_refer(
    *,
    case: Case,
    key: ReportKey,
    organisation: Any,
    parts: Iterable[str],
    question: str,
    acting_user: Any,
    on: date,
    at: datetime,
) -> Consent:
    """Ask the reporter whether these parts may go to this partner. More than these can never be passed on.

    Raises OrganisationMissing, PartsMissing, PartnerHasNoKeys, and what `ask_consent` raises.
    """
    if organisation is None:
        raise OrganisationMissing
    asked = [name for name in askable_parts() if name in set(parts)]
    if not asked:
        raise PartsMissing
    if not keys_of_partner(organisation):
        raise PartnerHasNoKeys
    return ask_outward(
        case=case,
        key=key,
        kind=REFERRAL,
        question=question,
        acting_user=acting_user,
        on=on,
        at=at,
        organisation=organisation,
        parts=asked,
    )


def make_referral(
    *,
    case: Case,
    key: ReportKey,
    consent: Consent,
    passed: Passed,
    readers: Iterable[Any],
    acting_user: Any,
    on: date,
    at: datetime,
) -> Referral:
    """Seal what was chosen to the `readers` among the people of the partner. The same consent again gives the same one.

    Raises ConsentMissing, PartNotAgreed, PurposeMissing, ReadersMissing, CaseIsClosed, ReportWithdrawn, NotAssigned.
    """
    if not passed.asked.strip():
        raise PurposeMissing
    chosen = {person.pk for person in readers}
    receivers = [one for one in keys_of_partner(consent.organisation) if one.person_id in chosen]
    columns = {"case": case, "consent": consent, "organisation": consent.organisation}
    sealed = seal_referral(passed, receivers, made_by=acting_user, made_on=on, **columns)
    step = _step(consent, key, passed.asked, acting_user, on)
    with transaction.atomic():
        present = case_in_hand(case=case, acting_user=acting_user)
        require_living(present, outward=True)
        agreed = _agreed(present, consent, passed)
        if made := Referral.objects.filter(consent=agreed).first():
            return made
        _write(sealed, receivers)
        step.save(force_insert=True)
        if REFERRAL not in present.handling:
            present.handling = [*present.handling, REFERRAL]
        if CaseState.REFERRED in CASE_TRANSITIONS[present.state]:
            set_state(present, CaseState.REFERRED, on)
        reckon_due(present)
        present.version += 1
        present.save()
        partner = sealed.referral.organisation.code
        new = {"organisation": partner, "parts": sealed.referral.parts, "state": present.state}
        audit.record(acting_user=acting_user, verb="make_referral", subject=case.report, at=at, new=new)
    return sealed.referral


def _step(consent: Consent, key: ReportKey, asked: str, acting_user: Any, on: date) -> Step:
    """The office keeps what it asked: it holds no key to what it passed on."""
    row, edition = uuid4(), current_edition()
    days = entry(edition, "handling", REFERRAL).get("days") if edition else None
    return Step(
        id=row,
        case_id=consent.case_id,
        kind=REFERRAL,
        taken_by=acting_user,
        taken_on=on,
        consent=consent,
        note=key.seal_text(asked.strip(), place(STEP, row, "note")),
        due_on=on + timedelta(days=days) if days else None,
        done_on=None if days else on,
    )


def _agreed(case: Case, consent: Consent, passed: Passed) -> Consent:
    """The consent, locked so that it is not taken back meanwhile, if it stands and covers all that is passed on."""
    rows = Consent.objects.select_for_update(of=("self",)).select_related("organisation")
    found = rows.filter(pk=consent.pk, case=case, kind=REFERRAL, answer=Consent.Answer.YES).first()
    if found is None or found.organisation is None:
        raise ConsentMissing
    if more := [name for name in passed.names if name not in found.parts]:
        raise PartNotAgreed(names=", ".join(part_label(name).plain for name in more))
    return found


def _write(sealed: SealedReferral, receivers: list[PersonalKey]) -> None:
    """The rows of keys hold a lock on the people's keys: whoever retires one waits, or was first and is seen here."""
    sealed.referral.save(force_insert=True)
    ReferralKey.objects.bulk_create(sealed.keys)
    ReferralFile.objects.bulk_create(sealed.files)
    ReferralKey.objects.filter(referral=sealed.referral, person_key__retired_at__isnull=False).delete()
    if not receivers or not sealed.referral.keys.exists():
        raise ReadersMissing


@transaction.atomic
def withdraw_referral(*, referral: Referral, acting_user: Any, on: date, at: datetime) -> None:
    """The office takes a referral back. Raises ReferralEnded, NotAssigned."""
    present = case_in_hand(case=referral.case, acting_user=acting_user)
    ended = end_referrals(
        case=present, by=EndedBy.OFFICE, acting_user=acting_user, on=on, at=at, among={"pk": referral.pk}
    )
    if not ended:
        raise ReferralEnded


def pass_answer_on(
    *, answer: Message, key: ReportKey, text: str, nonce: bytes, acting_user: Any, on: date, at: datetime
) -> Message:
    """As much of a partner's answer as the office passes on, for the reporter to read by receipt.

    The same nonce again adds nothing. Raises MessageMissing, NotAssigned.
    """
    if not text.strip():
        raise MessageMissing
    mark, case = mark_of(nonce), answer.report.case
    columns = {"written_by": acting_user, "referral": answer.referral, "idempotency": mark}
    message = seal_message(key, text.strip(), report_id=case.pk, author=Author.PARTNER, on=on, **columns)
    with suppress(IntegrityError), transaction.atomic():
        case_in_hand(case=case, acting_user=acting_user)
        write_message(message, [])
        audit.record(acting_user=acting_user, verb="pass_answer_on", subject=case.report, at=at)
    return Message.objects.get(report=case.pk, idempotency=mark)
