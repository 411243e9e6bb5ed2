"""What is said of a pledge: the partner reports and moves it, the city asks and gives its view. Nothing is edited."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from stadsrecht.kernel import records
from stadsrecht.kernel.errors import ReasonMissing, TextMissing, TransitionNotAllowed
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.permissions import Person
from stadsrecht.partners.models import Pledge, PledgeNote, PledgeReminder
from stadsrecht.partners.operations.pacts.pledges import opened_pledge
from stadsrecht.partners.permissions import PERMISSIONS
from stadsrecht.partners.queries.entries import editors_of
from stadsrecht.partners.workflow import CITY_VIEWS, PLEDGE_NEEDS_REASON, PLEDGE_TRANSITIONS, PledgeState


def _say(pledge: Pledge, verb: str, acting_user: Any, at: datetime, **columns: Any) -> PledgeNote:
    author = acting_user if hasattr(acting_user, "pk") else None
    note = PledgeNote(pledge=pledge, noted_by=author, **columns)
    return records.add(note, acting_user=acting_user, at=at, verb=verb)


@transaction.atomic
def report_pledge(
    *,
    pledge: Pledge,
    text: LocalisedText,
    state: str,
    reason: LocalisedText,
    acting_user: Person,
    on: date,
    at: datetime,
) -> PledgeNote:
    """The partner says how its pledge stands; `state` may stay what it is.

    Raises NotYourPledge, TransitionNotAllowed, ReasonMissing, TextMissing.
    """
    present = opened_pledge(pledge, acting_user, None, {})
    if state != present.state and state not in PLEDGE_TRANSITIONS[present.state]:
        label = PledgeState(state).label if state in PledgeState.values else state
        raise TransitionNotAllowed(old=present.get_state_display(), new=label)
    kept_reason = present.reason if state == present.state else LocalisedText()
    needs_reason = state in PLEDGE_NEEDS_REASON
    if needs_reason and not (reason or kept_reason):
        raise ReasonMissing
    if not text:
        raise TextMissing(field="text")
    values = {
        "state": state,
        "reason": (reason or kept_reason) if needs_reason else LocalisedText(),
        "heard_on": max(on, present.heard_on),
    }
    records.change(present, values, acting_user=acting_user, at=at, verb="report_pledge")
    said = {"voice": "partner", "kind": "report", "text": text, "state": state, "noted_on": on}
    return _say(present, "add_pledge_report", acting_user, at, **said)


@transaction.atomic
def ask_about_pledge(*, pledge: Pledge, text: LocalisedText, acting_user: Person, on: date, at: datetime) -> PledgeNote:
    """The city asks; each editor of the partner gets one letter. The pledge itself is not touched."""
    PERMISSIONS.require(acting_user, "question_pledge")
    said = {"voice": "city", "kind": "question", "text": text, "noted_on": on}
    note = _say(pledge, "ask_about_pledge", acting_user, at, **said)
    PledgeReminder.objects.bulk_create(
        (
            PledgeReminder(pledge=pledge, recipient_id=row.person_id, cause="asked", about_on=on)
            for row in editors_of(pledge.signature.organisation)
        ),
        ignore_conflicts=True,
    )
    return note


@transaction.atomic
def view_pledge(
    *, pledge: Pledge, text: LocalisedText, state: str, acting_user: Person, on: date, at: datetime
) -> PledgeNote:
    """How the city sees it, beside what the partner says. Raises TransitionNotAllowed for what is no view."""
    PERMISSIONS.require(acting_user, "question_pledge")
    if state not in CITY_VIEWS:
        raise TransitionNotAllowed(old=pledge.get_state_display(), new=state)
    present = records.opened(Pledge, pledge.pk, None, {})
    records.change(present, {"city_state": state}, acting_user=acting_user, at=at, verb="view_pledge")
    said = {"voice": "city", "kind": "view", "text": text, "state": state, "noted_on": on}
    return _say(present, "add_pledge_view", acting_user, at, **said)
