"""Reminders about actions that are overdue or silent. How one is sent once, whatever dies: `kernel/mail.py`."""

from datetime import date, datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from stadsrecht.kernel.mail import letter, send_once
from stadsrecht.policies.models import Action, Reminder
from stadsrecht.policies.queries import all_actions, overdue, silent
from stadsrecht.policies.workflow import OPEN_ACTION_STATES


@transaction.atomic
def due_reminders(*, on: date) -> list[int]:
    """Claim the reminders of this day and return the ids of all that are not yet sent.

    The owner is reminded: the person, or every member of the team. An action without either reminds nobody by mail;
    it stands on the desk.
    """
    owned = all_actions().filter(Q(owner_person__isnull=False) | Q(owner_team__isnull=False))
    rows = []
    for cause, condition, day in (
        ("overdue", overdue(on), "due_on"),
        ("silent", silent(on) & ~overdue(on), "heard_on"),
    ):
        actions = owned.filter(condition).prefetch_related("owner_team__members")
        for action in actions:
            rows += [
                Reminder(action=action, recipient_id=person_id, cause=cause, about_on=getattr(action, day))
                for person_id in _recipients(action)
            ]
    Reminder.objects.bulk_create(rows, ignore_conflicts=True)
    waiting = Reminder.objects.filter(sent_at__isnull=True, recipient__is_active=True)
    return list(waiting.filter(action__state__in=OPEN_ACTION_STATES).order_by("pk").values_list("pk", flat=True))


def _recipients(action: Action) -> list[int]:
    if person := action.owner_person:
        return [person.pk] if person.is_active else []
    team = action.owner_team
    return [member.pk for member in team.members.all() if member.is_active] if team else []


def send_reminder(*, reminder_id: int, at: datetime) -> bool:
    """Send one reminder and mark it. False where it was sent before or another job holds it."""
    claims = Reminder.objects.select_related("action__policy", "recipient")
    return send_once(claims, pk=reminder_id, write=_message, at=at)


def _message(reminder: Reminder) -> EmailMessage:
    with override(settings.LANGUAGE_CODE):
        context = {"reminder": reminder, "action": reminder.action, "site": settings.SITE_URL}
        subject = {
            "overdue": gettext("Overdue: %(action)s"),
            "silent": gettext("No news for 90 days: %(action)s"),
        }[reminder.cause] % {"action": reminder.action.title.plain}
        body = render_to_string("policies/mail/reminder.txt", context)
    return letter(subject=subject, body=body, to=reminder.recipient.email, mark=f"reminder-{reminder.pk}")
