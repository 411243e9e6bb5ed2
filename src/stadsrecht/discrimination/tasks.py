"""Jobs of the office. The worker runs them from the queue in the database; the calendar is in UTC."""

from django.utils import timezone
from procrastinate.contrib.django import app

from stadsrecht.discrimination.operations import due_notices, send_notice


@app.periodic(cron="10 6 * * *")
@app.task(queueing_lock="case-notices", pass_context=False)
def send_notices(timestamp: int) -> int:
    """Every morning: what is due today, and what was referred. Run twice it sends nothing twice."""
    del timestamp  # the day that counts is today in the city, also for a job that ran late
    ids = due_notices(on=timezone.localdate())
    return sum(send_notice(notice_id=number, at=timezone.now()) for number in ids)
