"""What every page of the door has in common: its headers, its languages, and that it asks nothing of the browser."""

from collections.abc import Callable
from functools import lru_cache, wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, override
from django.views.decorators.csrf import csrf_exempt

from stadsrecht.discrimination.bridge.packs import Door, door
from stadsrecht.discrimination.errors import ComesFromElsewhere
from stadsrecht.discrimination.web.door.uploads import MemoryHandler
from stadsrecht.kernel.city import city
from stadsrecht.kernel.errors import StadsrechtError
from stadsrecht.kernel.languages import RIGHT_TO_LEFT, named
from stadsrecht.partners.errors import UnknownOrganisation
from stadsrecht.partners.queries import organisation

View = Callable[..., HttpResponse]


def at_the_door(view: View) -> View:
    """No cookie, no cache, no referrer; files stay in memory; forms need no session (tokens.py says why not)."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.upload_handlers = [MemoryHandler(request)]
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"  # also for staff, whose form of the door stands below the desk
        response["Referrer-Policy"] = "no-referrer"
        if settings.ONION_LOCATION:
            response["Onion-Location"] = f"{settings.ONION_LOCATION}{request.path}"
        return response

    return guarded


def require_own_page(request: HttpRequest) -> None:
    """Raise ComesFromElsewhere where the browser says that the form was sent from another site.

    Under `no-referrer` a browser names the origin of a form of ours as "null", so that alone says nothing.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        raise ComesFromElsewhere
    origin = request.headers.get("Origin", "null")
    if origin != "null" and origin.partition("://")[2] != request.get_host():
        raise ComesFromElsewhere


def show(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page of the door. Without the request, so that nothing in it can look at a session or a person."""
    here, language = door(), get_language() or settings.LANGUAGE_CODE
    common = {
        "city": city(),
        "door": here,
        "language": language,
        "direction": "rtl" if language in RIGHT_TO_LEFT else "ltr",
        "languages": languages(here, _page_here(request)),
        "home": address("home", language_of_site(language)),
    }
    response = HttpResponse(render_to_string(template, {**common, **context}), status=status)
    response.is_of_door = True  # type: ignore[attr-defined]
    return response


def is_of_door(response: HttpResponse) -> bool:
    return getattr(response, "is_of_door", False)


def problem(request: HttpRequest, status: int) -> HttpResponse:
    """What the door shows where there is no page of its own: nothing there, not readable, or a bug of ours."""
    kind = "missing" if status == 404 else "broken" if status >= 500 else "unreadable"
    language = get_language() or settings.LANGUAGE_CODE
    start = address("report", language)
    context = {"title": f"problem.{kind}", "text": f"problem.{kind}_text", "start": start}
    return show(request, "discrimination/door/problem.html", context, status=status)


def _page_here(request: HttpRequest) -> str:
    """The page that the languages lead to: this one, if it is one of the door's."""
    match = request.resolver_match
    return match.url_name if match and match.url_name and not match.kwargs else "report"


def languages(here: Door, name: str) -> list[dict[str, Any]]:
    """The page in each language of the door: code, own name, address, and whether it is the present one."""
    return [
        {
            "code": code,
            "name": named(code).own_name,
            "address": address(name, code),
            "is_here": code == get_language(),
        }
        for code in here.languages
    ]


@lru_cache(maxsize=64)
def address(name: str, language: str) -> str:
    """The address of a page of the door in a language; there are few, and they do not change."""
    with override(language):
        return reverse(name)


def office_shown(here: Door) -> dict[str, str]:
    """The office by its name with its page, and where the pack names an organisation that is not there, by its code."""
    try:
        office = organisation(here.office)
    except UnknownOrganisation:
        return {"office": here.office, "office_page": ""}
    with override(language_of_site(get_language())):
        return {"office": office.name.plain, "office_page": office.address}


def language_of_site(language: str | None) -> str:
    """The other pages speak fewer languages than the door."""
    return language if language in dict(settings.LANGUAGES) and language else settings.LANGUAGE_CODE


def say_fault(fault: StadsrechtError, language: str) -> str:
    """A named failure in a language of the door; one that the door has no words for speaks for itself."""
    here, key = door(), f"fault.{fault.code}"
    said = here.text(key, language) % fault.details if key in here.texts else str(fault)
    if fault.status == HTTPStatus.SERVICE_UNAVAILABLE and here.phone:  # who cannot report here is not left alone
        said = f"{said} {here.text('page.call', language) % {'phone': here.phone_shown}}"
    return said
