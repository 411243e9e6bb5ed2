"""Loading roles, portfolios, teams and personas. Doing it again changes nothing that is as the files say."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from stadsrecht.kernel import audit, records
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.packs import PackRefers, localised, read_pack
from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.people.models import Portfolio, Role, Team, User
from stadsrecht.people.queries import PERSONA_DOMAIN

ROLES = Path(__file__).parents[1] / "roles.toml"


@transaction.atomic
def load_roles() -> None:
    """Load or renew the roles of the cast."""
    rows = [
        Role(
            code=row["code"],
            position=position,
            name=localised(row["name"]),
            wants=localised(row["wants"]),
            is_staff=row["is_staff"],
        )
        for position, row in enumerate(read_pack(ROLES)["role"])
    ]
    Role.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["code"], update_fields=["position", "name", "wants", "is_staff"]
    )


@transaction.atomic
def load_people(pack: Path, *, with_personas: bool, at: datetime) -> None:
    """Load a city's portfolios and teams, and the cast of its demonstration where that is asked for."""
    file = pack / "city.toml"
    content = read_pack(file)
    portfolios: dict[str, Portfolio] = {}
    for row in content.get("portfolio", ()):
        values = {"holder": localised(row.get("holder")), **_common(row)}
        portfolios[row["code"]] = _upsert(Portfolio, row["code"], values, at)
    teams: dict[str, Team] = {}
    for row in content.get("team", ()):
        portfolio = _named(portfolios, row.get("portfolio"), file)
        values = {"portfolio": portfolio, "size": row.get("size"), **_common(row)}
        teams[row["code"]] = _upsert(Team, row["code"], values, at)
    if with_personas:
        roles = {role.code: role for role in Role.objects.all()}
        for row in content.get("persona", ()):
            role = _named(roles, row.get("role"), file)
            team = _named(teams, row.get("team"), file)
            _load_persona(row["username"], localised(row["name"]), role, team, at)


def _common(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": localised(row["name"]),
        "source": row.get("source", ""),
        "source_url": row.get("source_url", ""),
        "for_show": localised(row.get("for_show")),
    }


def _named(known: Mapping[str, Any], code: str | None, file: Path) -> Any:
    """The record of that code; None where the pack names none. Raises PackRefers."""
    if not code:
        return None
    if code not in known:
        raise PackRefers(file=file.name, what=code)
    return known[code]


def _upsert(model: Any, code: str, values: Mapping[str, Any], at: datetime) -> Any:
    present = model.objects.filter(code=code).first()
    verb = f"load_{model._meta.model_name}"
    if present is None:
        return records.add(model(code=code, **values), acting_user=SYSTEM, at=at, verb=verb)
    return records.change(present, values, acting_user=SYSTEM, at=at, verb=verb)


def _load_persona(username: str, name: LocalisedText, role: Role | None, team: Team | None, at: datetime) -> None:
    """Put a persona as the pack has it: whatever was changed or locked while trying things out is put back."""
    person = User.objects.filter(email=f"{username}@{PERSONA_DOMAIN}").first()
    old = _values(person) if person else None
    if person is None:
        person = User(email=f"{username}@{PERSONA_DOMAIN}", is_demo=True)
    person.name, person.shown_as, person.team, person.is_active = name.plain, name, team, True
    if person.has_usable_password():
        person.set_unusable_password()
    person.save()
    person.roles.set([role] if role else [])
    person.forget_roles()
    if old != (new := _values(person)):
        audit.record(acting_user=SYSTEM, verb="load_persona", subject=person, at=at, old=old, new=new)


def _values(person: User) -> dict[str, Any]:
    return {"roles": sorted(person.role_codes), "team": person.team and person.team.code, "is_active": person.is_active}
