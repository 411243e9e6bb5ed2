"""Taking in a spreadsheet of services: every fault of every row is named, and rows with faults are not taken in."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from stadsrecht.kernel import records
from stadsrecht.kernel.errors import StadsrechtError
from stadsrecht.kernel.languages import SPOKEN
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.permissions import Person
from stadsrecht.partners.bridge.hours import WEEKDAYS
from stadsrecht.partners.bridge.identity import identity
from stadsrecht.partners.bridge.needs import needs
from stadsrecht.partners.bridge.sheet import SheetRow, sheet_of
from stadsrecht.partners.bridge.words import folded
from stadsrecht.partners.errors import (
    AgesReversed,
    CellMissing,
    CellsMerged,
    CellUnreadable,
    HoursIncomplete,
    HoursUnreadable,
    LinkRefused,
    RowsRefused,
    ServiceTwice,
    UnknownCode,
    UnknownLanguage,
)
from stadsrecht.partners.models import Cost, Group, Kind, Location, Organisation, Service
from stadsrecht.partners.operations.entries import save_location, save_service, set_hours
from stadsrecht.partners.operations.hsds import IntakeReport, Refused
from stadsrecht.partners.operations.rules import require_link
from stadsrecht.partners.permissions import PERMISSIONS
from stadsrecht.places import queries as city

YES = {"yes": True, "ja": True, "oui": True, "1": True, "": False, "no": False, "nee": False, "non": False, "0": False}
LONGEST = {"organisation": 200, "service": 200, "description": 2000, "phone": 40, "street": 200}
Values = dict[str, Any]


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
        faults = list(_faults(row, areas, seen))
        if faults:
            name = row.cells.get("service") or row.cells.get("organisation", "")
            report.refused += [Refused(f"{row.number} {column}".strip(), name, error) for column, error in faults]
        else:
            good.append(row)
    if report.refused and not leave_out_refused:
        raise RowsRefused(report=report)
    intake = _SheetIntake(areas, language, acting_user, at, report)
    for row in good:
        intake.take(row.cells)
    return report


def _faults(row: SheetRow, areas: Values, seen: dict[Any, int]) -> Iterator[tuple[str, StadsrechtError]]:
    """Every fault of a row, with the heading of its column."""
    if row.merged:
        yield "", CellsMerged(cells=row.merged)
        return
    cells = row.cells
    for column in ("organisation", "service"):
        if not cells.get(column):
            yield column, CellMissing()
    for column, longest in LONGEST.items():
        if len(cells.get(column, "")) > longest:
            yield column, CellUnreadable(text=cells[column][:40], column=column, example=f"≤ {longest}")
    key = (folded(cells.get("organisation", "")), folded(cells.get("service", "")))
    if all(key) and seen.setdefault(key, row.number) != row.number:
        yield "service", ServiceTwice(row=seen[key])
    for column, check in CHECKS.items():
        if cells.get(column):
            try:
                check(cells[column])
            except StadsrechtError as error:
                yield column, error
    yield from _faults_between(cells, areas)


def _faults_between(cells: dict[str, str], areas: Values) -> Iterator[tuple[str, StadsrechtError]]:
    """What only shows when cells are read together, or against the city."""
    least, most = cells.get("min_age", ""), cells.get("max_age", "")
    if least.isdecimal() and most.isdecimal() and int(most) < int(least):
        yield "max_age", AgesReversed(least=least, most=most)
    if bool(cells.get("opens")) != bool(cells.get("closes")) or (cells.get("days") and not cells.get("opens")):
        yield "opens", HoursIncomplete()
    if (district := cells.get("district")) and _area(district, areas) is None:
        yield "district", UnknownCode(wanted=district[:60])


def _listed(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[,;|]", text) if part.strip()]


def _each_in(known: Callable[[], Any]) -> Callable[[str], None]:
    def check(text: str) -> None:
        for part in _listed(text):
            if part not in known():
                raise UnknownCode(wanted=part[:60])

    return check


def _check_languages(text: str) -> None:
    for tag in _listed(text):
        if tag not in SPOKEN:
            raise UnknownLanguage(wanted=tag[:40])


def _check_age(text: str) -> None:
    if not text.isdecimal() or int(text) > 150:
        raise CellUnreadable(text=text[:40], column="age", example="18")


def _check_email(text: str) -> None:
    try:
        validate_email(text)
    except ValidationError:
        raise CellUnreadable(text=text[:60], column="e-mail", example="info@example.org") from None


def _check_link(text: str) -> None:
    require_link(text)
    if len(text) > 500:
        raise LinkRefused(link=text[:80])


def _check_clock(text: str) -> None:
    _clock(text)


def _clock(text: str) -> time:
    """`9:00`, `09.30`, `9`. Raises HoursUnreadable."""
    found = re.fullmatch(r"(\d{1,2})(?:[:.hu](\d{2}))?", text.strip())
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise HoursUnreadable(text=text[:40])
    return time(int(found[1]), int(found[2] or 0))


def _check_days(text: str) -> None:
    for day in _listed(text):
        if day.upper() not in WEEKDAYS:
            raise CellUnreadable(text=day[:20], column="days", example="MO, WE, FR")


def _check_yes(text: str) -> None:
    if text.casefold() not in YES:
        raise CellUnreadable(text=text[:20], column="yes/no", example="yes")


CHECKS: dict[str, Callable[[str], None]] = {
    "website": _check_link,
    "url": _check_link,
    "email": _check_email,
    "languages": _check_languages,
    "needs": _each_in(needs),
    "groups": _each_in(lambda: Group.values),
    "cost": _each_in(lambda: Cost.values),
    "min_age": _check_age,
    "max_age": _check_age,
    "opens": _check_clock,
    "closes": _check_clock,
    "days": _check_days,
    "confidential": _check_yes,
    "by_appointment": _check_yes,
}


def _area(text: str, areas: Values) -> Any:
    """An area by its code or its name in any language."""
    if text in areas:
        return areas[text]
    wanted = folded(text)
    return next((row for row in areas.values() if wanted in map(folded, row.name.values())), None)


class _SheetIntake:
    """Takes in rows without faults; organisations are known by their names, services by theirs within one."""

    def __init__(self, areas: Values, language: str, acting_user: Person, at: datetime, report: IntakeReport) -> None:
        self.areas, self.language, self.report = areas, language, report
        self.act: Values = {"acting_user": acting_user, "at": at}
        self.known = {folded(row.name.shown_in(language).text): row for row in Organisation.objects.all()}

    def take(self, cells: dict[str, str]) -> None:
        organisation = self.known.get(folded(cells["organisation"])) or self._new_organisation(cells)
        wanted = folded(cells["service"])
        present = next((one for one in organisation.services.all() if wanted in map(folded, one.name.values())), None)
        service = save_service(
            organisation=organisation,
            service=present,
            version=None,
            values=_service_values(cells, self.language),
            locations=self._places(organisation, present, cells),
            **self.act,
        )
        if hours := _hours(cells):
            set_hours(organisation=organisation, service=service, hours=hours, **self.act)
        self.report.touched[organisation.pk] = organisation
        if present is None:
            self.report.added += 1
        else:
            self.report.renewed += 1

    def _new_organisation(self, cells: dict[str, str]) -> Organisation:
        name = LocalisedText({self.language: cells["organisation"]})
        organisation = Organisation(name=name, kind=Kind.OTHER, website=cells.get("website", ""))
        organisation.code = records.free_code(Organisation, name)
        organisation.uuid = identity("organisation", organisation.code)
        self.known[folded(cells["organisation"])] = organisation
        return records.add(organisation, verb="take_in", **self.act)

    def _places(self, organisation: Organisation, present: Service | None, cells: dict[str, str]) -> list[Location]:
        """The place of the row; where the service is known, the row says how its first place is now.

        No file lifts the secrecy of a place, whatever it says: that takes the form. And where an organisation has a
        confidential place, a new one is confidential as well unless its row says "no".
        """
        places = [one.location for one in present.at_locations.all()] if present else []
        if not cells.get("street") and not cells.get("district"):
            return places
        first = places[0] if places else None
        values = _place_values(cells, self.areas)
        if first is not None:
            values["is_confidential"] |= first.is_confidential
        elif not cells.get("confidential"):
            values["is_confidential"] = organisation.locations.filter(is_confidential=True).exists()
        saved = save_location(organisation=organisation, location=first, version=None, values=values, **self.act)
        return [saved, *places[1:]]


def _service_values(cells: dict[str, str], language: str) -> Values:
    return {
        "name": LocalisedText({language: cells["service"]}),
        "description": LocalisedText({language: cells.get("description", "")}),
        "needs": _listed(cells.get("needs", "")),
        "languages": _listed(cells.get("languages", "")),
        "groups": _listed(cells.get("groups", "")),
        "cost": cells.get("cost", ""),
        "min_age": int(cells["min_age"]) if cells.get("min_age") else None,
        "max_age": int(cells["max_age"]) if cells.get("max_age") else None,
        "is_by_appointment": YES[cells.get("by_appointment", "").casefold()],
        **{name: cells.get(name, "") for name in ("phone", "email", "url")},
    }


def _place_values(cells: dict[str, str], areas: Values) -> Values:
    address = {
        "address_1": cells.get("street", ""),
        "postal_code": cells.get("postcode", ""),
        "city": cells.get("city", ""),
        "state_province": cells.get("province", ""),
        "country": "NL",
        "address_type": "physical",
    }
    return {
        "is_confidential": YES[cells.get("confidential", "").casefold()],
        "addresses": [address] if cells.get("street") else [],
        "area": _area(cells["district"], areas) if cells.get("district") else None,
    }


def _hours(cells: dict[str, str]) -> list[Values]:
    if cells.get("opens"):
        days = [day.upper() for day in _listed(cells.get("days", ""))]
        return [{"days": days, "opens_at": _clock(cells["opens"]), "closes_at": _clock(cells["closes"])}]
    return [{"is_by_appointment": True}] if YES[cells.get("by_appointment", "").casefold()] else []
