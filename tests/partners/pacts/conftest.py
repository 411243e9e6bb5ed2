"""What the tests of pacts share: the small city's pact, and its pledge by the house that the partner speaks for."""

import pytest

from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.partners.models import Pact, Pledge
from stadsrecht.partners.operations import report_pledge
from tests.partners.conftest import AT, desk, house

__all__ = ["desk", "house"]
TODAY = AT.date()
WORDS = LocalisedText(nl="De tafel stond er.")
WHY = LocalisedText(nl="Het regende.")
NOTHING = LocalisedText()


@pytest.fixture
def pact(db):
    return Pact.objects.get(code="samen-open")


@pytest.fixture
def pledge(db):
    return Pledge.objects.get(code="long-table")


@pytest.fixture
def report(pledge, person):
    """`report("kept")`: the house's partner says how its pledge stands."""

    def act(state, *, text=WORDS, reason=NOTHING, role="partner", of=pledge):
        return report_pledge(
            pledge=of, text=text, state=state, reason=reason, acting_user=person(role), on=TODAY, at=AT
        )

    return act
