"""Which kinds of files can be read, and by what."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from stadsrecht.monitoring.bridge.reading.findings import Finding
from stadsrecht.monitoring.bridge.reading.incoming import EMPTY, Incoming, Origin
from stadsrecht.monitoring.bridge.reading.json_stat import read_json_stat
from stadsrecht.monitoring.bridge.reading.open_sdg import read_open_sdg
from stadsrecht.monitoring.bridge.reading.own_csv import read_own_csv
from stadsrecht.monitoring.bridge.reading.sdmx_csv import read_sdmx_csv
from stadsrecht.monitoring.bridge.reading.squares import read_squares
from stadsrecht.monitoring.models import Column

Progress = Callable[[Iterable[str]], Iterable[str]]
OneFile = Callable[[bytes, Origin], Incoming]

OPEN_SDG, SQUARES = "open-sdg", "cbs-squares"
ONE_FILE: dict[str, OneFile] = {"csv": read_own_csv, "json-stat": read_json_stat, "sdmx-csv": read_sdmx_csv}
ENDINGS = {
    OPEN_SDG: (".csv", ".md", ".yml", ".yaml"),
    "csv": (".csv",),
    "json-stat": (".json",),
    "sdmx-csv": (".csv",),
    SQUARES: (".csv",),
}
KINDS = (OPEN_SDG, *ONE_FILE, SQUARES)
CODE = re.compile(r"[-a-zA-Z0-9_]{1,120}$")


@dataclass(frozen=True)
class Given:
    """What is known beside the files: the code of the indicator, where there is one file only; the columns that an
    indicator has; the code of the whole area; the language of names; the period, where the files do not say it.
    """

    code: str = ""
    known: Callable[[str], Sequence[Column]] = lambda code: ()
    whole: str = ""
    language: str = "en"
    period: str = ""

    def origin(self, name: str, is_only: bool) -> Origin:
        own = self.code if self.code and is_only else PurePosixPath(name).name.partition(".")[0]
        code = own.lower()
        return Origin(name, code, self.known(code), self.whole, self.language, self.period)


NOTHING = Given()


def read_file(kind: str, content: bytes, origin: Origin) -> Incoming:
    """One file with the figures of one indicator. Raises KeyError for a kind that is no single file."""
    return ONE_FILE[kind](content, origin)


def read_files(
    kind: str, files: Mapping[str, bytes], given: Given = NOTHING, progress: Progress = iter
) -> list[Incoming]:
    """Every indicator in these files (path: content)."""
    if kind == OPEN_SDG:
        found = read_open_sdg(files, given.language, progress)
    else:
        names = sorted(name for name in files if name.lower().endswith(ENDINGS[kind]))
        found = [
            one for name in progress(names) for one in _read(kind, files[name], given.origin(name, len(names) == 1))
        ]
    if not found:
        return [Incoming("", "", EMPTY, (Finding("empty"),))]
    return [one if CODE.match(one.code) else _without_code(one) for one in found]


def _read(kind: str, content: bytes, origin: Origin) -> list[Incoming]:
    return read_squares(content, origin) if kind == SQUARES else [read_file(kind, content, origin)]


def _without_code(one: Incoming) -> Incoming:
    finding = Finding("code", one.file, details={"text": one.code[:130]})
    return Incoming(one.code, one.file, EMPTY, (*one.findings, finding))
