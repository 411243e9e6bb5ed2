"""Who keeps an entry true: people of the partner, appointed and dismissed by the city's editors.

An account is made, and given its role, by an administrator of people; here it is only tied to an organisation.
"""

from datetime import datetime

from django.db import transaction

from stadsrecht.kernel import audit
from stadsrecht.kernel.permissions import Person
from stadsrecht.partners.errors import AccountIsNoPartner, EditsAlready, UnknownAccount
from stadsrecht.partners.models import Editorship, Organisation
from stadsrecht.partners.permissions import PERMISSIONS
from stadsrecht.people.queries import active_people


@transaction.atomic
def appoint_editor(*, organisation: Organisation, email: str, acting_user: Person, at: datetime) -> Editorship:
    """Let whoever has this e-mail address keep the entry. Raises UnknownAccount, AccountIsNoPartner, EditsAlready."""
    PERMISSIONS.require(acting_user, "edit_any")
    person = active_people().filter(email__iexact=email.strip()).first()
    if person is None:
        raise UnknownAccount
    if not PERMISSIONS.may(person, "edit_own"):
        raise AccountIsNoPartner
    editorship, is_new = Editorship.objects.get_or_create(organisation=organisation, person=person)
    if not is_new:
        raise EditsAlready
    audit.record(acting_user=acting_user, verb="appoint_editor", subject=organisation, at=at, new=_said(editorship))
    return editorship


@transaction.atomic
def dismiss_editor(*, editorship: Editorship, acting_user: Person, at: datetime) -> None:
    """The account stays; it can no longer change this entry."""
    PERMISSIONS.require(acting_user, "edit_any")
    subject, old = editorship.organisation, _said(editorship)
    audit.record(acting_user=acting_user, verb="dismiss_editor", subject=subject, at=at, old=old)
    editorship.delete()


def _said(editorship: Editorship) -> dict[str, int]:
    """The trail names accounts by number, never by name or address."""
    return {"account": editorship.person_id}
