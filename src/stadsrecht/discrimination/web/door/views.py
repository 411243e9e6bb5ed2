"""The door: what discrimination is, and the guided form. Its steps are one form that the browser holds.

Each step is sent with everything typed so far, and comes back with it in hidden fields. So a step back loses nothing,
the server keeps nothing of an unfinished report, and nothing needs a script or a cookie.
"""

import logging
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from stadsrecht.discrimination.bridge.cleaning import cleaned
from stadsrecht.discrimination.bridge.packs import Door, door
from stadsrecht.discrimination.bridge.questions import STEPS, Question
from stadsrecht.discrimination.errors import FormExpired, OfficeHasNoKeys, ReceiptLost, WaitFirst
from stadsrecht.discrimination.models import ListEdition
from stadsrecht.discrimination.operations import REPORTER, Received, receive_report, received_before
from stadsrecht.discrimination.permissions import PERMISSIONS
from stadsrecht.discrimination.queries import OfficeKeys, current_edition, office_keys
from stadsrecht.discrimination.web.door.answers import Answers, channel_of, filled, shown, told_from
from stadsrecht.discrimination.web.door.bursts import bursts
from stadsrecht.discrimination.web.door.guard import (
    address,
    at_the_door,
    office_shown,
    require_own_page,
    say_fault,
    show,
)
from stadsrecht.discrimination.web.door.tokens import Challenge, is_met, new_challenge, new_token, nonce_of
from stadsrecht.kernel.errors import StadsrechtError
from stadsrecht.kernel.languages import RIGHT_TO_LEFT
from stadsrecht.kernel.web import desk_view
from stadsrecht.places.queries import districts

log = logging.getLogger(__name__)
LAST, CUSTODIAN = STEPS[-1], "custodian"


class NotKept(StadsrechtError):
    """The database did not take the report. Nothing of it is there."""

    status = 503


@at_the_door
@require_safe
def intro(request: HttpRequest) -> HttpResponse:
    """What discrimination is, who reads a report, and what happens next."""
    return _intro(request, is_open=bool(office_keys().workers))


def _intro(request: HttpRequest, *, is_open: bool) -> HttpResponse:
    context = {"is_open": is_open, **office_shown(door())}
    return show(request, "discrimination/door/intro.html", context, status=200 if is_open else 503)


@at_the_door
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest) -> HttpResponse:
    """The form of the door, which anybody may send."""
    return _form(request, name="report-form", entered_by=None)


@at_the_door
@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(PERMISSIONS, "enter_report")
def form_together(request: HttpRequest) -> HttpResponse:
    """The same for staff who enter a report together with somebody; the receipt is that person's."""
    return _form(request, name="desk-report", entered_by=request.user)


class Sending:
    """One request of the form: where it is, what was typed, and by whom."""

    def __init__(self, request: HttpRequest, *, name: str, entered_by: Any, keys: OfficeKeys) -> None:
        self.request, self.name, self.entered_by = request, name, entered_by
        self.door: Door = door()
        self.language = get_language() or settings.LANGUAGE_CODE
        self.who = "" if entered_by is None else f"account {entered_by.pk}"
        # Who chose the custodian while there was one is not left without by a key that was retired meanwhile.
        guarded = CUSTODIAN in request.POST or bool(keys.custodians)
        asked = questions(self.door, with_staff=entered_by is not None, with_custodian=guarded)
        self.answers = Answers.read(asked, request.POST)
        step = request.POST.get("step", STEPS[0])
        self.step = step if step in STEPS else STEPS[0]
        self.go = request.POST.get("go", "next")
        self.token = request.POST.get("form", "")
        self.challenge: Challenge | None = None


def _form(request: HttpRequest, *, name: str, entered_by: Any) -> HttpResponse:
    # A form that was sent already is answered with what was typed in it, whatever has happened to the keys meanwhile.
    keys = office_keys()
    if request.method != "POST" and not keys.workers:
        return _intro(request, is_open=False)
    sending = Sending(request, name=name, entered_by=entered_by, keys=keys)
    if request.method != "POST":
        sending.token = new_token(sending.who)
        return _step(sending)
    if sending.go == "send" and sending.step == LAST:
        return _send(sending)
    if sending.go == "next" and not sending.answers.check(sending.step, today=timezone.localdate()):
        return _step(sending, status=422)
    sending.step = _next_step(sending.step, sending.go)
    return _step(sending)


def _next_step(step: str, go: str) -> str:
    """Where a button leads: on, back, to a step by name, or nowhere (another language)."""
    place = STEPS.index(step) + {"next": 1, "back": -1}.get(go, 0)
    return go if go in STEPS else STEPS[min(max(place, 0), len(STEPS) - 1)]


def _send(sending: Sending) -> HttpResponse:
    """Take the report, or show the first step in which something must change."""
    today = timezone.localdate()
    wrong = [step for step in STEPS if not sending.answers.check(step, today=today)]
    if wrong:
        sending.step = wrong[0]
        return _step(sending, status=422)
    try:
        received = _receive(sending)
    except StadsrechtError as fault:
        if isinstance(fault, FormExpired):
            sending.token = new_token(sending.who)
        return _step(sending, fault=fault, status=fault.status)
    mine = {"receipt": received.receipt.code, "is_new": received.is_new}
    context = {**mine, "mine": _mine(sending, sending.language), "sheet": list(_sheet(sending))}
    return show(sending.request, "discrimination/door/done.html", context)


def _receive(sending: Sending) -> Received:
    """Raises the named errors of the token, the files and the operation."""
    require_own_page(sending.request)
    if known := _known(sending):
        return known
    nonce = nonce_of(sending.token, sending.who)
    _slow_down(sending, nonce)
    answers, sent = sending.answers, sending.request
    files = cleaned(
        [(file.name or "", file.read()) for file in sent.FILES.getlist("files") if file.name],
        with_originals=_wants_originals(sending),
    )
    channel = channel_of(answers, sending.entered_by)
    told = told_from(answers, language=sending.language, channel=channel, entered_by=sending.entered_by)
    now = timezone.now()
    try:
        return receive_report(
            told=replace(told, files=files),
            nonce=nonce,
            edition=_edition(),
            on=timezone.localdate(now),
            at=day_of(now),
            acting_user=sending.entered_by or REPORTER,
        )
    except DatabaseError as fault:
        log.error("A report could not be kept: %s", type(fault).__name__)
        raise NotKept from None


def _known(sending: Sending) -> Received | None:
    """The report that this form became before, at any age of the form: no form ever becomes a second report.

    Staff, whom the receipt does not belong to, are not shown it again once the form is old. Raises ReceiptLost.
    """
    known = received_before(nonce=nonce_of(sending.token, sending.who, max_age=None))
    if known and sending.entered_by is not None:
        try:
            nonce_of(sending.token, sending.who)
        except FormExpired:
            raise ReceiptLost from None
    return known


def _edition() -> ListEdition:
    edition = current_edition()
    if edition is None:  # an installation whose city was never loaded
        raise OfficeHasNoKeys
    return edition


def day_of(now: Any) -> Any:
    """The trail tells on which day a report came, not when on that day."""
    return timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)


def _slow_down(sending: Sending, nonce: bytes) -> None:
    """In a burst, ask for a moment of work or waiting. Raises WaitFirst."""
    sent = sending.request.POST
    now = timezone.now()
    count = bursts.count(getattr(sending.request, "source_mark", ""), time.monotonic())
    if count <= settings.REPORTS_AT_ONCE or is_met(sent.get("challenge", ""), sent.get("work", ""), nonce, now):
        return
    sending.challenge = new_challenge(nonce, now)
    raise WaitFirst(seconds=sending.challenge.seconds)


def questions(here: Door, *, with_staff: bool, with_custodian: bool) -> tuple[Question, ...]:
    """The door's questions, with the districts of the city as they are today; no promise that nobody could keep."""
    known = tuple((area.code, area.name) for area in districts())
    asked = [one for one in here.questions if with_staff or not one.only_staff]
    asked = [one for one in asked if with_custodian or one.name != CUSTODIAN]
    return tuple(replace(one, options=known) if one.kind == "district" else one for one in asked)


def _step(sending: Sending, *, fault: StadsrechtError | None = None, status: int = 200) -> HttpResponse:
    """A step with what was typed in it, and everything else in hidden fields."""
    answers, language = sending.answers, sending.language
    number = STEPS.index(sending.step)
    context = {
        "step": sending.step,
        "number": number + 1,
        "all": len(STEPS),
        "is_first": number == 0,
        "is_last": sending.step == LAST,
        "token": sending.token,
        "fields": [_field(one, answers, language) for one in answers.of_step(sending.step)],
        "originals": _wants_originals(sending),
        "hidden": list(_hidden(sending)),
        "summary": list(_summary(sending)) if sending.step == LAST else [],
        "faults": _faults(sending, fault),
        "file_fault": say_fault(fault, language) if fault and fault.at_field == "files" else "",
        "had_files": status != 200 and bool(sending.request.FILES),
        "challenge": sending.challenge,
        "form_address": address(sending.name, language),
        "switch": True,
        "is_staff": sending.entered_by is not None,
    }
    return show(sending.request, "discrimination/door/form.html", context, status=status)


def _field(question: Question, answers: Answers, language: str) -> dict[str, Any]:
    fault = answers.faults.get(question.name)
    chosen = set(answers.typed.get(question.name, ()))
    return {
        "question": question,
        "label": filled(question.label, language),
        "help": question.help.shown_in(language).text,
        "value": next(iter(answers.typed.get(question.name, ())), ""),
        "is_passed_over": answers.typed.get(question.name) == [""],
        "options": [(code, filled(label, language), code in chosen) for code, label in question.options],
        "fault": say_fault(fault, language) if fault else "",
    }


def _hidden(sending: Sending) -> Iterator[tuple[str, str]]:
    for question in sending.answers.questions:
        if question.step != sending.step:
            for text in sending.answers.typed[question.name]:
                yield question.name, text
    if sending.step != LAST and _wants_originals(sending):
        yield "originals", "yes"


def _wants_originals(sending: Sending) -> bool:
    return bool(sending.request.POST.get("originals"))


def _summary(sending: Sending) -> Iterator[dict[str, Any]]:
    """Each step with its answers, to look over before sending."""
    for step in STEPS[:-1]:
        asked = [one for one in sending.answers.of_step(step) if sending.answers.is_sent(one)]
        rows = [(filled(one.label, sending.language), shown(one, sending.answers, sending.language)) for one in asked]
        yield {"step": step, "rows": [(label, text) for label, text in rows if text]}


def _faults(sending: Sending, fault: StadsrechtError | None) -> list[tuple[str, str]]:
    """What must change, as pairs of the place to go to and words."""
    here = [one.name for one in sending.answers.of_step(sending.step) if one.name in sending.answers.faults]
    found = [(f"q-{name}", say_fault(sending.answers.faults[name], sending.language)) for name in here]
    if fault:
        found.append(("q-files" if fault.at_field == "files" else "send", say_fault(fault, sending.language)))
    return found


def _mine(sending: Sending, language: str) -> str:
    return sending.request.build_absolute_uri(address("report-mine", language))


def _sheet(sending: Sending) -> Iterator[dict[str, str]]:
    """For an intermediary, who may speak another language than the reporter: the same on paper in all of the door's."""
    for language in sending.door.languages if sending.entered_by is not None else ():
        yield {
            "language": language,
            "direction": "rtl" if language in RIGHT_TO_LEFT else "ltr",
            "text": sending.door.text("done.sheet", language),
            "address": _mine(sending, language),
        }
