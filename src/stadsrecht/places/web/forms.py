"""The form of an import of boundaries."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.forms import DayField
from stadsrecht.places.models import Level

KEPT_TEXT = 2 * 2**20


class ImportForm(forms.Form):
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices, initial=Level.DISTRICT)
    source = forms.CharField(
        label=_("Source"), help_text=_("Who made the boundaries, and of which year."), max_length=300
    )
    valid_from = DayField(label=_("Valid from"), help_text=_("The first day on which these boundaries hold."))
    file = forms.FileField(
        label=_("File"),
        help_text=_("GeoJSON in degrees (WGS84), at most 30 MB. A chosen file goes before pasted text."),
        widget=forms.FileInput(attrs={"accept": ".geojson,.json,application/geo+json"}),
        required=False,
    )
    content = forms.CharField(
        label=_("Or paste the text of the file"),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        required=False,
        strip=False,
    )
    code_property = forms.CharField(
        label=_("Property with the code"),
        help_text=_("Leave empty where the file uses a name that is known, such as statcode or buurtcode."),
        max_length=80,
        required=False,
    )
    name_property = forms.CharField(
        label=_("Property with the name"),
        help_text=_("Leave empty where the file uses a name that is known, such as statnaam or buurtnaam."),
        max_length=80,
        required=False,
    )
    is_complete = forms.BooleanField(
        label=_("This file holds all areas of this level. Areas that are not in it end the day before."), required=False
    )

    def wanted(self, content: bytes | str) -> dict[str, Any]:
        """What was typed, in the words of the operation."""
        words = ("level", "source", "valid_from", "code_property", "name_property", "is_complete")
        return {"content": content, **{word: self.cleaned_data[word] for word in words}}

    def keep_file_as_text(self, content: bytes | str) -> bool:
        """A browser does not keep a chosen file: put its text in the paste field. False where that cannot be done."""
        if not self.files.get("file"):
            return True
        try:
            text = content.decode("utf-8-sig") if isinstance(content, bytes) and len(content) <= KEPT_TEXT else ""
        except UnicodeDecodeError:
            text = ""
        if text:
            self.data = {**self.data.dict(), "content": text}
        return bool(text)
