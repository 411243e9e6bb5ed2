"""A burst costs work or waiting, and never shuts anybody out."""

import hashlib
from datetime import timedelta
from itertools import count

import pytest
from django.utils import timezone

from stadsrecht.discrimination.models import Report
from stadsrecht.discrimination.web.door.bursts import MOST_SOURCES, WINDOW, Bursts, bursts
from stadsrecht.discrimination.web.door.tokens import BITS, is_met, new_challenge
from stadsrecht.people.web.middleware import NO_ADDRESS
from tests.discrimination.door import Visit
from tests.discrimination.test_door import say

NONCE = b"n" * 20


@pytest.fixture(autouse=True)
def busy(settings, office):
    """Every report after the first is one too many."""
    settings.REPORTS_AT_ONCE = 1
    bursts.forget()
    yield
    bursts.forget()


def work_for(challenge):
    """What the page's script does."""
    for number in count():
        digest = hashlib.sha256(f"{challenge} {number}".encode()).digest()
        if int.from_bytes(digest[:4], "big") >> (32 - BITS) == 0:
            return str(number)


@pytest.fixture
def second(client):
    """A report that is asked to wait."""
    Visit(client).to_the_end(narrative="Eerste").send()
    return Visit(client).to_the_end(narrative="Tweede", grounds=["origin"]).send()


def test_the_next_one_is_asked_to_wait_and_loses_nothing(second):
    assert second.response.status_code == 429
    assert say("fault.WaitFirst") % {"seconds": 20} in second.text
    assert (second.step, second.fields["narrative"], second.fields["grounds"]) == ("send", ["Tweede"], ["origin"])


def test_work_lets_it_through_at_once(second):
    assert second.fill(work=work_for(second.fields["challenge"][0])).send().receipt
    assert Report.objects.count() == 2


def test_waiting_lets_it_through_without_a_script(second, monkeypatch):
    later = timezone.now() + timedelta(seconds=21)
    monkeypatch.setattr("stadsrecht.discrimination.web.door.views.timezone.now", lambda: later)
    assert second.send().receipt


@pytest.mark.parametrize("work", ["", "1", "x", "9" * 30])
def test_what_is_no_work_is_asked_again(second, work):
    assert second.fill(work=work).send().response.status_code == 429


def test_a_challenge_is_good_for_one_form():
    """And not for another; nor is one that we never gave."""
    now = timezone.now()
    mine = new_challenge(NONCE, now).text
    later = now + timedelta(minutes=1)
    assert is_met(mine, "", NONCE, later)
    assert not is_met(mine, "", b"m" * 20, later)
    assert not is_met("x.1:y", "", NONCE, later)


def test_one_source_does_not_slow_another():
    """Each has a count of its own, which ends after ten minutes."""
    some = Bursts()
    assert [some.count("a", 0), some.count("a", 1), some.count("b", 2)] == [1, 2, 1]
    assert some.count("a", WINDOW + 2) == 1


def test_counts_do_not_grow_for_ever():
    some = Bursts()
    for number in range(MOST_SOURCES + 50):
        some.count(str(number), 0)
    assert len(some._counts) == MOST_SOURCES


def test_a_source_is_known_by_a_hash_alone(client, rf):
    """Of an address that no view ever sees."""
    from stadsrecht.people.web.middleware import NoAddressMiddleware

    seen = []
    NoAddressMiddleware(seen.append)(rf.get("/", REMOTE_ADDR="203.0.113.7"))
    NoAddressMiddleware(seen.append)(rf.get("/", REMOTE_ADDR="203.0.113.8"))
    assert seen[0].source_mark != seen[1].source_mark
    assert all(len(one.source_mark) == 16 and one.META["REMOTE_ADDR"] == NO_ADDRESS for one in seen)
