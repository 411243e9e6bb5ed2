"""A form that was sent becomes one report, however long ago and under whichever key that was."""

import time
from types import SimpleNamespace

import pytest
from django.core import signing

from stadsrecht.discrimination.errors import ReceiptLost, ReportDestroyed
from stadsrecht.discrimination.models import Case, Report
from stadsrecht.discrimination.operations import close_case, destroy_due_cases
from stadsrecht.discrimination.queries import report_by_receipt
from stadsrecht.discrimination.web.door.bursts import bursts
from stadsrecht.kernel.permissions import SYSTEM
from tests.discrimination.door import Visit
from tests.discrimination.telling import AT, ON
from tests.discrimination.test_door import say


@pytest.fixture(autouse=True)
def quiet_day():
    bursts.forget()


@pytest.fixture
def a_day_later(monkeypatch):
    """Call it, and the browser sends again what it held for longer than a form is open."""

    def pass_by():
        later = SimpleNamespace(time=lambda: time.time() + 25 * 3600)
        monkeypatch.setattr(signing, "time", later)

    return pass_by


def sent(client, **options):
    """A form that was sent: what it held, and the receipt."""
    page = Visit(client, **options).to_the_end(narrative="Iets")
    held = dict(page.fields)
    return page, held, page.send().receipt


def again(page, held):
    page.fields = held
    return page.send()


def test_the_same_form_a_day_later_is_no_second_report(client, office, a_day_later):
    """As when a phone sends it again after its answer was lost: the receipt is shown."""
    page, held, receipt = sent(client)
    a_day_later()
    assert again(page, held).receipt == receipt
    assert Report.objects.count() == 1


def test_a_form_that_was_never_sent_is_too_old_after_a_day(client, office, a_day_later):
    page = Visit(client).to_the_end(narrative="Iets")
    a_day_later()
    assert say("fault.FormExpired") in page.send().text
    assert not Report.objects.exists()


def test_staff_do_not_see_the_receipt_again_a_day_later(as_person, office, a_day_later):
    """It is the reporter's. They are told that the report is there, and it is not made twice."""
    page, held, receipt = sent(as_person("partner"), address="desk/report/")
    assert again(page, held).receipt == receipt
    a_day_later()
    again(page, held)
    assert (page.response.status_code, say("fault.ReceiptLost") in page.text) == (409, True)
    assert receipt not in page.text
    assert Report.objects.count() == 1


def test_a_change_of_key_between_shows_the_receipt_that_opens(client, office, settings):
    """While the former key still holds."""
    page, held, receipt = sent(client)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "a new one"
    assert again(page, held).receipt == receipt
    assert report_by_receipt(receipt).report == Report.objects.get()


def test_without_the_former_key_no_receipt_is_shown_that_opens_nothing(receive, settings):
    receive()
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [], "a new one"
    with pytest.raises(ReceiptLost):
        receive()
    assert Report.objects.count() == 1


def test_a_form_whose_report_was_destroyed_makes_no_other(receive, worker):
    """It is told what became of it."""
    mine = worker.takes(receive().report.case)
    worker.does(close_case, case=mine, outcome="advised")
    Case.objects.update(destroy_on=ON)
    assert destroy_due_cases(acting_user=SYSTEM, on=ON, at=AT) == 1
    with pytest.raises(ReportDestroyed):
        receive()
    assert Report.objects.count() == 1
