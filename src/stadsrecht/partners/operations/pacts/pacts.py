"""The agreement itself, and who signed it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.formats import date_format

from stadsrecht.kernel import records
from stadsrecht.kernel.periods import require_order
from stadsrecht.kernel.permissions import Person
from stadsrecht.partners.errors import AlreadySigned, SignedOutsidePact
from stadsrecht.partners.models import Organisation, Pact, Signature
from stadsrecht.partners.operations.entries import require_editor
from stadsrecht.partners.operations.rules import require_needs
from stadsrecht.partners.permissions import PERMISSIONS


@transaction.atomic
def record_pact(*, values: Mapping[str, Any], acting_user: Person, at: datetime) -> Pact:
    """A new pact from `values` (columns of Pact; at least title, text and start). Everyone sees it at once.

    Raises EndsBeforeStart, UnknownCode.
    """
    PERMISSIONS.require(acting_user, "edit_pact")
    pact = Pact(**{"created_at": at, "changed_at": at, **values})
    require_order(pact.starts_on, pact.ends_on)
    require_needs(pact.subjects, field="subjects")
    pact.code = pact.code or records.free_code(Pact, pact.title)
    return records.add(pact, acting_user=acting_user, at=at, verb="record_pact")


@transaction.atomic
def edit_pact(*, pact: Pact, version: int | None, values: Mapping[str, Any], acting_user: Person, at: datetime) -> Pact:
    """Change columns of a pact. Raises EditConflict, EndsBeforeStart, UnknownCode."""
    PERMISSIONS.require(acting_user, "edit_pact")
    present = records.opened(Pact, pact.pk, version, values)
    require_order(values.get("starts_on", present.starts_on), values.get("ends_on", present.ends_on))
    require_needs(values.get("subjects", ()), field="subjects")
    return records.change(present, values, acting_user=acting_user, at=at, verb="edit_pact")


@transaction.atomic
def sign_pact(
    *, pact: Pact, organisation: Organisation, signed_on: date, acting_user: Person, at: datetime
) -> Signature:
    """An organisation signs: by itself, or written down by the city.

    Raises NotYourOrganisation, SignedOutsidePact, AlreadySigned.
    """
    require_editor(acting_user, organisation)
    # The pact is locked, so that of two who sign at one moment for one organisation the second is told.
    present = Pact.objects.select_for_update().get(pk=pact.pk)
    if signed_on < present.starts_on or (present.ends_on and signed_on > present.ends_on):
        raise SignedOutsidePact(day=date_format(signed_on))
    before = present.signatures.filter(organisation=organisation).first()
    if before is not None:
        raise AlreadySigned(organisation=organisation.name.plain, day=date_format(before.signed_on))
    signature = Signature(pact=present, organisation=organisation, signed_on=signed_on)
    return records.add(signature, acting_user=acting_user, at=at, verb="sign_pact")
