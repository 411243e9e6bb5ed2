"""A city larger than any: 5,000 policies, 20,000 actions, 50,000 pieces of evidence, added to the demo city."""

import random
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection, models

from stadsrecht.evidence.models import Evidence, EvidenceLink
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.policies.models import Action, Anchor, Policy, PolicyField
from stadsrecht.policies.workflow import ActionState, PolicyState
from stadsrecht.rights.models import Provision

POLICIES = 5_000
ACTIONS = 20_000
EVIDENCE = 50_000
ANCHORS_EACH = 3
AT = datetime(2026, 1, 1, tzinfo=UTC)
TODAY = date(2026, 1, 1)


def build(seed: int = 1) -> None:
    """Fill the tables directly; what matters here is their size, not how the rows came in."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    policies = _rows(Policy, POLICIES, _policy(chance, list(PolicyField.objects.all())))
    _anchor(chance, policies)
    actions = _rows(Action, ACTIONS, _action(chance, policies))
    evidence = _rows(Evidence, EVIDENCE, _evidence(chance))
    links = (EvidenceLink(evidence=one, action=chance.choice(actions)) for one in evidence)
    EvidenceLink.objects.bulk_create(links, batch_size=5_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _rows(model: type[models.Model], count: int, make: Callable[[int], Any]) -> list[Any]:
    made: Iterable[Any] = (make(number) for number in range(count))
    return list(model._default_manager.bulk_create(made, batch_size=5_000))


def _text(kind: str, number: int) -> LocalisedText:
    return LocalisedText(nl=f"{kind} nummer {number}", en=f"{kind} number {number}", fr=f"{kind} numéro {number}")


def _policy(chance: random.Random, fields: list[PolicyField]) -> Callable[[int], Policy]:
    return lambda number: Policy(
        code=f"bench-policy-{number}",
        title=_text("Policy", number),
        summary=_text("Summary of policy", number),
        field=chance.choice(fields),
        state=chance.choice(PolicyState.values),
        created_at=AT,
        changed_at=AT,
    )


def _anchor(chance: random.Random, policies: list[Policy]) -> None:
    provisions = list(Provision.objects.values_list("pk", flat=True))
    anchors = (
        Anchor(policy=policy, provision_id=provision, is_explicit=chance.random() < 0.3, duty=Anchor.Duty.FULFIL)
        for policy in policies
        for provision in chance.sample(provisions, ANCHORS_EACH)
    )
    Anchor.objects.bulk_create(anchors, batch_size=5_000)


def _action(chance: random.Random, policies: list[Policy]) -> Callable[[int], Action]:
    return lambda number: Action(
        code=f"bench-action-{number}",
        policy=chance.choice(policies),
        title=_text("Action", number),
        state=chance.choice(ActionState.values),
        reason=_text("Reason of action", number),
        due_on=TODAY + timedelta(days=chance.randrange(-400, 800)),
        heard_on=TODAY - timedelta(days=chance.randrange(200)),
        created_at=AT,
        changed_at=AT,
    )


def _evidence(chance: random.Random) -> Callable[[int], Evidence]:
    def make(number: int) -> Evidence:
        dated_on = TODAY - timedelta(days=chance.randrange(2_000))
        return Evidence(
            code=f"bench-evidence-{number}",
            kind="report",
            title=_text("Evidence", number),
            dated_on=dated_on,
            source="bench",
            language="nl",
            url=f"https://example.org/{number}",
            is_public=chance.random() < 0.8,
            shelf_life_months=36,
            stale_after=dated_on + timedelta(days=1_096),
            created_at=AT,
            changed_at=AT,
        )

    return make
