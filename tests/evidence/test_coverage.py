"""The matrix counts what it opens: SQL against a slow count in Python, and the four states one by one."""

from datetime import UTC, date, datetime

import pytest

from stadsrecht.evidence import queries
from stadsrecht.evidence.models import Evidence, EvidenceLink
from stadsrecht.evidence.queries import CoverageState
from stadsrecht.partners.models import Pledge
from stadsrecht.policies.models import Action, Anchor, PledgeTie, Policy
from stadsrecht.policies.workflow import ACTING_STATES, EFFECTIVE_POLICY_STATES
from stadsrecht.rights.models import Crosswalk
from stadsrecht.rights.queries import provision

TODAY = date(2026, 6, 1)
AT = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture
def right(db):
    """A right that no policy is anchored in, the square's policy without actions, and no evidence at all."""
    EvidenceLink.objects.all().delete()
    PledgeTie.objects.all().delete()
    return provision("crc:31")


@pytest.fixture
def policy(right):
    policy = Policy.objects.get(code="open-square")
    policy.actions.all().delete()
    Policy.objects.filter(pk=policy.pk).update(state="in_force")
    Anchor.objects.create(policy=policy, provision=right, is_explicit=False, duty="fulfil", reason={"nl": "spelen"})
    return policy


@pytest.fixture
def action(policy):
    return Action.objects.create(
        code="play",
        policy=policy,
        title={"nl": "Spelen"},
        state="running",
        heard_on=TODAY,
        created_at=AT,
        changed_at=AT,
    )


def evidence_of(**subject):
    evidence = Evidence.objects.create(
        code="play-report",
        kind="report",
        title={"nl": "Verslag"},
        dated_on=TODAY,
        source="Kleinstad",
        language="nl",
        url="https://example.org/play",
        is_public=True,
        shelf_life_months=12,
        stale_after=date(2027, 6, 1),
        created_at=AT,
        changed_at=AT,
    )
    EvidenceLink.objects.create(evidence=evidence, **subject)
    return evidence


def state_of(right, **given):
    found = queries.coverage(**{"today": TODAY, "with_internal": False, "provision_ids": [right.pk], **given})
    return found.standings[0].state


def test_a_right_without_policy_is_unaddressed(right):
    assert state_of(right) == CoverageState.UNADDRESSED


def test_a_policy_without_actions_is_not_enough(right, policy):
    assert state_of(right) == CoverageState.POLICY


@pytest.mark.parametrize("state", ["stalled", "dropped"])
def test_a_stalled_or_dropped_action_does_not_count(right, action, state):
    Action.objects.filter(pk=action.pk).update(state=state, reason={"nl": "x"})
    assert state_of(right) == CoverageState.POLICY


def test_a_running_action_makes_it_acting(right, action):
    assert state_of(right) == CoverageState.ACTING


@pytest.mark.parametrize("of", ["provision", "policy", "action"])
def test_evidence_of_the_right_its_policy_or_its_action_counts(right, policy, action, of):
    evidence_of(**{of: {"provision": right, "policy": policy, "action": action}[of]})
    assert state_of(right) == CoverageState.EVIDENCED


@pytest.mark.parametrize("state", ["stalled", "dropped"])
def test_evidence_of_an_action_that_does_not_count_does_not_count(right, policy, action, state):
    evidence_of(action=action)
    Action.objects.filter(pk=action.pk).update(state=state, reason={"nl": "x"})
    Action.objects.create(
        code="other", policy=policy, title={"nl": "Iets"}, state="running", heard_on=TODAY, created_at=AT, changed_at=AT
    )
    assert state_of(right) == CoverageState.ACTING


def test_stale_evidence_no_longer_counts(right, action):
    evidence_of(action=action)
    assert state_of(right, today=date(2027, 6, 2)) == CoverageState.ACTING


def test_internal_evidence_counts_on_the_desk_alone(right, action):
    evidence = evidence_of(action=action)
    Evidence.objects.filter(pk=evidence.pk).update(is_public=False)
    assert state_of(right) == CoverageState.ACTING
    assert state_of(right, with_internal=True) == CoverageState.EVIDENCED


def test_a_draft_counts_on_the_desk_alone(right, action):
    Policy.objects.filter(pk=action.policy_id).update(state="draft")
    assert state_of(right) == CoverageState.UNADDRESSED
    assert state_of(right, with_internal=True) == CoverageState.ACTING


def test_one_piece_of_evidence_reached_twice_counts_once(right, action):
    evidence = evidence_of(action=action)
    EvidenceLink.objects.create(evidence=evidence, policy=action.policy)
    EvidenceLink.objects.create(evidence=evidence, provision=right)
    assert queries.coverage(today=TODAY, with_internal=False, provision_ids=[right.pk]).standings[0].evidence == 1


@pytest.fixture
def pledge(right):
    """A pledge under way, which serves nothing yet."""
    Pledge.objects.filter(code="long-table").update(state="running")
    return Pledge.objects.get(code="long-table")


@pytest.mark.parametrize("of", ["provision", "policy", "action"])
def test_a_pledge_makes_a_right_with_policy_acting(right, policy, pledge, of):
    """Through the right itself, its policy, or an action of that policy, whatever the state of the action."""
    stalled = {"state": "stalled", "reason": {"nl": "x"}}
    title = {"title": {"nl": "Spelen"}, "heard_on": TODAY, "created_at": AT, "changed_at": AT}
    action = Action.objects.create(code="play", policy=policy, **title, **stalled)
    assert state_of(right) == CoverageState.POLICY
    PledgeTie.objects.create(pledge=pledge, **{of: {"provision": right, "policy": policy, "action": action}[of]})
    assert state_of(right) == CoverageState.ACTING


def test_a_pledge_without_policy_leaves_a_right_unaddressed(right, pledge):
    """The duty is the city's; the pledge is counted and shown all the same."""
    PledgeTie.objects.create(pledge=pledge, provision=right)
    [row] = queries.coverage(today=TODAY, with_internal=False, provision_ids=[right.pk]).standings
    assert (row.state, row.pledges) == (CoverageState.UNADDRESSED, 1)


@pytest.mark.parametrize("state", ["not_kept", "withdrawn"])
def test_a_pledge_that_was_not_kept_counts_no_more(right, policy, pledge, state):
    """Nor does its evidence."""
    PledgeTie.objects.create(pledge=pledge, policy=policy)
    evidence_of(pledge=pledge)
    assert state_of(right) == CoverageState.EVIDENCED
    Pledge.objects.filter(pk=pledge.pk).update(state=state, reason={"nl": "x"})
    assert state_of(right) == CoverageState.POLICY


def test_a_pledge_that_serves_a_right_twice_counts_once(right, policy, pledge):
    """By its policy and by itself."""
    PledgeTie.objects.create(pledge=pledge, policy=policy)
    PledgeTie.objects.create(pledge=pledge, provision=right)
    assert queries.coverage(today=TODAY, with_internal=False, provision_ids=[right.pk]).standings[0].pledges == 1


def test_the_page_of_a_right_counts_the_pledges_that_it_lists(client, db):
    """One that was not kept is listed, says so, and does not count."""
    data = client.get("/nl/rights/eu-charter/12.json").json()
    assert [(row["code"], row["is_counted"]) for row in data["pledges"]] == [("long-table", True), ("posters", False)]
    assert data["standing"]["pledges"] == 1


def slow_standing(right_id):
    """The same numbers, counted row by row."""
    policies = {
        anchor.policy
        for anchor in Anchor.objects.filter(provision=right_id).select_related("policy")
        if anchor.policy.state in EFFECTIVE_POLICY_STATES
    }
    actions = [one for policy in policies for one in policy.actions.all() if one.state in ACTING_STATES]
    pledges = {
        tie.pledge
        for tie in PledgeTie.objects.select_related("pledge", "action__policy")
        if tie.pledge.state in ("made", "running", "kept", "partly_kept")
        and (
            tie.provision_id == right_id
            or tie.policy in policies
            or (tie.action is not None and tie.action.policy in policies)
        )
    }
    found = set()
    for link in EvidenceLink.objects.select_related("evidence"):
        reached = link.provision_id == right_id or link.policy in policies or link.action in actions
        reached = reached or link.pledge in pledges
        if reached and link.evidence.is_public:
            found.add(link.evidence)
    stale = sum(evidence.stale_after < TODAY for evidence in found)
    return len(policies), len(actions), len(pledges), len(found), stale


def test_the_whole_matrix_agrees_with_a_count_row_by_row(db):
    for row in queries.coverage(today=TODAY, with_internal=False).standings:
        fast = (row.policies, row.actions, row.pledges, row.evidence, row.stale)
        if any(fast) or row.provision_id % 50 == 0:
            assert fast == slow_standing(row.provision_id)


def test_one_right_alone_gives_the_numbers_it_has_in_the_whole(db):
    whole = queries.coverage(today=TODAY, with_internal=False).standings
    busiest = max(whole, key=lambda row: row.evidence)
    alone = queries.coverage(today=TODAY, with_internal=False, provision_ids=[busiest.provision_id])
    assert alone.standings == (busiest,)


def test_the_page_of_a_right_lists_as_many_as_the_matrix_counts(client, db):
    standing = max(queries.coverage(today=TODAY, with_internal=False).standings, key=lambda row: row.evidence)
    right = provision("kleinstad-charter:1")
    data = client.get(f"/nl/rights/kleinstad-charter/{right.code}.json").json()
    assert data["standing"]["evidence"] == len(data["evidence"]) > 0
    assert standing.policies > 0


def test_a_right_without_policy_names_the_related_rights_that_have_some(client, right, action):
    """The same promise stands in several treaties; policy is tied to one of them."""
    other = provision("udhr:2")
    assert state_of(other) == CoverageState.UNADDRESSED
    more = {"relation": "overlaps", "confidence": "low", "author": "Kleinstad", "source": "Kleinstad"}
    Crosswalk.objects.create(from_provision=other, to_provision=right, **more)
    found = client.get("/nl/rights/udhr/2.json").json()["standing"]["related_with_policy"]
    assert {"reference": right.reference, "state": "acting"} in found
    assert right.heading.plain in client.get("/nl/rights/udhr/2/").content.decode()
    own = client.get("/nl/rights/crc/31.json").json()
    assert own["standing"]["related_with_policy"] == []


def test_every_cell_of_the_field_matrix_opens_as_many_policies(client, db):
    data = client.get("/nl/matrix.json").json()
    for field in data["fields"]:
        for instrument, cell in field["instruments"].items():
            query = f"?field={field['field']}&instrument={instrument}&state=effective"
            assert len(client.get(f"/nl/policies.json{query}").json()) == cell["policies"]
