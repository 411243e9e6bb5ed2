"""Reads of meetings and attendance, and the quotas that follow from them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from stadsrecht.partners.bridge.quota import Quota, quota_of
from stadsrecht.partners.errors import UnknownMeeting
from stadsrecht.partners.models import Pact, PactMeeting, Pledge, Presence

Presences = Mapping[int, list[tuple[date, bool]]]


def meetings_of(subject: Pact) -> QuerySet[PactMeeting]:
    """With who was there: two statements."""
    present = Presence.objects.select_related("signature__organisation")
    return (
        PactMeeting.objects.filter(pact=subject).select_related("pact").prefetch_related(Prefetch("presences", present))
    )


def meeting(subject: Pact, number: int) -> PactMeeting:
    """Raises UnknownMeeting."""
    found = meetings_of(subject).filter(pk=number).first()
    if found is None:
        raise UnknownMeeting(wanted=number)
    return found


@dataclass(frozen=True)
class Attendance:
    """Who was at a meeting, who was not, and of how many signatories nobody wrote it down."""

    present: list[Presence]
    absent: list[Presence]


def attendance(row: PactMeeting) -> Attendance:
    rows = list(row.presences.all())
    return Attendance([one for one in rows if one.is_present], [one for one in rows if not one.is_present])


def presences_of(pact_ids: Iterable[int]) -> Presences:
    """Signature id -> the days of meetings with whether it was there. A cancelled meeting is none."""
    found: dict[int, list[tuple[date, bool]]] = defaultdict(list)
    rows = Presence.objects.filter(meeting__pact__in=list(pact_ids), meeting__is_cancelled=False)
    for signature, starts_at, is_present in rows.values_list("signature", "meeting__starts_at", "is_present"):
        found[signature].append((timezone.localdate(starts_at), is_present))
    return found


def quota(row: Pledge, presences: Presences) -> Quota | None:
    """The promised attendance against the meetings from the day of the pledge to its due day; None where none was."""
    if row.quota_least is None or row.quota_of is None:
        return None
    days = presences.get(row.signature_id, ())
    return quota_of(
        row.quota_least, row.quota_of, [was_there for day, was_there in days if row.made_on <= day <= row.due_on]
    )
