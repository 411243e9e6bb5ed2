"""`stadsrecht load_city [FOLDER]`: load or renew the catalogue and a city's data pack."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from stadsrecht.config.city import load_everything


class Command(BaseCommand):
    help = (
        "Load the catalogue and a city's data pack. Running it again adds what is new and leaves what people changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=Path(settings.CITY), help="the data pack")

    def handle(self, *args: Any, **options: Any) -> None:
        load_everything(options["folder"], with_personas=settings.DEMO)
        self.stdout.write(f"loaded: {options['folder'].name}")
