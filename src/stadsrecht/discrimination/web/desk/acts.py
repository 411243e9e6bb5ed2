"""What a worker does in a case: write, note, move, ask for consent, take a step, ask for the identity."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stadsrecht.discrimination import operations
from stadsrecht.discrimination.bridge.letters import letters, questions_of
from stadsrecht.discrimination.bridge.scheme import ReportKey
from stadsrecht.discrimination.errors import OfficeHasNoKeys
from stadsrecht.discrimination.models import Case, ListEdition
from stadsrecht.discrimination.queries import OpenKey, case_by_number, current_edition, unused_consents
from stadsrecht.discrimination.web.desk.beginnings import beginning
from stadsrecht.discrimination.web.desk.case import home_of, moment, opened_by
from stadsrecht.discrimination.web.desk.forms import ConsentForm, ReasonForm, SayForm, StateForm, StepForm, choices_of
from stadsrecht.discrimination.web.desk.lists import case_name
from stadsrecht.discrimination.web.desk.session import with_key
from stadsrecht.discrimination.workflow import CaseState
from stadsrecht.kernel.web import take_form

FORM_METHODS = require_http_methods(["GET", "HEAD", "POST"])
FORM = "discrimination/desk/form.html"
Act = Callable[[Any], str]


def show_act(request: HttpRequest, case: Case, form: Any, act: Act, **words: Any) -> HttpResponse:
    return take_form(request, form, act, FORM, {"crumb": case_name(case), "back": home_of(case), **words})


def opened_case(request: HttpRequest, holder: OpenKey, number: int) -> tuple[Case, ReportKey]:
    case = case_by_number(number)
    return case, opened_by(request, holder, case)


def edition() -> ListEdition:
    found = current_edition()
    if found is None:
        raise OfficeHasNoKeys
    return found


@FORM_METHODS
@with_key("handle_case")
def write(request: HttpRequest, holder: OpenKey, number: int) -> HttpResponse:
    """A message to the reporter; `?letter=` begins it, in the reporter's language."""
    case, key = opened_case(request, holder, number)
    begun = beginning(request, case, letters())
    initial = {"text": begun.text}
    form = SayForm(request.POST or None, with_waiting=case.state != CaseState.CLOSED, initial=initial)

    def act(form: SayForm) -> str:
        operations.write_to_reporter(
            case=case,
            key=key,
            text=form.cleaned_data["text"],
            waits=form.cleaned_data.get("waits", False),
            nonce=form.nonce_bytes,
            acting_user=request.user,
            **moment(),
        )
        messages.success(request, _("The reporter sees your message with the receipt."))
        return home_of(case)

    words = {"title": _("Write to the reporter"), "submit": _("Send"), **begun.words}
    return show_act(request, case, form, act, **words)


@FORM_METHODS
@with_key("handle_case")
def note(request: HttpRequest, holder: OpenKey, number: int) -> HttpResponse:
    case, key = opened_case(request, holder, number)

    def act(form: SayForm) -> str:
        operations.add_note(
            case=case,
            key=key,
            text=form.cleaned_data["text"],
            nonce=form.nonce_bytes,
            acting_user=request.user,
            **moment(),
        )
        messages.success(request, _("Your note is kept."))
        return home_of(case)

    words = {"title": _("Add a note"), "submit": _("Keep the note"), "note": _("The reporter never sees this.")}
    return show_act(request, case, SayForm(request.POST or None, with_waiting=False), act, **words)


@FORM_METHODS
@with_key("handle_case")
def state(request: HttpRequest, holder: OpenKey, number: int) -> HttpResponse:
    case, key = opened_case(request, holder, number)

    def act(form: StateForm) -> str:
        chosen = form.cleaned_data["state"]
        common = {"case": case, "acting_user": request.user, **moment()}
        if chosen == CaseState.CLOSED:
            operations.close_case(outcome=form.cleaned_data.get("outcome", ""), **common)
        elif chosen == CaseState.REOPENED:
            operations.reopen_case(key=key, reason=form.cleaned_data.get("reason", ""), **common)
        else:
            operations.move_case(state=chosen, **common)
        messages.success(request, _("The case is now: %(state)s.") % {"state": CaseState(chosen).label})
        return home_of(case)

    form = StateForm(request.POST or None, case=case, edition=edition())
    return show_act(request, case, form, act, title=_("Change the state"), submit=_("Save"))


@FORM_METHODS
@with_key("handle_case")
def consent(request: HttpRequest, holder: OpenKey, number: int) -> HttpResponse:
    case, key = opened_case(request, holder, number)

    def act(form: ConsentForm) -> str:
        operations.ask_consent(case=case, key=key, acting_user=request.user, **form.cleaned_data, **moment())
        messages.success(request, _("The reporter is asked. Until they agree, nothing goes outward."))
        return home_of(case)

    listed = edition()
    begun = beginning(
        request, case, questions_of(*(code for code, _name in choices_of(listed, "handling", outward=True)))
    )
    initial = {"kind": begun.step, "question": begun.text}
    form = ConsentForm(request.POST or None, edition=listed, initial=initial)
    return show_act(request, case, form, act, title=_("Ask the reporter for consent"), submit=_("Ask"), **begun.words)


@FORM_METHODS
@with_key("handle_case")
def step(request: HttpRequest, holder: OpenKey, number: int) -> HttpResponse:
    case, key = opened_case(request, holder, number)

    def act(form: StepForm) -> str:
        given = {"note": form.cleaned_data["note"], **form.chosen}
        operations.take_step(case=case, key=key, acting_user=request.user, **given, **moment())
        messages.success(request, _("The step is kept."))
        return home_of(case)

    form = StepForm(request.POST or None, edition=edition(), consents=unused_consents(case.report, key))
    about = _("A step outward needs a yes of the reporter to just that question, and each yes serves one step.")
    return show_act(request, case, form, act, title=_("Take a step"), submit=_("Take this step"), note=about)


@FORM_METHODS
@with_key("handle_case")
def ask_identity(request: HttpRequest, holder: OpenKey, number: int) -> HttpResponse:
    case, _key = opened_case(request, holder, number)

    def act(form: ReasonForm) -> str:
        operations.ask_for_identity(case=case, reason=form.cleaned_data["reason"], acting_user=request.user, **moment())
        messages.success(request, _("The custodian is asked."))
        return home_of(case)

    note = _("The reporter asked that a custodian decides who may know their name.")
    words = {"title": _("Ask to know who reported"), "submit": _("Ask the custodian"), "note": note}
    return show_act(request, case, ReasonForm(request.POST or None), act, **words)
