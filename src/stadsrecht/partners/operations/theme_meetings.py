"""Meetings on a theme of the coalition: its core group calls them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from stadsrecht.kernel import records
from stadsrecht.kernel.permissions import Person
from stadsrecht.partners.bridge.identity import identity
from stadsrecht.partners.errors import NotCoreGroup
from stadsrecht.partners.models import ThemeMeeting
from stadsrecht.partners.operations.pacts.meetings import require_order
from stadsrecht.partners.queries.coalition import may_decide


@transaction.atomic
def save_theme_meeting(
    *,
    theme: str,
    meeting: ThemeMeeting | None,
    version: int | None,
    values: Mapping[str, Any],
    acting_user: Person,
    at: datetime,
) -> ThemeMeeting:
    """A new meeting on a theme, or changes of one, by its core group. A meeting is cancelled, never taken away.

    Raises NotCoreGroup, MeetingEndsBeforeStart, EditConflict.
    """
    if not may_decide(acting_user, meeting.theme if meeting else theme):
        raise NotCoreGroup
    require_order(meeting, values)
    if meeting is None:
        made = ThemeMeeting(theme=theme, changed_at=at, **values)
        made.uuid = identity("theme meeting", theme, made.title.plain, at.isoformat())
        return records.add(made, acting_user=acting_user, at=at, verb="add_theme_meeting")
    present = records.opened(ThemeMeeting, meeting.pk, version, values)
    return records.change(present, values, acting_user=acting_user, at=at, verb="edit_theme_meeting")
