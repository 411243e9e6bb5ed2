"""`stadsrecht sealing make | rehearse | rotate | admit | retire | restore | status`: the recovery key of the office.

Parts are typed and shown on the terminal alone. They are never arguments, which a list of processes would show, and
never in a log.
"""

import sys
from collections.abc import Callable
from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from tqdm import tqdm

from stadsrecht.discrimination.errors import KeyLocked, RecoveryKeyMissing
from stadsrecht.discrimination.models import PersonalKey
from stadsrecht.discrimination.operations import (
    admit_key_by_recovery,
    make_recovery_key,
    rehearse_recovery,
    restore_access,
    retire_key_by_recovery,
    rotate_recovery_key,
)
from stadsrecht.discrimination.queries import holders, key_of, keys_in_use, recovery_key
from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.people.queries import person_by_number


class Command(BaseCommand):
    help = "Make, rehearse, rotate or use the office's recovery key, which is split among keyholders."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="act", required=True)
        verbs.add_parser("status", help="who holds keys, and when the recovery key was last rehearsed")
        for name, about in (("make", "make the key and show its parts once"), ("rotate", "replace the key")):
            verb = verbs.add_parser(name, help=about)
            verb.add_argument("--needed", type=int, default=2, help="parts that open the key (2)")
            verb.add_argument("--among", type=int, default=3, help="keyholders (3)")
        verbs.add_parser("rehearse", help="see that the parts open every report; nothing is shown or changed")
        admit = verbs.add_parser(
            "admit", help="admit a key to the office: the first one, or where no coordinator is left"
        )
        admit.add_argument("account", type=int, help="the number of the holder's account")
        admit.add_argument("code", help="the code that stands under “My key” of the holder")
        retire = verbs.add_parser("retire", help="retire a key where no coordinator can: what was sealed to it is gone")
        retire.add_argument("account", type=int, help="the number of the holder's account")
        restore = verbs.add_parser("restore", help="give a worker with a new key everything that was sealed before")
        restore.add_argument("account", type=int, help="the number of the worker's account")

    def handle(self, *args: Any, **options: Any) -> None:
        act: Callable[[dict[str, Any]], None] = getattr(self, f"_{options['act']}")
        act(options)

    def _status(self, options: dict[str, Any]) -> None:
        found, key = holders(), recovery_key()
        self.stdout.write(f"case workers with a key: {len(found.workers)}")
        self.stdout.write(f"custodians with a key:   {len(found.custodians)}")
        self.stdout.write(f"keys not admitted yet:   {sum(one.waits for one in keys_in_use())}")
        if key is None:
            self.stdout.write("recovery key:            none")
            return
        rehearsed = f"rehearsed {key.rehearsed_at:%Y-%m-%d}" if key.rehearsed_at else "never rehearsed"
        self.stdout.write(f"recovery key:            {key.needed} of {key.among}, {rehearsed}")

    def _make(self, options: dict[str, Any]) -> None:
        self._hand_out(make_recovery_key(**self._size(options), acting_user=SYSTEM, at=timezone.now()))

    def _rehearse(self, options: dict[str, Any]) -> None:
        opened = rehearse_recovery(parts=self._typed(), acting_user=SYSTEM, at=timezone.now())
        self.stdout.write(f"OK, {opened} sealed keys opened")

    def _rotate(self, options: dict[str, Any]) -> None:
        typed = self._typed()
        with tqdm(unit="keys", disable=not sys.stderr.isatty(), delay=2) as bar:

            def tell(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)

            parts = rotate_recovery_key(
                parts=typed, **self._size(options), acting_user=SYSTEM, at=timezone.now(), tell=tell
            )
        self._hand_out(parts)

    def _restore(self, options: dict[str, Any]) -> None:
        receiver = self._key_of(options["account"])
        count = restore_access(parts=self._typed(), receiver=receiver, acting_user=SYSTEM, at=timezone.now())
        self.stdout.write(f"OK, {count} sealed keys given")

    def _admit(self, options: dict[str, Any]) -> None:
        key = self._key_of(options["account"])
        admit_key_by_recovery(key=key, code=options["code"], parts=self._typed(), acting_user=SYSTEM, at=timezone.now())
        self.stdout.write("OK, admitted")

    def _retire(self, options: dict[str, Any]) -> None:
        key = self._key_of(options["account"])
        retire_key_by_recovery(key=key, parts=self._typed(), acting_user=SYSTEM, at=timezone.now())
        self.stdout.write("OK, retired")

    def _key_of(self, account: int) -> PersonalKey:
        key = key_of(person_by_number(account))
        if key is None:
            raise KeyLocked
        return key

    def _size(self, options: dict[str, Any]) -> dict[str, int]:
        return {"needed": options["needed"], "among": options["among"]}

    def _typed(self) -> list[str]:
        """As many parts as the present key needs, each without an echo."""
        key = recovery_key()
        if key is None:
            raise RecoveryKeyMissing
        asked = range(1, key.needed + 1)
        if sys.stdin.isatty():
            return [getpass(f"Part {number} of {key.needed}: ") for number in asked]
        return [sys.stdin.readline() for _number in asked]

    def _hand_out(self, parts: list[str]) -> None:
        self.stdout.write("Each keyholder writes down one part. They are shown this once and kept nowhere.")
        for number, part in enumerate(parts, start=1):
            groups = part.split("-")
            lines = ["-".join(groups[start : start + 8]) for start in range(0, len(groups), 8)]
            self.stdout.write(f"\n  keyholder {number}\n    " + "\n    ".join(lines))
        self.stdout.write("\nRehearse now: stadsrecht sealing rehearse")
