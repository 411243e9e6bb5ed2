"""Taking the yearly table for the ministry, and tagging the reports of a mass campaign."""

import hashlib
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from stadsrecht.discrimination.bridge.register import register_form
from stadsrecht.discrimination.bridge.spans import quarter_of
from stadsrecht.discrimination.errors import CampaignEmpty, DaysMissing, NoRegisterForm, QuarterIsCounted
from stadsrecht.discrimination.models import Campaign, Facts, RegisterExport
from stadsrecht.discrimination.operations.figures import drop_figures_of
from stadsrecht.discrimination.permissions import PERMISSIONS
from stadsrecht.discrimination.queries.figures import quarters_told
from stadsrecht.discrimination.queries.register import register_table
from stadsrecht.kernel import audit
from stadsrecht.kernel.csv import csv_bytes
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.periods import require_order


@transaction.atomic
def export_register(*, year: int, acting_user: Any, at: datetime) -> list[tuple[Any, ...]]:
    """The table of a year, with its head; who took it when is kept. Raises NoRegisterForm."""
    PERMISSIONS.require(acting_user, "export_register")
    form = register_form()
    if form is None:
        raise NoRegisterForm
    rows = register_table(form, year)
    taken = RegisterExport.objects.create(
        year=year,
        taken_by=acting_user,
        taken_at=at,
        reports=sum(rows[1][-len(form.columns) - 1 :]) if len(rows) > 1 else 0,
        digest=hashlib.sha256(csv_bytes(rows)).hexdigest(),
    )
    new = {"year": year, "reports": taken.reports, "digest": taken.digest}
    audit.record(acting_user=acting_user, verb="export_register", subject=taken, at=at, new=new)
    return rows


@transaction.atomic
def tag_campaign(
    *,
    name: LocalisedText,
    since: date | None,
    until: date | None,
    ground: str,
    terrain: str,
    acting_user: Any,
    on: date,
    at: datetime,
) -> int:
    """Every report of these days, and of this ground and terrain where they are given, was part of a mass campaign.

    Without days it is only named, and each of its reports is put into it by who works on the case (`code_facts`).
    Reports of another campaign are left as they are. Gives how many. Raises EndsBeforeStart, QuarterIsCounted,
    CampaignEmpty, DaysMissing.
    """
    PERMISSIONS.require(acting_user, "tag_campaign")
    code = f"{slugify(name.plain)[:40]}-{since or on:%Y-%m}"
    count = 0
    if since or until:
        days = _days(since, until)
        _drop_drafts(days, acting_user, at)
        count = _tag(code, days, ground, terrain)
    campaign, _new = Campaign.objects.get_or_create(code=code, defaults={"name": name, "made_on": on})
    new = {"since": since, "until": until, "ground": ground, "terrain": terrain, "reports": count}
    audit.record(acting_user=acting_user, verb="tag_campaign", subject=campaign, at=at, new=new)
    return count


def _days(since: date | None, until: date | None) -> tuple[date, date]:
    """Both, in order."""
    if since is None or until is None:
        raise DaysMissing(field="since" if since is None else "until")
    require_order(since, until, field="until")
    return since, until


def _drop_drafts(days: Collection[date], acting_user: Any, at: datetime) -> None:
    """They counted these reports where they no longer stand."""
    drop_figures_of(years=(min(days).year, max(days).year), acting_user=acting_user, at=at)


def _tag(code: str, days: tuple[date, date], ground: str, terrain: str) -> int:
    since, until = days
    _require_uncounted(since, until)
    rows = Facts.objects.filter(campaign="", report__received_on__gte=since, report__received_on__lte=until)
    if ground:
        rows = rows.filter(grounds__contains=[ground])
    if terrain:
        rows = rows.filter(terrain=terrain)
    count = rows.update(campaign=code)
    if not count:
        raise CampaignEmpty
    return count


@transaction.atomic
def undo_campaign(*, campaign: Campaign, acting_user: Any, at: datetime) -> int:
    """Its reports are ordinary ones again, and its name is gone. Gives how many. Raises QuarterIsCounted."""
    PERMISSIONS.require(acting_user, "tag_campaign")
    rows = Facts.objects.select_for_update(of=("self",)).filter(campaign=campaign.code)
    days = set(rows.values_list("report__received_on", flat=True))
    if days:
        _drop_drafts(days, acting_user, at)
    if not quarters_told().isdisjoint((day.year, quarter_of(day)) for day in days):
        raise QuarterIsCounted
    count = rows.update(campaign="")
    old = {"name": campaign.name, "reports": count}
    audit.record(acting_user=acting_user, verb="undo_campaign", subject=campaign, at=at, old=old)
    campaign.delete()
    return count


def _require_uncounted(since: date, until: date) -> None:
    """What a public figure counted among ordinary reports stays there."""
    first, last = ((day.year, quarter_of(day)) for day in (since, until))
    if any(first <= one <= last for one in quarters_told()):
        raise QuarterIsCounted
