"""Reads for the HSDS interface: pages of services, organizations, places of services, and vocabularies."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from stadsrecht.partners.bridge.hsds import terms, writing
from stadsrecht.partners.bridge.words import words_of
from stadsrecht.partners.errors import UnknownObject
from stadsrecht.partners.models import ForeignTerm, Location, Organisation, Schedule, Service, ServiceAtLocation

Object = dict[str, Any]
HOURS = Prefetch("schedules", Schedule.objects.all())
PLACES = Prefetch("locations", Location.objects.prefetch_related(HOURS))
OWN_PLACES = Prefetch("organisation__locations", Location.objects.prefetch_related(HOURS))


@dataclass(frozen=True)
class Asked:
    """The filters of a list, which add up; empty means all."""

    words: str = ""
    organization_id: str = ""
    taxonomy_id: str = ""
    taxonomy_term_id: str = ""
    modified_after: datetime | None = None


def _uuid(text: str) -> UUID:
    """Raises UnknownObject."""
    try:
        return UUID(text)
    except ValueError:
        raise UnknownObject(wanted=text[:80]) from None


def _services() -> QuerySet[Service]:
    return (
        Service.objects.filter(organisation__closed_on__isnull=True)
        .select_related("organisation")
        .order_by("organisation__sort_key", "pk")
    )


def services(asked: Asked) -> QuerySet[Service]:
    rows = _services()
    for word in words_of(asked.words)[:10]:
        rows = rows.filter(words__contains=[word])
    if asked.organization_id:
        rows = rows.filter(organisation__uuid=_uuid(asked.organization_id))
    if asked.modified_after:
        rows = rows.filter(changed_at__gt=asked.modified_after)
    return rows.filter(_of_terms(asked, ""))


def _of_terms(asked: Asked, path: str) -> Q:
    """Services to which a term applies, or any term of a taxonomy. `path` leads from the rows to the services."""
    columns = {"need": "needs", "group": "groups"}
    found = Q()
    if asked.taxonomy_term_id:
        found = Q(pk__in=[])
        for taxonomy_code, column in columns.items():
            for code in terms.terms(taxonomy_code):
                if terms.term_id(taxonomy_code, code) == asked.taxonomy_term_id:
                    found = Q(**{f"{path}{column}__contains": [code]})
    if asked.taxonomy_id:
        of_taxonomy = Q(pk__in=[])
        for taxonomy_code, column in columns.items():
            if terms.taxonomy(taxonomy_code)["id"] == asked.taxonomy_id:
                of_taxonomy = ~Q(**{f"{path}{column}": []})
        found &= of_taxonomy
    return found


def with_parts(rows: QuerySet[Service]) -> QuerySet[Service]:
    at_places = ServiceAtLocation.objects.select_related("service__organisation", "location").prefetch_related(
        HOURS, Prefetch("location__schedules", Schedule.objects.all())
    )
    return rows.prefetch_related(HOURS, OWN_PLACES, Prefetch("at_locations", at_places))


def service_object(identifier: UUID) -> Object:
    """Raises UnknownObject."""
    row = with_parts(_services()).filter(uuid=identifier).first()
    if row is None:
        raise UnknownObject(wanted=identifier)
    return writing.service_of(row, is_full=True)


def organizations(asked: Asked) -> QuerySet[Organisation]:
    rows = Organisation.objects.filter(closed_on__isnull=True).order_by("sort_key", "code")
    for word in words_of(asked.words)[:10]:
        rows = rows.filter(sort_key__contains=word)
    return rows


def with_places(rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
    return rows.prefetch_related(PLACES)


def organization_object(identifier: UUID) -> Object:
    """Raises UnknownObject."""
    services = Prefetch("services", with_parts(Service.objects.select_related("organisation")))
    row = with_places(organizations(Asked())).prefetch_related(services).filter(uuid=identifier).first()
    if row is None:
        raise UnknownObject(wanted=identifier)
    return writing.organization_of(row, is_full=True, with_services=True)


def service_at_locations(asked: Asked) -> QuerySet[ServiceAtLocation]:
    rows = ServiceAtLocation.objects.filter(service__organisation__closed_on__isnull=True)
    if asked.organization_id:
        rows = rows.filter(service__organisation__uuid=_uuid(asked.organization_id))
    if asked.modified_after:
        rows = rows.filter(service__changed_at__gt=asked.modified_after)
    for word in words_of(asked.words)[:10]:
        rows = rows.filter(service__words__contains=[word])
    return rows.filter(_of_terms(asked, "service__")).select_related("service__organisation", "location").order_by("pk")


def with_all(rows: QuerySet[ServiceAtLocation]) -> QuerySet[ServiceAtLocation]:
    own = Prefetch("service__organisation__locations", Location.objects.prefetch_related(HOURS))
    return rows.prefetch_related(HOURS, "location__schedules", "service__schedules", own)


def service_at_location_object(identifier: UUID) -> Object:
    """Raises UnknownObject."""
    row = with_all(service_at_locations(Asked())).filter(uuid=identifier).first()
    if row is None:
        raise UnknownObject(wanted=identifier)
    return writing.service_at_location_of(row, with_service=True)


def taxonomies() -> list[Object]:
    """Ours, and those that came in with other directories."""
    foreign = ForeignTerm.objects.filter(is_taxonomy=True).values_list("content", flat=True)
    return [*(terms.taxonomy(code) for code in terms.TAXONOMIES), *foreign]


def taxonomy_terms(taxonomy_id: str) -> list[Object]:
    """All terms, or those of one taxonomy."""
    ours = [terms.term(taxonomy, code) for taxonomy in terms.TAXONOMIES for code in terms.terms(taxonomy)]
    foreign = ForeignTerm.objects.filter(is_taxonomy=False).values_list("content", flat=True)
    return [row for row in (*ours, *foreign) if not taxonomy_id or _taxonomy_of(row) == taxonomy_id]


def _taxonomy_of(row: Object) -> str:
    return str(row.get("taxonomy_id") or (row.get("taxonomy_detail") or {}).get("id") or "")


def one_of(rows: list[Object], identifier: UUID) -> Object:
    """Raises UnknownObject."""
    for row in rows:
        if row["id"] == str(identifier):
            return row
    raise UnknownObject(wanted=identifier)
