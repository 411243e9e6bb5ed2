"""What partners add to the page of a theme: where people can turn."""

from typing import Any

from django.http import HttpRequest

from stadsrecht.partners import queries


def help_with(theme: Any, request: HttpRequest) -> dict[str, Any] | None:
    organisations = list(queries.helping_with(theme.code))
    return {"organisations": organisations} if organisations else None


def help_with_data(theme: Any, request: HttpRequest) -> list[dict[str, Any]]:
    return [
        {"code": row.code, "name": row.name, "website": row.website or None} for row in queries.helping_with(theme.code)
    ]
