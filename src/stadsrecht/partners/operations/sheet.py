"""Taking in a spreadsheet of services: every fault of every row is named, and rows with faults are not taken in.

A record that is known is renewed with what its row says; a missing heading and an empty cell say nothing.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from stadsrecht.kernel.errors import StadsrechtError
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.permissions import Person
from stadsrecht.partners.bridge.sheet import SheetRow, sheet_of
from stadsrecht.partners.bridge.words import folded
from stadsrecht.partners.errors import RowsRefused
from stadsrecht.partners.models import Attendance, Kind, Location, Organisation, Service
from stadsrecht.partners.operations.entries import add_organisation, save_location, save_service
from stadsrecht.partners.operations.hours import said_hours, set_hours
from stadsrecht.partners.operations.hsds import IntakeReport, Refused
from stadsrecht.partners.operations.sheet_rules import YES, Values, area_of, clock, faults, listed
from stadsrecht.partners.permissions import PERMISSIONS
from stadsrecht.places import queries as city

# The headings of an address, with the fields of HSDS that they fill.
ADDRESS = {"street": "address_1", "postcode": "postal_code", "city": "city", "province": "state_province"}


@transaction.atomic
def take_in_sheet(
    *, content: bytes, language: str, leave_out_refused: bool, acting_user: Person, at: datetime
) -> IntakeReport:
    """Take in a workbook or CSV file whose words are in `language`. An organisation is known by its name.

    Raises FileUnreadable, HeadingMissing, ColumnUnknown; and RowsRefused with the report unless rows are left out.
    """
    PERMISSIONS.require(acting_user, "edit_any")
    rows, report = sheet_of(content).rows, IntakeReport()
    areas: Values = {row.code: row for row in city.areas()}
    seen: dict[Any, int] = {}
    good: list[SheetRow] = []
    for row in rows:
        found = list(faults(row, areas, seen))
        if found:
            name = row.cells.get("service") or row.cells.get("organisation", "")
            report.refused += [Refused(f"{row.number} {column}".strip(), name, error) for column, error in found]
        else:
            good.append(row)
    if not report.refused or leave_out_refused:
        intake = _SheetIntake(areas, language, acting_user, at, report)
        for row in good:
            intake.take_or_refuse(row)
    if report.refused and not leave_out_refused:
        raise RowsRefused(report=report)
    return report


class _SheetIntake:
    """Takes in rows without faults; organisations are known by their names, services by theirs within one."""

    def __init__(self, areas: Values, language: str, acting_user: Person, at: datetime, report: IntakeReport) -> None:
        self.areas, self.language, self.report = areas, language, report
        self.act: Values = {"acting_user": acting_user, "at": at}
        self.known = {folded(row.name.shown_in(language).text): row for row in Organisation.objects.all()}

    def take_or_refuse(self, row: SheetRow) -> None:
        """A row that only what is known here refutes is named as well, and leaves nothing behind."""
        try:
            with transaction.atomic():
                self.take(row.cells)
        except StadsrechtError as error:
            place = f"{row.number} {error.at_field or ''}".strip()
            self.report.refused.append(Refused(place, row.cells["service"], error))

    def take(self, cells: dict[str, str]) -> None:
        organisation = self.known.get(folded(cells["organisation"])) or self._new_organisation(cells)
        wanted = folded(cells["service"])
        present = next((one for one in organisation.services.all() if wanted in map(folded, one.name.values())), None)
        service = save_service(
            organisation=organisation,
            service=present,
            version=None,
            values=_service_values(cells, self.language, present),
            locations=self._places(organisation, present, cells),
            **self.act,
        )
        hours = _hours(cells, said_hours(service.schedules.all()))
        set_hours(organisation=organisation, service=service, hours=hours, **self.act)
        self.known[folded(cells["organisation"])] = organisation
        self.report.touched[organisation.pk] = organisation
        if present is None:
            self.report.added += 1
        else:
            self.report.renewed += 1

    def _new_organisation(self, cells: dict[str, str]) -> Organisation:
        name = LocalisedText({self.language: cells["organisation"]})
        values = {"name": name, "kind": Kind.OTHER, "website": cells.get("website", "")}
        return add_organisation(values=values, verb="take_in", **self.act)

    def _places(self, organisation: Organisation, present: Service | None, cells: dict[str, str]) -> list[Location]:
        """The place of the row; where the service is known, the row says how its first place is now.

        No file lifts the secrecy of a place, whatever it says: that takes the form. And where an organisation has a
        confidential place, a new one is confidential as well unless its row says "no".
        """
        places = [one.location for one in present.at_locations.all()] if present else []
        if not (cells.get("street") or cells.get("district") or YES[cells.get("confidential", "").casefold()]):
            return places
        first = places[0] if places else None
        values = _place_values(cells, self.areas, self.language, first)
        if first is not None:
            values["is_confidential"] |= first.is_confidential
        elif not cells.get("confidential"):
            values["is_confidential"] = organisation.locations.filter(is_confidential=True).exists()
        saved = save_location(organisation=organisation, location=first, version=None, values=values, **self.act)
        return [saved, *places[1:]]


def _service_values(cells: dict[str, str], language: str, present: Service | None) -> Values:
    """What a row says of a service; its texts join those in other languages."""
    values: Values = {name: cells[name] for name in ("cost", "phone", "email", "url") if cells.get(name)}
    values |= {name: listed(cells[name]) for name in ("needs", "languages", "groups") if cells.get(name)}
    values |= {name: int(cells[name]) for name in ("min_age", "max_age") if cells.get(name)}
    if said := cells.get("by_appointment"):
        values["is_by_appointment"] = YES[said.casefold()]
    if description := cells.get("description"):
        values["description"] = LocalisedText({**(present.description if present else {}), language: description})
    # A service is known by its name in any language: another language keeps its own.
    if present is None or folded(present.name.get(language, "")) == folded(cells["service"]):
        values["name"] = LocalisedText({**(present.name if present else {}), language: cells["service"]})
    return values


def _place_values(cells: dict[str, str], areas: Values, language: str, present: Location | None) -> Values:
    """What a row says of a place. The same street keeps what else is known of it; another street is another address."""
    values: Values = {"is_confidential": YES[cells.get("confidential", "").casefold()]}
    if front_door := cells.get("front_door"):
        values["front_door"] = LocalisedText({**(present.front_door if present else {}), language: front_door})
    if cells.get("district"):
        values["area"] = area_of(cells["district"], areas)
    if cells.get("street"):
        known = present.addresses if present else []
        said = {part: cells[name] for name, part in ADDRESS.items() if cells.get(name)}
        blank = {**dict.fromkeys(ADDRESS.values(), ""), "country": "NL", "address_type": "physical"}
        is_same = bool(known) and folded(known[0].get("address_1", "")) == folded(cells["street"])
        values["addresses"] = [{**(known[0] if is_same else blank), **said}, *known[1:]]
    return values


def _hours(cells: dict[str, str], known: list[Values]) -> list[Values]:
    """The opening hours of a row go in the place of those that are known; hours for phone and e-mail stay."""
    said, rows = cells.get("by_appointment"), known
    if cells.get("opens"):
        days = [day.upper() for day in listed(cells.get("days", ""))]
        others = [row for row in known if not row["opens_at"] or row["attendance"] == Attendance.CONTACT]
        rows = [{"days": days, "opens_at": clock(cells["opens"]), "closes_at": clock(cells["closes"])}, *others]
    if not said:
        return rows
    if not YES[said.casefold()]:
        return [{**row, "is_by_appointment": False} for row in rows if row["opens_at"]]
    return rows if any(row.get("is_by_appointment") for row in rows) else [*rows, {"is_by_appointment": True}]
