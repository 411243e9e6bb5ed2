"""Steps of handling, and the reporter's consent to each that goes outward.

Inside the office a worker decides. Outside it nothing is told, asked or sent before the reporter said yes to just that
question, through the receipt. A yes serves one step; and a yes that was taken back is no yes.
"""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction

from stadsrecht.discrimination.bridge.scheme import CONSENT, STEP, ReportKey, place
from stadsrecht.discrimination.errors import (
    CaseIsClosed,
    ConsentMissing,
    NoStepOutward,
    NotInTheList,
    QuestionMissing,
    ReferralHasItsPage,
    ReportWithdrawn,
    StepIsDone,
)
from stadsrecht.discrimination.models import Case, Consent, Step
from stadsrecht.discrimination.operations.assigning import case_in_hand
from stadsrecht.discrimination.operations.states import reckon_due, set_state
from stadsrecht.discrimination.queries import current_edition, entry
from stadsrecht.discrimination.workflow import CASE_TRANSITIONS, REFERRAL, CaseState
from stadsrecht.kernel import audit


def ask_consent(
    *,
    case: Case,
    key: ReportKey,
    kind: str,
    question: str,
    acting_user: Any,
    on: date,
    at: datetime,
) -> Consent:
    """Ask the reporter for a step outward; the case waits for the answer. A referral is asked for by `ask_to_refer`.

    Raises NotInTheList, NoStepOutward, ReferralHasItsPage, QuestionMissing, CaseIsClosed, ReportWithdrawn, NotAssigned.
    """
    if kind == REFERRAL:
        raise ReferralHasItsPage
    asked = {"question": question, "acting_user": acting_user, "on": on, "at": at}
    return ask_outward(case=case, key=key, kind=kind, **asked)


def ask_outward(
    *, case: Case, key: ReportKey, kind: str, question: str, acting_user: Any, on: date, at: datetime, **more: Any
) -> Consent:
    """The same for every kind; `more` are columns of the consent: for a referral to whom, and which parts."""
    if not _handling(kind).get("outward"):
        raise NoStepOutward
    if not question.strip():
        raise QuestionMissing
    row = uuid4()
    consent = Consent(
        id=row,
        case=case,
        kind=kind,
        asked_by=acting_user,
        asked_on=on,
        question=key.seal_text(question.strip(), place(CONSENT, row, "question")),
        **more,
    )
    organisation = consent.organisation
    with transaction.atomic():
        present = case_in_hand(case=case, acting_user=acting_user)
        require_living(present, outward=True)
        consent.save(force_insert=True)
        if CaseState.WAITING in CASE_TRANSITIONS[present.state]:
            set_state(present, CaseState.WAITING, on)
        present.version += 1
        present.save()
        new = {"kind": kind, **({"organisation": organisation.code} if organisation else {})}
        audit.record(acting_user=acting_user, verb="ask_consent", subject=case.report, at=at, new=new)
    return consent


def take_step(
    *,
    case: Case,
    key: ReportKey,
    kind: str,
    note: str,
    acting_user: Any,
    on: date,
    at: datetime,
    consent: Consent | None = None,
) -> Step:
    """A step begins; one that goes outward only with a `consent` that stands at this moment and was not used.

    Raises NotInTheList, ConsentMissing, ReferralHasItsPage, ReportWithdrawn, CaseIsClosed, NotAssigned.
    """
    if kind == REFERRAL:
        raise ReferralHasItsPage
    row, told = uuid4(), _handling(kind)
    sealed = key.seal_text(note.strip(), place(STEP, row, "note")) if note.strip() else None
    with transaction.atomic():
        present = case_in_hand(case=case, acting_user=acting_user)
        is_outward = bool(told.get("outward"))
        require_living(present, outward=is_outward)
        agreed = _standing_consent(present, kind, consent) if is_outward else None
        step = Step(id=row, case=case, kind=kind, taken_by=acting_user, taken_on=on, consent=agreed, note=sealed)
        step.due_on = on + timedelta(days=told["days"]) if "days" in told else None
        step.done_on = None if step.due_on else on
        step.save(force_insert=True)
        if kind not in present.handling:
            present.handling = [*present.handling, kind]
        if CaseState.IN_HANDLING in CASE_TRANSITIONS[present.state]:
            set_state(present, CaseState.IN_HANDLING, on)
        reckon_due(present)
        present.version += 1
        present.save()
        audit.record(acting_user=acting_user, verb="take_step", subject=case.report, at=at, new={"kind": kind})
    return step


@transaction.atomic
def finish_step(*, step: Step, acting_user: Any, on: date, at: datetime) -> None:
    """Raises StepIsDone, NotAssigned."""
    present = case_in_hand(case=step.case, acting_user=acting_user)
    if not Step.objects.filter(pk=step.pk, done_on__isnull=True).update(done_on=on):
        raise StepIsDone
    reckon_due(present)
    present.save()
    new = {"kind": step.kind}
    audit.record(acting_user=acting_user, verb="finish_step", subject=step.case.report, at=at, new=new)


def _standing_consent(case: Case, kind: str, chosen: Consent | None) -> Consent:
    """The yes that the worker chose, locked so that it is not taken back meanwhile. Raises ConsentMissing."""
    rows = Consent.objects.select_for_update().filter(case=case, kind=kind, answer=Consent.Answer.YES)
    consent = rows.filter(pk=chosen.pk).first() if chosen else None
    if consent is None or consent.steps.exists():
        raise ConsentMissing
    return consent


def require_living(case: Case, *, outward: bool) -> None:
    if case.state == CaseState.CLOSED:
        raise CaseIsClosed
    if outward and case.withdrawn_on:
        raise ReportWithdrawn


def _handling(kind: str) -> dict[str, Any]:
    edition = current_edition()
    row = entry(edition, "handling", kind) if edition else {}
    if not row:
        raise NotInTheList(field="kind")
    return row
