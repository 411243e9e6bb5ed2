"""Passages are marked in a copy: the original stays, and what is passed on has one sign for each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stadsrecht.discrimination.bridge.passages import SIGN, marked, plain, spans_in, without
from stadsrecht.discrimination.errors import BracketsUnpaired, NarrativeChanged, NotAssigned
from stadsrecht.discrimination.models import Report
from stadsrecht.discrimination.operations import leave_out_passages
from stadsrecht.discrimination.queries import opened
from stadsrecht.kernel.sealing import SealBroken
from tests.discrimination.referring import refer
from tests.discrimination.telling import NARRATIVE
from tests.discrimination.test_case_pages import text
from tests.reading import Page

MARKED = NARRATIVE.replace("Brombeer", "[[Brombeer]]").replace("Mijn zus Klaproos", "[[Mijn zus Klaproos]]")
PASSED = NARRATIVE.replace("Brombeer", SIGN).replace("Mijn zus Klaproos", SIGN)


def leave_out(worker, case, key, typed=MARKED):
    worker.does(leave_out_passages, case=case, key=key, typed=typed)
    case.report.refresh_from_db()


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4))
def test_marking_and_reading_the_marks_give_the_same_passages(narrative, ends):
    """Whatever stands in it but our brackets, and wherever they stand."""
    narrative = plain(narrative)
    for sign in "[]{}<>":
        narrative = narrative.replace(sign, "x")
    points = sorted({min(one, len(narrative)) for pair in ends for one in pair})
    spans = tuple(zip(points[::2], points[1::2], strict=False))
    assert spans_in(marked(narrative, spans), narrative) == spans
    assert without(narrative, spans).count(SIGN) == len(spans)


@pytest.mark.parametrize("narrative", ["een [[ haakje", "een ]] en {{ haakje"])
def test_brackets_of_the_reporters_own_are_no_marks(narrative):
    spans = ((0, 3),)
    assert spans_in(marked(narrative, spans), narrative) == spans


@pytest.mark.parametrize("typed", ["[[a b", "a]] b", "[[a [[b]]", "[[a]] b]]", "]]a b[["])
def test_brackets_that_do_not_pair_are_refused_by_name(typed):
    with pytest.raises(BracketsUnpaired):
        spans_in(typed, "a b")


@pytest.mark.parametrize("typed", ["a", "a b c", "[[a]] c", "", "b a"])
def test_the_reporters_words_cannot_be_changed_on_the_way(typed):
    with pytest.raises(NarrativeChanged):
        spans_in(typed, "a b")


def test_what_is_left_out_is_not_referred(worker, mine, key, agreed, partner):
    """The original still stands in the case, with the copy beside it."""
    leave_out(worker, mine, key)
    made = refer(worker, mine, key, agreed, names=("narrative",))
    assert [part.plain for part in partner.reads(made.pk).passed.parts] == [PASSED]
    shown = opened(mine.report, key, with_internal=True)
    assert (shown.narrative, shown.passed_narrative) == (NARRATIVE, PASSED)


def test_marks_are_taken_away_again(worker, mine, key):
    leave_out(worker, mine, key)
    leave_out(worker, mine, key, NARRATIVE)
    assert (mine.report.left_out, opened(mine.report, key, with_internal=True).passed_narrative) == (None, NARRATIVE)


def test_marks_moved_from_another_report_do_not_open(worker, mine, key, receive):
    """Whoever writes to the database cannot uncover a passage by other marks."""
    leave_out(worker, mine, key)
    other = worker.takes(receive(b"o" * 20).report.case)
    leave_out(worker, other, worker.opens(other), NARRATIVE.replace("De", "[[De]]", 1))
    Report.objects.filter(pk=mine.report.pk).update(left_out=other.report.left_out)
    mine.report.refresh_from_db()
    with pytest.raises(SealBroken):
        opened(mine.report, key, with_internal=True)


def test_a_colleague_who_does_not_work_on_it_marks_nothing(second_worker, mine, key):
    with pytest.raises(NotAssigned):
        leave_out(second_worker, mine, key)


def test_marking_in_pages(at_work, mine):
    """The form shows the marks that are there, and keeps what was typed where something is wrong."""
    client, address = at_work(), f"/nl/desk/cases/{mine.report.number}/"
    place = f"{address}passages/"
    assert Page(client.get(place)).inputs["text"] == NARRATIVE
    wrong = client.post(place, {"text": f"{MARKED} En meer."})
    assert (set(Page(wrong).errors), Page(wrong).inputs["text"]) == ({"text"}, f"{MARKED} En meer.")
    assert client.post(place, {"text": MARKED.replace("\n", "\r\n")}).status_code == 303
    assert Page(client.get(place)).inputs["text"] == MARKED
    assert PASSED in text(client.get(address))
