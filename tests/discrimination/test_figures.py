"""Counts of reports leave the office protected, by a person who looked at them, and for ever."""

from collections import Counter
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from stadsrecht.discrimination.bridge.figures import figure_rules
from stadsrecht.discrimination.bridge.spans import Span, spans_offered
from stadsrecht.discrimination.errors import FiguresNotReady, NotSure, SpanNotOffered
from stadsrecht.discrimination.models import Assignment, Campaign, Case, CountedQuarter, FiguresWork, ListEdition
from stadsrecht.discrimination.operations import begin_figures, code_facts, drop_figures, make_figures, publish_figures
from stadsrecht.discrimination.queries import touched_by, touching, years_told
from stadsrecht.discrimination.queries.figures import counts_of_reports, names_of_codes, refusal_of
from stadsrecht.evidence.errors import UnknownEvidence
from stadsrecht.evidence.models import CountsRelease
from stadsrecht.evidence.operations import subjects_named
from stadsrecht.evidence.queries import coverage, evidence, subjects_of
from stadsrecht.kernel.errors import NotPermitted
from stadsrecht.rights.queries import provision
from tests.conftest import CAST
from tests.discrimination.counting import MANY, NEXT_YEAR, SHORT, arrive, at, make, shorten_lists, tell, told

WHOLE = "whole"


@pytest.fixture(autouse=True)
def short_lists(db):
    shorten_lists()


@pytest.fixture
def reports(db):
    return arrive(*MANY)


def test_a_report_with_two_grounds_stands_in_both_rows_and_once_in_the_total(person, reports):
    """What is small is hidden, and a question that was skipped has a row of its own."""
    tell(person, "2026-whole")
    ground = told().tables["ground"]
    assert (ground[WHOLE, "origin"], ground[WHOLE, "disability"], ground[WHOLE, "unknown"]) == (22, 12, 8)
    assert (ground[WHOLE, "religion"], ground[WHOLE, "sex"], ground[WHOLE, "age"]) == (None, None, None)
    assert (ground[WHOLE, ""], told().total) == (50, 50)


def test_where_how_and_what_came_of_it_are_tables_too(person, reports):
    arrive(({"where": "elsewhere", "district": ""}, 6))
    tell(person, "2026-whole")
    tables = told().tables
    assert (tables["district"][WHOLE, "WK999902"], tables["district"][WHOLE, "elsewhere"]) == (42, 6)
    assert (tables["handling"][WHOLE, "advice"], tables["handling"][WHOLE, "letter"]) == (48, None)
    assert (tables["outcome"][WHOLE, "advised"], tables["outcome"][WHOLE, "open"]) == (48, None)


def test_a_mass_campaign_is_counted_apart(person, reports):
    Campaign.objects.create(code="speech", name={"nl": "Een toespraak"}, made_on=NEXT_YEAR)
    arrive(({"campaign": "speech"}, 40))
    tell(person, "2026-whole")
    assert told().total == 50
    assert told().tables["campaign"][WHOLE, "speech"] == 40


def test_quarters_are_told_as_they_end_and_the_year_together_with_them(person, reports):
    """What was told stays as it was counted, though the office put reports right since."""
    arrive(*MANY, on=date(2026, 5, 1))
    tell(person, "2026-q1", date(2026, 4, 2))
    for case in Case.objects.filter(report__facts__grounds=["disability"]):
        put_right(person("case_worker"), case, grounds=["sex"])
    tell(person, "2026-q2", date(2026, 7, 2))
    ground = told().tables["ground"]
    assert told().periods == ["q1", "q2"]
    assert (ground["q1", "disability"], ground["q1", "sex"], ground["q2", "sex"]) == (12, None, 16)
    assert (WHOLE, "") not in ground
    assert set(told().tables) == {"ground", "terrain", "nature", "district"}


def put_right(worker, case, **codes):
    """By who works on it."""
    Assignment.objects.create(case=case, person=worker, since=NEXT_YEAR)
    code_facts(case=case, codes=codes, acting_user=worker, on=NEXT_YEAR, at=at(NEXT_YEAR))


def test_a_counted_quarter_never_changes(person, reports):
    tell(person, "2026-q1", date(2026, 4, 2))
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        CountedQuarter.objects.update(counts={})


@pytest.mark.parametrize(
    ("before", "today", "offered"),
    [
        ([], date(2026, 3, 31), []),
        ([], date(2026, 4, 1), ["2026-q1"]),
        (["2026-q1"], date(2026, 4, 1), []),
        (["2026-q1"], date(2026, 11, 1), ["2026-q3"]),
        ([], NEXT_YEAR, ["2026-by-quarter", "2026-whole"]),
        (["2026-q2"], NEXT_YEAR, ["2026-by-quarter"]),
        (["2026-q2", "2026-by-quarter"], NEXT_YEAR, ["2026-outcomes"]),
        (["2026-whole"], NEXT_YEAR, ["2026-outcomes"]),
    ],
)
def test_what_can_be_told_depends_on_the_day_and_on_what_was_told(before, today, offered):
    """A year that was told by quarter is never told without, for readers would subtract."""
    assert [span.code for span in spans_offered(2026, before, today)] == offered


def test_how_cases_ended_is_told_again_later(person, reports):
    """Only that: the reports stay as they were counted. What was hidden stays hidden."""
    arrive(({"handling": [], "outcome": ""}, 20))
    tell(person, "2026-whole")
    Case.objects.filter(handling=[], outcome="").update(outcome="settled", state="closed", handling=["letter"])
    tell(person, "2026-outcomes", date(2027, 6, 1))
    outcome = told().tables["outcome"]
    assert (outcome[WHOLE, "advised"], outcome[WHOLE, "settled"], outcome[WHOLE, "open"]) == (42, None, None)
    assert told().tables["ground"][WHOLE, "origin"] == 22


@pytest.mark.parametrize("span", ["2026-by-quarter", "2027-q1", "2026-moon", "moon", ""])
def test_a_time_that_is_not_offered_is_refused(person, reports, span):
    with pytest.raises(SpanNotOffered):
        begin_figures(span=span, acting_user=person("office_coordinator"), on=date(2026, 5, 1), at=at(date(2026, 5, 1)))


def test_too_few_reports_are_refused_by_name(person, db):
    arrive(({}, 3))
    work = make(person, "2026-whole")
    assert (work.state, work.refusal) == ("refused", "TooFewToTell")
    assert "5" in str(refusal_of(work))
    assert not CountsRelease.objects.exists()


def test_nothing_is_published_without_saying_so(person, reports):
    work = make(person, "2026-whole")
    with pytest.raises(NotSure):
        publish_figures(
            work=work, is_sure=False, acting_user=person("office_coordinator"), on=NEXT_YEAR, at=at(NEXT_YEAR)
        )
    assert years_told() == []


def test_a_draft_that_is_dropped_or_replaced_is_not_published(person, reports):
    first, lead = make(person, "2026-whole"), person("office_coordinator")
    second = make(person, "2026-whole")
    first.refresh_from_db()
    assert first.state == "dropped"
    drop_figures(work=second, acting_user=lead, at=at(NEXT_YEAR))
    for work in (first, second):
        with pytest.raises(FiguresNotReady):
            publish_figures(work=work, is_sure=True, acting_user=lead, on=NEXT_YEAR, at=at(NEXT_YEAR))
    assert not CountsRelease.objects.exists()


def test_a_worker_that_died_makes_the_same_draft_again(person, reports):
    work = make(person, "2026-whole")
    digest = CountsRelease.objects.get().digest
    FiguresWork.objects.update(state="running")
    assert make_figures(number=work.pk, clock=lambda: at(NEXT_YEAR)) == "ready"
    assert CountsRelease.objects.get().digest == digest
    assert make_figures(number=work.pk, clock=lambda: at(NEXT_YEAR)) == ""


def test_only_the_coordinator_publishes_figures(person, reports):
    work = make(person, "2026-whole")
    for role in (role for role in CAST if role not in ("resident", "office_coordinator")):
        with pytest.raises(NotPermitted):
            publish_figures(work=work, is_sure=True, acting_user=person(role), on=NEXT_YEAR, at=at(NEXT_YEAR))


def test_public_counts_are_evidence_of_the_rights_that_they_touch(person, reports):
    """Also in the matrix; and a right whose count is hidden is not named."""
    before = {row.provision_id: row.evidence for row in coverage(today=NEXT_YEAR, with_internal=False).standings}
    tell(person, "2026-whole")
    found = subjects_of(evidence("reports-2026", with_internal=False))
    assert {"provision:eu-charter:21", "provision:icerd:5", "provision:crpd:5", "provision:icescr:6"} <= set(found)
    assert "provision:icescr:11" not in found  # four reports about housing
    after = {row.provision_id: row.evidence for row in coverage(today=NEXT_YEAR, with_internal=False).standings}
    right = provision("icerd:5").pk
    assert after[right] == before[right] + 1


def test_a_draft_is_no_evidence(person, reports):
    make(person, "2026-whole")
    with pytest.raises(UnknownEvidence):
        evidence("reports-2026", with_internal=True)
    assert touching("icerd:5") is None


def test_the_page_of_a_right_is_given_public_counts_alone(person, reports):
    tell(person, "2026-whole")
    _release, rows = touching("icerd:5")
    assert rows == [("ground", "origin", 22)]
    assert touching("icescr:11") is None


def test_a_row_tells_nothing_by_being_there(person, reports):
    """A code of an older list has its row whether somebody chose it or not, and one of a newer list too."""
    lists = {"ground": [{"code": "hair", "name": {"nl": "Haar"}}]}
    ListEdition.objects.create(number=7, digest="7", lists=lists, loaded_on=NEXT_YEAR)
    names = set(names_of_codes(counts_of_reports(2026, [1], ["ground"]))["ground"])
    assert names == {"hair", *SHORT["ground"], "unknown"}
    assert set(names_of_codes({"ground": Counter()})["ground"]) == names


def test_every_right_that_a_report_may_touch_exists(db):
    rights = {f"provision:{name}" for touch in figure_rules().touches for name in touch.provisions}
    assert len(subjects_named(rights)) == len(rights)


def test_what_reports_touch_follows_from_what_is_shown(db):
    found = touched_by(figure_rules(), {"ground": {(WHOLE, ""): 9, (WHOLE, "sex"): None, (WHOLE, "age"): 9}})
    assert "eu-charter:21" in found
    assert "cedaw:2" not in found


def test_a_span_reads_its_own_code():
    for span in (Span(2026, "q2"), Span(2026, "by-quarter"), Span(2025, "outcomes")):
        assert Span.read(span.code) == span
