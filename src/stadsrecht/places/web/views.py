"""Public pages of places, and the desk page where boundaries are imported."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stadsrecht.kernel.errors import StadsrechtError
from stadsrecht.kernel.forms import take_error
from stadsrecht.kernel.registry import place_panels
from stadsrecht.kernel.web import answer, desk_view, panels_for
from stadsrecht.places import queries
from stadsrecht.places.errors import BoundariesRefused, FileTooLarge
from stadsrecht.places.models import Area, Level, Period
from stadsrecht.places.operations import ImportReport, import_boundaries
from stadsrecht.places.operations.geojson import LARGEST_FILE
from stadsrecht.places.permissions import PERMISSIONS
from stadsrecht.places.queries import AreaMap, MapRow
from stadsrecht.places.web.forms import ImportForm

FIRST_SHOWN = (Level.DISTRICT, Level.NEIGHBOURHOOD, Level.CITY)
COLUMNS = ("code", "level", "name", "parent", "source", "source_url")


def area_data(row: Area) -> dict[str, Any]:
    return {
        "code": row.code,
        "level": row.level,
        "name": row.name,
        "parent": row.parent.code if row.parent else None,
        "source": row.source,
        "source_url": row.source_url,
        "for_show": row.for_show,
    }


def period_data(row: Period) -> dict[str, Any]:
    return {"valid_from": row.valid_from, "valid_until": row.valid_until, "name": row.name, "source": row.source}


def address(row: Area) -> str:
    return reverse("place", args=(row.code,))


@require_safe
def places(request: HttpRequest, form: str) -> HttpResponse:
    """The areas of one level, on a map and as a table; the machine forms hold all levels unless one is asked for."""
    wanted, today = request.GET.get("level", ""), timezone.localdate()
    levels = queries.levels_in_use()
    shown = wanted or next((level for level in FIRST_SHOWN if level in levels), "")
    if form == "geojson":
        return boundaries(shown, today)
    rows = list(queries.areas(shown if form == "html" else wanted))
    return answer(
        request,
        form,
        "places/places.html",
        {
            "level": Level(shown) if shown else None,
            "levels": levels,
            "rows": rows,
            "map": queries.area_map([MapRow(row, address(row)) for row in rows], on=today) if form == "html" else None,
        },
        data=lambda: {"areas": [area_data(row) for row in rows]},
        rows=lambda: [
            COLUMNS,
            *(
                (row.code, row.level, row.name.plain, row.parent and row.parent.code, row.source, row.source_url)
                for row in rows
            ),
        ],
    )


def boundaries(level: str, day: date) -> HttpResponse:
    """The boundaries of one level as GeoJSON, in full."""
    features = [
        {
            "type": "Feature",
            "properties": {
                "code": row.area.code,
                "level": row.area.level,
                "parent": row.area.parent.code if row.area.parent else None,
                **period_data(row),
            },
            "geometry": row.boundary,
        }
        for row in queries.boundaries(level, day)
    ]
    return JsonResponse({"type": "FeatureCollection", "features": features}, content_type="application/geo+json")


@require_safe
def place(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """One area: where it lies, what lies in it, and what the city does there."""
    subject = queries.area(code)
    children, periods = list(subject.children.all()), list(queries.periods_of(subject))
    return answer(
        request,
        form,
        "places/place.html",
        {
            "area": subject,
            "children": children,
            "periods": periods,
            "map": map_around(subject, children) if form == "html" else None,
            "panels": lambda: panels_for(place_panels, subject, request),
        },
        data=lambda: {
            **area_data(subject),
            "children": [area_data(row) for row in children],
            "periods": [period_data(row) for row in periods],
            **{panel.code: panel.data(subject, request) for panel in place_panels},
        },
    )


def map_around(subject: Area, children: list[Area]) -> AreaMap:
    """A city with its parts; any other area among its neighbours."""
    rows = children if subject.parent_id is None else queries.siblings_of(subject)
    return queries.area_map(
        [MapRow(row, address(row), css_class="is-here" if row.pk == subject.pk else "") for row in rows],
        on=timezone.localdate(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(PERMISSIONS, "import_boundaries")
def desk_places(request: HttpRequest) -> HttpResponse:
    """Areas by level and period, and the import of boundaries."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    shown: dict[str, Any] = {"form": form}
    status = 422 if form.is_bound else 200
    if form.is_valid():
        content: bytes | str = ""
        try:
            content = typed_content(form)
            report = import_boundaries(
                **form.wanted(content),
                skip_refused="skip_refused" in request.POST,
                acting_user=request.user,
                at=timezone.now(),
            )
        except StadsrechtError as error:
            take_error(form, error)
            status = error.status
            shown["is_file_lost"] = not form.keep_file_as_text(content)
            if isinstance(error, BoundariesRefused):
                shown |= {"refused": error.report, "can_skip": len(error.report) < error.total}
        else:
            messages.success(request, told(report))
            return redirect("desk-places")
    shown |= {"editions": queries.editions(), "areas": queries.areas_by_level()}
    return render(request, "places/desk_places.html", shown, status=status)


def typed_content(form: ImportForm) -> bytes | str:
    """The chosen file, else the pasted text. Raises FileTooLarge before a large file is read."""
    file = form.cleaned_data["file"]
    if not file:
        return str(form.cleaned_data["content"])
    if file.size > LARGEST_FILE:
        raise FileTooLarge(limit=LARGEST_FILE // 2**20)
    return bytes(file.read())


def told(report: ImportReport) -> str:
    """What an import did, in one sentence."""
    if not report.is_change:
        return _("These boundaries were there already. Nothing was changed.")
    return _(
        "Imported: %(added)s new boundaries, %(corrected)s corrected, %(closed)s ended. Left out: %(refused)s features."
    ) % {
        "added": len(report.added),
        "corrected": len(report.corrected),
        "closed": len(report.closed),
        "refused": len(report.refused),
    }
