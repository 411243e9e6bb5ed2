"""The localisation matrix: for each right, what the city has. Every number is counted from the rows it opens.

The state of a right follows the sentence, one step after the other:

- *unaddressed*: no policy that the city decided on and has not ended is anchored in it;
- *policy without action*: there is one, but none of these policies has an action that is planned, running or done, and
  no partner's pledge serves the right;
- *acting*: there is such an action, or a pledge that is made, under way or kept at least in part, but no evidence
  within its shelf life;
- *evidenced*: there is evidence within its shelf life, of the right, of such a policy, action or pledge. Evidence of an
  action that stalls or was dropped, or of a pledge that was not kept, does not count.

A pledge alone does not make a right addressed: the duty is the city's, and partners cannot take it over.

Public numbers hold public policies and evidence alone; those of the desk add drafts and internal evidence.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from django.core.cache import caches
from django.db import connection
from django.db.models import Count, Q, TextChoices
from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel import audit
from stadsrecht.partners.queries import COUNTED_PLEDGE_STATES
from stadsrecht.policies.queries import (
    ACTING_STATES,
    EFFECTIVE_POLICY_STATES,
    LIVING_POLICY_STATES,
    anchors_of_states,
)


class CoverageState(TextChoices):
    UNADDRESSED = "unaddressed", _("unaddressed")
    POLICY = "policy-without-action", _("policy without action")
    ACTING = "acting", _("acting")
    EVIDENCED = "evidenced", _("evidenced")


STATES = tuple(CoverageState)


class ProvisionStanding(NamedTuple):
    """How one right stands: numbers of policies, actions, pledges and pieces of evidence, and the state from them."""

    provision_id: int
    instrument_id: int
    theme_ids: list[int]
    policies: int
    explicit: int
    actions: int
    pledges: int
    evidence: int
    stale: int

    @property
    def state(self) -> CoverageState:
        if not self.policies:
            return CoverageState.UNADDRESSED
        if not self.actions and not self.pledges:
            return CoverageState.POLICY
        return CoverageState.EVIDENCED if self.evidence > self.stale else CoverageState.ACTING


Counts = dict[CoverageState, int]


def counts_of(standings: Iterable[ProvisionStanding]) -> Counts:
    """How many of these rights are in each state; every state is there, also with 0."""
    found = Counter(row.state for row in standings)
    return {state: found[state] for state in STATES}


@dataclass(frozen=True)
class Coverage:
    """All rights, in the order of the catalogue."""

    standings: tuple[ProvisionStanding, ...]

    def of_instrument(self, instrument_id: int) -> list[ProvisionStanding]:
        return [row for row in self.standings if row.instrument_id == instrument_id]

    def of_theme(self, theme_id: int) -> list[ProvisionStanding]:
        return [row for row in self.standings if theme_id in row.theme_ids]

    def by_instrument(self) -> dict[int, Counts]:
        return {
            instrument_id: counts_of(rows)
            for instrument_id, rows in groupby(self.standings, key=lambda row: row.instrument_id)
        }

    @property
    def totals(self) -> Counts:
        return counts_of(self.standings)


SQL = """
WITH policy AS MATERIALIZED (
    SELECT id FROM policies_policy WHERE state = ANY(%(policy_states)s)
), anchor AS MATERIALIZED (
    SELECT n.provision_id, n.policy_id, n.is_explicit FROM policies_anchor AS n JOIN policy ON policy.id = n.policy_id
    WHERE %(provisions)s::bigint[] IS NULL OR n.provision_id = ANY(%(provisions)s)
), acting AS (
    SELECT policy_id, count(*) AS actions FROM policies_action
    WHERE state = ANY(%(action_states)s) AND policy_id IN (SELECT policy_id FROM anchor) GROUP BY policy_id
), pledged AS MATERIALIZED (
    SELECT served.provision_id, served.pledge_id FROM (
        SELECT anchor.provision_id, t.pledge_id
        FROM policies_pledgetie AS t JOIN anchor ON anchor.policy_id = t.policy_id
        UNION
        SELECT anchor.provision_id, t.pledge_id
        FROM policies_pledgetie AS t JOIN policies_action AS a ON a.id = t.action_id
        JOIN anchor ON anchor.policy_id = a.policy_id
        UNION
        SELECT t.provision_id, t.pledge_id FROM policies_pledgetie AS t
        WHERE t.provision_id IS NOT NULL AND (%(provisions)s::bigint[] IS NULL OR t.provision_id = ANY(%(provisions)s))
    ) AS served JOIN partners_pledge AS p ON p.id = served.pledge_id AND p.state = ANY(%(pledge_states)s)
), pledge_count AS (
    SELECT provision_id, count(*) AS pledges FROM pledged GROUP BY provision_id
), found AS (
    SELECT anchor.provision_id, l.evidence_id
    FROM anchor JOIN evidence_evidencelink AS l ON l.policy_id = anchor.policy_id
    UNION
    SELECT anchor.provision_id, l.evidence_id
    FROM anchor JOIN policies_action AS a ON a.policy_id = anchor.policy_id AND a.state = ANY(%(action_states)s)
    JOIN evidence_evidencelink AS l ON l.action_id = a.id
    UNION
    SELECT l.provision_id, l.evidence_id FROM evidence_evidencelink AS l
    WHERE l.provision_id IS NOT NULL AND (%(provisions)s::bigint[] IS NULL OR l.provision_id = ANY(%(provisions)s))
    UNION
    SELECT pledged.provision_id, l.evidence_id
    FROM pledged JOIN evidence_evidencelink AS l ON l.pledge_id = pledged.pledge_id
), proof AS (
    SELECT found.provision_id, count(*) AS evidence, count(*) FILTER (WHERE e.stale_after < %(today)s) AS stale
    FROM found JOIN evidence_evidence AS e ON e.id = found.evidence_id AND (e.is_public OR %(internal)s)
    GROUP BY found.provision_id
), policy_count AS (
    SELECT provision_id, count(*) AS policies, count(*) FILTER (WHERE is_explicit) AS explicit,
        coalesce(sum(acting.actions), 0) AS actions
    FROM anchor LEFT JOIN acting USING (policy_id) GROUP BY provision_id
), themed AS (
    SELECT provision_id, array_agg(theme_id) AS theme_ids FROM rights_provision_themes GROUP BY provision_id
)
SELECT p.id, p.instrument_id, coalesce(themed.theme_ids, '{}'), coalesce(c.policies, 0), coalesce(c.explicit, 0),
    coalesce(c.actions, 0)::int, coalesce(pledge_count.pledges, 0), coalesce(proof.evidence, 0),
    coalesce(proof.stale, 0)
FROM rights_provision AS p
JOIN rights_instrument AS i ON i.id = p.instrument_id
LEFT JOIN policy_count AS c ON c.provision_id = p.id
LEFT JOIN pledge_count ON pledge_count.provision_id = p.id
LEFT JOIN proof ON proof.provision_id = p.id
LEFT JOIN themed ON themed.provision_id = p.id
WHERE NOT p.is_withdrawn AND (%(provisions)s::bigint[] IS NULL OR p.id = ANY(%(provisions)s))
ORDER BY i.position, p.position
"""


def coverage(*, today: date, with_internal: bool, provision_ids: list[int] | None = None) -> Coverage:
    """Count everything in one statement; with `provision_ids`, for these rights alone.

    The whole is kept until the next act: every write ends in an entry of the trail, so the trail's head tells whether
    anything changed since it was counted. The day is part of the key, for evidence becomes stale by itself.
    """
    if provision_ids is not None:
        return _count(today, with_internal, provision_ids)
    key = f"coverage.{audit.head()[1]}.{today}.{with_internal}"
    kept: Coverage | None = caches["process"].get(key)
    if kept is None:
        kept = _count(today, with_internal, None)
        caches["process"].set(key, kept, timeout=86_400)
    return kept


def _count(today: date, with_internal: bool, provision_ids: list[int] | None) -> Coverage:
    values: dict[str, Any] = {
        "policy_states": sorted(LIVING_POLICY_STATES if with_internal else EFFECTIVE_POLICY_STATES),
        "action_states": sorted(ACTING_STATES),
        "pledge_states": sorted(COUNTED_PLEDGE_STATES),
        "internal": with_internal,
        "today": today,
        "provisions": provision_ids,
    }
    with connection.cursor() as cursor:
        cursor.execute(SQL, values)
        return Coverage(tuple(ProvisionStanding(*row) for row in cursor.fetchall()))


class FieldCell(NamedTuple):
    """One cell of policy field × instrument: distinct policies, and those that name the instrument explicitly."""

    policies: int
    explicit: int


def field_matrix(*, with_internal: bool) -> dict[tuple[int, int], FieldCell]:
    """(field id, instrument id) -> FieldCell; what is not there is 0."""
    states = LIVING_POLICY_STATES if with_internal else EFFECTIVE_POLICY_STATES
    rows = (
        anchors_of_states(states)
        .values_list("policy__field", "provision__instrument")
        .annotate(
            policies=Count("policy", distinct=True),
            explicit=Count("policy", filter=Q(is_explicit=True), distinct=True),
        )
    )
    return {(field, instrument): FieldCell(policies, explicit) for field, instrument, policies, explicit in rows}
