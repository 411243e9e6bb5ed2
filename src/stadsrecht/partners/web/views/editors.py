"""The city's editors say which people of a partner keep its entry."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stadsrecht.kernel.web import desk_view, take_form
from stadsrecht.partners import operations, queries
from stadsrecht.partners.permissions import PERMISSIONS
from stadsrecht.partners.web.forms import EditorForm


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(PERMISSIONS, "edit_any")
def appoint(request: HttpRequest, code: str) -> HttpResponse:
    subject = queries.organisation(code)
    back = reverse("desk-partner", args=(subject.code,))

    def act(form: EditorForm) -> str:
        email = form.cleaned_data["email"]
        operations.appoint_editor(organisation=subject, email=email, acting_user=request.user, at=timezone.now())
        messages.success(request, _("This person can change the entry now, and is asked twice a year to confirm it."))
        return back

    context = {"title": _("Let somebody keep this entry"), "organisation": subject, "back": back}
    return take_form(request, EditorForm(request.POST or None), act, "partners/desk_form.html", context)


@require_POST
@desk_view(PERMISSIONS, "edit_any")
def dismiss(request: HttpRequest, code: str, number: int) -> HttpResponse:
    subject = queries.organisation(code)
    editorship = queries.editor(subject, number)
    operations.dismiss_editor(editorship=editorship, acting_user=request.user, at=timezone.now())
    messages.success(request, _("This person can no longer change the entry. The account stays."))
    return redirect("desk-partner", subject.code)
