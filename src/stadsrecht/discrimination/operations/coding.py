"""Coding what is counted of a report: the office fills in what the reporter skipped, and puts right what was mistaken.

Codes are those of the report's own edition, so that they mean what all its codes mean. What public figures counted
stays as it was counted (CountedQuarter); the yearly table for the ministry follows what stands here. A report is put
into a mass campaign or taken out of it until its quarter was told of.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from stadsrecht.discrimination.errors import DayInTheFuture, DistrictWithoutPlace, NotInTheList, QuarterIsCounted
from stadsrecht.discrimination.models import Campaign, Case, Facts, Where
from stadsrecht.discrimination.operations.assigning import case_in_hand
from stadsrecht.discrimination.operations.figures import drop_figures_of
from stadsrecht.discrimination.queries import LISTS_OF_FACTS, entry, is_counted
from stadsrecht.kernel import audit
from stadsrecht.kernel.errors import EditConflict
from stadsrecht.places.queries import districts


@transaction.atomic
def code_facts(
    *,
    case: Case,
    codes: Mapping[str, Any],
    version: int | None = None,
    acting_user: Any,
    on: date,
    at: datetime,
) -> Facts:
    """Change the columns of Facts that `codes` names, by who works on the case; old and new stand in the trail.

    A list takes codes, `month` its first day or None; `version` is that of the case as the form was opened.
    Raises NotInTheList, DistrictWithoutPlace, DayInTheFuture, QuarterIsCounted, EditConflict, NotAssigned,
    ReportDestroyed.
    """
    present = case_in_hand(case=case, acting_user=acting_user)
    facts = Facts.objects.select_for_update(of=("self",)).select_related("edition", "report").get(pk=present.pk)
    wanted = {name: _checked(facts, name, given, on) for name, given in codes.items()}
    _require_place(facts, wanted)
    old, new = audit.changed(audit.values_of(facts, wanted), wanted)
    if not new:
        return facts
    if version is not None and version != present.version:
        raise EditConflict(current_version=present.version, differences=list(old.items()))
    for name, value in new.items():
        setattr(facts, name, value)
    facts.save(update_fields=list(new))
    if "campaign" in new:  # a draft counted the report where it no longer stands
        received_on = present.report.received_on
        drop_figures_of(years=(received_on.year, received_on.year), acting_user=acting_user, at=at)
        if is_counted(received_on):
            raise QuarterIsCounted(field="campaign")
    present.version += 1
    present.save(update_fields=["version"])
    audit.record(acting_user=acting_user, verb="code_facts", subject=present.report, at=at, old=old, new=new)
    return facts


def _checked(facts: Facts, name: str, given: Any, on: date) -> Any:
    """One column as it may be kept. A name that is no column which can be coded is a bug."""
    if name in LISTS_OF_FACTS:
        return _from_list(facts, name, given)
    return OF_THEIR_OWN[name](facts, given, on)


def _from_list(facts: Facts, name: str, given: Any) -> Any:
    """A code or blank; or several, in the order of the list, unless they are those that stand there."""
    present = getattr(facts, name)
    chosen = given if isinstance(present, list) else [given] if given else []
    if any(not entry(facts.edition, LISTS_OF_FACTS[name], code) for code in chosen):
        raise NotInTheList(field=name)
    if not isinstance(present, list):
        return given
    return present if set(present) == set(chosen) else _in_order(facts, name, chosen)


def _in_order(facts: Facts, name: str, chosen: Iterable[str]) -> list[str]:
    wanted = set(chosen)
    return [row["code"] for row in facts.edition.lists[LISTS_OF_FACTS[name]] if row["code"] in wanted]


def _where(facts: Facts, given: str, on: date) -> str:
    if given not in Where.values:
        raise NotInTheList(field="where")
    return given


def _district(facts: Facts, given: str, on: date) -> str:
    """A district of now, or the one that stands there, which may have ended since."""
    if given and given != facts.district and not districts().filter(code=given).exists():
        raise NotInTheList(field="district")
    return given


def _month(facts: Facts, given: date | None, on: date) -> date | None:
    if given is not None and given > on:
        raise DayInTheFuture(field="month")
    return given.replace(day=1) if given else None


def _campaign(facts: Facts, given: str, on: date) -> str:
    if given and not Campaign.objects.filter(pk=given).exists():
        raise NotInTheList(field="campaign")
    return given


OF_THEIR_OWN: dict[str, Callable[[Facts, Any, date], Any]] = {
    "where": _where,
    "district": _district,
    "month": _month,
    "campaign": _campaign,
}


def _require_place(facts: Facts, wanted: Mapping[str, Any]) -> None:
    after = {name: wanted.get(name, getattr(facts, name)) for name in ("where", "district")}
    if after["district"] and after["where"] != Where.PLACE:
        raise DistrictWithoutPlace
