"""Hours in the history of an entry. The trail keeps them in one form for all languages; here they get their words."""

import re
from collections.abc import Iterator, Mapping

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from stadsrecht.partners.models import Attendance
from stadsrecht.partners.queries import days_in_words

# The parts that `set_hours` tells of a line.
PART = re.compile(
    r"^(?P<attendance>visit|contact)"
    r"|(?P<days>[A-Z,]*) (?P<opens>\d\d:\d\d)[\d:.]*-(?P<closes>\d\d:\d\d)[\d:.]*"
    r"|(?P<appointment>by appointment)"
    r"|every (?P<weeks>\d+) weeks"
    r"|(?P<said>starts_on|valid_from|valid_until|not on) (?P<day>\d{4}-\d\d-\d\d)"
)


class ToldHours(Mapping[str, str]):
    """A line of the trail with its words, in the language that is active."""

    def __getitem__(self, told: str) -> str:
        return " ".join(PART.sub(_worded, str(told)).split())

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def _worded(part: re.Match[str]) -> str:
    if attendance := part["attendance"]:
        return str(Attendance(attendance).label)
    if opens := part["opens"]:
        days = days_in_words([day for day in part["days"].split(",") if day])
        return f" {days} {opens}–{part['closes']}"
    if part["appointment"]:
        return _("By appointment").lower()
    if weeks := part["weeks"]:
        return _("every %(weeks)s weeks") % {"weeks": weeks}
    return _dated(part["said"]) % {"day": date_format(day) if (day := parse_date(part["day"])) else part["day"]}


def _dated(said: str) -> str:
    if said == "valid_until":
        return _("until %(day)s")
    return _("not on %(day)s") if said == "not on" else _("from %(day)s")
