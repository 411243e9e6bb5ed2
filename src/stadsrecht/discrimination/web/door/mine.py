"""What a reporter does with the receipt: see where the case stands, read, write, agree or not, stop.

The receipt is typed once. After that the page holds it sealed for an hour, in a hidden field: whoever looks at the page
later does not find the receipt in it, and nothing has to be remembered in a cookie.
"""

import json
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from stadsrecht.discrimination.bridge.cleaning import cleaned
from stadsrecht.discrimination.bridge.packs import door
from stadsrecht.discrimination.errors import AnswerTooLong, FormExpired
from stadsrecht.discrimination.models import Attachment, Consent
from stadsrecht.discrimination.operations import (
    add_to_report,
    answer_consent,
    ask_for_destruction,
    go_on_with_report,
    mark_answers_read,
    message_before,
    withdraw_report,
)
from stadsrecht.discrimination.queries import (
    ByReceipt,
    file_content,
    files_of,
    opened,
    referrals_of,
    report_by_receipt,
)
from stadsrecht.discrimination.web.door.guard import at_the_door, office_shown, require_own_page, say_fault, show
from stadsrecht.discrimination.web.door.tokens import new_token, nonce_of
from stadsrecht.discrimination.web.door.views import NotKept, day_of, log
from stadsrecht.kernel.errors import StadsrechtError
from stadsrecht.kernel.sealing import SealBroken, seal, unseal

OPEN_FOR = timedelta(hours=1)
LONGEST = 20_000
PURPOSE = "receipt in a page"
STOPS = ("withdraw", "destroy")


@at_the_door
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """Ask for the receipt; with it, the report and the conversation."""
    if request.method != "POST":
        return show(request, "discrimination/door/receipt.html", {})
    language = get_language() or settings.LANGUAGE_CODE
    typed = request.POST.get("receipt", "")[:200]
    try:
        require_own_page(request)
        found = report_by_receipt(_unsealed(request.POST.get("open", "")) or typed)
    except StadsrechtError as fault:
        words = say_fault(fault, language)
        kept = {"typed": typed, "fault": words, **_written(request)}
        return show(request, "discrimination/door/receipt.html", {**kept, "switch": True}, status=fault.status)
    act = request.POST.get("act", "")
    if act in STOPS:
        return _sure(request, found, act)
    if act.startswith("file-"):
        return _file(found, act.removeprefix("file-")) or _page(request, found, language)
    return _acted(request, found, act, language)


def _acted(request: HttpRequest, found: ByReceipt, act: str, language: str) -> HttpResponse:
    """Do what a button asks, and show the page with what came of it."""
    now = timezone.now()
    when = {"on": timezone.localdate(now), "at": day_of(now)}
    try:
        try:
            is_sent = _do(request, found, act, when)
        except DatabaseError as fault:
            log.error("Something of a reporter's could not be kept: %s", type(fault).__name__)
            raise NotKept from None
    except StadsrechtError as fault:
        return _page(request, found, language, fault=fault)
    return _page(request, found, language, is_sent=is_sent)


def _sure(request: HttpRequest, found: ByReceipt, asked: str) -> HttpResponse:
    """What stopping does, before it is done. A message that was being written is kept."""
    kept = {**_written(request), "had_files": bool(request.FILES)}
    context = {**kept, "asked": asked, "open": _sealed(found.receipt.code), "switch": True, **office_shown(door())}
    return show(request, "discrimination/door/stop.html", context)


def _written(request: HttpRequest) -> dict[str, Any]:
    """A message that was begun, with what knows it again: sent twice, it is written once."""
    originals = bool(request.POST.get("originals"))
    return {"text": request.POST.get("text", ""), "token": request.POST.get("form", ""), "originals": originals}


def _do(request: HttpRequest, found: ByReceipt, act: str, when: dict[str, Any]) -> bool:
    """True where a message was sent. An unknown button does nothing."""
    match act:
        case "write":
            _write(request, found, when)
            return True
        case "withdraw-yes":
            withdraw_report(opened=found, **when)
        case "destroy-yes":
            ask_for_destruction(opened=found, **when)
        case "go-on":
            go_on_with_report(opened=found, **when)
        case _ if act.startswith(("yes-", "no-")):
            word, _dash, number = act.partition("-")
            if consent := _row(Consent.objects.filter(case=found.report.pk), number):
                answer_consent(opened=found, consent=consent, is_given=word == "yes", **when)
    return False


def _write(request: HttpRequest, found: ByReceipt, when: dict[str, Any]) -> None:
    text = request.POST.get("text", "")
    if len(text) > LONGEST:
        raise AnswerTooLong(field="text", length=len(text), limit=LONGEST)
    form = request.POST.get("form", "")
    if message_before(opened=found, nonce=nonce_of(form, max_age=None)):
        return
    nonce = nonce_of(form)
    files = cleaned(
        [(file.name or "", file.read()) for file in request.FILES.getlist("files") if file.name],
        with_originals=bool(request.POST.get("originals")),
    )
    add_to_report(opened=found, text=text, files=files, nonce=nonce, **when)


def _row(rows: Any, number: str) -> Any:
    """The row of that number, if it is one of these."""
    with suppress(ValueError):
        return rows.filter(pk=UUID(number)).first()
    return None


def _file(found: ByReceipt, number: str) -> HttpResponse | None:
    """A file of the report, as a download."""
    attachment = _row(Attachment.objects.filter(report=found.report), number)
    if attachment is None:
        return None
    names = {file.id: file.name for file in files_of(found.report, found.content)}
    response = HttpResponse(file_content(attachment, found.content), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=names[attachment.id])
    return response


def _page(
    request: HttpRequest,
    found: ByReceipt,
    language: str,
    *,
    fault: StadsrechtError | None = None,
    is_sent: bool = False,
) -> HttpResponse:
    found.report.case.refresh_from_db()
    shown = opened(found.report, found.content, with_internal=False)
    if request.method == "POST":
        mark_answers_read(opened=found, on=timezone.localdate())
    written = _written(request) if not is_sent else {"text": "", "token": "", "originals": False}
    if isinstance(fault, FormExpired) or not written["token"] or not (fault or written["text"]):
        written["token"] = new_token()
    context = {
        **written,
        "case": found.report.case,
        "stands": f"mine.{found.report.case.state}",
        "shown": shown,
        "referrals": referrals_of(found.report.case),
        "open": _sealed(found.receipt.code),
        "fault": say_fault(fault, language) if fault else "",
        "fault_field": (fault.at_field or "text") if fault else "",
        "had_files": bool(fault) and bool(request.FILES),
        "is_sent": is_sent,
        "switch": True,
    }
    return show(request, "discrimination/door/mine.html", context, status=fault.status if fault else 200)


def _sealed(code: str) -> str:
    return seal(json.dumps([code, timezone.now().timestamp()]), purpose=PURPOSE)


def _unsealed(text: str) -> str:
    """The receipt in a page of ours that is not older than an hour; nothing otherwise."""
    if not text:
        return ""
    try:
        code, begun = json.loads(unseal(text, purpose=PURPOSE))
    except SealBroken:
        return ""
    return str(code) if timezone.now().timestamp() - begun <= OPEN_FOR.total_seconds() else ""
