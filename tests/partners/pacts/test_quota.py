"""The promised attendance is counted from what was written down."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stadsrecht.kernel.errors import NotPermitted
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.partners import errors
from stadsrecht.partners.models import PactMeeting, Pledge, Presence, Signature
from stadsrecht.partners.operations import note_attendance, save_meeting
from stadsrecht.partners.queries import presences_of, quota, quota_of
from tests.partners.pacts.conftest import AT

promises = st.integers(1, 12).flatmap(lambda of: st.tuples(st.integers(1, of), st.just(of)))
written = st.lists(st.booleans(), max_size=15)


@given(promises, written)
def test_a_quota_is_met_or_lost_and_never_both(promise, presences):
    """And what is left is never below zero."""
    found = quota_of(*promise, presences)
    assert not (found.is_met and found.is_lost)
    assert found.left >= 0
    assert found.state in ("met", "lost", "open")
    assert (found.state == "open") == (found.left > 0 and not found.is_met and not found.is_lost)


@given(promises, written)
def test_one_more_meeting_attended_never_loses_and_one_missed_never_reaches_it(promise, presences):
    """What was reached stays reached, and what was lost stays lost within the promised number."""
    before = quota_of(*promise, presences)
    came, missed = quota_of(*promise, [*presences, True]), quota_of(*promise, [*presences, False])
    assert came.is_met >= before.is_met
    assert missed.is_met == before.is_met
    assert missed.is_lost >= before.is_lost
    if before.left:
        assert came.is_lost <= before.is_lost


@given(promises, written)
def test_a_quota_is_open_just_as_long_as_full_attendance_would_reach_it(promise, presences):
    """Lost is what coming to all that is left cannot mend."""
    found = quota_of(*promise, presences)
    assert quota_of(*promise, [*presences, *([True] * found.left)]).is_met != found.is_lost


@given(promises, written, st.randoms())
def test_the_order_of_meetings_does_not_matter(promise, presences, chance):
    """A quota counts."""
    mixed = list(presences)
    chance.shuffle(mixed)
    assert quota_of(*promise, mixed) == quota_of(*promise, presences)


@pytest.fixture
def meeting(pact):
    return PactMeeting.objects.get(pact=pact, title__nl="Eerste bijeenkomst")


def standing(pledge):
    return quota(pledge, presences_of([pledge.signature.pact_id]))


def test_the_quota_of_a_pledge_counts_its_own_time_alone(pledge, meeting):
    """A meeting before the pledge, after its due day, or cancelled counts for nothing."""
    assert (standing(pledge).attended, standing(pledge).left) == (1, 2)
    for days in (-500, 1000):
        PactMeeting.objects.filter(pk=meeting.pk).update(
            starts_at=AT + timedelta(days=days), ends_at=AT + timedelta(days=days, hours=1)
        )
        assert standing(pledge).attended == 0
    PactMeeting.objects.filter(pk=meeting.pk).update(starts_at=AT, ends_at=AT + timedelta(hours=1), is_cancelled=True)
    assert standing(pledge).attended == 0


def test_a_pledge_without_a_promised_attendance_has_no_quota(db):
    """None is not zero."""
    assert standing(Pledge.objects.get(code="walk-in")) is None


def signature(pact, code):
    return Signature.objects.get(pact=pact, organisation__code=code)


def test_attendance_is_written_down_changed_and_taken_back(pact, meeting, person):
    """Not known is a third thing beside present and absent."""
    house, desk = signature(pact, "buurthuis-de-brug"), signature(pact, "meldpunt-kleinstad")
    act = {"meeting": meeting, "acting_user": person("adviser"), "at": AT}
    assert note_attendance(presences={house: False, desk: None}, **act) == 2
    assert list(Presence.objects.filter(meeting=meeting).values_list("signature", "is_present")) == [(house.pk, False)]
    assert note_attendance(presences={house: False, desk: None}, **act) == 0


def test_attendance_waits_for_the_meeting(pact, meeting, person):
    """Nobody was there before it began."""
    with pytest.raises(errors.MeetingTooEarly):
        note_attendance(
            meeting=meeting,
            presences={signature(pact, "buurthuis-de-brug"): True},
            acting_user=person("adviser"),
            at=datetime(2025, 3, 10, 17, tzinfo=UTC),
        )


@pytest.mark.parametrize("role", ["partner", "portfolio_holder", "stranger"])
def test_only_the_citys_editors_keep_meetings(pact, meeting, person, role):
    """A partner does not write down its own attendance."""
    with pytest.raises(NotPermitted):
        note_attendance(meeting=meeting, presences={}, acting_user=person(role), at=AT)
    with pytest.raises(NotPermitted):
        save_meeting(pact=pact, meeting=meeting, version=None, values={}, acting_user=person(role), at=AT)


def test_a_meeting_ends_after_it_begins(pact, person):
    """Also where only one of the two is changed."""
    values = {"title": LocalisedText(nl="Kort"), "starts_at": AT, "ends_at": AT}
    with pytest.raises(errors.MeetingEndsBeforeStart):
        save_meeting(pact=pact, meeting=None, version=None, values=values, acting_user=person("adviser"), at=AT)
    later = {**values, "ends_at": AT + timedelta(hours=2)}
    made = save_meeting(pact=pact, meeting=None, version=None, values=later, acting_user=person("adviser"), at=AT)
    with pytest.raises(errors.MeetingEndsBeforeStart):
        save_meeting(
            pact=pact,
            meeting=made,
            version=1,
            values={"ends_at": AT - timedelta(hours=1)},
            acting_user=person("adviser"),
            at=AT,
        )
    assert made.starts_at.date() == date(2026, 6, 1)
