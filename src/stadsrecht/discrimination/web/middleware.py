"""The door speaks languages in which the rest of the site does not."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from stadsrecht.discrimination.bridge.packs import door

Answer = Callable[[HttpRequest], HttpResponse]


class DoorLanguageMiddleware:
    """Let `/ar/report/` be found where the city's door speaks Arabic. After LocaleMiddleware."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        _root, language, *rest = [*request.path_info.split("/"), ""][:3]
        if rest == ["report"] and language not in dict(settings.LANGUAGES) and language in door().languages:
            translation.activate(language)
            request.LANGUAGE_CODE = language
        return self.get_response(request)
