"""The desk's pages of documents: upload, read with the rights marked, and decide what is proposed."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from stadsrecht.kernel.web import desk_view, take_form
from stadsrecht.policies import operations, queries
from stadsrecht.policies.models import Policy, PolicyDocument
from stadsrecht.policies.permissions import PERMISSIONS
from stadsrecht.policies.tasks import read_policy_document
from stadsrecht.policies.web.forms import DocumentForm
from stadsrecht.policies.web.views.policies import FORM_METHODS, confirmed

BUSY = (PolicyDocument.Reading.WAITING, PolicyDocument.Reading.RUNNING)


def _policy(code: str) -> Policy:
    return queries.policy(code, with_drafts=True)


@FORM_METHODS
@desk_view(PERMISSIONS, "edit_policy")
def new_document(request: HttpRequest, code: str) -> HttpResponse:
    policy = _policy(code)
    back = reverse("desk-policy", args=(code,))

    def act(form: DocumentForm) -> str:
        values = dict(form.cleaned_data)
        file = values.pop("file")
        document = operations.add_document(
            policy=policy,
            **values,
            content=file.read() if file else None,
            file_name=file.name if file else "",
            acting_user=request.user,
            at=timezone.now(),
        )
        if not file:
            messages.success(request, _("The document is added."))
            return back
        read_policy_document.defer(document_id=document.pk)
        messages.success(request, _("The document is kept. It is now read for the rights that it names."))
        return reverse("desk-document", args=(code, document.pk))

    context = {"title": _("Add a document"), "about": policy.title, "back": back, "submit": _("Add")}
    form = DocumentForm(request.POST or None, request.FILES or None)
    return take_form(request, form, act, "policies/desk_form.html", context)


@require_safe
@desk_view(PERMISSIONS, "see_desk")
def document(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A document: how far its reading is, then its text with the rights marked, and what is proposed."""
    policy = _policy(code)
    subject = queries.document_of(policy, number)
    starts = queries.page_starts(subject.text)
    page = _page(request, len(starts))
    end = starts[page] if page < len(starts) else len(subject.text)
    return render(
        request,
        "policies/desk_document.html",
        {
            "policy": policy,
            "document": subject,
            "is_busy": subject.reading in BUSY,
            "proposals": queries.proposals_of(policy, subject),
            "pieces": queries.pieces(subject, starts[page - 1], end),
            "page": page,
            "pages": len(starts),
            "may_anchor": PERMISSIONS.may(request.user, "anchor_policy"),
        },
    )


def _page(request: HttpRequest, pages: int) -> int:
    wanted = request.GET.get("page", "1")
    return min(max(int(wanted), 1), pages) if wanted.isdecimal() else 1


@require_safe
@desk_view(PERMISSIONS, "see_desk")
def download(request: HttpRequest, code: str, number: int) -> FileResponse:
    """The kept file, as a download only."""
    subject = queries.document_of(_policy(code), number)
    if not subject.file:
        raise Http404
    return FileResponse(
        subject.file.open(), as_attachment=True, filename=subject.file_name, content_type="application/octet-stream"
    )


@require_POST
@desk_view(PERMISSIONS, "anchor_policy")
def decide(request: HttpRequest, code: str) -> HttpResponse:
    """Accept or refuse the chosen rights, one or many."""
    policy = _policy(code)
    numbers = [int(number) for number in request.POST.getlist("proposal") if number.isdecimal()]
    values: dict[str, Any] = {"policy": policy, "numbers": numbers, "acting_user": request.user, "at": timezone.now()}
    if "accept" in request.POST:
        count = operations.accept_proposals(**values)
        done = ngettext("Anchored in %(count)s right.", "Anchored in %(count)s rights.", count)
    else:
        count = operations.refuse_proposals(**values)
        done = ngettext(
            "%(count)s right is refused. It will not be proposed again.",
            "%(count)s rights are refused. They will not be proposed again.",
            count,
        )
    messages.success(request, done % {"count": count})
    document_number = request.POST.get("document", "")
    if document_number.isdecimal():
        return redirect("desk-document", code, int(document_number))
    return redirect("desk-policy", code)


@FORM_METHODS
@desk_view(PERMISSIONS, "edit_policy")
def drop_document(request: HttpRequest, code: str, number: int) -> HttpResponse:
    policy = _policy(code)
    back = reverse("desk-policy", args=(code,))
    subject = queries.document_of(policy, number)
    if page := confirmed(request, _("Remove this document from the policy?"), subject.title, back):
        return page
    operations.remove_document(document=subject, acting_user=request.user, at=timezone.now())
    messages.success(request, _("The document is removed."))
    return redirect(back)
