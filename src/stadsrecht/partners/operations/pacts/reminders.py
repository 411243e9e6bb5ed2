"""Letters about pledges: due soon, overdue, a milestone that is due, a question of the city.

How a letter is sent once, whatever dies, stands in `kernel/mail.py`; each due moment is claimed by a row of its own.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from stadsrecht.kernel.mail import letter, send_once
from stadsrecht.partners.models import Editorship, Pledge, PledgeReminder
from stadsrecht.partners.workflow import OPEN_PLEDGE_STATES

SOON = 14  # days before the due day
Cause = PledgeReminder.Cause


def _due(on: date) -> Iterator[tuple[Pledge, str, date]]:
    """Each pledge that is due soon, is overdue or has a milestone that passed, with the day it is about."""
    editors = Prefetch("signature__organisation__editorships", Editorship.objects.select_related("person"))
    rows: QuerySet[Pledge] = Pledge.objects.filter(state__in=OPEN_PLEDGE_STATES).select_related(
        "signature__organisation"
    )
    for row in rows.prefetch_related(editors, "milestones"):
        if row.due_on < on:
            yield row, Cause.OVERDUE, row.due_on
        elif row.due_on <= on + timedelta(days=SOON) and row.made_on < row.due_on - timedelta(days=SOON):
            yield row, Cause.SOON, row.due_on
        for step in row.milestones.all():
            if step.done_on is None and step.due_on is not None and step.due_on < on:
                yield row, Cause.MILESTONE, step.due_on


@transaction.atomic
def due_pledge_reminders(*, on: date) -> list[int]:
    """Claim the letters of this day and return the numbers of all that are not yet sent."""
    rows = [
        PledgeReminder(pledge=row, recipient=editor.person, cause=cause, about_on=day)
        for row, cause, day in _due(on)
        for editor in row.signature.organisation.editorships.all()
        if editor.person.is_active
    ]
    PledgeReminder.objects.bulk_create(rows, ignore_conflicts=True)
    waiting = PledgeReminder.objects.filter(sent_at__isnull=True, recipient__is_active=True)
    # What has ended is no longer due. A question is asked whatever the state, and its letter goes once the day is over,
    # so that it holds every question of that day.
    is_due = Q(pledge__state__in=OPEN_PLEDGE_STATES) & ~Q(cause=Cause.ASKED)
    due = waiting.filter(is_due | Q(cause=Cause.ASKED, about_on__lt=on))
    return list(due.order_by("pk").values_list("pk", flat=True))


def send_pledge_reminder(*, reminder_id: int, at: datetime) -> bool:
    """Send one letter and mark it. False where it was sent before or another job holds it."""
    claims = PledgeReminder.objects.select_related("pledge__signature__organisation", "recipient")
    return send_once(claims, pk=reminder_id, write=_letter, at=at)


def _letter(reminder: PledgeReminder) -> EmailMessage:
    with override(settings.LANGUAGE_CODE):
        subject = {
            Cause.SOON: gettext("Due soon: %(pledge)s"),
            Cause.OVERDUE: gettext("The day has passed: %(pledge)s"),
            Cause.MILESTONE: gettext("A milestone is due: %(pledge)s"),
            Cause.ASKED: gettext("A question about your pledge: %(pledge)s"),
        }[Cause(reminder.cause)] % {"pledge": reminder.pledge.title.plain}
        questions = reminder.pledge.notes.filter(kind="question", noted_on=reminder.about_on).order_by("pk")
        context = {"reminder": reminder, "pledge": reminder.pledge, "questions": questions, "site": settings.SITE_URL}
        body = render_to_string("partners/mail/pledge.txt", context)
    return letter(subject=subject, body=body, to=reminder.recipient.email, mark=f"pledge-reminder-{reminder.pk}")
