"""The evidence register, for everyone and for the desk."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stadsrecht.evidence import operations, queries
from stadsrecht.evidence.errors import UnknownEvidence
from stadsrecht.evidence.models import Evidence
from stadsrecht.evidence.permissions import PERMISSIONS
from stadsrecht.evidence.web.forms import EvidenceForm
from stadsrecht.kernel.localised import LANGUAGE_NAMES
from stadsrecht.kernel.registry import evidence_kinds
from stadsrecht.kernel.web import answer, desk_view, take_form
from stadsrecht.policies.queries import ids_in_force, note_of
from stadsrecht.rights.queries import provision as provision_named

PAGE = 50
FORM_METHODS = require_http_methods(["GET", "HEAD", "POST"])


def _filtered(request: HttpRequest, rows: QuerySet[Evidence]) -> QuerySet[Evidence]:
    if kind := request.GET.get("kind"):
        rows = rows.filter(kind=kind)
    if provision := request.GET.get("provision"):
        right = provision_named(provision).pk
        reached = queries.evidence_of_provision(right, ids_in_force(right), with_internal=True)
        rows = rows.filter(pk__in=reached.values("pk"))
    today = timezone.localdate()
    if request.GET.get("stale"):
        rows = rows.filter(stale_after__lt=today)
    return rows


def _list_context(request: HttpRequest, rows: QuerySet[Evidence]) -> dict[str, Any]:
    return {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "kinds": list(evidence_kinds),
        "chosen": request.GET,
    }


def register(request: HttpRequest, form: str) -> HttpResponse:
    """All public evidence, filtered by kind and staleness."""
    rows = _filtered(request, queries.public_evidence())
    return answer(
        request,
        form,
        "evidence/register.html",
        _list_context(request, rows),
        data=lambda: [queries.evidence_data(row) for row in rows],
        rows=lambda: [
            ("code", "kind", "title", "dated_on", "source", "language", "url", "stale_after"),
            *(
                (
                    row.code,
                    row.kind,
                    row.title.plain,
                    row.dated_on.year if row.date_is_year else row.dated_on,
                    row.source,
                    row.language,
                    row.url,
                    row.stale_after,
                )
                for row in rows
            ),
        ],
    )


def _may_see_internal(request: HttpRequest) -> bool:
    return PERMISSIONS.may(request.user, "see_internal")


def item(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """One piece of evidence and all that it is evidence of."""
    evidence = queries.evidence(code, with_internal=_may_see_internal(request))
    return answer(
        request,
        form,
        "evidence/item.html",
        {
            "evidence": evidence,
            "kind": evidence_kinds.get(evidence.kind),
            "language": LANGUAGE_NAMES.get(evidence.language, evidence.language),
            "links": queries.links_shown(evidence, with_drafts=_may_see_internal(request)),
            "may_edit": PERMISSIONS.may(request.user, "edit_evidence"),
        },
        data=lambda: {
            **queries.evidence_data(evidence),
            "of": [
                f"{kind}:{record.reference if kind == 'provision' else record.code}"
                for kind, record in queries.links_shown(evidence, with_drafts=False)
            ],
        },
    )


@require_safe
def file(request: HttpRequest, code: str) -> HttpResponse | FileResponse:
    """The kept file, as a download only."""
    evidence = queries.evidence(code, with_internal=_may_see_internal(request))
    if not evidence.file:
        raise UnknownEvidence(wanted=code)
    return FileResponse(evidence.file.open(), as_attachment=True, content_type="application/octet-stream")


@require_safe
@desk_view(PERMISSIONS, "see_internal")
def desk_register(request: HttpRequest) -> HttpResponse:
    rows = _filtered(request, queries.all_evidence())
    context = {**_list_context(request, rows), "may_edit": PERMISSIONS.may(request.user, "edit_evidence")}
    return render(request, "evidence/desk_register.html", context)


@FORM_METHODS
@desk_view(PERMISSIONS, "edit_evidence")
def new(request: HttpRequest) -> HttpResponse:
    note = note_of(request.GET.get("note"))

    def act(form: EvidenceForm) -> str:
        evidence = operations.register_evidence(
            values=form.values, subjects=form.subject_names, acting_user=request.user, at=timezone.now(), note=note
        )
        messages.success(request, _("The evidence is registered."))
        return reverse("evidence-item", args=(evidence.code,))

    initial = {"subjects": "\n".join(request.GET.getlist("of")), "dated_on": timezone.localdate()}
    form = EvidenceForm(request.POST or None, request.FILES or None, initial=initial)
    context = {"title": _("New evidence"), "back": reverse("desk-evidence"), "submit": _("Save")}
    return take_form(request, form, act, "evidence/desk_form.html", context)


@FORM_METHODS
@desk_view(PERMISSIONS, "edit_evidence")
def change(request: HttpRequest, code: str) -> HttpResponse:
    evidence = queries.evidence(code, with_internal=True)
    back = reverse("evidence-item", args=(code,))

    def act(form: EvidenceForm) -> str:
        values = form.values if form.values["file"] else {**form.values, "file": evidence.file}
        operations.edit_evidence(
            evidence=evidence,
            version=form.cleaned_data["version"],
            values=values,
            subjects=form.subject_names,
            acting_user=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("The evidence is saved."))
        return back

    initial = {name: getattr(evidence, name, None) for name in EvidenceForm.base_fields}
    initial["subjects"] = "\n".join(queries.subjects_of(evidence))
    form = EvidenceForm(request.POST or None, request.FILES or None, initial=initial)
    context = {"title": _("Change evidence"), "about": evidence.title, "back": back, "submit": _("Save")}
    return take_form(request, form, act, "evidence/desk_form.html", context)


@FORM_METHODS
@desk_view(PERMISSIONS, "edit_evidence")
def remove(request: HttpRequest, code: str) -> HttpResponse:
    evidence = queries.evidence(code, with_internal=True)
    if request.method != "POST":
        context = {
            "question": _("Remove this evidence? The rights and actions that rest on it lose it."),
            "about": evidence.title,
            "back": reverse("evidence-item", args=(code,)),
        }
        return render(request, "policies/desk_confirm.html", context)
    operations.remove_evidence(evidence=evidence, acting_user=request.user, at=timezone.now())
    messages.success(request, _("The evidence is removed. The trail keeps what it was."))
    return redirect("desk-evidence")
