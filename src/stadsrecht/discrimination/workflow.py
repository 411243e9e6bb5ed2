"""The states of a case, and which may follow which. The diagram in the docs is drawn from here."""

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
# A word of the reporter's brings a case that waited for it back to the one who handles it.
ANSWERED: dict[str, str] = {CaseState.WAITING: CaseState.IN_HANDLING}
