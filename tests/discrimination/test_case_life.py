"""From state to state, and what is said in a case."""

from itertools import product

import pytest

from stadsrecht.discrimination.errors import (
    CaseIsClosed,
    MessageMissing,
    NotAssigned,
    NotInTheList,
    OutcomeMissing,
    ReasonToReopenMissing,
)
from stadsrecht.discrimination.models import Message
from stadsrecht.discrimination.operations import (
    add_note,
    add_to_report,
    close_case,
    mark_words_read,
    move_case,
    reopen_case,
    write_to_reporter,
)
from stadsrecht.discrimination.operations.cases import OF_THEIR_OWN
from stadsrecht.discrimination.queries import opened
from stadsrecht.discrimination.workflow import CASE_TRANSITIONS, DAYS_IN_STATE, CaseState
from stadsrecht.kernel import audit
from stadsrecht.kernel.errors import TransitionNotAllowed
from stadsrecht.kernel.periods import months_later
from tests.discrimination.casework import WHEN, later
from tests.discrimination.telling import ON, everything_stored

PAIRS = sorted(product(CaseState.values, CaseState.values))


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_a_case_moves_as_the_table_says(worker, mine, old, new):
    """Every pair of states."""
    mine.state = old
    mine.save()
    is_allowed = new in CASE_TRANSITIONS[old] and new not in OF_THEIR_OWN
    if is_allowed:
        moved = worker.does(move_case, case=mine, state=new)
        assert (moved.state, moved.due_on) == (new, later(DAYS_IN_STATE[new])["on"])
    else:
        with pytest.raises(TransitionNotAllowed):
            worker.does(move_case, case=mine, state=new)


def test_every_living_state_has_a_term():
    """And a closed case has none."""
    assert set(DAYS_IN_STATE) == set(CaseState.values) - {CaseState.CLOSED}


def test_a_case_closes_with_an_outcome_which_says_how_long_its_words_are_kept(worker, mine):
    closed = worker.does(close_case, case=mine, outcome="advised")
    assert (closed.state, closed.outcome, closed.closed_on) == (CaseState.CLOSED, "advised", ON)
    assert (closed.destroy_on, closed.due_on) == (months_later(ON, 12), None)


@pytest.mark.parametrize(("outcome", "error"), [("", OutcomeMissing), ("moon", NotInTheList)])
def test_a_case_does_not_close_without_a_known_outcome(worker, mine, outcome, error):
    with pytest.raises(error):
        worker.does(close_case, case=mine, outcome=outcome)


def test_a_closed_case_opens_again_with_a_reason(worker, mine, key):
    """The reason is a sealed note, and nothing is destroyed any more."""
    worker.does(close_case, case=mine, outcome="advised")
    with pytest.raises(ReasonToReopenMissing):
        worker.does(reopen_case, case=mine, key=key, reason=" ")
    again = worker.does(reopen_case, case=mine, key=key, reason="De melder heeft Pimpelmees gesproken.")
    assert (again.state, again.destroy_on, again.outcome) == (CaseState.REOPENED, None, "")
    assert b"Pimpelmees" not in everything_stored()


def test_an_answer_reaches_the_reporter_and_the_case_waits(worker, mine, key, reporter):
    say = {"case": mine, "key": key, "text": "Wanneer was dat?", "waits": True, "nonce": b"a" * 20}
    worker.does(write_to_reporter, **say)
    by_receipt = reporter()
    shown = opened(by_receipt.report, by_receipt.content, with_internal=False).messages
    assert [one.text for one in shown] == ["Wanneer was dat?"]
    assert by_receipt.report.case.state == CaseState.WAITING


def written(case):
    return list(Message.objects.filter(report=case.pk).values_list("pk", flat=True))


def test_what_comes_while_the_page_is_made_stays_unread(worker, mine, key, reporter):
    """Neither the message nor the mark of the case is lost: the worker did not see it."""
    add_to_report(opened=reporter(), text="In mei", files=(), nonce=b"r" * 20, **WHEN)
    mine.refresh_from_db()
    shown = written(mine)
    add_to_report(opened=reporter(), text="Of in juni", files=(), nonce=b"s" * 20, **WHEN)
    mark_words_read(case=mine, shown=shown, acting_user=worker.person, on=ON)
    mine.refresh_from_db()
    assert mine.reporter_wrote_on == ON
    assert list(Message.objects.values_list("read_on", flat=True)) == [ON, None]


def test_what_the_reporter_writes_brings_the_case_back_and_is_marked_until_read(worker, mine, key, reporter):
    say = {"case": mine, "key": key, "text": "Wanneer?", "waits": True, "nonce": b"a" * 20}
    worker.does(write_to_reporter, **say)
    add_to_report(opened=reporter(), text="In mei", files=(), nonce=b"r" * 20, **WHEN)
    mine.refresh_from_db()
    assert (mine.state, mine.reporter_wrote_on) == (CaseState.IN_HANDLING, ON)
    mark_words_read(case=mine, shown=written(mine), acting_user=worker.person, on=ON)
    mine.refresh_from_db()
    assert mine.reporter_wrote_on is None


def test_a_message_that_is_sent_twice_is_there_once(worker, mine, key):
    say = {"case": mine, "key": key, "text": "Wanneer?", "waits": True, "nonce": b"a" * 20}
    assert worker.does(write_to_reporter, **say) == worker.does(write_to_reporter, **say)
    assert Message.objects.count() == 1


def test_a_note_is_for_colleagues_and_never_for_the_reporter(worker, mine, key, reporter):
    worker.does(add_note, case=mine, key=key, text="Lijkt op de zaak Roerdomp.", nonce=b"a" * 20)
    by_receipt = reporter()
    assert opened(by_receipt.report, by_receipt.content, with_internal=False).messages == ()
    assert [one.text for one in opened(mine.report, key, with_internal=True).messages] == ["Lijkt op de zaak Roerdomp."]
    assert b"Roerdomp" not in everything_stored()


@pytest.mark.parametrize("operation", [add_note, write_to_reporter])
def test_who_does_not_work_on_a_case_says_nothing_in_it(second_worker, mine, key, operation):
    """And an empty message is none."""
    more = {"waits": False} if operation is write_to_reporter else {}
    say = {"case": mine, "key": key, "nonce": b"a" * 20, **more}
    with pytest.raises(NotAssigned):
        second_worker.does(operation, text="Iets", **say)
    with pytest.raises(MessageMissing):
        second_worker.does(operation, text=" \n", **say)
    assert not Message.objects.exists()


def test_a_closed_case_does_not_wait(worker, mine, key):
    worker.does(close_case, case=mine, outcome="advised")
    say = {"case": mine, "key": key, "text": "Nog iets?", "nonce": b"a" * 20}
    with pytest.raises(CaseIsClosed):
        worker.does(write_to_reporter, waits=True, **say)
    assert worker.does(write_to_reporter, waits=False, **say)


def test_the_trail_tells_states_and_no_words(worker, mine, key):
    """And it holds together."""
    worker.does(add_note, case=mine, key=key, text="Over Roerdomp.", nonce=b"a" * 20)
    worker.does(close_case, case=mine, outcome="advised")
    verbs = [entry.verb for entry in audit.entries_of(mine.report).order_by("number")]
    assert verbs == ["receive_report", "assign_case", "add_note", "close_case"]
    assert audit.first_fault() is None
