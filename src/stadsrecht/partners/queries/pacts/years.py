"""One year of a pact: what was promised for it or ran in it, as it stood at the year's end."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch
from django.utils import timezone

from stadsrecht.partners.bridge.quota import Quota
from stadsrecht.partners.models import Pact, PactMeeting, Pledge, PledgeNote
from stadsrecht.partners.queries.pacts.meetings import meetings_of, presences_of, quota
from stadsrecht.partners.queries.pacts.pacts import pledges_of
from stadsrecht.partners.workflow import OPEN_PLEDGE_STATES, PledgeState


@dataclass(frozen=True)
class PledgeInYear:
    """`state` as the partner reported it by the end of the year, `city_state` as the city saw it by then."""

    pledge: Pledge
    state: PledgeState
    city_state: PledgeState | None
    quota: Quota | None


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


def _as_of(row: Pledge, end: date) -> tuple[PledgeState, PledgeState | None]:
    """What partner and city had last said by that day. Notes come newest first."""
    said = [note for note in row.notes.all() if note.noted_on <= end and note.state]
    own = next((note.state for note in said if note.voice == PledgeNote.Voice.PARTNER), PledgeState.MADE)
    view = next((note.state for note in said if note.voice == PledgeNote.Voice.CITY), None)
    return PledgeState(own), PledgeState(view) if view else None


def _is_open(row: Pledge, day: date) -> bool:
    return _as_of(row, day)[0] in OPEN_PLEDGE_STATES


def year_of(subject: Pact, year: int) -> PactYear:
    """Pledges that were made in the year or were still open when it began, and the meetings of the year."""
    first, end = date(year, 1, 1), date(year, 12, 31)
    notes = Prefetch("notes", PledgeNote.objects.only("pledge", "voice", "state", "noted_on"))
    made = pledges_of(subject).filter(made_on__lte=end).prefetch_related(notes)
    rows = [row for row in made if row.made_on >= first or _is_open(row, first - timedelta(days=1))]
    presences = {
        key: [(day, was_there) for day, was_there in days if day <= end]
        for key, days in presences_of([subject.pk]).items()
    }
    found = [PledgeInYear(row, *_as_of(row, end), quota(row, presences)) for row in rows]
    zone = timezone.get_current_timezone()
    begin, close = (datetime(number, 1, 1, tzinfo=zone) for number in (year, year + 1))
    meetings = list(meetings_of(subject).filter(starts_at__gte=begin, starts_at__lt=close).order_by("starts_at"))
    states = [one.state for one in found]
    return PactYear(year, found, meetings, [(state, states.count(state)) for state in PledgeState])
