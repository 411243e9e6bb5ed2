"""The paragraph behind an article's number: '(1)', 'lid 1', '§ 2', ', eerste lid', 'point h)'."""

from ._instruments import NUMERALS
from ._tokens import NEW_PARAGRAPH, Tokens
from ._vocabulary import ORDINALS, PARAGRAPH_WORD, PLURAL_PARAGRAPH, SEPARATORS

ANY = 200  # no number of a paragraph is higher
LONGEST_ASIDE = 16
MOST_BRACKETS = 8
SENTENCES = frozenset({"sentence", "volzin", "phrase"})
BEFORE_VALUE = frozenset(
    {".", "§", "-", "en", "onder", "sub", "onderdeel", "letter", "lettre", "paragraph", "paragraphs"}
)


def closing(words: Tokens, at: int) -> int:
    """The bracket that closes the one here, if it is near; else -1."""
    for place in range(at + 1, min(at + LONGEST_ASIDE + 1, len(words.words))):
        if words.words[place] == ")":
            return place
        if words.words[place] == "(" or words.gaps[place] == NEW_PARAGRAPH:
            break
    return -1


def paragraph_after(words: Tokens, at: int, most: int) -> tuple[str, int] | None:
    """The paragraph behind an article's number and the place after it: '(1)', 'lid 1', '§ 2', ', eerste lid'."""
    start = at + (words.word(at) == ",")
    found = _in_brackets(words, at) or _ordinal_paragraph(words, start)
    found = found or _numbered_paragraph(words, start, most) or _lettered_paragraph(words, start)
    if not found:
        return None
    value, after = found
    for _ in range(2):
        deeper = _in_brackets(words, after) if words.word(after) == "(" else None
        place = after + (words.word(after) in {",", "en", "and", "et"})
        deeper = deeper or _ordinal_paragraph(words, place) or _numbered_paragraph(words, place, 0)
        deeper = deeper or _lettered_paragraph(words, place)
        after = deeper[1] if deeper else after
    return value, after


def closes_nothing(words: Tokens, at: int) -> bool:
    """Whether the bracket behind 'point h)' has no partner before it."""
    for place in range(at, max(at - LONGEST_ASIDE, -1), -1):
        if words.words[place] in {"(", ")"}:
            return words.words[place] == ")"
    return True


def _in_brackets(words: Tokens, at: int) -> tuple[str, int] | None:
    """'(1)(a)' is paragraph 1; '(1) and (3)' are two."""
    value, sign, seen = "", "", 0
    while words.word(at) == "(" and words.word(at + 2) == ")" and seen < MOST_BRACKETS:
        inside = words.word(at + 1)
        if not (inside.isdecimal() and len(inside) <= 2) and len(inside) > 1 and inside not in NUMERALS:
            break
        if not value:
            value = inside
        elif sign and inside.isdecimal() == value[0].isdecimal():
            value += ("-" if sign in {"-", "to"} else ", ") + inside
        at, seen, sign = at + 3, seen + 1, ""
        if words.word(at) in {"-", ",", "en", "and", "et", "to", "&"} and words.word(at + 1) == "(":
            at, sign = at + 1, words.word(at)
    return (value, at - bool(sign)) if value else None


def _ordinal_paragraph(words: Tokens, at: int) -> tuple[str, int] | None:
    first = ORDINALS.get(words.word(at))
    if not first:
        return None
    if words.word(at + 1) in PARAGRAPH_WORD:
        return "" if words.word(at + 1) in SENTENCES else first, at + 2
    second = ORDINALS.get(words.word(at + 2))
    if second and words.word(at + 1) in SEPARATORS and words.word(at + 3) in PARAGRAPH_WORD:
        return f"{first}, {second}", at + 4
    return None


def _lettered_paragraph(words: Tokens, at: int) -> tuple[str, int] | None:
    """The 'a)' of 'article 5 a)'."""
    value = words.word(at)
    is_value = value in NUMERALS or (len(value) == 1 and value.isalnum())
    return (value, at + 2) if is_value and words.word(at + 1) == ")" and closes_nothing(words, at) else None


def _numbered_paragraph(words: Tokens, at: int, most: int) -> tuple[str, int] | None:
    return _numbered(words, at, most) if words.word(at) in PARAGRAPH_WORD else None


def _numbered(words: Tokens, at: int, most: int) -> tuple[str, int] | None:
    word = words.word(at)
    most = ANY if word in PLURAL_PARAGRAPH or words.word(at - 1) == word else most
    at += 1
    while words.word(at) in BEFORE_VALUE:
        at += 1
    if words.word(at) == "(":
        return _in_brackets(words, at)
    value = words.word(at)
    value = ORDINALS.get(value, value)
    if not (value.isdecimal() and len(value) <= 2) and value not in NUMERALS and len(value) != 1:
        return None
    if not value.isalnum():
        return None
    after = at + 1 + (words.word(at + 1) == ")" and closes_nothing(words, at))
    following = words.word(after + 1)
    is_article = words.word(after + 2) in PARAGRAPH_WORD and words.word(after) != "-"
    if following.isdecimal() and len(following) <= 2 and int(following) <= most and not is_article:
        if words.word(after) == "-":
            return f"{value}-{following}", after + 2
        if words.word(after) in {"en", "and", "et", "&"}:
            return f"{value}, {following}", after + 2
    return value, after
