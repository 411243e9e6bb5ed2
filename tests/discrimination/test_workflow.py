"""The states of a case, pair by pair."""

import pytest

from stadsrecht.discrimination.workflow import ANSWERED, CASE_TRANSITIONS, LIVING_STATES, NEEDS_OUTCOME, CaseState


@pytest.mark.parametrize("state", CaseState.values)
def test_every_state_has_a_way_on_and_is_reached(state):
    """Nothing ends for ever: a closed case can be opened again."""
    assert CASE_TRANSITIONS[state] <= set(CaseState.values) - {state}
    assert CASE_TRANSITIONS[state]
    assert state == CaseState.RECEIVED or any(state in follow for follow in CASE_TRANSITIONS.values())


def test_nothing_goes_back_to_received():
    assert not any(CaseState.RECEIVED in follow for follow in CASE_TRANSITIONS.values())


def test_only_a_closed_case_is_opened_again():
    assert [state for state, follow in CASE_TRANSITIONS.items() if CaseState.REOPENED in follow] == [CaseState.CLOSED]


def test_a_reporters_answer_leads_where_a_transition_leads():
    assert all(after in CASE_TRANSITIONS[before] for before, after in ANSWERED.items())


def test_closed_cases_need_an_outcome_and_are_not_living():
    assert set(NEEDS_OUTCOME) == set(CaseState.values) - set(LIVING_STATES) == {CaseState.CLOSED}
