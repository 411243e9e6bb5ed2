"""Pledges: written by their partner alone, moved as the table says, seen by the city without being touched."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stadsrecht.kernel.audit import entries_of
from stadsrecht.kernel.errors import EditConflict, NotPermitted, ReasonMissing, TextMissing, TransitionNotAllowed
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.partners import errors
from stadsrecht.partners.models import Pledge, PledgeNote, Signature
from stadsrecht.partners.operations import (
    add_pledge_milestone,
    ask_about_pledge,
    edit_pledge,
    finish_pledge_milestone,
    make_pledge,
    view_pledge,
)
from stadsrecht.partners.queries import speaks_for
from stadsrecht.partners.workflow import (
    CITY_VIEWS,
    COUNTED_PLEDGE_STATES,
    OPEN_PLEDGE_STATES,
    PLEDGE_NEEDS_REASON,
    PLEDGE_TRANSITIONS,
    PledgeState,
)
from tests.conftest import CAST
from tests.partners.pacts.conftest import AT, NOTHING, TODAY, WHY, WORDS

VALUES = {"title": LocalisedText(nl="Een tweede tafel"), "due_on": date(2026, 12, 1), "subjects": ["meeting"]}


@pytest.fixture
def make(pact, house, person):
    def act(role="partner", organisation=house, **changes):
        return make_pledge(
            pact=pact,
            organisation=organisation,
            values={**VALUES, **changes},
            acting_user=person(role),
            on=TODAY,
            at=AT,
        )

    return act


def test_a_signatory_pledges(make):
    """What by when, with a promised attendance; the trail holds it."""
    pledge = make(quota_least=5, quota_of=6)
    assert (pledge.state, pledge.made_on, pledge.quota_least) == ("made", TODAY, 5)
    assert entries_of(pledge).last().verb == "make_pledge"


@pytest.mark.parametrize(
    ("changes", "error", "field"),
    [
        ({"due_on": date(2026, 5, 31)}, errors.DueBeforeMade, "due_on"),
        ({"quota_least": 5}, errors.QuotaIncomplete, "quota_least"),
        ({"quota_of": 6}, errors.QuotaIncomplete, "quota_least"),
        ({"quota_least": 7, "quota_of": 6}, errors.QuotaIncomplete, "quota_least"),
        ({"quota_least": 0, "quota_of": 6}, errors.QuotaIncomplete, "quota_least"),
        ({"subjects": ["weather"]}, errors.UnknownCode, "subjects"),
        ({"title": NOTHING}, TextMissing, "title"),
    ],
)
def test_a_faulty_pledge_is_refused_by_name(make, changes, error, field):
    """At the field that cures it."""
    with pytest.raises(error) as refused:
        make(**changes)
    assert refused.value.at_field == field


def test_who_has_not_signed_cannot_pledge(make, house):
    """Sign first, then pledge."""
    Pledge.objects.filter(signature__organisation=house).delete()
    Signature.objects.filter(organisation=house).delete()
    with pytest.raises(errors.NotSigned):
        make()


@pytest.mark.parametrize("role", [role for role in CAST if role not in ("resident", "partner")])
def test_nobody_else_writes_in_a_pledge(make, pledge, report, person, role):
    """Not the city, not its administrator: neither makes, changes nor reports."""
    with pytest.raises(errors.NotYourPledge):
        make(role=role)
    with pytest.raises(errors.NotYourPledge):
        report("kept", role=role)
    with pytest.raises(errors.NotYourPledge):
        edit_pledge(pledge=pledge, version=None, values={"title": WHY}, acting_user=person(role), at=AT)
    with pytest.raises(errors.NotYourPledge):
        add_pledge_milestone(pledge=pledge, title=WHY, due_on=None, acting_user=person(role), at=AT)
    with pytest.raises(errors.NotYourPledge):
        finish_pledge_milestone(
            milestone=pledge.milestones.get(done_on=None), acting_user=person(role), on=TODAY, at=AT
        )


def test_a_partner_does_not_report_for_another(report, desk, person):
    """Though it is a partner."""
    other = Pledge.objects.get(code="walk-in")
    with pytest.raises(errors.NotYourPledge):
        report("running", of=other)
    assert not speaks_for(person("partner"), desk)


@pytest.mark.parametrize(("old", "new"), list(product(PledgeState, PledgeState)))
def test_a_pledge_moves_only_as_the_table_says(pledge, report, old, new):
    """A report may leave the state as it is."""
    Pledge.objects.filter(pk=pledge.pk).update(state=old, reason={"nl": "x"})
    if new == old or new in PLEDGE_TRANSITIONS[old]:
        report(new, reason=WHY)
        pledge.refresh_from_db()
        assert pledge.state == new
        assert bool(pledge.reason) == (new in PLEDGE_NEEDS_REASON)
    else:
        with pytest.raises(TransitionNotAllowed):
            report(new, reason=WHY)


@pytest.mark.parametrize("state", sorted(PLEDGE_NEEDS_REASON))
def test_what_was_not_kept_in_full_needs_a_reason(pledge, report, state):
    """And nothing is saved without one."""
    notes = PledgeNote.objects.count()
    with pytest.raises(ReasonMissing):
        report(state)
    pledge.refresh_from_db()
    assert (pledge.state, PledgeNote.objects.count()) == ("running", notes)


def test_a_further_report_on_a_lost_pledge_keeps_its_reason(pledge, report):
    """Who adds a sentence need not say again why; who moves it must."""
    report("not_kept", reason=WHY)
    report("not_kept")
    pledge.refresh_from_db()
    assert pledge.reason == WHY
    with pytest.raises(ReasonMissing):
        report("partly_kept")


def test_a_report_without_words_is_refused(report):
    """At its field."""
    with pytest.raises(TextMissing) as refused:
        report("kept", text=NOTHING)
    assert refused.value.at_field == "text"


@given(st.lists(st.sampled_from(list(PledgeState)), max_size=12))
def test_whatever_way_a_pledge_goes_it_stays_in_the_table(moves):
    """Every way that is allowed step by step ends in a known state, and each state can be left again."""
    state = PledgeState.MADE
    for wanted in moves:
        if wanted in PLEDGE_TRANSITIONS[state]:
            state = wanted
    assert state in PLEDGE_TRANSITIONS
    assert PLEDGE_TRANSITIONS[state]


def test_the_sets_of_states_fit_the_table():
    """No transition leads to itself; what counts is what is open or was kept in part; the city never withdraws."""
    assert set(PLEDGE_TRANSITIONS) == set(PledgeState)
    assert not [state for state, after in PLEDGE_TRANSITIONS.items() if state in after]
    assert set(PledgeState) - COUNTED_PLEDGE_STATES == {PledgeState.NOT_KEPT, PledgeState.WITHDRAWN}
    assert OPEN_PLEDGE_STATES < COUNTED_PLEDGE_STATES
    assert not {PledgeState.WITHDRAWN, PledgeState.MADE} & set(CITY_VIEWS)


def test_the_city_gives_its_view_and_touches_no_word(pledge, report, person):
    """Both stand side by side."""
    report("kept")
    view_pledge(pledge=pledge, text=WHY, state="partly_kept", acting_user=person("adviser"), on=TODAY, at=AT)
    pledge.refresh_from_db()
    assert (pledge.state, pledge.city_state) == ("kept", "partly_kept")
    assert [note.voice for note in pledge.notes.all()[:2]] == ["city", "partner"]


@pytest.mark.parametrize("role", ["partner", "portfolio_holder", "stranger"])
def test_only_the_citys_editors_speak_for_the_city(pledge, person, role):
    """A partner cannot judge itself in the city's name."""
    act = {"pledge": pledge, "text": WHY, "acting_user": person(role), "on": TODAY, "at": AT}
    with pytest.raises(NotPermitted):
        ask_about_pledge(**act)
    with pytest.raises(NotPermitted):
        view_pledge(state="kept", **act)


def test_the_city_cannot_view_a_pledge_as_withdrawn(pledge, person):
    """That is the partner's to say."""
    with pytest.raises(TransitionNotAllowed):
        view_pledge(pledge=pledge, text=WHY, state="withdrawn", acting_user=person("adviser"), on=TODAY, at=AT)


def test_the_words_of_an_open_pledge_change_and_the_trail_keeps_the_old(pledge, person, report):
    """Once it has ended they stand."""
    edit = {"pledge": pledge, "values": {"title": WORDS}, "acting_user": person("partner"), "at": AT}
    edit_pledge(version=1, **edit)
    assert entries_of(pledge).last().old["title"]["nl"] == "Een lange tafel op het plein"
    with pytest.raises(EditConflict):
        edit_pledge(version=1, **{**edit, "values": {"title": WHY}})
    report("kept")
    with pytest.raises(errors.PledgeEnded):
        edit_pledge(version=None, **edit)


def test_milestones_are_added_and_done_once(pledge, person):
    """Each by its partner."""
    act = {"acting_user": person("partner"), "at": AT}
    step = add_pledge_milestone(pledge=pledge, title=WORDS, due_on=date(2026, 9, 1), **act)
    assert finish_pledge_milestone(milestone=step, on=TODAY, **act).done_on == TODAY
    with pytest.raises(errors.PledgeMilestoneDone):
        finish_pledge_milestone(milestone=step, on=TODAY, **act)
    with pytest.raises(errors.DueBeforeMade):
        add_pledge_milestone(pledge=pledge, title=WORDS, due_on=date(2020, 1, 1), **act)
