"""Hints at linked and repeated reports, among what the reader sees anyway."""

from datetime import date

import pytest

from stadsrecht.discrimination.models import Facts
from stadsrecht.discrimination.queries import alike
from tests.discrimination.test_case_pages import text

SAME = {
    "grounds": ["origin"],
    "terrain": "housing",
    "month": date(2026, 5, 1),
    "where": "place",
    "district": "WK999901",
}


@pytest.fixture
def reported(receive):
    """`reported(b"1", terrain="work")`: a case like the others, but for what is given."""

    def send(mark, **changed):
        return receive(mark * 20, facts={**SAME, **changed}).report.case

    return send


def hints(case, worker, of_everyone=False):
    return alike(case, person=worker.person, of_everyone=of_everyone)


def test_what_was_reported_twice_is_pointed_at(worker, reported):
    """One that is mine, and one that nobody took yet; the newest first."""
    mine, first, second = reported(b"1"), reported(b"2", grounds=["religion", "origin"]), reported(b"3")
    worker.takes(mine)
    worker.takes(first)
    assert hints(mine, worker) == [second, first]


@pytest.mark.parametrize(
    "other",
    [
        {"terrain": "work"},
        {"grounds": ["age"]},
        {"month": date(2026, 4, 1)},
        {"month": None},
        {"district": "WK999902"},
        {"where": "online", "district": ""},
    ],
)
def test_another_matter_is_not(worker, reported, other):
    mine = reported(b"1")
    reported(b"2", **other)
    assert hints(mine, worker) == []


@pytest.mark.parametrize("unknown", [{"terrain": ""}, {"grounds": []}, {"month": None}, {"where": "unknown"}])
def test_what_is_not_known_is_not_the_same(worker, reported, unknown):
    """Two reports that say nothing are not linked by that."""
    mine, _other = reported(b"1", **unknown), reported(b"2", **unknown)
    assert hints(mine, worker) == []


def test_a_campaign_links(worker, reported):
    mine, other = reported(b"1"), reported(b"2", terrain="work")
    Facts.objects.filter(report__in=(mine.report, other.report)).update(campaign="poster")
    mine.report.facts.refresh_from_db()
    assert hints(mine, worker) == [other]


def test_a_colleagues_case_is_neither_named_nor_counted(worker, second_worker, lead, reported):
    """To the coordinator, whose lists show it, it is."""
    mine, theirs = reported(b"1"), reported(b"2")
    worker.takes(mine)
    second_worker.takes(theirs)
    assert hints(mine, worker) == []
    assert hints(mine, lead, of_everyone=True) == [theirs]


def test_the_page_of_a_case_shows_the_hints(at_work, worker, second_worker, reported):
    mine, free, theirs = reported(b"1"), reported(b"2"), reported(b"3")
    worker.takes(mine)
    second_worker.takes(theirs)
    page = text(at_work().get(f"/nl/desk/cases/{mine.report.number}/"))
    assert f"Zaak {free.report.number} " in page
    assert f"Zaak {theirs.report.number} " not in page
