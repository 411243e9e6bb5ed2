"""Reads of organisations: the directory, one entry, and the search of the whole site."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, F, Func, IntegerField, Prefetch, Q, QuerySet, When

from stadsrecht.kernel import audit
from stadsrecht.kernel.permissions import Person
from stadsrecht.kernel.registry import SearchHit
from stadsrecht.kernel.searching import holding_most
from stadsrecht.partners.bridge.needs import Need, needs
from stadsrecht.partners.bridge.words import words_of
from stadsrecht.partners.errors import UnknownEditor, UnknownLocation, UnknownOrganisation, UnknownService
from stadsrecht.partners.models import Editorship, Kind, Location, Organisation, Service, ServiceAtLocation
from stadsrecht.partners.permissions import PERMISSIONS
from stadsrecht.partners.queries.freshness import stale_before

# What a list shows: text in many languages is dear to read.
LISTED = ("code", "name", "kind", "website", "needs", "languages", "accessibility", "confirmed_on", "helps_with")


def organisations() -> QuerySet[Organisation]:
    """All that have not closed."""
    return Organisation.objects.filter(closed_on__isnull=True)


def organisation(code: str) -> Organisation:
    """Also one that closed: its page says so. Raises UnknownOrganisation."""
    try:
        return Organisation.objects.get(code=code.replace("\0", ""))
    except Organisation.DoesNotExist:
        raise UnknownOrganisation(wanted=code[:80]) from None


def helping_with(theme: str) -> QuerySet[Organisation]:
    """Where people can turn for a theme."""
    return organisations().filter(helps_with__contains=theme).order_by("sort_key", "code")


def served_needs() -> list[Need]:
    """The needs on which somebody works or for which a service is open, so that no choice leads to nothing."""
    services = Service.objects.filter(status="active", organisation__closed_on__isnull=True)
    worked_on, served = (
        rows.annotate(code_of_need=Func(F(column), function="unnest")).values_list("code_of_need", flat=True)
        for rows, column in ((organisations(), "works_on"), (services.order_by(), "needs"))
    )
    codes = set(worked_on.order_by().union(served))
    return [need for need in needs().values() if need.code in codes]


def working_on(code: str, *, today: date, limit: int) -> list[Organisation]:
    """Organisations that work on a need, whether or not they say what one can come for; confirmed ones first."""
    rows = organisations().filter(works_on__contains=[code]) if code else Organisation.objects.none()
    return list(_sunk(rows, today)[:limit])


@dataclass(frozen=True)
class Wanted:
    """What a reader of the directory filters by; empty means all."""

    words: str = ""
    need: str = ""
    language: str = ""
    access: str = ""
    district: str = ""
    kind: str = ""


def directory(wanted: Wanted, *, today: date) -> QuerySet[Organisation]:
    """The organisations that fit, by name; those that nobody confirmed in the last year come last."""
    rows = organisations()
    for column, value in (
        ("needs", wanted.need),
        ("languages", wanted.language),
        ("accessibility", wanted.access),
        ("found_in", wanted.district),
    ):
        if value:
            rows = rows.filter(**{f"{column}__contains": [value]})
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    for word in words_of(wanted.words)[:10]:
        rows = rows.filter(Q(sort_key__contains=word) | Q(words__contains=[word]))
    return _sunk(rows, today)


def _sunk(rows: QuerySet[Organisation], today: date) -> QuerySet[Organisation]:
    sinks = Case(When(confirmed_on__gte=stale_before(today), then=0), default=1, output_field=IntegerField())
    return rows.annotate(sinks=sinks).order_by("sinks", "sort_key", "code")


def listed(rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
    return rows.only(*LISTED)


def locations_of(subject: Organisation) -> QuerySet[Location]:
    rows: QuerySet[Location] = subject.locations.select_related("area")
    return rows


def services_and_places(subject: Organisation) -> tuple[list[Service], list[Location]]:
    """Both; for their hours see `lines_of`."""
    there = Prefetch("at_locations", ServiceAtLocation.objects.select_related("location__area"))
    services = subject.services.exclude(status="defunct").prefetch_related(there)
    return list(services), list(locations_of(subject))


def service(subject: Organisation, number: int) -> Service:
    """A service of this organisation. Raises UnknownService."""
    found: Service | None = subject.services.filter(pk=number).first()
    if found is None:
        raise UnknownService(wanted=number)
    return found


def location(subject: Organisation, number: int) -> Location:
    """A place of this organisation. Raises UnknownLocation."""
    found: Location | None = subject.locations.select_related("area").filter(pk=number).first()
    if found is None:
        raise UnknownLocation
    return found


def confidential_places(subject: Organisation) -> QuerySet[Location]:
    rows: QuerySet[Location] = subject.locations.filter(is_confidential=True)
    return rows


def has_had_place(subject: Organisation) -> bool:
    """Whether there is a place of this organisation, or was one: the trail remembers."""
    removed = audit.olds_of(Location, "remove_location").filter(old__organisation=subject.code)
    return subject.locations.exists() or removed.exists()


def public_places() -> QuerySet[Location]:
    """Places that one may know and visit: never a confidential one."""
    return (
        Location.objects.filter(is_confidential=False, kind="physical", organisation__closed_on__isnull=True)
        .select_related("organisation", "area")
        .order_by("organisation__code", "pk")
    )


def may_edit(person: Any, subject: Organisation) -> bool:
    """The city's editors, and who edits for this very organisation."""
    if PERMISSIONS.may(person, "edit_any"):
        return True
    return speaks_for(person, subject)


def speaks_for(person: Any, subject: Organisation) -> bool:
    """Whether this person writes for the organisation: never the city's editors."""
    return PERMISSIONS.may(person, "edit_own") and edits_for(person).filter(pk=subject.pk).exists()


def edits_for(person: Person) -> QuerySet[Organisation]:
    """The organisations whose entry this person keeps."""
    return Organisation.objects.filter(editorships__person_id=getattr(person, "pk", None))


def editors_of(subject: Organisation) -> QuerySet[Editorship]:
    rows: QuerySet[Editorship] = subject.editorships.select_related("person").order_by("person__name", "pk")
    return rows


def editor(subject: Organisation, number: int) -> Editorship:
    """Raises UnknownEditor."""
    found = editors_of(subject).filter(pk=number).first()
    if found is None:
        raise UnknownEditor
    return found


def search_organisations(words: str, language: str, limit: int) -> list[SearchHit]:
    """Organisations whose name holds any of the words; those that hold most of them first."""
    rows = holding_most(organisations(), words, language, limit)
    return [SearchHit(row.name, row.address, Kind(row.kind).label, share) for row, share in rows]
