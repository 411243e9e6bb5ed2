"""Telling the public how many reports there were: asked for by the coordinator, protected by the worker, then told.

A worker may be killed at any line: until its last transaction nothing is known of what it did, and run again it makes
the same drafts.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from stadsrecht.discrimination.bridge.figures import FigureRules, figure_rules
from stadsrecht.discrimination.bridge.spans import OF_HANDLING, OF_REPORTS, OUTCOMES, Span, spans_offered
from stadsrecht.discrimination.errors import FiguresNotReady, NotSure, SpanNotOffered
from stadsrecht.discrimination.models import CountedQuarter, FiguresWork
from stadsrecht.discrimination.operations.spine import FOR_SHOW, hand_to_spine
from stadsrecht.discrimination.permissions import PERMISSIONS
from stadsrecht.discrimination.queries.figures import (
    CAMPAIGN_SERIES,
    SERIES,
    WHOLE_YEAR,
    Counts,
    counted_quarters,
    counts_as_rows,
    counts_of_campaigns,
    counts_of_reports,
    names_of_codes,
    quarter_code,
    spans_told,
    touched_by,
)
from stadsrecht.evidence.errors import DraftOutdated, NothingToCount, TooFewToTell
from stadsrecht.evidence.operations import discard_counts, draft_counts, publish_counts
from stadsrecht.evidence.queries import WHOLE, CountsByPeriod, counts_draft
from stadsrecht.kernel import audit
from stadsrecht.kernel.errors import StadsrechtError
from stadsrecht.kernel.localised import worded
from stadsrecht.kernel.permissions import SYSTEM, Person

State = FiguresWork.State
Clock = Callable[[], datetime]


@transaction.atomic
def begin_figures(*, span: str, acting_user: Any, on: date, at: datetime) -> FiguresWork:
    """Ask for a release; what was being made of the same year is dropped. Raises SpanNotOffered."""
    PERMISSIONS.require(acting_user, "publish_figures")
    try:
        wanted = Span.read(span)
    except ValueError:
        raise SpanNotOffered from None
    if wanted not in spans_offered(wanted.year, spans_told(wanted.year), on):
        raise SpanNotOffered
    drop_figures_of(years=(wanted.year, wanted.year), acting_user=acting_user, at=at)
    work = FiguresWork.objects.create(span=wanted.code, year=wanted.year, asked_by=acting_user, asked_at=at)
    audit.record(acting_user=acting_user, verb="begin_figures", subject=work, at=at)
    return work


def make_figures(*, number: int, clock: Clock) -> str:
    """Count and protect, for the worker; gives the state. A named error refuses it and is kept."""
    waits = (State.WAITING, State.RUNNING)
    if not FiguresWork.objects.filter(pk=number, state__in=waits).update(state=State.RUNNING):
        return ""
    work = FiguresWork.objects.get(pk=number)
    try:
        values = _drafted(work, clock())
    except StadsrechtError as refusal:
        details = {name: str(value) for name, value in refusal.details.items()}
        values = {"state": State.REFUSED, "refusal": refusal.code, "details": details}
    except Exception:
        FiguresWork.objects.filter(pk=number, state=State.RUNNING).update(state=State.FAILED, ended_at=clock())
        raise
    FiguresWork.objects.filter(pk=number, state=State.RUNNING).update(ended_at=clock(), **values)
    return str(FiguresWork.objects.values_list("state", flat=True).get(pk=number))


def _drafted(work: FiguresWork, at: datetime) -> dict[str, Any]:
    span, rules = Span.read(work.span), figure_rules()
    before = counted_quarters(span.year)
    fresh = counts_of_reports(span.year, set(span.quarters) - before.keys(), span.tables)
    counts = _with_counted(span, fresh, before)
    drafts = [_draft(f"{SERIES}{span.year}", _by_quarter(span, counts, rules), span, at)]
    if not span.is_interim and span.what != OUTCOMES:
        drafts += _draft_campaigns(span, rules, at)
    return {"state": State.READY, "drafts": drafts, "quarters": counts_as_rows(fresh)}


def _with_counted(span: Span, fresh: Counts, before: dict[int, Counts]) -> Counts:
    """Quarters that were told of stay as they were counted, but for how cases were handled, which goes on."""
    kept = before.keys() & set(span.quarters)
    live = counts_of_reports(span.year, kept, [table for table in span.tables if table in OF_HANDLING])
    counts: Counts = {}
    for table in span.tables:
        counts[table] = fresh[table] + live.get(table, Counter())
        for quarter in kept if table in OF_REPORTS else ():
            counts[table] += before[quarter][table]
    return counts


def _by_quarter(span: Span, counts: Counts, rules: FigureRules) -> CountsByPeriod:
    quarters = tuple(quarter_code(quarter) for quarter in span.quarters)
    tells = {*(quarters if span.tells_quarters else ()), *(() if span.is_interim else (WHOLE,))}
    return CountsByPeriod(
        periods=quarters,
        tells=frozenset(tells),
        codes={table: tuple(names) for table, names in names_of_codes(counts).items()},
        counts=counts,
        threshold=rules.threshold,
    )


def _draft_campaigns(span: Span, rules: FigureRules, at: datetime) -> list[int]:
    """Campaigns of the year, apart; none where together they are too few to be told of."""
    counts = counts_of_campaigns(span.year)
    given = CountsByPeriod(
        periods=(WHOLE_YEAR,),
        tells=frozenset({WHOLE}),
        codes={table: tuple(names) for table, names in names_of_codes(counts).items()},
        counts=counts,
        threshold=rules.threshold,
    )
    try:
        return [_draft(f"{CAMPAIGN_SERIES}{span.year}", given, span, at)]
    except (NothingToCount, TooFewToTell):
        return []


def _draft(series: str, given: CountsByPeriod, span: Span, at: datetime) -> int:
    def about(tables: Mapping[str, Mapping[tuple[str, str], int | None]]) -> dict[str, Any]:
        return {
            "span": span.code,
            "year": span.year,
            "names": {table: list(names.items()) for table, names in names_of_codes(given.counts).items()},
            "touched": touched_by(figure_rules(), tables),
            "for_show": dict(worded(FOR_SHOW)) if settings.DEMO else {},
        }

    on = timezone.localdate(at)
    return draft_counts(series=series, counts=given, about=about, acting_user=SYSTEM, on=on, at=at).pk


@transaction.atomic
def publish_figures(*, work: FiguresWork, is_sure: bool, acting_user: Person, on: date, at: datetime) -> FiguresWork:
    """Tell it. It cannot be taken back. Raises NotSure, FiguresNotReady, DraftOutdated."""
    PERMISSIONS.require(acting_user, "publish_figures")
    if not is_sure:
        raise NotSure
    present = FiguresWork.objects.select_for_update().get(pk=work.pk)
    if present.state != State.READY:
        raise FiguresNotReady
    span = Span.read(present.span)
    if span not in spans_offered(span.year, spans_told(span.year), on):
        raise DraftOutdated
    for number in present.drafts:
        release = publish_counts(draft=counts_draft(number), acting_user=SYSTEM, on=on, at=at)
        if release.about.get("touched"):
            hand_to_spine(span=span, touched=release.about["touched"], at=at)
    _keep_quarters(span, present.quarters, on)
    present.state, present.ended_at, present.quarters = State.PUBLISHED, at, {}
    present.save()
    audit.record(acting_user=acting_user, verb="publish_figures", subject=present, at=at)
    return present


def _keep_quarters(span: Span, rows: dict[str, list[list[Any]]], on: date) -> None:
    known = set(CountedQuarter.objects.filter(year=span.year).values_list("quarter", flat=True))
    for quarter in sorted(set(span.quarters) - known):
        mine = {
            table: [row for row in found if row[0] == quarter_code(quarter)]
            for table, found in rows.items()
            if table in OF_REPORTS
        }
        CountedQuarter.objects.create(year=span.year, quarter=quarter, counts=mine, counted_on=on)


@transaction.atomic
def drop_figures_of(*, years: tuple[int, int], acting_user: Person, at: datetime) -> None:
    """Whatever was being made of the first to the last of these years, and what could not be made.

    Counted anew it may be something else. It waits for whoever is publishing one, so who asks afterwards what was told
    knows it for good. Who calls has seen to it that this person may change what is counted.
    """
    rows = FiguresWork.objects.select_for_update().filter(year__range=years).order_by("pk")
    for old in rows.exclude(state__in=(State.PUBLISHED, State.DROPPED)):
        _dropped(old, acting_user, at)


@transaction.atomic
def drop_figures(*, work: FiguresWork, acting_user: Person, at: datetime) -> FiguresWork:
    """Do not tell it; nothing was told. Raises FiguresNotReady."""
    PERMISSIONS.require(acting_user, "publish_figures")
    return _dropped(work, acting_user, at)


def _dropped(work: FiguresWork, acting_user: Person, at: datetime) -> FiguresWork:
    present = FiguresWork.objects.select_for_update().get(pk=work.pk)
    if present.state == State.PUBLISHED:
        raise FiguresNotReady
    for number in present.drafts:
        try:
            discard_counts(draft=counts_draft(number), acting_user=SYSTEM, at=at)
        except StadsrechtError:
            continue  # another draft has taken its place
    present.state, present.ended_at, present.drafts, present.quarters = State.DROPPED, at, [], {}
    present.save()
    audit.record(acting_user=acting_user, verb="drop_figures", subject=present, at=at)
    return present
