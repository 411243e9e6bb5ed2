"""Loading a city's evidence from its data pack. What is there already is left as people made it."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from stadsrecht.evidence.models import Evidence
from stadsrecht.evidence.operations.register import register_evidence
from stadsrecht.evidence.permissions import PERMISSIONS
from stadsrecht.kernel.packs import localised, read_pack
from stadsrecht.kernel.permissions import Person

TEXTS = ("kind", "source", "language", "url")


@transaction.atomic
def load_evidence(*, folder: Path, acting_user: Person, at: datetime) -> int:
    """Returns how many pieces of evidence are new."""
    PERMISSIONS.require(acting_user, "load_pack")
    known = set(Evidence.objects.values_list("code", flat=True))
    rows = [row for row in read_pack(folder / "evidence.toml").get("evidence", ()) if row["code"] not in known]
    for row in rows:
        register_evidence(values=_values(row), subjects=row["of"], acting_user=acting_user, at=at)
    return len(rows)


def _values(row: dict[str, Any]) -> dict[str, Any]:
    return {
        **{name: row.get(name, "") for name in TEXTS},
        "code": row["code"],
        "title": localised(row["title"]),
        "dated_on": row["dated_on"],
        "date_is_year": row.get("date_is_year", False),
        "is_public": row["is_public"],
        "shelf_life_months": row["shelf_life_months"],
        "for_show": localised(row.get("for_show")),
    }
