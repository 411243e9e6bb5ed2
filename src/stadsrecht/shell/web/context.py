"""What the base template needs on every page. Everything is lazy: a page that does not show it does not pay for it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from stadsrecht.kernel.city import city
from stadsrecht.kernel.languages import RIGHT_TO_LEFT
from stadsrecht.kernel.registry import desk_menu, figure_ways, public_menu, tour_stops
from stadsrecht.kernel.web import is_desk


def page(request: HttpRequest) -> dict[str, Any]:
    language = get_language() or settings.LANGUAGE_CODE
    user = getattr(request, "user", None)
    return {
        "city": SimpleLazyObject(city),
        "reader_language": language,
        "reader_direction": "rtl" if language in RIGHT_TO_LEFT else "ltr",
        "on_desk_page": is_desk(request),
        "today": timezone.localdate(),
        "demo": settings.DEMO,
        "sign_in_address": reverse("demo" if settings.DEMO else settings.LOGIN_URL),
        "public_menu": list(public_menu),
        "figure_ways": figure_ways,
        "desk_menu": [item for item in desk_menu if item.may(user)] if user and user.is_authenticated else [],
        "tour_stop": tour_stops.get(request.GET.get("tour", "")),
    }
