"""Joining the coalition: an organisation asks, the core group of the theme decides, a member may leave."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.formats import date_format

from stadsrecht.kernel import audit, records
from stadsrecht.kernel.errors import ReasonMissing
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.packs import PackRefers, read_pack
from stadsrecht.kernel.permissions import Person
from stadsrecht.partners.errors import AlreadyAsked, AlreadyMember, JoinDecided, NotCoreGroup, NotYourOrganisation
from stadsrecht.partners.models import CoalitionRole, JoinRequest, Membership, Organisation
from stadsrecht.partners.operations.coalition_letters import Cause, claim_letters
from stadsrecht.partners.operations.rules import require_needs
from stadsrecht.partners.permissions import PERMISSIONS
from stadsrecht.partners.queries.coalition import core_group, may_decide
from stadsrecht.partners.queries.entries import editors_of, speaks_for

FILE = "pacts.toml"


@transaction.atomic
def ask_to_join(
    *,
    organisation: Organisation,
    theme: str,
    role: str,
    text: LocalisedText,
    acting_user: Person,
    on: date,
    at: datetime,
) -> JoinRequest:
    """An organisation asks for a role on a theme, by its own editor; a member asks for another role.

    Raises NotYourOrganisation, UnknownCode, AlreadyMember, AlreadyAsked.
    """
    if not speaks_for(acting_user, organisation):
        raise NotYourOrganisation
    require_needs([theme], field="theme")
    present = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if Membership.objects.filter(organisation=present, theme=theme, role=role).exists():
        raise AlreadyMember(organisation=present.name.plain)
    waiting = JoinRequest.objects.filter(organisation=present, state=JoinRequest.State.WAITING)
    before = waiting.filter(theme=theme).first()
    if before is not None:
        raise AlreadyAsked(organisation=present.name.plain, day=date_format(before.asked_on))
    request = JoinRequest(organisation=present, theme=theme, role=role, text=text, asked_on=on)
    records.add(request, acting_user=acting_user, at=at, verb="ask_to_join")
    claim_letters(request, Cause.ASKED, core_group(theme))
    return request


@transaction.atomic
def decide_join(
    *, request: JoinRequest, is_accepted: bool, reason: LocalisedText, acting_user: Person, on: date, at: datetime
) -> JoinRequest:
    """The core group takes an organisation in, or refuses it with a reason that it reads.

    Raises NotCoreGroup, JoinDecided, ReasonMissing, AlreadyMember.
    """
    if not may_decide(acting_user, request.theme):
        raise NotCoreGroup
    present = JoinRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if present.state != JoinRequest.State.WAITING:
        raise JoinDecided
    if not is_accepted and not reason:
        raise ReasonMissing
    if is_accepted:
        _take_in(present, acting_user, on, at)
    state = JoinRequest.State.ACCEPTED if is_accepted else JoinRequest.State.REFUSED
    values: Mapping[str, Any] = {"state": state, "reason": reason, "decided_on": on}
    records.change(present, values, acting_user=acting_user, at=at, verb="decide_join")
    claim_letters(present, Cause.DECIDED, editors_of(present.organisation))
    return present


def _take_in(request: JoinRequest, acting_user: Person, on: date, at: datetime) -> None:
    """A new member, or one that changes its role and stays a member since the day on which it joined."""
    organisation = Organisation.objects.select_for_update().get(pk=request.organisation_id)
    present = Membership.objects.filter(organisation=organisation, theme=request.theme).first()
    if present is None:
        member = Membership(organisation=organisation, theme=request.theme, role=request.role, joined_on=on)
        records.add(member, acting_user=acting_user, at=at, verb="join_coalition")
    elif present.role == request.role:
        raise AlreadyMember(organisation=organisation.name.plain)
    else:
        records.change(present, {"role": request.role}, acting_user=acting_user, at=at, verb="change_role")


@transaction.atomic
def leave_coalition(*, membership: Membership, acting_user: Person, at: datetime) -> None:
    """An organisation leaves a theme. Raises NotYourOrganisation."""
    if not speaks_for(acting_user, membership.organisation):
        raise NotYourOrganisation
    records.remove(membership, acting_user=acting_user, at=at, verb="leave_coalition")


@transaction.atomic
def load_coalition(pack: Path, *, acting_user: Person, at: datetime) -> int:
    """The members that `pack`/pacts.toml names; whoever is in already, or has left, is left as people made it.

    Raises PackRefers for an organisation or a role that does not exist.
    """
    PERMISSIONS.require(acting_user, "load_pack")
    rows = read_pack(pack / FILE).get("member", ()) if (pack / FILE).exists() else ()
    known = set(Membership.objects.values_list("organisation__code", "theme"))
    organisations = {
        row.code: row for row in Organisation.objects.filter(code__in=[row["organisation"] for row in rows])
    }
    keys = {row.pk: row.code for row in organisations.values()}
    left = {(keys.get(old["organisation"]), old["theme"]) for old in audit.olds_of(Membership, "leave_coalition")}
    new = [row for row in rows if (row["organisation"], row["theme"]) not in known | left]
    for row in new:
        if row["organisation"] not in organisations:
            raise PackRefers(file=FILE, what=row["organisation"])
        require_needs([row["theme"]], field="theme")
        if row["role"] not in CoalitionRole.values:
            raise PackRefers(file=FILE, what=row["role"])
        member = Membership.objects.create(
            organisation=organisations[row["organisation"]],
            theme=row["theme"],
            role=row["role"],
            joined_on=row["on"],
        )
        audit.record(acting_user=acting_user, verb="load_member", subject=member, at=at, new={"role": member.role})
    return len(new)
