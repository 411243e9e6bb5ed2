"""`/api/v1/instruments` and `/api/v1/provisions`: the catalogue."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.pagination import paginate

from stadsrecht.kernel.api import Page, Problem, Rows, Texts
from stadsrecht.rights import queries

router = Router(tags=["rights"])


class InstrumentOut(Schema):
    code: str
    kind: str
    name: Texts
    short_name: Texts
    year: int
    version: str
    source_url: str
    provisions: int


class ProvisionOut(Schema):
    reference: str
    instrument: str
    code: str
    label: Texts
    heading: Texts
    says: Texts
    group: str
    group_heading: Texts
    source_url: str
    is_checked: bool


@router.get("/instruments", response=list[InstrumentOut], summary="All instruments of the catalogue")
@paginate(Page)
def list_instruments(request: HttpRequest, kind: str | None = None) -> Any:
    rows = queries.instruments()
    return Rows(rows.filter(kind=kind) if kind else rows, queries.instrument_data)


@router.get(
    "/provisions",
    response={200: list[ProvisionOut], 404: Problem},
    summary="Provisions, by instrument or theme",
)
@paginate(Page)
def list_provisions(
    request: HttpRequest, instrument: str | None = None, theme: str | None = None, checked: bool | None = None
) -> Any:
    rows = queries.provisions()
    if instrument:
        rows = rows.filter(instrument=queries.instrument(instrument))
    if theme:
        rows = rows.filter(themes=queries.theme(theme))
    if checked is not None:
        rows = rows.filter(is_checked=checked)
    return Rows(rows, queries.provision_data)
