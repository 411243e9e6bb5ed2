"""The tone of voice: calm. No text shouts."""

import re
import tomllib
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
