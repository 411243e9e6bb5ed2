"""The organisations of a data pack with their services and places, loaded as often as one likes.

An entry that a person has changed since (its version tells) is left as that person left it.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, time
from pathlib import Path
from typing import Any

from django.db import transaction

from stadsrecht.kernel import audit, records
from stadsrecht.kernel.errors import StadsrechtError
from stadsrecht.kernel.packs import PackRefers, localised, read_pack
from stadsrecht.kernel.permissions import Person
from stadsrecht.kernel.records import require_texts
from stadsrecht.partners.bridge.identity import identity
from stadsrecht.partners.models import Editorship, Kind, Location, Organisation, Schedule, Service
from stadsrecht.partners.operations.addresses import keep_address
from stadsrecht.partners.operations.districts import with_district
from stadsrecht.partners.operations.entries import place_service
from stadsrecht.partners.operations.gathering import gather_entry
from stadsrecht.partners.operations.rules import require_location, require_organisation, require_service
from stadsrecht.partners.permissions import PERMISSIONS
from stadsrecht.people.queries import personas
from stadsrecht.places import queries as city

FILE = "partners.toml"
COLUMNS = (
    *("name", "description", "kind", "website", "email", "phone", "helps_with", "source", "source_url"),
    *("for_show", "confirmed_on", "works_on"),
)


@transaction.atomic
def load_organisations(pack: Path, *, acting_user: Person, at: datetime) -> int:
    """Load or renew the organisations of `pack`/partners.toml; returns how many were new or differed.

    Raises PackUnreadable, and PackRefers for a kind, a need, a language or a place that does not exist.
    """
    PERMISSIONS.require(acting_user, "load_pack")
    known = {row.code: row for row in Organisation.objects.select_for_update()}
    rows = read_pack(pack / FILE).get("organisation", [])
    places = {row.code: row for row in city.areas()}
    old, new = {}, {}
    for row in rows:
        organisation = known.setdefault(
            row["code"], Organisation(code=row["code"], uuid=identity("organisation", row["code"]))
        )
        before, after = audit.changed(audit.values_of(organisation, COLUMNS), _values(row))
        is_new = organisation.pk is None
        if is_new or (after and organisation.version == 1):
            old[organisation.code] = None if is_new else before
            new[organisation.code] = after
            for column, value in after.items():
                setattr(organisation, column, value)
            require_texts(organisation)
            organisation.save()
        has_more = _load_parts(organisation, row, places, acting_user, at)
        if organisation.code in new or has_more:
            gather_entry(organisation)
    if new:
        first = known[next(iter(new))]
        audit.record(acting_user=acting_user, verb="load_organisations", subject=first, at=at, old=old, new=new)
    _load_editors(rows, known)
    return len(new)


def _values(row: Mapping[str, Any]) -> dict[str, Any]:
    if row["kind"] not in Kind.values:
        raise PackRefers(file=FILE, what=row["kind"])
    require_organisation(row)
    return {
        "name": localised(row["name"]),
        "description": localised(row.get("description")),
        "kind": row["kind"],
        "helps_with": row.get("helps_with", []),
        "works_on": row.get("works_on", []),
        "for_show": localised(row.get("for_show")),
        "confirmed_on": row.get("confirmed_on"),
        **{name: row.get(name, "") for name in ("website", "email", "phone", "source", "source_url")},
    }


def _load_parts(
    organisation: Organisation, row: Mapping[str, Any], places: Mapping[str, Any], acting_user: Person, at: datetime
) -> bool:
    """Places, services and hours of one organisation; whether anything changed."""
    if not row.get("place") and not row.get("service"):
        return False
    locations, has_more = {}, False
    for part in row.get("place", ()):
        locations[part["code"]], is_changed = _load_place(organisation, part, places, acting_user, at)
        has_more |= is_changed
    for part in row.get("service", ()):
        try:
            at_places = [locations[code] for code in part.get("at", ())]
            has_more |= _load_service(organisation, part, at_places, acting_user, at)
        except KeyError as missing:
            raise PackRefers(file=FILE, what=missing.args[0]) from None
        except StadsrechtError as error:
            raise PackRefers(file=FILE, what=str(error)) from error
    return has_more


def _load_place(
    organisation: Organisation, part: Mapping[str, Any], places: Mapping[str, Any], acting_user: Person, at: datetime
) -> tuple[Location, bool]:
    require_location(part)
    if (district := part.get("district")) and district not in places:
        raise PackRefers(file=FILE, what=district)
    plain = {
        "kind": part.get("kind", "physical"),
        "name": localised(part.get("name")),
        "is_confidential": part.get("is_confidential", False),
        "front_door": localised(part.get("front_door")),
        "accessibility": part.get("accessibility", []),
    }
    address = {
        "addresses": [address_of(part)] if part.get("street") else [],
        "latitude": part.get("latitude"),
        "longitude": part.get("longitude"),
        "area": places.get(part.get("district", "")),
    }
    address = with_district(address, at=at)
    uuid = identity("location", organisation.code, part["code"])
    present = Location.objects.filter(uuid=uuid).first()
    if present is None:
        present = Location(uuid=uuid, organisation=organisation, **plain)
        records.add(present, acting_user=acting_user, at=at, verb="load_location")
        kept = keep_address(present, address)
        records.write(present, kept, acting_user=acting_user, at=at, verb="load_location", raises_version=False)
        _load_hours(part.get("hours", ()), location=present)
        return present, True
    if present.version > 1:
        return present, False
    present.is_confidential = plain["is_confidential"]
    values = {**plain, **keep_address(present, address)}
    return present, records.write(
        present, values, acting_user=acting_user, at=at, verb="load_location", raises_version=False
    )


def address_of(part: Mapping[str, Any]) -> dict[str, str]:
    """An address in the shape of HSDS, without its identity, which the export gives."""
    return {
        "address_1": part["street"],
        "city": part.get("city", ""),
        "state_province": part.get("province", ""),
        "postal_code": part.get("postcode", ""),
        "country": part.get("country", "NL"),
        "address_type": "postal" if part.get("kind") == "postal" else "physical",
    }


def _load_service(
    organisation: Organisation, part: Mapping[str, Any], at_places: list[Location], acting_user: Person, at: datetime
) -> bool:
    values = {
        "name": localised(part["name"]),
        "description": localised(part.get("description")),
        "how": localised(part.get("how")),
        "needs": part.get("needs", []),
        "languages": part.get("languages", []),
        "groups": part.get("groups", []),
        "areas": part.get("areas", []),
        "has_interpreter": part.get("has_interpreter"),
        "min_age": part.get("min_age"),
        "max_age": part.get("max_age"),
        "is_by_appointment": part.get("is_by_appointment", False),
        "is_for_residents": part.get("is_for_residents", False),
        "status": part.get("status", "active"),
        **{name: part.get(name, "") for name in ("url", "email", "phone", "cost")},
    }
    require_service(values)
    uuid = identity("service", organisation.code, part["code"])
    present = Service.objects.filter(uuid=uuid).first()
    if present is None:
        present = Service(uuid=uuid, organisation=organisation, **values)
        records.add(present, acting_user=acting_user, at=at, verb="load_service")
        _load_hours(part.get("hours", ()), service=present)
    elif present.version > 1 or not records.write(
        present, values, acting_user=acting_user, at=at, verb="load_service", raises_version=False
    ):
        return False
    place_service(present, at_places)
    return True


def _load_hours(rows: Iterable[Mapping[str, Any]], **subject: Any) -> None:
    """`{days = ["MO"], opens = "09:00", closes = "17:00"}`, or `{by_appointment = true}`."""
    Schedule.objects.bulk_create(
        Schedule(
            **subject,
            attendance=row.get("attendance", "visit"),
            is_by_appointment=row.get("by_appointment", False),
            days=row.get("days", []),
            opens_at=time.fromisoformat(row["opens"]) if "opens" in row else None,
            closes_at=time.fromisoformat(row["closes"]) if "closes" in row else None,
            valid_from=row.get("valid_from"),
            valid_until=row.get("valid_until"),
        )
        for row in rows
    )


def _load_editors(rows: Iterable[Mapping[str, Any]], known: Mapping[str, Organisation]) -> None:
    """The personas of a demonstration keep the entries that the pack gives them."""
    people = {person.persona: person for person in personas()}
    Editorship.objects.bulk_create(
        (
            Editorship(organisation=known[row["code"]], person=people[name])
            for row in rows
            for name in row.get("editors", ())
            if name in people
        ),
        ignore_conflicts=True,
    )
