"""The office refers: it asks the reporter, chooses what the partner cannot do without, looks at it, and sends it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stadsrecht.discrimination import operations
from stadsrecht.discrimination.bridge.intake import CleanFile
from stadsrecht.discrimination.bridge.letters import questions_of
from stadsrecht.discrimination.bridge.passages import brackets_for, marked
from stadsrecht.discrimination.bridge.referrals import FILES, Part, Passed
from stadsrecht.discrimination.bridge.scheme import MESSAGE, ReportKey, place
from stadsrecht.discrimination.errors import ConsentMissing, CustodianFirst, NoKeyForThis
from stadsrecht.discrimination.models import Attachment, Author, Case, Consent, Message, Referral
from stadsrecht.discrimination.queries import (
    FileShown,
    OpenKey,
    case_by_number,
    contact_names,
    contact_parts,
    file_content,
    files_of,
    keys_of_partner,
    opened,
    parts_of,
)
from stadsrecht.discrimination.web.desk.acts import FORM, FORM_METHODS
from stadsrecht.discrimination.web.desk.beginnings import beginning
from stadsrecht.discrimination.web.desk.case import back_to, home_of, moment, opened_by
from stadsrecht.discrimination.web.desk.forms import SayForm
from stadsrecht.discrimination.web.desk.lists import case_name
from stadsrecht.discrimination.web.desk.referral_forms import AskForm, PassagesForm, ReferForm
from stadsrecht.discrimination.web.desk.referral_words import parts_shown
from stadsrecht.discrimination.web.desk.session import with_key
from stadsrecht.discrimination.workflow import REFERRAL
from stadsrecht.kernel.errors import StadsrechtError
from stadsrecht.kernel.forms import take_error
from stadsrecht.kernel.web import take_form


@FORM_METHODS
@with_key("handle_case")
def ask(request: HttpRequest, holder: OpenKey, number: int) -> HttpResponse:
    """Which partner may know what: asked of the reporter, who answers by receipt."""
    case = case_by_number(number)
    key = opened_by(request, holder, case)

    def act(form: AskForm) -> str:
        typed = {"organisation": form.chosen, "parts": form.cleaned_data["parts"]}
        question = form.cleaned_data["question"]
        operations.ask_to_refer(case=case, key=key, question=question, acting_user=request.user, **typed, **moment())
        messages.success(request, _("The reporter is asked. Until they agree, nothing goes outward."))
        return home_of(case)

    begun = beginning(request, case, questions_of(REFERRAL))
    form = AskForm(request.POST or None, initial={"question": begun.text})
    words = {"title": _("Ask to refer to a partner"), "submit": _("Ask"), **begun.words}
    if not form.organisations:
        words["note"] = _("No partner has a key yet, so nothing can be referred.")
    return take_form(request, form, act, FORM, {"crumb": case_name(case), "back": home_of(case), **words})


@FORM_METHODS
@with_key("handle_case")
def refer(request: HttpRequest, holder: OpenKey, number: int, consent: UUID) -> HttpResponse:
    """Choose, then see it as the partner will, then send. Until then what is chosen stands in the page alone.

    Raises ConsentMissing where the reporter has not agreed, or no longer does.
    """
    case = case_by_number(number)
    key = opened_by(request, holder, case)
    rows = Consent.objects.select_related("organisation")
    agreed = get_object_or_404(rows, case=case, kind=REFERRAL, pk=consent)
    if Referral.objects.filter(consent=agreed).exists():
        return back_to(case)
    if agreed.answer != Consent.Answer.YES and request.method != "POST":  # what was typed is not thrown away
        raise ConsentMissing
    choice = Choice(request, holder, case, key, agreed)
    go = request.POST.get("go", "look")
    if request.method == "POST" and go != "back":
        return choice.taken(is_final=go == "send")
    typed: dict[str, Any] = {"asked": request.POST.get("asked", ""), "parts": request.POST.getlist("parts")}
    typed["readers"] = request.POST.getlist("readers")
    return choice.page(choice.form(initial=typed))


class Choice:
    """What one worker chooses to pass on of one case, on the way from the form to the referral."""

    def __init__(self, request: HttpRequest, holder: OpenKey, case: Case, key: ReportKey, consent: Consent) -> None:
        self.request, self.holder, self.case, self.key, self.consent = request, holder, case, key, consent
        self.shown = opened(case.report, key, with_internal=False)

    def form(self, *args: Any, **kwargs: Any) -> ReferForm:
        names = self.consent.parts
        files: Iterable[FileShown] = files_of(self.case.report, self.key) if FILES in names else ()
        contact = [name for name in names if name in contact_names()]
        keys = keys_of_partner(self.consent.organisation)
        given = {"parts": parts_of(self.shown, names), "contact": contact, "files": files, "keys": keys}
        return ReferForm(*args, **given, **kwargs)

    def taken(self, *, is_final: bool) -> HttpResponse:
        form = self.form(self.request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            if self.consent.answer != Consent.Answer.YES:
                raise ConsentMissing
            passed = Passed(form.cleaned_data["asked"], self._parts(form.names), self._files(form.file_numbers))
            if is_final:
                return self._sent(passed, form.chosen_people)
        except StadsrechtError as fault:
            take_error(form, fault)
            return self.page(form, status=fault.status)
        return self._preview(form, passed)

    def _parts(self, names: list[str]) -> tuple[Part, ...]:
        return (*parts_of(self.shown, names), *self._contact([name for name in names if name in contact_names()]))

    def _contact(self, names: list[str]) -> list[Part]:
        """Recorded as a look at the identity. Raises CustodianFirst."""
        if not names:
            return []
        who: dict[str, Any] = {"acting_user": self.request.user, "at": timezone.now()}
        try:
            identity = operations.open_identity(report=self.case.report, holder=self.holder, **who)
        except NoKeyForThis:
            raise (CustodianFirst if self.case.report.needs_custodian else NoKeyForThis) from None
        return contact_parts(self.case.report, identity, names)

    def _files(self, numbers: list[str]) -> tuple[CleanFile, ...]:
        rows = Attachment.objects.filter(report=self.case.report, pk__in=numbers)
        names = {one.id: one.name for one in files_of(self.case.report, self.key)} if numbers else {}
        return tuple(CleanFile(names[one.pk], file_content(one, self.key)) for one in rows)

    def _sent(self, passed: Passed, readers: list[Any]) -> HttpResponse:
        operations.make_referral(
            case=self.case,
            key=self.key,
            consent=self.consent,
            passed=passed,
            readers=readers,
            acting_user=self.request.user,
            **moment(),
        )
        told = _("This is referred to %(partner)s. They can read it now.") % {"partner": self.consent.organisation}
        messages.success(self.request, told)
        return HttpResponseRedirect(home_of(self.case), status=303)

    def _preview(self, form: ReferForm, passed: Passed) -> HttpResponse:
        context = {
            "passed": passed,
            "parts": parts_shown(passed),
            "readers": form.chosen_people,
            "chosen": form.cleaned_data["parts"],
        }
        return self.page(form, template="discrimination/desk/refer_preview.html", **context)

    def page(
        self, form: ReferForm, template: str = "discrimination/desk/refer.html", status: int = 200, **more: Any
    ) -> HttpResponse:
        partner = self.consent.organisation
        common = {"form": form, "partner": partner, "back": home_of(self.case), "crumb": case_name(self.case)}
        return render(self.request, template, {**common, **more}, status=status)


@FORM_METHODS
@with_key("handle_case")
def passages(request: HttpRequest, holder: OpenKey, number: int) -> HttpResponse:
    """Which passages of the narrative stay here when the rest is passed on."""
    case = case_by_number(number)
    key = opened_by(request, holder, case)
    shown = opened(case.report, key, with_internal=False)

    def act(form: PassagesForm) -> str:
        typed, who = form.cleaned_data["text"], {"acting_user": request.user, **moment()}
        operations.leave_out_passages(case=case, key=key, typed=typed, **who)
        messages.success(request, _("Where the narrative is passed on, these passages stay here."))
        return home_of(case)

    form = PassagesForm(request.POST or None, initial={"text": marked(shown.narrative, shown.left_out)})
    begin, end = brackets_for(shown.narrative)
    note = _("Put %(begin)s before and %(end)s after what a partner need not read, such as names. The original stays.")
    words = {"title": _("Leave passages out"), "submit": _("Save"), "note": note % {"begin": begin, "end": end}}
    return take_form(request, form, act, FORM, {"crumb": case_name(case), "back": home_of(case), **words})


@require_POST
@with_key("handle_case")
def withdraw(request: HttpRequest, holder: OpenKey, number: int, referral: UUID) -> HttpResponse:
    case = case_by_number(number)
    found = get_object_or_404(Referral, case=case, pk=referral)
    operations.withdraw_referral(referral=found, acting_user=request.user, **moment())
    messages.success(request, _("The referral is withdrawn. What the partner had is destroyed."))
    return back_to(case)


@FORM_METHODS
@with_key("handle_case")
def pass_on(request: HttpRequest, holder: OpenKey, number: int, said: UUID) -> HttpResponse:
    """A partner's answer, to be passed on to the reporter whole, in part or in other words."""
    case = case_by_number(number)
    key = opened_by(request, holder, case)
    rows = Message.objects.select_related("referral__organisation")
    found = get_object_or_404(rows, report=case.pk, author=Author.PARTNER, is_letter=True, pk=said)
    words_of_partner = key.open_letter(found.body, place(MESSAGE, found.pk, "body")).decode()

    def act(form: SayForm) -> str:
        text = form.cleaned_data["text"]
        who = {"acting_user": request.user, **moment()}
        operations.pass_answer_on(answer=found, key=key, text=text, nonce=form.nonce_bytes, **who)
        messages.success(request, _("The reporter sees your message with the receipt."))
        return home_of(case)

    form = SayForm(request.POST or None, with_waiting=False, initial={"text": words_of_partner})
    note = _("%(partner)s wrote this to you. Leave out or explain what the reporter need not read so.")
    words = {"title": _("Pass an answer on"), "submit": _("Pass on"), "note": note % {"partner": _partner(found)}}
    return take_form(request, form, act, FORM, {"crumb": case_name(case), "back": home_of(case), **words})


def _partner(answer: Message) -> str:
    return str(answer.referral.organisation) if answer.referral else ""
