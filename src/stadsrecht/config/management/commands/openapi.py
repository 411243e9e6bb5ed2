"""`stadsrecht openapi [FILE]`: write the description of the API that is committed beside the documentation."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from stadsrecht.config.api import api

SNAPSHOT = settings.ROOT / "docs" / "reference" / "openapi.json"


class Command(BaseCommand):
    help = "Write the OpenAPI description of the API to docs/reference/openapi.json."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=SNAPSHOT)

    def handle(self, *args: Any, **options: Any) -> None:
        described = api.get_openapi_schema(path_prefix="/api/v1/")
        text = json.dumps(described, indent=2, ensure_ascii=False, sort_keys=True)
        options["file"].write_text(text + "\n", encoding="utf-8")
        self.stdout.write(f"written: {options['file'].name}")
