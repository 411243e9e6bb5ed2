"""A pledge is tied to the policy, action or right it serves, by an adviser, and shows there."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stadsrecht.kernel.audit import entries_of
from stadsrecht.kernel.errors import NotPermitted
from stadsrecht.kernel.models import AuditEntry
from stadsrecht.kernel.packs import PackRefers
from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.partners.models import Pledge
from stadsrecht.policies.errors import AlreadyTied, NothingToTie
from stadsrecht.policies.models import Action, PledgeTie, Policy
from stadsrecht.policies.operations import load_pledge_ties, tie_pledge, untie_pledge
from stadsrecht.policies.queries import pledges_of_policy, rights_of_pact
from stadsrecht.policies.web import pledges
from stadsrecht.rights.queries import provision
from tests.conftest import ROOT
from tests.reading import Page

AT = datetime(2026, 6, 1, 10, tzinfo=UTC)
HOME = "/en/desk/pledges/long-table/ties/"


@pytest.fixture
def pledge(db):
    return Pledge.objects.get(code="long-table")


def tie(pledge, person, role="adviser", **subjects):
    return tie_pledge(pledge=pledge, subjects=subjects, acting_user=person(role), at=AT)


def test_a_pledge_is_tied_to_a_policy_an_action_and_a_right_at_once(pledge, person):
    """Each with its entry in the trail."""
    PledgeTie.objects.all().delete()
    found = {
        "policy": Policy.objects.get(code="open-square"),
        "action": Action.objects.get(code="benches"),
        "provision": provision("crc:31"),
    }
    assert [one.kind for one in tie(pledge, person, **found)] == ["policy", "action", "provision"]
    assert AuditEntry.objects.filter(verb="tie_pledge").count() == 3


def test_a_tie_is_made_once(pledge, person):
    """The error names what it is tied to, at its field."""
    with pytest.raises(AlreadyTied) as refused:
        tie(pledge, person, policy=Policy.objects.get(code="open-square"))
    assert refused.value.at_field == "policy"
    assert "Het open plein" in str(refused.value)


def test_nothing_chosen_ties_nothing(pledge, person):
    with pytest.raises(NothingToTie):
        tie(pledge, person, policy=None)


@pytest.mark.parametrize("role", ["partner", "portfolio_holder", "stranger"])
def test_only_the_citys_editors_tie(pledge, person, role):
    """Nor does the partner count itself into the matrix."""
    with pytest.raises(NotPermitted):
        tie(pledge, person, role=role, provision=provision("crc:31"))
    with pytest.raises(NotPermitted):
        untie_pledge(tie=PledgeTie.objects.first(), acting_user=person(role), at=AT)


def test_a_pledge_shows_on_its_policy_its_action_and_its_right(client, pledge):
    """With its organisation and its state."""
    PledgeTie.objects.create(pledge=pledge, action=Action.objects.get(code="benches"))
    for address in ("policies/open-square/", "actions/benches/", "rights/eu-charter/12/"):
        text = Page(client.get(f"/en/{address}")).text
        assert "What partners pledged" in text
        assert "A long table on the square" in text
    assert pledges_of_policy(Policy.objects.get(code="open-square").pk).first().code == "long-table"


def test_the_rights_of_a_pact_follow_the_catalogue(pledge):
    """Each with its pledges, once."""
    rows = rights_of_pact(pledge.signature.pact_id)
    places = [(row.provision.instrument.position, row.provision.position) for row in rows]
    assert places == sorted(places)
    assert all(len({one.pk for one in row.pledges}) == len(row.pledges) for row in rows)


def test_the_desk_ties_and_unties(as_person, pledge):
    """In one form; what was typed stays where it names nothing."""
    adviser = as_person("adviser")
    refused = adviser.post(f"{HOME}new/", {"provision": "crc:999", "action": "benches"})
    assert refused.status_code == 422
    assert Page(refused).inputs["provision"] == "crc:999"
    assert Page(refused).inputs["action"] == "benches"
    assert adviser.post(f"{HOME}new/", {"provision": "crc:31", "action": "benches"}).status_code == 303
    made = PledgeTie.objects.get(pledge=pledge, provision=provision("crc:31"))
    assert adviser.post(f"{HOME}{made.pk}/remove/").status_code == 302
    assert not PledgeTie.objects.filter(pk=made.pk).exists()


def test_the_pack_is_read_again_without_harm(pledge, tmp_path):
    """And one that names what does not exist is refused."""
    assert load_pledge_ties(folder=ROOT / "tests" / "cities" / "kleinstad", acting_user=SYSTEM, at=AT) == 0
    PledgeTie.objects.all().delete()
    text = '[[pact]]\n[[pact.pledge]]\ncode = "long-table"\nserves = ["policy:moon"]\n'
    (tmp_path / "pacts.toml").write_text(text)
    with pytest.raises(PackRefers, match="moon"):
        load_pledge_ties(folder=tmp_path, acting_user=SYSTEM, at=AT)


def test_a_pledge_whose_ties_were_removed_is_not_tied_again(pledge, person):
    """Loading the pack does not undo what an adviser did."""
    for one in PledgeTie.objects.filter(pledge=pledge):
        untie_pledge(tie=one, acting_user=person("adviser"), at=AT)
    assert load_pledge_ties(folder=ROOT / "tests" / "cities" / "kleinstad", acting_user=SYSTEM, at=AT) == 0
    assert not PledgeTie.objects.filter(pledge=pledge).exists()


def test_ties_of_a_pack_have_their_own_entry_and_stay_out_of_the_history_of_the_pledge(as_person, pledge):
    """Each is told where it was made."""
    for one in PledgeTie.objects.all():
        assert [entry.verb for entry in entries_of(one)] == ["load_pledge_tie"]
    assert "load_pledge_tie" not in as_person("adviser").get("/en/desk/pledges/long-table/").content.decode()


def test_the_pledge_is_locked_while_it_is_tied(pledge, person):
    """Of two who tie it to one thing the second waits, and is told."""
    with CaptureQueriesContext(connection) as said:
        tie(pledge, person, provision=provision("crc:31"))
    statements = [one["sql"] for one in said]
    locks = [number for number, sql in enumerate(statements) if 'FOR UPDATE OF "partners_pledge"' in sql]
    looks = [number for number, sql in enumerate(statements) if 'FROM "policies_pledgetie"' in sql]
    assert locks[0] < looks[0]


def test_the_desk_names_pledges_that_serve_nothing_yet(as_person, pledge):
    """Until somebody says what they serve; those that were not kept are not asked for."""
    adviser, link = as_person("adviser"), f"{HOME}new/"
    assert link not in Page(adviser.get("/en/desk/")).links
    PledgeTie.objects.all().delete()
    links = Page(adviser.get("/en/desk/")).links
    assert link in links
    assert link.replace("long-table", "posters") not in links


def test_the_desk_counts_all_pledges_that_serve_nothing(pledge, person, rf, monkeypatch):
    """Also those that its list has no room for."""
    monkeypatch.setattr(pledges, "FIRST", 1)
    PledgeTie.objects.all().delete()
    request = rf.get("/en/desk/")
    request.user = person("adviser")
    found = pledges.untied(None, request)
    assert (len(found["pledges"]), found["count"]) == (1, 2)
