"""What the city looks at first: pledges that are overdue, silent, or judged differently by both sides."""

from datetime import date, timedelta

from django.db.models import F, Q, QuerySet

from stadsrecht.partners.models import Pledge, PledgeNote
from stadsrecht.partners.queries.pacts.pacts import pledges
from stadsrecht.partners.workflow import OPEN_PLEDGE_STATES

SILENT_DAYS = 180


def overdue_pledges(today: date) -> QuerySet[Pledge]:
    return pledges().filter(state__in=OPEN_PLEDGE_STATES, due_on__lt=today)


def silent_pledges(today: date) -> QuerySet[Pledge]:
    """Open, not overdue, and nothing reported for half a year."""
    since = today - timedelta(days=SILENT_DAYS)
    return pledges().filter(state__in=OPEN_PLEDGE_STATES, due_on__gte=today, heard_on__lte=since)


def disputed_pledges() -> QuerySet[Pledge]:
    """Where partner and city say different things."""
    return pledges().exclude(Q(city_state="") | Q(city_state=F("state")))


def notes_of(subject: Pledge) -> QuerySet[PledgeNote]:
    rows: QuerySet[PledgeNote] = subject.notes.all()
    return rows


def notes_said(subject: Pledge) -> tuple[list[PledgeNote], list[PledgeNote]]:
    """What the partner said and what the city said, newest first: two columns, one statement."""
    rows = list(notes_of(subject))
    city = PledgeNote.Voice.CITY
    return [row for row in rows if row.voice != city], [row for row in rows if row.voice == city]
