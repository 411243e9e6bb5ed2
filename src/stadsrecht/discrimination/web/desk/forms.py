"""Forms of the desk. Rules live in the operations; a form only reads what was typed."""

from collections.abc import Iterable
from secrets import token_hex
from typing import Any

from django import forms
from django.template.defaultfilters import linebreaksbr
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stadsrecht.discrimination.errors import ConsentMissing
from stadsrecht.discrimination.models import Case, ListEdition
from stadsrecht.discrimination.queries import ConsentShown, keys_of_workers, name_of, people_with_cases
from stadsrecht.discrimination.workflow import CASE_TRANSITIONS, REFERRAL, CaseState

LONGEST = 20_000
NONCE_BYTES = 20


def long_text(label: Any, help_text: Any = "", *, required: bool = True, rows: int = 6) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=LONGEST, widget=widget)


def choices_of(edition: ListEdition, which: str, *, outward: bool | None = None) -> list[tuple[str, str]]:
    """Codes of a list with their names; `outward` keeps one sort of the steps of handling, but for the referral."""
    rows = [
        row
        for row in edition.lists[which]
        if outward is None or (bool(row.get("outward")) is outward and row["code"] != REFERRAL)
    ]
    return [(row["code"], name_of(edition, which, row["code"]).shown_in(get_language()).text) for row in rows]


class SayForm(forms.Form):
    """A message or a note. The nonce makes a second click add nothing."""

    text = long_text(_("Text"), rows=10)
    waits = forms.BooleanField(label=_("The case waits for the answer"), required=False)
    nonce = forms.RegexField(r"^[0-9a-f]{40}$", widget=forms.HiddenInput)

    def __init__(self, *args: Any, with_waiting: bool, **kwargs: Any) -> None:
        kwargs["initial"] = {"nonce": token_hex(NONCE_BYTES), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        if not with_waiting:
            del self.fields["waits"]

    @property
    def nonce_bytes(self) -> bytes:
        return bytes.fromhex(self.cleaned_data["nonce"])


class StateForm(forms.Form):
    state = forms.ChoiceField(label=_("New state"), widget=forms.RadioSelect)
    outcome = forms.ChoiceField(
        label=_("How it ended"),
        help_text=_("Needed to close a case. It says how long the words of the case are kept."),
        required=False,
    )
    reason = long_text(
        _("Why the case is opened again"), _("Kept as a note, which the reporter never sees."), required=False
    )

    def __init__(self, *args: Any, case: Case, edition: ListEdition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        next_states = CASE_TRANSITIONS[case.state] - {CaseState.REFERRED}
        states = [(state.value, state.label) for state in CaseState if state in next_states]
        self.fields["state"].choices = states  # type: ignore[attr-defined]
        self.fields["outcome"].choices = [("", _("not chosen")), *choices_of(edition, "outcome")]  # type: ignore[attr-defined]
        if CaseState.CLOSED not in next_states:
            del self.fields["outcome"]
        if CaseState.REOPENED not in next_states:
            del self.fields["reason"]


class ConsentForm(forms.Form):
    kind = forms.ChoiceField(label=_("For which step"), widget=forms.RadioSelect)
    question = long_text(
        _("What you ask"),
        _("Write in the reporter’s language what would be told, to whom, and why. The reporter answers by receipt."),
    )

    def __init__(self, *args: Any, edition: ListEdition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices_of(edition, "handling", outward=True)  # type: ignore[attr-defined]


class StepForm(forms.Form):
    """A step within the office by its code; one outward by the yes that it rests on, shown with its question."""

    kind = forms.ChoiceField(
        label=_("Step"), widget=forms.RadioSelect, error_messages={"invalid_choice": ConsentMissing.message}
    )
    note = long_text(_("What you do"), _("Only for who works on the case."), required=False)

    def __init__(self, *args: Any, edition: ListEdition, consents: Iterable[ConsentShown], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.consents = {str(one.row.pk): one for one in consents}
        names = dict(choices_of(edition, "handling", outward=True))
        agreed = [(number, _with_question(names, one)) for number, one in self.consents.items()]
        inside = (str(_("Within the office")), choices_of(edition, "handling", outward=False))
        outside = (str(_("Outward, with consent")), agreed)
        self.fields["kind"].choices = [inside, outside] if agreed else [inside]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, Any]:
        """`kind` and `consent`, as the operation takes them."""
        agreed = self.consents.get(self.cleaned_data["kind"])
        return {"kind": agreed.row.kind, "consent": agreed.row} if agreed else {"kind": self.cleaned_data["kind"]}


def _with_question(names: dict[str, str], consent: ConsentShown) -> Any:
    """The name of the step, and under it what the reporter said yes to and when."""
    agreed = _("agreed on %(day)s") % {"day": date_format(consent.row.answered_on)}
    return format_html(
        '<span>{}, {} <span class="sr-under" dir="auto">{}</span></span>',
        *(names.get(consent.row.kind, consent.row.kind), agreed, linebreaksbr(consent.question)),
    )


class ReasonForm(forms.Form):
    reason = long_text(_("Why you need to know"), _("Only the custodian reads this."))


class WorkerForm(forms.Form):
    """One of the workers who hold a key."""

    person = forms.ChoiceField(label=_("To whom"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(key.person_id): key.person for key in keys_of_workers()}
        options = [(number, str(person)) for number, person in self.people.items()]
        self.fields["person"].choices = [("", _("not chosen")), *options]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Any:
        return self.people[self.cleaned_data["person"]]


class HandOverForm(WorkerForm):
    """Who leaves may be locked out already, and hold no role or key any more."""

    leaver = forms.ChoiceField(label=_("Who leaves"))
    field_order = ("leaver", "person")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.leavers = {str(person.pk): person for person in people_with_cases()}
        options = [(number, str(person)) for number, person in self.leavers.items()]
        self.fields["leaver"].choices = [("", _("not chosen")), *options]  # type: ignore[attr-defined]

    @property
    def leaving(self) -> Any:
        return self.leavers[self.cleaned_data["leaver"]]
