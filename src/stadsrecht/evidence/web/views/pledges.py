"""The page on which a partner shows what its pledge came to."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stadsrecht.evidence import operations, queries
from stadsrecht.evidence.permissions import PERMISSIONS
from stadsrecht.evidence.web.forms import PledgeEvidenceForm
from stadsrecht.kernel.web import desk_view, take_form
from stadsrecht.partners.errors import NotYourPledge
from stadsrecht.partners.queries import pledge as pledge_named


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(PERMISSIONS, "show_pledge")
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Evidence of one pledge, by its partner or by the city's editors."""
    pledge: Any = pledge_named(code)
    if not queries.may_show_pledge(request.user, pledge):
        raise NotYourPledge
    back = reverse("desk-pledge", args=(code,))

    def act(form: PledgeEvidenceForm) -> str:
        operations.register_pledge_evidence(
            pledge=pledge, values=form.values, acting_user=request.user, at=timezone.now()
        )
        messages.success(request, _("The evidence is registered. Everyone can open it."))
        return back

    initial = {"dated_on": timezone.localdate(), "language": get_language()}
    form = PledgeEvidenceForm(request.POST or None, initial=initial)
    context = {
        "title": _("Show evidence of the pledge"),
        "about": pledge.title,
        "back": back,
        "submit": _("Save the evidence"),
        "pledge": pledge,
    }
    return take_form(request, form, act, "evidence/pledge_form.html", context)
