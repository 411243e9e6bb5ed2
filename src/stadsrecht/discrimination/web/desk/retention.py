"""What is destroyed tonight, what waits, and what goes later: the list that the worker goes by."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from stadsrecht.discrimination.permissions import PERMISSIONS
from stadsrecht.discrimination.queries import (
    cases_that_wait,
    cases_to_destroy,
    cases_to_destroy_later,
    destruction_of,
)
from stadsrecht.kernel.web import desk_view

PAGE = 50
MOST = 200


@require_safe
@desk_view(PERMISSIONS, "destroy_case")
def retention(request: HttpRequest) -> HttpResponse:
    """No key is needed to see that a case goes."""
    today = timezone.localdate()
    later = Paginator(cases_to_destroy_later(today), PAGE).get_page(request.GET.get("page"))
    context = {
        "due": [destruction_of(case) for case in cases_to_destroy(today)[:MOST]],
        "waiting": [destruction_of(case) for case in cases_that_wait()[:MOST]],
        "later": [destruction_of(case) for case in later],
        "page": later,
    }
    return render(request, "discrimination/desk/retention.html", context)
