"""A CSV file as headings and lines, with what is wrong with its form."""

import csv
import io
from dataclasses import dataclass, field

from stadsrecht.monitoring.bridge.reading.findings import Finding, some


@dataclass(frozen=True)
class Sheet:
    """`lines` holds the number of each line in the file beside its fields; every line is as long as the headings."""

    file: str
    headings: tuple[str, ...]
    lines: list[tuple[int, list[str]]] = field(repr=False)
    findings: tuple[Finding, ...] = ()
    separator: str = ","

    @property
    def numbers(self) -> list[int]:
        return [number for number, _fields in self.lines]

    def columns(self) -> list[tuple[str, ...]]:
        """The fields by column, in the order of the headings."""
        if not self.lines:
            return [() for _heading in self.headings]
        return list(zip(*(fields for _number, fields in self.lines), strict=True))

    def place_of(self, *names: str) -> int | None:
        """Where the first heading with one of these names stands, case aside."""
        folded = [heading.casefold() for heading in self.headings]
        return next((folded.index(name) for name in names if name in folded), None)


def text_of(content: bytes, file: str) -> tuple[str, tuple[Finding, ...]]:
    """Bytes as text: UTF-8, with or without a mark, or else Windows-1252, which is then noted."""
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252"), (Finding("decoded", file),)
    except UnicodeDecodeError:
        return "", (Finding("not-text", file),)


def sheet_of(content: bytes, file: str) -> Sheet:
    """Read a CSV file. Faults are found for headings that are blank or double, and for lines of another length."""
    text, findings = text_of(content, file)
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    lines, last = [], 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for fields in reader:
            if any(fields):
                lines.append((last + 1, fields))
            last = reader.line_num
    except csv.Error as fault:
        return Sheet(file, (), [], (*findings, Finding("not-csv", file, last + 1, "", {"why": str(fault)})))
    headings = tuple(name.strip() for name in lines[0][1]) if lines else ()
    found = [*findings, *_form(headings, lines[1:], file)] if text else [*findings, Finding("empty", file)]
    whole = [line for line in lines[1:] if len(line[1]) == len(headings)]
    return Sheet(file, headings, whole, tuple(found), separator)


def _form(headings: tuple[str, ...], lines: list[tuple[int, list[str]]], file: str) -> list[Finding]:
    found = []
    if not lines:
        found.append(Finding("empty", file))
    if "" in headings:
        found.append(Finding("heading-blank", file, 1))
    for name in dict.fromkeys(headings):
        if name and (count := headings.count(name)) > 1:
            found.append(Finding("heading-twice", file, 1, name, {"name": name, "count": count}))
    for number, fields in lines:
        if len(fields) != len(headings):
            found.append(Finding("row-length", file, number, "", {"found": len(fields), "wanted": len(headings)}))
    return found


def missing_heading(sheet: Sheet, wanted: str) -> Finding:
    return Finding("heading-missing", sheet.file, 1, wanted, {"wanted": wanted, "present": some(sheet.headings, 30)})
