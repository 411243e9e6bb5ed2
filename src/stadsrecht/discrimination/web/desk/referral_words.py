"""Referrals in words: what happened with each, for the office and for the partner."""

from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from stadsrecht.discrimination.bridge.referrals import Passed
from stadsrecht.discrimination.models import Case, Referral
from stadsrecht.discrimination.queries import part_label, referrals_of, standing_consents

Line = tuple[date, str]


def referrals_shown(case: Case) -> dict[str, Any]:
    """For the page of a case: each referral with its trail, and each yes that waits to be used."""
    return {
        "referrals": [(one, trail_of(one, for_office=True)) for one in referrals_of(case)],
        "to_refer": standing_consents(case),
    }


def labels(names: list[str]) -> str:
    return ", ".join(part_label(name).plain for name in names)


def parts_shown(passed: Passed) -> list[tuple[str, str]]:
    """As the partner reads them; the worker sees the same before anything is sent."""
    return [(capfirst(part_label(part.name).plain), part.plain) for part in passed.parts]


def trail_of(referral: Referral, *, for_office: bool) -> list[Line]:
    """The way of a referral, day by day. The partner is not told what went on between office and reporter."""
    names = {"person": referral.made_by, "organisation": referral.organisation, "parts": labels(referral.parts)}
    made = _("%(person)s referred this to %(organisation)s: %(parts)s") if for_office else _("Referred by the office")
    lines: list[Line] = [(referral.made_on, made % names)]
    if referral.opened_on:
        opened = _("Opened by the partner for the first time") if for_office else _("Opened for the first time")
        lines.append((referral.opened_on, opened))
    for message in referral.messages.select_related("written_by").defer("body").order_by("position"):
        if message.is_letter:
            lines.append((message.written_on, _("%(person)s answered") % {"person": message.written_by}))
        elif for_office:
            told = _("%(person)s passed an answer on to the reporter") % {"person": message.written_by}
            lines.append((message.written_on, told))
    if referral.ended_on:
        lines.append((referral.ended_on, capfirst(referral.get_ended_by_display())))
    return sorted(lines, key=lambda line: line[0])
