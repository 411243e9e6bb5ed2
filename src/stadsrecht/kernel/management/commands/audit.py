"""`stadsrecht audit verify` and `stadsrecht audit head`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from stadsrecht.kernel import audit
from stadsrecht.kernel.registry import wholeness_checks


class Command(BaseCommand):
    help = "Check the audit trail, or print its head to keep elsewhere."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="act", required=True)
        verify = verbs.add_parser("verify", help="walk the trail, look at what is stored; print OK or the first fault")
        verify.add_argument("--head", help="a head printed earlier, NUMBER:HASH; finds a trail cut off since then")
        verbs.add_parser("head", help="print NUMBER:HASH of the last entry")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["act"] == "head":
            number, digest = audit.head()
            self.stdout.write(f"{number}:{digest}")
            return
        fault = audit.first_fault(self._known(options["head"]))
        if fault:
            raise CommandError(f"entry {fault.number}: {fault.what}")
        for check in wholeness_checks:
            if found := check.first_fault():
                raise CommandError(f"{check.code}: {found}")
        self.stdout.write(f"OK, {audit.head()[0]} entries")

    def _known(self, text: str | None) -> tuple[int, str] | None:
        if text is None:
            return None
        number, _colon, digest = text.partition(":")
        if not number.isdecimal() or not digest:
            raise CommandError("--head takes NUMBER:HASH as `stadsrecht audit head` prints it")
        return int(number), digest
