"""What pages and machine forms say of pacts, pledges and meetings."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from stadsrecht.partners import queries
from stadsrecht.partners.bridge.needs import Need, needs
from stadsrecht.partners.models import Organisation, Pact, PactMeeting, Pledge, PledgeNote
from stadsrecht.partners.queries import PledgeLine, Quota

PACT_COLUMNS = ("code", "title", "starts_on", "ends_on", "subjects", "signatures", "pledges", "kept")
PLEDGE_COLUMNS = (
    *("code", "organisation", "title", "subjects", "made_on", "due_on", "state", "reason", "city_view"),
    *("quota_least", "quota_of", "attended", "missed", "for_show"),
)
MEETING_COLUMNS = ("meeting", "title", "starts_at", "ends_at", "is_cancelled", "organisation", "present")
YEAR_COLUMNS = ("code", "organisation", "title", "due_on", "state", "city_view", "quota_least", "quota_of", "attended")


def pact_data(row: Pact) -> dict[str, Any]:
    return {
        "code": row.code,
        "title": row.title,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "subjects": row.subjects,
        "source": row.source or None,
        "source_url": row.source_url or None,
        "for_show": row.for_show or None,
    }


def pact_line(row: Any) -> tuple[Any, ...]:
    counts = (row.signature_count, row.pledge_count, row.kept_count)
    return (row.code, row.title.plain, row.starts_on, row.ends_on, " ".join(row.subjects), *counts)


def pledge_line(row: Pledge, presences: Any, today: date) -> PledgeLine:
    """With its quota, from attendance."""
    return queries.pledge_line(row, today, quota=queries.quota(row, presences))


def quota_data(found: Quota | None) -> dict[str, Any] | None:
    if found is None:
        return None
    counts = {"least": found.least, "of": found.of, "attended": found.attended, "missed": found.missed}
    return {**counts, "left": found.left, "state": found.state}


def line_data(line: PledgeLine) -> dict[str, Any]:
    found = {**queries.pledge_data(line.pledge), "quota": quota_data(line.quota)}
    return {**found, "is_overdue": line.is_overdue}


def pledge_row(line: PledgeLine) -> tuple[Any, ...]:
    row, quota = line.pledge, line.quota
    numbers = (quota.least, quota.of, quota.attended, quota.missed) if quota else (None, None, None, None)
    return (
        *(row.code, row.signature.organisation.code, row.title.plain, " ".join(row.subjects)),
        *(row.made_on, row.due_on, row.state, row.reason.plain, row.city_state, *numbers),
        (row.for_show or row.signature.pact.for_show).plain,
    )


def note_data(row: PledgeNote) -> dict[str, Any]:
    said = {"voice": row.voice, "kind": row.kind, "text": row.text, "state": row.state or None}
    return {**said, "noted_on": row.noted_on}


@dataclass(frozen=True)
class Chosen:
    """What a reader filters by, the pledges that fit, and what there is to choose from."""

    subject: str
    state: str
    organisation: str
    pledges: list[Pledge]
    subjects: list[Need]
    organisations: list[Organisation]


def chosen(request: HttpRequest, rows: list[Pledge]) -> Chosen:
    """Only what some pledge has can be chosen, so that no choice leads to nothing by itself."""
    given = {name: request.GET.get(name, "")[:80] for name in ("subject", "state", "organisation")}
    found = [
        row
        for row in rows
        if given["subject"] in ("", *row.subjects)
        and given["state"] in ("", row.state)
        and given["organisation"] in ("", row.signature.organisation.code)
    ]
    codes = {code for row in rows for code in row.subjects}
    organisations = {row.signature.organisation.code: row.signature.organisation for row in rows}
    return Chosen(
        **given,
        pledges=found,
        subjects=[need for need in needs().values() if need.code in codes],
        organisations=sorted(organisations.values(), key=lambda row: row.name.plain),
    )


@dataclass(frozen=True)
class MeetingLine:
    meeting: PactMeeting
    present: list[Organisation]
    absent: list[Organisation]
    is_coming: bool


def meeting_line(row: PactMeeting, today: date) -> MeetingLine:
    """A meeting is to come until its day is over or it was written down what came of it: pages are kept a day."""
    found = queries.attendance(row)
    is_written = bool(row.decisions or found.present or found.absent)
    return MeetingLine(
        row,
        [one.signature.organisation for one in found.present],
        [one.signature.organisation for one in found.absent],
        timezone.localdate(row.ends_at) >= today and not is_written,
    )


def meeting_data(row: PactMeeting) -> dict[str, Any]:
    return {
        "id": str(row.uuid),
        "title": row.title,
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "place": row.place or None,
        "agenda": row.agenda or None,
        "decisions": row.decisions or None,
        "is_cancelled": row.is_cancelled,
        "attendance": {one.signature.organisation.code: one.is_present for one in row.presences.all()},
        "for_show": row.for_show or None,
    }


def meeting_rows(row: PactMeeting) -> Iterator[tuple[Any, ...]]:
    """One row for each organisation whose attendance was written down; a meeting without any has one row."""
    fixed = (str(row.uuid), row.title.plain, row.starts_at.isoformat(), row.ends_at.isoformat(), row.is_cancelled)
    rows = list(row.presences.all())
    for one in rows:
        yield (*fixed, one.signature.organisation.code, one.is_present)
    if not rows:
        yield (*fixed, "", "")


def year_data(row: Any) -> dict[str, Any]:
    found = {**queries.pledge_data(row.pledge), "state": row.state, "city_view": row.city_state}
    return {**found, "reason": row.reason or None, "quota": quota_data(row.quota)}


def year_row(row: Any) -> tuple[Any, ...]:
    pledge, quota = row.pledge, row.quota
    numbers = (quota.least, quota.of, quota.attended) if quota else (None, None, None)
    return (
        *(pledge.code, pledge.signature.organisation.code, pledge.title.plain, pledge.due_on),
        *(row.state.value, row.city_state.value if row.city_state else "", *numbers),
    )
