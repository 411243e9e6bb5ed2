"""Every pair of states of a sign-up: allowed by the table, or refused by name."""

import pytest

from stadsrecht.kernel.errors import TransitionNotAllowed
from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.neighbourhoods.operations.lines import move
from stadsrecht.neighbourhoods.workflow import SIGN_UP_TRANSITIONS, SignUpState
from tests.neighbourhoods.conftest import AT, join


@pytest.mark.parametrize("old", list(SignUpState))
def test_a_sign_up_moves_only_as_the_table_says(run, old):
    """From this state to each."""
    row = join(run, "Ada")
    for new in SignUpState:
        row.state = old
        if new in SIGN_UP_TRANSITIONS[old]:
            move(row, new, acting_user=SYSTEM, at=AT)
            assert row.state == new
        else:
            with pytest.raises(TransitionNotAllowed):
                move(row, new, acting_user=SYSTEM, at=AT)
