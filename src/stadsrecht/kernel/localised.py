"""Text in several languages, as one value and one column.

A city chooses its languages in its data pack, so a language is data and not a database column. A text that is not
there in the reader's language is shown in another one, visibly: with its `lang` attribute and the name of the language.
`{{ text }}` in a template does so by itself; `{{ text.plain }}` gives bare words for titles and attributes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.languages import RIGHT_TO_LEFT, SPOKEN

LANGUAGE_NAMES = {tag: language.name for tag, language in SPOKEN.items()}


@dataclass(frozen=True)
class Shown:
    """A text as one reader sees it: the words, their language and whether that is not the language asked for."""

    text: str
    language: str
    is_fallback: bool


class LocalisedText(Mapping[str, str]):
    """An immutable mapping of language code to non-empty text."""

    __slots__ = ("_texts",)

    def __init__(self, texts: Mapping[str, str] | None = None, **by_language: str) -> None:
        given = {**(texts or {}), **by_language}
        self._texts = {language: text for language, text in given.items() if text}

    def __getitem__(self, language: str) -> str:
        return self._texts[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __hash__(self) -> int:
        return hash(frozenset(self._texts.items()))

    def __eq__(self, other: object) -> bool:
        return dict(self) == dict(other) if isinstance(other, Mapping) else NotImplemented

    def __repr__(self) -> str:
        return f"LocalisedText({self._texts!r})"

    def shown_in(self, language: str | None) -> Shown:
        """The text for a reader of `language`; else in the city's first language that has it."""
        if language in self._texts:
            return Shown(self._texts[language], language, False)
        order = [settings.LANGUAGE_CODE, *(code for code, _name in settings.LANGUAGES), *self._texts]
        for code in order:
            if code in self._texts:
                return Shown(self._texts[code], code, True)
        return Shown("", language or settings.LANGUAGE_CODE, False)

    @property
    def plain(self) -> str:
        return self.shown_in(get_language()).text

    def __str__(self) -> str:
        # Django's templates ask for the string first. What they get is safe HTML with its mark; bare words are `plain`.
        return self.__html__()

    def __html__(self) -> SafeString:
        shown = self.shown_in(get_language())
        if not shown.is_fallback:
            return escape(shown.text)
        direction = "rtl" if shown.language in RIGHT_TO_LEFT else "ltr"
        note = gettext("in %(language)s") % {"language": LANGUAGE_NAMES.get(shown.language, shown.language)}
        return format_html(
            '<span lang="{}" dir="{}">{}</span> <span class="sr-fallback">({})</span>',
            shown.language,
            direction,
            shown.text,
            note,
        )


class LocalisedAttribute(DeferredAttribute):
    """Whatever is assigned, a LocalisedText is read."""

    def __set__(self, instance: models.Model, value: Any) -> None:
        is_expression = hasattr(value, "resolve_expression")
        instance.__dict__[self.field.attname] = value if is_expression else self.field.to_python(value)


class LocalisedTextField(models.JSONField):
    """A column of LocalisedText. `max_length` holds for each language; `blank=False` asks for at least one."""

    descriptor_class = LocalisedAttribute

    def __init__(self, *args: Any, max_length: int = 300, **kwargs: Any) -> None:
        self.text_limit = max_length
        kwargs.setdefault("default", LocalisedText)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "max_length": self.text_limit}

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> LocalisedText:
        return LocalisedText(super().from_db_value(value, expression, connection) or {})

    def to_python(self, value: Any) -> LocalisedText:
        return value if isinstance(value, LocalisedText) else LocalisedText(value or {})

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        plain = dict(value) if isinstance(value, Mapping) else value
        return super().get_db_prep_value(plain, connection, prepared)

    def validate(self, value: Any, model_instance: Any) -> None:
        if not value and not self.blank:
            raise ValidationError(_("Fill in this field in at least one language."), code="required")
        for text in value.values():
            if len(text) > self.text_limit:
                raise ValidationError(
                    _("This text has %(length)s characters. At most %(limit)s fit."),
                    code="max_length",
                    params={"length": len(text), "limit": self.text_limit},
                )


def worded(text: Any, **words: Any) -> LocalisedText:
    """A text of ours in each language of the site; one of somebody else's within it, in the same language."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            given = {name: word.plain if isinstance(word, LocalisedText) else word for name, word in words.items()}
            found[language] = str(text) % given if given else str(text)
    return LocalisedText(found)
