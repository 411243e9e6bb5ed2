"""Meetings of the signatories: agenda, attendance, decisions."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from stadsrecht.kernel import audit, records
from stadsrecht.kernel.permissions import Person
from stadsrecht.partners.bridge.identity import identity
from stadsrecht.partners.errors import MeetingEndsBeforeStart, MeetingTooEarly
from stadsrecht.partners.models import Pact, PactMeeting, Presence, Signature
from stadsrecht.partners.permissions import PERMISSIONS


def require_order(meeting: Any, values: Mapping[str, Any]) -> None:
    """Raises MeetingEndsBeforeStart for what is typed, filled up with what stands in the meeting."""
    start = values.get("starts_at", meeting and meeting.starts_at)
    end = values.get("ends_at", meeting and meeting.ends_at)
    if end <= start:
        raise MeetingEndsBeforeStart


@transaction.atomic
def save_meeting(
    *,
    pact: Pact,
    meeting: PactMeeting | None,
    version: int | None,
    values: Mapping[str, Any],
    acting_user: Person,
    at: datetime,
) -> PactMeeting:
    """A new meeting, or changes of one. Raises MeetingEndsBeforeStart, EditConflict."""
    PERMISSIONS.require(acting_user, "edit_pact")
    require_order(meeting, values)
    if meeting is None:
        made = PactMeeting(pact=pact, changed_at=at, **values)
        made.uuid = identity("pact meeting", pact.code, str(pact.meetings.count()), at.isoformat())
        return records.add(made, acting_user=acting_user, at=at, verb="add_meeting")
    present = records.opened(PactMeeting, meeting.pk, version, values)
    return records.change(present, values, acting_user=acting_user, at=at, verb="edit_meeting")


@transaction.atomic
def note_attendance(
    *, meeting: PactMeeting, presences: Mapping[Signature, bool | None], acting_user: Person, at: datetime
) -> int:
    """Write down who was there: present, absent, or None for not known. Returns how many entries changed.

    Raises MeetingTooEarly before the meeting has begun.
    """
    PERMISSIONS.require(acting_user, "edit_pact")
    present = PactMeeting.objects.select_for_update().get(pk=meeting.pk)
    if at < present.starts_at:
        raise MeetingTooEarly
    rows = {row.signature_id: row for row in present.presences.all()}
    old, new = {}, {}
    for signature, was_there in presences.items():
        row = rows.get(signature.pk)
        before = row.is_present if row else None
        if signature.pact_id != present.pact_id or before == was_there:
            continue
        old[signature.organisation.code], new[signature.organisation.code] = before, was_there
        if was_there is None:
            Presence.objects.filter(meeting=present, signature=signature).delete()
        else:
            Presence.objects.update_or_create(meeting=present, signature=signature, defaults={"is_present": was_there})
    if new:
        audit.record(acting_user=acting_user, verb="note_attendance", subject=present, at=at, old=old, new=new)
    return len(new)
