"""Who may do what: the office apart from the city."""

import pytest

from stadsrecht.discrimination.permissions import CITY_ROLES, PERMISSIONS

# What the installation does by command or by itself, and what opens no case.
APART = PERMISSIONS.capabilities - {"load_pack", "run_retention", "keep_recovery_key"}


class Somebody:
    is_active = True

    def __init__(self, *roles):
        self.role_codes = frozenset(roles)


@pytest.mark.parametrize("city", sorted(CITY_ROLES))
@pytest.mark.parametrize("office", ["case_worker", "office_coordinator", "custodian", "partner"])
def test_a_role_at_the_city_makes_one_at_the_office_worthless(city, office):
    """Whoever gave it."""
    assert not any(PERMISSIONS.may(Somebody(city, office), one) for one in APART)


def test_each_role_of_the_office_may_what_it_is_for():
    roles = ("custodian", "case_worker")
    may = {role: {one for one in APART if PERMISSIONS.may(Somebody(role), one)} for role in roles}
    assert "approve_identity" in may["custodian"] - may["case_worker"]
    assert {"read_case", "handle_case"} <= may["case_worker"] - may["custodian"]
    assert PERMISSIONS.may(Somebody("office_coordinator"), "assign_case")
    assert not PERMISSIONS.may(Somebody("partner"), "read_case")


def test_nobody_locked_may_anything():
    worker = Somebody("case_worker")
    worker.is_active = False
    assert not any(PERMISSIONS.may(worker, one) for one in PERMISSIONS.capabilities)
