"""Loading a city's figures from its data pack. What is there already is left as people made it."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from stadsrecht.kernel.city import city_of
from stadsrecht.kernel.packs import PackRefers, PackUnreadable, localised, read_pack
from stadsrecht.kernel.permissions import Person
from stadsrecht.monitoring.bridge.reading import Origin, read_file
from stadsrecht.monitoring.models import Indicator, Table
from stadsrecht.monitoring.operations.indicators import record_indicator, set_targets
from stadsrecht.monitoring.operations.releases import publish_release, review_release, stage_release
from stadsrecht.monitoring.permissions import PERMISSIONS
from stadsrecht.people.queries import teams

FILE = "figures.toml"
WORDS = ("name", "about", "unit", "changes", "for_show")
PLAIN = (
    "code", "direction", "publisher", "source", "source_url", "sourced_on", "licence", "licence_url", "frequency",
    "decimals", "limit", "counts_people", "is_share", "shelf_life_months", "next_release_on", "labels",
)  # fmt: skip


def load_figures(*, folder: Path, acting_user: Person, at: datetime) -> int:
    """Load the indicators of a pack with their figures and publish them; gives how many are new.

    The figures stand in the pack as our own CSV. Raises PackUnreadable where they are faulty.
    """
    PERMISSIONS.require(acting_user, "load_pack")
    if not (folder / FILE).exists():
        return 0
    known = set(Indicator.objects.values_list("code", flat=True))
    rows = [row for row in read_pack(folder / FILE).get("indicator", ()) if row["code"] not in known]
    tables = [_table(row, city_of(folder).code) for row in rows]
    owners = {team.code: team for team in teams()}
    with transaction.atomic():
        for row, table in zip(rows, tables, strict=True):
            _load(row, table, owners, acting_user, at)
    return len(rows)


def _table(row: dict[str, Any], whole: str) -> Table:
    incoming = read_file("csv", row["figures"].encode(), Origin(f"{FILE}: {row['code']}", row["code"], (), whole))
    for fault in incoming.faults:
        raise PackUnreadable(file=f"{fault.file}, {fault.row}, {fault.column}", why=fault.what)
    return incoming.table


def _load(row: dict[str, Any], table: Table, owners: dict[str, Any], acting_user: Person, at: datetime) -> None:
    values: dict[str, Any] = {name: row[name] for name in PLAIN if name in row}
    values |= {name: localised(row.get(name)) for name in WORDS}
    if code := row.get("owner_team"):
        if code not in owners:
            raise PackRefers(file=FILE, what=code)
        values["owner_team"] = owners[code]
    indicator = record_indicator(values=values, subjects=row.get("of", ()), acting_user=acting_user, at=at)
    if targets := row.get("target", ()):
        set_targets(indicator=indicator, targets=targets, acting_user=acting_user, at=at)
    release = stage_release(indicator=indicator, table=table, acting_user=acting_user, at=at, origin=FILE)
    release = review_release(release=release, acting_user=acting_user, at=at)
    publish_release(release=release, acting_user=acting_user, at=at)
