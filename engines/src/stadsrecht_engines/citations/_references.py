"""Finds article words (and goals, rights, principles) that carry a number."""

from ._elements import Element, Mention, Part, Protocol, Reference
from ._numbers import NumberList, ordinal
from ._ordinals import ordinal_before
from ._tokens import Tokens
from ._vocabulary import (
    ARTICLE,
    ARTICLES_OF_SPEECH,
    BACKWARD,
    FORWARD,
    GOAL,
    GOAL_SINGULARS,
    NUMBER_SIGN,
    ORDINALS,
    PARAGRAPH_WORD,
    PLURAL,
    PRINCIPLE,
    RIGHT,
    SEPARATORS,
    SINGLING,
    UNITS,
    words_in,
)

FAMILIES: dict[str, tuple[str, str]] = {
    **{word: ("goal", language) for word, language in GOAL.items()},
    **{word: ("right", language) for word, language in RIGHT.items()},
    **{word: ("principle", language) for word, language in PRINCIPLE.items()},
    **{word: ("article", language) for word, language in ARTICLE.items()},
}
PROTOCOLS = frozenset({"protocol", "protocole", "protocols", "protocollen", "protocoles", "ep"})
ADDITIONAL = frozenset({"aanvullend", "aanvullende", "additional", "additionnel", "additionnels", "toegevoegd"})
OPTIONAL = frozenset({"facultatief", "facultatieve", "optional", "facultatif", "optioneel"})
BEFORE_ARTICLE = words_in("van of de het the l le la du d from")
PARAGRAPH_JOINTS = frozenset({",", "en", "and", "et", "&"})
MOST_PARAGRAPHS = 6
OWN = "own"
LONGEST_LOOSE = 6


def reference_at(words: Tokens, at: int, names: frozenset[str]) -> Reference | None:
    """The reference whose article word stands here."""
    word = words.words[at]
    family, language = FAMILIES[word]
    numbers = NumberList(words, family, word in PLURAL, names)
    start = at + 1
    for _ in range(2):
        if words.word(start) == "." or words.word(start) in NUMBER_SIGN:
            start += 1
    after = numbers.read(start)
    if not after:
        return _ordinal_article(words, at, family, language)
    first, paragraph = _paragraph_before(words, at) if family == "article" else (at, None)
    parts = tuple(numbers.parts)
    if paragraph and not parts[0].paragraph:
        lead = parts[0]
        parts = (Part(lead.first, lead.last, lead.code, paragraph), *parts[1:])
    return Reference(first, after - 1, family, _languages(words, at, after, language), parts)


def _ordinal_article(words: Tokens, at: int, family: str, language: str) -> Reference | None:
    """'The first article', 'het eerste artikel', 'le premier article'."""
    if family != "article":
        return None
    word = words.word(at - 1)
    number, first = ordinal_before(words, at) or (ordinal(word), at - 1)
    if not number:
        return None
    return Reference(first, at, family, (language,) if language else (), (Part(first, at, number),))


def _languages(words: Tokens, at: int, after: int, language: str) -> tuple[str, ...]:
    inside = (PARAGRAPH_WORD.get(word, "") for word in words.words[at:after][:12])
    return tuple(found for found in (language, *inside) if found)


def _paragraph_before(words: Tokens, at: int) -> tuple[int, str | None]:
    """'Paragraph 2 of Article 21', 'het eerste lid van artikel 21': where it begins and what it says."""
    place = at - 1
    while place > at - 4 and words.word(place) in BEFORE_ARTICLE:
        place -= 1
    if place == at - 1:
        return at, None
    if words.word(place) in PARAGRAPH_WORD and words.word(place - 1) in ORDINALS:
        return place - 1, ORDINALS[words.word(place - 1)]
    return _paragraphs_ending(words, place) or (at, None)


def _paragraphs_ending(words: Tokens, at: int) -> tuple[int, str] | None:
    """'Paragraph 2', 'leden 1 en 2', '§§ 1, 2 and 4', whose last figure stands here."""
    values: list[str] = []
    place = at
    while words.word(place).isdecimal() and len(words.word(place)) <= 2 and len(values) < MOST_PARAGRAPHS:
        values.insert(0, words.word(place))
        if words.word(place - 1) not in PARAGRAPH_JOINTS:
            sign = place - 1 - (words.word(place - 1) == ".")
            sign -= words.word(sign) == words.word(sign - 1) == "§"
            return (sign, ", ".join(values)) if words.word(sign) in PARAGRAPH_WORD else None
        place -= 2
    return None


def attached_reference(words: Tokens, at: int, is_plural: bool, names: frozenset[str], family: str) -> Reference | None:
    """The numbers right behind the name of the goals: 'SDG 11', 'ODD n° 3 et 10', 'SDG's (3, 10 and 16)'."""
    opened = words.word(at) == "(" and is_plural
    start = at + (opened or words.word(at) in {"-", ":", ")"})
    languages: tuple[str, ...] = ()
    if words.word(start) in GOAL:
        languages = (GOAL[words.word(start)],) if GOAL[words.word(start)] else ()
        is_plural = is_plural or words.word(start) in PLURAL
        start += 1
    if is_plural and not words.word(start).isdecimal():
        start = _past_singling(words, start)
    numbers = NumberList(words, family, is_plural, names)
    after = numbers.read(start)
    if not after or words.borders(at - 1, after - 1):
        return None
    if opened and (words.word(after) != ")" or len(numbers.parts) < 2):
        return None
    if words.word(after) in UNITS or words.word(after) in GOAL:
        return None
    return Reference(start, after - 1, family, languages, tuple(numbers.parts), attached=True)


def ordinal_goal(words: Tokens, name: Mention, past: int) -> Reference | None:
    """'The eleventh Sustainable Development Goal'; the name takes the ordinal in, unless that is spoken for."""
    if name.name.instrument != "sdg" or GOAL_SINGULARS.isdisjoint(words.words[name.first : name.last + 1]):
        return None
    number, first = ordinal_before(words, name.first) or (ordinal(words.word(name.first - 1)), name.first - 1)
    if not number or first <= past or words.borders(first, name.first):
        return None
    name.first = first
    return Reference(name.last, name.last, "goal", (), (Part(first, name.last, number),), attached=True)


def _past_singling(words: Tokens, at: int) -> int:
    """Past ', especially' and ', met name'; the same place where no such words lead to a number."""
    after = at
    while after < at + LONGEST_LOOSE and words.word(after) in BACKWARD:
        after += 1
    return after if not SINGLING.isdisjoint(words.words[at:after]) else at


def loose_reference(words: Tokens, found: list[Element], mention: Mention) -> Reference | None:
    """The bare number in 'articles 8 ECHR and 17 ICCPR': after a citation, before the next name."""
    last = found[-1] if found else None
    before = found[-2] if len(found) > 1 and isinstance(last, Mention) else last
    if last is None or not isinstance(before, Reference) or before.family != "article" or mention.name.kind == "goals":
        return None
    at = mention.first - 1
    while at > mention.first - LONGEST_LOOSE and words.word(at) in FORWARD:
        at -= 1
    if not words.word(at).isdecimal() or len(words.word(at)) > 2:
        return None
    start = at - 1
    if words.word(start) in ARTICLES_OF_SPEECH:
        start -= 1
    if words.word(start) not in SEPARATORS or start <= last.last or at - last.last > LONGEST_LOOSE:
        return None
    if words.borders(last.last, at):
        return None
    return Reference(at, at, "article", before.languages, (Part(at, at, words.words[at]),), is_loose=True)


def protocol_at(words: Tokens, at: int) -> Protocol | None:
    """The protocol whose noun stands here, with its number before or behind it."""
    first, last, number = at, at, ""
    if words.words[at] == "ep":
        return Protocol(at, at, "1") if words.word(at - 1).isdecimal() else None
    before = at - 1
    kinds = {words.word(before), words.word(at + 1)}
    if kinds & OPTIONAL:
        return Protocol(first - (words.word(before) in OPTIONAL), last + (words.word(at + 1) in OPTIONAL), OWN)
    if words.word(before) in ADDITIONAL:
        first, number, before = before, "1", before - 1
    if words.word(before) in ORDINALS:
        first, number = before, ORDINALS[words.word(before)]
    behind = at + 1
    if words.word(behind) in ADDITIONAL:
        number, last, behind = number or "1", behind, behind + 1
    for _ in range(3):
        if words.word(behind) in NUMBER_SIGN or words.word(behind) in {".", "("}:
            behind += 1
    value = words.word(behind)
    if value.isdecimal() and len(value) <= 2:
        number, last = value, behind + (words.word(behind + 1) == ")" and "(" in words.words[at:behind])
    if not number:
        return Protocol(first, last, "") if words.word(at + 1) in ARTICLES_OF_SPEECH else None
    return Protocol(first, last, number)
