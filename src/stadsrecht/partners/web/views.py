"""Public pages of partners: who works on human rights in this city, and what each of them does."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from stadsrecht.kernel.registry import partner_panels
from stadsrecht.kernel.web import answer, panels_for
from stadsrecht.partners import queries
from stadsrecht.partners.models import Organisation

COLUMNS = ("code", "name", "kind", "website", "source", "source_url")


def organisation_data(row: Organisation) -> dict[str, Any]:
    return {
        "code": row.code,
        "name": row.name,
        "kind": row.kind,
        "website": row.website,
        "source": row.source,
        "source_url": row.source_url,
        "for_show": row.for_show,
    }


@require_safe
def partners(request: HttpRequest, form: str) -> HttpResponse:
    """All organisations, kind by kind."""
    groups = queries.by_kind()
    rows = [row for _kind, members in groups for row in members]
    return answer(
        request,
        form,
        "partners/partners.html",
        {"groups": groups, "size": len(rows)},
        data=lambda: {"organisations": [organisation_data(row) for row in rows]},
        rows=lambda: [
            COLUMNS,
            *((row.code, row.name.plain, row.kind, row.website, row.source, row.source_url) for row in rows),
        ],
    )


@require_safe
def partner(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """One organisation and what it does here."""
    subject = queries.organisation(code)
    return answer(
        request,
        form,
        "partners/partner.html",
        {"organisation": subject, "panels": lambda: panels_for(partner_panels, subject, request)},
        data=lambda: {
            **organisation_data(subject),
            **{panel.code: panel.data(subject, request) for panel in partner_panels},
        },
    )
