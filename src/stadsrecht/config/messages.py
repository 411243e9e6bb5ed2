"""Collect every text of pages and code into the catalogues that translators edit. No gettext tools are needed.

Texts are found as Django and Babel find them. A catalogue keeps its translations: a new text waits untranslated, one
that is gone moves to the end of the file, where it is found again should it come back.
"""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polib
from babel.messages.extract import extract
from django.utils.translation.template import templatize

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLURAL_FORMS = {"nl": "nplurals=2; plural=(n != 1);", "fr": "nplurals=2; plural=(n > 1);"}


@dataclass(frozen=True)
class Key:
    """What makes a text one text: its words, and the context that tells it from the same words elsewhere."""

    words: str
    context: str | None = None


@dataclass
class Text:
    key: Key
    plural: str = ""
    files: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)


def texts_in(folder: Path) -> dict[Key, Text]:
    """Every translatable text in the Python files and templates under a folder."""
    found: dict[Key, Text] = {}
    for file in sorted(folder.rglob("*.py")):
        _collect(found, file.read_text(encoding="utf-8"), file.relative_to(folder))
    for suffix in ("html", "txt"):
        for file in sorted(folder.glob(f"**/templates/**/*.{suffix}")):
            code = templatize(file.read_text(encoding="utf-8"), origin=str(file))
            # Django leaves the template's indentation in, which is none that Python could read.
            _collect(found, "\n".join(line.strip() for line in code.splitlines()), file.relative_to(folder))
    return found


def _collect(found: dict[Key, Text], code: str, file: Path) -> None:
    for key, plural, notes in _calls(code):
        text = found.setdefault(key, Text(key))
        text.plural = text.plural or plural
        text.files.add(file.as_posix())
        text.notes += [note for note in notes if note not in text.notes]


def _calls(code: str) -> Iterator[tuple[Key, str, list[str]]]:
    source = io.BytesIO(code.encode())
    for _line, words, notes, context in extract("python", source, KEYWORDS, ("Translators:",), {"encoding": "utf-8"}):
        singular, plural = (words, "") if isinstance(words, str) else [word for word in words if word is not None][:2]
        yield Key(singular, context), plural, notes


def renew(catalogue: Path, texts: Mapping[Key, Text], language: str, version: str) -> int:
    """Bring one .po in line with the texts; gives the number that waits for a translation."""
    reference = polib.POFile(wrapwidth=110)
    for text in sorted(texts.values(), key=lambda text: (min(text.files), text.key.words)):
        reference.append(_entry(text))
    present = polib.pofile(str(catalogue), wrapwidth=110) if catalogue.exists() else polib.POFile(wrapwidth=110)
    present.metadata = _metadata(language, version)
    present.merge(reference)
    place = {(entry.msgctxt, entry.msgid): position for position, entry in enumerate(reference)}
    present.sort(key=lambda entry: place.get((entry.msgctxt, entry.msgid), len(place)))
    catalogue.parent.mkdir(parents=True, exist_ok=True)
    present.save(str(catalogue))
    return len(present.untranslated_entries()) + len(present.fuzzy_entries())


def _entry(text: Text) -> polib.POEntry:
    return polib.POEntry(
        msgid=text.key.words,
        msgid_plural=text.plural,
        msgctxt=text.key.context,
        msgstr_plural={0: "", 1: ""} if text.plural else {},
        comment="\n".join(text.notes),
        occurrences=[(file, "") for file in sorted(text.files)],
        flags=["python-format"] if "%(" in text.key.words else [],
    )


def _metadata(language: str, version: str) -> dict[str, str]:
    return {
        "Project-Id-Version": f"stadsrecht {version}",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURAL_FORMS[language],
    }
