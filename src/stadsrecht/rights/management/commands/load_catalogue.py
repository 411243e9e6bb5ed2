"""`stadsrecht load_catalogue`: load or renew instruments, provisions, themes and crosswalk."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.rights.operations import load_catalogue


class Command(BaseCommand):
    help = "Load or renew the catalogue of human rights. Running it again changes nothing that is already there."

    def handle(self, *args: Any, **options: Any) -> None:
        sizes = load_catalogue(acting_user=SYSTEM, at=timezone.now())
        for code, size in sizes.items():
            self.stdout.write(f"{code}: {size}")
