"""Which kinds of files can be read, and by what."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from stadsrecht.monitoring.bridge.reading.findings import Finding
from stadsrecht.monitoring.bridge.reading.incoming import EMPTY, Incoming, Origin
from stadsrecht.monitoring.bridge.reading.json_stat import read_json_stat
from stadsrecht.monitoring.bridge.reading.open_sdg import read_open_sdg
from stadsrecht.monitoring.bridge.reading.own_csv import read_own_csv
from stadsrecht.monitoring.bridge.reading.sdmx_csv import read_sdmx_csv
from stadsrecht.monitoring.models import Column

Progress = Callable[[Iterable[str]], Iterable[str]]
OneFile = Callable[[bytes, Origin], Incoming]

OPEN_SDG = "open-sdg"
ONE_FILE: dict[str, OneFile] = {"csv": read_own_csv, "json-stat": read_json_stat, "sdmx-csv": read_sdmx_csv}
ENDINGS = {OPEN_SDG: (".csv", ".md", ".yml", ".yaml"), "csv": (".csv",), "json-stat": (".json",), "sdmx-csv": (".csv",)}
KINDS = (OPEN_SDG, *ONE_FILE)
CODE = re.compile(r"[-a-zA-Z0-9_]{1,120}$")


def read_file(kind: str, content: bytes, origin: Origin) -> Incoming:
    """One file with the figures of one indicator. Raises KeyError for a kind that is no single file."""
    return ONE_FILE[kind](content, origin)


def read_files(
    kind: str,
    files: Mapping[str, bytes],
    *,
    code: str = "",
    known: Callable[[str], Sequence[Column]] = lambda code: (),
    whole: str = "",
    language: str = "en",
    progress: Progress = iter,
) -> list[Incoming]:
    """Every indicator in these files (path: content). `code` names it where there is one file only."""
    if kind == OPEN_SDG:
        found = read_open_sdg(files, language, progress)
    else:
        names = sorted(name for name in files if name.lower().endswith(ENDINGS[kind]))
        found = []
        for name in progress(names):
            own = code if code and len(names) == 1 else PurePosixPath(name).name.partition(".")[0]
            found.append(read_file(kind, files[name], Origin(name, own.lower(), known(own.lower()), whole, language)))
    if not found:
        return [Incoming("", "", EMPTY, (Finding("empty"),))]
    return [one if CODE.match(one.code) else _without_code(one) for one in found]


def _without_code(one: Incoming) -> Incoming:
    finding = Finding("code", one.file, details={"text": one.code[:130]})
    return Incoming(one.code, one.file, EMPTY, (*one.findings, finding))
