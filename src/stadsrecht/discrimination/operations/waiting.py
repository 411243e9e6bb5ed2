"""Letters about what waits for somebody: a word that nobody read, a request to decide on, a decision, a review.

What was read, decided or reviewed by the morning after needs no letter.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from stadsrecht.discrimination.models import Case, IdentityRequest, Notice
from stadsrecht.discrimination.queries import cases_that_wait, holders, looks_of_month
from stadsrecht.kernel.periods import months_later

DECISION_DAYS = 7  # a decision that is older is no news, also where no letter could be sent meanwhile
CAUSES = (
    *(Notice.Cause.WROTE, Notice.Cause.ASKED, Notice.Cause.DECIDED),
    *(Notice.Cause.REVIEW, Notice.Cause.DESTROY),
)


def words_unread() -> list[tuple[Any, date]]:
    """Cases with the day of the first word of a reporter or partner that nobody read yet."""
    rows = Case.objects.filter(report__destroyed_on__isnull=True)
    rows = rows.filter(Q(reporter_wrote_on__isnull=False) | Q(partner_wrote_on__isnull=False))
    days = rows.values_list("pk", "reporter_wrote_on", "partner_wrote_on")
    return [(case, day) for case, *written in days for day in written if day]


def requests_for_identity(on: date) -> Iterator[Notice]:
    """To the custodians what waits for them, and to who asked what was decided."""
    rows = IdentityRequest.objects.filter(report__destroyed_on__isnull=True)
    custodians = [key.person_id for key in holders().custodians]
    for asked in rows.filter(is_granted__isnull=True):
        for person in custodians:
            yield _notice(Notice.Cause.ASKED, person, asked.asked_on, asked.report_id)
    for decided in rows.filter(decided_on__gte=on - timedelta(days=DECISION_DAYS)):
        yield _notice(Notice.Cause.DECIDED, decided.asked_by_id, decided.decided_on, decided.report_id)


def to_coordinators(people: list[Any], on: date) -> Iterator[Notice]:
    """Each request for destruction that waits; and last month's looks, which nobody reviews for themself."""
    month = months_later(on.replace(day=1), -1)
    waits = list(cases_that_wait())
    for person in people:
        for case in waits:
            yield _notice(Notice.Cause.DESTROY, person.pk, case.destroy_asked_on, case.pk)
        if looks_to_review(month).exclude(person=person).exists():
            yield _notice(Notice.Cause.REVIEW, person.pk, month)


def looks_to_review(month: date) -> Any:
    return looks_of_month(month).filter(reviewed_on__isnull=True)


def _notice(cause: str, person: int, about_on: Any, case: Any = None) -> Notice:
    return Notice(case_id=case, recipient_id=person, cause=cause, about_on=about_on)
