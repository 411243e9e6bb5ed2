"""Jobs of policies. The worker runs them from the queue in the database; the calendar is in UTC."""

from django.utils import timezone
from procrastinate.contrib.django import app

from stadsrecht.kernel.mail import send_all
from stadsrecht.policies.operations import due_reminders, read_document, send_reminder


@app.periodic(cron="0 6 * * *")
@app.task(queueing_lock="reminders", pass_context=False)
def send_reminders(timestamp: int) -> int:
    """Every morning: send what is due. Run twice, or after a death half-way, it sends nothing twice."""
    del timestamp  # the day that counts is today in the city, also for a job that ran late
    ids = due_reminders(on=timezone.localdate())
    return send_all(ids, lambda number: send_reminder(reminder_id=number, at=timezone.now()))


@app.task(queue="documents", retry=2)
def read_policy_document(document_id: int) -> str:
    """Read an uploaded document for the rights that it names; run again it does no harm."""
    return read_document(document_id=document_id)
