"""The explicit share: which policies name the rights they serve."""

import csv
import io

import pytest

from stadsrecht.policies import queries
from stadsrecht.policies.models import Anchor, Policy


@pytest.fixture
def anchored(db):
    """Two policies in force: one names a right, one only implies rights."""
    Policy.objects.update(state="in_force")
    Anchor.objects.filter(policy__code="equal-door").update(is_explicit=False)
    Anchor.objects.filter(policy__code="open-square").update(is_explicit=True)


def test_the_share_counts_policies_and_not_anchors(anchored):
    total = queries.explicit_total()
    assert (total.naming, total.anchored, total.percent) == (1, 2, 50)


def test_a_policy_whose_anchors_are_all_implicit_implies_but_does_not_name(anchored):
    assert [row.code for row in queries.implicit_only()] == ["equal-door"]


def test_one_explicit_anchor_is_enough(anchored):
    first = Anchor.objects.filter(policy__code="equal-door").first()
    Anchor.objects.filter(pk=first.pk).update(is_explicit=True)
    assert not queries.implicit_only().exists()


@pytest.mark.parametrize("state", ["draft", "in_consultation", "ended"])
def test_what_is_not_decided_or_has_ended_does_not_count(anchored, state):
    Policy.objects.filter(code="open-square").update(state=state)
    assert queries.explicit_total().anchored == 1


def test_a_field_without_anchored_policies_has_no_share_and_not_zero(anchored):
    Policy.objects.filter(code="equal-door").update(state="ended")
    shares = {row.subject.code: row.percent for row in queries.explicit_by_field()}
    assert shares == {"meeting": 100, "equal-treatment": None}


def test_a_year_that_is_not_known_comes_last(anchored):
    Policy.objects.filter(code="equal-door").update(decided_on=None, starts_on=None)
    assert [row.subject for row in queries.explicit_by_year()] == [2023, None]


def test_by_instrument_counts_the_policies_that_name_that_instrument(anchored):
    shares = {row.subject.code: (row.naming, row.anchored) for row in queries.explicit_by_instrument()}
    assert shares["kleinstad-charter"][0] == 1
    assert shares["gwangju"] == (0, 0)


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_the_page_opens_in_three_languages(client, anchored, language):
    assert client.get(f"/{language}/policies/explicit/").status_code == 200


def test_the_table_and_the_data_agree(client, anchored):
    data = client.get("/nl/policies/explicit.json").json()
    text = client.get("/nl/policies/explicit.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == sum(len(data[by]) for by in ("field", "year", "instrument"))
    assert data["implied"] == ["equal-door"]
