"""Catalogues of texts: from the .po that a translator edits to the .mo that Django reads. No gettext is needed."""

import os
from collections.abc import Iterable
from pathlib import Path

import polib


def compile_catalogues(folders: Iterable[Path]) -> list[str]:
    """Make each .mo that is missing or older than its .po; gives the languages that were made."""
    made = []
    for folder in folders:
        for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
            target = source.with_suffix(".mo")
            if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
                continue
            _compile(source, target)
            made.append(source.parts[-3])
    return made


def _compile(source: Path, target: Path) -> None:
    """Written aside and moved, since a server on another port may read the same catalogue at this moment."""
    part = target.with_name(f".{target.name}.{os.getpid()}")
    polib.pofile(str(source)).save_as_mofile(str(part))
    part.replace(target)
