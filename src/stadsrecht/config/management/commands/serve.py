from typing import Any

from django.core.management.base import BaseCommand

from stadsrecht.config.serving import serve


class Command(BaseCommand):
    help = "Set up what is missing, then serve at HOST:PORT until Ctrl-C."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        serve(self._say)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()  # whoever waits for the line may read it through a pipe
