"""Tying a partner's pledge to what it serves. An adviser judges; the pledge's own words are not touched."""

from collections.abc import Container, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from stadsrecht.kernel import audit, records
from stadsrecht.kernel.errors import StadsrechtError
from stadsrecht.kernel.packs import PackRefers, read_pack
from stadsrecht.kernel.permissions import Person
from stadsrecht.partners.queries import pledge as pledge_named
from stadsrecht.partners.queries import pledges
from stadsrecht.policies.errors import AlreadyTied, NothingToTie
from stadsrecht.policies.models import PledgeTie, Policy
from stadsrecht.policies.models.ties import SUBJECTS
from stadsrecht.policies.permissions import PERMISSIONS
from stadsrecht.policies.queries.policies import action as action_named
from stadsrecht.policies.queries.policies import policy as policy_named
from stadsrecht.rights.queries import provision as provision_named

FILE = "pacts.toml"


@transaction.atomic
def tie_pledge(*, pledge: Any, subjects: Mapping[str, Any], acting_user: Person, at: datetime) -> list[PledgeTie]:
    """Tie a pledge to a `policy`, an `action`, a `provision`, or several of them; what is None is left out.

    Raises NothingToTie, AlreadyTied.
    """
    PERMISSIONS.require(acting_user, "tie_pledge")
    chosen = {name: subjects[name] for name in SUBJECTS if subjects.get(name) is not None}
    if not chosen:
        raise NothingToTie
    made = []
    # The pledge is locked, so that of two who tie it to one thing at one moment the second is told.
    pledges().select_for_update(of=("self",)).get(pk=pledge.pk)
    for name, subject in chosen.items():
        if PledgeTie.objects.filter(pledge=pledge, **{name: subject}).exists():
            raise AlreadyTied(subject=_plain_name(subject), field=name)
        tie = PledgeTie(pledge=pledge, **{name: subject})
        made.append(records.add(tie, acting_user=acting_user, at=at, verb="tie_pledge"))
    return made


def _plain_name(subject: Any) -> str:
    return str(subject.title.plain if hasattr(subject, "title") else subject.label.plain)


@transaction.atomic
def untie_pledge(*, tie: PledgeTie, acting_user: Person, at: datetime) -> None:
    PERMISSIONS.require(acting_user, "tie_pledge")
    records.remove(tie, acting_user=acting_user, at=at, verb="untie_pledge")


@transaction.atomic
def load_pledge_ties(*, folder: Path, acting_user: Person, at: datetime) -> int:
    """What the pledges of a pack serve (`serves = ["policy:…"]`); a pledge that has or had ties is left as it is.

    Raises PackRefers for a pledge, policy, action or provision that does not exist.
    """
    PERMISSIONS.require(acting_user, "load_pack")
    if not (folder / FILE).exists():
        return 0
    tied = set(PledgeTie.objects.values_list("pledge", flat=True))
    tied |= {old["pledge"] for old in audit.olds_of(PledgeTie, "untie_pledge")}
    rows = [row for pact in read_pack(folder / FILE).get("pact", ()) for row in pact.get("pledge", ())]
    return sum(_load_ties(row, tied, acting_user, at) for row in rows if row.get("serves"))


def _load_ties(row: Mapping[str, Any], tied: Container[int], acting_user: Person, at: datetime) -> bool:
    """Tie one pledge of a pack, but where somebody tied or untied it before; whether it was tied."""
    try:
        pledge = pledge_named(row["code"])
        if pledge.pk in tied:
            return False
        ties = [PledgeTie(pledge=pledge, **_found(reference)) for reference in row["serves"]]
    except StadsrechtError as error:
        raise PackRefers(file=FILE, what=str(error)) from error
    for tie in ties:
        records.add(tie, acting_user=acting_user, at=at, verb="load_pledge_tie")
    return True


def _found(reference: str) -> dict[str, Any]:
    kind, _colon, name = reference.partition(":")
    if kind == "policy":
        found: Policy = policy_named(name, with_drafts=True)
        return {"policy": found}
    if kind == "action":
        return {"action": action_named(name, with_drafts=True)}
    return {"provision": provision_named(name)}
