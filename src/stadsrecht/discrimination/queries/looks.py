"""Who looked, month by month, with hints at what a coordinator should ask about. A hint is no finding."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stadsrecht.discrimination.models import Look
from stadsrecht.discrimination.queries.keys import homes
from stadsrecht.kernel.periods import months_later

MANY_CASES = 25  # different ones by one person on one day
DAY_BEGINS, DAY_ENDS = time(7), time(20)
HINTS = {
    "refused": _("tried to open a case that was not theirs"),
    "unassigned": _("looked without being assigned"),
    "many": _("opened many different cases on one day"),
    "hours": _("looked at night or at the weekend"),
    "closed": _("opened a case again after it was closed"),
    "own": _("opened a case from the district where they live"),
}


@dataclass
class Looker:
    """What one person opened in a month."""

    person: Any
    looks: int = 0
    identities: int = 0
    unreviewed: int = 0
    cases: set[Any] = field(default_factory=set)
    hints: dict[str, list[Look]] = field(default_factory=lambda: defaultdict(list))

    @property
    def told(self) -> list[tuple[Any, list[int]]]:
        """Each hint in words, with the numbers of the cases it is about."""
        return [
            (HINTS[code], sorted({look.report.number for look in looks})) for code, looks in sorted(self.hints.items())
        ]


def looks_of_month(month: date) -> QuerySet[Look]:
    """`month` is its first day."""
    begin, end = (timezone.make_aware(datetime.combine(day, time())) for day in (month, months_later(month, 1)))
    return Look.objects.filter(at__gte=begin, at__lt=end)


def looks_unreviewed(*, person: Any, today: date) -> tuple[int, date | None]:
    """How many looks of others in months that are over this coordinator should review, and in which month to begin."""
    over = timezone.make_aware(datetime.combine(today.replace(day=1), time()))
    rows = Look.objects.filter(reviewed_on__isnull=True, at__lt=over).exclude(person=person)
    found = rows.aggregate(count=Count("pk"), first=Min("at"))
    return found["count"], timezone.localdate(found["first"]).replace(day=1) if found["first"] else None


def lookers(month: date) -> list[Looker]:
    """Everyone who looked in a month; those with hints first."""
    found: dict[int, Looker] = {}
    per_day: dict[tuple[int, date], dict[Any, Look]] = defaultdict(dict)
    home_of = homes()
    for look in looks_of_month(month).select_related("person", "report__case", "report__facts"):
        looker = found.setdefault(look.person_id, Looker(look.person))
        looker.looks += 1
        looker.identities += look.what == Look.What.IDENTITY
        looker.unreviewed += look.reviewed_on is None
        looker.cases.add(look.report_id)
        per_day[look.person_id, timezone.localdate(look.at)][look.report_id] = look
        for code in _hints(look, home_of.get(look.person_id, "")):
            looker.hints[code].append(look)
    for (person, _day), looks in per_day.items():
        if len(looks) >= MANY_CASES:
            found[person].hints["many"] += looks.values()
    return sorted(found.values(), key=lambda one: (not one.hints, -one.looks))


def _hints(look: Look, home: str) -> list[str]:
    """`home` is the district of the person, blank where they did not say."""
    local = timezone.localtime(look.at)
    closed = look.report.case.closed_on
    # A custodian decides without being assigned; that is their task.
    is_custodian = look.what == Look.What.IDENTITY and "custodian" in look.person.role_codes
    # The coordinator and, while a case is free, everyone may see what is counted.
    is_overview = look.what == Look.What.FACTS
    signs = {
        "refused": look.was_refused,
        "unassigned": not look.was_assigned and not look.was_refused and not (is_custodian or is_overview),
        "hours": not DAY_BEGINS <= local.time() < DAY_ENDS or local.weekday() > 4,
        "own": bool(home) and look.report.facts.district == home,
        "closed": closed is not None and local.date() > closed + timedelta(days=1),
    }
    return [code for code, is_so in signs.items() if is_so]
