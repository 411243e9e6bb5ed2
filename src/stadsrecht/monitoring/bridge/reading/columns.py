"""What each column of a file is for, and what it is called with us."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from stadsrecht.monitoring.models import FIXED, Column, ColumnRole

TAKEN = frozenset({*FIXED, "provisional", "break"})
AREA_CODE = "area"
ROLES: Mapping[str, ColumnRole] = {
    "geocode": ColumnRole.AREA,
    "area": ColumnRole.AREA,
    "ref_area": ColumnRole.AREA,
    "series": ColumnRole.SERIES,
    "units": ColumnRole.UNIT,
    "unit": ColumnRole.UNIT,
    "unit measure": ColumnRole.UNIT,
    "unit_measure": ColumnRole.UNIT,
    "unit multiplier": ColumnRole.ATTRIBUTE,
    "unit_mult": ColumnRole.ATTRIBUTE,
    "observation status": ColumnRole.ATTRIBUTE,
    "obs_status": ColumnRole.ATTRIBUTE,
    "conf_status": ColumnRole.ATTRIBUTE,
}
AREA_NAMES = frozenset({"country", "region", "local authority", "city", "district", "neighbourhood", "area name"})


def role_of(heading: str) -> ColumnRole:
    """By its name; a column with any other name holds groups."""
    return ROLES.get(" ".join(heading.casefold().split()), ColumnRole.GROUP)


def columns_of(
    headings: Iterable[str], known: Sequence[Column] = (), roles: Mapping[str, ColumnRole | None] = MappingProxyType({})
) -> list[Column]:
    """A column for each heading. What an earlier release calls so, by code or heading, stays what it was there.

    `roles`: what the file itself says of its columns.
    """
    by_name = {name: column for column in known for name in (column.code.casefold(), column.heading.casefold())}
    taken = {column.code for column in known}
    columns = []
    for heading in headings:
        column = by_name.get(heading.casefold())
        if column is None:
            role = roles.get(heading) or role_of(heading)
            column = Column(_code(heading, role, taken), heading, role)
            taken.add(column.code)
        columns.append(column)
    return columns


def _code(heading: str, role: ColumnRole, taken: set[str]) -> str:
    """Small letters, digits and underscores, the same for the same heading, and no name that files of ours use."""
    letters = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode().casefold()
    stem = re.sub(r"[^a-z0-9]+", "_", letters).strip("_") or "column"
    stem = AREA_CODE if role == ColumnRole.AREA else f"c_{stem}" if stem[0].isdigit() else stem
    code, number = stem, 2
    while code in taken or code in TAKEN:
        code, number = f"{stem}_{number}", number + 1
    return code
