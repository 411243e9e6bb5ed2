"""The desk of partners: a partner keeps its own entry; the city sees what grows old, decides and takes in files."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stadsrecht.kernel.web import desk_view, take_form
from stadsrecht.partners import operations, queries
from stadsrecht.partners.errors import NotYourOrganisation, RowsRefused
from stadsrecht.partners.models import Location, Organisation, Proposal
from stadsrecht.partners.permissions import PERMISSIONS
from stadsrecht.partners.web import shown
from stadsrecht.partners.web.forms import (
    CityEntryForm,
    DecisionForm,
    EntryForm,
    IntakeForm,
    LocationForm,
    NewEntryForm,
    ServiceForm,
)
from stadsrecht.partners.web.history import history_of

FORM_METHODS = require_http_methods(["GET", "HEAD", "POST"])
FORM = "partners/desk_form.html"
FIRST = 50
FIRST_STALE = 20


def own_entry(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the organisation, if this person may edit it. Signed in and with a role first, then this one."""

    @desk_view(PERMISSIONS, "enter_desk")
    @wraps(view)
    def guarded(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponse:
        subject = queries.organisation(code)
        if not queries.may_edit(request.user, subject):
            raise NotYourOrganisation
        return view(request, subject, **kwargs)

    return guarded


@require_safe
@desk_view(PERMISSIONS, "enter_desk")
def desk(request: HttpRequest) -> HttpResponse:
    """A partner's own entries; for the city besides, how the directory is kept."""
    today = timezone.localdate()
    sees_all = PERMISSIONS.may(request.user, "see_desk")
    return render(
        request,
        "partners/desk.html",
        {
            "own": list(queries.edits_for(request.user)),
            "sees_all": sees_all,
            "may_edit_any": PERMISSIONS.may(request.user, "edit_any"),
            "upkeep": queries.upkeep(today) if sees_all else None,
            "stalest": _page_of(request, queries.stalest(today), FIRST_STALE) if sees_all else None,
            "broken": _page_of(request, queries.broken_links(), FIRST, "links") if sees_all else None,
            "visited": sees_all and queries.has_visited_links(),
            "waiting": list(queries.waiting_proposals()) if sees_all else [],
        },
    )


def _page_of(request: HttpRequest, rows: QuerySet[Any], size: int, name: str = "page") -> Page[Any]:
    return Paginator(rows, size).get_page(request.GET.get(name))


@FORM_METHODS
@desk_view(PERMISSIONS, "edit_any")
def new(request: HttpRequest) -> HttpResponse:
    """A new organisation, by the city; its services and places follow on the page that this leads to."""

    def act(form: NewEntryForm) -> str:
        made = operations.add_organisation(values=form.values, acting_user=request.user, at=timezone.now())
        messages.success(request, _("The organisation stands in the directory. Add what people can come for."))
        return reverse("desk-partner", args=(made.code,))

    context = {"title": _("New organisation"), "back": reverse("desk-partners")}
    return take_form(request, NewEntryForm(request.POST or None), act, FORM, context)


@require_safe
@own_entry
def entry(request: HttpRequest, subject: Organisation) -> HttpResponse:
    """One entry as its editor sees it: what is public, what waits, and what was changed before."""
    return render(
        request,
        "partners/desk_entry.html",
        {
            "organisation": subject,
            "services": list(subject.services.all()),
            "places": list(queries.locations_of(subject)),
            "editors": list(queries.editors_of(subject)) if PERMISSIONS.may(request.user, "edit_any") else None,
            "is_due": queries.is_due(subject, timezone.localdate()),
            "proposals": list(queries.proposals_of(subject)),
            "history": history_of(subject),
        },
    )


@require_POST
@own_entry
def confirm(request: HttpRequest, subject: Organisation) -> HttpResponse:
    operations.confirm_entry(organisation=subject, acting_user=request.user, on=timezone.localdate(), at=timezone.now())
    messages.success(request, _("Thank you. The entry is confirmed as of today."))
    return redirect("desk-partner", subject.code)


@FORM_METHODS
@own_entry
def edit(request: HttpRequest, subject: Organisation) -> HttpResponse:
    back = reverse("desk-partner", args=(subject.code,))

    def act(form: EntryForm) -> str:
        waiting = operations.change_own_entry(
            organisation=subject,
            version=form.cleaned_data["version"],
            values=form.values,
            acting_user=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("The entry is saved."))
        if waiting:
            messages.info(request, _("The city looks at the new name or the closure before it is shown."))
        return back

    made = CityEntryForm if PERMISSIONS.may(request.user, "edit_any") else EntryForm
    form = made(request.POST or None, initial=made.values_of(subject))
    return take_form(request, form, act, FORM, _context(_("Change the entry"), subject, back))


@FORM_METHODS
@own_entry
def service(request: HttpRequest, subject: Organisation, number: int | None = None) -> HttpResponse:
    back = reverse("desk-partner", args=(subject.code,))
    present = queries.service(subject, number) if number else None

    def act(form: ServiceForm) -> str:
        now, hours = timezone.now(), form.hours
        saved = operations.save_service(
            organisation=subject,
            service=present,
            version=form.cleaned_data["version"],
            values=form.values,
            locations=form.cleaned_data["places"],
            acting_user=request.user,
            at=now,
        )
        operations.set_hours(organisation=subject, service=saved, hours=hours, acting_user=request.user, at=now)
        messages.success(request, _("The service is saved."))
        return back

    initial = ServiceForm.values_of(present) if present else {}
    form = ServiceForm(request.POST or None, initial=initial, organisation=subject)
    title = _("Change a service") if present else _("Add a service")
    return take_form(request, form, act, FORM, _context(title, subject, back))


@FORM_METHODS
@own_entry
def place(request: HttpRequest, subject: Organisation, number: int | None = None) -> HttpResponse:
    back = reverse("desk-partner", args=(subject.code,))
    present = queries.location(subject, number) if number else None

    def act(form: LocationForm) -> str:
        waiting = operations.change_own_location(
            organisation=subject,
            location=present,
            version=form.cleaned_data["version"],
            values=form.values,
            acting_user=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("The place is saved."))
        if waiting:
            messages.info(request, _("The city looks at the new address before it is shown."))
        return back

    form = LocationForm(request.POST or None, initial=LocationForm.values_of(present) if present else {})
    title = _("Change a place") if present else _("Add a place")
    return take_form(request, form, act, FORM, _context(title, subject, back))


@require_POST
@own_entry
def remove_service(request: HttpRequest, subject: Organisation, number: int) -> HttpResponse:
    operations.remove_service(service=queries.service(subject, number), acting_user=request.user, at=timezone.now())
    messages.success(request, _("The service is removed."))
    return redirect("desk-partner", subject.code)


@require_POST
@own_entry
def remove_place(request: HttpRequest, subject: Organisation, number: int) -> HttpResponse:
    operations.remove_location(location=queries.location(subject, number), acting_user=request.user, at=timezone.now())
    messages.success(request, _("The place is removed."))
    return redirect("desk-partner", subject.code)


@FORM_METHODS
@desk_view(PERMISSIONS, "edit_any")
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """Accept or refuse a change; two buttons, one form."""
    proposal = queries.proposal(number)

    def act(form: DecisionForm) -> str:
        operations.decide_proposal(
            proposal=proposal,
            is_accepted="accept" in request.POST,
            reason=form.cleaned_data["reason"],
            acting_user=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("The change is decided."))
        return reverse("desk-partners")

    is_waiting = proposal.state == Proposal.State.WAITING
    values = operations.proposed_values(proposal, acting_user=request.user)
    place = proposal.location
    where = {"now": shown.where(place), "proposed": shown.where(Location(**values))} if place else {}
    more = {"proposal": proposal, "values": values, "is_waiting": is_waiting, **where}
    return take_form(request, DecisionForm(request.POST or None), act, "partners/desk_proposal.html", more)


@FORM_METHODS
@desk_view(PERMISSIONS, "edit_any")
def intake(request: HttpRequest) -> HttpResponse:
    """Take in a file of another directory or a spreadsheet; each row that is refused is named."""
    context: dict[str, Any] = {"report": None}

    def act(form: IntakeForm) -> str:
        file = form.cleaned_data["file"]
        content = file.read()
        take = operations.take_in_hsds if file.name.lower().endswith(".json") else operations.take_in_sheet
        try:
            report = take(
                content=content,
                language=form.cleaned_data["language"],
                leave_out_refused=form.cleaned_data["leave_out_refused"],
                acting_user=request.user,
                at=timezone.now(),
            )
        except RowsRefused as refused:
            context["report"] = refused.report
            raise
        done = ngettext("%(count)s record was taken in.", "%(count)s records were taken in.", report.added)
        messages.success(request, done % {"count": report.added})
        for row in report.refused[:FIRST]:
            messages.warning(request, f"{row.place} {row.name}: {row.error}")
        return reverse("desk-partners")

    form = IntakeForm(request.POST or None, request.FILES or None)
    return take_form(request, form, act, "partners/desk_intake.html", context)


def still_true(request: HttpRequest, token: str) -> HttpResponse:
    """Where a letter's link leads: one button says that all of it still holds. Opening the page says nothing yet."""
    ask = operations.ask_of(token)
    if request.method != "POST":
        return render(request, "partners/still_true.html", _all_of(ask.organisation))
    organisation = operations.confirm_by_letter(token=token, on=timezone.localdate(), at=timezone.now())
    return render(request, "partners/still_true.html", {"organisation": organisation, "is_done": True})


def _all_of(subject: Organisation) -> dict[str, Any]:
    """Everything that a person swears to who says that all of it is still true."""
    now = timezone.now()
    services, places = queries.services_and_places(subject)
    lines = queries.lines_of(services, places)
    return {
        "organisation": subject,
        "subjects": queries.need_names(subject.works_on),
        "services": [shown.shown_service(row, now, lines=lines) for row in services],
        "places": [shown.shown_place(row, now, hours=lines[row]) for row in places],
    }


def _context(title: str, subject: Organisation, back: str) -> dict[str, Any]:
    return {"title": title, "organisation": subject, "back": back}
