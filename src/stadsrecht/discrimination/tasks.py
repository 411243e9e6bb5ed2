"""Jobs of the office. The worker runs them from the queue in the database; the calendar is in UTC."""

from django.utils import timezone
from procrastinate.contrib.django import app

from stadsrecht.discrimination.operations import (
    destroy_due_cases,
    due_notices,
    make_figures,
    rewrite_keys,
    send_notice,
)
from stadsrecht.kernel.mail import send_all
from stadsrecht.kernel.permissions import SYSTEM


@app.periodic(cron="10 6 * * *")
@app.task(queueing_lock="case-notices", pass_context=False)
def send_notices(timestamp: int) -> int:
    """Every morning: what is due today, and what was referred. Run twice it sends nothing twice."""
    del timestamp  # the day that counts is today in the city, also for a job that ran late
    ids = due_notices(on=timezone.localdate())
    return send_all(ids, lambda number: send_notice(notice_id=number, at=timezone.now()))


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
