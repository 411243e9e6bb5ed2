"""Public pages of rights: themes, instruments and what one provision means in this city."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stadsrecht.kernel.registry import provision_panels, theme_panels
from stadsrecht.kernel.web import answer, desk_view, panels_for
from stadsrecht.rights import queries
from stadsrecht.rights.models import Provision
from stadsrecht.rights.permissions import PERMISSIONS

PROVISION_COLUMNS = ("reference", "instrument", "code", "group", "heading", "says", "is_checked", "source_url")


def provision_row(row: Provision) -> list[Any]:
    return [
        row.reference,
        row.instrument.code,
        row.code,
        row.group_code,
        row.heading.plain,
        row.says.plain,
        row.is_checked,
        row.source_url or row.instrument.source_url,
    ]


def rights(request: HttpRequest, form: str) -> HttpResponse:
    """Themes in a resident's words, and the instruments."""
    themes, instruments = list(queries.themes()), list(queries.instruments())
    return answer(
        request,
        form,
        "rights/rights.html",
        {"themes": themes, "instruments": instruments},
        data=lambda: {
            "themes": [{"code": row.code, "name": row.name, "about": row.about} for row in themes],
            "instruments": [queries.instrument_data(row) for row in instruments],
        },
        rows=lambda: [PROVISION_COLUMNS, *(provision_row(row) for row in queries.provisions())],
    )


def theme(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """One theme: the rights in it, instrument by instrument, and what the city does."""
    subject = queries.theme(code)
    provisions = list(queries.provisions_of_theme(subject))
    groups = [(key, list(rows)) for key, rows in groupby(provisions, key=lambda row: row.instrument)]
    return answer(
        request,
        form,
        "rights/theme.html",
        {"theme": subject, "groups": groups, "panels": lambda: panels_for(theme_panels, subject, request)},
        data=lambda: {
            "code": subject.code,
            "name": subject.name,
            "about": subject.about,
            "provisions": [queries.provision_data(row) for row in provisions],
        },
        rows=lambda: [PROVISION_COLUMNS, *(provision_row(row) for row in provisions)],
    )


def instrument(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """One instrument with all its provisions, in its own order."""
    subject = queries.instrument(code)
    provisions = list(queries.provisions_of(subject))
    groups = [(key, list(rows)) for key, rows in groupby(provisions, key=lambda row: row.group_heading)]
    return answer(
        request,
        form,
        "rights/instrument.html",
        {"instrument": subject, "groups": groups, "may_see_checks": PERMISSIONS.may(request.user, "see_checks")},
        data=lambda: {
            **queries.instrument_data(subject),
            "about": subject.about,
            "provisions": [queries.provision_data(row) for row in provisions],
        },
        rows=lambda: [PROVISION_COLUMNS, *(provision_row(row) for row in provisions)],
    )


def provision(request: HttpRequest, instrument: str, code: str, form: str) -> HttpResponse:
    """What one right says and what it means in this city."""
    subject = queries.provision(f"{instrument}:{code}")
    links = [(link, queries.other_of(link, subject)) for link in queries.links_of(subject)]
    return answer(
        request,
        form,
        "rights/provision.html",
        {
            "provision": subject,
            "themes": subject.themes.all(),
            "links": links,
            "panels": lambda: panels_for(provision_panels, subject, request),
            "may_see_checks": PERMISSIONS.may(request.user, "see_checks"),
        },
        data=lambda: {
            **queries.provision_data(subject),
            "themes": [row.code for row in subject.themes.all()],
            "related": [
                {
                    "reference": other.reference,
                    "relation": link.relation,
                    "confidence": link.confidence,
                    "author": link.author,
                    "source": link.source,
                }
                for link, other in links
            ],
            **{panel.code: panel.data(subject, request) for panel in provision_panels},
        },
    )


@require_safe
@desk_view(PERMISSIONS, "see_checks")
def desk_rights(request: HttpRequest) -> HttpResponse:
    """For editors: which headings nobody has yet compared with the official text."""
    return render(request, "rights/desk_rights.html", {"instruments": queries.unchecked_counts()})
