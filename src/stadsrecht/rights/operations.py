"""Writes of the catalogue: loaded from files, as often as one likes, with the same result."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from stadsrecht.kernel import audit
from stadsrecht.kernel.packs import PackRefers, localised, read_pack
from stadsrecht.kernel.permissions import Person
from stadsrecht.rights.models import Crosswalk, Instrument, Provision, Theme
from stadsrecht.rights.permissions import PERMISSIONS
from stadsrecht.rights.queries import SEARCH_CONFIGURATIONS

CATALOGUE = Path(__file__).parent / "catalogue"
PROVISION_COLUMNS = (
    "position",
    "group_code",
    "group_heading",
    "own_label",
    "heading",
    "says",
    "source_url",
    "is_checked",
    "is_withdrawn",
)


@transaction.atomic
def load_catalogue(*, acting_user: Person, at: datetime, folder: Path = CATALOGUE) -> dict[str, int]:
    """Load themes, instruments and crosswalk from `folder`. Returns how many provisions each instrument has."""
    PERMISSIONS.require(acting_user, "load_catalogue")
    order = read_pack(folder / "catalogue.toml")["order"]
    _load_themes(folder / "themes.toml")
    sizes = {
        code: _load_instrument(folder / f"{code}.toml", position, acting_user, at, is_own=False)
        for position, code in enumerate(order)
    }
    _load_crosswalk(folder / "crosswalk.toml")
    refresh_search()
    return sizes


@transaction.atomic
def load_own_charters(*, files: Sequence[Path], acting_user: Person, at: datetime) -> None:
    """Load the city's own charters, behind the common instruments."""
    PERMISSIONS.require(acting_user, "load_catalogue")
    for number, file in enumerate(sorted(files)):
        _load_instrument(file, 1000 + number, acting_user, at, is_own=True)
    if files:
        refresh_search()


def _load_themes(file: Path) -> None:
    rows = [
        Theme(
            code=row["code"],
            position=position,
            name=localised(row["name"]),
            about=localised(row["about"]),
            words=localised(row.get("words")),
        )
        for position, row in enumerate(read_pack(file)["theme"])
    ]
    Theme.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["code"], update_fields=["position", "name", "about", "words"]
    )


def _load_instrument(file: Path, position: int, acting_user: Any, at: datetime, *, is_own: bool) -> int:
    """Upsert one instrument; provisions that left the list are withdrawn, not deleted. A changed file is audited."""
    pack = read_pack(file)
    head = pack["instrument"]
    if head["code"] != file.stem:
        raise PackRefers(file=file.name, what=head["code"])
    before = Instrument.objects.filter(code=head["code"]).values("version", "digest").first()
    digest = hashlib.sha256(f"{position}:".encode() + file.read_bytes()).hexdigest()
    if before and before["digest"] == digest:
        return len(pack["provision"])
    instrument, _created = Instrument.objects.update_or_create(
        code=head["code"],
        defaults={
            "position": position,
            "kind": head["kind"],
            "name": localised(head["name"]),
            "short_name": localised(head["short_name"]),
            "about": localised(head["about"]),
            "label": localised(head["label"]),
            "year": head["year"],
            "version": head["version"],
            "source_url": head["source_url"],
            "digest": digest,
            "is_own": is_own,
        },
    )
    rows = _provision_rows(instrument, pack)
    Provision.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["instrument", "code"], update_fields=PROVISION_COLUMNS
    )
    codes = [row.code for row in rows]
    Provision.objects.filter(instrument=instrument).exclude(code__in=codes).update(is_withdrawn=True)
    _tie_parents_and_themes(instrument, pack["provision"], file)
    new = {"version": instrument.version, "digest": digest, "provisions": len(rows)}
    audit.record(acting_user=acting_user, verb="load_instrument", subject=instrument, at=at, old=before, new=new)
    return len(rows)


def _provision_rows(instrument: Instrument, pack: dict[str, Any]) -> list[Provision]:
    groups = {group["code"]: localised(group["heading"]) for group in pack.get("group", ())}
    return [
        Provision(
            instrument=instrument,
            code=row["code"],
            position=position,
            group_code=row.get("group", ""),
            group_heading=groups.get(row.get("group"), localised(None)),
            own_label=localised(row.get("label")),
            heading=localised(row["heading"]),
            says=localised(row["says"]),
            source_url=row.get("source_url", ""),
            is_checked=row.get("checked", False),
            is_withdrawn=False,
        )
        for position, row in enumerate(pack["provision"])
    ]


def _tie_parents_and_themes(instrument: Instrument, rows: Sequence[dict[str, Any]], file: Path) -> None:
    provisions = {provision.code: provision for provision in instrument.provisions.all()}
    themes = {theme.code: theme for theme in Theme.objects.all()}
    with_parent = []
    for row in rows:
        if parent := row.get("parent"):
            if parent not in provisions:
                raise PackRefers(file=file.name, what=parent)
            provisions[row["code"]].parent = provisions[parent]
            with_parent.append(provisions[row["code"]])
    Provision.objects.bulk_update(with_parent, ["parent"])
    ties = Provision.themes.through
    ties.objects.filter(provision__instrument=instrument).delete()
    for row in rows:
        for theme in row.get("themes", ()):
            if theme not in themes:
                raise PackRefers(file=file.name, what=theme)
    ties.objects.bulk_create(
        ties(provision=provisions[row["code"]], theme=themes[theme]) for row in rows for theme in row.get("themes", ())
    )


def _load_crosswalk(file: Path) -> None:
    provisions = {provision.reference: provision for provision in Provision.objects.select_related("instrument")}
    rows = []
    for row in read_pack(file)["link"]:
        for end in (row["from"], row["to"]):
            if end not in provisions:
                raise PackRefers(file=file.name, what=end)
        rows.append(
            Crosswalk(
                from_provision=provisions[row["from"]],
                to_provision=provisions[row["to"]],
                relation=row["relation"],
                confidence=row["confidence"],
                author=row["author"],
                source=row["source"],
            )
        )
    Crosswalk.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["from_provision", "to_provision"],
        update_fields=["relation", "confidence", "author", "source"],
    )


def refresh_search() -> None:
    """Fill the words of search: heading first, then our sentence, then the name of the instrument.

    Everyday words lead to themes (`queries.search_themes`), not to every provision of a theme alike.
    """
    for language, configuration in SEARCH_CONFIGURATIONS.items():
        with connection.cursor() as cursor:
            cursor.execute(
                """
                INSERT INTO rights_searchwords (provision_id, language, words)
                SELECT p.id, %(language)s,
                    setweight(to_tsvector(%(configuration)s, coalesce(p.heading ->> %(language)s, '')), 'A') ||
                    setweight(to_tsvector(%(configuration)s, coalesce(p.says ->> %(language)s, '')), 'B') ||
                    setweight(to_tsvector(%(configuration)s, coalesce(i.name ->> %(language)s, '') || ' ' ||
                        coalesce(i.short_name ->> %(language)s, '') || ' ' || p.code), 'D')
                FROM rights_provision AS p JOIN rights_instrument AS i ON i.id = p.instrument_id
                ON CONFLICT (provision_id, language) DO UPDATE SET words = excluded.words
                """,
                {"language": language, "configuration": configuration},
            )
