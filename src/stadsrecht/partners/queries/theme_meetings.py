"""Reads of meetings on themes, and the calendar that the coalition shares."""

from collections import defaultdict
from datetime import datetime

from django.db.models import QuerySet

from stadsrecht.partners.errors import UnknownThemeMeeting
from stadsrecht.partners.models import PactMeeting, ThemeMeeting


def theme_meetings() -> QuerySet[ThemeMeeting]:
    return ThemeMeeting.objects.all()


def theme_meeting(number: int) -> ThemeMeeting:
    """Raises UnknownThemeMeeting."""
    found = theme_meetings().filter(pk=number).first()
    if found is None:
        raise UnknownThemeMeeting(wanted=number)
    return found


def coming_meetings(at: datetime) -> dict[str, list[ThemeMeeting]]:
    """Theme -> its meetings that are not over, the first one first; cancelled ones too: they say so."""
    found: dict[str, list[ThemeMeeting]] = defaultdict(list)
    for row in theme_meetings().filter(ends_at__gte=at):
        found[row.theme].append(row)
    return found


def all_meetings() -> list[PactMeeting | ThemeMeeting]:
    """Every meeting of a pact or a theme: the calendar that the coalition shares. Two statements."""
    return [*PactMeeting.objects.select_related("pact"), *theme_meetings()]
