"""Our own CSV: period, area, any further columns, value, status, provisional, break, note.

It is strict where the files of others are read with patience: whoever fills in a template can mend it. What may stand
where is written in docs/reference/figures-csv.md.
"""

from dataclasses import dataclass, field

from stadsrecht.monitoring.bridge.reading.cells import Cell, Lines, headline_missing, settled, spelled_alike, table_of
from stadsrecht.monitoring.bridge.reading.columns import AREA_CODE, columns_of
from stadsrecht.monitoring.bridge.reading.findings import Finding, faults
from stadsrecht.monitoring.bridge.reading.incoming import EMPTY, Incoming, Origin
from stadsrecht.monitoring.bridge.reading.periods import YEAR_AND_WORDS, periods_of
from stadsrecht.monitoring.bridge.reading.sheet import Sheet, missing_heading, sheet_of
from stadsrecht.monitoring.bridge.reading.words import is_yes, number_of
from stadsrecht.monitoring.models import Status, Table, status_of

PERIOD, VALUE, STATUS, PROVISIONAL, BREAK, NOTE = "period", "value", "status", "provisional", "break", "note"
OURS = (PERIOD, VALUE, STATUS, PROVISIONAL, BREAK, NOTE, "year", "starts_on")
WITH_NUMBER = frozenset({Status.VALUE, Status.ZERO})
TEMPLATE = """\
period,area,sex,value,status,provisional,break,note
2023,,,12.5,,,,
2023,,women,11.0,,,,
2023,WK000001,,,hidden,,,fewer than ten answers
2024,,,13.0,,yes,,
2024,,women,,not-known,,,
2024,WK000001,,0,,,yes,counted in another way from this year on
"""


def read_own_csv(content: bytes, origin: Origin) -> Incoming:
    """The figures of one indicator."""
    table, findings = read_figures(content, origin)
    found = findings if faults(findings) else [*findings, *headline_missing(table, origin.file)]
    return Incoming(origin.code, origin.file, table, tuple(found))


def read_figures(content: bytes, origin: Origin) -> tuple[Table, list[Finding]]:
    """The table, and what was noticed."""
    file, whole = origin.file, origin.whole
    sheet = sheet_of(content, file)
    period = sheet.place_of(PERIOD)
    missing = [missing_heading(sheet, name) for name in (PERIOD, VALUE) if sheet.place_of(name) is None]
    if period is None or missing or faults(sheet.findings):
        return EMPTY, [*sheet.findings, *missing]
    texts = sheet.columns()
    others = [place for place, heading in enumerate(sheet.headings) if heading.casefold() not in OURS]
    columns = columns_of((sheet.headings[place] for place in others), origin.known)
    spelled = [spelled_alike(texts[place], file, sheet.headings[place]) for place in others]
    plain = [
        tuple("" if text == whole else text for text in one) if whole and column.code == AREA_CODE else one
        for column, (one, _found) in zip(columns, spelled, strict=True)
    ]
    periods, odd = periods_of(texts[period], sheet.numbers, file, PERIOD, free=YEAR_AND_WORDS)
    lines = _Lines(sheet)
    cells = [lines.cell(place) for place in origin.progress(range(len(sheet.lines)))]
    found = [*sheet.findings, *odd, *(one for _texts, some in spelled for one in some), *lines.findings]
    if faults(found):
        return EMPTY, found
    columns, _following = settled(columns, plain)
    read = Lines(file, sheet.numbers, [one for one in periods if one is not None], cells)
    table, twice = table_of(columns, plain, read, keeps_contradictions=False)
    return (EMPTY if faults(twice) else table), found + twice


@dataclass
class _Lines:
    """Reads one line after the other, and remembers what is wrong with them."""

    sheet: Sheet
    findings: list[Finding] = field(default_factory=list)
    decimal: str = "."

    def __post_init__(self) -> None:
        self.places = {name: self.sheet.place_of(name) for name in OURS}
        if self.sheet.separator == ";" and any(
            "," in self._text(place, VALUE) for place in range(len(self.sheet.lines))
        ):
            self.decimal = ","
            self.findings.append(Finding("decimal-comma", self.sheet.file, None, VALUE))

    def _text(self, place: int, name: str) -> str:
        column = self.places[name]
        return "" if column is None else self.sheet.lines[place][1][column].strip()

    def _fault(self, code: str, place: int, column: str, **details: str) -> None:
        self.findings.append(Finding(code, self.sheet.file, self.sheet.lines[place][0], column, details))

    def cell(self, place: int) -> Cell:
        number, status = self._number(place), self._status(place)
        text = self._text(place, VALUE)
        if not text and status is None:
            self._fault("blank-without-status", place, VALUE)
        elif not text and status in WITH_NUMBER:
            self._fault("status-without-value", place, STATUS, status=str(status))
        elif (text and status not in (None, *WITH_NUMBER)) or (status == Status.ZERO and number):
            self._fault("value-despite-status", place, VALUE, status=str(status), text=text)
        if status is None or status in WITH_NUMBER:
            status = status_of(number)
        return Cell(number, status, self._flag(place, PROVISIONAL), self._flag(place, BREAK), self._text(place, NOTE))

    def _number(self, place: int) -> float | None:
        text = self._text(place, VALUE)
        try:
            return number_of(text, self.decimal) if text else None
        except ValueError:
            self._fault("number", place, VALUE, text=text)
            return None

    def _status(self, place: int) -> Status | None:
        text = self._text(place, STATUS)
        if not text:
            return None
        try:
            return Status(text.casefold().replace(" ", "-"))
        except ValueError:
            self._fault("status", place, STATUS, text=text, known=", ".join(Status.values))
            return Status.NOT_KNOWN if not self._text(place, VALUE) else None

    def _flag(self, place: int, name: str) -> bool:
        text = self._text(place, name)
        try:
            return is_yes(text)
        except ValueError:
            self._fault("yes-or-no", place, name, text=text)
            return False
