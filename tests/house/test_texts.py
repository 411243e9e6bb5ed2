"""The tone of voice: calm. No text shouts."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib
import pytest

from tests.house.files import ROOT, read, with_suffix

CURE = "Say it calmly: end the sentence with a full stop"
# What stands in a template but not on the page.
UNSEEN = re.compile(
    r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->|<!doctype.*?>|<script.*?</script>", re.DOTALL | re.IGNORECASE
)


def strings(value: Any) -> list[str]:
    """All texts in a table, however deep."""
    if isinstance(value, dict):
        return [text for inner in value.values() for text in strings(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in strings(inner)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("file", with_suffix(".po"), ids=str)
def test_no_translation_shouts(file):
    """Neither the text nor its translation."""
    entries = [entry for entry in polib.pofile(str(ROOT / file)) if not entry.obsolete]
    texts = [[entry.msgid, entry.msgid_plural, entry.msgstr, *entry.msgstr_plural.values()] for entry in entries]
    assert not [text for group in texts for text in group if "!" in text], CURE


def templates() -> list[Path]:
    return [file for file in with_suffix(".html", ".txt", under="src/") if "templates" in file.parts]


def test_no_page_shouts():
    """What a template shows without translation."""
    assert not [str(file) for file in templates() if "!" in UNSEEN.sub("", read(file))], CURE


def test_no_translated_text_of_a_template_shouts():
    """What stands inside {% translate %}."""
    shouting = re.compile(r"\{%\s*translate\s+\"[^\"]*![^\"]*\"")
    assert not [str(file) for file in templates() if shouting.search(read(file))], CURE


def test_no_data_shouts():
    """Packs of cities and catalogues."""
    packs = [file for file in with_suffix(".toml") if file.name != "pyproject.toml"]
    loud = {str(file): text for file in packs for text in strings(tomllib.loads(read(file))) if "!" in text}
    assert not loud, CURE


# How a reader is addressed (docs/reference/glossary.md): “u” and “vous”, everywhere. What stands here is no address.
FAMILIAR = {
    "nl": re.compile(r"\b(je|jij|jou|jouw|jouwe|jezelf|jullie)\b", re.IGNORECASE),
    "fr": re.compile(r"\b(tu|toi|te|ton|ta|tes|tutoie)\b|\bt’", re.IGNORECASE),
}
NOT_AN_ADDRESS = {
    "TU": "the sign for Tuesday in a line of opening hours",
}


def familiar(text: str, language: str) -> list[str]:
    """The words of a text that address its reader as a friend."""
    return [found for found in (one[0] for one in FAMILIAR[language].finditer(text)) if found not in NOT_AN_ADDRESS]


def by_language(value: Any) -> Iterator[tuple[str, str]]:
    """Each text of a table that stands under the code of a language, however deep."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        if key in FAMILIAR:
            yield from ((key, text) for text in strings([part]))
        else:
            yield from by_language(part)


@pytest.mark.parametrize("language", sorted(FAMILIAR))
def test_a_reader_is_addressed_in_one_way(language):
    """Residents and staff, in pages, letters and data."""
    catalogues = [file for file in with_suffix(".po") if language in file.parts]
    entries = [entry for file in catalogues for entry in polib.pofile(str(ROOT / file)) if not entry.obsolete]
    said = [text for entry in entries for text in (entry.msgstr, *entry.msgstr_plural.values())]
    tables = [tomllib.loads(read(file)) for file in with_suffix(".toml") if file.name != "pyproject.toml"]
    said += [text for table in tables for code, text in by_language(table) if code == language]
    assert len(said) > 2_000
    assert not [text for text in said if familiar(text, language)], "Address the reader with “u”, in French with “vous”"


def test_a_familiar_word_is_seen():
    """And one that only looks like it is not."""
    assert familiar("Open je sleutel. Wat jullie deden", "nl") == ["je", "jullie"]
    assert familiar("Dis-le si tu veux, je t’écoute", "fr") == ["tu", "t’"]
    assert not familiar("Juist: de projecten", "nl")
    assert not familiar("MO TU WE", "fr")
