"""The door: found in each language, walked step by step, and nothing typed is lost."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError

from stadsrecht.discrimination.bridge.packs import door
from stadsrecht.discrimination.models import CONTENT, IDENTITY, Facts, PersonalKey, Report
from stadsrecht.discrimination.queries import contact_of, open_report_key, opened
from stadsrecht.discrimination.web.door.bursts import bursts
from tests.discrimination.door import Visit, heading
from tests.discrimination.telling import SECRETS, everything_stored
from tests.discrimination.test_cleaning import MAKER, document, picture
from tests.reading import Page

LANGUAGES = ("nl", "en", "fr", "ar")
PAGES = ("report/", "report/form/", "report/mine/")
ALL = {
    "narrative": "De verhuurder Brombeer zei nee.\nMijn zus Klaproos was erbij.",
    "when": "exact",
    "day": "2026-03-14",
    "where": "place",
    "district": "WK999902",
    "place": "snackbar Vlinderdas",
    "grounds": ["origin", "religion"],
    "terrain": "housing",
    "natures": ["treatment"],
    "role": "victim",
    "residence": "here",
    "wish": "advice",
    "reply": "contact",
    "name": "Zonnebloem",
    "email": "zonnebloem@post.example",
    "phone": "0612345678",
}


@pytest.fixture(autouse=True)
def quiet_day():
    bursts.forget()


@pytest.fixture
def visit(client, office):
    """`visit("fr")` opens the form."""
    return lambda language="nl", **options: Visit(client, language, **options)


def say(key, language="nl"):
    return door().text(key, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_each_page_is_there_in_each_language(client, office, language, page):
    """Arabic from right to left, although the rest of the site does not speak it."""
    response = client.get(f"/{language}/{page}")
    direction = "rtl" if language == "ar" else "ltr"
    assert response.status_code == 200
    assert f'<html lang="{language}" dir="{direction}">' in response.content.decode()


@pytest.mark.parametrize(("language", "of_the_page"), [("nl", "nl"), ("fr", "fr"), ("ar", "nl")])
def test_who_would_rather_call_is_led_to_the_office(client, office, language, of_the_page):
    """In a language that its page speaks."""
    page = client.get(f"/{language}/report/").content.decode()
    assert f'href="/{of_the_page}/partners/{door().office}/"' in page


def test_the_first_page_leads_to_the_door(client, db):
    """In the page itself, and in the menu."""
    assert Page(client.get("/nl/")).links.count("/nl/report/") == 2


def test_the_rest_of_the_site_does_not_begin_to_speak_arabic(client, db):
    assert client.get("/ar/policies/").status_code == 404
    assert client.get("/xx/report/").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_door_is_in_every_language(language):
    """Texts, questions and the lists that are asked."""
    here = door()
    assert language in here.languages
    assert [key for key, text in here.texts.items() if language not in text] == []
    labels = [text for one in here.questions for text in (one.label, *(label for _code, label in one.options))]
    assert [text for text in labels if language not in text] == []


@pytest.mark.parametrize("page", PAGES)
def test_no_page_of_the_door_sets_a_cookie_or_is_kept(client, office, page):
    response = client.get(f"/nl/{page}")
    assert not response.cookies
    assert (response["Cache-Control"], response["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert "Onion-Location" not in response


def test_an_onion_address_is_announced(client, office, settings):
    settings.ONION_LOCATION = "http://example.onion"
    assert client.get("/nl/report/")["Onion-Location"] == "http://example.onion/nl/report/"


def test_a_report_goes_through_the_door(visit, office):
    """Everything typed arrives, the receipt is shown, and the facts are coarse."""
    done = (
        visit()
        .to_the_end(**ALL)
        .send(SimpleUploadedFile("huurcontract.pdf", document()), SimpleUploadedFile("deur.jpg", picture("JPEG")))
    )
    assert done.response.status_code == 200
    assert len(done.receipt) == 29
    report = Report.objects.get()
    key = open_report_key(report, office["case_worker"], CONTENT)
    found = opened(report, key, with_internal=True)
    assert found.narrative == ALL["narrative"].replace("\n", "\r\n") or found.narrative == ALL["narrative"]
    assert found.answers["place"] == ["snackbar Vlinderdas"]
    assert found.answers["day"] == ["2026-03-14"]
    assert [file.name for file in found.files] == ["huurcontract.pdf", "deur.jpg"]
    contact = contact_of(report, open_report_key(report, office["case_worker"], IDENTITY))
    assert contact == {name: ALL[name] for name in ("name", "email", "phone")}
    facts = Facts.objects.get()
    assert (facts.month, facts.where, facts.district) == (date(2026, 3, 1), "place", "WK999902")
    assert (facts.grounds, facts.terrain, facts.natures) == (["origin", "religion"], "housing", ["treatment"])


def test_no_word_that_went_through_the_door_stands_in_the_database(visit):
    """The attacker's test, through the real pages: also not a file's name, what stands in it, or the day."""
    page = visit().to_the_end(**ALL)
    (token,) = page.fields["form"]
    done = page.send(SimpleUploadedFile("huurcontract-koekoek.pdf", document()))
    stored = everything_stored()
    words = [*SECRETS, "2026-03-14", MAKER, "snackbar", done.receipt, token, token.partition(":")[0]]
    assert Report.objects.exists()
    assert [word for word in words if word.encode() in stored] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_the_first_question_must_be_answered(visit, language):
    done = visit(language).to_the_end(narrative="x").send()
    assert heading(done.response) == say("done.title", language)
    assert (Report.objects.get().language, Report.objects.get().contact) != (language, None)


def test_an_empty_first_question_is_refused_by_name(visit):
    page = visit().next(narrative="  ")
    assert (page.response.status_code, page.step) == (422, "what")
    assert page.faults == [say("fault.NarrativeMissing")]


def test_a_step_back_loses_nothing(visit):
    """Through all steps there and back, everything stands where it was typed."""
    page = visit().to_the_end(**ALL)
    for _step in range(4):
        page.press("back")
    assert page.step == "what"
    page.press("next").press("next").press("next").press("next")
    kept = {name: given for name, given in page.fields.items() if name in ALL}
    expected = {name: given if isinstance(given, list) else [given] for name, given in ALL.items()}
    assert {name: [text.replace("\r\n", "\n") for text in given] for name, given in kept.items()} == expected


def test_another_language_in_the_middle_loses_nothing(visit):
    """The switch is a button of the form."""
    page = visit().next(narrative="Iets").press("stay", address="/ar/report/form/")
    assert (page.step, page.fields["narrative"]) == ("where", ["Iets"])
    assert 'dir="rtl"' in page.text


def test_a_summary_leads_back_to_each_step(visit):
    page = visit().to_the_end(**ALL)
    assert "snackbar Vlinderdas" in page.text
    assert page.press("about").step == "about"


@pytest.mark.parametrize(
    ("step", "typed", "fault"),
    [
        ("what", {"when": "exact", "day": "gisteren"}, "fault.DayUnreadable"),
        ("what", {"when": "exact", "day": "2026-02-31"}, "fault.DayUnreadable"),
        ("what", {"when": "exact", "day": "2999-01-01"}, "fault.DayInTheFuture"),
        ("what", {"when": "about", "month": "maart"}, "fault.MonthUnreadable"),
        ("where", {"where": "op de maan"}, "fault.NotInTheList"),
        ("where", {"district": "WK000000"}, "fault.NotInTheList"),
        ("about", {"grounds": ["origin", "verzonnen"]}, "fault.NotInTheList"),
        ("you", {"reply": "contact"}, "fault.ContactMissing"),
    ],
)
def test_bad_input_is_refused_by_name_and_stays(visit, step, typed, fault):
    page = visit()
    while page.step != step:
        page.next(narrative="Iets")
    page.next(narrative="Iets", **typed)
    assert (page.response.status_code, page.step, page.faults) == (422, step, [say(fault)])


def test_what_a_changed_page_sends_as_facts_is_not_believed(visit):
    """Facts are made on the server from the lists; a forged one is refused at the end too."""
    page = visit().to_the_end(narrative="Iets").fill(terrain="verzonnen", month="1850-01", campaign="x", number="7")
    page.send()
    assert (page.response.status_code, page.step) == (422, "about")
    assert not Report.objects.exists()


def test_an_odd_file_is_refused_by_name_and_the_rest_stays(visit):
    """Its sender is told to choose the files again, for a browser does not keep them."""
    page = visit().to_the_end(**ALL).send(SimpleUploadedFile("brief.docx", b"PK\x03\x04"))
    assert page.response.status_code == 422
    assert page.faults == [say("fault.FileRefused") % {"name": "brief.docx"}]
    assert say("fault.FilesAgain") in page.text
    assert page.fields["place"] == ["snackbar Vlinderdas"]
    assert page.send().receipt


def test_the_same_form_sent_twice_shows_the_same_receipt(visit):
    """As after a lost answer, or a second click."""
    page = visit().to_the_end(**ALL)
    sent = dict(page.fields)
    first = page.send().receipt
    page.fields = sent
    again = page.send()
    assert again.receipt == first
    assert say("done.again") in again.text
    assert Report.objects.count() == 1


def test_a_form_that_was_open_too_long_goes_through_the_second_time(visit):
    """And one whose token is not ours."""
    page = visit().to_the_end(**ALL).fill(form="x").send()
    assert page.response.status_code == 422
    assert say("fault.FormExpired") in page.text
    assert page.send().receipt


def test_a_form_from_another_site_is_shown_before_it_is_taken(client, office):
    """As its sender would see it."""
    page = Visit(client).to_the_end(**ALL)
    page.headers = {"Sec-Fetch-Site": "cross-site"}
    page.send()
    assert (page.response.status_code, say("fault.ComesFromElsewhere") in page.text) == (422, True)
    page.headers = {"Sec-Fetch-Site": "same-origin", "Origin": "null"}
    assert page.send().receipt


def test_without_keys_the_door_says_so(client, no_keys):
    """And takes nothing."""
    assert say("intro.start") not in client.get("/nl/report/").content.decode()
    assert client.get("/nl/report/form/").status_code == 503


def test_keys_that_go_while_somebody_types_take_nothing_away(visit):
    """What was typed is still there, and nothing was kept that nobody could read."""
    page = visit().to_the_end(**ALL)
    PersonalKey.objects.all().delete()
    page.send()
    assert (page.response.status_code, say("fault.OfficeHasNoKeys") in page.text) == (503, True)
    assert page.fields["place"] == ["snackbar Vlinderdas"]
    assert not Report.objects.exists()


def test_a_database_that_takes_nothing_is_told_and_nothing_is_half_there(visit, monkeypatch, caplog):
    """As when its disk is full; the log does not repeat what was typed."""
    page = visit().to_the_end(**ALL)

    def full(*args, **kwargs):
        raise OperationalError("could not extend file: No space left on device: Brombeer")

    monkeypatch.setattr("stadsrecht.discrimination.operations.reports.audit.record", full)
    page.send()
    assert (page.response.status_code, say("fault.NotKept") in page.text) == (503, True)
    assert not Report.objects.exists()
    assert "OperationalError" in caplog.text
    assert "Brombeer" not in caplog.text
    monkeypatch.undo()
    assert page.send().receipt


@pytest.mark.parametrize("page", ["report/", "report/form/", "report/mine/"])
def test_other_methods_are_refused(client, office, page):
    assert client.put(f"/nl/{page}").status_code == 405


def test_a_city_may_ask_its_own_questions(visit):
    """The small city has a role of its own, and asks no other."""
    page = visit().next(narrative="Iets").next().next()
    assert 'value="neighbour"' in page.text
    assert 'value="witness"' not in page.text
