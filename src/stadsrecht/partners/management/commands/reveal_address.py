"""`stadsrecht reveal_address ORGANISATION`: open the seal of a confidential place, for whoever must know where it is.

There is no page for it: what no page can show, no page can leak. Who runs the command holds the key that opens the
seals; the trail keeps in whose name and for what reason it was done.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from stadsrecht.partners.operations import reveal_address
from stadsrecht.partners.queries import confidential_places, organisation
from stadsrecht.people.queries import administrators


class Command(BaseCommand):
    help = "Show the address of a confidential place on this terminal; the audit trail keeps who asked and why."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("organisation", help="the code of the organisation, as in the address of its page")
        parser.add_argument("--place", type=int, help="the number of the place, where there are several")
        parser.add_argument("--account", required=True, help="the e-mail address of the administrator who asks")
        parser.add_argument("--reason", required=True, help="why the address must be known")

    def handle(self, *args: Any, **options: Any) -> None:
        asker = administrators().filter(email__iexact=options["account"].strip()).first()
        if asker is None:
            raise CommandError(f"{options['account']} is no account of an administrator")
        places = {row.pk: row for row in confidential_places(organisation(options["organisation"]))}
        if options["place"] is None and len(places) > 1:
            listed = ", ".join(f"{number} ({row})" for number, row in places.items())
            raise CommandError(f"Name one with --place: {listed}")
        place = places.get(options["place"] or next(iter(places), 0))
        if place is None:
            raise CommandError("There is no such confidential place")
        kept = reveal_address(location=place, reason=options["reason"], acting_user=asker, at=timezone.now())
        for address in kept.get("addresses", ()):
            self.stdout.write(", ".join(str(part) for name, part in address.items() if part and name != "id"))
        if "latitude" in kept:
            self.stdout.write(f"{kept['latitude']}, {kept.get('longitude')}")
