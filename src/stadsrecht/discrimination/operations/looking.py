"""Opening a case. Whoever opens one is recorded before they see a word."""

from datetime import datetime
from typing import Any

from django.db import transaction

from stadsrecht.discrimination.bridge.scheme import ReportKey
from stadsrecht.discrimination.errors import NotAssigned
from stadsrecht.discrimination.models import CONTENT, IDENTITY, Look, Report
from stadsrecht.discrimination.permissions import PERMISSIONS
from stadsrecht.discrimination.queries import OpenKey, is_assigned, open_report_key
from stadsrecht.kernel.permissions import Person


def open_case(*, report: Report, holder: OpenKey, acting_user: Person, at: datetime) -> ReportKey:
    """The key of a case's content, for who works on it, and a record that it was opened or that it was tried.

    Raises NotAssigned, NoKeyForThis, ReportDestroyed.
    """
    PERMISSIONS.require(acting_user, "read_case")
    _require_assigned(report, Look.What.CASE, acting_user, at)
    key = open_report_key(report, holder, CONTENT)
    record_look(report=report, what=Look.What.CASE, acting_user=acting_user, at=at)
    return key


def sees_facts(*, report: Report, is_free: bool, acting_user: Any, at: datetime) -> bool:
    """Whether somebody may see what is counted of a report, and who works on it; recorded but for who does.

    Those who work on it, the coordinator, and while nobody works on it every worker, who could take it.
    """
    PERMISSIONS.require(acting_user, "read_case")
    if is_assigned(report, acting_user):
        return True
    may_see = is_free or PERMISSIONS.may(acting_user, "assign_case")
    looked = {"what": Look.What.FACTS, "was_assigned": False, "was_refused": not may_see}
    Look.objects.create(report=report, person=acting_user, at=at, **looked)
    return may_see


def open_identity(*, report: Report, holder: OpenKey, acting_user: Person, at: datetime) -> ReportKey:
    """The same for who the reporter is. Where a custodian must approve, a worker's key does not open it before."""
    if not PERMISSIONS.may(acting_user, "approve_identity"):
        PERMISSIONS.require(acting_user, "read_case")
        _require_assigned(report, Look.What.IDENTITY, acting_user, at)
    key = open_report_key(report, holder, IDENTITY)
    record_look(report=report, what=Look.What.IDENTITY, acting_user=acting_user, at=at)
    return key


def _require_assigned(report: Report, what: str, person: Any, at: datetime) -> None:
    if not is_assigned(report, person):
        Look.objects.create(report=report, person=person, at=at, what=what, was_assigned=False, was_refused=True)
        raise NotAssigned


@transaction.atomic
def record_look(*, report: Report, what: str, acting_user: Any, at: datetime) -> Look:
    """One row of the looking-log."""
    assigned = is_assigned(report, acting_user)
    return Look.objects.create(report=report, person=acting_user, at=at, what=what, was_assigned=assigned)
