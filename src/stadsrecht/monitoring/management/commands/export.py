"""`stadsrecht export open-data DIR` and `stadsrecht export open-sdg DIR`: give the figures away as files."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from stadsrecht.monitoring.operations import export_open_data, export_open_sdg

WAYS = {"open-data": export_open_data, "open-sdg": export_open_sdg}


class Command(BaseCommand):
    help = "Write all public figures to a folder; what is there already is kept, what is no longer public is removed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("form", choices=WAYS, help="every format and the catalogue, or an Open SDG folder")
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if folder.exists() and not folder.is_dir():
            raise CommandError(f"{folder} is no folder")
        try:
            done = WAYS[options["form"]](folder=folder, at=timezone.now(), progress=_bar)
        except OSError as error:
            raise CommandError(f"{error.filename or folder}: {error.strerror}") from error
        self.stdout.write(f"written {done.written}, kept {done.kept}, removed {done.removed}")


def _bar(things: Sequence[Any]) -> Iterable[Any]:
    return tqdm(things, unit="release", file=sys.stderr, delay=2)
