"""Forms of a referral. What may be passed on is a choice for each part, and none is made beforehand."""

from collections.abc import Iterable
from secrets import token_hex
from typing import Any

from django import forms
from django.template.defaultfilters import linebreaksbr
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from stadsrecht.discrimination.bridge.referrals import FILES, Part
from stadsrecht.discrimination.errors import OrganisationMissing, PartsMissing, ReadersMissing
from stadsrecht.discrimination.models import PersonalKey
from stadsrecht.discrimination.queries import askable_parts, part_label, partners_with_keys
from stadsrecht.discrimination.web.desk.forms import NONCE_BYTES, long_text
from stadsrecht.kernel.errors import StadsrechtError

FILE = "file-"


def _several(label: Any, help_text: Any, **more: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, help_text=help_text, widget=forms.CheckboxSelectMultiple, **more)


def _missing(error: type[StadsrechtError]) -> dict[str, Any]:
    """What an operation would say, said by the form already."""
    return {"required": error.message}


class AskForm(forms.Form):
    """Which partner, which parts, and why, in the words of the reporter."""

    organisation = forms.ChoiceField(label=_("To which partner"), error_messages=_missing(OrganisationMissing))
    parts = _several(
        _("What it would get to know"),
        _("Choose as little as the partner needs. More than this can never be passed on, less can."),
        error_messages=_missing(PartsMissing),
    )
    question = long_text(
        _("What you ask"),
        _(
            "Write in the reporter’s language why you want to ask this partner, and for what. "
            "The names of the partner and of the parts are shown beside it."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {one.code: one for one in partners_with_keys()}
        options = [(code, one.name.plain) for code, one in self.organisations.items()]
        self.fields["organisation"].choices = [("", _("not chosen")), *options]  # type: ignore[attr-defined]
        self.fields["parts"].choices = [(name, capfirst(part_label(name).plain)) for name in askable_parts()]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Any:
        return self.organisations.get(self.cleaned_data["organisation"])


class ReferForm(forms.Form):
    """What the partner is asked, and of the parts that the reporter agreed to, which go along."""

    asked = long_text(
        _("What you ask of the partner"), _("The partner reads this first. Name nobody who need not be known.")
    )
    parts = _several(
        _("What you pass on"),
        _(
            "Only what the reporter agreed to is here. Nothing is chosen beforehand: "
            "choose what the partner cannot do without."
        ),
        required=False,
    )

    readers = _several(
        _("Who there may open it"),
        _("Nobody else at the partner can, whoever is added to it later."),
        error_messages=_missing(ReadersMissing),
    )

    def __init__(
        self,
        *args: Any,
        parts: Iterable[Part],
        contact: Iterable[str],
        files: Iterable[Any],
        keys: list[PersonalKey],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.person_id): one.person for one in keys}
        since = {str(one.person_id): _("Key made on %(day)s") % {"day": date_format(one.made_at)} for one in keys}
        people = [(number, _under(str(person), since[number])) for number, person in self.people.items()]
        self.fields["readers"].choices = people  # type: ignore[attr-defined]
        choices = [(part.name, _shown(part.name, part.plain)) for part in parts]
        hidden = _("You see it on the next page, and that you saw it is recorded.")
        choices += [(name, _shown(name, hidden)) for name in contact]
        choices += [(f"{FILE}{one.id}", _shown(FILES, one.name)) for one in files]
        self.fields["parts"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen_people(self) -> list[Any]:
        return [self.people[number] for number in self.cleaned_data["readers"]]

    @property
    def names(self) -> list[str]:
        return [one for one in self.cleaned_data["parts"] if not one.startswith(FILE)]

    @property
    def file_numbers(self) -> list[str]:
        return [one.removeprefix(FILE) for one in self.cleaned_data["parts"] if one.startswith(FILE)]


def _shown(name: str, text: Any) -> Any:
    """A part, with what it stands for under it."""
    return _under(capfirst(part_label(name).plain), text)


def _under(label: str, text: Any) -> Any:
    return format_html('<span>{} <span class="sr-under" dir="auto">{}</span></span>', label, linebreaksbr(text))


class PassagesForm(forms.Form):
    """A copy of the narrative, in which brackets stand around what is left out."""

    text = long_text(_("The narrative, with brackets"), rows=16)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].strip = False  # type: ignore[attr-defined]  # it must be the reporter's to the letter


class AnswerForm(forms.Form):
    """The partner's answer. The nonce makes a second click add nothing."""

    text = long_text(
        _("What you did or found"),
        _("Sealed to the office: you cannot read it back. The office decides what the reporter reads of it."),
        required=False,
        rows=10,
    )
    ends = forms.BooleanField(
        label=_("We are done: end the referral and destroy what was passed on to us"), required=False
    )
    nonce = forms.RegexField(r"^[0-9a-f]{40}$", widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"nonce": token_hex(NONCE_BYTES), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    @property
    def nonce_bytes(self) -> bytes:
        return bytes.fromhex(self.cleaned_data["nonce"])
