"""The adviser's desk: what needs attention, in lists that count from the same rows they open."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from stadsrecht.kernel.registry import desk_panels
from stadsrecht.kernel.web import desk_view, panels_for
from stadsrecht.policies import queries
from stadsrecht.policies.permissions import PERMISSIONS

BOARD_TITLES = {
    "mine": _("Mine and my team’s"),
    "overdue": _("Overdue"),
    "stalled": _("Stalled"),
    "silent": _("Silent for 90 days"),
    "without-owner": _("Without owner"),
}
BOARD_EMPTY = {
    "mine": _("You and your team own no open action."),
    "overdue": _("No open action is past its due day."),
    "stalled": _("No action is stalled."),
    "silent": _("Every open action was heard of in the last 90 days."),
    "without-owner": _("Every open action has an owner."),
}
PAGE = 50


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"person_id": request.user.pk, "team_id": getattr(request.user, "team_id", None)}


@require_safe
@desk_view(PERMISSIONS, "see_desk")
def desk(request: HttpRequest) -> HttpResponse:
    boards = queries.boards(**_who(request), today=timezone.localdate())
    context = {
        "boards": [(board, BOARD_TITLES[board.code], BOARD_EMPTY[board.code]) for board in boards],
        "panels": panels_for(desk_panels, None, request),
    }
    return render(request, "policies/desk.html", context)


@require_safe
@desk_view(PERMISSIONS, "see_desk")
def board(request: HttpRequest, board: str) -> HttpResponse:
    """One list of the desk in full."""
    if board not in BOARD_TITLES:
        raise Http404
    condition = queries.board_filter(board, **_who(request), today=timezone.localdate())
    rows = queries.all_actions().filter(condition)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "title": BOARD_TITLES[board],
        "empty": BOARD_EMPTY[board],
        "page": page,
    }
    return render(request, "policies/desk_board.html", context)
