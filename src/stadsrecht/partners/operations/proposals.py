"""Changes of name, address and closure: a partner proposes, an editor of the city decides. All else holds at once."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from stadsrecht.kernel import audit
from stadsrecht.kernel.errors import ReasonMissing
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.permissions import Person
from stadsrecht.kernel.sealing import seal, unseal
from stadsrecht.partners.errors import ProposalDecided
from stadsrecht.partners.models import Location, Organisation, Proposal
from stadsrecht.partners.operations.entries import edit_organisation, require_editor, save_location
from stadsrecht.partners.permissions import PERMISSIONS
from stadsrecht.partners.queries.entries import has_had_place

PURPOSE = "proposed change of an entry"
REVIEWED = ("name", "closed_on")
WHERE = ("addresses", "latitude", "longitude")


@transaction.atomic
def change_own_entry(
    *, organisation: Organisation, version: int | None, values: Mapping[str, Any], acting_user: Person, at: datetime
) -> list[Proposal]:
    """Change an entry as its partner or as the city; returns what waits for review.

    Raises NotYourOrganisation, EditConflict, LinkRefused.
    """
    require_editor(acting_user, organisation)
    if PERMISSIONS.may(acting_user, "edit_any"):
        edit_organisation(organisation=organisation, version=version, values=values, acting_user=acting_user, at=at)
        return []
    direct = {name: value for name, value in values.items() if name not in REVIEWED}
    edit_organisation(organisation=organisation, version=version, values=direct, acting_user=acting_user, at=at)
    waiting = []
    for name, about in (("name", Proposal.About.NAME), ("closed_on", Proposal.About.CLOSURE)):
        if name in values and values[name] != getattr(organisation, name):
            waiting.append(
                _propose(
                    organisation=organisation,
                    about=about,
                    values={name: _plain(values[name])},
                    acting_user=acting_user,
                    at=at,
                )
            )
    return waiting


@transaction.atomic
def change_own_location(
    *,
    organisation: Organisation,
    location: Location | None,
    version: int | None,
    values: Mapping[str, Any],
    acting_user: Person,
    at: datetime,
) -> Proposal | None:
    """Change a place, or add one. A new address or position waits for review, also that of a new place where there was
    one before: who could remove a place and add it elsewhere would pass by the review. Secrecy never waits.
    """
    require_editor(acting_user, organisation)
    where = {name: values[name] for name in WHERE if name in values}
    if location is not None:
        is_elsewhere = any(value != getattr(location, name) for name, value in where.items())
    else:
        is_elsewhere = any(where.values()) and has_had_place(organisation)
    waits = is_elsewhere and not PERMISSIONS.may(acting_user, "edit_any")
    direct = {name: value for name, value in values.items() if not (waits and name in WHERE)}
    saved = save_location(
        organisation=organisation, location=location, version=version, values=direct, acting_user=acting_user, at=at
    )
    if not waits:
        return None
    return _propose(
        organisation=organisation,
        location=saved,
        about=Proposal.About.ADDRESS,
        values=where,
        acting_user=acting_user,
        at=at,
    )


def _propose(
    *,
    organisation: Organisation,
    about: Proposal.About,
    values: Mapping[str, Any],
    acting_user: Person,
    at: datetime,
    location: Location | None = None,
) -> Proposal:
    """A later proposal about the same takes the place of the one that waits."""
    proposal, _is_new = Proposal.objects.update_or_create(
        organisation=organisation,
        location=location,
        about=about,
        state=Proposal.State.WAITING,
        defaults={"sealed": seal(json.dumps(values), purpose=PURPOSE), "proposed_at": at},
    )
    audit.record(acting_user=acting_user, verb="propose_change", subject=organisation, at=at, new={"about": about})
    return proposal


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    return value.isoformat() if isinstance(value, date) else value


def proposed_values(proposal: Proposal, *, acting_user: Person) -> dict[str, Any]:
    """What a proposal would change, for the editor who decides. An address of a confidential place is not shown."""
    PERMISSIONS.require(acting_user, "edit_any")
    if proposal.location is not None and proposal.location.is_confidential:
        return {}
    return _opened(proposal)


def _opened(proposal: Proposal) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(unseal(proposal.sealed, purpose=PURPOSE))
    if "name" in values:
        values["name"] = LocalisedText(values["name"])
    if values.get("closed_on"):
        values["closed_on"] = date.fromisoformat(values["closed_on"])
    return values


@transaction.atomic
def decide_proposal(
    *, proposal: Proposal, is_accepted: bool, reason: str, acting_user: Person, at: datetime
) -> Proposal:
    """Accept a change, which then holds, or refuse it with a reason that the partner reads.

    Raises ProposalDecided, ReasonMissing.
    """
    PERMISSIONS.require(acting_user, "edit_any")
    present = (
        Proposal.objects.select_for_update(of=("self",)).select_related("organisation", "location").get(pk=proposal.pk)
    )
    if present.state != Proposal.State.WAITING:
        raise ProposalDecided
    if not is_accepted and not reason.strip():
        raise ReasonMissing
    if is_accepted:
        values, act = _opened(present), {"acting_user": acting_user, "at": at, "version": None}
        if present.location:
            save_location(organisation=present.organisation, location=present.location, values=values, **act)  # type: ignore[arg-type]
        else:
            edit_organisation(organisation=present.organisation, values=values, **act)  # type: ignore[arg-type]
    present.state = Proposal.State.ACCEPTED if is_accepted else Proposal.State.REFUSED
    present.reason, present.decided_at = reason.strip()[:500], at
    present.save(update_fields=["state", "reason", "decided_at"])
    audit.record(
        acting_user=acting_user,
        verb="decide_proposal",
        subject=present.organisation,
        at=at,
        new={"about": present.about, "state": present.state, "reason": present.reason},
    )
    return present
