"""A referral in pages: asked, chosen, looked at, sent; read and answered at the partner's desk; told by receipt."""

import re

import pytest

from stadsrecht.discrimination.models import Consent, IdentityRequest, Look, Message, Referral
from tests.conftest import CAST
from tests.discrimination import referring
from tests.discrimination.door import Visit
from tests.discrimination.referring import ANSWER, ASKED, QUESTION, TOLD_ON, WORDS, house, somebody_at
from tests.discrimination.telling import CONTACT, NARRATIVE, PASSPHRASE, SECRETS, everything_stored
from tests.discrimination.test_case_pages import LANGUAGES, text
from tests.reading import Page

NONCE = "cd" * 20
PARTS = ["narrative", "when", "grounds", "files", "name", "email"]


@pytest.fixture
def address(mine):
    return f"/nl/desk/cases/{mine.report.number}/"


@pytest.fixture
def place(address, agreed):
    return f"{address}refer/{agreed.pk}/"


@pytest.fixture
def readers(partner):
    return [str(partner.person.pk)]


@pytest.fixture
def file(mine):
    return f"file-{mine.report.attachments.get().pk}"


def mine_of(client, received, language="nl"):
    """The reporter's page."""
    page = Visit(client, language, "report/mine/")
    return page.fill(receipt=received.receipt.code).press("open", button="act")


def told(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


@pytest.fixture
def desk(sent):
    return f"/nl/desk/referrals/{sent.pk}/"


def test_from_asking_to_the_end_in_pages(at_work, client, received, mine, address, partner):
    """Every word that was typed on the way is looked for in the database, alive and afterwards."""
    at_work()
    asked = {"organisation": house().code, "parts": PARTS, "question": QUESTION}
    assert client.post(f"{address}refer/", asked).status_code == 303
    client.logout()
    page = mine_of(client, received)
    assert all(words in told(page) for words in (QUESTION, "Buurthuis De Brug", "bestanden"))
    consent = Consent.objects.get()
    assert "U zei ja" in told(page.press(f"yes-{consent.pk}", button="act"))
    at_work()
    place = f"{address}refer/{consent.pk}/"
    assert place in Page(client.get(address)).links
    attached = mine.report.attachments.get()
    sent = ["narrative", "email", f"file-{attached.pk}"]
    chosen = {"asked": ASKED, "readers": [partner.person.pk], "parts": sent}
    look = text(client.post(place, {**chosen, "go": "look"}))
    assert all(words in look for words in (ASKED, NARRATIVE, CONTACT["email"], "huurcontract-koekoek.pdf"))
    assert not Referral.objects.exists()
    assert client.post(place, {**chosen, "go": "send"}).status_code == 303
    client.logout()
    at_work("partner")
    desk = f"/nl/desk/referrals/{Referral.objects.get().pk}/"
    read = text(client.get(desk))
    assert all(words in read for words in (ASKED, NARRATIVE, CONTACT["email"], "huurcontract-koekoek.pdf"))
    assert not any(words in read for words in ("Vlinderdas", CONTACT["name"], CONTACT["phone"], QUESTION))
    assert not re.search(rf"zaak {mine.report.number}\b", read, re.IGNORECASE)
    assert client.post(f"{desk}answer/", {"text": ANSWER, "nonce": NONCE}).status_code == 303
    client.logout()
    at_work()
    assert ANSWER in text(client.get(address))
    onward = f"{address}answers/{Message.objects.get().pk}/"
    form = Page(client.get(onward)).inputs
    assert form["text"] == ANSWER
    assert client.post(onward, {"text": TOLD_ON, "nonce": form["nonce"]}).status_code == 303
    client.logout()
    page = told(mine_of(client, received))
    assert TOLD_ON in page
    assert ANSWER not in page
    stored = everything_stored()
    assert [word for word in (*SECRETS, *WORDS) if word.encode() in stored] == []
    at_work("partner")
    assert client.post(f"{desk}answer/", {"text": "", "ends": "on", "nonce": "ef" * 20}).status_code == 303
    assert NARRATIVE not in text(client.get(desk))
    assert client.get(f"{desk}answer/").status_code == 410
    late = client.post(f"{desk}answer/", {"text": "Te laat getypt", "nonce": "ab" * 20})
    assert (late.status_code, Page(late).inputs["text"]) == (410, "Te laat getypt")
    client.logout()
    assert "gewist" in told(mine_of(client, received))


def test_nothing_is_chosen_beforehand_and_each_choice_shows_what_it_is(at_work, place, file):
    """The words of the report stand beside their box; who the reporter is does not before it is chosen."""
    response = at_work().get(place)
    assert NARRATIVE in text(response)
    assert CONTACT["email"] not in text(response)
    boxes = re.findall(r'<input[^>]*name="parts"[^>]*>', response.content.decode())
    readers = re.findall(r'<input[^>]*name="readers"[^>]*>', response.content.decode())
    values = [re.search('value="([^"]*)"', box)[1] for box in boxes]
    assert values == ["narrative", "when", "grounds", "name", "email", file]
    assert readers
    assert not any("checked" in box for box in boxes + readers)


def test_choosing_contact_is_a_look_at_the_identity(at_work, place, readers):
    client = at_work()
    client.post(place, {"asked": ASKED, "readers": readers, "parts": ["narrative"], "go": "look"})
    assert not Look.objects.filter(what=Look.What.IDENTITY).exists()
    client.post(place, {"asked": ASKED, "readers": readers, "parts": ["email"], "go": "look"})
    assert Look.objects.filter(what=Look.What.IDENTITY).count() == 1


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"asked": ""}, "asked"),
        ({"parts": ["phone"]}, "parts"),
        ({"parts": ["file-moon"]}, "parts"),
        ({"readers": []}, "readers"),
        ({"readers": ["1"]}, "readers"),
    ],
)
@pytest.mark.parametrize("go", ["look", "send"])
def test_a_faulty_choice_is_named_and_what_was_typed_stays(at_work, place, typed, field, go, readers):
    """Nothing is sent: a part that was not agreed cannot be named by hand either."""
    given = {"asked": ASKED, "readers": readers, "parts": ["narrative"], "go": go, **typed}
    response = at_work().post(place, given)
    assert (response.status_code, set(Page(response).errors)) == (422, {field})
    assert Page(response).inputs["asked"] == given["asked"]
    assert not Referral.objects.exists()


def test_choosing_again_keeps_what_was_chosen(at_work, place, readers):
    response = at_work().post(place, {"asked": ASKED, "readers": readers, "parts": ["grounds"], "go": "back"})
    assert Page(response).inputs["asked"] == ASKED
    assert re.findall(r'value="(\w+)"[^>]*checked', response.content.decode()) == ["grounds", *readers]


def test_without_a_yes_the_page_is_refused_by_name(at_work, place, agreed, readers):
    """The reporter took it back while the worker was choosing."""
    Consent.objects.filter(pk=agreed.pk).update(answer=Consent.Answer.TAKEN_BACK)
    client = at_work()
    for go in ("look", "send"):
        response = client.post(place, {"asked": ASKED, "readers": readers, "parts": ["narrative"], "go": go})
        assert response.status_code == 422
    assert not Referral.objects.exists()


def test_a_second_click_makes_no_second_referral(at_work, place, readers):
    client, chosen = at_work(), {"asked": ASKED, "readers": readers, "parts": ["narrative"], "go": "send"}
    assert client.post(place, chosen).status_code == client.post(place, chosen).status_code == 303
    assert Referral.objects.count() == 1


def test_where_a_custodian_stands_before_the_identity_it_is_not_passed_on(at_work, worker, receive, partner, readers):
    """Until the custodian agreed; the rest can be."""
    from stadsrecht.discrimination.queries import report_by_receipt

    arrived = receive(b"c" * 20, needs_custodian=True)
    case = worker.takes(arrived.report.case)
    consent = referring.ask(worker, case, worker.opens(case))
    referring.say(lambda: report_by_receipt(arrived.receipt.code), consent)
    place = f"/nl/desk/cases/{case.report.number}/refer/{consent.pk}/"
    response = at_work().post(place, {"asked": ASKED, "readers": readers, "parts": ["email"], "go": "send"})
    assert set(Page(response).errors) == {"parts"}
    assert not IdentityRequest.objects.exists()
    assert not Referral.objects.exists()


def test_asking_names_its_faults(at_work, address, partner):
    """And keeps the question."""
    client = at_work()
    whole = {"organisation": house().code, "parts": ["narrative"], "question": QUESTION}
    for field in ("organisation", "parts"):
        response = client.post(f"{address}refer/", {name: value for name, value in whole.items() if name != field})
        assert (set(Page(response).errors), Page(response).inputs["question"]) == ({field}, QUESTION)
    assert not Consent.objects.exists()


def test_the_office_withdraws(at_work, sent, desk, address):
    client = at_work()
    assert client.post(f"{address}referrals/{sent.pk}/withdraw/").status_code == 303
    assert client.post(f"{address}referrals/{sent.pk}/withdraw/").status_code == 410
    client.logout()
    assert NARRATIVE not in text(at_work("partner").get(desk))


def test_a_file_of_a_referral_is_handed_out_and_never_shown(at_work, worker, mine, key, agreed, partner):
    made = referring.refer(worker, mine, key, agreed, names=("files",))
    place = f"/nl/desk/referrals/{made.pk}/files/{made.files.get().pk}/"
    response = at_work("partner").get(place)
    assert response.content == b"Geheime inhoud van het contract"
    assert response["Content-Disposition"] == 'attachment; filename="huurcontract-koekoek.pdf"'
    assert (response["Content-Type"], response["Cache-Control"]) == ("application/octet-stream", "no-store")


def test_no_referral_opens_before_the_passphrase(as_person, sent, desk):
    """The list, which holds no word, does."""
    client = as_person("partner")
    assert sent.reference in text(client.get("/nl/desk/referrals/"))
    assert client.get(desk).url.startswith("/nl/desk/key/?next=")


@pytest.mark.parametrize("part", ["", "answer/", "files/00000000-0000-0000-0000-000000000000/"])
def test_somebody_of_another_organisation_finds_nothing(client, sent, desk, part):
    """Neither in their list, nor by the address; that they tried is kept."""
    other = somebody_at("veilig-huis", "elsewhere")
    client.force_login(other.person)
    session = client.session
    session["is_demo"] = True
    session.save()
    client.post("/nl/desk/key/", {"passphrase": PASSPHRASE})
    assert sent.reference not in text(client.get("/nl/desk/referrals/"))
    assert client.get(f"{desk}{part}").status_code == 404
    assert client.post(f"{desk}answer/", {"text": ANSWER, "nonce": NONCE}).status_code == 404
    assert Look.objects.filter(person=other.person, was_refused=True).count() == 2
    assert not Message.objects.exists()


@pytest.mark.parametrize("role", sorted(set(CAST) - {"partner", "resident"}))
def test_nobody_but_the_partner_comes_near_its_desk(as_person, sent, desk, role):
    """Not the city, and not the office either, which has its own pages."""
    client = as_person(role)
    places = ("/nl/desk/referrals/", desk, f"{desk}answer/")
    assert {client.get(place).status_code for place in places} == {403}
    assert client.post(f"{desk}answer/", {"text": "x", "nonce": NONCE}).status_code == 403


@pytest.mark.parametrize("part", ["", "write/", "refer/", "identity/"])
def test_the_partner_comes_near_no_case(at_work, sent, address, part):
    client = at_work("partner")
    assert {client.get(f"{address}{part}").status_code, client.post(f"{address}{part}").status_code} <= {403, 405}


def test_a_colleague_who_does_not_work_on_it_refers_nothing(at_work, address, place, sent):
    """Nor asks, nor withdraws."""
    client = at_work("office_coordinator")
    assert {client.get(one).status_code for one in (f"{address}refer/", place)} == {403}
    assert client.post(f"{address}referrals/{sent.pk}/withdraw/").status_code == 403


def test_looks_of_the_partner_stand_among_those_that_are_reviewed(at_work, partner, sent):
    partner.reads(sent.pk)
    assert str(partner.person) in text(at_work("office_coordinator").get("/nl/desk/cases/looks/?month=2026-06"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_partners_desk_speaks_the_readers_language(at_work, sent, language):
    client = at_work("partner")
    for place in ("", f"{sent.pk}/", f"{sent.pk}/answer/"):
        response = client.get(f"/{language}/desk/referrals/{place}")
        assert (response.status_code, Page(response).language) == (200, language)


@pytest.mark.parametrize("language", [*LANGUAGES, "ar"])
def test_the_reporter_reads_in_their_language_to_whom_what_went(client, received, sent, language):
    """Also right-to-left, and with no place left unfilled."""
    page = told(mine_of(client, received, language))
    assert page.count("Buurthuis De Brug") == 3  # the question, to whom it would go, and to whom it went
    assert "%(" not in page


def test_the_reporter_takes_the_yes_back_and_the_copy_is_gone(client, at_work, received, sent, agreed, desk):
    mine_of(client, received).press(f"no-{agreed.pk}", button="act")
    sent.refresh_from_db()
    assert (sent.content, sent.ended_by) == (None, "reporter")
    assert NARRATIVE not in text(at_work("partner").get(desk))


def test_a_new_partner_makes_a_key_and_is_told_what_for(client, sent):
    from stadsrecht.discrimination.models import PersonalKey

    fresh = somebody_at(house().code, "newcomer")
    PersonalKey.objects.filter(person=fresh.person).update(retired_at="2026-06-01T00:00Z")
    client.force_login(fresh.person)
    session = client.session
    session["is_demo"] = True
    session.save()
    made = client.post("/nl/desk/key/", {"passphrase": PASSPHRASE, "again": PASSPHRASE}, follow=True)
    assert "doorverwezen" in text(made)
    assert client.get(f"/nl/desk/referrals/{sent.pk}/").status_code == 403
