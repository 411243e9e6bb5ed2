"""Staff of a library, a hub or a partner enter a report together with somebody, or what came by phone."""

import re

import pytest

from stadsrecht.discrimination.models import Report
from stadsrecht.discrimination.web.door.bursts import bursts
from tests.discrimination.door import Visit
from tests.discrimination.test_door import say
from tests.reading import Page


@pytest.fixture(autouse=True)
def quiet_day():
    bursts.forget()


def test_staff_enter_a_report_together_with_somebody(as_person, office):
    """The receipt is that person's; role and channel are kept."""
    page = Visit(as_person("partner"), address="desk/report/")
    done = page.to_the_end(narrative="Iets", channel="phone").send()
    report = Report.objects.get()
    assert done.receipt
    assert (report.channel, report.entered_by.role_codes) == ("phone", {"partner"})


def test_the_receipt_on_paper_speaks_every_language_of_the_door(as_person, office):
    """Staff and reporter need not share one; and the paper does not say what it is about."""
    done = Visit(as_person("partner"), address="desk/report/").to_the_end(narrative="Iets", channel="desk").send()
    sheets = re.findall(r'<div class="sheet" lang="(\w+)" dir="(\w+)">(.*?)</div>', done.text, re.DOTALL)
    assert [pair[:2] for pair in sheets] == [("nl", "ltr"), ("en", "ltr"), ("fr", "ltr"), ("ar", "rtl")]
    assert all(f"/{language}/report/mine/" in text for language, _direction, text in sheets)
    assert not re.search("discrimin|تمييز", " ".join(text for *_rest, text in sheets), re.IGNORECASE)


def test_staff_are_told_that_the_receipt_is_not_theirs(as_person, office):
    """It stands on their screen. A reporter alone is not told so."""
    done = Visit(as_person("partner"), address="desk/report/").to_the_end(narrative="Iets").send()
    told = Page(done.response).text
    assert say("done.helper") in told
    assert say("done.helper") not in Page(Visit(done.client).to_the_end(narrative="Iets").send().response).text


def test_a_reporter_alone_gets_no_such_sheet(client, office):
    assert 'class="sheet"' not in Visit(client, "nl").to_the_end(narrative="Iets").send().text


def test_a_reporter_cannot_say_that_staff_entered_the_report(client, office):
    Visit(client, "nl").to_the_end(narrative="Iets").fill(channel="phone").send()
    assert (Report.objects.get().channel, Report.objects.get().entered_by) == ("door", None)


def test_a_token_of_the_door_is_none_for_staff(as_person, office):
    """Another site could fetch one from the door, and none that is bound to an account."""
    door_token = Visit(as_person("partner")).fields["form"]
    page = Visit(as_person("partner"), address="desk/report/").to_the_end(narrative="Iets")
    page.fields["form"] = door_token
    assert page.send().response.status_code == 422
    assert not Report.objects.exists()
