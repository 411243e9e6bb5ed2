"""The states of a case, and which may follow which. The diagram in the docs is drawn from here."""

from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseState(models.TextChoices):
    RECEIVED = "received", _("received")
    IN_ASSESSMENT = "in_assessment", _("in assessment")
    WAITING = "waiting", _("waiting for the reporter")
    IN_HANDLING = "in_handling", _("in handling")
    REFERRED = "referred", _("referred")
    CLOSED = "closed", _("closed")
    REOPENED = "reopened", _("re-opened")


CASE_TRANSITIONS: dict[str, frozenset[str]] = {
    CaseState.RECEIVED: frozenset({CaseState.IN_ASSESSMENT, CaseState.CLOSED}),
    CaseState.IN_ASSESSMENT: frozenset(
        {CaseState.WAITING, CaseState.IN_HANDLING, CaseState.REFERRED, CaseState.CLOSED}
    ),
    CaseState.WAITING: frozenset({CaseState.IN_ASSESSMENT, CaseState.IN_HANDLING, CaseState.CLOSED}),
    CaseState.IN_HANDLING: frozenset({CaseState.WAITING, CaseState.REFERRED, CaseState.CLOSED}),
    CaseState.REFERRED: frozenset({CaseState.IN_HANDLING, CaseState.WAITING, CaseState.CLOSED}),
    CaseState.CLOSED: frozenset({CaseState.REOPENED}),
    CaseState.REOPENED: frozenset({CaseState.WAITING, CaseState.IN_HANDLING, CaseState.REFERRED, CaseState.CLOSED}),
}

NEEDS_OUTCOME = frozenset({CaseState.CLOSED})
NEEDS_REASON = frozenset({CaseState.REOPENED})
LIVING_STATES = frozenset(CaseState.values) - {CaseState.CLOSED}
REFERRAL = "referral"  # the step of handling, by its code in every edition of the lists
# A word of the reporter's brings a case that waited for it back to the one who handles it.
ANSWERED: dict[str, str] = {CaseState.WAITING: CaseState.IN_HANDLING}
# Within how many days each state should lead to the next one. A waiting case is looked at again; a closed one is not.
DAYS_IN_STATE: dict[str, int] = {
    CaseState.RECEIVED: 5,
    CaseState.IN_ASSESSMENT: 14,
    CaseState.WAITING: 21,
    CaseState.IN_HANDLING: 42,
    CaseState.REFERRED: 28,
    CaseState.REOPENED: 5,
}
# What is written in a closed case is looked at within so many days, and kept for so many months more to answer it.
DAYS_FOR_A_LATE_WORD = 5
MONTHS_FOR_A_LATE_WORD = 3


def due_on(state: str, since: date) -> date | None:
    """By when a state should be over; None for a closed case."""
    days = DAYS_IN_STATE.get(state)
    return None if days is None else since + timedelta(days=days)
