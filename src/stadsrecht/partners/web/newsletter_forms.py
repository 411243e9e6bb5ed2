"""The form of a newsletter."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.forms import DayField, LocalisedField
from stadsrecht.partners.bridge.needs import need_choices
from stadsrecht.partners.models import Organisation
from stadsrecht.partners.web.forms import ColumnsForm

OF_ORGANISATION, OF_THEME = "organisation", "theme"


class NewsletterForm(ColumnsForm):
    """Who writes is chosen once, from what this person speaks for; a change leaves it."""

    ASIDE = ("of",)

    of = forms.ChoiceField(label=_("In whose name"))
    title = LocalisedField(label=_("Title"), max_length=300)
    text = LocalisedField(
        label=_("Text"),
        help_text=_("A few short paragraphs. Everyone reads it as soon as you save."),
        max_length=4000,
        is_long=True,
    )
    link = forms.URLField(
        label=_("Link"),
        help_text=_("Where the whole newsletter stands, if that is elsewhere."),
        max_length=500,
        required=False,
        assume_scheme="https",
    )
    published_on = DayField(label=_("Day"))

    def __init__(
        self,
        *args: Any,
        organisations: Iterable[Organisation] | None = None,
        themes: Iterable[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if organisations is None:
            del self.fields["of"]
            return
        self.organisations = {row.code: row for row in organisations}
        own = [(f"{OF_ORGANISATION}:{code}", row.name.plain) for code, row in self.organisations.items()]
        led = [
            (f"{OF_THEME}:{code}", _("the coalition: %(theme)s") % {"theme": name})
            for code, name in need_choices()
            if code in themes
        ]
        self.fields["of"].choices = [*own, *led]

    @property
    def voice(self) -> dict[str, Any]:
        """The organisation or the theme in whose name it is."""
        kind, _colon, code = self.cleaned_data["of"].partition(":")
        if kind == OF_THEME:
            return {"organisation": None, "theme": code}
        return {"organisation": self.organisations[code], "theme": ""}
