"""Languages that people of a city speak, by their BCP 47 tag, each with its own name and direction.

Help is given in many more languages than a site is written in, and Django's table lacks several of them.
`extend_django` adds those, so that a city may also write in one of them.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


def _(word: str) -> str:
    """Marks a word to translate. Django's own marker reads the settings, which read this module."""
    return word


@dataclass(frozen=True)
class Language:
    tag: str
    own_name: str
    english: str
    is_right_to_left: bool = False

    @property
    def name(self) -> str | Promise:
        """Its name in the language of the reader."""
        return gettext_lazy(self.english)

    @property
    def both_names(self) -> str:
        """Its own name and that in the reader's language, where the two differ."""
        return self.own_name if self.own_name == str(self.name) else f"{self.own_name} ({self.name})"

    @property
    def direction(self) -> str:
        return "rtl" if self.is_right_to_left else "ltr"


_ROWS = (
    Language("nl", "Nederlands", _("Dutch")),
    Language("en", "English", _("English")),
    Language("fr", "Français", _("French")),
    Language("de", "Deutsch", _("German")),
    Language("es", "Español", _("Spanish")),
    Language("pt", "Português", _("Portuguese")),
    Language("pl", "Polski", _("Polish")),
    Language("ro", "Română", _("Romanian")),
    Language("bg", "Български", _("Bulgarian")),
    Language("tr", "Türkçe", _("Turkish")),
    Language("ar", "العربية", _("Arabic"), is_right_to_left=True),
    Language("rif", "Tarifit", _("Riffian")),
    Language("ti", "ትግርኛ", _("Tigrinya")),
    Language("am", "አማርኛ", _("Amharic")),
    Language("so", "Soomaali", _("Somali")),
    Language("prs", "دری", _("Dari"), is_right_to_left=True),
    Language("fa", "فارسی", _("Farsi"), is_right_to_left=True),
    Language("ps", "پښتو", _("Pashto"), is_right_to_left=True),
    Language("ur", "اردو", _("Urdu"), is_right_to_left=True),
    Language("kmr", "Kurmancî", _("Kurmanji")),
    Language("ckb", "کوردیی ناوەندی", _("Sorani"), is_right_to_left=True),
    Language("uk", "Українська", _("Ukrainian")),
    Language("ru", "Русский", _("Russian")),
    Language("ka", "ქართული", _("Georgian")),
    Language("zh", "中文", _("Chinese")),
    Language("he", "עברית", _("Hebrew"), is_right_to_left=True),
    Language("dse", "Nederlandse Gebarentaal", _("Dutch Sign Language")),
)
SPOKEN: dict[str, Language] = {row.tag: row for row in _ROWS}
RIGHT_TO_LEFT = frozenset(row.tag for row in _ROWS if row.is_right_to_left)


def named(tag: str) -> Language:
    """The language of a tag; one that the table lacks bears its tag as its name."""
    return SPOKEN.get(tag) or Language(tag, tag, tag)


def extend_django(table: dict[str, Any]) -> None:
    """Add to Django's table of languages those that it lacks."""
    for row in _ROWS:
        table.setdefault(
            row.tag,
            {"bidi": row.is_right_to_left, "code": row.tag, "name": row.english, "name_local": row.own_name},
        )
