"""Home, tour, search, the pages about this site, and what is shown when something goes wrong."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from stadsrecht.kernel.api import problem
from stadsrecht.kernel.city import city
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.registry import home_panels, search_sources, tour_stops
from stadsrecht.kernel.web import answer, panels_for
from stadsrecht.rights.queries import themes

HITS = 8


@require_safe
def home(request: HttpRequest, form: str) -> HttpResponse:
    """What this city promises and how it stands."""
    here = city()
    return answer(
        request,
        form,
        "shell/home.html",
        {
            "themes": themes(),
            "stops": list(tour_stops),
            "panels": lambda: panels_for(home_panels, None, request),
            "machine_forms": {"json": reverse("home.json")},
        },
        data=lambda: {
            "city": here.code,
            "name": here.name,
            "promise": here.promise,
            "promise_source_url": here.promise_source_url,
            **{panel.code: panel.data(None, request) for panel in home_panels},
        },
    )


@require_safe
def tour(request: HttpRequest) -> HttpResponse:
    return render(request, "shell/tour.html", {"stops": list(tour_stops)})


@require_safe
def tour_stop(request: HttpRequest, code: str) -> HttpResponse:
    """Go to the page of a stop: chosen now, from what this city has."""
    stop = tour_stops.get(code)
    if stop is None:
        raise Http404
    return redirect(f"{stop.address()}?{urlencode({'tour': stop.code})}#{stop.spot}")


def search(request: HttpRequest, form: str) -> HttpResponse:
    """All that matches, group by group, in the reader's language."""
    words = request.GET.get("q", "").strip()[:200]
    language = get_language() or settings.LANGUAGE_CODE
    groups: list[tuple[Any, list[Any]]] = []
    if words:
        groups = [(source, source.find(words, language, HITS)) for source in search_sources]
    found = [(source, hits) for source, hits in groups if hits]
    return answer(
        request,
        form,
        "shell/search.html",
        {"words": words, "groups": found, "themes": themes() if not found else ()},
        data=lambda: {
            source.code: [{"title": bare(hit.title), "address": hit.address, "about": bare(hit.about)} for hit in hits]
            for source, hits in found
        },
    )


def bare(text: Any) -> str:
    """Words without any mark, of a text in one or in several languages."""
    return text.plain if isinstance(text, LocalisedText) else str(text)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "shell/about.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "shell/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "shell/privacy.html")


@require_safe
@cache_control(public=True, max_age=3600)
def colours(request: HttpRequest) -> HttpResponse:
    """The city's one colour, as a style sheet: the only thing of its look that a data pack sets."""
    accent = city().accent
    return HttpResponse(f".city-theme{{--sr-accent:{accent}}}\n" if accent else "", content_type="text/css")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if request.path.startswith("/api/"):
        return problem(404, "There is nothing at this address.")
    return render(request, "shell/problem.html", {"status": 404}, status=404)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "shell/problem.html", {"status": 403}, status=403)


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if request.path.startswith("/api/"):
        return problem(400, "The request cannot be read.")
    return render(request, "shell/problem.html", {"status": 400}, status=400)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, or came from elsewhere."""
    return render(request, "shell/problem.html", {"status": "csrf"}, status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """A bug. This page asks nothing of the database or of the session."""
    return HttpResponse(render_to_string("shell/broken.html"), status=500)
