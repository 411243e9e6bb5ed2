"""Everything that is public, into a folder that any web server can serve. Nothing is changed here but that folder."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from stadsrecht.monitoring.bridge import writing
from stadsrecht.monitoring.bridge.folder import Folder
from stadsrecht.monitoring.models import Release, Table
from stadsrecht.monitoring.queries import catalogue_files, description_of, public_offers, table_of

CATALOGUES = ("catalogue.ttl", "catalogue.jsonld", "figures.atom")
Progress = Callable[[Sequence[Any]], Iterable[Any]]


@dataclass(frozen=True)
class Exported:
    written: int
    kept: int
    removed: int


def export_open_data(*, folder: Path, at: datetime, progress: Progress = iter) -> Exported:
    """Every public release in every format, the catalogue and the feed, laid out as on the site.

    A file that is there already is not made again; one whose release is not public any more is removed.
    """
    target = Folder(folder)
    releases = [release for _indicator, some in public_offers(at=at) for release in some]
    for release in progress(releases):
        _put_release(target, release)
    for name, content in catalogue_files(*CATALOGUES, at=at).items():
        target.put(name, hashlib.sha256(content).hexdigest(), partial(_itself, content))
    return _finished(target)


def _put_release(target: Folder, release: Release) -> None:
    description = description_of(release)
    figures = _Figures(release, description)
    for one in writing.FORMATS:
        name = f"figures/{description.code}/releases/{description.number}/{one.name}"
        target.put(name, writing.tag_of(description, one), partial(figures.written_by, one.write))


def export_open_sdg(*, folder: Path, at: datetime, progress: Progress = iter) -> Exported:
    """The newest public release of each indicator as an Open SDG folder, which another city can import."""
    target = Folder(folder)
    for _indicator, releases in progress(public_offers(at=at)):
        description = description_of(releases[0])
        figures = _Figures(releases[0], description)
        for name, write in writing.open_sdg_files(description):
            tag = hashlib.sha256(f"{description.fingerprint} {writing.writers_digest()} {name}".encode()).hexdigest()
            target.put(name, tag, partial(figures.written_by, write))
    return _finished(target)


def _finished(target: Folder) -> Exported:
    target.finish()
    return Exported(target.written, target.kept, target.removed)


def _itself(content: bytes) -> bytes:
    return content


class _Figures:
    """A release whose table is read when the first file needs it and not before."""

    def __init__(self, release: Release, description: writing.Description) -> None:
        self.release, self.description = release, description
        self.table: Table | None = None

    def written_by(self, write: Callable[[writing.Description, Table], bytes]) -> bytes:
        if self.table is None:
            self.table = table_of(self.release)
        return write(self.description, self.table)
