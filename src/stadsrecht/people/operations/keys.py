"""Keys for programs: made and ended by people, and used for one thing. Each of the three is in the trail, by number."""

import hashlib
import hmac
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from stadsrecht.kernel import audit
from stadsrecht.kernel.errors import NotPermitted
from stadsrecht.people.errors import KeyLastsTooLong, KeyNotValid, NameMissing, UnknownScope
from stadsrecht.people.models import ProgramKey, User
from stadsrecht.people.permissions import PERMISSIONS
from stadsrecht.people.queries import has_second_factor, key_for, scopes_of

LONGEST = timedelta(days=366)
FEWEST_CHARACTERS = 32  # a secret of fewer is none of ours


@transaction.atomic
def make_key(*, secret: str, name: str, scope: str, last_day: date, acting_user: User, at: datetime) -> ProgramKey:
    """A key of the acting person, of whose secret only the digest is kept.

    `secret` is chance of 256 bits, drawn by the caller and shown once. Raises NameMissing, UnknownScope,
    KeyLastsTooLong.
    """
    PERMISSIONS.require(acting_user, "hold_keys")
    assert len(secret) >= FEWEST_CHARACTERS
    today = timezone.localdate(at)
    if not (name := " ".join(name.split())[:80]):
        raise NameMissing
    if scope not in {one.code for one in scopes_of(acting_user)}:
        raise UnknownScope
    if not today <= last_day <= today + LONGEST:
        raise KeyLastsTooLong(first=today.isoformat(), last=(today + LONGEST).isoformat())
    key = ProgramKey.objects.create(
        owner_id=acting_user.pk, name=name, scope=scope, sha256=digest_of(secret), made_at=at, last_day=last_day
    )
    new = {"scope": scope, "last_day": last_day}
    audit.record(acting_user=acting_user, verb="make_key", subject=key, at=at, new=new)
    return key


@transaction.atomic
def end_key(*, key: ProgramKey, acting_user: User, at: datetime) -> ProgramKey:
    """From now on nothing can be done with it. Raises UnknownKey for a key of somebody else."""
    PERMISSIONS.require(acting_user, "hold_keys")
    key_for(acting_user, key.pk)
    present = ProgramKey.objects.select_for_update().get(pk=key.pk)
    if present.ended_at is None:
        present.ended_at = at
        present.save(update_fields=["ended_at"])
        audit.record(acting_user=acting_user, verb="end_key", subject=present, at=at, new={"ended_at": at})
    return present


@transaction.atomic
def use_key(*, secret: str, scope: str, purpose: str, at: datetime) -> User:
    """The person in whose name a program acts, for one thing. Raises KeyNotValid, and NotPermitted for another scope.

    The key does what its owner may do now: who is locked, or lost the role, has lost the key with it.
    """
    sha256 = digest_of(secret)
    key = ProgramKey.objects.select_for_update(of=("self",)).select_related("owner").filter(sha256=sha256).first()
    if key is None or not hmac.compare_digest(key.sha256, sha256):
        raise KeyNotValid
    today = timezone.localdate(at)
    if key.ended_at is not None or today > key.last_day or not _may_act(key.owner):
        raise KeyNotValid
    owner: Any = key.owner
    if key.scope != scope or scope not in {one.code for one in scopes_of(owner)}:
        raise NotPermitted
    if key.last_used_on != today:
        key.last_used_on = today
        key.save(update_fields=["last_used_on"])
    owner.by_key = key
    audit.record(acting_user=owner, verb="use_key", subject=key, at=at, new={"for": purpose[:200]})
    return key.owner


def _may_act(owner: User) -> bool:
    """Whether this person could act at the desk now: not locked, and with a second factor or as a persona of a demo."""
    return owner.is_active and (settings.DEMO if owner.is_demo else has_second_factor(owner))


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
