"""Pledges and their milestones. Their words are written by their own partner and by nobody else."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.formats import date_format

from stadsrecht.kernel import records
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.permissions import Person
from stadsrecht.partners.errors import (
    DueBeforeMade,
    NotSigned,
    NotYourPledge,
    PledgeEnded,
    PledgeMilestoneDone,
    QuotaIncomplete,
)
from stadsrecht.partners.models import Organisation, Pact, Pledge, PledgeMilestone, Signature
from stadsrecht.partners.operations.rules import require_needs
from stadsrecht.partners.queries.entries import speaks_for
from stadsrecht.partners.workflow import OPEN_PLEDGE_STATES


def require_partner(acting_user: Person, organisation: Organisation) -> None:
    """Raises NotYourPledge, also for the city's editors: the words of a pledge are its partner's."""
    if not speaks_for(acting_user, organisation):
        raise NotYourPledge


def require_pledge(pledge: Pledge) -> None:
    """Raises DueBeforeMade, QuotaIncomplete, UnknownCode."""
    if pledge.due_on < pledge.made_on:
        raise DueBeforeMade(due=date_format(pledge.due_on), made=date_format(pledge.made_on))
    least, of = pledge.quota_least, pledge.quota_of
    if (least is None) != (of is None) or (least is not None and of is not None and not 1 <= least <= of):
        raise QuotaIncomplete
    require_needs(pledge.subjects, field="subjects")


@transaction.atomic
def make_pledge(
    *,
    pact: Pact,
    organisation: Organisation,
    values: Mapping[str, Any],
    acting_user: Person,
    on: date,
    at: datetime,
) -> Pledge:
    """A new pledge of a signatory from `values` (columns of Pledge; at least title and due day).

    Raises NotYourPledge, NotSigned, DueBeforeMade, QuotaIncomplete, UnknownCode.
    """
    require_partner(acting_user, organisation)
    signature = Signature.objects.filter(pact=pact, organisation=organisation).first()
    if signature is None:
        raise NotSigned(organisation=organisation.name.plain)
    pledge = Pledge(**{"made_on": on, "heard_on": on, "created_at": at, "changed_at": at, **values})
    pledge.signature = signature
    require_pledge(pledge)
    pledge.code = pledge.code or records.free_code(Pledge, pledge.title)
    return records.add(pledge, acting_user=acting_user, at=at, verb="make_pledge")


def opened_pledge(pledge: Pledge, acting_user: Person, version: int | None, values: Mapping[str, Any]) -> Pledge:
    """The pledge, locked, for its own partner. Raises NotYourPledge, EditConflict."""
    require_partner(acting_user, pledge.signature.organisation)
    return records.opened(Pledge, pledge.pk, version, values)


@transaction.atomic
def edit_pledge(
    *, pledge: Pledge, version: int | None, values: Mapping[str, Any], acting_user: Person, at: datetime
) -> Pledge:
    """Change the words of a pledge while it is open; the trail keeps the old ones.

    Raises NotYourPledge, PledgeEnded, EditConflict, DueBeforeMade, QuotaIncomplete, UnknownCode.
    """
    present = opened_pledge(pledge, acting_user, version, values)
    if present.state not in OPEN_PLEDGE_STATES:
        raise PledgeEnded(state=present.get_state_display())
    wanted = Pledge(made_on=present.made_on, due_on=present.due_on)
    for name in ("due_on", "quota_least", "quota_of", "subjects"):
        setattr(wanted, name, values.get(name, getattr(present, name)))
    require_pledge(wanted)
    return records.change(present, values, acting_user=acting_user, at=at, verb="edit_pledge")


@transaction.atomic
def add_pledge_milestone(
    *, pledge: Pledge, title: LocalisedText, due_on: date | None, acting_user: Person, at: datetime
) -> PledgeMilestone:
    """Raises NotYourPledge, DueBeforeMade."""
    require_partner(acting_user, pledge.signature.organisation)
    if due_on and due_on < pledge.made_on:
        raise DueBeforeMade(due=date_format(due_on), made=date_format(pledge.made_on))
    milestone = PledgeMilestone(pledge=pledge, title=title, due_on=due_on)
    return records.add(milestone, acting_user=acting_user, at=at, verb="add_pledge_milestone")


@transaction.atomic
def finish_pledge_milestone(
    *, milestone: PledgeMilestone, acting_user: Person, on: date, at: datetime
) -> PledgeMilestone:
    """Raises NotYourPledge, PledgeMilestoneDone."""
    present = PledgeMilestone.objects.select_for_update().get(pk=milestone.pk)
    require_partner(acting_user, present.pledge.signature.organisation)
    if present.done_on:
        raise PledgeMilestoneDone
    Pledge.objects.filter(pk=present.pledge_id, heard_on__lt=on).update(heard_on=on)
    return records.change(present, {"done_on": on}, acting_user=acting_user, at=at, verb="finish_pledge_milestone")
