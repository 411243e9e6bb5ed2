"""Who is of the office: whoever gives out accounts and roles gets no key to a report with them."""

import pytest

from stadsrecht.discrimination.bridge.admission import code_of
from stadsrecht.discrimination.errors import (
    CannotReadCases,
    KeyCodeDiffers,
    KeyNotAdmitted,
    NoKeyForThis,
    NotOfTheOffice,
    OfficeHasNoKeys,
    UnknownKey,
    WrongShares,
)
from stadsrecht.discrimination.models import CONTENT, Envelope, PersonalKey
from stadsrecht.discrimination.operations import (
    admit_key,
    admit_key_by_recovery,
    assign_case,
    hand_over_cases,
    make_personal_key,
    release_worker,
    restore_access,
    retire_key,
    share_report,
)
from stadsrecht.discrimination.queries import holders, keys_in_use, office_keys
from stadsrecht.kernel.audit import entries_of
from stadsrecht.kernel.errors import NotPermitted
from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.kernel.sealing import CodeMisread
from stadsrecht.people.models import Role
from stadsrecht.people.operations import add_person
from tests.discrimination.casework import Worker
from tests.discrimination.telling import AT, PASSPHRASE, told
from tests.reading import Page

ROLES = ["case_worker", "office_coordinator", "custodian"]


@pytest.fixture
def stranger_at(person, office):
    """`stranger_at("case_worker")`: an account that the administrator made for themself, with a key of its own."""

    def make(role):
        about = {"email": f"second-{role}@city.example", "name": "Second account", "roles": [role], "team": None}
        account = add_person(**about, is_invited=False, acting_user=person("administrator"), at=AT)
        return Worker(make_personal_key(person=account, passphrase=PASSPHRASE, at=AT))

    return make


def admitted(lead, key, **changed):
    given = {"key": key, "code": code_of(key.public), "giver": lead.holder, "acting_user": lead.person, "at": AT}
    admit_key(**{**given, **changed})
    key.refresh_from_db()
    return key


@pytest.mark.parametrize("role", ROLES)
def test_the_second_account_of_an_administrator_opens_nothing(stranger_at, receive, worker, role):
    """With whatever role at the office: what comes in is not sealed to it, and the case is not to be taken."""
    second = stranger_at(role)
    report = receive(needs_custodian=True).report
    assert not Envelope.objects.filter(person_key=second.holder.row).exists()
    with pytest.raises((NoKeyForThis, NotPermitted)):
        second.takes(report.case)
    assert worker.takes(report.case)


def test_nobody_of_the_office_can_seal_to_it_unawares(stranger_at, receive, lead):
    """Neither by giving it a case nor by sharing a report."""
    second, case = stranger_at("case_worker"), receive().report.case
    with pytest.raises(CannotReadCases):
        lead.does(assign_case, case=case, person=second.person, giver=lead.holder)
    shared = {"report": case.report, "compartment": CONTENT, "giver": lead.holder, "receivers": [second.holder.row]}
    with pytest.raises(KeyNotAdmitted):
        share_report(**shared, acting_user=lead.person, at=AT)


def test_it_takes_nobodys_key_away(stranger_at, mine, worker, second_worker):
    """The role of coordinator alone retires, releases and hands over nothing."""
    second = stranger_at("office_coordinator")
    with pytest.raises(KeyNotAdmitted):
        retire_key(key=worker.holder.row, acting_user=second.person, at=AT)
    with pytest.raises(KeyNotAdmitted):
        second.does(release_worker, case=mine, person=worker.person)
    over = {"leaver": worker.person, "receiver": second_worker.person, "giver": second.holder}
    with pytest.raises(KeyNotAdmitted):
        second.does(hand_over_cases, **over)
    assert worker.opens(mine)


def test_two_second_accounts_do_not_admit_each_other(stranger_at):
    one, other = stranger_at("office_coordinator"), stranger_at("case_worker")
    for key in (one.holder.row, other.holder.row):
        with pytest.raises(KeyNotAdmitted):
            admitted(one, key)


def test_the_key_of_somebody_else_does_not_stand_in(stranger_at, lead):
    """Who acts and whose key is open are one person."""
    second = stranger_at("office_coordinator")
    with pytest.raises(KeyNotAdmitted):
        admitted(lead, second.holder.row, acting_user=second.person)


def test_who_reads_their_code_to_the_coordinator_is_admitted(stranger_at, lead, receive):
    """Reports of now on are sealed to them; and it is recorded by whom."""
    second = stranger_at("case_worker")
    key = admitted(lead, second.holder.row, code=code_of(second.holder.row.public).lower().replace("-", " "))
    assert (key.admitted_at, key.admitted_by) == (AT, lead.person)
    assert second.takes(receive().report.case)
    entry = entries_of(key).get(verb="admit_key")
    assert (entry.actor, entry.new) == (lead.person.audit_name, {"by_keyholders": False})


def test_a_key_is_admitted_once(stranger_at, lead):
    key = stranger_at("case_worker").holder.row
    admitted(lead, key)
    admitted(lead, key)
    assert entries_of(key).filter(verb="admit_key").count() == 1


def test_another_code_admits_nothing(stranger_at, lead, office):
    """A slip is told from the code of somebody else's key."""
    key = stranger_at("case_worker").holder.row
    with pytest.raises(KeyCodeDiffers):
        admitted(lead, key, code=code_of(office["custodian"].row.public))
    slip = code_of(key.public)
    with pytest.raises(CodeMisread) as fault:
        admitted(lead, key, code=("0" if slip[0] != "0" else "1") + slip[1:])
    assert fault.value.at_field == "code"
    key.refresh_from_db()
    assert key.admitted_at is None


@pytest.mark.parametrize("role", ["partner", "administrator"])
def test_only_keys_of_the_office_are_admitted(stranger_at, lead, role):
    """Not a partner's, and not that of who got a role at the city since."""
    key = stranger_at("partner" if role == "partner" else "case_worker").holder.row
    key.person.roles.add(Role.objects.get(code=role))
    with pytest.raises(NotOfTheOffice):
        admitted(lead, key)


def test_a_key_in_use_no_longer_is_not_admitted(stranger_at, lead):
    key = stranger_at("case_worker").holder.row
    retire_key(key=key, acting_user=lead.person, at=AT)
    with pytest.raises(UnknownKey):
        admitted(lead, key)


@pytest.mark.parametrize("role", ["case_worker", "custodian", "administrator", "adviser"])
def test_only_the_coordinator_admits(stranger_at, office, person, role):
    key = stranger_at("case_worker").holder.row
    holder = office.get(role, office["office_coordinator"])
    with pytest.raises(NotPermitted):
        admit_key(key=key, code=code_of(key.public), giver=holder, acting_user=person(role), at=AT)


def test_the_first_key_is_admitted_by_two_keyholders(no_keys, parts, person, edition):
    """Before that the door is shut, whoever has made a key."""
    from stadsrecht.discrimination.operations import receive_report

    key = make_personal_key(person=person("office_coordinator"), passphrase=PASSPHRASE, at=AT).row
    sent = {"told": told(), "nonce": b"n" * 20, "edition": edition, "on": AT.date(), "at": AT}
    assert not office_keys().workers
    with pytest.raises(OfficeHasNoKeys):
        receive_report(**sent)
    by = {"key": key, "code": code_of(key.public), "acting_user": SYSTEM, "at": AT}
    with pytest.raises(WrongShares):
        admit_key_by_recovery(parts=parts[:1], **by)
    admit_key_by_recovery(parts=parts[1:], **by)
    assert office_keys().workers
    assert [one.person for one in holders().workers] == [key.person]
    assert receive_report(**sent).is_new


def test_recovery_gives_nothing_to_a_key_that_was_not_admitted(stranger_at, parts, receive):
    """Who types the command names an account, and the keyholders see only its number."""
    receive()
    second = stranger_at("case_worker")
    with pytest.raises(KeyNotAdmitted):
        restore_access(parts=parts[:2], receiver=second.holder.row, acting_user=SYSTEM, at=AT)


def test_a_demonstration_admits_its_own(db):
    """Those of the office; a partner's key needs it not."""
    shown = {str(one.row.person.email).split("@")[0]: one for one in keys_in_use()}
    assert {name for name, one in shown.items() if one.row.admitted_at} == set(ROLES)
    assert not shown["partner"].waits


def test_the_coordinator_sees_who_waits_and_admits_them(at_work, stranger_at):
    """The code stands on the holder's own page, and nowhere on the coordinator's."""
    key = stranger_at("case_worker").holder.row
    client, code = at_work("office_coordinator"), code_of(key.public)
    assert "1 sleutel wacht" in Page(client.get("/nl/desk/cases/overview/")).text
    place = f"/nl/desk/cases/keys/{key.pk}/admit/"
    page = client.get("/nl/desk/cases/keys/")
    assert place in Page(page).links
    assert code not in page.content.decode() + client.get(place).content.decode()
    wrong = client.post(place, {"code": "0000-0000"})
    assert (wrong.status_code, set(Page(wrong).errors), Page(wrong).inputs["code"]) == (422, {"code"}, "0000-0000")
    assert client.post(place, {"code": code}).status_code == 303
    assert PersonalKey.objects.get(pk=key.pk).admitted_at
    assert place not in Page(client.get("/nl/desk/cases/keys/")).links


def test_who_waits_reads_the_code_on_their_own_page(client, stranger_at):
    """Until they are admitted."""
    second = stranger_at("case_worker")
    second.person.is_demo = True
    second.person.save()
    client.force_login(second.person)
    session = client.session
    session["is_demo"] = True
    session.save()
    code = code_of(second.holder.row.public)
    assert code in Page(client.get("/nl/desk/key/")).text
    PersonalKey.objects.filter(pk=second.holder.row.pk).update(admitted_at=AT)
    assert code not in Page(client.get("/nl/desk/key/")).text
