"""Taking in what another directory holds, in the shapes of HSDS 3.0: all of it or nothing, unless one says otherwise.

A record that is known by its identity is renewed; what the document does not mention stays as it was.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from stadsrecht.kernel import audit, records
from stadsrecht.kernel.errors import StadsrechtError
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.permissions import Person
from stadsrecht.partners.bridge.hsds import reading
from stadsrecht.partners.bridge.hsds.reading import Object, Part, uuid_of
from stadsrecht.partners.errors import FileUnreadable, RowsRefused, UnknownOwner
from stadsrecht.partners.models import (
    ForeignTerm,
    Kind,
    Location,
    Organisation,
    Schedule,
    Service,
    ServiceAtLocation,
)
from stadsrecht.partners.operations.addresses import forget_carried, keep_address
from stadsrecht.partners.operations.districts import with_district
from stadsrecht.partners.operations.gathering import gather_entry
from stadsrecht.partners.operations.rules import require_link, require_location, require_service
from stadsrecht.partners.permissions import PERMISSIONS

LARGEST_FILE = 20 * 2**20
# What keeping an address may set to nothing; any other column keeps what it had where a document is silent.
EMPTIED = frozenset({"addresses", "latitude", "longitude", "carried", "area", "is_confidential"})
# What refers to another object must come after it.
ORDER = ("taxonomy", "taxonomy_term", "organization", "location", "service", "service_at_location")


@dataclass(frozen=True)
class Refused:
    """A row that was not taken in: where it stands, what it is called, and the named fault."""

    place: str
    name: str
    error: StadsrechtError


@dataclass
class IntakeReport:
    """What came in; `touched` are the organisations whose entry changed."""

    added: int = 0
    renewed: int = 0
    refused: list[Refused] = field(default_factory=list)
    touched: dict[int, Organisation] = field(default_factory=dict)


def take_in_hsds(
    *, content: bytes, language: str, leave_out_refused: bool, acting_user: Person, at: datetime
) -> IntakeReport:
    """Take in a JSON document of HSDS 3.0 whose words are in `language`.

    Raises FileUnreadable, NotHsds; and RowsRefused with the report where rows are refused, unless they are left out.
    """
    PERMISSIONS.require(acting_user, "edit_any")
    if len(content) > LARGEST_FILE:
        raise FileUnreadable(why=f"> {LARGEST_FILE // 2**20} MB")
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as fault:
        raise FileUnreadable(why=str(fault)[:200]) from None
    parts = sorted(reading.parts_of(document), key=lambda part: ORDER.index(part.kind))
    return take_in_parts(parts, language=language, leave_out_refused=leave_out_refused, acting_user=acting_user, at=at)


@transaction.atomic
def take_in_parts(
    parts: Iterable[Part], *, language: str, leave_out_refused: bool, acting_user: Person, at: datetime
) -> IntakeReport:
    """Each part in its own savepoint, so that one that is refused leaves nothing behind. Raises RowsRefused."""
    intake = _Intake(language or settings.LANGUAGE_CODE, acting_user, at)
    for part in parts:
        try:
            with transaction.atomic():
                intake.take(part)
        except StadsrechtError as error:
            intake.report.refused.append(Refused(part.place, part.name, error))
    report = intake.report
    if report.refused and not leave_out_refused:
        raise RowsRefused(report=report)
    for organisation in report.touched.values():
        gather_entry(organisation)
    if report.touched:
        audit.record(
            acting_user=acting_user,
            verb="take_in_hsds",
            subject=next(iter(report.touched.values())),
            at=at,
            new={"added": report.added, "renewed": report.renewed, "refused": len(report.refused)},
        )
    return report


class _Intake:
    def __init__(self, language: str, acting_user: Person, at: datetime) -> None:
        self.language, self.acting_user, self.at = language, acting_user, at
        self.report = IntakeReport()

    def take(self, part: Part) -> None:
        match part.kind:
            case "organization":
                self.organisation(part.content)
            case "service":
                self.service(part.content)
            case "location":
                self.location(part.content, None)
            case "service_at_location":
                self.service_at_location(part.content)
            case _:
                self.term(part.content, is_taxonomy=part.kind == "taxonomy")

    def term(self, content: Object, *, is_taxonomy: bool) -> None:
        defaults = {"is_taxonomy": is_taxonomy, "content": content}
        _row, is_new = ForeignTerm.objects.update_or_create(uuid=uuid_of(content), defaults=defaults)
        self._count(is_new)

    def organisation(self, content: Object) -> Organisation:
        columns = reading.organization_columns(content, self.language)
        require_link(columns["website"])
        present = Organisation.objects.filter(uuid=uuid_of(content)).first()
        if present is None:
            present = Organisation(uuid=uuid_of(content), kind=Kind.OTHER, **columns)
            present.code = records.free_code(Organisation, present.name)
            self._add(present)
        else:
            self._renew(present, columns)
        self.report.touched[present.pk] = present
        for one in content.get("locations") or ():
            self.location(one, present)
        for one in content.get("services") or ():
            self.service({**one, "organization_id": str(present.uuid)})
        return present

    def owner(self, content: Object) -> Organisation:
        """The organisation of a service: the one inside it, else the one that it names. Raises UnknownOwner."""
        if isinstance(inside := content.get("organization"), dict):
            return self.organisation(inside)
        named = content.get("organization_id")
        found = Organisation.objects.filter(uuid=uuid_of(content, "organization_id")).first() if named else None
        if found is None:
            raise UnknownOwner(wanted=str(named or "–")[:80])
        self.report.touched[found.pk] = found
        return found

    def service(self, content: Object) -> Service:
        present = Service.objects.select_related("organisation").filter(uuid=uuid_of(content)).first()
        has_owner = "organization" in content or "organization_id" in content
        organisation = self.owner(content) if present is None or has_owner else present.organisation
        columns = reading.service_columns(content, self.language)
        require_service({name: value for name, value in columns.items() if value is not None}, present)
        if present is None:
            present = Service(uuid=uuid_of(content), organisation=organisation, **columns)
            self._add(present)
        else:
            self._renew(present, columns)
        self.report.touched[organisation.pk] = organisation
        self.hours(content, service=present)
        for place in Location.objects.filter(of_services__service=present, is_confidential=True):
            forget_carried(place)
        for one in content.get("service_at_locations") or ():
            self.service_at_location(one, present)
        return present

    def location(self, content: Object, organisation: Organisation | None) -> Location:
        columns = reading.location_columns(content, self.language)
        present = Location.objects.select_related("organisation").filter(uuid=uuid_of(content)).first()
        if organisation is None:
            organisation = present.organisation if present else self.owner(content)
        self.report.touched[organisation.pk] = organisation
        address = {name: columns.pop(name) for name in ("addresses", "latitude", "longitude", "carried")}
        if present is None:
            present = Location(uuid=uuid_of(content), organisation=organisation, **columns)
            self._add(present)
        else:
            # Another directory cannot lift the secrecy of a place by leaving the mark out.
            columns["is_confidential"] |= present.is_confidential
            self._count(False)
        said = {name: columns[name] for name in ("is_confidential", "front_door") if columns[name]}
        require_location(said, present)
        before = present.is_confidential
        present.is_confidential = columns["is_confidential"]
        merged = with_district({**address, "carried": {**present.carried, **address["carried"]}}, at=self.at)
        kept = keep_address(
            present, {name: value for name, value in merged.items() if name in content or name in ("carried", "area")}
        )
        present.is_confidential = before
        self._set(present, {**columns, **kept})
        self.hours(content, location=present)
        if present.is_confidential:
            forget_carried(present)
        return present

    def service_at_location(self, content: Object, service: Service | None = None) -> None:
        if service is None:
            inside = content.get("service")
            service = self.service(inside) if isinstance(inside, dict) else self._known_service(content)
        place = content.get("location")
        if isinstance(place, dict):
            location = self.location(place, service.organisation)
        else:
            location = Location.objects.filter(uuid=uuid_of(content, "location_id")).first()  # type: ignore[assignment]
            if location is None:
                raise UnknownOwner(wanted=str(content.get("location_id"))[:80])
        row, is_new = ServiceAtLocation.objects.update_or_create(
            service=service,
            location=location,
            defaults={"uuid": uuid_of(content), "carried": reading.carried(content, "service_at_location")},
        )
        self._count(is_new)
        self.hours(content, at_location=row)
        if location.is_confidential:
            forget_carried(location)

    def _known_service(self, content: Object) -> Service:
        found = Service.objects.select_related("organisation").filter(uuid=uuid_of(content, "service_id")).first()
        if found is None:
            raise UnknownOwner(wanted=str(content.get("service_id"))[:80])
        self.report.touched[found.organisation_id] = found.organisation
        return found

    def hours(self, content: Object, **subject: Any) -> None:
        """Hours come as a whole: those that are given replace those that were there."""
        if "schedules" not in content:
            return
        rows = [Schedule(**subject, **reading.schedule_columns(one)) for one in content["schedules"] or ()]
        [owner] = subject.values()
        owner.schedules.all().delete()
        Schedule.objects.bulk_create(rows)

    def _add(self, record: Any) -> None:
        records.add(record, acting_user=self.acting_user, at=self.at, verb="take_in")
        self._count(True)

    def _renew(self, record: Any, columns: Object) -> None:
        """Only what the document mentions; what it is silent about stays."""
        self._set(record, {**columns, "carried": {**record.carried, **columns["carried"]}})
        self._count(False)

    def _set(self, record: Any, columns: Object) -> None:
        empty: tuple[Any, ...] = (None, "", [], {})
        said = {name: value for name, value in columns.items() if value not in empty or name in EMPTIED}
        for name, value in said.items():
            if isinstance(value, LocalisedText):  # a document speaks one language: the others stay
                said[name] = LocalisedText({**getattr(record, name), **value})
        records.write(record, said, acting_user=self.acting_user, at=self.at, verb="take_in")

    def _count(self, is_new: bool) -> None:
        if is_new:
            self.report.added += 1
        else:
            self.report.renewed += 1
