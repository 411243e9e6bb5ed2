"""Words of the door: `{% say "intro.title" %}`, `{% say "form.step" number=2 all=5 %}`, in the reader's language."""

from typing import Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from stadsrecht.discrimination.bridge.packs import door
from stadsrecht.discrimination.queries import part_label
from stadsrecht.kernel.languages import RIGHT_TO_LEFT

register = template.Library()


@register.simple_tag
def say(key: str, **places: Any) -> SafeString:
    """A text of the door; what is filled in is escaped."""
    text = escape(door().text(key, get_language()))
    return mark_safe(text % {name: escape(value) for name, value in places.items()} if places else text)  # noqa: S308


@register.filter
def words(text: Any) -> str:
    """A LocalisedText in the reader's language, bare."""
    return str(text.shown_in(get_language()).text)


@register.filter
def parts(names: list[str]) -> str:
    """What parts of a report are called, in the reader's language."""
    comma = "، " if get_language() in RIGHT_TO_LEFT else ", "
    return comma.join(part_label(name).shown_in(get_language()).text for name in names)
