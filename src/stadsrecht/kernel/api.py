"""What every endpoint shares: localised text as it goes over the wire, pages, and problems (RFC 9457)."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError
from ninja.errors import ValidationError as InvalidRequest
from ninja.pagination import LimitOffsetPagination
from pydantic import Field

from stadsrecht.kernel.errors import StadsrechtError

Texts = dict[str, str]


class Problem(Schema):
    """application/problem+json."""

    type: str = Field("about:blank", description="A stable name of the problem.")
    title: str
    status: int
    detail: str = ""
    errors: list[dict[str, Any]] = Field(default_factory=list)


class Page(LimitOffsetPagination):
    """`limit` (1 to 500, default 100) and `offset`; the answer holds `items` and `count`."""

    class Input(Schema):
        limit: int = Field(100, ge=1, le=500)
        offset: int = Field(0, ge=0)


class Rows:
    """A queryset of which only the page asked for is read and shaped."""

    def __init__(self, rows: QuerySet[Any], shape: Callable[[Any], dict[str, Any]]) -> None:
        self._rows, self._shape = rows, shape

    def all(self) -> "Rows":
        return self

    def count(self) -> int:
        return self._rows.count()

    def __getitem__(self, part: slice) -> list[dict[str, Any]]:
        return [self._shape(row) for row in self._rows[part]]


def problem(status: int, title: str, **more: Any) -> HttpResponse:
    body = Problem(title=title, status=status, **more).dict()
    return JsonResponse(body, status=status, content_type="application/problem+json")


def answer_problems(api: NinjaAPI) -> None:
    """Turn named errors and unreadable requests into problems."""

    @api.exception_handler(StadsrechtError)
    def named(request: HttpRequest, error: StadsrechtError) -> HttpResponse:
        return problem(error.status, str(error), type=f"urn:stadsrecht:error:{error.code}", errors=error.problems)

    @api.exception_handler(AuthenticationError)
    def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return problem(401, "Sign in first.", type="urn:stadsrecht:error:NotSignedIn")

    @api.exception_handler(InvalidRequest)
    def unreadable(request: HttpRequest, error: InvalidRequest) -> HttpResponse:
        errors = [{"at": ".".join(map(str, row["loc"])), "detail": row["msg"]} for row in error.errors]
        return problem(422, "The request cannot be read.", type="urn:stadsrecht:error:InvalidRequest", errors=errors)
