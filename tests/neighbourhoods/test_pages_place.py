"""The page behind the link of a letter: opening it changes nothing, a button does, and it leaves no trace."""

import logging
from datetime import timedelta

import pytest
from django.utils import timezone

from stadsrecht.neighbourhoods import operations
from stadsrecht.neighbourhoods.bridge.links import EVALUATION, PLACE, token_of
from stadsrecht.neighbourhoods.models import SignUp
from tests.neighbourhoods.conftest import enter, join, plan, states
from tests.reading import Page


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def open_run(course, partner, now):
    return plan(course, partner, at=now, start=now + timedelta(days=30))


def page_of(row, purpose=PLACE):
    name = "place" if purpose == PLACE else "evaluation"
    return f"/en/training/{name}/{token_of(row.pk, purpose)}/"


def test_opening_the_link_changes_nothing(client, open_run, now):
    """However often a mail filter does."""
    row = join(open_run, "Ada", at=now)
    for _again in range(3):
        assert "A place is held for you" in Page(client.get(page_of(row))).text
    assert states(open_run) == {"Ada": "held"}


def test_the_buttons_confirm_and_give_up(client, open_run, now):
    """Each leads back to the page, which says what it did."""
    address = page_of(join(open_run, "Ada", at=now))
    sent = client.post(address, {"act": "confirm"})
    assert (sent.status_code, sent.url) == (303, address)
    assert "You have a place" in Page(client.get(address)).text
    client.post(address, {"act": "give-up"})
    page = Page(client.get(address))
    assert "You gave up your place" in page.text
    assert f"/en/training/{open_run.course.code}/{open_run.pk}/sign-up/" in page.links


def test_somebody_waits_is_offered_a_place_and_confirms(client, open_run, now):
    """The page says the place in the line, then the moment until which."""
    first, _second, third = (enter(open_run, name, at=now) for name in ("Ada", "Bo", "Cem"))
    assert "You stand in place 1 of the line" in Page(client.get(page_of(third))).text
    operations.give_up_place(sign_up=first, at=now)
    page = Page(client.get(page_of(third)))
    assert "A place is free for you" in page.text
    assert "Confirm before" in page.text
    client.post(page_of(third), {"act": "confirm"})
    assert states(open_run) == {"Ada": "withdrawn", "Bo": "placed", "Cem": "placed"}


def test_who_comes_too_late_is_told_and_can_sign_up_again(client, open_run, now):
    """With the status of a conflict, on the page itself."""
    row = join(open_run, "Ada", at=now - timedelta(hours=25))
    response = client.post(page_of(row), {"act": "confirm"})
    assert response.status_code == 409
    page = Page(response)
    assert "The time to confirm is over" in page.text
    assert "You can sign up again" in page.text


def test_whoever_gives_up_what_just_lapsed_is_told_that_it_lapsed(client, open_run, now):
    """And not that it was given up, which nobody did."""
    row = join(open_run, "Ada", at=now - timedelta(hours=25))
    page = Page(client.post(page_of(row), {"act": "give-up"}))
    assert "The time to confirm is over" in page.text


def test_an_act_that_does_not_exist_does_nothing(client, open_run, now):
    """The page is shown again."""
    row = join(open_run, "Ada", at=now)
    assert client.post(page_of(row), {"act": "delete"}).status_code == 200
    assert states(open_run) == {"Ada": "held"}


@pytest.mark.parametrize("token", ["moon", "MQ:x", "1", "%3A", "MTIz:" + "x" * 43])
def test_a_link_that_is_not_ours_leads_nowhere(client, db, token):
    """Nor does one of another purpose."""
    assert client.get(f"/en/training/place/{token}/").status_code == 404


def test_a_link_of_one_purpose_does_not_open_the_other(client, open_run, now):
    """The place is not the evaluation."""
    row = join(open_run, "Ada", at=now)
    assert client.get(f"/en/training/evaluation/{token_of(row.pk, PLACE)}/").status_code == 404
    assert client.get(f"/en/training/place/{token_of(row.pk, EVALUATION)}/").status_code == 404


@pytest.mark.parametrize("act", [None, "confirm", "nothing"])
def test_the_pages_leave_no_trace(client, open_run, now, caplog, act):
    """No cookie, no cache, no referrer, and no line of the log that holds the link, also of a refusal."""
    caplog.set_level(logging.INFO)
    row = join(open_run, "Ada", at=now - timedelta(hours=25))
    late, lost = page_of(row), f"/en/training/place/{token_of(row.pk + 1, PLACE)}/"
    for address in (late, lost, page_of(row, EVALUATION)):
        response = client.post(address, {"act": act}) if act else client.get(address)
        assert client.put(address).status_code == 405
        assert response["Cache-Control"] == "no-store"
        assert response["Referrer-Policy"] == "no-referrer"
        assert not response.cookies
    written = caplog.text + "".join(str(record.__dict__) for record in caplog.records)
    assert "training/place" not in written
    assert "training/evaluation" not in written


def test_once_the_names_are_destroyed_the_link_leads_nowhere(client, open_run, now):
    """Sixty days after the last meeting."""
    row = enter(open_run, "Ada", at=now)
    operations.destroy_due(on=timezone.localdate(now) + timedelta(days=91), at=now)
    assert client.get(page_of(row)).status_code == 404
    assert SignUp.objects.get().state == "placed"


def test_who_was_drawn_can_check_the_draw(client, course, partner, now):
    """The page of each who took part holds the tickets in the order of the line."""
    run = plan(course, partner, at=now, start=now + timedelta(days=30), order="lot", draws_at=now + timedelta(days=1))
    rows = [enter(run, name, at=now) for name in ("Ada", "Bo", "Cem")]
    assert "The lot is drawn on" in Page(client.get(page_of(rows[0]))).text
    operations.settle_due(at=now + timedelta(days=1))
    text = Page(client.get(page_of(rows[0]))).text
    assert all(row.ticket in text for row in rows)


def test_a_cancelled_training_says_why(client, open_run, partner, now):
    """And has no buttons any more."""
    from stadsrecht.kernel.localised import LocalisedText

    row = enter(open_run, "Ada", at=now)
    reason = LocalisedText(en="The trainer is ill.")
    operations.cancel_run(run=open_run, reason=reason, acting_user=partner, on=timezone.localdate(now), at=now)
    page = Page(client.get(page_of(row)))
    assert "The trainer is ill." in page.text
    assert "Give up my place" not in page.text
