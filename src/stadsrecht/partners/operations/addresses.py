"""Addresses: in the open for everyone to visit, or under seal. There is no third way.

`keep_address` decides which; `reveal_address` is the only reader of a seal, and each reading stands in the trail.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from stadsrecht.kernel import audit
from stadsrecht.kernel.errors import ReasonMissing
from stadsrecht.kernel.permissions import Person
from stadsrecht.kernel.sealing import seal, unseal
from stadsrecht.partners.bridge.words import folded
from stadsrecht.partners.errors import UnknownLocation
from stadsrecht.partners.models import Location, Schedule, SealedAddress, Service, ServiceAtLocation
from stadsrecht.partners.permissions import PERMISSIONS

PURPOSE = "address of a confidential place"
KEYS = ("addresses", "latitude", "longitude", "carried")
IN_THE_OPEN: dict[str, Any] = {"addresses": [], "latitude": None, "longitude": None, "carried": {}, "area": None}


def keep_address(location: Location, values: Mapping[str, Any]) -> dict[str, Any]:
    """The columns to save for an address in `values` (addresses, latitude, longitude, area, carried).

    A confidential place keeps none of it: what there is goes under seal at once, and so does what stood in the open
    before the place became confidential. Call it with the location saved; save what it returns in the same transaction.
    """
    if not location.is_confidential:
        SealedAddress.objects.filter(location=location).delete()
        return dict(values)
    present = {name: getattr(location, name) for name in KEYS if getattr(location, name)}
    given = {name: values[name] for name in KEYS if values.get(name)}
    before = SealedAddress.objects.filter(location=location).first()
    forget_carried(location)
    known = _over({**(_opened(before) if before else {}), **present}, given)
    if known and (before is None or known != _opened(before)):
        sealed = seal(json.dumps(known), purpose=PURPOSE)
        SealedAddress.objects.update_or_create(location=location, defaults={"sealed": sealed})
    return {**values, **IN_THE_OPEN}


def has_moved(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> bool:
    """Whether another street, postcode or town is said. One that was not known before, or is not said, is no move."""
    return any(before and now and before != now for before, now in zip(_door(old), _door(new), strict=True))


def _door(addresses: list[dict[str, Any]]) -> list[str]:
    first = addresses[0] if addresses else {}
    return [folded(str(first.get(name) or "")) for name in ("address_1", "postal_code", "city")]


def _over(known: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """The same street keeps what is not said of it; a place that moves has no position until one is said."""
    old, new = known.get("addresses"), given.get("addresses")
    if not old or not new:
        return {**known, **given}
    if has_moved(old, new):
        known = {name: value for name, value in known.items() if name not in ("latitude", "longitude")}
    if _door(old)[0] != _door(new)[0]:
        return {**known, **given}
    first = {**old[0], **{name: value for name, value in new[0].items() if value}}
    return {**known, **given, "addresses": [first, *(new[1:] or old[1:])]}


def forget_carried(location: Location) -> None:
    """Drop what another directory said beside a place: with a service there, with the hours of both.

    Such words ("the door beside the bakery") tell an address as well as a street does. Call it whenever words of
    another directory may have come in at a confidential place.
    """
    ServiceAtLocation.objects.filter(location=location).update(carried={})
    Service.objects.filter(at_locations__location=location).update(carried={})
    of_place = Q(location=location) | Q(at_location__location=location)
    Schedule.objects.filter(of_place | Q(service__at_locations__location=location)).update(carried={})


@transaction.atomic
def reveal_address(*, location: Location, reason: str, acting_user: Person, at: datetime) -> dict[str, Any]:
    """The address under seal, for the one who must know it, with the reason in the trail. Raises UnknownLocation."""
    PERMISSIONS.require(acting_user, "reveal_address")
    if not reason.strip():
        raise ReasonMissing
    kept = SealedAddress.objects.filter(location=location).first()
    if kept is None:
        raise UnknownLocation
    audit.record(
        acting_user=acting_user, verb="reveal_address", subject=location, at=at, new={"reason": reason.strip()[:500]}
    )
    return _opened(kept)


def _opened(kept: SealedAddress) -> dict[str, Any]:
    opened: dict[str, Any] = json.loads(unseal(kept.sealed, purpose=PURPOSE))
    return opened
