"""“Referred to us”: what a person of a partner sees of the office's cases. Nothing but what was referred to it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stadsrecht.discrimination import operations
from stadsrecht.discrimination.bridge.scheme import ReportKey
from stadsrecht.discrimination.errors import ReferralEnded
from stadsrecht.discrimination.models import Referral, ReferralFile
from stadsrecht.discrimination.permissions import PERMISSIONS
from stadsrecht.discrimination.queries import OpenKey, key_of, name_of_file, referrals_to, referred, referred_content
from stadsrecht.discrimination.web.desk.acts import FORM_METHODS
from stadsrecht.discrimination.web.desk.case import moment
from stadsrecht.discrimination.web.desk.referral_forms import AnswerForm
from stadsrecht.discrimination.web.desk.referral_words import parts_shown, trail_of
from stadsrecht.discrimination.web.desk.session import with_key
from stadsrecht.kernel.web import desk_view, take_form


@require_safe
@desk_view(PERMISSIONS, "answer_referral")
def desk_referrals(request: HttpRequest) -> HttpResponse:
    """Which there are, with their days: no key is needed to see that."""
    rows = list(referrals_to(request.user))
    context = {
        "living": [one for one in rows if not one.ended_on],
        "ended": [one for one in rows if one.ended_on],
        "has_key": key_of(request.user) is not None,
    }
    return render(request, "discrimination/desk/referred_list.html", context)


def _found(request: HttpRequest, number: UUID) -> Referral:
    return operations.referral_for(number=number, acting_user=request.user, at=timezone.now())


def _key(request: HttpRequest, holder: OpenKey, found: Referral) -> ReportKey:
    """Recorded as a look."""
    return operations.open_referral(referral=found, holder=holder, acting_user=request.user, **moment())


@require_safe
@with_key("answer_referral")
def desk_referral(request: HttpRequest, holder: OpenKey, number: UUID) -> HttpResponse:
    """What the office asks, the parts that it passed on, and what happened so far. After the end only the last."""
    found = _found(request, number)
    context: dict[str, Any] = {"referral": found}
    if not found.ended_on:
        read = referred(found, _key(request, holder, found))
        found.refresh_from_db(fields=["opened_on"])
        context |= {"passed": read.passed, "parts": parts_shown(read.passed), "files": read.files}
    context["trail"] = trail_of(found, for_office=False)
    return render(request, "discrimination/desk/referred.html", context)


@FORM_METHODS
@with_key("answer_referral")
def answer(request: HttpRequest, holder: OpenKey, number: UUID) -> HttpResponse:
    """A letter to the office, and with it, or without, the end."""
    found = _found(request, number)
    if found.ended_on and request.method != "POST":  # what was typed is not thrown away: the operation refuses it
        raise ReferralEnded
    home = reverse("desk-referral", args=(found.pk,))

    def act(form: AnswerForm) -> str:
        typed = {"text": form.cleaned_data["text"], "ends": form.cleaned_data["ends"], "nonce": form.nonce_bytes}
        operations.answer_referral(referral=found, acting_user=request.user, **typed, **moment())
        messages.success(request, _told(typed))
        return home

    context = {"referral": found, "back": home}
    return take_form(
        request, AnswerForm(request.POST or None), act, "discrimination/desk/referred_answer.html", context
    )


def _told(typed: dict[str, Any]) -> str:
    if not typed["ends"]:
        return _("Your answer is sealed to the office.")
    if typed["text"].strip():
        return _("Your answer is sealed to the office, and the referral has ended.")
    return _("The referral has ended.")


@require_safe
@with_key("answer_referral")
def file(request: HttpRequest, holder: OpenKey, number: UUID, file: UUID) -> HttpResponse:
    """A file that was passed on, as a download and never in a page."""
    found = _found(request, number)
    key = _key(request, holder, found)
    row = get_object_or_404(ReferralFile, referral=found, pk=file)
    response = HttpResponse(referred_content(row, key), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name_of_file(row, key))
    return response
