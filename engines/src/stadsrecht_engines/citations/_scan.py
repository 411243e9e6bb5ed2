"""One pass over the tokens that leaves the elements a reference is made of, in the order of the text."""

from ._elements import Element, Mention, Part, Protocol, Reference
from ._mentions import name_at, noun_at, tree
from ._references import (
    FAMILIES,
    OWN,
    PROTOCOLS,
    attached_reference,
    loose_reference,
    ordinal_goal,
    protocol_at,
    reference_at,
)
from ._tokens import NEXT_TO, Tokens
from ._vocabulary import DEFINERS, FORWARD, GENERIC, PLURAL, PRINCIPLE, words_in

TRIGGERS = frozenset(FAMILIES) | frozenset(GENERIC) | PROTOCOLS | frozenset({"a", "p"})
AFTER_SHORT = frozenset({'"', "”", "»", ","})
LONGEST_YEAR = 4
OWNERS = words_in("its zijn haar son sa")
LONGEST_LINK = 6
LONGEST_NAME = 40  # beyond it names are not joined, so that a text of nothing but names stays linear
IN_BRACKETS = words_in(
    'hierna verder kortweg afgekort ook wel te noemen genoemd ci apres hereinafter hereafter : ( - , " “ „ « = '
    "ou or of le la het the de"
)


def starters() -> frozenset[str]:
    """The words at which an element may begin."""
    return TRIGGERS | frozenset(tree())


def elements(words: Tokens) -> list[Element]:
    """Names, references and protocols, apart and in order."""
    found: list[Element] = []
    begins, known = starters(), frozenset(tree()) | frozenset(GENERIC)
    past = -1
    for at, word in enumerate(words.words):
        if at <= past or word not in begins:
            continue
        element = _element_at(words, at, word, known)
        if element is None:
            continue
        if isinstance(element, Mention):
            element = _joined(words, found, element)
            loose = loose_reference(words, found, element)
            if loose:
                found.append(loose)
        found.append(element)
        past = element.last
        numbers = _numbers_of(words, found, element, known) if isinstance(element, Mention) else None
        if numbers:
            found.append(numbers)
            past = numbers.last
    return _with_protocols(words, found)


def _numbers_of(words: Tokens, found: list[Element], name: Mention, known: frozenset[str]) -> Reference | None:
    """The bare numbers behind a name, or the ordinal before it."""
    family = _family_of_numbers(words, name)
    if not family:
        return None
    is_plural = not PLURAL.isdisjoint(words.words[name.first : name.last + 1])
    behind = attached_reference(words, name.last + 1, is_plural, known, family)
    return behind or ordinal_goal(words, name, found[-2].last if len(found) > 1 else -1)


def _family_of_numbers(words: Tokens, element: Mention) -> str:
    """What bare numbers behind a name are: 'SDG 11', 'Gwangju Principle 7'; nothing behind other names."""
    if element.noun:
        return ""
    if element.name.kind == "principles":
        return "principle" if words.words[element.last].endswith(tuple(PRINCIPLE)) else ""
    return "goal" if element.name.instrument == "sdg" else ""


def _element_at(words: Tokens, at: int, word: str, known: frozenset[str]) -> Element | None:
    mention = name_at(words, at)
    if mention:
        return mention
    if word in FAMILIES:
        return reference_at(words, at, known)
    if word in PROTOCOLS:
        return protocol_at(words, at)
    if word in {"a", "p"}:
        return _short_protocol(words, at)
    return noun_at(words, at) if word in GENERIC else None


def _short_protocol(words: Tokens, at: int) -> Reference | Protocol | None:
    """The codes 'A1P1' and 'P1-1', and the 'P1' behind an article."""
    if words.words[at] == "p" and words.word(at + 1).isdecimal() and words.word(at - 1).isdecimal():
        return Protocol(at, at + 1, words.word(at + 1)) if words.gap(at + 1) == NEXT_TO else None
    code = "".join(words.words[at : at + 4])
    if len(code) != 4 or any(words.gap(place) for place in range(at + 1, at + 4)):
        return None
    if code[0] == "a" and code[2] == "p" and code[1].isdecimal() and code[3].isdecimal():
        return Reference(at, at + 3, "article", (), (Part(at, at + 3, code[1]),), protocol=code[3])
    if code[0] == "p" and code[2] == "-" and code[1].isdecimal() and code[3].isdecimal():
        return Reference(at, at + 3, "article", (), (Part(at, at + 3, code[3]),), protocol=code[1])
    return None


def _joined(words: Tokens, found: list[Element], mention: Mention) -> Mention:
    """A name with its abbreviation in brackets, or its years, as one."""
    last = found[-1] if found else None
    if (
        isinstance(last, Mention)
        and mention.name.instrument
        and _names_the_same(last, mention)
        and last.last - last.first < LONGEST_NAME
        and _is_only(words, last.last + 1, mention.first, IN_BRACKETS)
        and _is_short_for(words.words[last.last + 1 : mention.first])
    ):
        found.pop()
        end = mention.last + 1
        while words.word(end) in AFTER_SHORT or (words.word(end).isdecimal() and len(words.word(end)) == LONGEST_YEAR):
            end += 1
        closes = words.word(last.last + 1) == "(" and words.word(end) == ")"
        name = mention.name if last.noun else last.name
        return Mention(last.first, end if closes else mention.last, name, protocol=last.protocol)
    if words.word(mention.last + 1) == "(" and words.word(mention.last + 3) == ")" and mention.name.instrument:
        year = words.word(mention.last + 2)
        if year.isdecimal() and len(year) == 4:
            mention.last += 3
    return mention


def _is_short_for(between: list[str]) -> bool:
    """Whether nothing, a bracket or 'hereafter' stands between a name and its abbreviation."""
    return not between or between[0] == "(" or not DEFINERS.isdisjoint(between)


def _names_the_same(one: Mention, other: Mention) -> bool:
    """'European Convention on Human Rights (ECHR)', 'the Convention (ECHR)', and 'Single Digital Gateway (SDG)'."""
    if not one.noun and not one.name.instrument:
        return other.last == other.first
    if one.noun:
        return not other.noun and one.name.kind == other.name.kind
    return one.name.instrument == other.name.instrument


def _is_only(words: Tokens, start: int, end: int, allowed: frozenset[str]) -> bool:
    return end - start <= LONGEST_LINK and all(word in allowed for word in words.words[start:end])


def is_link(words: Tokens, start: int, end: int) -> bool:
    """Whether only small words that link stand between two places: 'van het', 'of the European'."""
    if end - start > LONGEST_LINK + 1 or words.borders(start - 1, end):
        return False
    return all(
        word in FORWARD or word in OWNERS or word in {"bij", "to", ",", "(", "a"} for word in words.words[start:end]
    )


def _with_protocols(words: Tokens, found: list[Element]) -> list[Element]:
    """Give each protocol to the article before it or to the convention beside it."""
    kept: list[Element] = []
    waiting: Protocol | None = None
    for element in found:
        if isinstance(element, Protocol):
            if not _given_back(words, kept, element):
                waiting = element
            continue
        if waiting and is_link(words, waiting.last + 1, element.first) and isinstance(element, Mention):
            element.protocol, element.first = waiting.number or OWN, waiting.first
        elif waiting and waiting.number and isinstance(element, Reference) and _leads(words, waiting, element):
            element.protocol, element.first = waiting.number, waiting.first
        waiting = None
        kept.append(element)
    return kept


def _leads(words: Tokens, protocol: Protocol, reference: Reference) -> bool:
    """'Protocol No. 1, article 2'."""
    between = words.words[protocol.last + 1 : reference.first]
    return reference.family == "article" and len(between) <= 1 and all(sign in {",", "(", ":"} for sign in between)


def _given_back(words: Tokens, kept: list[Element], protocol: Protocol) -> bool:
    last = kept[-1] if kept else None
    if last is None or not is_link(words, last.last + 1, protocol.first):
        return False
    if isinstance(last, Reference):
        last.protocol, last.last = protocol.number or OWN, protocol.last
        return True
    if isinstance(last, Mention) and last.name.instrument == "echr" and protocol.number:
        last.protocol, last.last = protocol.number, protocol.last
        return True
    return False
