"""What partners add to other pages: where people can turn, for a theme and from the first page."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from stadsrecht.partners import queries
from stadsrecht.partners.queries import NewsOf
from stadsrecht.partners.web.feed import feed_address
from stadsrecht.partners.web.newsletters import news_lines, newsletter_data
from stadsrecht.partners.web.pacts import pledge_line

NEWEST = 5


def help_with(theme: Any, request: HttpRequest) -> dict[str, Any] | None:
    """The needs that a theme touches, each a way into the search, and the organisations that help with it."""
    organisations = list(queries.listed(queries.helping_with(theme.code)))
    needs = [need for need in queries.needs().values() if theme.code in need.themes]
    return {"organisations": organisations, "needs": needs} if organisations or needs else None


def help_with_data(theme: Any, request: HttpRequest) -> list[dict[str, Any]]:
    return [
        {"code": row.code, "name": row.name, "website": row.website or None} for row in queries.helping_with(theme.code)
    ]


def home(subject: Any, request: HttpRequest) -> dict[str, Any]:
    return {"needs": queries.served_needs(), "address": reverse("turning")}


def home_data(subject: Any, request: HttpRequest) -> list[str]:
    return [need.code for need in queries.served_needs()]


def pledges(organisation: Any, request: HttpRequest) -> dict[str, Any] | None:
    """What an organisation pledged; where that is nothing, what it signed."""
    rows = list(queries.pledges_by_organisation(organisation.pk))
    signatures = [] if rows else list(queries.signed_by(organisation.pk))
    if not rows and not signatures:
        return None
    promised = {row.signature.pact_id for row in rows if row.quota_of}
    presences = queries.presences_of(promised) if promised else {}
    today = timezone.localdate()
    return {"signatures": signatures, "lines": [pledge_line(row, presences, today) for row in rows]}


def pledges_data(organisation: Any, request: HttpRequest) -> list[dict[str, Any]]:
    return [queries.pledge_data(row) for row in queries.pledges_by_organisation(organisation.pk)]


def newsletters(organisation: Any, request: HttpRequest) -> dict[str, Any] | None:
    """The newest of an organisation, with its own feed."""
    of = NewsOf(organisation=organisation)
    lines = news_lines(queries.newsletters(of)[:NEWEST])
    return {"lines": lines, "feed": feed_address(of), "all": reverse("newsletters") + of.query} if lines else None


def newsletters_data(organisation: Any, request: HttpRequest) -> list[dict[str, Any]]:
    return [newsletter_data(row) for row in queries.newsletters(NewsOf(organisation=organisation))]
