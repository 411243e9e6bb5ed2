"""From report to answer in each language: the reporter by receipt, the office at its desk, each in their own."""

import pytest
from django.utils.translation import gettext, override

from stadsrecht.discrimination.models import Case, Consent, Facts
from tests.discrimination.door import Visit
from tests.reading import Page

NARRATIVE = "Klaproos kreeg het huis niet."
TYPED = {"narrative": NARRATIVE, "where": "place", "grounds": ["origin"]}
ALL_SAID = ("Wanneer was dat?", "Vorige week", "Mogen wij een brief sturen?", "De brief is weg", "Dank u wel")


class Desk:
    """The worker's browser in one language; each page must be in it, and what was done is told in its words."""

    def __init__(self, client, language):
        self.client, self.language, self.home = client, language, f"/{language}/desk/cases/"

    def read(self, path=""):
        page = Page(self.client.get(f"{self.home}{path}"))
        assert page.language == self.language
        return page

    def do(self, path, done, **typed):
        """Open the form if there is one, send it, and read that it was done."""
        assert self.client.post(f"{self.home}{path}", typed).status_code == 303
        with override(self.language):
            words = gettext(done)
        assert words in " ".join(self.read(self.case).text.split())

    def write(self, path, done, **typed):
        nonce = self.read(path).inputs["nonce"]
        self.do(path, done, nonce=nonce, **typed)

    def take(self):
        self.case = f"{Case.objects.get().report.number}/"
        assert f"{self.home}{self.case}" in self.read("list/new/").links
        self.do(f"{self.case}take/", "You work on this case now.")
        assert NARRATIVE in self.read(self.case).text


def by_receipt(client, language, receipt):
    page = Visit(client, language, "report/mine/").fill(receipt=receipt).press("open", button="act")
    assert f'<html lang="{language}"' in page.text
    return page


@pytest.mark.parametrize(("at_the_desk", "at_the_door"), [("nl", "ar"), ("en", "en"), ("fr", "fr")])
def test_a_report_is_handled_in_the_languages_of_both(at_work, client, edition, at_the_desk, at_the_door):
    """Nothing goes outward before the yes; what was skipped is filled in; the answer is read after the closing."""
    receipt = Visit(client, at_the_door).to_the_end(**TYPED).send().receipt
    desk = Desk(at_work(), at_the_desk)
    desk.take()
    case = desk.case
    desk.write(f"{case}write/", "The reporter sees your message with the receipt.", text=ALL_SAID[0], waits="on")
    page = by_receipt(client, at_the_door, receipt)
    assert ALL_SAID[0] in page.text
    page.fill(text=ALL_SAID[1]).press("write", button="act")
    assert ALL_SAID[1] in desk.read(case).text
    asked = {"kind": "letter", "question": ALL_SAID[2]}
    desk.do(f"{case}consent/", "The reporter is asked. Until they agree, nothing goes outward.", **asked)
    consent = Consent.objects.get()
    assert desk.client.post(f"{desk.home}{case}step/", {"kind": consent.pk}).status_code == 422
    by_receipt(client, at_the_door, receipt).press(f"yes-{consent.pk}", button="act")
    desk.do(f"{case}step/", "The step is kept.", kind=consent.pk, note=ALL_SAID[3])
    facts = {"where": "place", "grounds": ["origin"], "terrain": "housing", "residence": "here"}
    desk.do(f"{case}facts/", "What is counted is put right.", **facts)
    desk.write(f"{case}write/", "The reporter sees your message with the receipt.", text=ALL_SAID[4])
    closed = {"state": "closed", "outcome": "settled"}
    assert desk.client.post(f"{desk.home}{case}state/", closed).status_code == 303
    read = desk.read(case).text
    assert all(words in read for words in ALL_SAID)
    page = by_receipt(client, at_the_door, receipt).text
    assert ALL_SAID[4] in page
    assert ALL_SAID[3] not in page
    assert Facts.objects.values_list("terrain", "residence").get() == ("housing", "here")
