"""The desk of the office in pages: a key first, then what one works on, and nothing for anybody else."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from stadsrecht.discrimination.bridge.letters import questions_of
from stadsrecht.discrimination.models import (
    CONTENT,
    Consent,
    Envelope,
    Facts,
    IdentityRequest,
    Look,
    Message,
    PersonalKey,
    Step,
    Where,
)
from stadsrecht.discrimination.operations import DEMO_PASSPHRASE, answer_consent
from stadsrecht.discrimination.queries import district_of, key_of, lookers
from stadsrecht.discrimination.web.desk import session as key_session
from stadsrecht.discrimination.workflow import CaseState
from tests.conftest import CAST
from tests.discrimination.casework import WHEN
from tests.discrimination.telling import CONTACT, NARRATIVE, PASSPHRASE
from tests.reading import Page

LANGUAGES = ("nl", "en", "fr")
OFFICE = {"case_worker", "office_coordinator", "custodian"}
NONCE = "ab" * 20


@pytest.fixture
def address(case):
    return f"/nl/desk/cases/{case.report.number}/"


def text(response):
    return " ".join(Page(response).text.split())


def test_no_case_opens_before_the_passphrase(as_person, mine, address):
    """The way leads to it and back."""
    client = as_person("case_worker")
    response = client.get(address)
    assert response.status_code == 302
    assert response.url.startswith("/nl/desk/key/?next=")
    opened = client.post(response.url, {"passphrase": DEMO_PASSPHRASE, "next": address})
    assert (opened.status_code, opened.url) == (303, address)
    assert "Brombeer" in text(client.get(address))


def test_a_wrong_passphrase_opens_nothing(as_person, mine, address):
    client = as_person("case_worker")
    response = client.post("/en/desk/key/", {"passphrase": "not the one that I chose"})
    assert response.status_code == 422
    assert Page(response).errors["passphrase"].strip() == "This is not the passphrase of your key."
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("lost", ["cookie", "session", "time", "retired"])
def test_a_key_shuts_when_half_of_it_is_lost(at_work, mine, address, lost, monkeypatch):
    """The session without the cookie, the cookie without the session, half an hour, or a key no longer in use."""
    client = at_work()
    assert client.get(address).status_code == 200
    if lost == "cookie":
        del client.cookies[key_session.COOKIE]
    elif lost == "session":
        session = client.session
        del session[key_session.IN_SESSION]
        session.save()
    elif lost == "time":
        monkeypatch.setattr(key_session, "IDLE", timedelta(seconds=-1))
    else:
        PersonalKey.objects.filter(person__email="case_worker@demo.invalid").update(retired_at=timezone.now())
    assert client.get(address).status_code == 302


def test_the_table_of_sessions_opens_nothing(at_work, mine, worker):
    """The private half stands in it under the cookie's secret alone."""
    client = at_work()
    kept = " ".join(str(row.get_decoded()) for row in Session.objects.all())
    private = worker.holder.pair.private
    assert private.hex() not in kept
    assert str(worker.holder.row.pk) in kept
    cookie = client.cookies[key_session.COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Strict", "")


def test_shutting_leaves_nothing(at_work, mine, address):
    client = at_work()
    client.post("/nl/desk/key/", {"act": "shut"})
    assert client.get(address).status_code == 302
    assert key_session.IN_SESSION not in client.session


def test_what_was_typed_outlives_the_half_hour(as_person, mine, address):
    """The passphrase is asked on the spot, and the message goes through with it."""
    client = as_person("case_worker")
    typed = {"text": "Dit typte ik een half uur lang.", "nonce": NONCE}
    response = client.post(f"{address}note/", typed)
    assert Page(response).inputs["text"] == typed["text"]
    wrong = client.post(f"{address}note/", {**typed, key_session.ASKED: "verkeerd"})
    assert Page(wrong).inputs["text"] == typed["text"]
    assert client.post(f"{address}note/", {**typed, key_session.ASKED: DEMO_PASSPHRASE}).status_code == 303
    assert Message.objects.get().is_internal


def test_a_new_worker_makes_a_key(client, second_worker, db):
    """Twice the same, and long enough."""
    PersonalKey.objects.filter(person=second_worker.person).update(retired_at=timezone.now())
    client.force_login(second_worker.person)
    session = client.session
    session["is_demo"] = True
    session.save()
    assert "passphrase" in Page(client.post("/nl/desk/key/", {"passphrase": "kort", "again": "kort"})).errors
    assert "again" in Page(client.post("/nl/desk/key/", {"passphrase": PASSPHRASE, "again": "anders"})).errors
    assert client.post("/nl/desk/key/", {"passphrase": PASSPHRASE, "again": PASSPHRASE}).status_code == 303
    assert PersonalKey.objects.filter(person=second_worker.person, retired_at__isnull=True).exists()


def test_a_personas_passphrase_stays(at_work):
    """Many visitors share it."""
    client = at_work()
    changed = {"old": DEMO_PASSPHRASE, "passphrase": PASSPHRASE, "again": PASSPHRASE}
    assert client.post("/nl/desk/key/", changed).status_code == 403
    assert client.post("/nl/desk/key/", {"act": "shut"}).status_code == 303
    assert client.post("/nl/desk/key/", {"passphrase": DEMO_PASSPHRASE}).status_code == 303


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_inbox_shows_codes_and_no_words(at_work, case, language):
    page = Page(at_work().get(f"/{language}/desk/cases/list/new/"))
    assert f"/{language}/desk/cases/{case.report.number}/" in page.links
    assert "Brombeer" not in page.text


def test_a_case_is_taken_read_and_each_opening_is_recorded(at_work, case, address):
    client = at_work()
    assert "Brombeer" not in text(client.get(address))
    assert client.post(f"{address}take/").status_code == 303
    response = client.get(address)
    assert all(line in text(response) for line in NARRATIVE.split("\n"))
    assert response["Cache-Control"] == "no-store"
    assert Look.objects.filter(what=Look.What.CASE, was_refused=False).count() == 1


def test_a_colleague_reads_nothing_of_a_case_that_is_not_theirs(at_work, mine, address):
    """Nor through any of its pages; that it was tried is recorded."""
    client = at_work("office_coordinator")
    page = text(client.get(address))
    assert "Brombeer" not in page
    assert "Vlinderdas" not in page
    for part in ("write/", "note/", "state/", "consent/", "step/"):
        assert client.get(f"{address}{part}").status_code == 403
    assert client.post(f"{address}identity/").status_code == 403
    assert Look.objects.filter(was_refused=True).count() == 6


PARTS = ["", "take/", "write/", "note/", "state/", "consent/", "step/", "identity/", "identity/ask/", "assign/"]


@pytest.mark.parametrize("role", sorted(set(CAST) - OFFICE - {"resident"}))
@pytest.mark.parametrize("part", PARTS)
def test_nobody_outside_the_office_comes_near_a_case(as_person, mine, address, role, part):
    """Whatever their role at the city; neither to read nor to act."""
    client = as_person(role)
    found = {client.get(f"{address}{part}").status_code, client.post(f"{address}{part}").status_code}
    assert found <= {403, 405}


def test_an_administrator_who_makes_themself_a_worker_is_refused(as_person, person, mine, address):
    """The office's roles are worth nothing beside one of the city's."""
    from stadsrecht.people.models import Role

    person("administrator").roles.add(Role.objects.get(code="case_worker"))
    client = as_person("administrator")
    assert {client.get(place).status_code for place in (address, "/nl/desk/cases/", "/nl/desk/key/")} == {403}


def test_the_reporter_is_answered_with_a_letter_in_their_language(at_work, receive, worker):
    """The beginning comes from the pack of letters; the worker changes it."""
    case = worker.takes(receive(b"f" * 20, language="fr").report.case)
    client, place = at_work(), f"/nl/desk/cases/{case.report.number}/write/"
    begun = Page(client.get(f"{place}?letter=read"))
    assert begun.inputs["text"].startswith("Merci pour votre signalement")
    sent = {"text": "Merci. Quand ?", "waits": "on", "nonce": begun.inputs["nonce"]}
    assert client.post(place, sent).status_code == client.post(place, sent).status_code == 303
    case.refresh_from_db()
    assert (Message.objects.count(), case.state) == (1, CaseState.WAITING)


@pytest.mark.parametrize(("page", "letter"), [("consent", "consent-mediation"), ("refer", "consent-referral")])
def test_consent_can_be_asked_in_a_language_that_the_worker_does_not_write(at_work, receive, worker, page, letter):
    """The question is there for each step outward, with what it says for the worker."""
    case = worker.takes(receive(b"f" * 20, language="ar").report.case)
    shown = Page(at_work().get(f"/nl/desk/cases/{case.report.number}/{page}/?letter={letter}"))
    question = next(one for one in questions_of("mediation", "referral") if one.code == letter).text
    assert shown.inputs["question"] == question.shown_in("ar").text
    assert question.shown_in("nl").text in shown.text


def test_a_case_closes_only_with_an_outcome_and_opens_again_only_with_a_reason(at_work, mine, address):
    """Each named beside its field."""
    client = at_work()
    place = f"{address}state/"
    assert set(Page(client.post(place, {"state": "closed"})).errors) == {"outcome"}
    assert client.post(place, {"state": "closed", "outcome": "advised"}).status_code == 303
    assert set(Page(client.post(place, {"state": "reopened"})).errors) == {"reason"}
    assert client.post(place, {"state": "reopened", "reason": "Nieuw feit"}).status_code == 303
    mine.refresh_from_db()
    assert mine.state == CaseState.REOPENED


def test_consent_is_asked_and_then_the_step_is_taken(at_work, mine, address, reporter):
    client = at_work()
    asked = {"kind": "letter", "question": "Mogen wij een brief sturen?"}
    assert client.post(f"{address}consent/", asked).status_code == 303
    refused = client.post(f"{address}step/", {"kind": "letter", "note": "De brief"})
    assert (set(Page(refused).errors), Page(refused).inputs["note"]) == ({"kind"}, "De brief")
    consent = Consent.objects.get()
    answer_consent(opened=reporter(), consent=consent, is_given=True, **WHEN)
    assert asked["question"] in text(client.get(f"{address}step/"))
    assert client.post(f"{address}step/", {"kind": consent.pk, "note": "De brief"}).status_code == 303
    again = Page(client.post(f"{address}step/", {"kind": consent.pk, "note": "De brief"}))
    assert "heeft niet met deze stap ingestemd" in again.errors["kind"]
    step = Step.objects.get()
    assert "De brief" in text(client.get(address))
    assert client.post(f"{address}steps/{step.pk}/done/").status_code == 303
    assert client.post(f"{address}steps/{step.pk}/done/").status_code == 409


def test_a_file_is_handed_out_and_never_shown(at_work, mine, address):
    client, attachment = at_work(), mine.report.attachments.get()
    response = client.get(f"{address}files/{attachment.pk}/")
    assert response.content == b"Geheime inhoud van het contract"
    assert response["Content-Disposition"] == 'attachment; filename="huurcontract-koekoek.pdf"'
    assert response["Content-Type"] == "application/octet-stream"
    assert Look.objects.filter(what=Look.What.FILE).count() == 1


def test_who_reported_is_shown_after_a_click(at_work, mine, address):
    client = at_work()
    assert CONTACT["email"] not in text(client.get(address))
    assert CONTACT["email"] in text(client.post(f"{address}identity/"))
    assert Look.objects.filter(what=Look.What.IDENTITY).count() == 1


def test_the_custodian_decides_who_may_know(at_work, worker, receive):
    """The worker asks with a reason; the custodian reads it, and nothing of the case."""
    case = worker.takes(receive(b"c" * 20, needs_custodian=True).report.case)
    place = f"/nl/desk/cases/{case.report.number}/identity/"
    client = at_work()
    assert client.post(place).url == f"{place}ask/"
    assert client.post(f"{place}ask/", {"reason": "Voor het verzoek"}).status_code == 303
    client.logout()
    keeper = at_work("custodian")
    page = text(keeper.get("/nl/desk/identities/"))
    assert "Voor het verzoek" in page
    assert "Brombeer" not in page
    asked = IdentityRequest.objects.get()
    assert keeper.post(reverse("desk-identity", args=(asked.pk,)), {"answer": "yes"}).status_code == 303
    keeper.logout()
    assert CONTACT["name"] in text(at_work().post(place))


def test_the_coordinator_gives_takes_back_and_hands_over(at_work, worker, second_worker, mine, address):
    client = at_work("office_coordinator")
    assert client.post(f"{address}assign/", {"person": second_worker.person.pk}).status_code == 303
    assert client.post(f"{address}release/{second_worker.person.pk}/").status_code == 303
    assert set(Page(client.post(f"{address}assign/", {"person": ""})).errors) == {"person"}
    over = {"leaver": worker.person.pk, "person": second_worker.person.pk}
    assert client.post("/nl/desk/cases/hand-over/", over).status_code == 303
    held = Envelope.objects.filter(report=mine.pk, compartment=CONTENT, person_key__person=second_worker.person)
    assert held.exists()


def test_the_coordinator_reviews_who_looked(at_work, worker, mine):
    worker.opens(mine)
    client = at_work("office_coordinator")
    place = "/nl/desk/cases/looks/?month=2026-06"
    assert str(worker.person) in text(client.get(place))
    assert client.post(place).status_code == 303
    assert Look.objects.get().reviewed_on is not None
    assert client.get("/nl/desk/cases/looks/?month=moon").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", ["key/", "cases/", "cases/overview/", "cases/hand-over/", "cases/looks/"])
def test_each_page_of_the_desk_speaks_the_readers_language(at_work, place, language):
    response = at_work("office_coordinator").get(f"/{language}/desk/{place}")
    assert (response.status_code, Page(response).language) == (200, language)


@pytest.mark.parametrize("place", ["cases/list/moon/", "cases/999999999/", "cases/999999999/write/"])
def test_what_is_not_there_is_not_found(at_work, place):
    assert at_work().get(f"/nl/desk/{place}").status_code == 404


def test_a_worker_may_say_where_they_live_and_take_it_back(at_work, person):
    """On the page of their key, once it is open; an unknown district changes nothing."""
    client = at_work()
    for district, kept in (("WK999901", "WK999901"), ("elders", "WK999901"), ("", "")):
        assert client.post("/nl/desk/key/", {"act": "district", "district": district}).status_code == 303
        assert district_of(person("case_worker")) == kept
    assert Page(client.get("/nl/desk/key/")).inputs["district"] == ""


def test_a_locked_leaver_is_handed_over(at_work, worker, second_worker, mine):
    """And who works on no case is not offered."""
    worker.person.is_active = False
    worker.person.save()
    client = at_work("office_coordinator")
    page = client.get("/nl/desk/cases/hand-over/").content.decode().split('name="leaver"')[1].split("</select>")[0]
    assert f'value="{worker.person.pk}"' in page
    assert f'value="{second_worker.person.pk}"' not in page
    over = {"leaver": worker.person.pk, "person": second_worker.person.pk}
    assert client.post("/nl/desk/cases/hand-over/", over).status_code == 303
    assert second_worker.opens(mine)
    assert key_of(worker.person) is None


@pytest.mark.parametrize("role", ["custodian", "partner", "case_worker"])
def test_the_coordinator_retires_any_key(at_work, person, role):
    """After a page that says what is lost; its holder can then make another."""
    client, key = at_work("office_coordinator"), key_of(person(role))
    place = f"/nl/desk/cases/keys/{key.pk}/retire/"
    assert place in Page(client.get("/nl/desk/cases/keys/")).links
    assert client.get(place).status_code == 200
    assert key_of(person(role)) == key
    assert client.post(place).status_code == 303
    assert key_of(person(role)) is None
    assert client.get(place).status_code == 404


def test_a_colleague_learns_nothing_from_a_number(client, at_work, as_person, second_worker, mine, address, person):
    """Neither a ground or a district, nor who works on it or until when it is kept; that it was tried is recorded."""
    Facts.objects.filter(report=mine.report).update(where=Where.PLACE, district="WK999901")
    at_work().get(address)
    told = [*("Herkomst", "Een huis zoeken"), "Ontvangen op", str(person("case_worker"))]
    own = text(client.get(address))
    assert [word for word in told if word not in own] == []
    client.logout()
    client.force_login(second_worker.person)
    session = client.session
    session["is_demo"] = True
    session.save()
    client.post("/nl/desk/key/", {"passphrase": PASSPHRASE})
    page = client.get(address)
    main = page.content.decode().split("<main")[1]
    assert page.status_code == 200
    assert [word for word in (*told, "Klachtbehandelaar", "WK999901", "WK 1") if word in main] == []
    look = Look.objects.get(person=second_worker.person)
    assert (look.what, look.was_refused) == (Look.What.FACTS, True)


@pytest.mark.parametrize(("role", "is_taken"), [("office_coordinator", True), ("case_worker", False)])
def test_who_may_see_what_is_counted_is_recorded_too(at_work, worker, case, address, role, is_taken):
    """A coordinator always, a worker while nobody works on it; it is no reason to ask."""
    if is_taken:
        worker.takes(case)
    assert "Herkomst" in text(at_work(role).get(address))
    look = Look.objects.get(what=Look.What.FACTS)
    assert (look.was_refused, look.was_assigned) == (False, False)
    assert "unassigned" not in lookers(look.at.date().replace(day=1))[0].hints
