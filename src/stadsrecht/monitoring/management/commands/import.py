"""`stadsrecht import KIND PATH`: figures from files, all or nothing."""  # noqa: N999  (the verb is called so)

import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from tqdm import tqdm

from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.monitoring.bridge.reading import ENDINGS, KINDS, TEMPLATE, Finding, Given
from stadsrecht.monitoring.errors import FiguresRefused
from stadsrecht.monitoring.operations import Taken, clear_drafts, import_figures

LARGEST = 256 * 1024 * 1024


class Command(BaseCommand):
    help = "Import figures: all files or none. Running it again changes nothing that is there already."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=KINDS, nargs="?", help="what kind of files these are")
        parser.add_argument("path", type=Path, nargs="?", help="a file, or a folder with files")
        parser.add_argument("--indicator", default="", help="the code of the indicator, for one file; else its name")
        parser.add_argument("--language", default="en", help="the language of names in the files (default: en)")
        parser.add_argument("--period", default="", help="the period of all figures, where the files do not say it")
        parser.add_argument("--publish", action="store_true", help="publish at once, instead of staging for a review")
        parser.add_argument("--notes", action="store_true", help="also list how odd things were read")
        parser.add_argument("--template", action="store_true", help="print an example of our own CSV, and do nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["template"]:
            self.stdout.write(TEMPLATE, ending="")
            return
        if options["kind"] is None or options["path"] is None:
            raise CommandError(_("Name the kind and the path: stadsrecht import csv figures.csv"))
        try:
            taken = import_figures(
                kind=options["kind"],
                files=files_under(options["path"], ENDINGS[options["kind"]]),
                given=Given(options["indicator"], language=options["language"], period=options["period"]),
                publish=options["publish"],
                acting_user=SYSTEM,
                at=timezone.now(),
                progress=partial(tqdm, delay=2, file=sys.stderr, unit="indicator"),
            )
        except FiguresRefused as refusal:
            self._report(refusal.findings)
            raise CommandError(str(refusal)) from None
        clear_drafts(acting_user=SYSTEM, at=timezone.now())
        self._say(taken, with_notes=options["notes"])

    def _say(self, taken: list[Taken], *, with_notes: bool) -> None:
        for one in taken:
            self.stdout.write(f"{one.code}\t{one.state}\t{one.release}\t{one.rows}")
        if with_notes:
            self._report([finding for one in taken for finding in one.findings])
        states = [one.state for one in taken]
        self.stdout.write(
            _("new %(new)s, changed %(changed)s, unchanged %(unchanged)s; %(rows)s rows, %(notes)s notes")
            % {
                "new": states.count("new"),
                "changed": states.count("changed"),
                "unchanged": states.count("unchanged"),
                "rows": sum(one.rows for one in taken),
                "notes": sum(len(one.findings) for one in taken),
            }
        )

    def _report(self, findings: Iterable[Finding]) -> None:
        """One line for each: file, line, column, what, cure."""
        for one in findings:
            place = (one.file or "–", "–" if one.row is None else str(one.row), one.column or "–")
            self.stderr.write("\t".join((*place, one.what, one.cure)))


def files_under(path: Path, endings: tuple[str, ...]) -> dict[str, bytes]:
    """The contents of a file, or of every file under a folder with one of these endings, by path within it."""
    if path.is_dir():
        found = {file.relative_to(path).as_posix(): file for file in sorted(path.rglob("*")) if file.is_file()}
    else:
        found = {path.name: path}
    wanted = {name: file for name, file in found.items() if file.suffix.lower() in endings or file == path}
    try:
        if any(file.stat().st_size > LARGEST for file in wanted.values()):
            raise CommandError(_("A file is larger than %(most)s MiB.") % {"most": LARGEST // 2**20})
        return {name: file.read_bytes() for name, file in wanted.items()}
    except OSError as fault:
        raise CommandError(f"{fault.filename}: {fault.strerror}") from None
