"""What may stand in a row of a spreadsheet: each cell by itself, and the cells of a row together."""

import re
from collections.abc import Callable, Iterator
from datetime import time
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from stadsrecht.kernel.errors import StadsrechtError
from stadsrecht.partners.bridge.hours import WEEKDAYS
from stadsrecht.partners.bridge.sheet import SheetRow
from stadsrecht.partners.bridge.words import folded
from stadsrecht.partners.errors import (
    AgesReversed,
    CellMissing,
    CellsMerged,
    CellUnreadable,
    HoursIncomplete,
    HoursUnreadable,
    LinkRefused,
    ServiceTwice,
    UnknownCode,
)
from stadsrecht.partners.models import Cost, Group
from stadsrecht.partners.operations.rules import require_known, require_languages, require_link, require_needs

YES = {"yes": True, "ja": True, "oui": True, "1": True, "": False, "no": False, "nee": False, "non": False, "0": False}
LONGEST = {"organisation": 200, "service": 200, "description": 2000, "phone": 40, "street": 200, "front_door": 500}
Values = dict[str, Any]


def faults(row: SheetRow, areas: Values, seen: dict[Any, int]) -> Iterator[tuple[str, StadsrechtError]]:
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
    if _is_age(least) and _is_age(most) and int(most) < int(least):
        yield "max_age", AgesReversed(least=least, most=most)
    if bool(cells.get("opens")) != bool(cells.get("closes")) or (cells.get("days") and not cells.get("opens")):
        yield "opens", HoursIncomplete()
    if (district := cells.get("district")) and area_of(district, areas) is None:
        yield "district", UnknownCode(wanted=district[:60])


def listed(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[,;|]", text) if part.strip()]


def _is_age(text: str) -> bool:
    """A number of thousands of digits is none that Python would read."""
    return text.isdecimal() and len(text) <= 3 and int(text) <= 150


def _check_age(text: str) -> None:
    if not _is_age(text):
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
    clock(text)


def clock(text: str) -> time:
    """`9:00`, `09.30`, `9`. Raises HoursUnreadable."""
    found = re.fullmatch(r"(\d{1,2})(?:[:.hu](\d{2}))?", text.strip())
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise HoursUnreadable(text=text[:40])
    return time(int(found[1]), int(found[2] or 0))


def _check_days(text: str) -> None:
    for day in listed(text):
        if day.upper() not in WEEKDAYS:
            raise CellUnreadable(text=day[:20], column="days", example="MO, WE, FR")


def _check_yes(text: str) -> None:
    if text.casefold() not in YES:
        raise CellUnreadable(text=text[:20], column="yes/no", example="yes")


CHECKS: dict[str, Callable[[str], None]] = {
    "website": _check_link,
    "url": _check_link,
    "email": _check_email,
    "languages": lambda text: require_languages(listed(text)),
    "needs": lambda text: require_needs(listed(text)),
    "groups": lambda text: require_known(listed(text), Group.values, "groups"),
    "cost": lambda text: require_known(listed(text), Cost.values, "cost"),
    "min_age": _check_age,
    "max_age": _check_age,
    "opens": _check_clock,
    "closes": _check_clock,
    "days": _check_days,
    "confidential": _check_yes,
    "by_appointment": _check_yes,
}


def area_of(text: str, areas: Values) -> Any:
    """An area by its code or its name in any language."""
    if text in areas:
        return areas[text]
    wanted = folded(text)
    return next((row for row in areas.values() if wanted in map(folded, row.name.values())), None)
