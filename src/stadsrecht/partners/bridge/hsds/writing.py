"""Our records in the shapes of HSDS 3.0, in the language that is active. What was carried goes over what we made.

A confidential place carries nothing (the database sees to it), so nothing of it can come out here.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from stadsrecht.kernel.languages import named
from stadsrecht.partners.bridge.hsds.terms import term
from stadsrecht.partners.bridge.identity import identity
from stadsrecht.partners.models import Attendance, Location, Organisation, Schedule, Service, ServiceAtLocation

Object = dict[str, Any]
FEES = {"free": "free", "by-income": "depends on income", "paid": "paid"}


def organization_of(row: Organisation, *, is_full: bool = False, with_services: bool = False) -> Object:
    """An organization; in full with its places, and on request with its services."""
    made = _filled(
        id=str(row.uuid),
        name=row.name.plain,
        website=row.website,
        email=row.email,
        phones=_phones(row.uuid, row.phone),
    )
    made["description"] = row.description.plain
    if not is_full:
        return _flat({**made, **row.carried})
    marks = [_attribute(row.uuid, "organization", "need", code) for code in row.works_on]
    services = row.services.all() if with_services else ()
    return {
        **made,
        **row.carried,
        **_filled(
            locations=[location_of(place) for place in row.locations.all()],
            services=[service_of(one, is_full=True, inside_organization=True) for one in services],
            attributes=_joined(marks, row.carried),
        ),
    }


def service_of(
    row: Service, *, is_full: bool = False, inside_organization: bool = False, with_places: bool = True
) -> Object:
    """A service; in full with its places, hours, languages and all, and the organization unless it stands inside it."""
    made = _filled(
        id=str(row.uuid),
        name=row.name.plain,
        description=row.description.plain,
        status=row.status,
        url=row.url,
        email=row.email,
        application_process=row.how.plain,
        interpretation_services="An interpreter can be called in." if row.has_interpreter else "",
        fees_description=FEES.get(row.cost, ""),
        minimum_age=row.min_age,
        maximum_age=row.max_age,
        assured_date=_day(row.organisation.confirmed_on),
        last_modified=row.changed_at.isoformat() if row.changed_at else "",
    )
    if not is_full:
        program = {"program": row.carried["program"]} if "program" in row.carried else {}
        return {**_flat({**made, **row.carried}), "organization": organization_of(row.organisation), **program}
    owner = {} if inside_organization else {"organization": organization_of(row.organisation, is_full=True)}
    return {
        **made,
        **_filled(
            phones=_phones(row.uuid, row.phone),
            languages=[
                {"id": str(identity("language", str(row.uuid), tag)), "name": named(tag).english, "code": tag}
                for tag in row.languages
            ],
            service_areas=[
                {"id": str(identity("area", str(row.uuid), code)), "extent": code, "extent_type": "code"}
                for code in row.areas
            ],
        ),
        **row.carried,
        **_filled(assured_date=max(_day(row.organisation.confirmed_on), str(row.carried.get("assured_date") or ""))),
        **owner,
        **_filled(
            schedules=[schedule_of(one, row.uuid) for one in row.schedules.all()],
            service_at_locations=[service_at_location_of(one, with_service=False) for one in row.at_locations.all()]
            if with_places
            else [],
            attributes=_joined(_marks_of(row), row.carried),
        ),
    }


def _marks_of(row: Service) -> list[Object]:
    marks = [_attribute(row.uuid, "service", "need", code) for code in row.needs]
    marks += [_attribute(row.uuid, "service", "group", code) for code in row.groups]
    if row.is_by_appointment:
        marks.append(_attribute(row.uuid, "service", "mark", "by-appointment"))
    if row.is_for_residents:
        marks.append(_attribute(row.uuid, "service", "mark", "residents-only"))
    return marks


def service_at_location_of(row: ServiceAtLocation, *, with_service: bool, is_full: bool = True) -> Object:
    made: Object = {"id": str(row.uuid), "service_id": str(row.service.uuid), "location_id": str(row.location.uuid)}
    made["location"] = location_of(row.location) if is_full else _flat(location_of(row.location))
    if with_service:
        made["service"] = service_of(row.service, is_full=True, with_places=False)
    hours = [schedule_of(one, row.uuid) for one in row.schedules.all()] if is_full else []
    carried = row.carried if is_full else _flat(row.carried)
    return {**made, **carried, **_filled(schedules=hours)}


def location_of(row: Location) -> Object:
    """A place. Of a confidential one: that there is one, how to get in touch, and when."""
    made: Object = _filled(
        id=str(row.uuid),
        location_type=row.kind,
        name=row.name.plain,
        description=row.front_door.plain,
        latitude=row.latitude,
        longitude=row.longitude,
        addresses=[_address(row.uuid, number, one) for number, one in enumerate(row.addresses)],
        accessibility=[
            {
                "id": str(identity("accessibility", str(row.uuid), code)),
                "description": term("access", code)["name"],
            }
            for code in row.accessibility
        ],
    )
    marks = [_attribute(row.uuid, "location", "access", code) for code in row.accessibility]
    if row.is_confidential:
        marks.append(_attribute(row.uuid, "location", "mark", "confidential-address"))
    return {
        **made,
        **row.carried,
        **_filled(
            schedules=[schedule_of(one, row.uuid) for one in row.schedules.all()],
            attributes=_joined(marks, row.carried),
        ),
    }


def _address(owner: UUID, number: int, one: Object) -> Object:
    needed = ("address_1", "city", "state_province", "postal_code", "country", "address_type")
    made = {"id": str(identity("address", str(owner), str(number))), **dict.fromkeys(needed, "")}
    return {**made, "address_type": "physical", **one}


def schedule_of(row: Schedule, owner: UUID) -> Object:
    """HSDS knows no exceptions: days that are left out are said in words."""
    made: Object = _filled(
        id=str(identity("schedule", str(owner), str(row), row.attendance)),
        freq="WEEKLY" if row.opens_at else "",
        interval=row.every_weeks if row.every_weeks > 1 else None,
        byday=",".join(row.days),
        dtstart=_day(row.starts_on),
        valid_from=_day(row.valid_from),
        valid_to=_day(row.valid_until),
        opens_at=row.opens_at.strftime("%H:%M") if row.opens_at else "",
        closes_at=row.closes_at.strftime("%H:%M") if row.closes_at else "",
        notes=f"Not on {', '.join(day.isoformat() for day in row.except_on)}." if row.except_on else "",
    )
    marks = []
    if row.attendance == Attendance.CONTACT:
        marks.append(_attribute(UUID(made["id"]), "schedule", "mark", "contact-hours"))
    if row.is_by_appointment:
        marks.append(_attribute(UUID(made["id"]), "schedule", "mark", "by-appointment"))
    return {**made, **row.carried, **_filled(attributes=_joined(marks, row.carried))}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _phones(owner: UUID, number: str) -> list[Object]:
    return [{"id": str(identity("phone", str(owner), number)), "number": number}] if number else []


def _attribute(owner: UUID, entity: str, taxonomy_code: str, code: str) -> Object:
    return {
        "id": str(identity("attribute", str(owner), taxonomy_code, code)),
        "link_id": str(owner),
        "link_entity": entity,
        "taxonomy_term": term(taxonomy_code, code),
    }


def _joined(ours: list[Object], carried: Object) -> list[Object]:
    """Our attributes and those of another directory, none twice."""
    known = {one["id"] for one in ours}
    return [*ours, *(one for one in carried.get("attributes", ()) if one.get("id") not in known)]


def _flat(made: Object) -> Object:
    """Only the fields that hold one value: what a list gives."""
    return {name: value for name, value in made.items() if not isinstance(value, list | dict)}


def _filled(**values: Any) -> Object:
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def page_of(contents: Iterable[Object], *, total: int, number: int, size: int) -> Object:
    """A page of a list; `size` is the number asked for."""
    rows = list(contents)
    pages = max(1, -(-total // size))
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": number,
        "size": len(rows),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not rows,
        "contents": rows,
    }
