"""Forms of the desk: an indicator, an upload, and the moment until which a release is kept back."""

import re
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.forms import DayField, LocalisedField, RecordForm
from stadsrecht.monitoring.bridge.reading import ONE_FILE
from stadsrecht.monitoring.errors import FileTooLarge
from stadsrecht.monitoring.models import Direction, Frequency
from stadsrecht.monitoring.operations import LARGEST_UPLOAD
from stadsrecht.monitoring.queries import METHODS, all_indicators
from stadsrecht.monitoring.web.wording import METHOD_NAMES

KEPT_TEXT = 2 * 2**20
TARGET_LINE = re.compile(r"(\d{4})\s*:\s*([-+]?[\d.,]+)\s*(?:\((.*)\))?$")
KIND_NAMES = {"csv": _("CSV of our own form"), "json-stat": "JSON-stat 2.0", "sdmx-csv": "SDMX-CSV"}


# The words that addresses below figures/ and desk/figures/ need for themselves.
TAKEN_CODES = frozenset({"rights", "sdg", "places", "compare", "catalogue", "open-data", "work", "new"})


class IndicatorForm(RecordForm):
    name = LocalisedField(label=_("Name"))
    code = forms.SlugField(
        label=_("Code"),
        help_text=_("It stands in the address and stays. Leave empty to take it from the name."),
        max_length=120,
        required=False,
    )
    about = LocalisedField(label=_("What is counted, and how"), max_length=4000, is_long=True, required=False)
    unit = LocalisedField(label=_("Unit"), help_text=_("For example: %, or reports."), max_length=120, required=False)
    decimals = forms.IntegerField(label=_("Decimals"), min_value=0, max_value=6, required=False)
    direction = forms.ChoiceField(
        label=_("Which way is better"),
        choices=Direction.choices,
        widget=forms.RadioSelect,
        help_text=_("Nothing is assumed here. Reports of discrimination, for example, are better neither way."),
    )
    method = forms.ChoiceField(label=_("Method of judgement"))
    limit = forms.FloatField(
        label=_("Natural limit"), help_text=_("For a percentage that cannot pass 100: 100."), required=False
    )
    targets = forms.CharField(
        label=_("Targets"),
        help_text=_(
            "One in each line: year, colon, value, and the source in brackets. For example: 2030: 95 (council)"
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        required=False,
    )
    subjects = forms.CharField(
        label=_("Says something of"),
        help_text=_("One in each line: provision:eu-charter:21, policy:… or action:…, as at the end of its page."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        required=False,
    )
    publisher = forms.CharField(label=_("Publisher"), max_length=200)
    source = forms.CharField(label=_("Source"), max_length=300)
    source_url = forms.URLField(label=_("Address"), max_length=500, required=False, assume_scheme="https")
    sourced_on = DayField(label=_("Taken on"), required=False)
    licence = forms.CharField(label=_("Licence"), max_length=120, required=False)
    licence_url = forms.URLField(
        label=_("Address of the licence"), max_length=300, required=False, assume_scheme="https"
    )
    changes = LocalisedField(label=_("What we changed in the source"), max_length=2000, is_long=True, required=False)
    frequency = forms.ChoiceField(label=_("How often it is measured"), choices=Frequency.choices)
    next_release_on = DayField(label=_("Day of the next figures"), required=False)
    shelf_life_months = forms.IntegerField(
        label=_("Shelf life in months"),
        help_text=_("After this time it is shown as stale and no longer counts."),
        min_value=1,
        max_value=240,
        initial=24,
    )
    counts_people = forms.BooleanField(label=_("The figures are counts of people, or stem from such"), required=False)
    is_share = forms.BooleanField(label=_("A percentage, rate or mean: its parts do not add up"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["method"].choices = [(name, METHOD_NAMES.get(name, name)) for name in METHODS]  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if code in TAKEN_CODES:
            raise forms.ValidationError(_now("This word stands for something else in addresses. Choose another code."))
        if code and code != self.initial.get("code") and all_indicators().filter(code=code).exists():
            raise forms.ValidationError(_now("Another figure has this code."))
        return code

    def clean_targets(self) -> list[dict[str, Any]]:
        rows = []
        for line in filter(None, map(str.strip, self.cleaned_data["targets"].splitlines())):
            found = TARGET_LINE.match(line)
            try:
                value = float(found[2].replace(",", ".")) if found else None
            except ValueError:
                value = None
            if found is None or value is None:
                raise forms.ValidationError(_now("“%(line)s” is no year and value.") % {"line": line[:80]})
            rows.append({"year": int(found[1]), "value": value, "source": (found[3] or "")[:300]})
        return rows

    @property
    def subject_names(self) -> list[str]:
        return self.cleaned_data["subjects"].splitlines()

    @property
    def values(self) -> dict[str, Any]:
        """The columns of Indicator. A code stays once it is there."""
        left_out = {"version", "subjects", "targets"} | ({"code"} if self.initial.get("code") else set())
        return {name: value for name, value in self.cleaned_data.items() if name not in left_out}


def targets_text(rows: Any) -> str:
    """Targets as the form takes them."""
    return "\n".join(f"{row.year}: {row.value:g}" + (f" ({row.source})" if row.source else "") for row in rows)


class UploadForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind of file"))
    file = forms.FileField(
        label=_("File"), help_text=_("At most 30 MB. A chosen file goes before pasted text."), required=False
    )
    content = forms.CharField(
        label=_("Or paste the text of the file"),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        required=False,
        strip=False,
    )
    note = LocalisedField(label=_("What is new"), max_length=2000, is_long=True, required=False)
    is_correction = forms.BooleanField(
        label=_("This corrects an earlier release. Say above what was wrong and why."), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, KIND_NAMES.get(kind, kind)) for kind in ONE_FILE]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        file = data.get("file")
        if file and file.size > LARGEST_UPLOAD:
            self.add_error("file", str(FileTooLarge(limit=LARGEST_UPLOAD // 2**20)))
        if not file and not data.get("content", "").strip():
            self.add_error("file", _now("Choose a file or paste its text."))
        return data

    def typed(self) -> tuple[bytes, str]:
        """The content and the name of what was chosen, else of what was pasted."""
        file = self.cleaned_data["file"]
        if file:
            return bytes(file.read()), file.name
        kind = self.cleaned_data["kind"]
        return self.cleaned_data["content"].encode(), f"pasted.{'json' if kind == 'json-stat' else 'csv'}"

    def keep_file_as_text(self, content: bytes) -> None:
        """A browser does not keep a chosen file: put its text in the paste field, where it can be mended."""
        if not self.files.get("file") or len(content) > KEPT_TEXT:
            return
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            return
        typed: Any = self.data.copy()  # type: ignore[attr-defined]
        typed["content"] = text
        self.data = typed


class MomentForm(forms.Form):
    publish_at = forms.DateTimeField(
        label=_("Until this moment"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "step": "1"}, format="%Y-%m-%dT%H:%M:%S"),
        input_formats=["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["publish_at"].help_text = _now("In the time of this city: %(zone)s.") % {
            "zone": timezone.get_current_timezone_name()
        }
