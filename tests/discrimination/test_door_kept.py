"""What was typed is kept, and what is shown before sending is what is sent."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from stadsrecht.discrimination.models import IDENTITY, Attachment, Report
from stadsrecht.discrimination.queries import contact_of, open_report_key
from stadsrecht.discrimination.web.door.bursts import bursts
from tests.discrimination.door import Visit
from tests.discrimination.test_cleaning import picture
from tests.discrimination.test_door import say
from tests.discrimination.test_mine import opened

MINE = {"name": "Zonnebloem", "email": "zonnebloem@post.example", "phone": "0612345678"}


@pytest.fixture(autouse=True)
def quiet_day():
    bursts.forget()


@pytest.fixture
def visit(client, office):
    return Visit(client)


@pytest.fixture
def contact(office):
    """Who reported, as the office reads it."""
    return lambda: contact_of(
        Report.objects.get(), open_report_key(Report.objects.get(), office["case_worker"], IDENTITY)
    )


def photo():
    return SimpleUploadedFile("deur.jpg", picture("JPEG"))


def test_the_wish_to_keep_originals_outlives_a_refusal_and_a_step_back(visit):
    page = visit.to_the_end().fill(originals="yes").send(SimpleUploadedFile("brief.docx", b"PK"))
    assert page.response.status_code == 422
    page.press("back").press("next")
    assert page.send(photo()).receipt
    assert Attachment.objects.get().original is not None


def test_the_same_beside_a_message(client, receive):
    page = opened(client, receive(files=()).receipt.code).fill(text="Foto", originals="yes")
    page.press("write", button="act", files=[SimpleUploadedFile("a.exe", b"MZ")])
    assert page.fields["originals"] == ["yes"]
    page.press("write", button="act", files=[photo()])
    assert Attachment.objects.get().original is not None
    assert "originals" not in page.fields


@pytest.mark.parametrize("given", [{"email": MINE["email"]}, {"phone": MINE["phone"]}, MINE, {"name": MINE["name"]}])
def test_who_leaves_open_how_to_be_answered_and_gives_an_address_is_reached(visit, contact, given):
    """Nothing that was typed and shown is dropped."""
    page = visit.to_the_end(**given)
    assert all(text in page.text.partition("<dl>")[2] for text in given.values())
    page.send()
    assert contact() == given


def test_a_tick_is_shown_in_words_of_the_reader(client, office):
    page = Visit(client, "ar").to_the_end(**MINE, reply="contact", custodian="yes")
    assert f'<dd dir="auto">{say("form.chosen", "ar")}</dd>' in page.text


@pytest.mark.parametrize("reply", ["receipt", ""])
def test_who_stays_anonymous_sends_no_name_and_is_shown_none(visit, contact, reply):
    """Also who skips the question after all: what is shown before sending is what is sent."""
    page = visit.to_the_end(**MINE, custodian="yes", reply=reply)
    shown = "".join(part.partition("</dl>")[0] for part in page.text.split("<dl>")[1:])
    assert [text for text in MINE.values() if text in shown] == []
    page.send()
    assert (contact(), Report.objects.get().needs_custodian) == ({}, False)


def test_who_chose_an_address_and_gives_none_is_asked_for_one(visit):
    visit.next(narrative="Iets").next().next().next(reply="contact", name="Zonnebloem")
    assert visit.response.status_code == 422


PASSED_OVER = ("terrain", "role", "residence", "wish", "reply")


@pytest.mark.parametrize("name", PASSED_OVER)
def test_an_answer_can_be_taken_back(visit, name):
    """A radio that was pressed cannot be pressed off: each question that may stay open has one that says so."""
    answers = {"terrain": "housing", "role": "victim", "residence": "here", "wish": "advice", "reply": "receipt"}
    page = visit.to_the_end(**answers).press("about" if name == "terrain" else "you")
    assert page.fields[name] == [answers[name]]
    assert re.search(rf'<input type="radio" name="{name}" value="">', page.text)
    page.fill(**{name: ""}).press("next").press("back")
    assert page.fields[name] == [""]
    page.press("you").press("next").send()
    facts = Report.objects.get().facts
    kept = {one: getattr(facts, one) for one in PASSED_OVER[:4]}
    assert kept == {one: "" if one == name else answers[one] for one in PASSED_OVER[:4]}


def test_a_question_that_knows_the_answer_unknown_has_no_second_one(visit):
    assert re.findall(r'type="radio" name="(\w+)" value=""', visit.text) == []
