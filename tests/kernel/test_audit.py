"""The audit trail shows tampering."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from stadsrecht.kernel import audit
from stadsrecht.kernel.models import AuditEntry
from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.people.models import Team

AT = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def trail(db):
    """Three entries about one team, at the end of the chain."""
    team = Team.objects.create(code="one", name={"nl": "Een"})
    for number in range(3):
        audit.record(acting_user=SYSTEM, verb="rename", subject=team, at=AT, old={"n": number}, new={"n": number + 1})
    return team


def tamper(statement, *values):
    """Change the table as somebody would who can switch its triggers off."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE kernel_auditentry DISABLE TRIGGER USER")
        cursor.execute(statement, values)
        cursor.execute("ALTER TABLE kernel_auditentry ENABLE TRIGGER USER")


def last_number():
    return AuditEntry.objects.order_by("-number").first().number


def test_an_untouched_trail_has_no_fault(trail):
    assert audit.first_fault() is None


def test_an_entry_holds_the_hash_of_the_one_before(trail):
    last, before = AuditEntry.objects.order_by("-number")[:2]
    assert last.previous_hash == before.hash


def test_a_changed_entry_is_named(trail):
    tamper("UPDATE kernel_auditentry SET actor = 'nobody' WHERE number = %s", last_number() - 1)
    assert audit.first_fault() == audit.Fault(last_number() - 1, "content was changed")


def test_a_removed_entry_is_named(trail):
    gone = last_number() - 1
    tamper("DELETE FROM kernel_auditentry WHERE number = %s", gone)
    assert audit.first_fault() == audit.Fault(gone, "missing")


def test_a_rewritten_entry_breaks_the_chain_after_it(trail):
    entry = AuditEntry.objects.get(number=last_number() - 1)
    entry.actor = "nobody"
    tamper("UPDATE kernel_auditentry SET actor = 'nobody', hash = %s WHERE number = %s", audit.hash_of(entry), entry.pk)
    assert audit.first_fault() == audit.Fault(entry.pk + 1, "does not follow the entry before")


def test_a_trail_cut_off_at_its_end_does_not_hold_the_head_that_was_kept(trail):
    kept = audit.head()
    tamper("DELETE FROM kernel_auditentry WHERE number = %s", kept[0])
    assert audit.first_fault() is None
    assert audit.first_fault(kept) == audit.Fault(kept[0], "missing")


@pytest.mark.parametrize(
    "statement",
    ["UPDATE kernel_auditentry SET actor = 'x'", "DELETE FROM kernel_auditentry", "TRUNCATE kernel_auditentry"],
)
def test_the_database_itself_refuses_a_change(trail, statement):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_an_entry_survives_the_deletion_of_its_object(trail):
    number = str(trail.pk)
    trail.delete()
    assert AuditEntry.objects.filter(object_type="people.team", object_id=number).count() == 3


def test_a_rolled_back_act_leaves_no_hole(trail):
    before = last_number()
    point = transaction.savepoint()
    audit.record(acting_user=SYSTEM, verb="rename", subject=trail, at=AT)
    transaction.savepoint_rollback(point)
    entry = audit.record(acting_user=SYSTEM, verb="rename", subject=trail, at=AT)
    assert entry.number == before + 1
