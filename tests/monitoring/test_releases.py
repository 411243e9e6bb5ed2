"""A release passes its states in order, two people look at it, and nobody outside sees it too early."""

from datetime import date, timedelta

import pytest

from stadsrecht.evidence.queries import public_evidence
from stadsrecht.kernel import audit
from stadsrecht.kernel.errors import NotPermitted, TransitionNotAllowed
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.monitoring import operations, queries
from stadsrecht.monitoring.errors import (
    EmbargoInThePast,
    NothingNew,
    ReleaseInTheWay,
    ReviewerIsStager,
    UnknownIndicator,
    UnknownRelease,
    WhatChangedMissing,
)
from stadsrecht.monitoring.workflow import RELEASE_TRANSITIONS, ReleaseState
from tests.monitoring.conftest import AT, cell, table

LATER = AT + timedelta(days=2)
MOVES = {
    "reviewed": operations.review_release,
    "embargoed": operations.embargo_release,
    "published": operations.publish_release,
    "discarded": operations.discard_release,
}


def publish(release, at=AT):
    return operations.publish_release(release=release, acting_user=SYSTEM, at=at)


def stage(indicator, *cells, **more):
    return operations.stage_release(indicator=indicator, table=table(*cells), acting_user=SYSTEM, at=AT, **more)


def test_a_release_is_numbered_hashed_and_in_the_trail(staged, figures):
    assert (staged.number, staged.state, staged.rows) == (1, "staged", 5)
    assert (staged.first_period, staged.last_period) == ("2024", "2025")
    assert queries.table_of(staged) == figures
    assert audit.entries_of(staged).get().verb == "stage_release"


@pytest.mark.parametrize("old", ReleaseState)
@pytest.mark.parametrize("new", MOVES)
def test_every_pair_of_states(staged, old, new):
    """Only what the table allows."""
    type(staged).objects.filter(pk=staged.pk).update(state=old)
    more = {"publish_at": LATER} if new == "embargoed" else {}
    if new in RELEASE_TRANSITIONS[old]:
        moved = MOVES[new](release=staged, acting_user=SYSTEM, at=AT, **more)
        assert moved.state == new
    else:
        with pytest.raises(TransitionNotAllowed):
            MOVES[new](release=staged, acting_user=SYSTEM, at=AT, **more)


def test_nobody_reviews_what_they_staged(staged, person):
    with pytest.raises(ReviewerIsStager):
        operations.review_release(release=staged, acting_user=person("adviser"), at=AT)


@pytest.mark.parametrize("role", ["stranger", "partner", "council_member", "case_worker"])
def test_others_are_refused(staged, person, role):
    for move in (operations.review_release, operations.publish_release, operations.discard_release):
        with pytest.raises(NotPermitted):
            move(release=staged, acting_user=person(role), at=AT)


def test_what_is_in_preparation_is_not_seen(indicator, reviewed):
    assert not queries.public_indicators(at=AT).filter(pk=indicator.pk).exists()
    with pytest.raises(UnknownIndicator):
        queries.indicator(indicator.code, at=AT, with_unpublished=False)
    with pytest.raises(UnknownRelease):
        queries.release(indicator, 1, at=AT, with_unpublished=False)


def test_an_embargo_ends_at_its_moment_and_not_before(indicator, reviewed, person):
    """Also where the job has not run yet; when it runs, the moment of publication is that of the embargo."""
    operations.embargo_release(release=reviewed, publish_at=LATER, acting_user=person("adviser"), at=AT)
    assert not queries.public_indicators(at=LATER - timedelta(seconds=1)).filter(pk=indicator.pk).exists()
    assert queries.current_release(indicator, at=LATER) == reviewed
    assert operations.publish_due(acting_user=SYSTEM, at=LATER - timedelta(seconds=1)) == 0
    assert operations.publish_due(acting_user=SYSTEM, at=LATER + timedelta(minutes=9)) == 1
    assert operations.publish_due(acting_user=SYSTEM, at=LATER + timedelta(minutes=10)) == 0
    assert queries.current_release(indicator, at=LATER).published_at == LATER


def test_an_embargo_needs_a_moment_to_come(reviewed):
    with pytest.raises(EmbargoInThePast):
        operations.embargo_release(release=reviewed, publish_at=AT, acting_user=SYSTEM, at=AT)


def test_an_embargo_can_be_lifted_only_before_its_moment(reviewed):
    under = operations.embargo_release(release=reviewed, publish_at=LATER, acting_user=SYSTEM, at=AT)
    for act in (operations.lift_embargo, operations.discard_release):
        with pytest.raises(TransitionNotAllowed):
            act(release=under, acting_user=SYSTEM, at=LATER)
    assert operations.lift_embargo(release=under, acting_user=SYSTEM, at=AT).publish_at is None


def test_the_release_before_is_superseded_and_stays_readable(indicator, reviewed):
    publish(reviewed)
    second = stage(indicator, cell("2025", 14.0))
    publish(operations.review_release(release=second, acting_user=SYSTEM, at=AT))
    first = queries.release(indicator, 1, at=AT, with_unpublished=False)
    assert (first.state, queries.current_release(indicator, at=AT).number) == ("superseded", 2)


def test_the_same_figures_are_no_new_release(indicator, staged, figures):
    with pytest.raises(NothingNew):
        operations.stage_release(indicator=indicator, table=figures, acting_user=SYSTEM, at=AT)


def test_new_figures_take_the_place_of_what_was_staged(indicator, staged):
    second = stage(indicator, cell("2025", 1.0))
    staged.refresh_from_db()
    assert (staged.state, second.number) == ("discarded", 2)


def test_an_embargoed_release_is_not_replaced(indicator, reviewed):
    operations.embargo_release(release=reviewed, publish_at=LATER, acting_user=SYSTEM, at=AT)
    with pytest.raises(ReleaseInTheWay):
        stage(indicator, cell("2025", 1.0))


def test_a_correction_says_what_and_why(indicator):
    with pytest.raises(WhatChangedMissing):
        stage(indicator, cell("2025", 1.0), is_correction=True)
    assert stage(indicator, cell("2025", 1.0), is_correction=True, note=LocalisedText(nl="Telfout"))


def test_the_difference_is_shown_cell_by_cell(indicator, reviewed):
    publish(reviewed)
    second = stage(
        indicator, cell("2024", 12.5), cell("2025", 13.5), cell("2024", 10.0, "women"), cell("2025", 11.0, "women"),
        cell("2026", 0.0),
    )  # fmt: skip
    found = [(row.kind, row.keys, row.period) for row in queries.differences(reviewed, second)]
    assert found == [
        ("changed", (), "2025"), ("added", (), "2026"), ("removed", (("sex", "men"),), "2025"),
    ]  # fmt: skip


def test_published_figures_are_evidence(indicator, reviewed):
    """Of the right and of the policy, so the state of a right counts them; a second release renews it."""
    publish(reviewed)
    evidence = public_evidence().get(code="figures-felt-safe")
    assert evidence.kind == "figures"
    assert evidence.links.count() == 2
    second = stage(indicator, cell("2026", 14.0))
    publish(operations.review_release(release=second, acting_user=SYSTEM, at=LATER), at=LATER)
    assert public_evidence().get(code="figures-felt-safe").dated_on == LATER.date()


def test_old_figures_are_old_evidence(indicator):
    """Publishing them today does not make them new: they grow old from the year that they are about."""
    old = stage(indicator, cell("2017", 14.0))
    publish(operations.review_release(release=old, acting_user=SYSTEM, at=AT))
    evidence = public_evidence().get(code="figures-felt-safe")
    assert (evidence.dated_on, evidence.date_is_year) == (date(2017, 12, 31), True)
    assert evidence.stale_after < AT.date()
