"""Jobs of figures. A release is seen at its moment by itself; the job then writes down that it is published."""

from django.utils import timezone
from procrastinate.contrib.django import app

from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.monitoring.operations import publish_due


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="figures", pass_context=False)
def publish_due_releases(timestamp: int) -> int:
    """Every minute: publish what was under embargo until now. Run twice it does no harm."""
    del timestamp  # what counts is the moment now, also for a job that ran late
    return publish_due(acting_user=SYSTEM, at=timezone.now())
