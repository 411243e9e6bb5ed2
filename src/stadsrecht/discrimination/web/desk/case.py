"""One case, for who works on it: what was told, the conversation, consents, steps, files, and who reported."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stadsrecht.discrimination import operations
from stadsrecht.discrimination.bridge.packs import door
from stadsrecht.discrimination.bridge.scheme import STEP, ReportKey, place
from stadsrecht.discrimination.errors import NoKeyForThis
from stadsrecht.discrimination.models import Attachment, Case, IdentityRequest, Look, Step
from stadsrecht.discrimination.permissions import PERMISSIONS
from stadsrecht.discrimination.queries import (
    OpenKey,
    alike,
    campaign_name,
    case_by_number,
    coded_on,
    contact_of,
    file_content,
    files_of,
    is_assigned,
    name_of,
    opened,
    present_workers,
)
from stadsrecht.discrimination.web.desk.altered import LABELS, facts_altered
from stadsrecht.discrimination.web.desk.lists import case_name, row_of
from stadsrecht.discrimination.web.desk.referral_words import referrals_shown
from stadsrecht.discrimination.web.desk.session import with_key
from stadsrecht.kernel.city import city
from stadsrecht.places.queries import districts

CONTACT_LABELS = ("name", "email", "phone")


def moment() -> dict[str, Any]:
    now = timezone.now()
    return {"on": timezone.localdate(now), "at": now}


def opened_by(request: HttpRequest, holder: OpenKey, case: Case) -> ReportKey:
    """The key of the case, and a record that it was opened."""
    return operations.open_case(
        report=case.report,
        holder=holder,
        acting_user=request.user,
        at=timezone.now(),  # type: ignore[arg-type]
    )


def home_of(case: Case) -> str:
    return reverse("desk-case", args=(case.report.number,))


def back_to(case: Case) -> HttpResponse:
    return HttpResponseRedirect(home_of(case), status=303)


@require_safe
@with_key("read_case")
def desk_case(request: HttpRequest, holder: OpenKey, number: int) -> HttpResponse:
    """Everything of the case but who reported. Somebody who does not work on it sees that it exists, and no more."""
    case = case_by_number(number)
    today = timezone.localdate()
    is_mine, is_free = is_assigned(case.report, request.user), not present_workers(case).exists()
    may_coordinate = PERMISSIONS.may(request.user, "assign_case")  # type: ignore[arg-type]
    may_see = operations.sees_facts(report=case.report, is_free=is_free, acting_user=request.user, at=timezone.now())
    context: dict[str, Any] = {
        "case": case,
        "row": row_of(case, today),
        "facts": facts_shown(case) if may_see else [],
        "may_see": may_see,
        "alike": [row_of(one, today) for one in alike(case, person=request.user, of_everyone=may_coordinate)]
        if may_see
        else [],
        "workers": present_workers(case),
        "may_coordinate": may_coordinate,
        "is_mine": is_mine,
        "is_free": is_free,
        "today": today,
    }
    if is_mine and not case.report.destroyed_on:
        key = opened_by(request, holder, case)
        context |= _words(case, key)
        context["altered"] = facts_altered(case, context["shown"].answers)
        context["identity_asked"] = IdentityRequest.objects.filter(report=case.pk, asked_by=request.user.pk).last()
        seen = [one.row.pk for one in context["shown"].messages]
        operations.mark_words_read(case=case, shown=seen, acting_user=request.user, on=today)
    return render(request, "discrimination/desk/case.html", context)


def _words(case: Case, key: ReportKey) -> dict[str, Any]:
    shown = opened(case.report, key, with_internal=True)
    edition = case.report.facts.edition
    steps = [
        {
            "row": step,
            "name": name_of(edition, "handling", step.kind),
            "note": key.open_text(step.note, place(STEP, step.pk, "note")) if step.note else "",
        }
        for step in Step.objects.filter(case=case).select_related("taken_by").order_by("taken_on", "pk")
    ]
    used = {step["row"].consent_id for step in steps}
    consents = [(one, name_of(edition, "handling", one.row.kind), one.row.pk in used) for one in shown.consents]
    context = {"shown": shown, "answers": answers_shown(shown.answers), "consents": consents, "steps": steps}
    return {**context, "coded_on": coded_on(case.report), **referrals_shown(case)}


def answers_shown(answers: dict[str, Any]) -> list[tuple[str, str]]:
    """Questions of the door with what was answered, in the reader's language; facts are shown apart."""
    language, rows = get_language(), []
    for question in door().questions:
        given = answers.get(question.name)
        if not given or question.part == "facts":
            continue
        labels = {code: label.shown_in(language).text for code, label in question.options}
        texts = given if isinstance(given, list) else [given]
        label = question.label.shown_in(language).text.replace("%(city)s", city().name.plain)
        rows.append((label, ", ".join(labels.get(text, str(text)) for text in texts)))
    return rows


def facts_shown(case: Case) -> list[tuple[str, str]]:
    """What is counted of this report."""
    facts, edition = case.report.facts, case.report.facts.edition
    names = {area.code: area.name.plain for area in districts()} if facts.district else {}

    def named(which: str, *codes: str) -> str:
        return ", ".join(name_of(edition, which, code).plain for code in codes if code)

    worded = {
        "grounds": named("ground", *facts.grounds),
        "terrain": named("terrain", facts.terrain),
        "natures": named("nature", *facts.natures),
        "role": named("role", facts.role),
        "wish": named("wish", facts.wish),
        "where": facts.get_where_display(),
        "district": names.get(facts.district, facts.district),
        "residence": named("residence", facts.residence),
        "month": date_format(facts.month, "YEAR_MONTH_FORMAT") if facts.month else "",
        "campaign": campaign_name(facts.campaign),
    }
    rows = [(LABELS[name], text) for name, text in worded.items()]
    rows.append((_("Handling so far"), named("handling", *case.handling)))
    return [(label, text) for label, text in rows if text]


@require_POST
@with_key("handle_case")
def take(request: HttpRequest, holder: OpenKey, number: int) -> HttpResponse:
    case = case_by_number(number)
    operations.take_case(case=case, holder=holder, acting_user=request.user, **moment())
    messages.success(request, _("You work on this case now."))
    return back_to(case)


@require_safe
@with_key("read_case")
def file(request: HttpRequest, holder: OpenKey, number: int, file: UUID) -> HttpResponse:
    """A file of the case, as a download and never in a page; the original with `?original=1` where it was kept."""
    case = case_by_number(number)
    key = opened_by(request, holder, case)
    attachment = get_object_or_404(Attachment, report=case.report, pk=file)
    wants_original = bool(request.GET.get("original")) and attachment.original is not None
    names = {one.id: one.name for one in files_of(case.report, key)}
    operations.record_look(report=case.report, what=Look.What.FILE, acting_user=request.user, at=timezone.now())
    content = file_content(attachment, key, original=wants_original)
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=names[attachment.pk])
    return response


@require_http_methods(["POST"])
@with_key("read_case")
def identity(request: HttpRequest, holder: OpenKey, number: int) -> HttpResponse:
    """Who reported, on a page of its own after a click, and recorded. Where a custodian must agree: how to ask."""
    case = case_by_number(number)
    try:
        key = operations.open_identity(
            report=case.report,
            holder=holder,
            acting_user=request.user,
            at=timezone.now(),  # type: ignore[arg-type]
        )
    except NoKeyForThis:
        if not case.report.needs_custodian:
            raise
        return HttpResponseRedirect(reverse("desk-case-identity-ask", args=(number,)), status=303)
    found = contact_of(case.report, key)
    labels = {question.name: question.label.shown_in(get_language()).text for question in door().questions}
    rows = [(labels.get(name, name), found[name]) for name in CONTACT_LABELS if found.get(name)]
    return render(
        request, "discrimination/desk/identity.html", {"rows": rows, "back": home_of(case), "crumb": case_name(case)}
    )


@require_POST
@with_key("handle_case")
def step_done(request: HttpRequest, holder: OpenKey, number: int, step: UUID) -> HttpResponse:
    case = case_by_number(number)
    found = get_object_or_404(Step, case=case, pk=step)
    operations.finish_step(step=found, acting_user=request.user, **moment())
    messages.success(request, _("The step is done."))
    return back_to(case)
