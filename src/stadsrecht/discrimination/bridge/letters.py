"""Beginnings of messages and questions, in the language in which somebody reported.

Those of the product stand in `data/letters.toml`; a city's own `[[letter]]` of its `report.toml` stands instead of the
one with the same code, or beside them.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from stadsrecht.discrimination.bridge.packs import FILE, ours
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.packs import localised, read_pack

NO_TEXT = {"code", "name", "step"}


@dataclass(frozen=True)
class Letter:
    """`step` is the step outward that the text asks consent for; a message has none."""

    code: str
    name: LocalisedText
    text: LocalisedText
    step: str = ""


def letters() -> tuple[Letter, ...]:
    """Beginnings of a message."""
    return tuple(one for one in letters_of(Path(settings.CITY)) if not one.step)


def questions_of(*steps: str) -> tuple[Letter, ...]:
    """Questions for consent to one of these steps."""
    return tuple(one for one in letters_of(Path(settings.CITY)) if one.step in steps)


@lru_cache(maxsize=8)
def letters_of(pack: Path) -> tuple[Letter, ...]:
    rows = [*ours("letters")["letter"], *read_pack(pack / FILE).get("letter", ())]
    return tuple(_letter(row) for row in {str(row["code"]): row for row in rows}.values())


def _letter(row: dict[str, Any]) -> Letter:
    words = {language: str(text) for language, text in row.items() if language not in NO_TEXT}
    return Letter(str(row["code"]), localised(row["name"]), LocalisedText(words), str(row.get("step", "")))
