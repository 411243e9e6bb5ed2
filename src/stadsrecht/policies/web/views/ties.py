"""The desk's page that ties a pledge to the policy, action and right it serves."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stadsrecht.kernel.web import desk_view, take_form
from stadsrecht.partners.queries import pledge as pledge_named
from stadsrecht.policies import operations, queries
from stadsrecht.policies.models import PledgeTie
from stadsrecht.policies.permissions import PERMISSIONS
from stadsrecht.policies.web.forms import TieForm
from stadsrecht.rights.queries import provisions

FORM_METHODS = require_http_methods(["GET", "HEAD", "POST"])


@FORM_METHODS
@desk_view(PERMISSIONS, "tie_pledge")
def tie(request: HttpRequest, code: str) -> HttpResponse:
    pledge: Any = pledge_named(code)
    back = reverse("desk-pledge", args=(code,))

    def act(form: TieForm) -> str:
        operations.tie_pledge(pledge=pledge, subjects=form.subjects, acting_user=request.user, at=timezone.now())
        messages.success(request, _("The pledge is tied. It shows on the pages of the rights that it serves."))
        return back

    context = {"pledge": pledge, "provisions": provisions(), "actions": queries.all_actions(), "back": back}
    return take_form(request, TieForm(request.POST or None), act, "policies/desk_tie.html", context)


@require_POST
@desk_view(PERMISSIONS, "tie_pledge")
def untie(request: HttpRequest, code: str, number: int) -> HttpResponse:
    found = get_object_or_404(PledgeTie, pledge__code=code, pk=number)
    operations.untie_pledge(tie=found, acting_user=request.user, at=timezone.now())
    messages.success(request, _("The tie is removed."))
    return redirect("desk-pledge", code)
