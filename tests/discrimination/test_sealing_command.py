"""`stadsrecht sealing`, as keyholders use it at the terminal."""

import io

import pytest
from django.core.management import call_command

from stadsrecht.discrimination.errors import RecoveryKeyMissing, RecoveryKeyPresent


@pytest.fixture
def run(db, monkeypatch):
    """`run("rehearse", typed=[...])` gives what is printed."""

    def command(*words, typed=()):
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
        printed = io.StringIO()
        call_command("sealing", *words, stdout=printed)
        return printed.getvalue()

    return command


def parts_in(printed):
    """What the three keyholders write down."""
    found = printed.split("\n  keyholder ")[1:]
    return ["".join(one.split("\n\n")[0].split()[1:]) for one in found]


def test_a_key_is_made_and_rehearsed(run, receive):
    parts = parts_in(run("make"))
    receive()
    assert len(parts) == 3
    assert run("rehearse", typed=parts[:2]) == "OK, 2 sealed keys opened\n"


def test_the_status_tells_who_holds_keys(run, office):
    assert "case workers with a key: 2" in run("status")
    assert "none" in run("status")
    parts = parts_in(run("make"))
    assert "2 of 3, never rehearsed" in run("status")
    run("rehearse", typed=parts[1:])
    assert "2 of 3, rehearsed 20" in run("status")


def test_a_second_key_is_refused_and_rotation_offered(run):
    run("make")
    with pytest.raises(RecoveryKeyPresent, match="sealing rotate"):
        run("make")


def test_a_rotated_key_has_new_parts(run, receive):
    parts = parts_in(run("make"))
    receive()
    new = parts_in(run("rotate", "--needed", "3", "--among", "5", typed=parts[:2]))
    assert len(new) == 5
    assert run("rehearse", typed=new[1:4]) == "OK, 2 sealed keys opened\n"


def test_a_worker_gets_everything_back(run, receive, office, person):
    from stadsrecht.discrimination.operations import make_personal_key, retire_key
    from tests.discrimination.telling import AT, PASSPHRASE

    parts = parts_in(run("make"))
    receive()
    retire_key(key=office["case_worker"].row, acting_user=person("office_coordinator"), at=AT)
    make_personal_key(person=person("case_worker"), passphrase=PASSPHRASE, at=AT)
    assert run("restore", str(person("case_worker").pk), typed=parts[:2]) == "OK, 2 sealed keys given\n"


def test_without_a_key_there_is_nothing_to_type(run):
    with pytest.raises(RecoveryKeyMissing):
        run("rehearse")
