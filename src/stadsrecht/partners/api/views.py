"""Answers of the HSDS interface. Words come in the city's language, or in the one that `language` asks for."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from stadsrecht.kernel.api import problem
from stadsrecht.kernel.errors import StadsrechtError
from stadsrecht.partners.bridge.hsds import terms, writing
from stadsrecht.partners.errors import FieldUnreadable
from stadsrecht.partners.queries import hsds
from stadsrecht.partners.queries.hsds import Asked

Object = dict[str, Any]
MOST = 500
USUAL = 100
OPENAPI = "https://raw.githubusercontent.com/openreferral/specification/3.0/schema/openapi.json"


def in_json(view: Callable[..., Object]) -> Callable[..., HttpResponse]:
    """An object as JSON in the language asked for; a named error as a problem (RFC 9457)."""

    @require_safe
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wanted = request.GET.get("language", "")
        with override(wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
            try:
                content = view(request, *args, **kwargs)
            except StadsrechtError as error:
                return problem(error.status, str(error), type=f"urn:stadsrecht:error:{error.code}")
            return JsonResponse(content, json_dumps_params={"ensure_ascii": False})

    return answered


@in_json
def base(request: HttpRequest) -> Object:
    return {
        "version": "3.0",
        "profile": settings.SITE_URL + reverse("hsds-profile"),
        "openapi_url": OPENAPI,
    }


@in_json
def profile(request: HttpRequest) -> Object:
    """What we say beyond HSDS, all of it in attributes: taxonomies with their terms."""
    return {
        "uri": settings.SITE_URL + reverse("hsds-profile"),
        "extends": "https://docs.openreferral.org/en/3.0/",
        "taxonomies": [
            {**terms.taxonomy(code), "terms": [terms.term(code, one) for one in terms.terms(code)]}
            for code in terms.TAXONOMIES
        ],
    }


@in_json
def services(request: HttpRequest) -> Object:
    rows, is_full = hsds.services(asked(request)), flagged(request, "full")
    if flagged(request, "minimal"):
        return page(request, rows, lambda row: {"id": str(row.uuid), "name": row.name.plain, "status": row.status})
    return page(
        request,
        hsds.with_parts(rows) if is_full else rows,
        lambda row: writing.service_of(row, is_full=is_full),
    )


@in_json
def service(request: HttpRequest, identifier: UUID) -> Object:
    return hsds.service_object(identifier)


@in_json
def organizations(request: HttpRequest) -> Object:
    rows, is_full = hsds.organizations(asked(request)), flagged(request, "full")
    return page(
        request,
        hsds.with_places(rows) if is_full else rows,
        lambda row: writing.organization_of(row, is_full=is_full),
    )


@in_json
def organization(request: HttpRequest, identifier: UUID) -> Object:
    return hsds.organization_object(identifier)


@in_json
def service_at_locations(request: HttpRequest) -> Object:
    rows, is_full = hsds.service_at_locations(asked(request)), flagged(request, "full")
    return page(
        request,
        hsds.with_all(rows) if is_full else rows,
        lambda row: writing.service_at_location_of(row, with_service=is_full, is_full=is_full),
    )


@in_json
def service_at_location(request: HttpRequest, identifier: UUID) -> Object:
    return hsds.service_at_location_object(identifier)


@in_json
def taxonomies(request: HttpRequest) -> Object:
    return page(request, hsds.taxonomies(), lambda row: row)


@in_json
def taxonomy(request: HttpRequest, identifier: UUID) -> Object:
    return hsds.one_of(hsds.taxonomies(), identifier)


@in_json
def taxonomy_terms(request: HttpRequest) -> Object:
    return page(request, hsds.taxonomy_terms(request.GET.get("taxonomy_id", "")), lambda row: row)


@in_json
def taxonomy_term(request: HttpRequest, identifier: UUID) -> Object:
    return hsds.one_of(hsds.taxonomy_terms(""), identifier)


def asked(request: HttpRequest) -> Asked:
    given = request.GET
    return Asked(
        words=given.get("search", "")[:100],
        organization_id=given.get("organization_id", ""),
        taxonomy_id=given.get("taxonomy_id", ""),
        taxonomy_term_id=given.get("taxonomy_term_id", ""),
        modified_after=_moment(given.get("modified_after", "")),
    )


def _moment(text: str) -> datetime | None:
    """Raises FieldUnreadable."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise FieldUnreadable(name="modified_after", text=text[:40]) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def flagged(request: HttpRequest, name: str) -> bool:
    return request.GET.get(name, "").lower() in {"true", "1"}


def page(request: HttpRequest, rows: "QuerySet[Any] | list[Object]", shape: Callable[[Any], Object]) -> Object:
    """The page asked for. Raises FieldUnreadable where its number is none."""
    number, size = _number(request, "page", 1), min(_number(request, "per_page", USUAL), MOST)
    total = len(rows) if isinstance(rows, list) else rows.order_by().count()
    part = rows[(number - 1) * size : number * size]
    return writing.page_of((shape(row) for row in part), total=total, number=number, size=size)


def _number(request: HttpRequest, name: str, usual: int) -> int:
    text = request.GET.get(name, str(usual))
    if not text.isdecimal() or not 0 < int(text[:9]) < 10**8:
        raise FieldUnreadable(name=name, text=text[:40])
    return int(text[:9])
