"""Loading a city's policies from its data pack. What is there already is left as people made it."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from stadsrecht.kernel import audit
from stadsrecht.kernel.packs import PackRefers, localised, read_pack
from stadsrecht.kernel.permissions import Person
from stadsrecht.partners.queries import organisations
from stadsrecht.people.queries import portfolios, teams
from stadsrecht.policies.models import Action, Anchor, Milestone, Policy, PolicyDocument, PolicyField, ProgressNote
from stadsrecht.policies.permissions import PERMISSIONS
from stadsrecht.rights.queries import provisions_named


class Names:
    """The records that a pack may name, read once."""

    def __init__(self) -> None:
        self.fields = {row.code: row for row in PolicyField.objects.all()}
        self.teams = {row.code: row for row in teams()}
        self.portfolios = {row.code: row for row in portfolios()}
        self.organisations = {row.code: row for row in organisations()}

    def find(self, kind: str, code: str | None, file: str) -> Any:
        if not code:
            return None
        try:
            return getattr(self, kind)[code]
        except KeyError:
            raise PackRefers(file=file, what=code) from None


@transaction.atomic
def load_policies(*, folder: Path, acting_user: Person, at: datetime) -> int:
    """Load fields and policies of a pack; returns how many policies are new."""
    PERMISSIONS.require(acting_user, "load_pack")
    files = [folder / "policies.toml"] if (folder / "policies.toml").exists() else []
    files += sorted((folder / "policies").glob("*.toml")) if (folder / "policies").is_dir() else []
    packs = [(file.name, read_pack(file)) for file in files]
    _load_fields([row for _name, pack in packs for row in pack.get("field", ())])
    names = Names()
    known = set(Policy.objects.values_list("code", flat=True))
    new = 0
    for name, pack in packs:
        for row in pack.get("policy", ()):
            if row["code"] not in known:
                _load_policy(row, names, name, acting_user, at)
                new += 1
    return new


def _load_fields(rows: list[dict[str, Any]]) -> None:
    PolicyField.objects.bulk_create(
        [
            PolicyField(code=row["code"], position=number, name=localised(row["name"]))
            for number, row in enumerate(rows)
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["position", "name"],
    )


def _load_policy(row: dict[str, Any], names: Names, file: str, acting_user: Any, at: datetime) -> None:
    policy = Policy.objects.create(
        code=row["code"],
        title=localised(row["title"]),
        summary=localised(row.get("summary")),
        field=names.find("fields", row["field"], file),
        team=names.find("teams", row.get("team"), file),
        portfolio=names.find("portfolios", row.get("portfolio"), file),
        **{name: row.get(name) for name in ("starts_on", "ends_on", "decided_on")},
        **{name: row.get(name, "") for name in ("decided_by", "decision_url", "source", "source_url")},
        state=row["state"],
        for_show=localised(row.get("for_show")),
        created_at=at,
        changed_at=at,
    )
    PolicyDocument.objects.bulk_create(
        PolicyDocument(
            policy=policy,
            title=localised(document["title"]),
            url=document["url"],
            language=document["language"],
            dated_on=document.get("dated_on"),
        )
        for document in row.get("document", ())
    )
    _load_anchors(policy, row.get("anchor", ()))
    for action in row.get("action", ()):
        _load_action(policy, action, names, file, at)
    new = {"state": policy.state, "anchors": len(row.get("anchor", ())), "actions": len(row.get("action", ()))}
    audit.record(acting_user=acting_user, verb="load_policy", subject=policy, at=at, new=new)


def _load_anchors(policy: Policy, rows: Any) -> None:
    provisions = provisions_named(row["provision"] for row in rows)
    Anchor.objects.bulk_create(
        Anchor(
            policy=policy,
            provision=provisions[row["provision"]],
            is_explicit=row["is_explicit"],
            place=localised(row.get("place")),
            reason=localised(row.get("reason")),
            duty=row["duty"],
            charter_applies=row.get("charter_applies", "unknown"),
        )
        for row in rows
    )


def _load_action(policy: Policy, row: dict[str, Any], names: Names, file: str, at: datetime) -> None:
    notes = row.get("note", ())
    action = Action.objects.create(
        code=row["code"],
        policy=policy,
        title=localised(row["title"]),
        description=localised(row.get("description")),
        owner_team=names.find("teams", row.get("owner_team"), file),
        owner_organisation=names.find("organisations", row.get("owner_organisation"), file),
        starts_on=row.get("starts_on"),
        due_on=row.get("due_on"),
        state=row["state"],
        reason=localised(row.get("reason")),
        source=row.get("source", ""),
        source_url=row.get("source_url", ""),
        for_show=localised(row.get("for_show")),
        heard_on=max((note["on"] for note in notes), default=at.date()),
        created_at=at,
        changed_at=at,
    )
    Milestone.objects.bulk_create(
        Milestone(action=action, title=localised(step["title"]), due_on=step.get("due_on"), done_on=step.get("done_on"))
        for step in row.get("milestone", ())
    )
    ProgressNote.objects.bulk_create(
        ProgressNote(action=action, text=localised(note["text"]), noted_on=note["on"]) for note in notes
    )
