"""`stadsrecht create_person`: an account from the command line, for the first administrator of an installation."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.people.operations import add_person, load_roles
from stadsrecht.people.queries import password_address


class Command(BaseCommand):
    help = "Make an account and print the address where its owner sets a password. No mail is sent."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name", help="The name that colleagues see.")
        parser.add_argument("--role", action="append", default=[], help="A role code; may be given more than once.")

    def handle(self, *args: Any, **options: Any) -> None:
        load_roles()
        person = add_person(
            email=options["email"],
            name=options["name"],
            roles=options["role"],
            team=None,
            is_invited=False,
            acting_user=SYSTEM,
            at=timezone.now(),
        )
        self.stdout.write(password_address(person))
