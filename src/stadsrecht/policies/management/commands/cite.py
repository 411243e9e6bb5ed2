"""`stadsrecht cite FOLDER`: which rights do the documents of an archive name?"""

import csv
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from stadsrecht.policies.bridge import Unread, named_in, quote, read

ENDINGS = (".pdf", ".docx", ".odt", ".html", ".htm", ".txt", ".md")
LARGEST = 30 * 1024 * 1024


class Command(BaseCommand):
    help = "Read every document under a folder and write the rights that they name as CSV."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--out", type=Path, help="a file; else standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"{folder} is no folder")
        files = sorted(file for file in folder.rglob("*") if file.is_file() and file.suffix.lower() in ENDINGS)
        rows = [("file", "start", "end", "names", "paragraph", "rule", "quote")]
        unread = 0
        for file in tqdm(files, unit="file", file=sys.stderr, delay=2):
            found = self._rows(file, folder)
            if isinstance(found, Unread):
                unread += 1
                self.stderr.write(f"{file.relative_to(folder)}: {found.why}")
            else:
                rows += found
        self._write(rows, options["out"])
        if unread:
            raise CommandError(f"{unread} of {len(files)} files could not be read; the others were")

    def _rows(self, file: Path, folder: Path) -> list[Any] | Unread:
        if file.stat().st_size > LARGEST:
            return Unread("TooLarge")
        text = read(file.read_bytes(), file.name)
        if isinstance(text, Unread):
            return text
        name = str(file.relative_to(folder))
        return [
            (name, one.start, one.end, one.reference, one.paragraph, one.rule, quote(text, one.start, one.end))
            for one in named_in(text)
        ]

    def _write(self, rows: list[Any], out: Path | None) -> None:
        if out is None:
            csv.writer(self.stdout).writerows(rows)
            return
        with out.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
