"""The table of instruments: codes, valid provisions and the names by which each language knows them.

The names stand in `instruments.json` as patterns: `[x]` may be absent, `a|b` is a choice, `a_b` are words of one choice
and `_` is the empty choice. A pattern is written out once, when the table is loaded.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain, product
from typing import Any

from ._tokens import fold

LANGUAGES = ("nl", "en", "fr")
OTHER = ""
ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
PIECE = re.compile(r"\[[^\]]*\]|\S+")


@dataclass(frozen=True, slots=True)
class Name:
    """A name from the table; `instrument` is empty for the acts of others."""

    instrument: str
    kind: str
    languages: frozenset[str]
    needs_provision: bool
    words: int


def roman(number: int) -> str:
    """The Roman numeral of 1 to 39."""
    return "X" * (number // 10) + ROMAN[number % 10]


NUMERALS: Mapping[str, str] = {roman(number).lower(): str(number) for number in range(1, 40)}


@cache
def _table() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((files(__package__) / "instruments.json").read_text(encoding="utf-8"))
    return loaded


@cache
def kinds() -> Mapping[str, str]:
    """The kind of each instrument: charter, treaty, declaration, goals or principles."""
    return {code: entry["kind"] for code, entry in _table()["instruments"].items()}


@cache
def provisions() -> Mapping[str, frozenset[str]]:
    """The valid codes of provisions of each instrument."""
    return {code: frozenset(_codes(entry)) for code, entry in _table()["instruments"].items()}


def _codes(entry: Mapping[str, Any]) -> Iterator[str]:
    if "targets" in entry:
        for goal, (targets, lettered) in enumerate(zip(entry["targets"], entry["lettered"], strict=True), start=1):
            yield str(goal)
            yield from (f"{goal}.{target}" for target in range(1, targets - lettered + 1))
            yield from (f"{goal}.{letter}" for letter in "abcd"[:lettered])
        return
    numbers = range(1, entry["numbering"]["to"] + 1)
    yield from (roman(number) if entry["numbering"].get("roman") else str(number) for number in numbers)
    yield from entry.get("more", ())


def written_out(pattern: str) -> Iterator[tuple[str, ...]]:
    """All word sequences that a pattern stands for, folded."""
    choices = []
    for piece in PIECE.findall(pattern):
        options = piece.strip("[]").split("|")
        choices.append([*options, "_"] if piece.startswith("[") else options)
    for chosen in product(*choices):
        words = tuple(fold(word) for option in chosen for word in option.split("_") if word)
        if words:
            yield words


def _entries() -> Iterator[tuple[tuple[str, ...], str, str, str, bool]]:
    for code, entry in _table()["instruments"].items():
        for language in (*LANGUAGES, "all"):
            for needs, patterns in ((False, entry.get(language, ())), (True, entry["bound"].get(language, ()))):
                for words in chain.from_iterable(map(written_out, patterns)):
                    yield words, code, entry["kind"], language, needs
    for kind, patterns in _table()["others"].items():
        for words in chain.from_iterable(map(written_out, patterns)):
            yield words, OTHER, kind, "all", False


@cache
def names() -> Mapping[tuple[str, ...], Name]:
    """Every name as folded words. The name of another act wins where both tables hold it."""
    found: dict[tuple[str, ...], Name] = {}
    for words, code, kind, language, needs in _entries():
        known = found.get(words)
        languages = frozenset(LANGUAGES) if language == "all" else frozenset({language})
        if known and known.instrument == code:
            languages |= known.languages
        found[words] = Name(code, kind, languages, needs, len(words))
    return found


@cache
def words_of_names() -> frozenset[str]:
    """Every word that occurs in a name: a word broken at the end of a line is mended only into one of these."""
    return frozenset(word for words in names() for word in words)
