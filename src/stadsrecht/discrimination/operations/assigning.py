"""Who works on a case, and so who can open it.

A report that arrives is sealed to every worker, for somebody must be able to begin. From the moment that it is
somebody's, the keys of all others are destroyed: need to know is then a matter of keys and not of a rule. The
coordinators keep theirs, to give a case to another; so nothing is narrowed where neither a coordinator nor the
recovery key would be left.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from stadsrecht.discrimination.errors import (
    AlreadyAssigned,
    CannotReadCases,
    CaseTaken,
    NoKeyForThis,
    NotAssigned,
    ReportDestroyed,
)
from stadsrecht.discrimination.models import CONTENT, IDENTITY, Assignment, Case, Envelope, PersonalKey
from stadsrecht.discrimination.operations.keys import require_admitted, retire_key, share_report
from stadsrecht.discrimination.operations.states import set_state
from stadsrecht.discrimination.permissions import PERMISSIONS
from stadsrecht.discrimination.queries import OpenKey, is_assigned, key_of, open_report_key
from stadsrecht.discrimination.workflow import CaseState
from stadsrecht.kernel import audit
from stadsrecht.kernel.permissions import Person

COORDINATOR = "office_coordinator"


def case_in_hand(*, case: Case, acting_user: Any, capability: str = "handle_case") -> Case:
    """The case, locked for a change by somebody who works on it. Raises NotPermitted, NotAssigned, ReportDestroyed."""
    PERMISSIONS.require(acting_user, capability)
    present = Case.objects.select_for_update().get(pk=case.pk)
    if present.report.destroyed_on:
        raise ReportDestroyed
    if not is_assigned(present.report, acting_user):
        raise NotAssigned
    return present


@transaction.atomic
def take_case(*, case: Case, holder: OpenKey, acting_user: Any, on: date, at: datetime) -> Case:
    """A case that nobody works on becomes this worker's. Raises CaseTaken, AlreadyAssigned, NoKeyForThis."""
    PERMISSIONS.require(acting_user, "handle_case")
    present = Case.objects.select_for_update().get(pk=case.pk)
    if is_assigned(present.report, acting_user):
        raise AlreadyAssigned
    if present.assignments.filter(until__isnull=True).exists():
        raise CaseTaken
    open_report_key(present.report, holder, CONTENT)
    return _assigned(present, acting_user, acting_user, on, at)


@transaction.atomic
def assign_case(*, case: Case, person: Any, giver: OpenKey, acting_user: Person, on: date, at: datetime) -> Case:
    """The coordinator gives a case to a worker, beside who works on it already. The giver's key opens it for them.

    Raises AlreadyAssigned, CannotReadCases, NoKeyForThis, ReportDestroyed.
    """
    PERMISSIONS.require(acting_user, "assign_case")
    present = Case.objects.select_for_update().get(pk=case.pk)
    if is_assigned(present.report, person):
        raise AlreadyAssigned
    _share(present, _key_of_worker(person), giver, acting_user, at)
    return _assigned(present, person, acting_user, on, at)


@transaction.atomic
def release_worker(*, case: Case, person: Any, acting_user: Person, on: date, at: datetime) -> Case:
    """A worker no longer works on a case, and their key no longer opens it. Without others it is new again."""
    PERMISSIONS.require(acting_user, "assign_case")
    require_admitted(acting_user)
    present = Case.objects.select_for_update().get(pk=case.pk)
    ended = present.assignments.filter(person=person, until__isnull=True).update(until=on)
    if ended:
        _narrow(present)
        new = {"worker": f"account {person.pk}"}
        audit.record(acting_user=acting_user, verb="release_worker", subject=present.report, at=at, new=new)
    return present


@dataclass(frozen=True)
class HandedOver:
    """How many cases went over; `left` are numbers that the giver's key does not open (recovery opens them)."""

    cases: int
    left: list[int] = field(default_factory=list)


@transaction.atomic
def hand_over_cases(
    *, leaver: Any, receiver: Any, giver: OpenKey, acting_user: Person, on: date, at: datetime
) -> HandedOver:
    """All that a leaving worker works on goes to another, sealed to the other's key; then the leaver's key is retired.

    Where the giver's key does not open some case, that one stays the leaver's, and so does the leaver's key.
    """
    PERMISSIONS.require(acting_user, "assign_case")
    require_admitted(acting_user)
    key = _key_of_worker(receiver)
    if receiver.pk == leaver.pk:
        raise AlreadyAssigned
    held = Case.objects.filter(assignments__person=leaver, assignments__until__isnull=True)
    left, count = [], 0
    for case in held.select_for_update(of=("self",)).select_related("report").order_by("report__number"):
        try:
            _share(case, key, giver, acting_user, at)
        except ReportDestroyed:
            pass
        except NoKeyForThis:
            left.append(case.report.number)
            continue
        case.assignments.filter(person=leaver, until__isnull=True).update(until=on)
        if not is_assigned(case.report, receiver):
            Assignment.objects.create(case=case, person=receiver, since=on)
        _narrow(case)
        count += 1
    new = {"from": f"account {leaver.pk}", "to": f"account {receiver.pk}", "cases": count, "left": len(left)}
    audit.record(acting_user=acting_user, verb="hand_over_cases", subject=key, at=at, new=new)
    if not left and (old := key_of(leaver)):
        retire_key(key=old, acting_user=acting_user, at=at)
    return HandedOver(count, left)


def _key_of_worker(person: Any) -> PersonalKey:
    key = key_of(person)
    if key is None or key.admitted_at is None or not PERMISSIONS.may(person, "read_case"):
        raise CannotReadCases
    return key


def _share(case: Case, receiver: PersonalKey, giver: OpenKey, acting_user: Person, at: datetime) -> None:
    """The content, and the identity where no custodian stands before it."""
    common: dict[str, Any] = {"giver": giver, "receivers": [receiver], "acting_user": acting_user, "at": at}
    share_report(report=case.report, compartment=CONTENT, **common)
    if not case.report.needs_custodian:
        share_report(report=case.report, compartment=IDENTITY, **common)


def _assigned(case: Case, person: Any, acting_user: Any, on: date, at: datetime) -> Case:
    Assignment.objects.create(case=case, person=person, since=on)
    old = case.state
    if case.state == CaseState.RECEIVED:
        set_state(case, CaseState.IN_ASSESSMENT, on)
    case.version += 1
    case.save()
    _narrow(case)
    new = {"worker": f"account {person.pk}", "state": case.state}
    audit.record(acting_user=acting_user, verb="assign_case", subject=case.report, at=at, old={"state": old}, new=new)
    return case


def _narrow(case: Case) -> None:
    """Destroy the keys to this case of workers who neither work on it nor coordinate."""
    rows = Envelope.objects.filter(report=case.pk, person_key__isnull=False).select_related("person_key__person")
    held = [(one, _holder(one)) for one in rows.prefetch_related("person_key__person__roles")]
    is_recoverable = Envelope.objects.filter(report=case.pk, compartment=CONTENT, recovery_key__isnull=False).exists()
    has_coordinator = any(one.compartment == CONTENT and _coordinates(person) for one, person in held)
    if not (is_recoverable or has_coordinator):
        return
    working = set(case.assignments.filter(until__isnull=True).values_list("person_id", flat=True))
    spare = [one.pk for one, person in held if person.pk not in working and not _keeps(one.compartment, person)]
    Envelope.objects.filter(pk__in=spare).delete()


def _holder(envelope: Any) -> Any:
    return envelope.person_key.person


def _coordinates(person: Any) -> bool:
    return COORDINATOR in person.role_codes


def _keeps(compartment: str, person: Any) -> bool:
    """Coordinators, and for the identity those who guard it."""
    return _coordinates(person) or (compartment == IDENTITY and PERMISSIONS.may(person, "approve_identity"))
