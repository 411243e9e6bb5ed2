"""`/api/v1/evidence` and `/api/v1/coverage`: what is public."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from ninja.pagination import paginate

from stadsrecht.evidence import queries
from stadsrecht.kernel.api import Page, Rows, Texts

router = Router(tags=["evidence"])


class EvidenceOut(Schema):
    code: str
    kind: str
    title: Texts
    dated_on: date
    date_is_year: bool
    source: str
    language: str
    url: str | None
    shelf_life_months: int
    stale_after: date
    for_show: Texts | None


class CellOut(Schema):
    policies: int
    explicit: int


class FieldOut(Schema):
    field: str
    name: Texts
    instruments: dict[str, CellOut]


class StandingOut(Schema):
    reference: str
    heading: Texts
    state: str
    policies: int
    explicit: int
    actions: int
    pledges: int
    evidence: int
    stale: int


class CoverageOut(Schema):
    on: date
    states: dict[str, str]
    totals: dict[str, int]
    instruments: list[dict[str, str | int]]
    fields: list[FieldOut]
    provisions: list[StandingOut]


@router.get("/evidence", response=list[EvidenceOut], summary="Public evidence, by kind or staleness")
@paginate(Page)
def list_evidence(request: HttpRequest, kind: str | None = None, stale: bool | None = None) -> Any:
    rows = queries.public_evidence()
    if kind:
        rows = rows.filter(kind=kind)
    if stale is not None:
        today = timezone.localdate()
        rows = rows.filter(stale_after__lt=today) if stale else rows.exclude(stale_after__lt=today)
    return Rows(rows, queries.evidence_data)


@router.get("/coverage", response=CoverageOut, summary="The localisation matrix: how each right stands")
def coverage(request: HttpRequest) -> Any:
    today = timezone.localdate()
    found = queries.coverage(today=today, with_internal=False)
    return queries.matrix_data(found, today=today, with_internal=False)
