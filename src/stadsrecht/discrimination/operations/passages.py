"""What of a narrative is left out where it is passed on: a copy is marked, the narrative stays."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from stadsrecht.discrimination.bridge.passages import spans_in
from stadsrecht.discrimination.bridge.scheme import REPORT, ReportKey, place
from stadsrecht.discrimination.models import Case, Report
from stadsrecht.discrimination.operations.assigning import case_in_hand
from stadsrecht.kernel import audit


def leave_out_passages(*, case: Case, key: ReportKey, typed: str, acting_user: Any, on: date, at: datetime) -> None:
    """Keep, sealed, where the brackets of a marked copy stand. What was referred before stays as it was read.

    Raises BracketsUnpaired, NarrativeChanged, NotAssigned.
    """
    report = case.report
    spans = spans_in(typed, key.open_text(report.narrative, place(REPORT, report.pk, "narrative")))
    sealed = key.seal_answers({"spans": spans}, place(REPORT, report.pk, "left_out")) if spans else None
    with transaction.atomic():
        case_in_hand(case=case, acting_user=acting_user)
        Report.objects.filter(pk=report.pk).update(left_out=sealed)
        new = {"passages": len(spans)}
        audit.record(acting_user=acting_user, verb="leave_out_passages", subject=report, at=at, new=new)
