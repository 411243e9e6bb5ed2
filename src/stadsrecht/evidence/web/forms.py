"""The form of a piece of evidence."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from stadsrecht.evidence.errors import FileRefused
from stadsrecht.kernel.forms import DayField, LocalisedField, RecordForm
from stadsrecht.kernel.registry import evidence_kinds

LARGEST_FILE = 30 * 1024 * 1024
KEPT_FILES = (".pdf", ".docx", ".odt", ".xlsx", ".ods", ".csv", ".html", ".txt", ".png", ".jpg", ".jpeg")


class AddressField(forms.URLField):
    """An address, or that of a page of our own, as the installation gives it to what it publishes itself."""

    widget = forms.TextInput(attrs={"inputmode": "url"})

    def clean(self, value: Any) -> Any:
        """A page of our own is taken where it stood before, and from nobody's hand."""
        return value if value and value == self.own else super().clean(value)

    own = ""


class EvidenceForm(RecordForm):
    title = LocalisedField(label=_("Title"))
    kind = forms.ChoiceField(label=_("Kind"))
    dated_on = DayField(label=_("Date"))
    date_is_year = forms.BooleanField(label=_("Only the year of this date is known"), required=False)
    source = forms.CharField(label=_("Source"), help_text=_("Who made or published it."), max_length=200)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    url = AddressField(label=_("Address"), max_length=500, required=False, assume_scheme="https")
    file = forms.FileField(
        label=_("Or a file"),
        help_text=_("At most 30 MB: PDF, text document, spreadsheet, web page or picture."),
        required=False,
    )
    subjects = forms.CharField(
        label=_("Evidence of"),
        help_text=_(
            "One in each line: provision:eu-charter:21, policy:…, action:…, place:… or pledge:…, "
            "as at the end of its page."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        required=False,
    )
    shelf_life_months = forms.IntegerField(
        label=_("Shelf life in months"),
        help_text=_("After this time it is shown as stale and no longer counts."),
        min_value=1,
        max_value=240,
        initial=24,
    )
    is_public = forms.BooleanField(label=_("Everyone may see this"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.code, kind.label) for kind in evidence_kinds]  # type: ignore[attr-defined]
        self.fields["url"].own = self.initial.get("url", "")  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if not file:
            return ""
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(str(FileRefused(why=_("it is larger than 30 MB."))))
        if not file.name.lower().endswith(KEPT_FILES):
            raise forms.ValidationError(str(FileRefused(why=_("this kind of file is not kept here."))))
        return file

    @property
    def subject_names(self) -> list[str]:
        return self.cleaned_data["subjects"].splitlines()

    @property
    def values(self) -> dict[str, Any]:
        """The columns of Evidence."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("version", "subjects")}


class PledgeEvidenceForm(forms.Form):
    """What a partner shows of its pledge; whose it is, and that everyone may see it, follows from the pledge."""

    title = LocalisedField(label=_("What it is"), help_text=_("For example: report of the training, with photos."))
    url = forms.URLField(label=_("Address of the page or document"), max_length=500, assume_scheme="https")
    dated_on = DayField(label=_("Date"))
    kind = forms.ChoiceField(label=_("Kind"))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.code, kind.label) for kind in evidence_kinds]  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        """The columns of Evidence; how long it stays fresh follows from its kind."""
        kind = evidence_kinds.get(self.cleaned_data["kind"])
        return {**self.cleaned_data, "shelf_life_months": kind.shelf_life_months if kind else 24}
