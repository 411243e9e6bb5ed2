"""Who is of the office: a key is admitted by somebody whose key was, or by the keyholders of the recovery key.

Whoever runs the installation gives out accounts and roles, and could make themself a second account. So neither a role
nor a key made with it is enough. The holder reads the code of their key to the one who admits it: over the telephone or
across the table, where an administrator cannot stand in for them.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from stadsrecht.discrimination.bridge.admission import is_code_of
from stadsrecht.discrimination.errors import KeyCodeDiffers, KeyNotAdmitted, NotOfTheOffice, UnknownKey
from stadsrecht.discrimination.models import PersonalKey
from stadsrecht.discrimination.operations.keys import require_admitted, set_retired
from stadsrecht.discrimination.operations.recovery import require_parts
from stadsrecht.discrimination.permissions import PERMISSIONS
from stadsrecht.discrimination.queries import OpenKey
from stadsrecht.kernel import audit
from stadsrecht.kernel.permissions import Person
from stadsrecht.kernel.sealing import CodeMisread


@transaction.atomic
def admit_key(*, key: PersonalKey, code: str, giver: OpenKey, acting_user: Any, at: datetime) -> None:
    """From now on reports are sealed to this key. A key that is admitted already stays as it is.

    Raises KeyNotAdmitted where the giver's is not, UnknownKey, NotOfTheOffice, CodeMisread, KeyCodeDiffers.
    """
    PERMISSIONS.require(acting_user, "admit_key")
    if giver.row.person_id != acting_user.pk:
        raise KeyNotAdmitted
    require_admitted(acting_user)
    _admit(key, code, by=acting_user, acting_user=acting_user, at=at)


def admit_key_by_recovery(*, key: PersonalKey, code: str, parts: list[str], acting_user: Person, at: datetime) -> None:
    """The same by keyholders who type their parts: the first key of an office, or when no coordinator is left.

    Raises RecoveryKeyMissing, WrongShares, CodeMisread, UnknownKey, NotOfTheOffice, KeyCodeDiffers.
    """
    PERMISSIONS.require(acting_user, "keep_recovery_key")
    require_parts(parts)
    with transaction.atomic():
        _admit(key, code, by=None, acting_user=acting_user, at=at)


def retire_key_by_recovery(*, key: PersonalKey, parts: list[str], acting_user: Person, at: datetime) -> None:
    """Where no other coordinator can retire it: the only one forgot the passphrase, or left.

    Raises RecoveryKeyMissing, WrongShares, CodeMisread.
    """
    PERMISSIONS.require(acting_user, "keep_recovery_key")
    require_parts(parts)
    with transaction.atomic():
        set_retired(key, acting_user=acting_user, at=at)


def _admit(key: PersonalKey, code: str, *, by: Any, acting_user: Any, at: datetime) -> None:
    present = PersonalKey.objects.select_for_update(of=("self",)).select_related("person").get(pk=key.pk)
    if present.retired_at:
        raise UnknownKey
    if not PERMISSIONS.may(present.person, "see_desk"):
        raise NotOfTheOffice
    _require_code(present, code)
    if present.admitted_at is None:
        set_admitted(present, by=by, acting_user=acting_user, at=at)


def _require_code(key: PersonalKey, code: str) -> None:
    try:
        is_right = is_code_of(key.public, code)
    except CodeMisread as error:
        error.at_field = "code"
        raise
    if not is_right:
        raise KeyCodeDiffers


def set_admitted(key: PersonalKey, *, by: Any, acting_user: Any, at: datetime) -> None:
    """For a caller that has seen to it that the key may be."""
    key.admitted_at, key.admitted_by = at, by
    key.save(update_fields=["admitted_at", "admitted_by"])
    audit.record(acting_user=acting_user, verb="admit_key", subject=key, at=at, new={"by_keyholders": by is None})
