"""Every address of the door speaks its languages and leaves no traces, also where nothing is or something broke."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from stadsrecht.discrimination.bridge.packs import door
from stadsrecht.discrimination.web.door.guard import is_of_door, problem

Answer = Callable[[HttpRequest], HttpResponse]


class DoorMiddleware:
    """Let `/ar/report/` be found where the city's door speaks Arabic, and guard what is below. After LocaleMiddleware.

    No page below says to another site where its reader came from. None is kept by a browser, but for the figures, which
    are for everyone. An error shows a page of the door, with its way out, instead of one of the site.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        _root, language, *rest = [*request.path_info.split("/"), "", ""]
        if "report" not in (language, rest[0]):
            return self.get_response(request)
        if language not in dict(settings.LANGUAGES) and language in door().languages:
            translation.activate(language)
            request.LANGUAGE_CODE = language
        request.is_never_kept = not rest[1].startswith("figures")
        response = self.get_response(request)
        response["Referrer-Policy"] = "no-referrer"
        if response.status_code >= 400 or request.is_never_kept:
            response["Cache-Control"] = "no-store"
        if response.status_code >= 400 and not is_of_door(response) and not request.path.endswith((".json", ".csv")):
            response.content = problem(request, response.status_code).content
            response["Content-Type"] = "text/html; charset=utf-8"
        return response
