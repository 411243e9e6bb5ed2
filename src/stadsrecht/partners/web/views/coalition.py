"""The coalition: who works on which theme in which role, its calendar, and how an organisation joins."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stadsrecht.kernel.web import answer, desk_view, take_form
from stadsrecht.partners import operations, queries
from stadsrecht.partners.errors import NotCoreGroup
from stadsrecht.partners.models import JoinRequest
from stadsrecht.partners.permissions import PERMISSIONS
from stadsrecht.partners.web.calendar import calendar_response
from stadsrecht.partners.web.coalition_forms import JoinDecisionForm, JoinForm, ThemeMeetingForm
from stadsrecht.partners.web.newsletters import news_lines

FORM_METHODS = require_http_methods(["GET", "HEAD", "POST"])
NEWEST = 5
COLUMNS = ("theme", "organisation", "role", "joined_on")


def coalition(request: HttpRequest, form: str) -> HttpResponse:
    """The members by theme; as a calendar, the meetings of all pacts."""
    if form == "ics":
        return calendar_response(_("Coalition"), queries.all_meetings(), "coalition")
    rows = list(queries.memberships()) if form != "html" else []
    return answer(
        request,
        form,
        "partners/coalition.html",
        _context() if form == "html" else {},
        data=lambda: [
            {"theme": row.theme, "organisation": row.organisation.code, "role": row.role, "joined_on": row.joined_on}
            for row in rows
        ],
        rows=lambda: [COLUMNS, *((row.theme, row.organisation.code, row.role, row.joined_on) for row in rows)],
    )


def _context() -> dict[str, Any]:
    coming, told = queries.coming_meetings(timezone.now()), queries.themes_with_newsletters()
    return {
        "themes": [
            (theme, coming.get(theme.need.code, []), theme.need.code in told) for theme in queries.coalition(coming)
        ],
        "lines": news_lines(queries.newsletters()[:NEWEST]),
    }


@require_safe
@desk_view(PERMISSIONS, "enter_desk")
def desk(request: HttpRequest) -> HttpResponse:
    """What one's own organisation does here, what it asked, and the requests that wait."""
    own, names = queries.edits_for(request.user), queries.needs()
    sees_all = PERMISSIONS.may(request.user, "see_desk")
    decides = queries.themes_decided_by(request.user)
    waiting = [(row, names[row.theme].name, row.theme in decides) for row in queries.waiting_requests()]
    return render(
        request,
        "partners/desk_coalition.html",
        {
            "memberships": [(row, names[row.theme].name) for row in queries.memberships().filter(organisation__in=own)],
            "requests": [(row, names[row.theme].name) for row in queries.own_requests(request.user)],
            "waiting": [row for row in waiting if row[2] or sees_all],
            "meetings": [(row, names[row.theme].name) for row in queries.theme_meetings() if row.theme in decides],
            "leads": bool(decides),
            "newsletters": news_lines(queries.own_newsletters(request.user)),
            "may_write": bool(decides) or own.exists(),
            "is_partner": PERMISSIONS.may(request.user, "edit_own"),
        },
    )


@FORM_METHODS
@desk_view(PERMISSIONS, "edit_own")
def join(request: HttpRequest) -> HttpResponse:
    def act(form: JoinForm) -> str:
        operations.ask_to_join(
            **form.cleaned_data, acting_user=request.user, on=timezone.localdate(), at=timezone.now()
        )
        messages.success(request, _("You asked to join. The core group of the theme decides."))
        return reverse("desk-coalition")

    form = JoinForm(request.POST or None, organisations=queries.edits_for(request.user))
    context = {"title": _("Ask to join the coalition"), "back": reverse("desk-coalition"), "submit": _("Ask")}
    return take_form(request, form, act, "partners/coalition_form.html", context)


@FORM_METHODS
@desk_view(PERMISSIONS, "decide_join")
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """Take in or refuse; two buttons, one form."""
    subject = queries.join_request(number)
    if not queries.may_decide(request.user, subject.theme):
        raise NotCoreGroup

    def act(form: JoinDecisionForm) -> str:
        operations.decide_join(
            request=subject,
            is_accepted="accept" in request.POST,
            reason=form.cleaned_data["reason"],
            acting_user=request.user,
            on=timezone.localdate(),
            at=timezone.now(),
        )
        messages.success(request, _("The request is decided."))
        return reverse("desk-coalition")

    context = {
        "subject": subject,
        "theme": queries.needs()[subject.theme],
        "is_waiting": subject.state == JoinRequest.State.WAITING,
    }
    return take_form(request, JoinDecisionForm(request.POST or None), act, "partners/desk_join.html", context)


@require_POST
@desk_view(PERMISSIONS, "edit_own")
def leave(request: HttpRequest, number: int) -> HttpResponse:
    membership = get_object_or_404(queries.memberships(), pk=number)
    operations.leave_coalition(membership=membership, acting_user=request.user, at=timezone.now())
    messages.success(request, _("Your organisation has left this theme."))
    return redirect("desk-coalition")


@FORM_METHODS
@desk_view(PERMISSIONS, "decide_join")
def meeting(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """A meeting on a theme, by its core group."""
    present = queries.theme_meeting(number) if number else None
    if present is not None and not queries.may_decide(request.user, present.theme):
        raise NotCoreGroup

    def act(form: ThemeMeetingForm) -> str:
        operations.save_theme_meeting(
            theme=form.cleaned_data.get("theme", ""),
            meeting=present,
            version=form.cleaned_data["version"],
            values=form.values,
            acting_user=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("The meeting is saved."))
        return reverse("desk-coalition")

    if present is not None:
        form = ThemeMeetingForm(request.POST or None, initial=ThemeMeetingForm.values_of(present))
    else:
        form = ThemeMeetingForm(request.POST or None, themes=queries.themes_decided_by(request.user))
    title = _("Change the meeting") if present else _("New meeting")
    about = queries.needs()[present.theme].name if present else ""
    context = {"title": title, "back": reverse("desk-coalition"), "submit": _("Save"), "about": about}
    return take_form(request, form, act, "partners/coalition_form.html", context)
