"""How every form looks: label, help, error and input in one block, and a summary of errors above."""

from typing import Any

from django.forms.renderers import TemplatesSetting

# The classes of the design system for each kind of input.
CLASSES = {
    "django/forms/widgets/textarea.html": "utrecht-textarea utrecht-textarea--html-textarea",
    "django/forms/widgets/select.html": "utrecht-select utrecht-select--html-select",
    "django/forms/widgets/checkbox.html": "utrecht-checkbox utrecht-checkbox--html-input",
    "django/forms/widgets/radio_option.html": "utrecht-radio-button utrecht-radio-button--html-input",
    "django/forms/widgets/checkbox_option.html": "utrecht-checkbox utrecht-checkbox--html-input",
}
TEXTBOX = "utrecht-textbox utrecht-textbox--html-input"
OWN_LOOK = {"hidden", "file", "radio", "checkbox"}


class FormRenderer(TemplatesSetting):
    form_template_name = "shell/forms/form.html"
    field_template_name = "shell/forms/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if widget := context.get("widget"):
            self._dress(widget)
        return super().render(template_name, context, request)

    def _dress(self, widget: dict[str, Any]) -> None:
        """Give a widget and its parts the classes of the design system."""
        name = CLASSES.get(widget.get("template_name", ""))
        if name is None and widget.get("type") not in OWN_LOOK and "type" in widget:
            name = TEXTBOX
        attrs = widget.setdefault("attrs", {})
        # What is wrong is said by the server, in words; the browser's own red marks would come before any typing.
        attrs.pop("required", None)
        if name and "class" not in attrs:
            attrs["class"] = name
        for part in widget.get("subwidgets", ()):
            self._dress(part)
        for _group, options, _index in widget.get("optgroups", ()):
            for option in options:
                if option.get("template_name") in CLASSES:
                    self._dress(option)
