"""SDMX-CSV 2.0 (SDMX 3.0, section 5 of the technical notes), with a structure of our own for each release.

Dimensions are the key columns and TIME_PERIOD. What a cell is stands in the attribute STATUS by our own word, so that
nothing is lost, and besides in OBS_STATUS and CONF_STATUS by the letters of the cross-domain code lists.
"""

import csv
import io
import re
from dataclasses import dataclass

from stadsrecht.monitoring.bridge.writing.description import Description, shown, written
from stadsrecht.monitoring.bridge.writing.identifiers import codes, names
from stadsrecht.monitoring.bridge.writing.spans import time_periods
from stadsrecht.monitoring.models import Column, ColumnRole, Observation, Status, Table

MISSING = "NaN"
"""How SDMX-CSV 2.0 writes that a number is missing on purpose."""

OBS_STATUS = {
    Status.VALUE: "A",
    Status.ZERO: "A",
    Status.NOT_KNOWN: "O",
    Status.NOT_MEASURED: "L",
    Status.NOT_APPLICABLE: "M",
    Status.HIDDEN: "Q",
}
BREAK, PROVISIONAL = "B", "P"
CONFIDENTIAL, FREE = "C", "F"
FIXED = ("TIME_PERIOD", "OBS_VALUE", "OBS_STATUS", "CONF_STATUS", "STATUS", "PROVISIONAL", "BREAK")
TEXTS = ("TIME_LABEL", "NOTE")
RESERVED = frozenset({*FIXED, *TEXTS, "STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION", "REF_AREA"})


@dataclass(frozen=True)
class Coded:
    """A table with an identifier for each column and for each value of a key column."""

    agency: str
    flow: str
    version: str
    columns: dict[str, str]
    values: tuple[dict[str, str], ...]

    @property
    def reference(self) -> str:
        return f"{self.agency}:{self.flow}({self.version})"


def coded(description: Description, table: Table) -> Coded:
    """Each release has a version of its own: the structure of an older one never changes."""
    areas = [column.code for column in table.keys if column.role == ColumnRole.AREA]
    as_area = {areas[0]: "REF_AREA"} if areas else {}
    others = [column.code for column in table.columns if column.code not in as_area]
    return Coded(
        agency=agency_of(description.city_code),
        flow=f"DF_{description.code}",
        version=f"{description.number}.0.0",
        columns=as_area | names(others, RESERVED),
        values=tuple(codes(row.keys[place] for row in table.observations) for place in range(len(table.keys))),
    )


def agency_of(city_code: str) -> str:
    plain = re.sub(r"[^A-Za-z0-9_-]", "_", city_code)
    return plain if plain[:1].isalpha() else f"C_{plain}"


def heading(table: Table, ids: Coded) -> list[str]:
    dimensions = [ids.columns[column.code] for column in table.keys]
    attributes = [ids.columns[column.code] for column in table.attributes]
    return ["STRUCTURE", "STRUCTURE_ID", "ACTION", *dimensions, *FIXED, *TEXTS, *attributes]


def as_sdmx_csv(description: Description, table: Table) -> bytes:
    """Every observation with ACTION `I`: its structure is in `structure.xml` of the same release."""
    ids, times = coded(description, table), time_periods(row.period for row in table.observations)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(heading(table, ids))
    first = ("dataflow", ids.reference, "I")
    writer.writerows(
        (
            *first,
            *(ids.values[place][value] for place, value in enumerate(row.keys)),
            times[row.period.label],
            written(shown(row)) or MISSING,
            obs_status(row),
            CONFIDENTIAL if row.status == Status.HIDDEN else FREE,
            row.status.value,
            "true" if row.is_provisional else "false",
            "true" if row.is_break else "false",
            row.period.label,
            row.note,
            *row.attributes,
        )
        for row in table.observations
    )
    return text.getvalue().encode()


def obs_status(row: Observation) -> str:
    """One letter, as the code list has it; where both would hold, a break tells more than provisional."""
    letter = OBS_STATUS[row.status]
    if letter != "A":
        return letter
    return BREAK if row.is_break else PROVISIONAL if row.is_provisional else "A"


def columns_with(ids: Coded, table: Table) -> list[tuple[Column, str]]:
    return [(column, ids.columns[column.code]) for column in table.columns]
