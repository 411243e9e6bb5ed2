"""The coordinator's pages, who gives cases and reviews looks; and the custodian's, who decides on identities."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from stadsrecht.discrimination import operations
from stadsrecht.discrimination.bridge.scheme import IDENTITY_REQUEST, place
from stadsrecht.discrimination.errors import NoKeyForThis
from stadsrecht.discrimination.models import IDENTITY, IdentityRequest
from stadsrecht.discrimination.permissions import PERMISSIONS
from stadsrecht.discrimination.queries import (
    OpenKey,
    case_by_number,
    cases_that_wait,
    keys_in_use,
    list_sizes,
    lookers,
    looks_unreviewed,
    open_report_key,
    present_workers,
    worker_loads,
)
from stadsrecht.discrimination.web.desk.acts import FORM_METHODS
from stadsrecht.discrimination.web.desk.case import back_to, home_of, moment
from stadsrecht.discrimination.web.desk.forms import HandOverForm, WorkerForm
from stadsrecht.discrimination.web.desk.lists import case_name
from stadsrecht.discrimination.web.desk.session import unseen, with_key
from stadsrecht.kernel.periods import months_later
from stadsrecht.kernel.web import desk_view, take_form


@require_safe
@desk_view(PERMISSIONS, "assign_case")
def overview(request: HttpRequest) -> HttpResponse:
    """How much there is, and who has it in hand."""
    today = timezone.localdate()
    sizes = list_sizes(person=request.user, of_everyone=True, today=today)
    looks_waiting, month = looks_unreviewed(person=request.user, today=today)
    return render(
        request,
        "discrimination/desk/overview.html",
        {
            "sizes": sizes,
            "loads": worker_loads(today=today),
            "looks_waiting": looks_waiting,
            "month": month,
            "destruction_waits": cases_that_wait().count(),
            "waiting_keys": sum(one.waits for one in keys_in_use()),
        },
    )


@FORM_METHODS
@with_key("assign_case")
def assign(request: HttpRequest, holder: OpenKey, number: int) -> HttpResponse:
    case = case_by_number(number)

    def act(form: WorkerForm) -> str:
        operations.assign_case(case=case, person=form.chosen, giver=holder, acting_user=request.user, **moment())
        messages.success(request, _("%(person)s works on this case now.") % {"person": form.chosen})
        return home_of(case)

    words = {"title": _("Give this case to somebody"), "submit": _("Give"), "crumb": case_name(case)}
    context = {**words, "back": home_of(case)}
    return take_form(request, WorkerForm(request.POST or None), act, "discrimination/desk/form.html", context)


@require_POST
@desk_view(PERMISSIONS, "assign_case")
def release(request: HttpRequest, number: int, person: int) -> HttpResponse:
    case = case_by_number(number)
    found = get_object_or_404(present_workers(case), person=person)
    operations.release_worker(case=case, person=found.person, acting_user=request.user, **moment())  # type: ignore[arg-type]
    messages.success(request, _("%(person)s no longer works on this case.") % {"person": found.person})
    return back_to(case)


@FORM_METHODS
@with_key("assign_case")
def hand_over(request: HttpRequest, holder: OpenKey) -> HttpResponse:
    """All cases of somebody who leaves."""

    def act(form: HandOverForm) -> str:
        done = operations.hand_over_cases(
            leaver=form.leaving, receiver=form.chosen, giver=holder, acting_user=request.user, **moment()
        )
        told = ngettext("%(number)s case went over.", "%(number)s cases went over.", done.cases)
        messages.success(request, told % {"number": done.cases})
        if done.left:
            numbers = ", ".join(str(number) for number in done.left)
            messages.warning(
                request, _("Your key does not open these, use the recovery key: %(numbers)s") % {"numbers": numbers}
            )
        return reverse("desk-case-overview")

    about = _("Each case is sealed to the key of who takes it over. Then the key of who leaves is retired.")
    context = {
        "title": _("Hand over all cases"),
        "note": about,
        "submit": _("Hand over"),
        "back": reverse("desk-case-overview"),
    }
    return take_form(request, HandOverForm(request.POST or None), act, "discrimination/desk/form.html", context)


@FORM_METHODS
@desk_view(PERMISSIONS, "review_looks")
def looks(request: HttpRequest) -> HttpResponse:
    """Who opened what in one month (`?month=2026-03`), with hints."""
    month = _month(request.GET.get("month", ""))
    if request.method == "POST":
        count = operations.review_looks(month=month, acting_user=request.user, **moment())  # type: ignore[arg-type]
        told = ngettext("%(number)s look is reviewed.", "%(number)s looks are reviewed.", count)
        messages.success(request, told % {"number": count})
        return HttpResponseRedirect(f"{reverse('desk-case-looks')}?month={month:%Y-%m}", status=303)
    context = {
        "month": month,
        "before": months_later(month, -1),
        "after": months_later(month, 1) if months_later(month, 1) <= timezone.localdate() else None,
        "lookers": lookers(month),
    }
    return unseen(render(request, "discrimination/desk/looks.html", context))


def _month(typed: str) -> date:
    if not typed:
        return timezone.localdate().replace(day=1)
    try:
        found = date.fromisoformat(f"{typed}-01")
    except ValueError:
        raise Http404 from None
    if not 2000 <= found.year <= 2200:
        raise Http404
    return found


@require_safe
@with_key("approve_identity")
def identities(request: HttpRequest, holder: OpenKey) -> HttpResponse:
    """What the custodian is asked, with the reason that only they can open."""
    waiting = IdentityRequest.objects.filter(is_granted__isnull=True).select_related("report", "asked_by")
    decided = IdentityRequest.objects.filter(is_granted__isnull=False).select_related(
        "report", "asked_by", "decided_by"
    )
    context = {
        "waiting": [(one, _reason(one, holder)) for one in waiting],
        "decided": decided.order_by("-decided_on")[:50],
    }
    return render(request, "discrimination/desk/identities.html", context)


def _reason(request: IdentityRequest, holder: OpenKey) -> str | None:
    """None where the custodian's key does not open this report."""
    try:
        key = open_report_key(request.report, holder, IDENTITY)
    except NoKeyForThis:
        return None
    return key.open_letter(request.reason, place(IDENTITY_REQUEST, request.pk, "reason")).decode()


@require_POST
@with_key("approve_identity")
def decide(request: HttpRequest, holder: OpenKey, asked: UUID) -> HttpResponse:
    found = get_object_or_404(IdentityRequest.objects.select_related("report", "asked_by"), pk=asked)
    is_granted = request.POST.get("answer") == "yes"
    operations.decide_identity(
        request=found, holder=holder, is_granted=is_granted, acting_user=request.user, **moment()
    )
    told: Any = _("They may know who reported.") if is_granted else _("They may not know who reported.")
    messages.success(request, told)
    return HttpResponseRedirect(reverse("desk-identities"), status=303)
