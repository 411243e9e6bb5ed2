"""A public page stays the same until somebody writes, so each process keeps the pages that it built.

Every write appends to the audit trail in its own transaction. The trail's head therefore names the state of the city,
and a page that was built under a head is right for as long as that head is the last, on the same day, with the same
embargoes ended. What no trail knows, such as a file that was lost, shows after at most `SECONDS`.
"""

from collections.abc import Callable

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
    now = timezone.now()
    by_time = ".".join(clockwork.state(now) for clockwork in clockworks)
    return f"{audit.head()[1]}.{timezone.localdate(now)}.{by_time}"


def _may_be_kept(request: HttpRequest) -> bool:
    """Whether it asks for a page and nothing says who asks. What somebody searches for is theirs: it is not kept."""
    is_page = request.method == "GET" and request.path.endswith("/") and "q" not in request.GET
    return is_page and not request.COOKIES and "HTTP_AUTHORIZATION" not in request.META


def _is_for_everyone(response: HttpResponse) -> bool:
    said = response.get("Cache-Control", "")
    is_plain = response.status_code == 200 and not response.streaming and not response.cookies
    return is_plain and "no-store" not in said and "private" not in said and len(response.content) <= LARGEST
