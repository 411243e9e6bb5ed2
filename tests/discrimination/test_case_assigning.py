"""Who works on a case opens it, and nobody else's key does."""

import pytest
from django.db import DatabaseError, transaction

from stadsrecht.discrimination.errors import (
    AlreadyAssigned,
    CannotReadCases,
    CaseTaken,
    NoKeyForThis,
    NotAssigned,
)
from stadsrecht.discrimination.models import CONTENT, Envelope, Look, PersonalKey
from stadsrecht.discrimination.operations import (
    assign_case,
    hand_over_cases,
    open_case,
    release_worker,
    restore_access,
)
from stadsrecht.discrimination.queries import case_list, is_assigned, key_of, list_sizes, opened, worker_loads
from stadsrecht.discrimination.workflow import CaseState
from stadsrecht.kernel.errors import NotPermitted
from stadsrecht.kernel.permissions import SYSTEM
from tests.discrimination.casework import later
from tests.discrimination.telling import AT, NARRATIVE, ON


def holders_of(case):
    rows = Envelope.objects.filter(report=case.pk, compartment=CONTENT, person_key__isnull=False)
    return set(rows.values_list("person_key__person", flat=True))


def test_a_worker_takes_a_case_and_its_assessment_begins(worker, case):
    taken = worker.takes(case)
    assert (taken.state, taken.due_on) == (CaseState.IN_ASSESSMENT, later(14)["on"])
    assert opened(case.report, worker.opens(case), with_internal=True).narrative == NARRATIVE


def test_the_keys_of_others_are_destroyed_once_a_case_is_somebodys(worker, second_worker, lead, case):
    """The coordinator keeps theirs, to give the case to another."""
    assert second_worker.person.pk in holders_of(case)
    worker.takes(case)
    assert holders_of(case) == {worker.person.pk, lead.person.pk}


def test_no_key_is_destroyed_where_no_coordinator_could_open_the_case(worker, second_worker, lead, receive):
    """Nothing is narrowed into nothing."""
    PersonalKey.objects.filter(person=lead.person).update(retired_at=AT)
    case = receive(b"w" * 20).report.case
    worker.takes(case)
    assert holders_of(case) == {worker.person.pk, second_worker.person.pk}


@pytest.mark.parametrize("who", ["second_worker", "lead"])
def test_who_does_not_work_on_a_case_is_refused_and_recorded(request, mine, who):
    """The coordinator too, whose key would open it."""
    other = request.getfixturevalue(who)
    with pytest.raises(NotAssigned):
        other.opens(mine)
    look = Look.objects.get(person=other.person)
    assert (look.was_refused, look.was_assigned) == (True, False)


def test_a_refused_look_is_not_unmade(second_worker, mine):
    """By no statement to the database."""
    with pytest.raises(NotAssigned):
        second_worker.opens(mine)
    with pytest.raises(DatabaseError), transaction.atomic():
        Look.objects.filter(was_refused=True).update(was_refused=False)


def test_a_case_is_taken_once(worker, second_worker, mine):
    with pytest.raises(CaseTaken):
        second_worker.takes(mine)
    with pytest.raises(AlreadyAssigned):
        worker.takes(mine)


def test_the_coordinator_adds_a_second_worker(lead, second_worker, mine):
    """Both open it from then on."""
    lead.does(assign_case, case=mine, person=second_worker.person, giver=lead.holder)
    assert second_worker.opens(mine)
    with pytest.raises(AlreadyAssigned):
        lead.does(assign_case, case=mine, person=second_worker.person, giver=lead.holder)


@pytest.mark.parametrize("role", ["partner", "adviser", "administrator", "custodian"])
def test_a_case_is_given_to_workers_alone(lead, mine, person, role):
    """Whatever key somebody holds."""
    with pytest.raises(CannotReadCases):
        lead.does(assign_case, case=mine, person=person(role), giver=lead.holder)


@pytest.mark.parametrize("role", ["case_worker", "custodian", "adviser", "administrator", "portfolio_holder"])
def test_only_the_coordinator_assigns(lead, second_worker, mine, person, role):
    with pytest.raises(NotPermitted):
        lead.does(assign_case, case=mine, person=second_worker.person, giver=lead.holder, acting_user=person(role))


def test_a_released_worker_opens_nothing_any_more(worker, lead, mine):
    """And a case that nobody works on is new again."""
    lead.does(release_worker, case=mine, person=worker.person)
    with pytest.raises(NotAssigned):
        worker.opens(mine)
    assert worker.person.pk not in holders_of(mine)
    with pytest.raises(NoKeyForThis):
        worker.takes(mine)


def test_all_cases_of_a_leaving_worker_go_to_another(worker, lead, second_worker, mine, receive):
    """Sealed to the other's key; the leaver's key is retired."""
    cases = [mine, worker.takes(receive(b"x" * 20).report.case)]
    given = {"leaver": worker.person, "receiver": second_worker.person, "giver": lead.holder}
    assert lead.does(hand_over_cases, **given).cases == 2
    assert all(second_worker.opens(case) for case in cases)
    assert not is_assigned(mine.report, worker.person)
    assert key_of(worker.person) is None
    assert not Envelope.objects.filter(person_key=worker.holder.row).exists()


def test_what_the_coordinator_cannot_open_stays_and_is_named(worker, lead, second_worker, mine):
    """The recovery key opens it; until then nobody's key is retired."""
    Envelope.objects.filter(person_key=lead.holder.row).delete()
    given = {"leaver": worker.person, "receiver": second_worker.person, "giver": lead.holder}
    assert lead.does(hand_over_cases, **given).left == [mine.report.number]
    assert worker.opens(mine)


def test_the_recovery_key_lets_a_hand_over_go_on(worker, lead, second_worker, parts, receive):
    """Two keyholders give the coordinator what no passphrase opens."""
    case = worker.takes(receive(b"y" * 20).report.case)
    Envelope.objects.filter(person_key=lead.holder.row).delete()
    restore_access(parts=parts[:2], receiver=lead.holder.row, acting_user=SYSTEM, at=AT)
    given = {"leaver": worker.person, "receiver": second_worker.person, "giver": lead.holder}
    assert lead.does(hand_over_cases, **given).left == []
    assert second_worker.opens(case)


@pytest.mark.parametrize("role", ["adviser", "portfolio_holder", "council_member", "administrator", "partner"])
def test_the_city_opens_no_case(worker, mine, person, role):
    """Not even with a worker's key in hand."""
    with pytest.raises(NotPermitted):
        open_case(report=mine.report, holder=worker.holder, acting_user=person(role), at=AT)


def test_lists_hold_what_each_may_see(worker, second_worker, lead, mine, receive):
    """Their own, and what nobody works on yet; the coordinator all."""
    fresh = receive(b"z" * 20).report.case

    def listed(which, who, *, of_everyone=False, day=ON):
        return set(case_list(which, person=who.person, of_everyone=of_everyone, today=day))

    assert (listed("mine", worker), listed("mine", second_worker)) == ({mine}, set())
    assert listed("new", second_worker) == {fresh}
    assert listed("open", lead, of_everyone=True) == {mine, fresh}
    assert listed("late", worker, day=later(15)["on"]) == {mine}
    assert listed("late", second_worker, day=later(15)["on"]) == set()


@pytest.mark.parametrize("of_everyone", [True, False])
def test_each_list_is_as_long_as_it_says(worker, lead, mine, receive, of_everyone):
    receive(b"z" * 20)
    given = {"person": worker.person, "of_everyone": of_everyone, "today": later(40)["on"]}
    sizes = list_sizes(**given)
    assert sizes == {which: case_list(which, **given).count() for which in sizes}
    assert sizes["late"] == (2 if of_everyone else 1)


def test_the_coordinator_sees_who_has_how_much_in_hand(worker, mine):
    loads = {load.key.person: (load.open, load.late) for load in worker_loads(today=later(15)["on"])}
    assert loads[worker.person] == (1, 1)
    assert sorted(loads.values()) == [(0, 0), (0, 0), (1, 1)]
