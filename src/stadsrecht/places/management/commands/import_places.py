"""`stadsrecht import_places FILE`: boundaries of one level from a GeoJSON file."""

import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from tqdm import tqdm

from stadsrecht.kernel.errors import StadsrechtError
from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.places.errors import BoundariesRefused
from stadsrecht.places.models import Level
from stadsrecht.places.operations import RefusedFeature, import_boundaries


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no day such as 2026-01-31") from None


class Command(BaseCommand):
    help = "Import the boundaries of one level from GeoJSON in WGS84: all features or none. Twice does no harm."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--level", required=True, choices=Level.values)
        parser.add_argument("--source", required=True, help="where the boundaries come from")
        parser.add_argument("--valid-from", required=True, type=day, help="the first day on which they hold")
        parser.add_argument("--code-property", default="", help="the property with the code, if it is not found")
        parser.add_argument("--name-property", default="", help="the property with the name, if it is not found")
        parser.add_argument("--complete", action="store_true", help="end the areas of this level that the file lacks")
        parser.add_argument("--skip-refused", action="store_true", help="import the rest when features are refused")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        try:
            with file.open("rb") as opened:
                content = opened.read(64 * 2**20)
        except OSError as fault:
            raise CommandError(f"{file}: {fault.strerror}") from None
        try:
            report = import_boundaries(
                content=content,
                level=options["level"],
                source=options["source"],
                valid_from=options["valid_from"],
                code_property=options["code_property"],
                name_property=options["name_property"],
                is_complete=options["complete"],
                skip_refused=options["skip_refused"],
                acting_user=SYSTEM,
                at=timezone.now(),
                progress=partial(tqdm, delay=2, file=sys.stderr, unit="area"),
            )
        except BoundariesRefused as refusal:
            self.list_refused(refusal.report)
            raise CommandError(str(refusal)) from None
        except StadsrechtError as error:
            raise CommandError(f"{error.code}: {error}") from None
        self.list_refused(report.refused)
        self.stdout.write(
            _("new %(added)s, corrected %(corrected)s, unchanged %(unchanged)s, ended %(closed)s, refused %(refused)s")
            % {
                "added": len(report.added),
                "corrected": len(report.corrected),
                "unchanged": len(report.unchanged),
                "closed": len(report.closed),
                "refused": len(report.refused),
            }
        )

    def list_refused(self, rows: Sequence[RefusedFeature]) -> None:
        for row in rows:
            self.stderr.write(f"{row.number}\t{row.code or '–'}\t{row.name or '–'}\t{row.reason.code}\t{row.reason}")
