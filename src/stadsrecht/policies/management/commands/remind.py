"""`stadsrecht remind`: send today's reminders now; the job worker does so every morning by itself."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from stadsrecht.policies.tasks import send_reminders


class Command(BaseCommand):
    help = "Send the reminders that are due today. Running it again sends nothing twice."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(str(send_reminders(int(timezone.now().timestamp()))))
