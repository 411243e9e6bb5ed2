"""The office's recovery key: two of three keyholders, and nobody less."""

from itertools import combinations

import pytest

from stadsrecht.discrimination.errors import NoKeyForThis, RecoveryKeyMissing, RecoveryKeyPresent, WrongShares
from stadsrecht.discrimination.models import CONTENT, IDENTITY, RecoveryKey
from stadsrecht.discrimination.operations import (
    make_personal_key,
    make_recovery_key,
    rehearse_recovery,
    restore_access,
    retire_key,
    rotate_recovery_key,
)
from stadsrecht.discrimination.queries import open_report_key, opened, recovery_key
from stadsrecht.kernel.errors import NotPermitted
from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.kernel.sealing import CodeMisread
from tests.discrimination.casework import admitted
from tests.discrimination.telling import AT, NARRATIVE, PASSPHRASE, everything_stored

BY_SYSTEM = {"acting_user": SYSTEM, "at": AT}


def test_any_two_of_three_open_everything(parts, receive):
    """Both halves of each report."""
    receive()
    for pair in combinations(parts, 2):
        assert rehearse_recovery(parts=list(pair), **BY_SYSTEM) == 2
    assert recovery_key().rehearsed_at == AT


@pytest.mark.parametrize("chosen", [[0], [], [0, 0]])
def test_fewer_open_nothing(parts, receive, chosen):
    receive()
    with pytest.raises(WrongShares):
        rehearse_recovery(parts=[parts[one] for one in chosen], **BY_SYSTEM)


def test_a_slip_of_the_pen_is_told_from_a_wrong_part(parts, receive):
    """The one is read again, the other is looked for."""
    receive()
    slip = parts[0][:-1] + ("0" if parts[0][-1] != "0" else "1")
    with pytest.raises(CodeMisread):
        rehearse_recovery(parts=[slip, parts[1]], **BY_SYSTEM)


def test_no_part_stands_in_the_database(parts, receive):
    receive()
    stored = everything_stored().decode(errors="replace")
    assert [part for part in parts if part in stored or part.replace("-", "") in stored] == []


def test_there_is_one_recovery_key(parts):
    with pytest.raises(RecoveryKeyPresent):
        make_recovery_key(needed=2, among=3, **BY_SYSTEM)


def test_without_one_there_is_nothing_to_rehearse(db):
    with pytest.raises(RecoveryKeyMissing):
        rehearse_recovery(parts=[], **BY_SYSTEM)


def test_rotation_replaces_every_part(parts, receive):
    """Old parts open nothing, new ones everything; reports of now on are sealed to the new key."""
    receive()
    told = []
    new = rotate_recovery_key(
        parts=parts[:2], needed=2, among=3, tell=lambda done, total: told.append((done, total)), **BY_SYSTEM
    )
    receive(b"m" * 20)
    assert rehearse_recovery(parts=new[1:], **BY_SYSTEM) == 4
    with pytest.raises(WrongShares):
        rehearse_recovery(parts=parts[:2], **BY_SYSTEM)
    assert told == [(1, 2), (2, 2)]
    assert RecoveryKey.objects.count() == 2


def test_who_lost_a_passphrase_gets_everything_back(parts, receive, office, person):
    """And the identity that the custodian guards stays with the custodian."""
    report = receive(needs_custodian=True).report
    retire_key(key=office["case_worker"].row, acting_user=person("office_coordinator"), at=AT)
    fresh = admitted(make_personal_key(person=person("case_worker"), passphrase=PASSPHRASE, at=AT))
    assert restore_access(parts=parts[1:], receiver=fresh.row, **BY_SYSTEM) == 1
    assert restore_access(parts=parts[1:], receiver=fresh.row, **BY_SYSTEM) == 0
    assert opened(report, open_report_key(report, fresh, CONTENT), with_internal=True).narrative == NARRATIVE
    with pytest.raises(NoKeyForThis):
        open_report_key(report, fresh, IDENTITY)


def test_a_case_worker_does_not_make_the_recovery_key(person, db):
    """That takes the server and the keyholders."""
    with pytest.raises(NotPermitted):
        make_recovery_key(needed=2, among=3, acting_user=person("case_worker"), at=AT)
