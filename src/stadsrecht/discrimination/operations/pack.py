"""Loading a city's lists. An edition never changes: what differs becomes a new one."""

from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from stadsrecht.discrimination.bridge.packs import door_of
from stadsrecht.discrimination.models import ListEdition, PersonalKey
from stadsrecht.discrimination.operations.admitting import set_admitted
from stadsrecht.discrimination.operations.keys import make_personal_key
from stadsrecht.discrimination.permissions import PERMISSIONS
from stadsrecht.discrimination.queries import current_edition, key_of
from stadsrecht.kernel import audit
from stadsrecht.kernel.permissions import SYSTEM, Person
from stadsrecht.people.queries import personas

# Of every key of the demonstration, whose reports are nobody's. It is shown where a persona opens its key.
DEMO_PASSPHRASE = "een demonstratie heeft geen geheimen"  # noqa: S105


def load_demo_keys(*, at: datetime) -> int:
    """A key for each persona that may hold one and has none; returns how many are new. Each takes a second.

    Those of the office are admitted with it: here nobody reads a code to anybody.
    """
    waiting = [person for person in personas() if PERMISSIONS.may(person, "hold_key") and key_of(person) is None]
    for person in waiting:
        make_personal_key(person=person, passphrase=DEMO_PASSPHRASE, at=at)
    rows = PersonalKey.objects.filter(person__is_demo=True, retired_at__isnull=True, admitted_at__isnull=True)
    for key in rows.select_related("person"):
        if PERMISSIONS.may(key.person, "see_desk"):
            set_admitted(key, by=None, acting_user=SYSTEM, at=at)
    return len(waiting)


@transaction.atomic
def load_lists(*, pack: Path, acting_user: Person, on: date, at: datetime) -> ListEdition:
    """The edition that holds these lists: the newest one, or a new one. Raises PackUnreadable, PackRefers."""
    PERMISSIONS.require(acting_user, "load_pack")
    here, present = door_of(pack), current_edition()
    if present and present.digest == here.digest:
        return present
    number = present.number + 1 if present else 1
    edition = ListEdition(number=number, digest=here.digest, lists=here.lists, loaded_on=on)
    edition.save(force_insert=True)
    counts = {name: len(rows) for name, rows in here.lists.items()}
    audit.record(acting_user=acting_user, verb="load_lists", subject=edition, at=at, new=counts)
    return edition
