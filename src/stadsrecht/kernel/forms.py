"""Forms that never lose what was typed.

A named error of an operation lands next to the field it belongs to; the form is shown again with everything in it.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.errors import EditConflict, StadsrechtError
from stadsrecht.kernel.localised import LANGUAGE_NAMES, LocalisedText


class LocalisedWidget(forms.MultiWidget):
    """One labelled input per language of the city."""

    template_name = "kernel/forms/localised.html"

    def __init__(self, *, is_long: bool, attrs: dict[str, Any] | None = None) -> None:
        one = forms.Textarea(attrs={"rows": 4}) if is_long else forms.TextInput()
        self.languages = [code for code, _name in settings.LANGUAGES]
        super().__init__({code: one for code in self.languages}, attrs)

    def decompress(self, value: Any) -> list[str]:
        return [(value or {}).get(code, "") for code in self.languages]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for code, widget in zip(self.languages, context["widget"]["subwidgets"], strict=True):
            widget["language"] = code
            widget["label"] = LANGUAGE_NAMES.get(code, code)
            widget["attrs"]["lang"] = code
            widget["attrs"].pop("required", None)
        return context

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}_0" if id_ else id_


class LocalisedField(forms.MultiValueField):
    """A LocalisedText: at least one language where required, each at most `max_length` characters."""

    default_error_messages = {"required": _("Fill in this field in at least one language.")}

    def __init__(self, *, max_length: int = 300, is_long: bool = False, **kwargs: Any) -> None:
        parts = [forms.CharField(max_length=max_length, required=False) for _language in settings.LANGUAGES]
        kwargs.setdefault("widget", LocalisedWidget(is_long=is_long))
        super().__init__(parts, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> LocalisedText:
        codes = [code for code, _name in settings.LANGUAGES]
        return LocalisedText(dict(zip(codes, data_list or [], strict=False)))

    def clean(self, value: Any) -> LocalisedText:
        text: LocalisedText = super().clean(value)
        if self.required and not text:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return text


class DayField(forms.DateField):
    """A day, typed with the browser's own date input (ISO in the request, the reader's order on screen)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class HourField(forms.TimeField):
    """An hour, typed with the browser's own input."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **kwargs)


class Several(forms.MultipleChoiceField):
    """Ticks beside a list; none is as good as any."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.CheckboxSelectMultiple, **kwargs)


class RecordForm(forms.Form):
    """A form on a record that others may edit at the same moment: it carries the version that was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class SureForm(forms.Form):
    """A tick before figures are told for good. What it means is a rule of the operation."""

    is_sure = forms.BooleanField(
        label=_("I have looked at every table, and I know that this cannot be taken back"), required=False
    )


def take_error(form: forms.Form, error: StadsrechtError) -> None:
    """Put a named failure next to its field, or above the form.

    After an EditConflict the form carries the present version, so that saving again, knowingly, goes through; the
    template shows `form.conflict.differences`.
    """
    form.add_error(error.at_field if error.at_field in form.fields else None, str(error))
    if isinstance(error, EditConflict):
        typed: Any = form.data.copy()  # type: ignore[attr-defined]
        typed[form.add_prefix("version")] = str(error.current_version)
        form.data = typed
        error.differences = [_labelled(form, *difference) for difference in error.differences]
        form.conflict = error  # type: ignore[attr-defined]


def _labelled(form: forms.Form, name: str, value: Any) -> tuple[Any, Any]:
    """A difference in the words of the form."""
    field = form.fields.get(name)
    if isinstance(value, bool):
        value = _("yes") if value else _("no")
    elif isinstance(field, forms.ChoiceField) and isinstance(value, str | list):
        labels: dict[Any, Any] = dict(field.choices)  # type: ignore[arg-type]
        codes = value if isinstance(value, list) else [value]
        value = ", ".join(str(labels.get(code, code)) for code in codes) or "–"
    return (field.label if field else name), value
