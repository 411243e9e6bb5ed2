"""Which files a release is given away in: the name that ends its address, its kind, and who writes it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from stadsrecht.monitoring.bridge.writing.csvw import as_csvw
from stadsrecht.monitoring.bridge.writing.description import Description
from stadsrecht.monitoring.bridge.writing.global_sdg import as_global_sdg_csv, as_global_sdg_report
from stadsrecht.monitoring.bridge.writing.jsonstat import as_jsonstat
from stadsrecht.monitoring.bridge.writing.open_sdg import as_open_sdg_zip
from stadsrecht.monitoring.bridge.writing.plain import as_csv, as_own_json
from stadsrecht.monitoring.bridge.writing.sdmx import as_sdmx_csv
from stadsrecht.monitoring.bridge.writing.structure import as_structure
from stadsrecht.monitoring.models import Table


@dataclass(frozen=True)
class Format:
    """A file of each release.

    `name` is the last part of its address, `file_type` its word in the European vocabulary of file types, `conforms_to`
    the standard that it follows. `is_data`: it holds the figures themselves, and not only what they mean.
    """

    name: str
    title: str
    media_type: str
    file_type: str
    write: Callable[[Description, Table], bytes]
    conforms_to: str = ""
    is_data: bool = True

    @property
    def content_type(self) -> str:
        """For the wire: texts say that they are UTF-8."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


FORMATS = (
    Format("observations.csv", "CSV", "text/csv", "CSV", as_csv, "https://www.rfc-editor.org/rfc/rfc4180"),
    Format(
        "observations.csv-metadata.json",
        "CSV on the Web",
        "application/csvm+json",
        "JSON_LD",
        as_csvw,
        "https://www.w3.org/TR/tabular-metadata/",
        is_data=False,
    ),
    Format("observations.json", "JSON", "application/json", "JSON", as_own_json),
    Format(
        "observations.jsonstat.json",
        "JSON-stat 2.0",
        "application/json",
        "JSON",
        as_jsonstat,
        "https://json-stat.org/full/",
    ),
    Format(
        "observations.sdmx.csv",
        "SDMX-CSV 2.0",
        "application/vnd.sdmx.data+csv",
        "CSV",
        as_sdmx_csv,
        "https://github.com/sdmx-twg/sdmx-csv",
    ),
    Format(
        "structure.xml",
        "SDMX-ML 3.0",
        "application/vnd.sdmx.structure+xml",
        "XML",
        as_structure,
        "https://github.com/sdmx-twg/sdmx-ml",
        is_data=False,
    ),
    Format("open-sdg.zip", "Open SDG", "application/zip", "ZIP", as_open_sdg_zip, "https://open-sdg.readthedocs.io/"),
    Format("sdg-global.csv", "SDMX-CSV 1.0, global SDG structure", "text/csv", "CSV", as_global_sdg_csv),
    Format(
        "sdg-global.json",
        "What the global SDG structure has no place for",
        "application/json",
        "JSON",
        as_global_sdg_report,
        is_data=False,
    ),
)
BY_NAME = {one.name: one for one in FORMATS}


@cache
def writers_digest() -> str:
    """SHA-256 over the source of the writers: another one after an upgrade that could change a file."""
    total = hashlib.sha256()
    for file in sorted(Path(__file__).parent.glob("*.*")):
        if file.suffix in {".py", ".toml"}:
            total.update(file.read_bytes())
    return total.hexdigest()


def tag_of(description: Description, one: Format) -> str:
    """A strong tag, known before anything is written: the same release, description and writers give the same bytes."""
    return hashlib.sha256(f"{description.fingerprint} {writers_digest()} {one.name}".encode()).hexdigest()
