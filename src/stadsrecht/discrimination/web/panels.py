"""What reports add to other pages: the way to the door, and public counts on the page of a right that they touch."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from stadsrecht.discrimination.bridge.spans import Span
from stadsrecht.discrimination.queries import touching
from stadsrecht.discrimination.web.figures_shown import count_of, for_show_of_release, row_name


def home(subject: Any, request: HttpRequest) -> dict[str, str]:
    return {"address": reverse("report")}


def of_provision(provision: Any, request: HttpRequest) -> dict[str, Any] | None:
    """The newest public counts that touch a right; nothing where none does."""
    found = touching(provision.reference)
    if found is None:
        return None
    release, rows = found
    return {
        "year": release.about["year"],
        "rows": [(row_name(release, table, code), count_of(count)) for table, code, count in rows],
        "is_whole": not Span.read(release.about["span"]).is_interim,
        "for_show": for_show_of_release(release),
        "address": reverse("report-figures-year", args=(release.about["year"],)),
    }


def of_provision_data(provision: Any, request: HttpRequest) -> dict[str, Any] | None:
    found = touching(provision.reference)
    if found is None:
        return None
    release, rows = found
    counts = [{"table": table or None, "code": code or None, "reports": count} for table, code, count in rows]
    return {"year": release.about["year"], "counts": counts}
