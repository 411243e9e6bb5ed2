"""No page asks the database more as the city grows."""

from datetime import UTC, date, datetime

import pytest

from stadsrecht.evidence.models import Evidence, EvidenceLink
from stadsrecht.partners.models import Pledge, Signature
from stadsrecht.policies.models import Action, Anchor, PledgeTie, Policy, PolicyField
from stadsrecht.rights.queries import provision

AT, ON = datetime(2026, 6, 1, tzinfo=UTC), date(2026, 6, 1)
MOST = 12
PAGES = [
    "/nl/",
    "/nl/rights/",
    "/nl/rights/eu-charter/",
    "/nl/rights/eu-charter/12/",
    "/nl/rights/themes/housing/",
    "/nl/matrix/",
    "/nl/matrix/eu-charter/",
    "/nl/policies/",
    "/nl/policies/open-square/",
    "/nl/actions/",
    "/nl/actions/benches/",
    "/nl/evidence/",
    "/nl/evidence/bench-count/",
    "/nl/pacts/",
    "/nl/pacts/samen-open/",
    "/nl/pacts/samen-open/meetings/",
    "/nl/pacts/samen-open/2025/",
    "/nl/pledges/long-table/",
    "/nl/coalition/",
    "/nl/partners/meldpunt-kleinstad/",
    "/nl/training/",
    "/nl/pacts/samen-open.json",
    "/nl/pledges/long-table.json",
    "/nl/figures/",
    "/nl/figures/rights/",
    "/nl/figures/sdg/",
    "/nl/figures/places/",
    "/nl/figures/places/WK999902/",
    "/nl/figures/feels-at-home/",
    "/nl/figures/feels-at-home/releases/1/",
    "/nl/report/figures/",
    "/nl/figures.json",
    "/nl/search/?q=wonen",
    "/nl/matrix.json",
    "/nl/policies.json",
    "/nl/policies/open-square.json",
    "/nl/rights/eu-charter/12.json",
    "/api/v1/policies?limit=500",
    "/api/v1/actions?limit=500",
    "/api/v1/evidence?limit=500",
    "/api/v1/coverage",
]
DESK = [
    "/nl/desk/",
    "/nl/desk/work/overdue/",
    "/nl/desk/policies/",
    "/nl/desk/policies/open-square/",
    "/nl/desk/actions/benches/",
    "/nl/desk/matrix/",
    "/nl/desk/evidence/",
    "/nl/desk/pacts/",
    "/nl/desk/coalition/",
    "/nl/desk/pacts/samen-open/",
    "/nl/desk/pledges/long-table/",
    "/nl/desk/figures/",
    "/nl/desk/training/",
    "/nl/desk/figures/feels-at-home/",
    "/nl/desk/figures/feels-at-home/releases/1/",
]
SIGNED_IN = 3  # session, account and roles


@pytest.fixture
def grown(db):
    """Thirty more policies, each anchored in the same right, with an overdue action, evidence of it, and a pledge."""
    field, right, team = PolicyField.objects.first(), provision("eu-charter:12"), Policy.objects.first().team
    for number in range(30):
        title = {"nl": f"Wonen {number}"}
        times = {"created_at": AT, "changed_at": AT}
        policy = Policy.objects.create(
            code=f"more-{number}", title=title, field=field, team=team, state="in_force", **times
        )
        Anchor.objects.create(policy=policy, provision=right, is_explicit=False, reason=title, duty="fulfil")
        action = Action.objects.create(
            code=f"more-{number}", title=title, policy=policy, owner_team=team, due_on=ON, heard_on=ON, **times
        )
        evidence = Evidence.objects.create(
            code=f"more-{number}",
            kind="report",
            title=title,
            dated_on=ON,
            source="Kleinstad",
            language="nl",
            url="https://example.org/more",
            is_public=True,
            shelf_life_months=12,
            stale_after=date(2030, 1, 1),
            **times,
        )
        EvidenceLink.objects.create(evidence=evidence, action=action)
        pledge = Pledge.objects.create(
            code=f"more-{number}",
            title=title,
            signature=Signature.objects.first(),
            subjects=["meeting"],
            made_on=ON,
            due_on=ON,
            quota_least=1,
            quota_of=2,
            heard_on=ON,
            **times,
        )
        PledgeTie.objects.create(pledge=pledge, policy=policy)


@pytest.fixture(autouse=True)
def warm(db):
    """What is read once and kept by the process is not counted."""
    from django.contrib.contenttypes.models import ContentType

    ContentType.objects.clear_cache()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_the_database_at_most_twelve_times(client, grown, django_assert_max_num_queries, address):
    """With thirty more policies on it."""
    with django_assert_max_num_queries(MOST):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", DESK)
def test_a_page_of_the_desk_does_not_ask_for_each_row(as_person, grown, django_assert_max_num_queries, address):
    """The same holds for those who are signed in, who bring their session and roles."""
    adviser = as_person("adviser")
    with django_assert_max_num_queries(MOST + SIGNED_IN):
        assert adviser.get(address).status_code == 200
