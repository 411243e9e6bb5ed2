"""The directory for everyone: who works on human rights in this city, and what each of them does."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from stadsrecht.kernel.registry import partner_panels
from stadsrecht.kernel.web import answer, panels_for
from stadsrecht.partners import queries
from stadsrecht.partners.models import Organisation
from stadsrecht.partners.queries import Wanted
from stadsrecht.partners.web import cards, shown
from stadsrecht.partners.web.lines import directory_lines, options
from stadsrecht.places import queries as city

PAGE = 50
PART = 500  # organisations in one answer of the machine form
LONGEST = 100
COLUMNS = ("code", "name", "kind", "website", "needs", "languages", "confirmed_on", "source", "source_url")


def wanted(request: HttpRequest) -> Wanted:
    given = request.GET
    return Wanted(
        words=given.get("q", "")[:LONGEST].strip(),
        need=given.get("need", "")[:LONGEST],
        language=given.get("language", "")[:LONGEST],
        access=given.get("access", "")[:LONGEST],
        district=given.get("district", "")[:LONGEST],
        kind=given.get("kind", "")[:LONGEST],
    )


def partners(request: HttpRequest, form: str) -> HttpResponse:
    """Organisations by name, filtered by what one needs, in which language and where."""
    today = timezone.localdate()
    if form == "geojson":
        places = cards.geojson(queries.public_places())
        return JsonResponse(places, content_type="application/geo+json")
    chosen = wanted(request)
    rows = queries.directory(chosen, today=today)
    return answer(
        request,
        form,
        "partners/partners.html",
        _page_of(request, chosen, rows, today) if form == "html" else {},
        data=lambda: _part_of(request, rows),
        rows=lambda: [COLUMNS, *(_line(row) for row in rows.defer("description", "words", "carried"))],
    )


def _page_of(request: HttpRequest, chosen: Wanted, rows: Any, today: date) -> dict[str, Any]:
    page = Paginator(queries.listed(rows), PAGE).get_page(request.GET.get("page"))
    return {
        "page": page,
        "lines": directory_lines(page.object_list, today),
        "chosen": chosen,
        "needs": options("need", chosen.need),
        "spoken": options("language", chosen.language),
        "access": options("access", chosen.access),
        "kinds": options("kind", chosen.kind),
        "districts": city.areas("district"),
    }


def _part_of(request: HttpRequest, rows: QuerySet[Organisation]) -> dict[str, Any]:
    """The directory as data, in parts: `next` leads to the part after this one."""
    page = Paginator(rows.defer("description", "words", "carried"), PART).get_page(request.GET.get("part"))
    query = request.GET.copy()
    query["part"] = str(page.number + 1)
    return {
        "organisations": [shown.organisation_data(row) for row in page],
        "total": page.paginator.count,
        "part": page.number,
        "parts": page.paginator.num_pages,
        "next": request.build_absolute_uri(f"?{query.urlencode()}") if page.has_next() else None,
    }


def _line(row: Organisation) -> tuple[Any, ...]:
    return (
        *(row.code, row.name.plain, row.kind, row.website, " ".join(row.needs), " ".join(row.languages)),
        *(row.confirmed_on, row.source, row.source_url),
    )


def partner(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """One organisation: how it helps, where and when, and what it does here."""
    subject = queries.organisation(code)
    services, places = queries.services_and_places(subject)
    if form == "vcf":
        card = cards.vcard(subject, places)
        response = HttpResponse(card, content_type="text/vcard; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{subject.code}.vcf"'
        return response
    now, lines = timezone.now(), queries.lines_of(services, places) if form == "html" else {}
    return answer(
        request,
        form,
        "partners/partner.html",
        {
            "organisation": subject,
            "services": [shown.shown_service(row, now, lines=lines) for row in services] if form == "html" else [],
            "places": [shown.shown_place(row, now, hours=lines[row]) for row in places] if form == "html" else [],
            "is_due": queries.is_due(subject, timezone.localdate()),
            "json_ld": lambda: cards.json_ld(subject, services, places),
            "panels": lambda: panels_for(partner_panels, subject, request),
            "may_edit": queries.may_edit(request.user, subject),
        },
        data=lambda: {
            **shown.organisation_data(subject),
            "description": subject.description,
            "email": subject.email,
            "phone": subject.phone,
            "closed_on": subject.closed_on,
            "services": [shown.service_data(row) for row in services],
            "places": [shown.place_data(row) for row in places],
            **{panel.code: panel.data(subject, request) for panel in partner_panels},
        },
    )
