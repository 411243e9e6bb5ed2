"""Objects of HSDS as our columns, each with what is carried along. Nothing is looked up here and nothing is saved.

A document may be one organization, service, service at a location, place, taxonomy or term, a page of them as the API
gives it, a list, or a bundle by name (`{"organizations": [...], "services": [...]}`).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from stadsrecht.kernel.languages import SPOKEN
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.partners.bridge.hours import WEEKDAYS
from stadsrecht.partners.bridge.hsds.terms import code_of, id_of_term, ids_of_terms, terms
from stadsrecht.partners.errors import FieldMissing, FieldUnreadable, HoursUnreadable, NotHsds
from stadsrecht.partners.models import LocationKind, ServiceStatus

Object = dict[str, Any]
BUNDLES = {
    "organizations": "organization",
    "services": "service",
    "locations": "location",
    "service_at_locations": "service_at_location",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}
# What has a record of its own here, and so is not carried.
OWN = {
    "organization": {"locations", "services", "service_at_locations"},
    "service": {"organization", "service_at_locations", "schedules"},
    "service_at_location": {"service", "location", "schedules"},
    "location": {"schedules"},
}


@dataclass
class Part:
    """One object of a document: what it is, where it stands, and the organization that it belongs to, where it says."""

    kind: str
    content: Object
    place: str
    owner: str = ""

    @property
    def name(self) -> str:
        return str(self.content.get("name") or self.content.get("id") or "")[:200]


def parts_of(document: Any) -> list[Part]:
    """The objects of a document. Raises NotHsds."""
    return list(_parts(document, ""))


def _parts(document: Any, place: str) -> Iterator[Part]:
    if isinstance(document, list):
        for number, one in enumerate(document):
            yield from _parts(one, f"{place}[{number}]")
        return
    if not isinstance(document, Mapping):
        raise NotHsds(place=place or "1")
    if isinstance(document.get("contents"), list):
        yield from _parts(document["contents"], f"{place}.contents".lstrip("."))
        return
    bundles = [name for name in BUNDLES if isinstance(document.get(name), list)] if "id" not in document else []
    if bundles:
        for name in bundles:
            for number, one in enumerate(document[name]):
                yield _part(BUNDLES[name], one, f"{place}.{name}[{number}]".lstrip("."))
        return
    yield _part(_kind_of(document, place), document, place or "1")


def _kind_of(content: Mapping[str, Any], place: str) -> str:
    if "location_type" in content:
        return "location"
    if "status" in content:
        return "service"
    if "service" in content or "service_id" in content:
        return "service_at_location"
    if "taxonomy" in content or "term_uri" in content or "taxonomy_detail" in content:
        return "taxonomy_term"
    if "version" in content:
        return "taxonomy"
    if "name" in content and "description" in content:
        return "organization"
    raise NotHsds(place=place or "1")


def _part(kind: str, content: Any, place: str) -> Part:
    if not isinstance(content, dict):
        raise NotHsds(place=place)
    return Part(kind, content, place, owner=str(content.get("organization_id", "")))


def uuid_of(content: Object, name: str = "id") -> UUID:
    """Raises FieldMissing, FieldUnreadable."""
    if not content.get(name):
        raise FieldMissing(name=name)
    try:
        return UUID(str(content[name]))
    except ValueError:
        raise FieldUnreadable(name=name, text=str(content[name])[:80]) from None


def organization_columns(content: Object, language: str) -> Object:
    """Raises FieldMissing, FieldUnreadable."""
    return {
        "name": _text(content, "name", language, is_needed=True),
        "description": _text(content, "description", language),
        "website": _string(content, "website"),
        "email": _string(content, "email"),
        "phone": _phone(content),
        "works_on": _codes(content, "need"),
        "carried": carried(content, "organization"),
    }


def service_columns(content: Object, language: str) -> Object:
    """Raises FieldMissing, FieldUnreadable."""
    if (status := _string(content, "status", is_needed=True)) not in ServiceStatus.values:
        raise FieldUnreadable(name="status", text=status[:80])
    marks = _codes(content, "mark")
    return {
        "name": _text(content, "name", language, is_needed=True),
        "description": _text(content, "description", language),
        "how": _text(content, "application_process", language),
        "status": status,
        "url": _string(content, "url"),
        "email": _string(content, "email"),
        "phone": _phone(content),
        "languages": languages(content),
        "has_interpreter": True if _string(content, "interpretation_services") else None,
        "cost": "free" if _string(content, "fees_description") == "free" else "",
        "min_age": _age(content, "minimum_age"),
        "max_age": _age(content, "maximum_age"),
        "needs": _codes(content, "need"),
        "groups": _codes(content, "group"),
        "areas": [
            str(one["extent"])
            for one in _list(content, "service_areas")
            if one.get("extent_type") == "code" and one.get("extent")
        ],
        "is_by_appointment": "by-appointment" in marks,
        "is_for_residents": "residents-only" in marks,
        "carried": carried(content, "service"),
    }


def location_columns(content: Object, language: str) -> Object:
    """A position that lies outside the earth stays in what is carried, and off the map."""
    if (kind := _string(content, "location_type", is_needed=True)) not in LocationKind.values:
        raise FieldUnreadable(name="location_type", text=kind[:80])
    north, east = _number(content, "latitude"), _number(content, "longitude")
    is_on_earth = north is not None and east is not None and abs(north) <= 90 and abs(east) <= 180
    return {
        "kind": kind,
        "name": _text(content, "name", language),
        "front_door": _text(content, "description", language),
        "is_confidential": "confidential-address" in _codes(content, "mark"),
        "accessibility": _codes(content, "access"),
        "latitude": north if is_on_earth else None,
        "longitude": east if is_on_earth else None,
        "addresses": _list(content, "addresses"),
        "carried": carried(content, "location"),
    }


def schedule_columns(content: Object) -> Object:
    """Hours of the week. A monthly or yearly rule has no columns here: it is carried and its description is shown.

    Raises HoursUnreadable, FieldUnreadable.
    """
    is_weekly = content.get("freq", "WEEKLY") == "WEEKLY" and not content.get("bymonthday")
    days = [day for day in re.findall(r"[A-Z]{2}", _string(content, "byday")) if day in WEEKDAYS]
    opens, closes = _clock(content, "opens_at"), _clock(content, "closes_at")
    marks = _codes(content, "mark")
    has_hours = is_weekly and opens is not None and closes is not None
    return {
        "attendance": "contact" if "contact-hours" in marks else "visit",
        "is_by_appointment": "by-appointment" in marks,
        "days": days if has_hours else [],
        "opens_at": opens if has_hours else None,
        "closes_at": closes if has_hours else None,
        "valid_from": _day(content, "valid_from"),
        "valid_until": _day(content, "valid_to"),
        "starts_on": _day(content, "dtstart"),
        "every_weeks": max(1, min(int(_number(content, "interval") or 1), 52)),
        "carried": carried(content, "schedule"),
    }


def carried(content: Object, kind: str) -> Object:
    """What has no column here. An attribute that our profile made is read into columns: it would outlive them here."""
    rest = {name: value for name, value in content.items() if name not in OWN.get(kind, set())}
    if rest.get("attributes"):
        ours = ids_of_terms()
        rest["attributes"] = [one for one in _list(content, "attributes") if id_of_term(one) not in ours]
    return rest


def languages(content: Object) -> list[str]:
    """The tags that we know; an unknown one is carried."""
    found = (str(one.get("code", "")).replace("_", "-") for one in _list(content, "languages"))
    return list(dict.fromkeys(tag for tag in found if tag in SPOKEN))


def _codes(content: Object, taxonomy_code: str) -> list[str]:
    given = {code_of(one, taxonomy_code) for one in _list(content, "attributes")}
    return [code for code in terms(taxonomy_code) if code in given]


def _list(content: Object, name: str) -> list[Object]:
    value = content.get(name) or []
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise FieldUnreadable(name=name, text=str(value)[:80])
    return value


def _string(content: Object, name: str, *, is_needed: bool = False) -> str:
    value = content.get(name)
    if value in (None, ""):
        if is_needed:
            raise FieldMissing(name=name)
        return ""
    if not isinstance(value, str):
        raise FieldUnreadable(name=name, text=str(value)[:80])
    return value


def _text(content: Object, name: str, language: str, *, is_needed: bool = False) -> LocalisedText:
    return LocalisedText({language: _string(content, name, is_needed=is_needed)})


def _phone(content: Object) -> str:
    numbers = [str(one.get("number", "")) for one in _list(content, "phones")]
    return numbers[0].strip('" ')[:40] if numbers else ""


def _number(content: Object, name: str) -> float | None:
    value = content.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise FieldUnreadable(name=name, text=str(value)[:80])
    return float(value)


def _age(content: Object, name: str) -> int | None:
    value = _number(content, name)
    if value is not None and not 0 <= value <= 200:
        raise FieldUnreadable(name=name, text=str(value))
    return None if value is None else int(value)


def _day(content: Object, name: str) -> date | None:
    text = _string(content, name)
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        raise FieldUnreadable(name=name, text=text[:80]) from None


def _clock(content: Object, name: str) -> time | None:
    text = _string(content, name)
    try:
        return time.fromisoformat(text).replace(tzinfo=None) if text else None
    except ValueError:
        raise HoursUnreadable(text=text[:40], field=name) from None
