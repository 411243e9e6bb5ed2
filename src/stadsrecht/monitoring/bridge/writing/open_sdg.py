"""Open SDG (https://open-sdg.readthedocs.io): `data/indicator_X.csv` and `meta/X.md`, which its builder reads.

The CSV has `Year` first and `Value` last, between them the columns by their heading. A plain file says missing by a
blank, and no more: where a cell is hidden, not measured, not applicable, provisional or a break, the column
`Observation status` says so in words; where the source brought that column, its words stay and ours follow if they say
more. A blank cell whose remark matters gets the column `Note`.
"""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import yaml

from stadsrecht.monitoring.bridge.writing.description import Description, places_of, shown, written
from stadsrecht.monitoring.models import Column, ColumnRole, Observation, Status, Table

STATUS, NOTE, AREA = "Observation status", "Note", "GeoCode"
AREA_HEADINGS = frozenset({"geocode", "area", "ref_area"})
NORMAL = "Normal value"
WORDS = {
    Status.NOT_KNOWN: "Missing value",
    Status.NOT_MEASURED: "Not measured",
    Status.NOT_APPLICABLE: "Not applicable",
    Status.HIDDEN: "Missing value; suppressed",
}
PROVISIONAL, BREAK = "Provisional value", "Break in series"
BODY = "page_content"
NUMBER = re.compile(r"\d+(-\w+)+")  # 3-4-2: the number of an SDG indicator


def as_open_sdg_csv(description: Description, table: Table) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    place = _status_place(table.columns)
    adds_status = place is None and any(_needs_words(row) for row in table.observations)
    adds_note = any(row.note for row in table.observations) and not _has(table.columns, NOTE)
    extra = [STATUS] * adds_status + [NOTE] * adds_note
    writer.writerow(["Year", *(_heading(column, table.columns) for column in table.columns), *extra, "Value"])
    order = places_of(table.columns)
    for row in table.observations:
        texts = row.keys + row.attributes
        cells = [texts[one] for one in order]
        if place is not None:
            cells[place] = _with_words(cells[place], row)
        more = [_words(row) or NORMAL] * adds_status + [row.note] * adds_note
        writer.writerow([row.period.label, *cells, *more, written(shown(row))])
    return text.getvalue().encode()


def _status_place(columns: Sequence[Column]) -> int | None:
    headings = [column.heading.casefold() for column in columns]
    return headings.index(STATUS.casefold()) if STATUS.casefold() in headings else None


def _has(columns: Sequence[Column], heading: str) -> bool:
    return any(column.heading.casefold() == heading.casefold() for column in columns)


def _heading(column: Column, columns: Sequence[Column]) -> str:
    """Maps of Open SDG look for `GeoCode`."""
    is_unknown_area = column.role == ColumnRole.AREA and column.heading.casefold() not in AREA_HEADINGS
    return AREA if is_unknown_area and not _has(columns, AREA) else column.heading


def _needs_words(row: Observation) -> bool:
    return row.is_provisional or row.is_break or row.status not in (Status.VALUE, Status.ZERO, Status.NOT_KNOWN)


def _words(row: Observation) -> str:
    said = [WORDS.get(Status(row.status), ""), PROVISIONAL * row.is_provisional, BREAK * row.is_break]
    return "; ".join(filter(None, said))


def _with_words(text: str, row: Observation) -> str:
    """The words of the source; ours behind them where they leave out what the cell is."""
    if not _needs_words(row):
        return text
    folded = text.casefold()
    missing = [words for words in _words(row).split("; ") if not _says(folded, words)]
    return "; ".join(filter(None, [text, *missing]))


def _says(folded: str, words: str) -> bool:
    """Whether a text of the source says this already, by the words of the SDMX code list or ours."""
    same = {
        "Missing value": ("missing", "suppressed"),
        "suppressed": ("suppressed", "confidential", "hidden"),
        "Not measured": ("not measured", "not collected"),
        "Not applicable": ("not applicable", "cannot exist"),
        PROVISIONAL: ("provisional",),
        BREAK: ("break",),
    }
    return any(word in folded for word in same[words])


def as_open_sdg_meta(description: Description, table: Table) -> bytes:
    """YAML in front of Markdown. What the source said stays word for word; ours fills what it left open."""
    words = {**_ours(description), **description.metadata, **_release(description)}
    body = str(words.pop(BODY, ""))
    dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    head = yaml.dump(words, Dumper=dumper, allow_unicode=True, sort_keys=False, width=120)
    return f"---\n{head}---\n{body}".rstrip().encode() + b"\n"


def _ours(description: Description) -> dict[str, Any]:
    way = {"up": "positive", "down": "negative"}.get(description.direction)
    first = description.in_first_language
    words = {
        "indicator_number": description.code.replace("-", ".") if NUMBER.fullmatch(description.code) else "",
        "indicator_name": first(description.name, description.code),
        "graph_title": first(description.name, description.code),
        "national_indicator_description": first(description.about),
        "computation_units": first(description.unit),
        "direction": way,
        "reporting_status": "complete",
        "data_non_statistical": False,
        "graph_type": "line",
        "source_active_1": True,
        "source_organisation_1": description.publisher,
        "source_url_1": description.source_url,
        "source_url_text_1": description.source,
    }
    return {name: value for name, value in words.items() if value not in (None, "")}


def _release(description: Description) -> dict[str, Any]:
    """Of which release the file is; these names are ours and Open SDG passes them over."""
    return {f"stadsrecht_{name}": fact for name, fact in description.facts().items()}


def files(description: Description) -> tuple[tuple[str, Callable[[Description, Table], bytes]], ...]:
    """Both files of an indicator by their path in the folder, with who writes them."""
    return (
        (f"data/indicator_{description.code}.csv", as_open_sdg_csv),
        (f"meta/{description.code}.md", as_open_sdg_meta),
    )


def as_open_sdg_zip(description: Description, table: Table) -> bytes:
    """The folder in one file, the same bytes each time."""
    content = io.BytesIO()
    moment = description.released_at.timetuple()[:6]
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, write in files(description):
            archive.writestr(zipfile.ZipInfo(name, moment), write(description, table), zipfile.ZIP_DEFLATED)
    return content.getvalue()
