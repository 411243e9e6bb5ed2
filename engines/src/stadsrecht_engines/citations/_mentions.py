"""Finds the names of instruments: a walk through a tree of words, then a look at what stands beside the name."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from ._elements import Mention
from ._instruments import Name, names
from ._modifiers import after_modifiers
from ._numbers import ordinal
from ._ordinals import ordinal_before
from ._tokens import APART, NEW_PARAGRAPH, NEXT_TO, Tokens
from ._vocabulary import (
    AGENDA_BEFORE,
    ARTICLES_OF_SPEECH,
    BODY_AROUND,
    COMPLEMENT,
    GENERIC,
    GENERIC_LANGUAGE,
    GOAL_SINGULARS,
    INDEFINITE,
    NO_COMPLEMENT,
    ODD_BEFORE,
    POSSESSIVES,
    UNITED_NATIONS,
    words_in,
)

END = ""
DUTCH = words_in("van voor inzake tussen over tegen tot betreffende")
ENGLISH = words_in("of on for between against relating concerning regarding")
FRENCH = words_in("de du des d pour sur entre contre relative relatif relatifs concernant")
COMPLEMENTS_OF = {
    noun: {"nl": DUTCH, "en": ENGLISH, "fr": FRENCH}.get(GENERIC_LANGUAGE.get(noun, ""), ENGLISH | FRENCH)
    for noun in GENERIC
}
LONGEST_SHORT = 2
LONGEST_OF_NATIONS = 8  # tokens: ontwikkelingsdoelen 3, 4 en 5 van de VN
LONGEST_COMPOUND = 4  # tokens after the first: VN-Verdrag-Handicap
SKIPPED = frozenset({"-", ",", '"', "“", "”", "«", "»", "*", "_", "„", "‹", "›", "/"})
ENDINGS = words_in("nl org com eu int net be fr html pdf png")
ALL = frozenset({"nl", "en", "fr"})


@cache
def tree() -> Mapping[str, Any]:
    """All names as a tree of words; a name ends where the empty word stands."""
    root: dict[str, Any] = {}
    for words, name in names().items():
        node = root
        for word in words:
            node = node.setdefault(word, {})
        node[END] = name
    return root


def name_at(words: Tokens, at: int) -> Mention | None:
    """The longest name that begins here, of ours or of others."""
    found = _walk(words, at, past_modifiers=False)
    if not found or found[1].needs_provision:
        found = _walk(words, at, past_modifiers=True) or found
    if not found or not _is_itself(words, at, found[0], found[1]):
        return None
    return Mention(at, found[0], found[1])


def _walk(words: Tokens, at: int, *, past_modifiers: bool) -> tuple[int, Name] | None:
    """The end of the longest name that begins here; with or without 'of 1989' and 'of the UN' behind its noun."""
    node: Any = tree().get(words.words[at])
    found: tuple[int, Name] | None = None
    place = at
    while node is not None:
        if END in node:
            found = (place, node[END])
        if past_modifiers and words.words[place] in GENERIC:
            place = after_modifiers(words, place)
        place = _following(words, place)
        node = node.get(words.word(place)) if place else None
    return found


def _following(words: Tokens, at: int) -> int:
    """The next token that is no sign inside a name; 0 at the border of a paragraph."""
    for place in range(at + 1, at + 4):
        if words.gap(place) == NEW_PARAGRAPH:
            return 0
        if words.words[place] not in SKIPPED:
            return place
    return 0


def _is_itself(words: Tokens, first: int, last: int, name: Name) -> bool:
    """Whether the words are the name, and not part of an address, a brand, a body or a word of everyday."""
    following, before = words.word(last + 1), words.word(first - 1)
    if following in {"@", "_"} or before in {"@", "_"} or _is_slug(words, first, last):
        return False
    if following == "&" and words.gap(last + 1) == NEXT_TO:
        return False
    if following == "." and words.gap(last + 2) == NEXT_TO and words.word(last + 2) in ENDINGS:
        return False
    if name.instrument == "udhr" and last == first + 1:
        return following not in COMPLEMENT and following not in {"on", "over", "sur"}
    if name.kind == "goals" and name.instrument:
        return _is_goals(words, first, last)
    is_short = name.instrument and name.words <= LONGEST_SHORT
    return not (is_short and _has_complement(words, first, last, name.needs_provision))


def _has_complement(words: Tokens, first: int, last: int, is_doubtful: bool) -> bool:
    """'EU Charter of Local Self-Government': a short name that goes on is the name of something else."""
    following, second = words.word(last + 1), words.word(last + 2)
    noun = next((word for word in words.words[first : last + 1] if word in GENERIC), None)
    if not noun or following not in COMPLEMENTS_OF[noun] or words.gap(last + 1) == NEW_PARAGRAPH:
        return False
    if second in NO_COMPLEMENT or second in tree():
        return False
    return is_doubtful or second not in ARTICLES_OF_SPEECH


def _is_slug(words: Tokens, first: int, last: int) -> bool:
    """Whether the words are a piece of an address that a line end has broken: '/news/eu-charter-of-'."""
    if any(words.gaps[place] != NEXT_TO for place in range(first + 1, last + 1)):
        return False
    opens = words.word(first - 1) in {"/", "-"} and words.gap(first) != APART and words.gap(first - 1) == NEXT_TO
    closes = words.word(last + 1) in {"/", "-", "."} and words.gap(last + 1) == words.gap(last + 2) == NEXT_TO
    is_long = last - first >= LONGEST_COMPOUND + (not opens) and "-" in words.words[first : last + 1]
    return is_long or (opens and closes)


def _is_goals(words: Tokens, first: int, last: int) -> bool:
    word, before, following = words.words[last], words.word(first - 1), words.word(last + 1)
    if word == "odd" and first == last:
        return _is_french_odd(words, first)
    if first == last and word.startswith("ontwikkelingsdoel"):
        return any(words.word(last + step) in UNITED_NATIONS for step in range(2, LONGEST_OF_NATIONS))
    if "2030" in words.words[first : last + 1] and last - first <= 2:
        return _is_agenda(words, first, last)
    if last > first and before in POSSESSIVES and not following[:1].isdecimal():
        return False
    is_single = (
        bool(GOAL_SINGULARS.intersection(words.words[first : last + 1])) and "objectifs" not in words.words[first]
    )
    return not (is_single and (before in INDEFINITE or word in GOAL_SINGULARS) and not _is_numbered(words, first, last))


def _is_agenda(words: Tokens, first: int, last: int) -> bool:
    before, following = words.word(first - 1), words.word(last + 1)
    if before.isalpha() and before not in AGENDA_BEFORE:
        return False
    if before.isdecimal() or (before == "-" and words.gap(first) == NEXT_TO):
        return False
    return not (following in COMPLEMENT and not _speaks_of_nations(words, last + 1))


def _is_numbered(words: Tokens, first: int, last: int) -> bool:
    """Whether a figure stands behind the goal or an ordinal before it."""
    if any(words.word(last + step)[:1].isdecimal() for step in range(1, 6)):
        return True
    return bool(ordinal(words.word(first - 1)) or ordinal_before(words, first))


def _speaks_of_nations(words: Tokens, at: int) -> bool:
    return any(words.word(at + step) in UNITED_NATIONS for step in range(1, 4))


def _is_french_odd(words: Tokens, at: int) -> bool:
    before, following = words.word(at - 1), words.word(at + 1)
    if before in {"an", "the", "some", "very", "this", "or", "any"} or following in {
        "number",
        "numbers",
        "one",
        "or",
        "jobs",
    }:
        return False
    if following == ":" and words.word(at + 2)[:1].isdecimal():
        return True
    if following in {"n", "°"} or following[:1].isdecimal():
        return not (following.isdecimal() and len(following) > 2)
    return before in ODD_BEFORE or (before == "(" and following in {")", ","})


@cache
def _generic(noun: str) -> Name:
    language = GENERIC_LANGUAGE.get(noun)
    return Name("", GENERIC[noun], frozenset({language}) if language else ALL, True, 1)


def noun_at(words: Tokens, at: int) -> Mention | None:
    """A noun such as 'the Charter', unless words around it make it the act of another."""
    noun, following = words.words[at], words.word(at + 1)
    if following in COMPLEMENT and words.gap(at + 1) != NEW_PARAGRAPH and words.word(at + 2) not in NO_COMPLEMENT:
        return Mention(at, at, Name("", GENERIC[noun], ALL, True, 1))
    if following == "-" and words.gap(at + 1) == NEXT_TO:
        return None
    if noun == "charte" and following.endswith(("ale", "enne", "ique", "aine")):
        return None
    if following in {"europeenne", "sociale", "sociaal", "duurzaam", "kinderrechten"}:
        return None
    return Mention(at, at, _generic(noun), noun=noun)


def is_body(words: Tokens, mention: Mention) -> bool:
    """Whether the name stands for a committee or a court: 'the CEDAW Committee'."""
    before = words.word(mention.first - 1)
    if before in ARTICLES_OF_SPEECH:
        before = words.word(mention.first - 2)
    behind = mention.last + 1 + (words.word(mention.last + 1) == "-")
    return words.word(behind) in BODY_AROUND or before in BODY_AROUND
