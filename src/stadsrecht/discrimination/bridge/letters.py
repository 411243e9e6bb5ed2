"""Beginnings of messages, in the language in which somebody reported."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from stadsrecht.discrimination.bridge.packs import ours
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.packs import localised


@dataclass(frozen=True)
class Letter:
    code: str
    name: LocalisedText
    text: LocalisedText


@lru_cache(maxsize=1)
def letters() -> tuple[Letter, ...]:
    rows = ours("letters")["letter"]
    return tuple(_letter(row) for row in rows)


def _letter(row: dict[str, Any]) -> Letter:
    words = {language: str(text) for language, text in row.items() if language not in {"code", "name"}}
    return Letter(str(row["code"]), localised(row["name"]), LocalisedText(words))


def begun(code: str, language: str) -> str:
    """A letter's text in a language; nothing for an unknown letter."""
    found = next((one for one in letters() if one.code == code), None)
    return found.text.shown_in(language).text if found else ""
