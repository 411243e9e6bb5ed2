"""The end of a referral, whoever brings it: the partner, the office, the reporter, or the closing of the case.

The partner's copy and its keys are destroyed in the same transaction. The shell stays: to whom, when, which parts.
"""

from datetime import date, datetime
from typing import Any

from stadsrecht.discrimination.models import Case, EndedBy, Referral, ReferralFile, ReferralKey, Step
from stadsrecht.discrimination.operations.states import reckon_due, set_state
from stadsrecht.discrimination.workflow import CaseState
from stadsrecht.kernel import audit


def end_referrals(
    *, case: Case, by: EndedBy, acting_user: Any, on: date, at: datetime, among: dict[str, Any] | None = None
) -> list[Referral]:
    """End those of the case that still live and fit `among`. The caller has locked the case, and saved its changes.

    A case that was referred and is so to nobody any more comes back into handling.
    """
    rows = Referral.objects.select_for_update(of=("self",)).select_related("organisation")
    living = list(rows.filter(case=case, ended_on__isnull=True, **(among or {})))
    for one in living:
        ReferralKey.objects.filter(referral=one).delete()
        ReferralFile.objects.filter(referral=one).delete()
        Step.objects.filter(consent=one.consent_id, done_on__isnull=True).update(done_on=on)
        one.content, one.ended_on, one.ended_by = None, on, by
        one.save(update_fields=["content", "ended_on", "ended_by"])
        new = {"organisation": one.organisation.code, "by": str(by)}
        audit.record(acting_user=acting_user, verb="end_referral", subject=case.report, at=at, new=new)
    if living:
        reckon_due(case)  # its step is over
        if case.state == CaseState.REFERRED and not case.referrals.filter(ended_on__isnull=True).exists():
            set_state(case, CaseState.IN_HANDLING, on)
        case.save(update_fields=["state", "state_since", "due_on"])
    return living
