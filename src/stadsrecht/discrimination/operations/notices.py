"""Letters about what is due, and to a partner about what was referred. How one is sent once: `kernel/mail.py`.

A letter lies open in a mailbox that is not ours. So it says which number, and where to look, and nothing else.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, override

from stadsrecht.discrimination.models import Assignment, Case, Notice, ReferralKey, Step
from stadsrecht.discrimination.operations.waiting import (
    CAUSES,
    requests_for_identity,
    to_coordinators,
    words_unread,
)
from stadsrecht.discrimination.permissions import PERMISSIONS
from stadsrecht.discrimination.queries import keys_of_workers
from stadsrecht.discrimination.workflow import DAYS_IN_STATE, LIVING_STATES, CaseState
from stadsrecht.kernel.mail import letter, send_once

OF_THE_LIVING: dict[str, Any] = {"case__state__in": sorted(LIVING_STATES), "case__report__destroyed_on__isnull": True}


@transaction.atomic
def due_notices(*, on: date) -> list[int]:
    """Claim the letters of this day, and return the numbers of all that are to be sent.

    Who works on a case hears of each day by which its state or a step should be over, on that day. Where nobody works
    on it, the coordinators do. People of a partner hear of what was referred to them. For what else waits for
    somebody see operations/waiting.py.
    """
    leads = [key.person for key in keys_of_workers() if PERMISSIONS.may(key.person, "assign_case")]
    dues = _to_workers({*_terms_over(on), *_steps_due(on)}, Notice.Cause.DUE, leads)
    words = _to_workers(set(words_unread()), Notice.Cause.WROTE, leads)
    waits = [*requests_for_identity(on), *to_coordinators(leads, on)]
    Notice.objects.bulk_create([*dues, *words, *_referrals(), *waits], ignore_conflicts=True)
    there = {"sent_at": None, "recipient__is_active": True, "case__report__destroyed_on": None}
    waiting = Notice.objects.filter(**there)
    living = Q(case__state__in=sorted(LIVING_STATES)) | Q(case__due_on__isnull=False) | Q(cause__in=CAUSES)
    still = Q(referral__isnull=True) | Q(referral__ended_on__isnull=True)
    return list(waiting.filter(living, still).order_by("pk").values_list("pk", flat=True))


def _to_workers(pairs: Collection[tuple[Any, date]], cause: str, leads: list[Any]) -> Iterator[Notice]:
    """A letter about each case and day to who works on it; where nobody does, to the coordinators."""
    workers = _workers_of({case for case, _day in pairs})
    for case, day in sorted(pairs, key=str):
        for person in workers.get(case, leads):
            yield Notice(case_id=case, recipient=person, cause=cause, about_on=day)


def _terms_over(on: date) -> Iterator[tuple[Any, date]]:
    """Cases whose state has lasted its term, and closed ones in which a late word waits.

    Of open ones not from `Case.due_on`, in which a late step hides a later term.
    """
    for state, days in DAYS_IN_STATE.items():
        rows = Case.objects.filter(state=state, report__destroyed_on__isnull=True)
        for case, since in rows.filter(state_since__lte=on - timedelta(days=days)).values_list("pk", "state_since"):
            yield case, since + timedelta(days=days)
    late_words = Case.objects.filter(state=CaseState.CLOSED, due_on__lte=on, report__destroyed_on__isnull=True)
    for one in late_words:
        yield one.pk, one.due_on or on


def _steps_due(on: date) -> QuerySet[Step, tuple[Any, Any]]:
    rows = Step.objects.filter(done_on__isnull=True, due_on__lte=on, **OF_THE_LIVING)
    return rows.values_list("case", "due_on")


def _workers_of(cases: Iterable[Any]) -> dict[Any, list[Any]]:
    rows = Assignment.objects.filter(case__in=cases, until__isnull=True).select_related("person")
    found: dict[Any, list[Any]] = {}
    for row in rows:
        found.setdefault(row.case_id, []).append(row.person)
    return found


def _referrals() -> Iterator[Notice]:
    rows = ReferralKey.objects.filter(referral__ended_on__isnull=True, referral__opened_on__isnull=True)
    for row in rows.select_related("referral", "person_key").defer("referral__content"):
        referral, person = row.referral, row.person_key.person_id
        what = {"cause": Notice.Cause.REFERRED, "about_on": referral.made_on}
        yield Notice(case_id=referral.case_id, referral=referral, recipient_id=person, **what)


def send_notice(*, notice_id: int, at: datetime) -> bool:
    """Send one letter and mark it. False where it was sent before or another job holds it."""
    rows = Notice.objects.select_related("case__report", "referral", "recipient")
    return send_once(rows.defer("referral__content"), pk=notice_id, write=_letter, at=at)


def _named(notice: Notice) -> tuple[str, str]:
    """What the letter is called, and where to look."""
    if notice.referral:
        reference = {"reference": notice.referral.reference}
        return gettext("Referral %(reference)s") % reference, reverse("desk-referral", args=(notice.referral.pk,))
    if notice.case is None:
        month = f"{notice.about_on:%Y-%m}"
        return gettext("Review of %(month)s") % {"month": month}, f"{reverse('desk-case-looks')}?month={month}"
    number = notice.case.report.number
    is_asked = notice.cause == Notice.Cause.ASKED  # a custodian opens no page of a case
    path = reverse("desk-identities") if is_asked else reverse("desk-case", args=(number,))
    return gettext("Case %(number)s") % {"number": number}, path


def _letter(notice: Notice) -> EmailMessage:
    with override(settings.LANGUAGE_CODE):
        subject, path = _named(notice)
        context = {"notice": notice, "name": subject, "address": settings.SITE_URL + path}
        body = render_to_string("discrimination/mail/notice.txt", context)
    return letter(subject=subject, body=body, to=notice.recipient.email, mark=f"discrimination-notice-{notice.pk}")
