"""SDMX-CSV 1.0 and 2.0 (https://github.com/sdmx-twg/sdmx-csv): figures with codes, their structure kept elsewhere.

The file does not say which columns are dimensions. As the format orders them, those before OBS_VALUE are, and those
after it are attributes. `_T`, the total, becomes a blank. With both labels and codes (`F: Female`) the code is kept.
"""

from collections.abc import Sequence

from stadsrecht.monitoring.bridge.reading.cells import Cell, Lines, cell_of, headline_missing, settled, table_of
from stadsrecht.monitoring.bridge.reading.columns import columns_of, role_of
from stadsrecht.monitoring.bridge.reading.findings import Finding, faults
from stadsrecht.monitoring.bridge.reading.incoming import EMPTY, Incoming, Origin, Progress
from stadsrecht.monitoring.bridge.reading.periods import A_YEAR, periods_of
from stadsrecht.monitoring.bridge.reading.sheet import Sheet, missing_heading, sheet_of
from stadsrecht.monitoring.bridge.reading.words import FREE, Said, is_yes, number_of, said_in_letters, said_in_words
from stadsrecht.monitoring.models import Column, ColumnRole, Status, Table

PERIOD, VALUE, ACTION = "TIME_PERIOD", "OBS_VALUE", "ACTION"
TOTAL = "_T"
OF_THE_MESSAGE = ("DATAFLOW", "STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", ACTION)
# What a file of ours adds, so that no status and no remark is lost.
OURS = ("STATUS", "PROVISIONAL", "BREAK", "TIME_LABEL", "NOTE")
OF_THE_CELL = (PERIOD, VALUE, "OBS_STATUS", "CONF_STATUS")
NO_NUMBER = frozenset({"", "NAN", "#N/A", "NA", "NULL"})
REMOVE = frozenset({"D", "DELETE"})


def read_sdmx_csv(content: bytes, origin: Origin) -> Incoming:
    """The figures of one indicator, which must be there: the format does not describe it."""
    table, findings = read_figures(content, origin)
    found = findings if faults(findings) else [*findings, *headline_missing(table, origin.file)]
    return Incoming(origin.code, origin.file, table, tuple(found))


def read_figures(content: bytes, origin: Origin) -> tuple[Table, list[Finding]]:
    """The table, and what was noticed."""
    sheet = _with_codes(sheet_of(content, origin.file))
    missing = [missing_heading(sheet, name) for name in (PERIOD, VALUE) if name not in sheet.headings]
    if missing or faults(sheet.findings):
        return EMPTY, [*sheet.findings, *missing]
    fields = dict(zip(sheet.headings, sheet.columns(), strict=True))
    columns, texts = _columns(sheet, fields, origin)
    periods, odd = periods_of(
        fields.get("TIME_LABEL", fields[PERIOD]),
        sheet.numbers,
        sheet.file,
        PERIOD,
        free=A_YEAR if "TIME_LABEL" in fields else None,
    )
    cells, read = _cells(sheet, fields, origin.progress)
    found = [*sheet.findings, *_removals(sheet, fields), *odd, *read]
    if faults(found):
        return EMPTY, found
    lines = Lines(sheet.file, sheet.numbers, [one for one in periods if one is not None], cells)
    table, twice = table_of(columns, texts, lines, keeps_contradictions=False)
    return (EMPTY if faults(twice) else table), found + twice


def _with_codes(sheet: Sheet) -> Sheet:
    """Without the labels, where headings and fields hold both: `SEX: Sex`, `F: Female`."""
    both = {place for place, heading in enumerate(sheet.headings) if ": " in heading}
    if not both:
        return sheet
    lines = [
        (number, [_code(text) if place in both else text for place, text in enumerate(fields)])
        for number, fields in sheet.lines
    ]
    return Sheet(sheet.file, tuple(map(_code, sheet.headings)), lines, sheet.findings, sheet.separator)


def _code(text: str) -> str:
    return text.partition(": ")[0].strip()


def _columns(
    sheet: Sheet, fields: dict[str, tuple[str, ...]], origin: Origin
) -> tuple[list[Column], list[tuple[str, ...]]]:
    """The columns beside what every cell has, and their texts."""
    passed = {*OF_THE_MESSAGE, *OF_THE_CELL, *(OURS if "TIME_LABEL" in fields else ())}
    names = [name for name in sheet.headings if name not in passed]
    end = sheet.headings.index(VALUE)
    roles: dict[str, ColumnRole | None] = {
        name: role_of(name) if sheet.headings.index(name) < end else ColumnRole.ATTRIBUTE for name in names
    }
    columns = columns_of(names, origin.known, roles)
    texts = [_blank_for_all(fields[name], column, origin.whole) for name, column in zip(names, columns, strict=True)]
    return settled(columns, texts)[0], texts


def _blank_for_all(texts: tuple[str, ...], column: Column, whole: str) -> tuple[str, ...]:
    if not column.is_key:
        return texts
    blanks = {TOTAL, whole} if column.role == ColumnRole.AREA else {TOTAL}
    return tuple("" if text in blanks else text for text in texts)


def _removals(sheet: Sheet, fields: dict[str, tuple[str, ...]]) -> list[Finding]:
    return [
        Finding("sdmx-action", sheet.file, number, ACTION, {"text": text})
        for number, text in zip(sheet.numbers, fields.get(ACTION, ()), strict=False)
        if text.strip().upper() in REMOVE
    ]


def _cells(sheet: Sheet, fields: dict[str, tuple[str, ...]], progress: Progress) -> tuple[list[Cell], list[Finding]]:
    count = len(sheet.lines)
    blank = ("",) * count
    is_ours = "TIME_LABEL" in fields
    status, secrecy = fields.get("OBS_STATUS", blank), fields.get("CONF_STATUS", blank)
    words, notes = (fields.get(name, blank) if is_ours else blank for name in ("STATUS", "NOTE"))
    cells, found = [], []
    for place, text in enumerate(progress(fields[VALUE])):
        said = _said(status[place], secrecy[place], words[place])
        if is_ours:
            said |= _flags(fields, place)
        try:
            number = None if text.strip().upper() in NO_NUMBER else number_of(text)
        except ValueError:
            found.append(Finding("number", sheet.file, sheet.numbers[place], VALUE, {"text": text}))
            number = None
        cells.append(cell_of(number, said, notes[place], words[place] or status[place]))
    return cells, found + _hidden_with_value(sheet, fields, cells)


def _said(status: str, secrecy: str, words: str) -> Said:
    """Our own word where there is one; else both code lists."""
    if words:
        return said_in_words(words)
    said = said_in_letters(status.strip())
    return said if secrecy.strip().upper() in FREE else said | Said(Status.HIDDEN)


def _flags(fields: dict[str, tuple[str, ...]], place: int) -> Said:
    try:
        provisional, broken = (is_yes(fields[name][place]) for name in ("PROVISIONAL", "BREAK"))
    except (KeyError, ValueError):
        return Said()
    return Said(is_provisional=provisional, is_break=broken)


def _hidden_with_value(sheet: Sheet, fields: dict[str, tuple[str, ...]], cells: Sequence[Cell]) -> list[Finding]:
    """A number that the file gives although it is confidential was not taken over."""
    places = [
        place
        for place, cell in enumerate(cells)
        if cell.status == Status.HIDDEN and fields[VALUE][place].strip().upper() not in NO_NUMBER
    ]
    if not places:
        return []
    row = sheet.numbers[places[0]]
    return [Finding("hidden-with-value", sheet.file, row, VALUE, {"count": len(places), "row": row})]
