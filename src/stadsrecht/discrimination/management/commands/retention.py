"""`stadsrecht retention`: what would be destroyed today; `stadsrecht retention --destroy` destroys it."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from tqdm import tqdm

from stadsrecht.discrimination.operations import destroy_due_cases, rewrite_keys
from stadsrecht.discrimination.queries import cases_that_wait, cases_to_destroy, destruction_of
from stadsrecht.kernel.permissions import SYSTEM


class Command(BaseCommand):
    help = (
        "List the closed cases whose words are to be destroyed today, or destroy them. The worker does so each night."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--destroy", action="store_true", help="destroy them; without this nothing is changed")

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        today = timezone.localdate(at)
        if options["destroy"]:
            self._destroy(today, at)
        else:
            self._list(today)

    def _list(self, today: date) -> None:
        """Numbers, days and reasons: no word of a case."""
        for case in cases_to_destroy(today):
            one = destruction_of(case)
            why = "the reporter asked" if one.was_asked else one.reason.plain
            self.stdout.write(f"{case.report.number}\t{one.due_on}\t{case.outcome}\t{why}")
        for case in cases_that_wait():
            self.stdout.write(f"{case.report.number}\t{case.destroy_asked_on}\twaits: {case.state}\tthe reporter asked")
        self.stdout.write(f"to destroy: {cases_to_destroy(today).count()}. Nothing was changed.")

    def _destroy(self, today: date, at: Any) -> None:
        with tqdm(total=cases_to_destroy(today).count(), unit="case", delay=2) as bar:
            count = destroy_due_cases(acting_user=SYSTEM, on=today, at=at, tell=lambda done: bar.update(done - bar.n))
        self.stdout.write(f"destroyed: {count}")
        self.stdout.write("keys rewritten" if rewrite_keys(on=today) else "keys not rewritten")
