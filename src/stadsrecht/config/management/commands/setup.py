from typing import Any

from django.core.management.base import BaseCommand

from stadsrecht.config.preparing import prepare


class Command(BaseCommand):
    help = "Bring database, translations and static files up to date, without serving."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        prepare(self.stdout.write)
