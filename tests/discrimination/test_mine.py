"""What a reporter does with the receipt, on the real pages."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from stadsrecht.discrimination.bridge.intake import seal_message
from stadsrecht.discrimination.bridge.receipts import drawn_from
from stadsrecht.discrimination.bridge.scheme import CONSENT, MESSAGE, place, write_letter
from stadsrecht.discrimination.models import CONTENT, Author, Case, Consent, Message
from stadsrecht.discrimination.operations import write_message
from stadsrecht.discrimination.queries import open_report_key
from stadsrecht.discrimination.workflow import CaseState
from stadsrecht.kernel import audit
from tests.discrimination.door import Visit, heading
from tests.discrimination.telling import NARRATIVE, ON
from tests.discrimination.test_cleaning import picture
from tests.discrimination.test_door import say


@pytest.fixture
def received(receive):
    return receive()


@pytest.fixture
def mine(client, received):
    """The page of a reporter who has typed the receipt."""
    return opened(client, received.receipt.code)


def opened(client, code, language="nl"):
    return Visit(client, language, "report/mine/").fill(receipt=code).press("open", button="act")


def by_office(received, office, text="Kunt u ons bellen?", **columns):
    key = open_report_key(received.report, office["case_worker"], CONTENT)
    message = seal_message(key, text, report_id=received.report.id, author=Author.OFFICE, on=ON, **columns)
    write_message(message, [])


def ask_consent(received, office, person):
    row = uuid4()
    key = open_report_key(received.report, office["case_worker"], CONTENT)
    question = key.seal_text("Mogen wij de verhuurder schrijven?", place(CONSENT, row, "question"))
    case = received.report.case
    worker = person("case_worker")
    Consent.objects.create(id=row, case=case, kind="letter", asked_by=worker, asked_on=ON, question=question)
    return row


def test_the_receipt_shows_where_the_case_stands(mine):
    """In plain words, and what was reported."""
    assert say("mine.received") in mine.text
    assert NARRATIVE in mine.text
    assert "huurcontract-koekoek.pdf" in mine.text


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("state", CaseState.values)
def test_every_state_has_words_in_every_language(client, received, language, state):
    Case.objects.update(state=state)
    assert say(f"mine.{state}", language) in opened(client, received.receipt.code, language).text


def test_the_receipt_itself_does_not_stand_in_the_page(mine, received):
    """Whoever looks at the page later does not find it."""
    assert received.receipt.code not in mine.text
    assert received.receipt.code.replace("-", "") not in mine.text


def test_an_answer_is_read_and_known_to_be_read(client, received, office):
    """An internal note is not shown."""
    by_office(received, office)
    by_office(received, office, text="Intern: voorzichtig", is_internal=True)
    text = opened(client, received.receipt.code).text
    assert "Kunt u ons bellen?" in text
    assert "Intern: voorzichtig" not in text
    assert list(Message.objects.values_list("is_internal", "read_on")) == [(False, timezone.localdate()), (True, None)]


def test_a_partners_letter_is_read_too(client, received):
    """It was sealed by somebody who cannot read the report."""
    row = uuid4()
    body = write_letter(received.report.public_key, "Wij helpen u verder.", place(MESSAGE, row, "body"))
    write_message(
        Message(id=row, report=received.report, author="partner", written_on=ON, is_letter=True, body=body), []
    )
    assert "Wij helpen u verder." in opened(client, received.receipt.code).text


def test_a_reporter_writes_more_and_adds_a_file(mine):
    mine.fill(text="Er was nog een getuige.")
    mine.press("write", button="act", files=[SimpleUploadedFile("deur.png", picture("PNG"))])
    assert say("mine.sent") in mine.text
    assert "Er was nog een getuige." in mine.text
    assert "deur.png" in mine.text
    assert mine.fields["text"] == [""]


def test_writing_twice_writes_once(mine):
    mine.fill(text="Er was nog een getuige.")
    before = dict(mine.fields)
    mine.press("write", button="act")
    mine.fields = before
    mine.press("write", button="act")
    assert Message.objects.count() == 1


def test_a_reporter_gets_their_file_back_as_a_download(mine):
    """Never shown inside a page."""
    number = mine.text.partition('value="file-')[2].partition('"')[0]
    response = mine.press(f"file-{number}", button="act").response
    assert response.content == b"Geheime inhoud van het contract"
    assert response["Content-Disposition"] == 'attachment; filename="huurcontract-koekoek.pdf"'
    assert response["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize("number", ["x", "5f0c2a34-9c1b-4a6e-8d0e-0a6a3f1b7c55"])
def test_a_file_of_somebody_else_is_not_given(mine, number):
    assert heading(mine.press(f"file-{number}", button="act").response) == say("mine.title")


def test_an_empty_message_is_refused_by_name(mine):
    mine.press("write", button="act")
    assert (mine.response.status_code, say("fault.MessageMissing") in mine.text) == (422, True)


def test_a_refused_file_leaves_the_message_where_it_was(mine):
    mine.fill(text="Lang verhaal").press("write", button="act", files=[SimpleUploadedFile("a.exe", b"MZ")])
    assert mine.response.status_code == 422
    assert mine.fields["text"] == ["Lang verhaal"]
    assert say("fault.FilesAgain") in mine.text


def test_consent_is_given_and_taken_back(client, received, office, person):
    row = ask_consent(received, office, person)
    page = opened(client, received.receipt.code)
    assert "Mogen wij de verhuurder schrijven?" in page.text
    assert say("mine.said_yes") in page.press(f"yes-{row}", button="act").text
    assert say("mine.said_no") in page.press(f"no-{row}", button="act").text
    assert Consent.objects.get().answer == "taken_back"


def test_consent_in_somebody_elses_case_is_not_theirs_to_give(receive, client, office, person):
    theirs, mine = receive(), receive(b"m" * 20)
    row = ask_consent(theirs, office, person)
    opened(client, mine.receipt.code).press(f"yes-{row}", button="act")
    assert Consent.objects.get().answer == ""


def press(page, *acts):
    for act in acts:
        page.press(act, button="act")
    return page.text


def test_a_reporter_withdraws_and_asks_for_destruction(mine):
    assert say("mine.withdrawn") in press(mine, "withdraw", "withdraw-yes")
    assert say("mine.destroy_asked") in press(mine, "destroy", "destroy-yes")


@pytest.mark.parametrize("act", ["withdraw", "destroy"])
@pytest.mark.parametrize("language", ["nl", "ar"])
def test_stopping_is_explained_and_asked_twice(client, received, act, language):
    """One press does nothing yet, the way back does nothing, and a message half written is not lost."""
    page = opened(client, received.receipt.code, language).fill(text="Er was nog")
    text = press(page, act)
    assert heading(page.response) == say("mine.sure", language)
    assert say(f"mine.{act}_yes", language) in text
    assert press(page, "back").count("Er was nog") == 1
    case = Case.objects.get()
    assert (case.withdrawn_on, case.destroy_asked_on) == (None, None)


def test_who_goes_on_wants_nothing_destroyed(mine):
    """Else the words would be gone as soon as somebody read them."""
    press(mine, "withdraw", "withdraw-yes", "destroy", "destroy-yes", "go-on")
    case = Case.objects.get()
    assert (case.withdrawn_on, case.destroy_asked_on) == (None, None)


def test_files_that_stopping_would_lose_are_asked_for_again(mine):
    page = mine.fill(text="Er was nog", originals="yes").press(
        "withdraw", button="act", files=[SimpleUploadedFile("deur.png", picture("PNG"))]
    )
    assert say("fault.FilesAgain") in page.text
    page.press("back", button="act")
    assert (page.fields["text"], page.fields["originals"]) == (["Er was nog"], ["yes"])


def test_a_message_that_is_sent_again_is_written_once(client, received):
    """Also where the code had to be typed anew meanwhile, as after an hour."""
    page = opened(client, received.receipt.code).fill(text="Er was nog")
    held = dict(page.fields)
    page.press("write", button="act")
    page.fields = {**held, "open": [""]}
    page.press("write", button="act").fill(receipt=received.receipt.code).press("open", button="act")
    assert (page.fields["text"], page.fields["form"]) == (held["text"], held["form"])
    page.press("write", button="act")
    assert Message.objects.filter(report=received.report).count() == 1


def test_the_same_page_with_another_receipt_writes_another_message(client, receive):
    """What was written for one report is not taken for said in the other."""
    one, two = receive(), receive(b"q" * 20)
    page = opened(client, one.receipt.code).fill(text="Er was nog")
    held = dict(page.fields)
    page.press("write", button="act")
    page.fields = {**held, "open": [""], "receipt": [two.receipt.code]}
    page.press("write", button="act")
    assert [Message.objects.filter(report=each.report).count() for each in (one, two)] == [1, 1]


def test_who_asks_again_in_another_language_is_still_being_asked(mine):
    """The switch presses no button of the page."""
    press(mine, "withdraw")
    mine.press("stay", address="/fr/report/mine/")
    assert heading(mine.response) == say("mine.sure", "fr")
    assert Case.objects.get().withdrawn_on is None


def test_who_withdrew_may_go_on(mine, received):
    """The office may ask for consent again; what was agreed before does not come back by itself."""
    assert say("mine.go_on") not in mine.text
    assert say("mine.go_on") in press(mine, "withdraw", "withdraw-yes")
    assert say("mine.withdrawn") not in press(mine, "go-on")
    case = Case.objects.get()
    assert (case.withdrawn_on, case.reporter_wrote_on) == (None, timezone.localdate())
    verbs = [entry.verb for entry in audit.entries_of(received.report)]
    press(mine, "go-on")
    assert verbs == [entry.verb for entry in audit.entries_of(received.report)]


@pytest.mark.parametrize("typed", ["", "x", "0000-0000-0000-0000-0000-0001", "é" * 300, "\0"])
def test_what_is_no_receipt_is_named_and_stays(client, receive, typed):
    receive()
    page = opened(client, typed)
    assert page.response.status_code in (404, 422)
    assert page.faults == [say("fault.CodeMisread")]


def test_a_receipt_of_nobody_is_named(client, received):
    page = opened(client, drawn_from(b"x" * 20).code)
    assert (page.response.status_code, page.faults) == (404, [say("fault.UnknownReceipt")])


def test_a_destroyed_report_says_so(client, received):
    type(received.report).objects.update(destroyed_on=ON)
    page = opened(client, received.receipt.code)
    assert (page.response.status_code, page.faults) == (410, [say("fault.ReportDestroyed")])


def test_after_an_hour_the_receipt_is_asked_for_again(mine, monkeypatch):
    """What was typed meanwhile comes back once it is given."""
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr("stadsrecht.discrimination.web.door.mine.timezone.now", lambda: later)
    mine.fill(text="Lang verhaal").press("write", button="act")
    assert mine.response.status_code == 422
    assert mine.fields["text"] == ["Lang verhaal"]
    assert not Message.objects.exists()


def test_the_page_does_not_act_for_another_site(mine):
    """Whoever holds no receipt cannot make a browser that does act for them."""
    mine.headers = {"Sec-Fetch-Site": "cross-site"}
    mine.press("withdraw-yes", button="act")
    assert Case.objects.get().withdrawn_on is None
