"""Who the reporter is, where the report says that a custodian must approve: asked with a reason, decided, recorded."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, transaction

from stadsrecht.discrimination.bridge.scheme import IDENTITY_REQUEST, place, write_letter
from stadsrecht.discrimination.errors import OwnRequest, RequestDecided, RequestPending, WhyMissing
from stadsrecht.discrimination.models import IDENTITY, Case, IdentityRequest
from stadsrecht.discrimination.operations.assigning import case_in_hand
from stadsrecht.discrimination.operations.keys import share_report_key
from stadsrecht.discrimination.permissions import PERMISSIONS
from stadsrecht.discrimination.queries import OpenKey, key_of, open_report_key
from stadsrecht.kernel import audit


def ask_for_identity(*, case: Case, reason: str, acting_user: Any, on: date, at: datetime) -> IdentityRequest:
    """The reason is a letter that only a custodian can open. Raises WhyMissing, RequestPending, NotAssigned."""
    if not reason.strip():
        raise WhyMissing
    row, report = uuid4(), case.report
    letter = write_letter(report.identity_key, reason.strip(), place(IDENTITY_REQUEST, row, "reason"))
    request = IdentityRequest(id=row, report=report, asked_by=acting_user, asked_on=on, reason=letter)
    try:
        with transaction.atomic():
            case_in_hand(case=case, acting_user=acting_user)
            request.save(force_insert=True)
            audit.record(acting_user=acting_user, verb="ask_for_identity", subject=report, at=at)
    except IntegrityError:
        raise RequestPending from None
    return request


def decide_identity(
    *, request: IdentityRequest, holder: OpenKey, is_granted: bool, acting_user: Any, on: date, at: datetime
) -> None:
    """The custodian gives the identity's key to the one who asked, or refuses.

    Raises RequestDecided, NoKeyForThis; OwnRequest for a custodian who asked, who is no second person.
    """
    PERMISSIONS.require(acting_user, "approve_identity")
    if request.asked_by_id == acting_user.pk:
        raise OwnRequest
    key = open_report_key(request.report, holder, IDENTITY)
    with transaction.atomic():
        decided = IdentityRequest.objects.filter(pk=request.pk, is_granted__isnull=True).update(
            is_granted=is_granted, decided_by=acting_user, decided_on=on
        )
        if not decided:
            raise RequestDecided
        receiver = key_of(request.asked_by) if is_granted else None
        if receiver:
            share_report_key(
                report=request.report,
                compartment=IDENTITY,
                key=key,
                receivers=[receiver],
                acting_user=acting_user,
                at=at,
            )
        new = {"asked_by": f"account {request.asked_by_id}", "granted": is_granted}
        audit.record(acting_user=acting_user, verb="decide_identity", subject=request.report, at=at, new=new)
