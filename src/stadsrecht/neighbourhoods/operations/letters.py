"""Letters to who signed up, in their language, each sent once. How that is kept stands in `kernel/mail.py`."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from stadsrecht.kernel.mail import letter, send_once
from stadsrecht.neighbourhoods.bridge.calendar import run_calendar
from stadsrecht.neighbourhoods.bridge.links import EVALUATION, PLACE, token_of
from stadsrecht.neighbourhoods.bridge.questions import evaluation
from stadsrecht.neighbourhoods.models import Letter, SignUp
from stadsrecht.neighbourhoods.operations.lines import write_letters
from stadsrecht.neighbourhoods.queries import place_in_line
from stadsrecht.neighbourhoods.workflow import UNCONFIRMED, RunState, SignUpState

Cause = Letter.Cause
REMINDED_DAYS = 2
WITH_DAYS = frozenset({Cause.PLACED, Cause.MOVED, Cause.REMINDER, Cause.CANCELLED})
NOBODYS = ".invalid"  # names that lead nowhere (RFC 2606): the demonstration's


@transaction.atomic
def remind(*, on: date) -> int:
    """Claim the reminders of runs that begin within two days; run again it claims none twice, but for a run that moved
    to another day.
    """
    rows, count = SignUp.objects.filter(state=SignUpState.PLACED, run__state=RunState.PLANNED), 0
    for ahead in range(1, REMINDED_DAYS + 1):
        day = on + timedelta(days=ahead)
        found = list(rows.filter(run__starts_at__date=day))
        write_letters(found, Cause.REMINDER, str(day))
        count += len(found)
    return count


def due_letters() -> list[int]:
    """The numbers of all letters that are not yet sent."""
    rows = Letter.objects.filter(sent_at=None).exclude(sign_up__email="").exclude(sign_up__email__endswith=NOBODYS)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def send_letter(*, letter_id: int, at: datetime) -> bool:
    """Send one letter and mark it. False where it was sent before or another job holds it."""
    claims = Letter.objects.select_related("sign_up__run__course__organisation", "message")
    return send_once(claims.exclude(sign_up__email=""), pk=letter_id, write=_letter, at=at)


def _letter(row: Letter) -> EmailMessage:
    sign_up = row.sign_up
    with override(sign_up.language):
        subject = _subject(row.cause) % {"course": sign_up.run.course.title.plain}
        body = render_to_string("neighbourhoods/mail/letter.txt", _context(row))
        made = letter(subject=subject, body=body, to=sign_up.email, mark=f"training-{row.pk}")
        if row.cause in WITH_DAYS:
            made.attach(f"{sign_up.run.course.code}.ics", run_calendar(sign_up.run), "text/calendar")
    return made


def _subject(cause: str) -> str:
    return {
        Cause.SIGN_UP: _("Confirm your e-mail address: %(course)s"),
        Cause.AGAIN: _("You signed up before: %(course)s"),
        Cause.PLACED: _("You have a place: %(course)s"),
        Cause.WAITING: _("You are on the waiting list: %(course)s"),
        Cause.OFFER: _("A place is free for you: %(course)s"),
        Cause.PASSED_ON: _("Your place was passed on: %(course)s"),
        Cause.MOVED: _("Changed: %(course)s"),
        Cause.CANCELLED: _("Cancelled: %(course)s"),
        Cause.REMINDER: _("It begins soon: %(course)s"),
        Cause.EVALUATION: _("Two questions about: %(course)s"),
        Cause.MESSAGE: _("A message about: %(course)s"),
    }[Cause(cause)]


def _link(name: str, token: str) -> str:
    return settings.SITE_URL + reverse(name, args=(token,))


def _context(row: Letter) -> dict[str, Any]:
    sign_up = row.sign_up
    links = {"place": ("training-place", PLACE), "evaluation": ("training-evaluation", EVALUATION)}
    return {
        "cause": row.cause,
        "sign_up": sign_up,
        # Whoever filled in the form may be a stranger: until the address is confirmed, none of their words go there.
        "is_confirmed": sign_up.state not in UNCONFIRMED,
        "run": sign_up.run,
        "course": sign_up.run.course,
        "meetings": list(sign_up.run.meetings.all()),
        "message": row.message,
        "position": place_in_line(sign_up),
        "open_days": evaluation().open_days,
        **{name: _link(to, token_of(sign_up.pk, why)) for name, (to, why) in links.items()},
    }
