"""Writes of partners: the organisations of a data pack, loaded as often as one likes."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from stadsrecht.kernel import audit
from stadsrecht.kernel.packs import PackRefers, localised, read_pack
from stadsrecht.kernel.permissions import Person
from stadsrecht.kernel.records import require_texts
from stadsrecht.partners.models import Kind, Organisation
from stadsrecht.partners.permissions import PERMISSIONS

FILE = "partners.toml"
COLUMNS = ("name", "kind", "website", "helps_with", "source", "source_url", "for_show")


@transaction.atomic
def load_organisations(pack: Path, *, acting_user: Person, at: datetime) -> int:
    """Load or renew the organisations of `pack`/partners.toml; returns how many were new or differed.

    Raises PackUnreadable, and PackRefers for a kind that does not exist.
    """
    PERMISSIONS.require(acting_user, "load_pack")
    known = {row.code: row for row in Organisation.objects.select_for_update()}
    old, new = {}, {}
    for row in read_pack(pack / FILE).get("organisation", []):
        organisation = known.setdefault(row["code"], Organisation(code=row["code"]))
        before, after = audit.changed(audit.values_of(organisation, COLUMNS), _values(row))
        if organisation.pk is not None and not after:
            continue
        old[organisation.code] = before if organisation.pk else None
        new[organisation.code] = after
        for column, value in after.items():
            setattr(organisation, column, value)
        require_texts(organisation)
        organisation.save()
    if new:
        first = known[next(iter(new))]
        audit.record(acting_user=acting_user, verb="load_organisations", subject=first, at=at, old=old, new=new)
    return len(new)


def _values(row: dict[str, Any]) -> dict[str, Any]:
    if row["kind"] not in Kind.values:
        raise PackRefers(file=FILE, what=row["kind"])
    return {
        "name": localised(row["name"]),
        "kind": row["kind"],
        "website": row.get("website", ""),
        "helps_with": row.get("helps_with", []),
        "source": row.get("source", ""),
        "source_url": row.get("source_url", ""),
        "for_show": localised(row.get("for_show")),
    }
