"""One figure: what it says, how it is judged, its releases and what changed between them."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from stadsrecht.kernel.web import answer
from stadsrecht.monitoring import queries
from stadsrecht.monitoring.models import Indicator, Release
from stadsrecht.monitoring.permissions import PERMISSIONS
from stadsrecht.monitoring.web.areas import area_part
from stadsrecht.monitoring.web.changes import changes_of
from stadsrecht.monitoring.web.downloads import downloads_of
from stadsrecht.monitoring.web.judging import judged_words
from stadsrecht.monitoring.web.rows import judgement_data
from stadsrecht.monitoring.web.shown import Shown
from stadsrecht.monitoring.web.table import drawn_rows, file_rows, grid_of

CHANGES = 200


def indicator(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The release that everyone sees now."""
    now = timezone.now()
    subject = queries.indicator(code, at=now, with_unpublished=False)
    return _release_page(request, form, queries.current_release(subject, at=now), {"is_current": True})


def release(request: HttpRequest, code: str, number: int, form: str) -> HttpResponse:
    """One release as it was, and cell by cell what changed since the one before. Its address never changes meaning."""
    now = timezone.now()
    subject = queries.indicator(code, at=now, with_unpublished=False)
    found = queries.release(subject, number, at=now, with_unpublished=False)
    current = queries.current_release(subject, at=now)
    before = queries.visible_releases(at=now).filter(indicator=subject, number__lt=number).order_by("-number").first()
    changes = changes_of(before, found) if before else []
    more = {
        "is_current": current.pk == found.pk,
        "current": current,
        "before": before,
        "changes": Paginator(changes, CHANGES).get_page(request.GET.get("page")),
        "is_release_page": True,
    }
    return _release_page(request, form, found, more)


def _release_page(request: HttpRequest, form: str, found: Release, more: dict[str, Any]) -> HttpResponse:
    shown = Shown(found, request.GET)
    return answer(
        request,
        form,
        "monitoring/indicator.html",
        _context(request, shown) | more if form == "html" else {},
        data=lambda: indicator_data(shown),
        rows=lambda: file_rows(shown),
    )


def _context(request: HttpRequest, shown: Shown) -> dict[str, Any]:
    grid = grid_of(shown)
    return {
        "indicator": shown.indicator,
        "release": shown.release,
        "shown": shown,
        "judgement": judged_words(shown),
        "grid": grid,
        "table_rows": drawn_rows(grid, shown.decimals),
        "area": area_part(shown),
        "links": links_shown(shown.indicator),
        "downloads": downloads_of(shown.release),
        "may_see_desk": PERMISSIONS.may(request.user, "see_desk"),
    }


def links_shown(indicator: Indicator) -> list[tuple[str, Any]]:
    """The provisions, policies and actions that a figure says something of; drafts are left out."""
    return queries.records_linked(indicator)


def indicator_data(shown: Shown) -> dict[str, Any]:
    indicator, release, standing = shown.indicator, shown.release, shown.standing
    plain = ("code", "name", "about", "unit", "direction", "method", "publisher", "source", "source_url", "sourced_on")
    more = ("licence", "licence_url", "changes", "frequency", "next_release_on", "shelf_life_months", "for_show")
    return {
        **{name: getattr(indicator, name) for name in (*plain, *more)},
        "of": [
            f"{kind}:{record.reference if kind == 'provision' else record.code}"
            for kind, record in links_shown(indicator)
        ],
        "release": release_data(release),
        "judgement": judgement_data(standing.judgement, indicator.direction),
        "told_apart_by": shown.selection.by or None,
        "narrowed_down_to": {code: value for code, value in shown.selection.fixed if value},
        "series": [
            {"key": line.key or None, "name": shown.name_of(line), "cells": [cell._asdict() for cell in line.cells]}
            for line in shown.lines
        ],
    }


def release_data(row: Release) -> dict[str, Any]:
    return {
        "number": row.number,
        "sha256": row.sha256,
        "rows": row.rows,
        "first_period": row.first_period,
        "last_period": row.last_period,
        "published_at": row.published_at or row.publish_at,
        "is_correction": row.is_correction,
        "note": row.note or None,
    }


def releases(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """All releases that were ever public, the newest first."""
    now = timezone.now()
    subject = queries.indicator(code, at=now, with_unpublished=False)
    found = list(queries.visible_releases(at=now).filter(indicator=subject).order_by("-number"))
    names = tuple(release_data(found[0]))
    return answer(
        request,
        form,
        "monitoring/releases.html",
        {"indicator": subject, "releases": found},
        data=lambda: [release_data(row) for row in found],
        rows=lambda: [
            names,
            *(tuple({**release_data(row), "note": row.note.plain or None}.values()) for row in found),
        ],
    )
