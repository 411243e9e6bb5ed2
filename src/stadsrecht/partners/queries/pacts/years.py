"""One year of a pact: what was promised for it or ran in it, as it stood at the year's end."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch
from django.utils import timezone

from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.partners.bridge.quota import Quota
from stadsrecht.partners.models import Pact, PactMeeting, Pledge, PledgeNote
from stadsrecht.partners.queries.pacts.meetings import meetings_of, presences_of, quota
from stadsrecht.partners.queries.pacts.pacts import pledges_of
from stadsrecht.partners.workflow import OPEN_PLEDGE_STATES, PLEDGE_NEEDS_REASON, PledgeState


@dataclass(frozen=True)
class PledgeInYear:
    """`state` as the partner reported it by the end of the year, `city_state` as the city saw it by then.

    `reason` says why it was not kept, or only in part; of a state that holds no longer, it is what was reported then.
    """

    pledge: Pledge
    state: PledgeState
    city_state: PledgeState | None
    quota: Quota | None
    reason: LocalisedText


@dataclass(frozen=True)
class PactYear:
    year: int
    pledges: list[PledgeInYear]
    meetings: list[PactMeeting]
    counts: list[tuple[PledgeState, int]]


def years_of(subject: Pact, today: date) -> list[int]:
    """The years of a pact up to now, newest first; a pact that has not begun has none."""
    if subject.starts_on > today:
        return []
    last = min(subject.ends_on or today, today).year
    return list(range(last, subject.starts_on.year - 1, -1))


def _reports(row: Pledge) -> list[PledgeNote]:
    """What its partner said of how it stands, newest first."""
    return [note for note in row.notes.all() if note.state and note.voice == PledgeNote.Voice.PARTNER]


def _state_as_of(row: Pledge, end: date) -> PledgeState:
    """What its partner had last said by that day. A pledge that came with its state and no report had it all along."""
    reports = _reports(row)
    if not reports:
        return PledgeState(row.state)
    return PledgeState(next((note.state for note in reports if note.noted_on <= end), PledgeState.MADE))


def _view_as_of(row: Pledge, end: date) -> PledgeState | None:
    views = [note for note in row.notes.all() if note.state and note.voice == PledgeNote.Voice.CITY]
    if not views and row.city_state:
        return PledgeState(row.city_state)
    return next((PledgeState(note.state) for note in views if note.noted_on <= end), None)


def _reason_as_of(row: Pledge, end: date) -> LocalisedText:
    state, reports = _state_as_of(row, end), _reports(row)
    if state not in PLEDGE_NEEDS_REASON:
        return LocalisedText()
    if not any(note.noted_on > end for note in reports):
        return row.reason
    return next((note.text for note in reports if note.noted_on <= end), LocalisedText())


def _is_of(row: Pledge, first: date, end: date) -> bool:
    """Whether it was made in the year, was open when the year began, or was reported on in it."""
    was_open = _state_as_of(row, first - timedelta(days=1)) in OPEN_PLEDGE_STATES
    return row.made_on >= first or was_open or any(first <= note.noted_on <= end for note in _reports(row))


def year_of(subject: Pact, year: int) -> PactYear:
    """Pledges that were made in the year, open when it began or reported on in it, and the meetings of the year."""
    first, end = date(year, 1, 1), date(year, 12, 31)
    notes = Prefetch("notes", PledgeNote.objects.only("pledge", "voice", "state", "noted_on", "text"))
    made = pledges_of(subject).filter(made_on__lte=end).prefetch_related(notes)
    rows = [row for row in made if _is_of(row, first, end)]
    presences = {
        key: [(day, was_there) for day, was_there in days if day <= end]
        for key, days in presences_of([subject.pk]).items()
    }
    found = [
        PledgeInYear(row, _state_as_of(row, end), _view_as_of(row, end), quota(row, presences), _reason_as_of(row, end))
        for row in rows
    ]
    zone = timezone.get_current_timezone()
    begin, close = (datetime(number, 1, 1, tzinfo=zone) for number in (year, year + 1))
    meetings = list(meetings_of(subject).filter(starts_at__gte=begin, starts_at__lt=close).order_by("starts_at"))
    states = [one.state for one in found]
    return PactYear(year, found, meetings, [(state, states.count(state)) for state in PledgeState])
