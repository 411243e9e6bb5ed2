"""Policies are written, anchored and given actions; what is wrong is refused by name."""

from datetime import UTC, date, datetime, timedelta

import pytest

from stadsrecht.kernel.audit import entries_of
from stadsrecht.kernel.errors import EndsBeforeStart, NotPermitted
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.partners.models import Organisation
from stadsrecht.people.models import Team
from stadsrecht.policies import operations
from stadsrecht.policies.errors import (
    AlreadyAnchored,
    DueBeforeStart,
    JudgementMissing,
    MilestoneDone,
    PlaceMissing,
    TooManyOwners,
)
from stadsrecht.policies.models import Action, Anchor, Policy, PolicyField
from stadsrecht.rights.errors import UnknownProvision

AT, ON = datetime(2026, 3, 4, 12, tzinfo=UTC), date(2026, 3, 4)
NOTHING = LocalisedText()


@pytest.fixture
def policy(db):
    values = {"title": LocalisedText(nl="Wonen voor iedereen"), "field": PolicyField.objects.first()}
    return operations.create_policy(values=values, acting_user=SYSTEM, at=AT)


@pytest.fixture
def action(policy):
    values = {"title": LocalisedText(nl="Meldpunt openen")}
    return operations.create_action(policy=policy, values=values, acting_user=SYSTEM, on=ON, at=AT)


def anchor(policy, provision="eu-charter:21", **given):
    words = {
        "is_explicit": False,
        "duty": "protect",
        "charter_applies": "unknown",
        "place": NOTHING,
        "reason": LocalisedText(nl="Het gaat over gelijke kansen."),
        **given,
    }
    return operations.anchor_policy(policy=policy, provision=provision, acting_user=SYSTEM, at=AT, **words)


def test_a_new_policy_is_a_draft_with_a_readable_code(policy):
    assert (policy.code, policy.state) == ("wonen-voor-iedereen", "draft")


def test_a_new_policy_stands_in_the_trail(policy):
    assert entries_of(policy).get().new["title"] == {"nl": "Wonen voor iedereen"}


def test_an_edit_keeps_old_and_new_in_the_trail(policy):
    operations.edit_policy(
        policy=policy, version=1, values={"title": LocalisedText(nl="Wonen")}, acting_user=SYSTEM, at=AT
    )
    last = entries_of(policy).last()
    assert (last.old["title"], last.new["title"]) == ({"nl": "Wonen voor iedereen"}, {"nl": "Wonen"})


def test_a_policy_cannot_end_before_it_starts(policy):
    values = {"starts_on": ON, "ends_on": ON - timedelta(days=1)}
    with pytest.raises(EndsBeforeStart):
        operations.edit_policy(policy=policy, version=1, values=values, acting_user=SYSTEM, at=AT)


def test_a_policy_is_anchored_in_a_right(policy):
    assert anchor(policy).provision.reference == "eu-charter:21"


def test_an_unknown_provision_is_refused_by_name(policy):
    with pytest.raises(UnknownProvision):
        anchor(policy, "eu-charter:99")


def test_one_right_is_anchored_once(policy):
    anchor(policy)
    with pytest.raises(AlreadyAnchored):
        anchor(policy)


def test_an_explicit_anchor_says_where(policy):
    with pytest.raises(PlaceMissing):
        anchor(policy, is_explicit=True)


def test_an_implicit_anchor_says_why(policy):
    with pytest.raises(JudgementMissing):
        anchor(policy, reason=NOTHING)


def test_a_removed_anchor_stays_in_the_trail(policy):
    found = anchor(policy)
    operations.remove_anchor(anchor=found, acting_user=SYSTEM, at=AT)
    assert not Anchor.objects.filter(policy=policy).exists()


def test_a_due_day_before_the_start_is_refused_by_name(action):
    values = {"starts_on": ON, "due_on": ON - timedelta(days=1)}
    with pytest.raises(DueBeforeStart):
        operations.edit_action(action=action, version=1, values=values, acting_user=SYSTEM, on=ON, at=AT)


def test_an_action_has_one_owner(action):
    values = {"owner_team": Team.objects.first(), "owner_organisation": Organisation.objects.first()}
    with pytest.raises(TooManyOwners):
        operations.edit_action(action=action, version=1, values=values, acting_user=SYSTEM, on=ON, at=AT)


def test_a_note_tells_that_something_was_heard(action):
    later = ON + timedelta(days=40)
    words = LocalisedText(nl="Ruimte gevonden.")
    operations.note_progress(action=action, text=words, acting_user=SYSTEM, on=later, at=AT)
    assert Action.objects.get(pk=action.pk).heard_on == later


def test_a_milestone_is_done_once(action):
    step = operations.add_milestone(
        action=action, title=LocalisedText(nl="Eerste dag"), due_on=ON, acting_user=SYSTEM, at=AT
    )
    operations.finish_milestone(milestone=step, acting_user=SYSTEM, on=ON, at=AT)
    with pytest.raises(MilestoneDone):
        operations.finish_milestone(milestone=step, acting_user=SYSTEM, on=ON, at=AT)


@pytest.mark.parametrize("role", ["stranger", "council_member", "partner", "case_worker"])
def test_who_has_no_right_to_it_changes_nothing(policy, person, role):
    with pytest.raises(NotPermitted):
        operations.edit_policy(policy=policy, version=1, values={}, acting_user=person(role), at=AT)
    assert Policy.objects.get(pk=policy.pk).version == 1
