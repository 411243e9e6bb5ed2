"""A public page stays the same until somebody writes, so each process keeps the pages that it built.

Every write appends to the audit trail in its own transaction. The trail's head therefore names the state of the city,
and a page that was built under a head is right for as long as that head is the last, on the same day, with the same
embargoes ended. What no trail knows, such as a file that was lost, shows after at most `SECONDS`.
"""

from collections.abc import Callable
from datetime import datetime

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_cache_key, learn_cache_key, patch_vary_headers

from stadsrecht.kernel import audit
from stadsrecht.kernel.registry import clockworks

SECONDS = 60
LARGEST = 500_000  # bytes


class KeptPagesMiddleware:
    """Answers a visitor without any cookie from what was built before, if nobody has written since."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.pages = caches["pages"]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _may_be_kept(request):
            return self.get_response(request)
        state = _state_of_city()  # before the page is built: what is written meanwhile has another head
        key = get_cache_key(request, state, cache=self.pages)
        kept: HttpResponse | None = self.pages.get(key) if key else None
        if kept is not None:
            return kept
        response = self.get_response(request)
        patch_vary_headers(response, ("Cookie",))  # whoever carries one gets a page of their own
        if _is_for_everyone(response):
            self.pages.set(learn_cache_key(request, response, SECONDS, state, self.pages), response, SECONDS)
        return response


def _state_of_city() -> str:
    head, now = audit.head()[1], timezone.now()
    key = f"moments.{head}"  # that a moment was set or taken away is a write as well
    moments: list[datetime] | None = caches["process"].get(key)
    if moments is None:
        moments = [moment for clockwork in clockworks for moment in clockwork.moments()]
        caches["process"].set(key, moments, timeout=86_400)
    passed = sum(moment <= now for moment in moments)
    return f"{head}.{timezone.localdate(now)}.{passed}"


def _may_be_kept(request: HttpRequest) -> bool:
    """Whether it asks for a page and nothing says who asks. What somebody searches for is theirs: it is not kept."""
    is_page = request.method == "GET" and request.path.endswith("/") and "q" not in request.GET
    is_page = is_page and not getattr(request, "is_never_kept", False)  # the state of the city is not asked for nothing
    return is_page and not request.COOKIES and "HTTP_AUTHORIZATION" not in request.META


def _is_for_everyone(response: HttpResponse) -> bool:
    said = response.get("Cache-Control", "")
    is_plain = response.status_code == 200 and not response.streaming and not response.cookies
    return is_plain and "no-store" not in said and "private" not in said and len(response.content) <= LARGEST
