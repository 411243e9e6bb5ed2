"""Jobs of the office: what takes longer than a request."""

from django.utils import timezone
from procrastinate.contrib.django import app

from stadsrecht.discrimination.operations import destroy_due_cases, make_figures, rewrite_keys
from stadsrecht.kernel.permissions import SYSTEM


@app.task(queue="figures", lock="report-figures")
def make_report_figures(number: int) -> str:
    """Count and protect a release; run again it makes the same drafts."""
    return make_figures(number=number, clock=timezone.now)


@app.periodic(cron="20 4 * * *")
@app.task(queueing_lock="retention", pass_context=False)
def destroy_due(timestamp: int) -> int:
    """Every night: destroy what is due, and leave no page of the disk that holds its keys."""
    del timestamp  # what counts is today, also for a job that ran late
    at = timezone.now()
    on = timezone.localdate(at)
    count = destroy_due_cases(acting_user=SYSTEM, on=on, at=at)
    rewrite_keys(on=on)
    return count
