"""`stadsrecht sealing`, as keyholders use it at the terminal."""

import io

import pytest
from django.core.management import call_command

from stadsrecht.discrimination.bridge.admission import code_of
from stadsrecht.discrimination.errors import KeyNotAdmitted, RecoveryKeyMissing, RecoveryKeyPresent
from stadsrecht.discrimination.operations import make_personal_key, retire_key
from stadsrecht.discrimination.queries import is_admitted, key_of
from tests.discrimination.telling import AT, PASSPHRASE
from tests.reading import Page


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
    parts = parts_in(run("make"))
    receive()
    retire_key(key=office["case_worker"].row, acting_user=person("office_coordinator"), at=AT)
    fresh = make_personal_key(person=person("case_worker"), passphrase=PASSPHRASE, at=AT)
    account, code = str(person("case_worker").pk), code_of(fresh.row.public)
    assert "not admitted yet:   1" in run("status")
    with pytest.raises(KeyNotAdmitted):
        run("restore", account, typed=parts[:2])
    assert run("admit", account, code, typed=parts[:2]) == "OK, admitted\n"
    assert run("restore", str(person("case_worker").pk), typed=parts[:2]) == "OK, 2 sealed keys given\n"


def test_without_a_key_there_is_nothing_to_type(run):
    with pytest.raises(RecoveryKeyMissing):
        run("rehearse")


def test_who_forgot_the_passphrase_gets_everything_back(run, receive, worker, at_work, as_person, person):
    """The documented recipe from end to end: retired, made anew, admitted, restored by two keyholders, and read."""
    parts = parts_in(run("make"))
    case = worker.takes(receive().report.case)
    place = f"/nl/desk/cases/{case.report.number}/"
    lead = at_work("office_coordinator")
    assert lead.post(f"/nl/desk/cases/keys/{worker.holder.row.pk}/retire/").status_code == 303
    lead.logout()
    typed = {"passphrase": PASSPHRASE, "again": PASSPHRASE}
    assert as_person("case_worker").post("/nl/desk/key/", typed).status_code == 303
    code = Page(lead.get("/nl/desk/key/")).text.split("aan tafel:")[1].split()[0]
    assert lead.get(place).status_code == 403
    lead.logout()
    fresh = key_of(worker.person)
    assert (
        at_work("office_coordinator").post(f"/nl/desk/cases/keys/{fresh.pk}/admit/", {"code": code}).status_code == 303
    )
    lead.logout()
    assert run("restore", str(worker.person.pk), typed=parts[:2]) == "OK, 2 sealed keys given\n"
    as_person("case_worker").post("/nl/desk/key/", {"passphrase": PASSPHRASE})
    assert "Brombeer" in lead.get(place).content.decode()


def test_the_only_coordinator_who_forgot_is_let_in_again(run, office, person):
    """By keyholders alone: nobody else could retire or admit."""
    parts, account = parts_in(run("make")), person("office_coordinator")
    assert run("retire", str(account.pk), typed=parts[1:]) == "OK, retired\n"
    fresh = make_personal_key(person=account, passphrase=PASSPHRASE, at=AT)
    assert run("admit", str(account.pk), code_of(fresh.row.public), typed=parts[1:]) == "OK, admitted\n"
    assert is_admitted(account)
