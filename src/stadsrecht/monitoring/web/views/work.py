"""The desk's pages of long work: how far it is, to stop it, and what came of it."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stadsrecht.kernel.web import desk_view
from stadsrecht.monitoring import operations, queries
from stadsrecht.monitoring.errors import WorkHasEnded
from stadsrecht.monitoring.models import Work
from stadsrecht.monitoring.permissions import PERMISSIONS
from stadsrecht.monitoring.tasks import do_figures_work


def hand_over(work: Work) -> str:
    """Put work in the queue, in the transaction that begins it; gives the address of its page."""
    do_figures_work.defer(number=work.pk)
    return reverse("desk-work", args=(work.pk,))


@require_safe
@desk_view(PERMISSIONS, "see_desk")
def work(request: HttpRequest, number: int) -> HttpResponse:
    """How far it is. Without a script the page renews itself; whoever comes back later finds the outcome here."""
    found = queries.work(number)
    context: dict[str, Any] = {
        "work": found,
        "refusal": queries.refusal_of(found),
        "findings": queries.findings_of(found),
        "has_parcel": found.kind == Work.Kind.EXPORT and queries.parcel_of(found.pk).is_file(),
        "may_stop": found.is_busy and PERMISSIONS.may(request.user, "stop_work"),
        "may_stage": PERMISSIONS.may(request.user, "stage_release"),
    }
    response = render(request, "monitoring/desk_work.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@desk_view(PERMISSIONS, "stop_work")
def stop(request: HttpRequest, number: int) -> HttpResponse:
    found = queries.work(number)
    try:
        operations.stop_work(work=found, acting_user=request.user, at=timezone.now())
        messages.success(request, _("The work is stopped. Everything is as it was before."))
    except WorkHasEnded as error:
        messages.warning(request, str(error))
    return redirect("desk-work", number)


@require_POST
@desk_view(PERMISSIONS, "export_open_data")
def export(request: HttpRequest) -> HttpResponse:
    """Ask for all open data as one file."""
    with transaction.atomic():
        address = hand_over(operations.begin_export(acting_user=request.user, at=timezone.now()))
    return redirect(address)


@require_safe
@desk_view(PERMISSIONS, "see_desk")
def parcel(request: HttpRequest, number: int) -> FileResponse:
    """The file of an export; only that of the newest is kept."""
    file = queries.parcel_of(queries.work(number).pk)
    if not file.is_file():
        raise Http404
    return FileResponse(file.open("rb"), as_attachment=True, filename="open-data.zip")
