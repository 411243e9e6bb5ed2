"""An office with keys, and somebody who tells what happened."""

import pytest

from tests.discrimination.telling import AT, ON, told


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
