"""Reports that only count: shells with coarse facts, as many as wanted."""

from datetime import date, datetime, time
from uuid import uuid4

from django.db.models import Max
from django.utils import timezone

NEXT_YEAR = date(2027, 1, 10)
# Protecting takes the longer the more codes a list has, so the city of these tests has short ones.
SHORT = {
    "ground": ("origin", "religion", "disability", "sex", "age"),
    "terrain": ("work", "housing"),
    "nature": ("treatment", "abuse"),
    "handling": ("advice", "letter"),
    "outcome": ("advised", "settled"),
}
# In each table two rows are just too small to be told, and hide each other.
MANY = (
    ({"grounds": ["origin"]}, 20),
    ({"grounds": ["origin", "religion"]}, 2),
    ({"grounds": ["disability"]}, 12),
    ({"grounds": ["age"], "terrain": "housing", "natures": ["abuse"], "district": "WK999901"}, 4),
    ({"grounds": ["sex"], "terrain": "", "natures": [], "where": "online", "district": "", "outcome": ""}, 4),
    ({"handling": [], "outcome": "settled"}, 4),
    ({"handling": ["letter"]}, 4),
)


def at(day):
    return timezone.make_aware(datetime.combine(day, time(12)))


def shorten_lists():
    from stadsrecht.discrimination.models import ListEdition
    from stadsrecht.discrimination.queries import current_edition

    rows = {name: [{"code": code, "name": {"nl": code}} for code in codes] for name, codes in SHORT.items()}
    ListEdition.objects.update(lists={**current_edition().lists, **rows})


USUAL = {"terrain": "work", "natures": ["treatment"], "where": "place", "district": "WK999902"}
USUAL |= {"handling": ["advice"], "outcome": "advised"}
OF_CASE = ("handling", "outcome")


def arrive(*groups, on=date(2026, 2, 3)):
    """`arrive(({"grounds": ["age"]}, 3))`: three reports of that day, closed with an outcome or, without one, open."""
    from stadsrecht.discrimination.models import Case, Facts, Report
    from stadsrecht.discrimination.queries import current_edition

    edition, rows = current_edition(), [{**USUAL, **facts} for facts, count in groups for _ in range(count)]
    first = (Report.objects.aggregate(last=Max("number"))["last"] or 0) + 1_000
    given = {"received_on": on, "channel": "door", "language": "nl", "public_key": b"", "identity_key": b""}
    reports = [Report(id=uuid4(), number=first + place, **given) for place in range(len(rows))]
    Report.objects.bulk_create(reports)
    Facts.objects.bulk_create(
        Facts(report=one, edition=edition, **{key: value for key, value in facts.items() if key not in OF_CASE})
        for one, facts in zip(reports, rows, strict=True)
    )
    Case.objects.bulk_create(_case(one, facts, on) for one, facts in zip(reports, rows, strict=True))
    return reports


def _case(report, facts, on):
    from stadsrecht.discrimination.models import Case

    ended = {"state": "closed", "closed_on": on} if facts["outcome"] else {"state": "in_handling"}
    return Case(report=report, state_since=on, handling=facts["handling"], outcome=facts["outcome"], **ended)


def make(person, span, on=NEXT_YEAR):
    """A draft as the coordinator asks for it and the worker makes it."""
    from stadsrecht.discrimination.operations import begin_figures, make_figures

    work = begin_figures(span=span, acting_user=person("office_coordinator"), on=on, at=at(on))
    make_figures(number=work.pk, clock=lambda: at(on))
    work.refresh_from_db()
    return work


def tell(person, span, on=NEXT_YEAR):
    from stadsrecht.discrimination.operations import publish_figures

    work = make(person, span, on)
    return publish_figures(work=work, is_sure=True, acting_user=person("office_coordinator"), on=on, at=at(on))


def told(year=2026):
    from stadsrecht.discrimination.queries import years_told

    return next(one for one in years_told() if one.year == year)
