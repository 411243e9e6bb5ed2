"""Destroying what a report said, when its time has come: the keys, every sealed word and file, and who was in touch.

What stays is the shell for counting: number, day, coarse facts, how the case was handled and ended, and who looked.
Each report is destroyed in a transaction of its own, so that a run that dies leaves every report whole or gone. The
sealed keys make the rest readable; their table is then rewritten, so that no page of the disk still holds them.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import OperationalError, connection, models, transaction
from django.db.models import ProtectedError

from stadsrecht.discrimination.models import Case, Envelope, Facts, Look, RecoveryKey, Referral, ReferralKey, Report
from stadsrecht.discrimination.permissions import PERMISSIONS
from stadsrecht.discrimination.queries.retention import cases_to_destroy, is_due
from stadsrecht.kernel import audit
from stadsrecht.kernel.permissions import Person

# Every other table that belongs to a report or a case loses the rows of a report that is destroyed.
KEPT = (Case, Facts, Look)
SEALED = ("narrative", "answers", "contact", "left_out", "entered_by")
NO_KEY = b""
REWRITE_DAYS = 7  # a rewrite that found no moment is tried again on each of these days
WAIT_FOR_LOCK = "5s"


def destroy_due_cases(
    *, acting_user: Person, on: date, at: datetime, tell: Callable[[int], None] = lambda number: None
) -> int:
    """Destroy each case that is due, one by one; gives how many. Run again it destroys nothing twice."""
    PERMISSIONS.require(acting_user, "run_retention")
    count = 0
    for number in list(cases_to_destroy(on).values_list("pk", flat=True)):
        count += _destroy(number, acting_user, on, at)
        tell(count)
    return count


@transaction.atomic
def _destroy(number: Any, acting_user: Any, on: date, at: datetime) -> bool:
    """False where it is no longer due: it was opened again, or the reporter wrote, since the list was made."""
    # Whoever seals every report to a new recovery key has this lock, and would bring an envelope back.
    list(RecoveryKey.objects.select_for_update(no_key=True).filter(retired_at__isnull=True))
    case = Case.objects.select_for_update(of=("self",)).filter(is_due(on), pk=number).first()
    report = Report.objects.select_for_update(no_key=True).get(pk=number)
    if case is None or report.destroyed_on:
        return False
    _delete_all_of(report, case)
    for column in SEALED:
        setattr(report, column, None)
    report.public_key, report.identity_key, report.destroyed_on = NO_KEY, NO_KEY, on
    report.save()
    why = "asked" if case.destroy_asked_on else "period"
    case.due_on = None
    case.version += 1
    case.save()
    audit.record(acting_user=acting_user, verb="destroy_case", subject=report, at=at, new={"why": why})
    return True


def _delete_all_of(report: Report, case: Case) -> None:
    """Rows of all tables that point to the report or its case, in whatever order their own links allow."""
    waiting = [rows for owner in (report, case) for rows in _belonging(owner)]
    while waiting:
        left = []
        for rows in waiting:
            try:
                rows.delete()
            except ProtectedError:
                left.append(rows)
        if len(left) == len(waiting):
            raise RuntimeError(f"these rows hold each other: {[rows.model.__name__ for rows in left]}")
        waiting = left


def _belonging(owner: models.Model) -> Iterable[models.QuerySet[Any]]:
    for relation in owner._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and relation.related_model not in KEPT:
            yield relation.related_model._default_manager.filter(**{relation.field.name: owner.pk})


def tables_with_deleted_keys(on: date) -> list[type[models.Model]]:
    """In which tables a key may still lie that was deleted lately. That of reports is left alone where it can be."""
    since = on - timedelta(days=REWRITE_DAYS)
    if Report.objects.filter(destroyed_on__gt=since).exists():
        return [Envelope, ReferralKey]
    return [ReferralKey] if Referral.objects.filter(ended_on__gt=since).exists() else []


def rewrite_keys(*, on: date) -> bool:
    """Write the tables of sealed keys anew, without what was deleted: of reports, and of referrals that ended.

    While the keys of reports are written anew, for some seconds, no report can be sent.
    Outside any transaction. False where there was nothing to do, where a table was in use all the time, or where the
    database's role does not own it.
    """
    if connection.in_atomic_block:
        return False
    tables = tables_with_deleted_keys(on)
    return bool(tables) and all([_is_rewritten(table._meta.db_table) for table in tables])


def _is_rewritten(table: str) -> bool:
    with connection.cursor() as cursor:
        before = _file_of(cursor, table)
        cursor.execute(f"SET lock_timeout = '{WAIT_FOR_LOCK}'")
        try:
            cursor.execute(f"VACUUM (FULL) {table}")
        except OperationalError:
            return False
        finally:
            cursor.execute("RESET lock_timeout")
        return before != _file_of(cursor, table)


def _file_of(cursor: Any, table: str) -> Any:
    cursor.execute("SELECT pg_relation_filenode(%s::regclass)", [table])
    return cursor.fetchone()
