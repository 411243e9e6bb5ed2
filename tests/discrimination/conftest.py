"""An office with keys, and somebody who tells what happened."""

import pytest

from tests.discrimination import referring
from tests.discrimination.casework import Worker, admitted
from tests.discrimination.telling import AT, ON, PASSPHRASE, told


@pytest.fixture
def office(db, person):
    """The keys of the small city's office: `office["case_worker"]` is open, as during their session."""
    from stadsrecht.discrimination.operations import DEMO_PASSPHRASE
    from stadsrecht.discrimination.queries import open_personal_key

    roles = ("case_worker", "office_coordinator", "custodian")
    return {role: open_personal_key(person(role), DEMO_PASSPHRASE) for role in roles}


@pytest.fixture
def no_keys(db):
    """An office that has not begun."""
    from stadsrecht.discrimination.models import PersonalKey

    PersonalKey.objects.all().delete()


@pytest.fixture
def edition(db):
    from stadsrecht.discrimination.queries import current_edition

    return current_edition()


@pytest.fixture
def receive(office, edition):
    """`receive(narrative="...")` sends a report and gives what the door answers with."""
    from stadsrecht.discrimination.operations import receive_report

    def send(nonce=b"n" * 20, **changed):
        return receive_report(told=told(**changed), nonce=nonce, edition=edition, on=ON, at=AT)

    return send


@pytest.fixture
def parts(db):
    """A recovery key, and its three parts."""
    from stadsrecht.discrimination.operations import make_recovery_key
    from stadsrecht.kernel.permissions import SYSTEM

    return make_recovery_key(needed=2, among=3, acting_user=SYSTEM, at=AT)


@pytest.fixture
def second_worker(office, person):
    """Another worker of the office, with a key of their own."""
    from stadsrecht.discrimination.operations import make_personal_key
    from stadsrecht.people.models import Role, User

    colleague = User.objects.create(email="colleague@office.example", name="Colleague", is_demo=True)
    colleague.roles.add(Role.objects.get(code="case_worker"))
    return Worker(admitted(make_personal_key(person=colleague, passphrase=PASSPHRASE, at=AT)))


@pytest.fixture
def worker(office):
    return Worker(office["case_worker"])


@pytest.fixture
def lead(office):
    """The coordinator of the office."""
    return Worker(office["office_coordinator"])


@pytest.fixture
def keeper(office):
    """The custodian."""
    return Worker(office["custodian"])


@pytest.fixture
def received(second_worker, receive):
    """A report that every worker could begin with."""
    return receive()


@pytest.fixture
def case(received):
    return received.report.case


@pytest.fixture
def mine(worker, case):
    """A case that the worker took."""
    return worker.takes(case)


@pytest.fixture
def key(worker, mine):
    """Its key, while the worker has it open."""
    return worker.opens(mine)


@pytest.fixture
def reporter(received):
    """What the reporter sees with the receipt."""
    from stadsrecht.discrimination.queries import report_by_receipt

    return lambda: report_by_receipt(received.receipt.code)


@pytest.fixture
def partner(office, person):
    """Somebody of the house, with an open key."""
    from stadsrecht.discrimination.operations import DEMO_PASSPHRASE
    from stadsrecht.discrimination.queries import open_personal_key

    return referring.Partner(open_personal_key(person("partner"), DEMO_PASSPHRASE))


@pytest.fixture
def agreed(worker, mine, key, reporter):
    """A yes of the reporter's to pass parts on to the house."""
    consent = referring.ask(worker, mine, key)
    referring.say(reporter, consent)
    consent.refresh_from_db()
    return consent


@pytest.fixture
def sent(worker, mine, key, agreed, partner):
    """A referral that the partner can open: what happened, and the ground."""
    return referring.refer(worker, mine, key, agreed)


@pytest.fixture
def at_work(as_person):
    """`at_work("case_worker")` is signed in with an open key."""

    from stadsrecht.discrimination.operations import DEMO_PASSPHRASE

    def begin(role="case_worker"):
        client = as_person(role)
        client.post("/nl/desk/key/", {"passphrase": DEMO_PASSPHRASE})
        return client

    return begin
