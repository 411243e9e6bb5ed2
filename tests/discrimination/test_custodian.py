"""A second person must agree first: also where there is none, and also for who has both roles."""

import pytest

from stadsrecht.discrimination.errors import NoKeyForThis, OwnRequest
from stadsrecht.discrimination.models import IDENTITY, IdentityRequest
from stadsrecht.discrimination.operations import (
    ask_for_identity,
    decide_identity,
    open_identity,
    restore_access,
    retire_key,
)
from stadsrecht.discrimination.queries import contact_of, open_report_key, report_by_receipt
from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.people.models import Role
from tests.discrimination.casework import admitted
from tests.discrimination.door import Visit
from tests.discrimination.telling import AT, CONTACT, PASSPHRASE

CHOSEN = {"narrative": "Iets", "reply": "contact", "name": CONTACT["name"], "email": CONTACT["email"]}


@pytest.fixture
def retire_custodian(office, lead):
    return lambda: retire_key(key=office["custodian"].row, acting_user=lead.person, at=AT)


def holders_of_identity(report):
    rows = report.envelopes.filter(compartment=IDENTITY, person_key__isnull=False)
    return set(rows.values_list("person_key__person", flat=True))


def test_what_nobody_could_keep_is_not_offered(client, retire_custodian):
    """The question stands at the door while somebody has that key, and no longer."""
    assert 'name="custodian"' in Visit(client).next(narrative="Iets").next().next().text
    retire_custodian()
    assert 'name="custodian"' not in Visit(client).next(narrative="Iets").next().next().text


def test_who_chose_it_is_not_left_without(client, retire_custodian, keeper):
    """The key was retired while the form was open: the identity then opens by receipt, and to nobody of the office."""
    page = Visit(client).to_the_end(**CHOSEN, custodian="yes")
    retire_custodian()
    mine = report_by_receipt(page.send().receipt)
    assert mine.report.needs_custodian
    assert holders_of_identity(mine.report) == set()
    assert contact_of(mine.report, mine.identity) == {"name": CONTACT["name"], "email": CONTACT["email"]}


def test_two_keyholders_give_it_to_the_next_custodian(parts, retire_custodian, receive, person, worker):
    """And not to a worker, nor to a custodian who also handles cases."""
    from stadsrecht.discrimination.operations import make_personal_key

    retire_custodian()
    report = receive(needs_custodian=True).report
    holder = admitted(make_personal_key(person=person("custodian"), passphrase=PASSPHRASE, at=AT))
    by = {"parts": parts[:2], "acting_user": SYSTEM, "at": AT}
    restore_access(receiver=worker.holder.row, **by)
    holder.row.person.roles.add(Role.objects.get(code="case_worker"))
    holder.row.person.forget_roles()
    restore_access(receiver=holder.row, **by)
    assert holders_of_identity(report) == set()
    holder.row.person.roles.remove(Role.objects.get(code="case_worker"))
    holder.row.person.forget_roles()
    restore_access(receiver=holder.row, **by)
    assert contact_of(report, open_report_key(report, holder, IDENTITY)) == CONTACT


def test_who_has_both_roles_does_not_agree_with_themself(worker, keeper, receive):
    """Neither with a key of their own, nor with one that the identity was sealed to before."""
    case = worker.takes(receive(needs_custodian=True).report.case)
    asked = worker.does(ask_for_identity, case=case, reason="Voor mijzelf")
    worker.person.roles.add(Role.objects.get(code="custodian"))
    worker.person.forget_roles()
    for holder in (worker.holder, keeper.holder):
        with pytest.raises(OwnRequest):
            worker.does(decide_identity, request=asked, holder=holder, is_granted=True)
    with pytest.raises(NoKeyForThis):
        open_identity(report=case.report, holder=worker.holder, acting_user=worker.person, at=AT)
    keeper.does(decide_identity, request=asked, holder=keeper.holder, is_granted=True)
    assert IdentityRequest.objects.get().decided_by == keeper.person
