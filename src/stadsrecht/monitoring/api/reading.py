"""Indicators, what they measure and in which releases, and their observations with filters."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema
from ninja.pagination import paginate

from stadsrecht.kernel.api import Page, Rows, Texts
from stadsrecht.monitoring import queries
from stadsrecht.monitoring.models import Indicator, Release, Status

router = Router(tags=["figures"])


class ReleaseOut(Schema):
    number: int
    released_at: datetime
    is_correction: bool
    note: Texts
    rows: int
    first_period: str
    last_period: str
    figures_sha256: str
    files: dict[str, str] = Field(description="The address of each file, by its name.")


class IndicatorOut(Schema):
    code: str
    name: Texts
    unit: Texts
    direction: str
    frequency: str
    publisher: str
    source: str
    source_url: str | None
    sourced_on: date | None
    licence: str
    licence_url: str | None
    subjects: list[str]
    page: str


class ColumnOut(Schema):
    code: str
    heading: str
    role: str
    name: Texts
    values: list[str]


class TargetOut(Schema):
    year: int
    value: float
    keys: dict[str, str]
    source: str


class WholeIndicatorOut(IndicatorOut):
    about: Texts
    changes: Texts
    labels: dict[str, Any]
    columns: list[ColumnOut]
    targets: list[TargetOut]
    releases: list[ReleaseOut]


class ObservationOut(Schema):
    period: str
    keys: dict[str, str] = Field(description="Key columns by code; one that is not here means: all of it.")
    value: float | None
    status: str = Field(description=f"One of {', '.join(Status.values)}. Only the first two have a value.")
    is_provisional: bool
    is_break: bool
    note: str
    attributes: dict[str, str]


class Which(Schema):
    """Which observations. Several of one kind: any of them; several kinds: all of them."""

    release: int | None = Field(None, description="The number of a release; without it, the newest.")
    period: list[str] = Field([], description="For example 2024, 2023/24 or 2024-Q1.")
    status: list[Status] = []
    where: list[str] = Field([], description="`column:value`; `column:` for all of it.")

    def conditions(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for one in self.where:
            column, _colon, value = one.partition(":")
            found.setdefault(column, []).append(value)
        fixed = {"period": self.period, "status": [status.value for status in self.status]}
        return found | {name: values for name, values in fixed.items() if values}


@router.get("/indicators", response=list[IndicatorOut], summary="Indicators with public figures")
@paginate(Page)
def list_indicators(request: HttpRequest, subject: str | None = None) -> Any:
    """`subject`, such as `provision:eu-charter:21`, keeps those that say something of it."""
    rows = queries.public_indicators(at=timezone.now())
    if subject:
        rows = queries.indicators_about(rows, subject)
    return Rows(queries.with_subjects(rows), _indicator_data)


@router.get("/indicators/{code}", response=WholeIndicatorOut, summary="An indicator, its columns and its releases")
def one_indicator(request: HttpRequest, code: str) -> Any:
    at = timezone.now()
    indicator = queries.indicator(code, at=at, with_unpublished=False)
    releases = list(queries.visible_releases(at=at).filter(indicator=indicator).order_by("-number"))
    return {
        **_indicator_data(indicator),
        "about": indicator.about,
        "changes": indicator.changes,
        "labels": indicator.labels,
        "columns": _columns_data(releases[0]),
        "targets": list(indicator.targets.values("year", "value", "keys", "source")),
        "releases": [_release_data(release) for release in releases],
    }


@router.get(
    "/indicators/{code}/observations", response=list[ObservationOut], summary="Observations of a release, by filters"
)
@paginate(Page)
def list_observations(request: HttpRequest, code: str, which: Annotated[Which, Query()]) -> Any:
    at = timezone.now()
    indicator = queries.indicator(code, at=at, with_unpublished=False)
    if which.release is None:
        release = queries.current_release(indicator, at=at)
    else:
        release = queries.release(indicator, which.release, at=at, with_unpublished=False)
    return _Shaped(release, queries.observations_of(release, which.conditions()))


class _Shaped:
    """Observations as the API gives them, for its pagination."""

    def __init__(self, release: Release, rows: queries.Observations) -> None:
        self.rows = rows
        self.keys = [column.code for column in release.keys]
        self.attributes = [column.code for column in release.columns if not column.is_key]

    def all(self) -> "_Shaped":
        return self

    def count(self) -> int:
        return self.rows.count()

    def __getitem__(self, part: slice) -> list[dict[str, Any]]:
        return [
            {
                "period": row.period.label,
                "keys": {code: value for code, value in zip(self.keys, row.keys, strict=True) if value},
                "value": row.value,
                "status": row.status.value,
                "is_provisional": row.is_provisional,
                "is_break": row.is_break,
                "note": row.note,
                "attributes": {code: text for code, text in zip(self.attributes, row.attributes, strict=True) if text},
            }
            for row in self.rows[part]
        ]


def _indicator_data(indicator: Indicator) -> dict[str, Any]:
    return {
        "code": indicator.code,
        "name": indicator.name,
        "unit": indicator.unit,
        "direction": indicator.direction,
        "frequency": indicator.frequency,
        "publisher": indicator.publisher,
        "source": indicator.source,
        "source_url": indicator.source_url or None,
        "sourced_on": indicator.sourced_on,
        "licence": indicator.licence,
        "licence_url": indicator.licence_url or None,
        "subjects": queries.public_subjects_of(indicator),
        "page": queries.page_of(indicator),
    }


def _columns_data(release: Release) -> list[dict[str, Any]]:
    labels = release.indicator.labels
    return [
        {
            "code": column.code,
            "heading": column.heading,
            "role": column.role.value,
            "name": labels.get(column.code, {}).get("name") or {},
            "values": release.values_of(column.code) if column.is_key else [],
        }
        for column in release.columns
    ]


def _release_data(release: Release) -> dict[str, Any]:
    folder = queries.folder_of(release)
    return {
        "number": release.number,
        "released_at": release.published_at or release.publish_at,
        "is_correction": release.is_correction,
        "note": release.note,
        "rows": release.rows,
        "first_period": release.first_period,
        "last_period": release.last_period,
        "figures_sha256": release.sha256,
        "files": {one.name: f"{folder}/{one.name}" for one in queries.FORMATS},
    }
