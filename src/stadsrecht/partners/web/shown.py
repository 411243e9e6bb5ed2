"""What pages and machine forms say of an entry. The address of a confidential place is not among it: there is none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stadsrecht.kernel.languages import Language, named
from stadsrecht.partners import queries
from stadsrecht.partners.bridge.positions import position_of
from stadsrecht.partners.models import (
    Accessibility,
    Group,
    Location,
    Organisation,
    Schedule,
    Service,
    ServiceAtLocation,
)
from stadsrecht.partners.queries import HoursShown, Lines

ACCESS = dict(Accessibility.choices)
GROUPS = dict(Group.choices)


def organisation_data(row: Organisation) -> dict[str, Any]:
    return {
        "code": row.code,
        "id": str(row.uuid),
        "name": row.name,
        "kind": row.kind,
        "website": row.website,
        "needs": row.needs,
        "languages": row.languages,
        "accessibility": row.accessibility,
        "confirmed_on": row.confirmed_on,
        "source": row.source,
        "source_url": row.source_url,
        "for_show": row.for_show,
    }


def service_data(row: Service) -> dict[str, Any]:
    return {
        "id": str(row.uuid),
        "name": row.name,
        "description": row.description,
        "status": row.status,
        "needs": row.needs,
        "languages": row.languages,
        "has_interpreter": row.has_interpreter,
        "by_appointment": row.is_by_appointment,
        "cost": row.cost or None,
        "min_age": row.min_age,
        "max_age": row.max_age,
        "groups": row.groups,
        "only_for_residents": row.is_for_residents,
        "url": row.url,
        "email": row.email,
        "phone": row.phone,
    }


def place_data(row: Location) -> dict[str, Any]:
    return {
        "id": str(row.uuid),
        "kind": row.kind,
        "name": row.name,
        "is_confidential": row.is_confidential,
        "front_door": row.front_door,
        "addresses": row.addresses,
        "accessibility": row.accessibility,
        "area": row.area.code if row.area else None,
    }


def for_whom(row: Service) -> list[str]:
    """The rules of eligibility, each as a short phrase; none means that everyone is welcome."""
    said = []
    if row.min_age is not None and row.max_age is not None:
        said.append(_("from %(least)s to %(most)s years old") % {"least": row.min_age, "most": row.max_age})
    elif row.min_age is not None:
        said.append(ngettext("from %(age)s year old", "from %(age)s years old", row.min_age) % {"age": row.min_age})
    elif row.max_age is not None:
        said.append(ngettext("up to %(age)s year old", "up to %(age)s years old", row.max_age) % {"age": row.max_age})
    said += [str(GROUPS[code]) for code in row.groups if code in GROUPS]
    if row.is_for_residents:
        said.append(_("people who live in the city"))
    return said


def address_lines(row: Location) -> list[str]:
    """The first address, as one writes it on a letter."""
    if not row.addresses:
        return []
    one = row.addresses[0]
    town = " ".join(filter(None, (one.get("postal_code"), one.get("city"))))
    return [line for line in (one.get("address_1"), one.get("address_2"), town) if line]


def where(row: Location) -> str:
    """The first address and the position, as far as they are known."""
    return ", ".join(filter(None, (*address_lines(row), position_of(row.latitude, row.longitude))))


@dataclass(frozen=True)
class PlaceShown:
    place: Location
    address: list[str]
    access: list[Any]
    hours: list[HoursShown]


@dataclass(frozen=True)
class Contact:
    phone: str
    email: str
    website: str

    def __bool__(self) -> bool:
        return bool(self.phone or self.email or self.website)


@dataclass(frozen=True)
class ServiceShown:
    """`contact` is that of the organisation, where the service has none of its own and the page shows no other."""

    service: Service
    languages: list[Language]
    for_whom: list[str]
    needs: list[Any]
    hours: list[HoursShown]
    places: list[PlaceShown]
    contact: Contact | None = None


def shown_service(row: Service, at: datetime, *, lines: Lines, stands_alone: bool = False) -> ServiceShown:
    """`stands_alone`: the page says nothing else of the organisation, neither how to reach it nor where it is."""

    def hours_there(place: ServiceAtLocation) -> list[Schedule]:
        """The hours of a service at a place; where it has none at all, those of the place itself."""
        return lines[place] or (lines[place.location] if stands_alone and not hours else [])

    hours = lines[row]
    one = row.organisation if stands_alone and not (row.phone or row.email or row.url) else None
    return ServiceShown(
        row,
        [named(tag) for tag in row.languages],
        for_whom(row),
        queries.need_names(row.needs),
        queries.shown_hours(
            hours, at, with_words=not any(one.location.is_confidential for one in row.at_locations.all())
        ),
        [shown_place(place.location, at, hours=hours_there(place)) for place in row.at_locations.all()],
        Contact(one.phone, one.email, one.website) if one else None,
    )


def shown_place(row: Location, at: datetime, *, hours: Iterable[Schedule]) -> PlaceShown:
    """A place with its hours, or those of a service there."""
    return PlaceShown(
        row,
        address_lines(row),
        [ACCESS.get(code, code) for code in row.accessibility],
        queries.shown_hours(hours, at, with_words=not row.is_confidential),
    )
