"""The desk of pacts: a partner finds its own pledges; the city keeps pacts, signatures and meetings."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from stadsrecht.kernel.web import desk_view, take_form
from stadsrecht.partners import operations, queries
from stadsrecht.partners.models import Pact
from stadsrecht.partners.permissions import PERMISSIONS
from stadsrecht.partners.web import pacts as shown
from stadsrecht.partners.web.pact_forms import AttendanceForm, MeetingForm, PactForm, SignForm

FORM_METHODS = require_http_methods(["GET", "HEAD", "POST"])
FORM = "partners/pact_form.html"


def lines_of(rows: Any) -> list[shown.PledgeLine]:
    """Pledges as a table shows them."""
    found = list(rows)
    presences = queries.presences_of({row.signature.pact_id for row in found})
    return [shown.pledge_line(row, presences, timezone.localdate()) for row in found]


@require_safe
@desk_view(PERMISSIONS, "enter_desk")
def desk(request: HttpRequest) -> HttpResponse:
    """A partner's own pledges; for the city besides, what is overdue, silent or judged differently."""
    today = timezone.localdate()
    sees_all = PERMISSIONS.may(request.user, "see_desk")
    boards = [
        (_("Overdue"), queries.overdue_pledges(today), _("No open pledge is past its due day.")),
        (_("Silent for half a year"), queries.silent_pledges(today), _("Every open pledge was reported on lately.")),
        (_("The two views differ"), queries.disputed_pledges(), _("Organisation and city agree everywhere.")),
    ]
    return render(
        request,
        "partners/pact_desk.html",
        {
            "pacts": list(queries.pacts()),
            "own": lines_of(queries.own_pledges(request.user)),
            "signatures": list(queries.own_signatures(request.user)),
            "is_partner": PERMISSIONS.may(request.user, "edit_own"),
            "may_edit": PERMISSIONS.may(request.user, "edit_pact"),
            "boards": [(title, lines_of(rows), empty) for title, rows, empty in boards] if sees_all else [],
        },
    )


@require_safe
@desk_view(PERMISSIONS, "enter_desk")
def pact(request: HttpRequest, code: str) -> HttpResponse:
    """One pact with what may be done to it."""
    subject = queries.pact(code)
    now = timezone.now()
    return render(
        request,
        "partners/desk_pact.html",
        {
            "pact": subject,
            "signatures": list(queries.signatures_of(subject)),
            "lines": lines_of(queries.pledges_of(subject)),
            "meetings": [shown.meeting_line(row, timezone.localdate(now)) for row in queries.meetings_of(subject)],
            "may_edit": PERMISSIONS.may(request.user, "edit_pact"),
            "may_sign": PERMISSIONS.may(request.user, "sign_pact"),
            "has_signed": queries.own_signatures(request.user).filter(pact=subject).exists(),
            "now": now,
        },
    )


def context(title: Any, subject: Pact, back: str, submit: Any, **more: Any) -> dict[str, Any]:
    return {"title": title, "pact": subject, "back": back, "submit": submit, **more}


@FORM_METHODS
@desk_view(PERMISSIONS, "edit_pact")
def new(request: HttpRequest) -> HttpResponse:
    def act(form: PactForm) -> str:
        made = operations.record_pact(values=form.values, acting_user=request.user, at=timezone.now())
        messages.success(request, _("The pact is recorded."))
        return reverse("desk-pact", args=(made.code,))

    form = PactForm(request.POST or None)
    more = {"title": _("New pact"), "back": reverse("desk-pacts"), "submit": _("Save")}
    return take_form(request, form, act, FORM, more)


@FORM_METHODS
@desk_view(PERMISSIONS, "edit_pact")
def edit(request: HttpRequest, code: str) -> HttpResponse:
    subject = queries.pact(code)
    back = reverse("desk-pact", args=(code,))

    def act(form: PactForm) -> str:
        operations.edit_pact(
            pact=subject,
            version=form.cleaned_data["version"],
            values=form.values,
            acting_user=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("The pact is saved."))
        return back

    form = PactForm(request.POST or None, initial=PactForm.values_of(subject))
    return take_form(request, form, act, FORM, context(_("Change the pact"), subject, back, _("Save")))


@FORM_METHODS
@desk_view(PERMISSIONS, "sign_pact")
def sign(request: HttpRequest, code: str) -> HttpResponse:
    """A partner signs for its own organisation; the city writes down who signed."""
    subject = queries.pact(code)
    back = reverse("desk-pact", args=(code,))

    def act(form: SignForm) -> str:
        operations.sign_pact(pact=subject, **form.cleaned_data, acting_user=request.user, at=timezone.now())
        messages.success(request, _("The signature is recorded."))
        return back

    is_editor = PERMISSIONS.may(request.user, "edit_any")
    choices = queries.organisations() if is_editor else queries.edits_for(request.user)
    form = SignForm(
        request.POST or None, organisations=choices.order_by("sort_key"), initial={"signed_on": timezone.localdate()}
    )
    return take_form(request, form, act, FORM, context(_("Sign the pact"), subject, back, _("Sign")))


@FORM_METHODS
@desk_view(PERMISSIONS, "edit_pact")
def meeting(request: HttpRequest, code: str, number: int | None = None) -> HttpResponse:
    subject = queries.pact(code)
    back = reverse("desk-pact", args=(code,))
    present = queries.meeting(subject, number) if number else None

    def act(form: MeetingForm) -> str:
        operations.save_meeting(
            pact=subject,
            meeting=present,
            version=form.cleaned_data["version"],
            values=form.values,
            acting_user=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("The meeting is saved."))
        return back

    form = MeetingForm(request.POST or None, initial=MeetingForm.values_of(present) if present else {})
    title = _("Change the meeting") if present else _("New meeting")
    return take_form(request, form, act, FORM, context(title, subject, back, _("Save")))


@FORM_METHODS
@desk_view(PERMISSIONS, "edit_pact")
def attendance(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Who was there; the quotas follow from it."""
    subject = queries.pact(code)
    back = reverse("desk-pact", args=(code,))
    present = queries.meeting(subject, number)

    def act(form: AttendanceForm) -> str:
        changed = operations.note_attendance(
            meeting=present, presences=form.presences, acting_user=request.user, at=timezone.now()
        )
        said = ngettext("%(count)s entry was changed.", "%(count)s entries were changed.", changed)
        messages.success(request, said % {"count": changed})
        return back

    signatures = queries.signatures_of(subject)
    form = AttendanceForm(request.POST or None, signatures=signatures, presences=present.presences.all())
    about = f"{present.title.plain}"
    return take_form(request, form, act, FORM, context(_("Attendance"), subject, back, _("Save"), about=about))
