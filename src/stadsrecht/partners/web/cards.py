"""An organisation in the formats of others: vCard 4 (RFC 6350), JSON-LD of schema.org, GeoJSON (RFC 7946)."""

import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.html import mark_safe
from django.utils.safestring import SafeString

from stadsrecht.kernel.icalendar import escaped, folded
from stadsrecht.partners.models import Location, Organisation, Service
from stadsrecht.partners.web.shown import address_lines


def vcard(subject: Organisation, places: Iterable[Location]) -> str:
    """The public card: what an address book takes over. A person's name or number never stands in it."""
    lines = ["BEGIN:VCARD", "VERSION:4.0", "KIND:org", f"UID:urn:uuid:{subject.uuid}"]
    lines += [f"FN:{escaped(subject.name.plain)}", f"ORG:{escaped(subject.name.plain)}"]
    if subject.phone:
        lines.append(f"TEL;TYPE=work;VALUE=text:{escaped(subject.phone)}")
    if subject.email:
        lines.append(f"EMAIL;TYPE=work:{escaped(subject.email)}")
    if subject.website:
        lines.append(f"URL:{escaped(subject.website)}")
    lines += [f"LANG;TYPE=work:{tag}" for tag in subject.languages]
    for place in places:
        for one in place.addresses:
            parts = (
                *("", one.get("address_2", ""), one.get("address_1", ""), one.get("city", "")),
                *(one.get("state_province", ""), one.get("postal_code", ""), one.get("country", "")),
            )
            lines.append("ADR;TYPE=work:" + ";".join(escaped(str(part)) for part in parts))
    lines.append("END:VCARD")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def json_ld(subject: Organisation, services: Iterable[Service], places: Iterable[Location]) -> SafeString:
    """What a search engine reads, as the content of a script element that no browser runs."""
    content: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": f"{settings.SITE_URL}{subject.address}",
        "identifier": f"urn:uuid:{subject.uuid}",
        "name": subject.name.plain,
        **_filled(
            description=subject.description.plain,
            url=subject.website,
            email=subject.email,
            telephone=subject.phone,
            knowsLanguage=subject.languages,
        ),
        **_filled(
            location=[
                {"@type": "Place", "name": row.name.plain, "address": ", ".join(address_lines(row))}
                for row in places
                if row.addresses
            ],
            makesOffer=[
                {"@type": "Offer", "itemOffered": {"@type": "Service", "name": row.name.plain}} for row in services
            ],
        ),
    }
    text = json.dumps(content, ensure_ascii=False)
    # No text can end the element or begin another inside it.
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return mark_safe(text)  # noqa: S308


def _filled(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def geojson(places: Iterable[Location]) -> dict[str, Any]:
    """Public places. One whose position is not known has a geometry of null, as the standard asks."""
    return {"type": "FeatureCollection", "features": [_feature(row) for row in places]}


def _feature(row: Location) -> dict[str, Any]:
    is_located = row.latitude is not None and row.longitude is not None
    return {
        "type": "Feature",
        "id": str(row.uuid),
        "geometry": {"type": "Point", "coordinates": [row.longitude, row.latitude]} if is_located else None,
        "properties": {
            "organisation": row.organisation.code,
            "organisation_name": row.organisation.name.plain,
            "name": row.name.plain,
            "address": ", ".join(address_lines(row)),
            "area": row.area.code if row.area else None,
            "accessibility": row.accessibility,
        },
    }
