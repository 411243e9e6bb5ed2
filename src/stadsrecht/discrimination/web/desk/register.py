"""The coordinator's page of registration: the yearly table for the ministry, and mass campaigns."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from stadsrecht.discrimination import operations
from stadsrecht.discrimination.bridge.register import register_form
from stadsrecht.discrimination.models import Campaign
from stadsrecht.discrimination.permissions import PERMISSIONS
from stadsrecht.discrimination.queries import campaigns_now, current_edition, register_exports, register_years
from stadsrecht.discrimination.web.desk.acts import FORM_METHODS
from stadsrecht.discrimination.web.desk.case import moment
from stadsrecht.discrimination.web.desk.forms import choices_of
from stadsrecht.discrimination.web.desk.session import unseen
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.web import csv_response, desk_view, take_form

SHOWN = 20


class YearForm(forms.Form):
    year = forms.ChoiceField(label=gettext_lazy("Year"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(str(year), str(year)) for year in register_years()]  # type: ignore[attr-defined]


class CampaignForm(forms.Form):
    """Which reports are of one campaign, by coarse facts alone."""

    name = forms.CharField(
        label=gettext_lazy("Name of the campaign"), help_text=gettext_lazy("Everyone reads it."), max_length=200
    )
    since = forms.DateField(
        label=gettext_lazy("Reports that came from"),
        help_text=gettext_lazy(
            "Every report of these days goes into the campaign, also one that has nothing to do with it. Leave both "
            "days empty to name the campaign only: who works on a case then puts its report into it."
        ),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
    )
    until = forms.DateField(
        label=gettext_lazy("up to and including"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
    )
    ground = forms.ChoiceField(label=gettext_lazy("Only with this ground"), required=False)
    terrain = forms.ChoiceField(label=gettext_lazy("Only about this part of life"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        edition = current_edition()
        for which in ("ground", "terrain") if edition else ():
            options = [("", _("every")), *choices_of(edition, which)]  # type: ignore[arg-type]
            self.fields[which].choices = options  # type: ignore[attr-defined]


@FORM_METHODS
@desk_view(PERMISSIONS, "export_register")
def register(request: HttpRequest) -> HttpResponse:
    """Who took the table before, and the button that takes it; taking it is recorded."""
    form = YearForm(request.POST or None)
    context = {"form": form, "register_form": register_form(), "exports": register_exports()[:SHOWN]}
    if request.method == "POST" and form.is_valid() and register_form():
        year = int(form.cleaned_data["year"])
        rows = operations.export_register(year=year, acting_user=request.user, at=timezone.now())
        return unseen(csv_response(rows, f"register-{year}.csv"))
    status = 422 if request.method == "POST" else 200
    return unseen(render(request, "discrimination/desk/register.html", context, status=status))


@FORM_METHODS
@desk_view(PERMISSIONS, "tag_campaign")
def campaigns(request: HttpRequest) -> HttpResponse:
    """Campaigns that were named, and a form that names one."""

    def act(form: CampaignForm) -> str:
        given = dict(form.cleaned_data)
        name = LocalisedText({request.LANGUAGE_CODE: given.pop("name")})  # type: ignore[attr-defined]
        count = operations.tag_campaign(name=name, **given, acting_user=request.user, **moment())
        told = ngettext("%(number)s report is counted apart.", "%(number)s reports are counted apart.", count)
        messages.success(request, told % {"number": count})
        return reverse("desk-case-campaigns")

    context = {"campaigns": campaigns_now()}
    return take_form(request, CampaignForm(request.POST or None), act, "discrimination/desk/campaigns.html", context)


@require_POST
@desk_view(PERMISSIONS, "tag_campaign")
def undo(request: HttpRequest, code: str) -> HttpResponse:
    campaign = get_object_or_404(Campaign, code=code)
    count = operations.undo_campaign(campaign=campaign, acting_user=request.user, at=timezone.now())
    told = ngettext("%(number)s report is an ordinary one again.", "%(number)s reports are ordinary ones again.", count)
    messages.success(request, told % {"number": count})
    return HttpResponseRedirect(reverse("desk-case-campaigns"), status=303)
