"""The pacts of a data pack. What is there already is left as people made it."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction

from stadsrecht.kernel import audit
from stadsrecht.kernel.packs import PackRefers, localised, read_pack
from stadsrecht.kernel.permissions import Person
from stadsrecht.kernel.records import require_texts
from stadsrecht.partners.bridge.identity import identity
from stadsrecht.partners.models import (
    Organisation,
    Pact,
    PactMeeting,
    Pledge,
    PledgeMilestone,
    PledgeNote,
    Presence,
    Signature,
)
from stadsrecht.partners.operations.pacts.pledges import require_pledge
from stadsrecht.partners.operations.rules import require_needs
from stadsrecht.partners.permissions import PERMISSIONS
from stadsrecht.partners.workflow import CITY_VIEWS, PledgeState

FILE = "pacts.toml"


@transaction.atomic
def load_pacts(pack: Path, *, acting_user: Person, at: datetime) -> int:
    """Load `pack`/pacts.toml, where there is one; returns how many pacts are new or got something new.

    Of a pact that is there, only signatures, pledges and meetings that it lacks are added.
    Raises PackUnreadable, and PackRefers for an organisation or a state that does not exist.
    """
    PERMISSIONS.require(acting_user, "load_pack")
    if not (pack / FILE).exists():
        return 0
    rows = read_pack(pack / FILE).get("pact", ())
    return sum(_load_row(row, acting_user, at) for row in rows)


def _load_row(row: Mapping[str, Any], acting_user: Person, at: datetime) -> bool:
    """Load one pact with all that belongs to it; whether anything was new."""
    before = Pact.objects.filter(code=row["code"]).first()
    pact = before or _load_pact(row, at)
    signed, signatures = _load_signatures(pact, row)
    codes = [pledge["code"] for pledge in row.get("pledge", ())]
    known = set(Pledge.objects.filter(code__in=codes).values_list("code", flat=True))
    pledges = [pledge for pledge in row.get("pledge", ()) if pledge["code"] not in known]
    for pledge in pledges:
        _load_pledge(pledge, signed, at)
    held = set(pact.meetings.values_list("uuid", flat=True))
    meetings = [one for one in row.get("meeting", ()) if _meeting_identity(pact, one) not in held]
    for meeting in meetings:
        _load_meeting(pact, meeting, signed, at)
    if before and not (signatures or pledges or meetings):
        return False
    new = {"signatures": signatures}
    new |= {"pledges": [one["code"] for one in pledges], "meetings": [one["code"] for one in meetings]}
    audit.record(acting_user=acting_user, verb="load_pact", subject=pact, at=at, new=new)
    return True


def _load_pact(row: Mapping[str, Any], at: datetime) -> Pact:
    pact = Pact(
        code=row["code"],
        title=localised(row["title"]),
        text=localised(row["text"]),
        starts_on=row["starts_on"],
        ends_on=row.get("ends_on"),
        subjects=row.get("subjects", []),
        source=row.get("source", ""),
        source_url=row.get("source_url", ""),
        for_show=localised(row.get("for_show")),
        created_at=at,
        changed_at=at,
    )
    require_texts(pact)
    require_needs(pact.subjects, field="subjects")
    pact.save()
    return pact


def _load_signatures(pact: Pact, row: Mapping[str, Any]) -> tuple[dict[str, Signature], list[str]]:
    """Each signature that the pack names, by organisation, and the codes of those that were not there."""
    names = {one["organisation"]: one["on"] for one in row.get("signature", ())}
    found = {one.code: one for one in Organisation.objects.filter(code__in=names)}
    held = {one.organisation_id: one for one in pact.signatures.all()}
    signed, new = {}, []
    for code, day in names.items():
        if code not in found:
            raise PackRefers(file=FILE, what=code)
        signature = held.get(found[code].pk)
        if signature is None:
            signature = Signature.objects.create(pact=pact, organisation=found[code], signed_on=day)
            new.append(code)
        signed[code] = signature
    return signed, sorted(new)


def _of(signed: Mapping[str, Signature], code: str) -> Signature:
    try:
        return signed[code]
    except KeyError:
        raise PackRefers(file=FILE, what=code) from None


def _require_states(row: Mapping[str, Any]) -> None:
    """Raises PackRefers for a state that no pledge has, or that is no view of the city."""
    states = [(row.get("state", "made"), PledgeState.values), (row.get("city_state", ""), ["", *CITY_VIEWS])]
    for state, known in [*states, *((note.get("state", ""), ["", *PledgeState]) for note in row.get("note", ()))]:
        if state not in known:
            raise PackRefers(file=FILE, what=f"{row['code']}: {state}")


def _load_pledge(row: Mapping[str, Any], signed: Mapping[str, Signature], at: datetime) -> None:
    notes = row.get("note", ())
    pledge = Pledge(
        code=row["code"],
        signature=_of(signed, row["by"]),
        title=localised(row["title"]),
        description=localised(row.get("description")),
        subjects=row.get("subjects", []),
        made_on=row["made_on"],
        due_on=row["due_on"],
        quota_least=row.get("quota_least"),
        quota_of=row.get("quota_of"),
        state=row.get("state", "made"),
        reason=localised(row.get("reason")),
        city_state=row.get("city_state", ""),
        for_show=localised(row.get("for_show")),
        heard_on=max((note["on"] for note in notes if note["voice"] == "partner"), default=row["made_on"]),
        created_at=at,
        changed_at=at,
    )
    require_texts(pledge)
    require_pledge(pledge)
    _require_states(row)
    pledge.save()
    PledgeMilestone.objects.bulk_create(
        PledgeMilestone(
            pledge=pledge, title=localised(step["title"]), due_on=step.get("due_on"), done_on=step.get("done_on")
        )
        for step in row.get("milestone", ())
    )
    PledgeNote.objects.bulk_create(
        PledgeNote(
            pledge=pledge,
            voice=note["voice"],
            kind=note["kind"],
            text=localised(note["text"]),
            state=note.get("state", ""),
            noted_on=note["on"],
        )
        for note in notes
    )


def _meeting_identity(pact: Pact, row: Mapping[str, Any]) -> UUID:
    return identity("pact meeting", pact.code, row["code"])


def _load_meeting(pact: Pact, row: Mapping[str, Any], signed: Mapping[str, Signature], at: datetime) -> None:
    meeting = PactMeeting(
        uuid=_meeting_identity(pact, row),
        pact=pact,
        starts_at=row["starts_at"],
        ends_at=row["ends_at"],
        is_cancelled=row.get("is_cancelled", False),
        changed_at=at,
        **{name: localised(row.get(name)) for name in ("title", "place", "agenda", "decisions", "for_show")},
    )
    require_texts(meeting)
    meeting.save()
    Presence.objects.bulk_create(
        Presence(meeting=meeting, signature=_of(signed, code), is_present=is_present)
        for name, is_present in (("present", True), ("absent", False))
        for code in row.get(name, ())
    )
