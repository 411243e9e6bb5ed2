"""What training adds to other pages: what an organisation offers, and what serves an action."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from stadsrecht.neighbourhoods import queries
from stadsrecht.neighbourhoods.models import Course


def _context(rows: Iterable[Course]) -> dict[str, Any] | None:
    courses = list(rows)
    return {"courses": courses} if courses else None


def of_partner(organisation: Any, request: HttpRequest) -> dict[str, Any] | None:
    return _context(queries.offered_by(organisation.pk))


def of_partner_data(organisation: Any, request: HttpRequest) -> list[dict[str, Any]]:
    return [_row(row) for row in queries.offered_by(organisation.pk)]


def of_action(action: Any, request: HttpRequest) -> dict[str, Any] | None:
    return _context(queries.courses_serving(f"action:{action.code}"))


def of_action_data(action: Any, request: HttpRequest) -> list[dict[str, Any]]:
    return [_row(row) for row in queries.courses_serving(f"action:{action.code}")]


def _row(row: Course) -> dict[str, Any]:
    return {"code": row.code, "title": row.title, "kind": row.kind}
