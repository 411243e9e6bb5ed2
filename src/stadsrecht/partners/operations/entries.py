"""Changing an entry: the organisation itself, its services and places."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from stadsrecht.kernel import audit, records
from stadsrecht.kernel.permissions import Person
from stadsrecht.kernel.records import free_code
from stadsrecht.partners.bridge.identity import identity
from stadsrecht.partners.errors import NotYourOrganisation
from stadsrecht.partners.models import Location, Organisation, Service, ServiceAtLocation
from stadsrecht.partners.operations.addresses import forget_carried, has_moved, keep_address
from stadsrecht.partners.operations.districts import with_district
from stadsrecht.partners.operations.gathering import gather_entry
from stadsrecht.partners.operations.rules import require_location, require_organisation, require_service
from stadsrecht.partners.permissions import PERMISSIONS
from stadsrecht.partners.queries.entries import may_edit

ADDRESS = ("addresses", "latitude", "longitude", "area", "carried")
# The columns of ours that say what a field of HSDS says: once changed here, what was carried no longer holds.
SAYS = {
    "name": ("name",),
    "description": ("description",),
    "website": ("website",),
    "url": ("url",),
    "email": ("email",),
    "phone": ("phones",),
    "status": ("status",),
    "how": ("application_process",),
    "has_interpreter": ("interpretation_services",),
    "cost": ("fees", "fees_description", "cost_options"),
    "min_age": ("minimum_age", "eligibility_description"),
    "max_age": ("maximum_age", "eligibility_description"),
    "groups": ("eligibility_description",),
    "is_for_residents": ("eligibility_description",),
    "languages": ("languages",),
    "areas": ("service_areas",),
    "accessibility": ("accessibility",),
    "kind": ("location_type",),
    "addresses": ("addresses",),
    "latitude": ("latitude",),
    "longitude": ("longitude",),
}


def require_editor(acting_user: Person, subject: Organisation) -> None:
    """Raises NotYourOrganisation."""
    if not may_edit(acting_user, subject):
        raise NotYourOrganisation


def still_carried(record: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """What another directory said, without what is now said otherwise here."""
    changed = [name for name, value in values.items() if getattr(record, name, None) != value]
    gone = {field for name in changed for field in SAYS.get(name, ())}
    if changed:
        gone.add("last_modified")
    return {field: value for field, value in record.carried.items() if field not in gone}


@transaction.atomic
def add_organisation(
    *, values: Mapping[str, Any], acting_user: Person, at: datetime, verb: str = "add_organisation"
) -> Organisation:
    """A new entry, by an editor of the city. Raises LinkRefused, UnknownCode."""
    PERMISSIONS.require(acting_user, "edit_any")
    require_organisation(values)
    present = Organisation(**values)
    present.code = free_code(Organisation, present.name)
    present.uuid = identity("organisation", present.code, at.isoformat())
    records.add(present, acting_user=acting_user, at=at, verb=verb)
    gather_entry(present)
    return present


@transaction.atomic
def edit_organisation(
    *, organisation: Organisation, version: int | None, values: Mapping[str, Any], acting_user: Person, at: datetime
) -> Organisation:
    """Change columns of an organisation. Raises NotYourOrganisation, EditConflict, LinkRefused, UnknownCode."""
    require_editor(acting_user, organisation)
    require_organisation(values)
    present = records.opened(Organisation, organisation.pk, version, values)
    wanted = {**values, "carried": still_carried(present, values)}
    if records.write(present, wanted, acting_user=acting_user, at=at, verb="edit_organisation"):
        gather_entry(present)
    return present


@transaction.atomic
def save_service(
    *,
    organisation: Organisation,
    service: Service | None,
    version: int | None,
    values: Mapping[str, Any],
    locations: Iterable[Location],
    acting_user: Person,
    at: datetime,
) -> Service:
    """A new service, or changes of one, and the places where it is given.

    Raises NotYourOrganisation, EditConflict, LinkRefused, UnknownLanguage, UnknownCode, AgesReversed.
    """
    require_editor(acting_user, organisation)
    require_service(values, service)
    if service is None:
        number = organisation.services.count()
        present = Service(organisation=organisation, **values)
        present.uuid = identity("service", organisation.code, str(number), at.isoformat())
        records.add(present, acting_user=acting_user, at=at, verb="add_service")
    else:
        present = records.opened(Service, service.pk, version, values)
        wanted = {**values, "carried": still_carried(present, values)}
        records.write(present, wanted, acting_user=acting_user, at=at, verb="edit_service")
    if place_service(present, locations):
        audit.record(acting_user=acting_user, verb="place_service", subject=present, at=at)
    gather_entry(organisation)
    present.refresh_from_db(fields=["found_in", "words"])
    return present


def place_service(service: Service, locations: Iterable[Location]) -> bool:
    """Give a service at these places and no others, and tell whether that changed anything. One that stays is kept."""
    wanted = {row.pk: row for row in locations}
    present = set(service.at_locations.values_list("location_id", flat=True))
    service.at_locations.exclude(location__in=wanted).delete()
    ServiceAtLocation.objects.bulk_create(
        ServiceAtLocation(
            service=service, location=row, uuid=identity("service at location", str(service.uuid), str(row.uuid))
        )
        for pk, row in wanted.items()
        if pk not in present
    )
    for row in wanted.values():
        if row.is_confidential:
            forget_carried(row)
    return present != set(wanted)


@transaction.atomic
def save_location(
    *,
    organisation: Organisation,
    location: Location | None,
    version: int | None,
    values: Mapping[str, Any],
    acting_user: Person,
    at: datetime,
) -> Location:
    """A new place, or changes of one. An address of a confidential place goes under seal and nowhere else.

    Raises NotYourOrganisation, EditConflict, UnknownCode, FrontDoorMissing.
    """
    require_editor(acting_user, organisation)
    require_location(values, location)
    plain = {name: value for name, value in values.items() if name not in ADDRESS}
    address = with_district({name: value for name, value in values.items() if name in ADDRESS}, at=at)
    if location is None:
        number = organisation.locations.count()
        present = Location(organisation=organisation, **plain)
        present.uuid = identity("location", organisation.code, str(number), at.isoformat())
        records.add(present, acting_user=acting_user, at=at, verb="add_location")
        _settle(present, address, acting_user, at)
    else:
        present = records.opened(Location, location.pk, version, plain)
        address = {**_without_position(present, address), **address}
        before, carried = present.is_confidential, still_carried(present, values)
        present.is_confidential = values.get("is_confidential", before)
        kept = keep_address(present, {"carried": carried, **address})
        present.is_confidential = before
        records.write(present, {**plain, **kept}, acting_user=acting_user, at=at, verb="edit_location")
    gather_entry(organisation)
    return present


def _without_position(present: Location, address: Mapping[str, Any]) -> dict[str, None]:
    """A place that moves no longer stands where it stood: its position goes, unless a new one is said."""
    if not has_moved(present.addresses, address.get("addresses") or []):
        return {}
    return {"latitude": None, "longitude": None}


def _settle(location: Location, address: Mapping[str, Any], acting_user: Person, at: datetime) -> None:
    kept = keep_address(location, address)
    records.write(location, kept, acting_user=acting_user, at=at, verb="edit_location", raises_version=False)


def remove_service(*, service: Service, acting_user: Person, at: datetime) -> None:
    """Take a service away; the trail keeps its name."""
    _remove(service, acting_user, at, "remove_service")


def remove_location(*, location: Location, acting_user: Person, at: datetime) -> None:
    """Take a place away, with what was sealed of it."""
    _remove(location, acting_user, at, "remove_location")


@transaction.atomic
def _remove(part: Service | Location, acting_user: Person, at: datetime, verb: str) -> None:
    organisation = part.organisation
    require_editor(acting_user, organisation)
    audit.record(
        acting_user=acting_user,
        verb=verb,
        subject=part,
        at=at,
        old={"name": dict(part.name), "organisation": organisation.code},
    )
    part.delete()
    gather_entry(organisation)
