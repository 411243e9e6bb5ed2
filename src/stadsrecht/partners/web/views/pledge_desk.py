"""The desk of one pledge: its partner writes and reports, the city asks and gives its view."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stadsrecht.kernel.registry import pledge_panels
from stadsrecht.kernel.web import desk_view, panels_for, take_form
from stadsrecht.partners import operations, queries
from stadsrecht.partners.errors import NotYourPledge
from stadsrecht.partners.models import Pledge
from stadsrecht.partners.permissions import PERMISSIONS
from stadsrecht.partners.web import pacts as shown
from stadsrecht.partners.web.pact_forms import AskForm, PledgeForm, ReportForm, StepForm, ViewForm
from stadsrecht.partners.web.pledge_history import HISTORY
from stadsrecht.partners.workflow import OPEN_PLEDGE_STATES

FORM_METHODS = require_http_methods(["GET", "HEAD", "POST"])
FORM = "partners/pact_form.html"


def own_pledge(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the pledge, if it is this person's own. Signed in and with a role first, then this one."""

    @desk_view(PERMISSIONS, "edit_own")
    @wraps(view)
    def guarded(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponse:
        subject = queries.pledge(code)
        if not queries.speaks_for(request.user, subject.signature.organisation):
            raise NotYourPledge
        return view(request, subject, **kwargs)

    return guarded


def home(subject: Pledge) -> str:
    return reverse("desk-pledge", args=(subject.code,))


def context(title: Any, subject: Pledge, submit: Any, **more: Any) -> dict[str, Any]:
    fixed = {"title": title, "pact": subject.signature.pact, "back": home(subject), "submit": submit}
    return {**fixed, "about": subject.title, **more}


@require_safe
@desk_view(PERMISSIONS, "enter_desk")
def pledge(request: HttpRequest, code: str) -> HttpResponse:
    """Everything about one pledge, with what this person may do."""
    subject = queries.pledge(code)
    speaks = queries.speaks_for(request.user, subject.signature.organisation)
    if not speaks and not PERMISSIONS.may(request.user, "see_desk"):
        raise NotYourPledge
    presences = queries.presences_of([subject.signature.pact_id])
    own, city = queries.notes_said(subject)
    return render(
        request,
        "partners/desk_pledge.html",
        {
            "pledge": subject,
            "line": shown.pledge_line(subject, presences, timezone.localdate()),
            "milestones": list(subject.milestones.all()),
            "own_notes": own,
            "city_notes": city,
            "subjects": queries.need_names(subject.subjects),
            "speaks": speaks,
            "is_open": subject.state in OPEN_PLEDGE_STATES,
            "may_question": queries.may_question(request.user),
            "panels": panels_for(pledge_panels, subject, request),
            "history": HISTORY.of(subject),
        },
    )


@FORM_METHODS
@desk_view(PERMISSIONS, "edit_own")
def new(request: HttpRequest, code: str) -> HttpResponse:
    """A new pledge of one's own organisation, which must have signed."""
    subject = queries.pact(code)

    def act(form: PledgeForm) -> str:
        made = operations.make_pledge(
            pact=subject,
            organisation=form.cleaned_data["organisation"],
            values=form.values,
            acting_user=request.user,
            on=timezone.localdate(),
            at=timezone.now(),
        )
        messages.success(request, _("The pledge is made. Everyone can read it now."))
        return home(made)

    form = PledgeForm(request.POST or None, organisations=queries.edits_for(request.user))
    back = reverse("desk-pact", args=(code,))
    more = {"title": _("Make a pledge"), "pact": subject, "back": back, "submit": _("Pledge")}
    return take_form(request, form, act, FORM, more)


@FORM_METHODS
@own_pledge
def edit(request: HttpRequest, subject: Pledge) -> HttpResponse:
    def act(form: PledgeForm) -> str:
        operations.edit_pledge(
            pledge=subject,
            version=form.cleaned_data["version"],
            values=form.values,
            acting_user=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("The pledge is saved."))
        return home(subject)

    form = PledgeForm(request.POST or None, initial=PledgeForm.values_of(subject))
    return take_form(request, form, act, FORM, context(_("Change the pledge"), subject, _("Save")))


@FORM_METHODS
@own_pledge
def report(request: HttpRequest, subject: Pledge) -> HttpResponse:
    def act(form: ReportForm) -> str:
        operations.report_pledge(
            pledge=subject,
            **form.values,
            acting_user=request.user,
            on=timezone.localdate(),
            at=timezone.now(),
        )
        messages.success(request, _("Thank you. Your report is public now."))
        if "evidence" in request.POST:
            return reverse("desk-pledge-evidence", args=(subject.code,))
        return home(subject)

    form = ReportForm(request.POST or None, pledge=subject, initial={"state": subject.state})
    second = {"name": "evidence", "label": _("Save, then show evidence")}
    return take_form(
        request, form, act, FORM, context(_("Report on the pledge"), subject, _("Save the report"), second=second)
    )


@FORM_METHODS
@desk_view(PERMISSIONS, "question_pledge")
def ask(request: HttpRequest, code: str) -> HttpResponse:
    subject = queries.pledge(code)

    def act(form: AskForm) -> str:
        operations.ask_about_pledge(
            pledge=subject,
            text=form.cleaned_data["text"],
            acting_user=request.user,
            on=timezone.localdate(),
            at=timezone.now(),
        )
        if queries.editors_of(subject.signature.organisation).filter(person__is_active=True).exists():
            messages.success(request, _("The question is asked. The organisation gets it by e-mail."))
        else:
            messages.warning(
                request, _("The question is asked. Nobody keeps this organisation’s entry, so no e-mail goes out.")
            )
        return home(subject)

    return take_form(
        request, AskForm(request.POST or None), act, FORM, context(_("Ask about the pledge"), subject, _("Ask"))
    )


@FORM_METHODS
@desk_view(PERMISSIONS, "question_pledge")
def view(request: HttpRequest, code: str) -> HttpResponse:
    subject = queries.pledge(code)

    def act(form: ViewForm) -> str:
        operations.view_pledge(
            pledge=subject,
            **form.cleaned_data,
            acting_user=request.user,
            on=timezone.localdate(),
            at=timezone.now(),
        )
        messages.success(request, _("The city’s view stands beside the organisation’s."))
        return home(subject)

    form = ViewForm(request.POST or None, initial={"state": subject.city_state})
    return take_form(request, form, act, FORM, context(_("The city’s view"), subject, _("Save")))


@FORM_METHODS
@own_pledge
def milestone(request: HttpRequest, subject: Pledge) -> HttpResponse:
    def act(form: StepForm) -> str:
        operations.add_pledge_milestone(
            pledge=subject, **form.cleaned_data, acting_user=request.user, at=timezone.now()
        )
        messages.success(request, _("The milestone is added."))
        return home(subject)

    return take_form(
        request, StepForm(request.POST or None), act, FORM, context(_("Add a milestone"), subject, _("Add"))
    )


@require_POST
@own_pledge
def milestone_done(request: HttpRequest, subject: Pledge, number: int) -> HttpResponse:
    step = get_object_or_404(subject.milestones, pk=number)
    operations.finish_pledge_milestone(
        milestone=step, acting_user=request.user, on=timezone.localdate(), at=timezone.now()
    )
    messages.success(request, _("The milestone is marked as done."))
    return redirect(home(subject))
