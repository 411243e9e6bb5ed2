from typing import Any

from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app

GRACE = 8.0


class Command(BaseCommand):
    help = "Do the jobs in the queue, until told to stop. Running jobs get a few seconds to finish."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
            app.run_worker(shutdown_graceful_timeout=GRACE)
