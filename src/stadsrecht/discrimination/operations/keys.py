"""Keys of people: made, given a new passphrase, shared, retired.

What costs a second of Argon2id happens before the transaction begins.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from stadsrecht.discrimination.bridge.intake import new_envelope
from stadsrecht.discrimination.bridge.scheme import PERSONAL_KEY, ReportKey, place
from stadsrecht.discrimination.errors import HasKeyAlready, KeyNotAdmitted
from stadsrecht.discrimination.models import Envelope, PersonalKey, ReferralKey, Report
from stadsrecht.discrimination.permissions import PERMISSIONS
from stadsrecht.discrimination.queries import OpenKey, is_admitted, key_of, open_report_key
from stadsrecht.kernel import audit
from stadsrecht.kernel.permissions import Person
from stadsrecht.kernel.sealing import Work, new_key, pair_from_seed, unwrap, wrap
from stadsrecht.places.errors import UnknownPlace
from stadsrecht.places.queries import districts


def make_personal_key(*, person: Any, passphrase: str, at: datetime) -> OpenKey:
    """A key pair for a person who has none in use; only they know the passphrase. It opens nothing before admission.

    Raises PassphraseTooShort, HasKeyAlready.
    """
    PERMISSIONS.require(person, "hold_key")
    if key_of(person):
        raise HasKeyAlready
    row, seed = uuid4(), new_key()
    pair = pair_from_seed(seed)
    key = PersonalKey(id=row, person=person, public=pair.public, wrapped=_wrapped(seed, passphrase, row), made_at=at)
    with transaction.atomic():
        key.save(force_insert=True)
        audit.record(acting_user=person, verb="make_personal_key", subject=key, at=at)
    return OpenKey(key, pair)


def change_passphrase(*, person: Any, old: str, new: str, at: datetime) -> None:
    """Wrap the same key anew. Raises WrongPassphrase, PassphraseTooShort, KeyLocked."""
    PERMISSIONS.require(person, "hold_key")
    key = key_of(person)
    if key is None:
        return
    seed = unwrap(bytes(key.wrapped), old, place=place(PERSONAL_KEY, key.id, "wrapped"))
    wrapped = _wrapped(seed, new, key.id)
    with transaction.atomic():
        PersonalKey.objects.filter(pk=key.pk).update(wrapped=wrapped)
        audit.record(acting_user=person, verb="change_passphrase", subject=key, at=at)


@transaction.atomic
def say_district(*, person: Any, district: str, at: datetime) -> None:
    """Say in which district one lives, or no longer: the monthly review then points at cases from there.

    The trail says that it was told, not which. Raises UnknownPlace.
    """
    PERMISSIONS.require(person, "see_desk")
    if district and not districts().filter(code=district).exists():
        raise UnknownPlace(wanted=district[:40])
    if key := key_of(person):
        PersonalKey.objects.filter(pk=key.pk).update(district=district)
        audit.record(acting_user=person, verb="say_district", subject=key, at=at)


def _wrapped(seed: bytes, passphrase: str, row: UUID) -> bytes:
    work: Work = settings.PASSPHRASE_WORK
    return wrap(seed, passphrase, place=place(PERSONAL_KEY, row, "wrapped"), work=work)


def require_admitted(person: Any) -> None:
    """What takes a key away from others, or lets one in, is not done by a role alone. Raises KeyNotAdmitted."""
    if not is_admitted(person):
        raise KeyNotAdmitted


@transaction.atomic
def retire_key(*, key: PersonalKey, acting_user: Person, at: datetime) -> None:
    """Nothing more is sealed to this key, and what was sealed to it no longer opens with it. Raises KeyNotAdmitted."""
    PERMISSIONS.require(acting_user, "assign_case")
    require_admitted(acting_user)
    set_retired(key, acting_user=acting_user, at=at)


def set_retired(key: PersonalKey, *, acting_user: Any, at: datetime) -> None:
    """In the caller's transaction, for a caller that may."""
    # The lock waits for a report that is being written with this key, so that its envelope is destroyed too.
    PersonalKey.objects.select_for_update().get(pk=key.pk)
    PersonalKey.objects.filter(pk=key.pk).update(retired_at=at, district="")
    count, _kinds = Envelope.objects.filter(person_key=key).delete()
    count += ReferralKey.objects.filter(person_key=key).delete()[0]
    new = {"envelopes_destroyed": count}
    audit.record(acting_user=acting_user, verb="retire_key", subject=key, at=at, new=new)


def share_report(
    *,
    report: Report,
    compartment: str,
    giver: OpenKey,
    receivers: Iterable[PersonalKey],
    acting_user: Person,
    at: datetime,
) -> int:
    """Seal a compartment's key to colleagues; who has it already keeps what they have. Returns how many are new.

    Raises NoKeyForThis where the giver cannot open it, KeyNotAdmitted, ReportDestroyed.
    """
    PERMISSIONS.require(acting_user, "give_key")
    return share_report_key(
        report=report,
        compartment=compartment,
        key=open_report_key(report, giver, compartment),
        receivers=receivers,
        acting_user=acting_user,
        at=at,
    )


def share_report_key(
    *,
    report: Report,
    compartment: str,
    key: ReportKey,
    receivers: Iterable[PersonalKey],
    acting_user: Any,
    at: datetime,
) -> int:
    """The same with the key already open; the caller has seen to it that it may be given."""
    holding = set(report.envelopes.filter(compartment=compartment).values_list("person_key_id", flat=True))
    waiting = [one for one in receivers if one.pk not in holding]
    made = [new_envelope(report, compartment, key, one.public, person_key=one) for one in waiting]
    with transaction.atomic():
        Envelope.objects.bulk_create(made, ignore_conflicts=True)
        if made:
            people = [f"account {one.person_id}" for one in waiting]
            new = {"compartment": str(compartment), "holders": people}
            audit.record(acting_user=acting_user, verb="share_report", subject=report, at=at, new=new)
    return len(made)
