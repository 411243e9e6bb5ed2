"""Recording and changing indicators, and what they say something of."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from stadsrecht.evidence.errors import UnknownSubject as NoSubjectOfEvidence
from stadsrecht.evidence.operations import subjects_named
from stadsrecht.kernel import audit, records
from stadsrecht.kernel.permissions import Person
from stadsrecht.monitoring.errors import UnknownSubject
from stadsrecht.monitoring.models import Indicator, IndicatorLink, Target
from stadsrecht.monitoring.permissions import PERMISSIONS
from stadsrecht.monitoring.queries import subjects_of

SUBJECT_KINDS = ("provision", "policy", "action")


@transaction.atomic
def record_indicator(
    *, values: Mapping[str, Any], subjects: Iterable[str], acting_user: Person, at: datetime
) -> Indicator:
    """A new indicator from `values` (columns of Indicator). `subjects`: `provision:sdg:3.4`, `policy:…`, `action:…`.

    Raises UnknownSubject, TextMissing, TextTooLong.
    """
    PERMISSIONS.require(acting_user, "edit_indicator")
    found = _subjects(subjects)
    indicator = Indicator(**{"created_at": at, "changed_at": at, **values})
    indicator.code = indicator.code or records.free_code(Indicator, indicator.name)
    records.add(indicator, acting_user=acting_user, at=at, verb="record_indicator")
    _tie(indicator, found)
    return indicator


@transaction.atomic
def edit_indicator(
    *,
    indicator: Indicator,
    version: int | None,
    values: Mapping[str, Any],
    subjects: Iterable[str] | None = None,
    acting_user: Person,
    at: datetime,
) -> Indicator:
    """Change an indicator; `subjects` None leaves its links. Raises EditConflict and what `record_indicator` raises."""
    PERMISSIONS.require(acting_user, "edit_indicator")
    present = records.opened(Indicator, indicator.pk, version, values)
    if subjects is not None:
        _retie(present, subjects, acting_user, at)
    return records.change(present, values, acting_user=acting_user, at=at, verb="edit_indicator")


@transaction.atomic
def set_targets(
    *, indicator: Indicator, targets: Sequence[Mapping[str, Any]], acting_user: Person, at: datetime
) -> None:
    """Replace the targets of an indicator by these rows of `year`, `value`, `keys`, `source`, `source_url`."""
    PERMISSIONS.require(acting_user, "edit_indicator")
    fields = ("year", "value", "keys", "source", "source_url")
    old = list(indicator.targets.values(*fields))
    new = [{"keys": {}, "source": "", "source_url": "", **row} for row in targets]
    if sorted(map(repr, old)) == sorted(repr({name: row[name] for name in fields}) for row in new):
        return
    indicator.targets.all().delete()
    Target.objects.bulk_create(Target(indicator=indicator, **row) for row in new)
    audit.record(
        acting_user=acting_user,
        verb="set_targets",
        subject=indicator,
        at=at,
        old={"targets": old},
        new={"targets": new},
    )


def _subjects(references: Iterable[str]) -> list[tuple[str, Any]]:
    """What an indicator says something of: a right, a policy or an action, but no place, for its areas say that."""
    try:
        return subjects_named(references, kinds=SUBJECT_KINDS)
    except NoSubjectOfEvidence as error:
        raise UnknownSubject(**error.details) from None


def _tie(indicator: Indicator, subjects: Iterable[tuple[str, Any]]) -> None:
    IndicatorLink.objects.bulk_create(IndicatorLink(indicator=indicator, **{kind: record}) for kind, record in subjects)


def _retie(indicator: Indicator, subjects: Iterable[str], acting_user: Person, at: datetime) -> None:
    found, old = _subjects(subjects), sorted(subjects_of(indicator))
    indicator.links.all().delete()
    _tie(indicator, found)
    new = sorted(subjects_of(indicator))
    if new != old:
        audit.record(
            acting_user=acting_user,
            verb="edit_indicator_subjects",
            subject=indicator,
            at=at,
            old={"of": old},
            new={"of": new},
        )
