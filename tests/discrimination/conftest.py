"""An office with keys, and somebody who tells what happened."""

import pytest

from tests.discrimination.telling import AT, ON, PASSPHRASE, told


@pytest.fixture
def office(db, person):
    """The keys of the small city's office: `office["case_worker"]` is open, as during their session."""
    from stadsrecht.discrimination.operations import make_personal_key

    roles = ("case_worker", "office_coordinator", "custodian")
    return {role: make_personal_key(person=person(role), passphrase=PASSPHRASE, at=AT) for role in roles}


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
