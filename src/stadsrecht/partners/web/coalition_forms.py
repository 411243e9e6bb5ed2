"""Forms of the coalition."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.forms import LocalisedField
from stadsrecht.partners.bridge.needs import need_choices
from stadsrecht.partners.models import CoalitionRole, Organisation
from stadsrecht.partners.web.pact_forms import CallForm


class JoinForm(forms.Form):
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation"), to_field_name="code", empty_label=None
    )
    theme = forms.ChoiceField(label=_("Theme"))
    role = forms.ChoiceField(
        label=_("Role"),
        help_text=_("Driver: leads the theme and is in its core group. Bearer: does part of it. Supporter: helps."),
        choices=CoalitionRole.choices,
        widget=forms.RadioSelect,
    )
    text = LocalisedField(label=_("What your organisation brings"), max_length=2000, is_long=True)

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations
        self.fields["theme"].choices = need_choices()


class JoinDecisionForm(forms.Form):
    reason = LocalisedField(
        label=_("Reason"),
        help_text=_("Needed where you refuse. The organisation reads it."),
        max_length=1000,
        is_long=True,
        required=False,
    )


class ThemeMeetingForm(CallForm):
    """A meeting on a theme that this person leads; the theme of one that is there stays."""

    ASIDE = (*CallForm.ASIDE, "theme")

    theme = forms.ChoiceField(label=_("Theme"))
    field_order = ("version", "theme")

    def __init__(self, *args: Any, themes: Collection[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if themes is None:
            del self.fields["theme"]
        else:
            self.fields["theme"].choices = [(code, name) for code, name in need_choices() if code in themes]
