"""Numbers as references write them: enumerations, ranges, paragraphs, ordinals and Roman numerals."""

from collections.abc import Iterator
from itertools import islice

from ._elements import Part
from ._instruments import NUMERALS
from ._ordinals import number_in_words
from ._tokens import NEW_PARAGRAPH, NEXT_TO, Tokens
from ._vocabulary import (
    ARTICLES_OF_SPEECH,
    CARDINALS,
    FORWARD,
    JOINING,
    JOINT,
    NUMBER_SIGN,
    ORDINALS,
    PARAGRAPH_WORD,
    PLURAL_PARAGRAPH,
    SAFE_SHORT,
    SEPARATORS,
    UNITS,
)

SENTENCES = frozenset({"sentence", "volzin", "phrase"})
BEFORE_VALUE = frozenset({".", "§", "-", "en", "onder", "sub", "onderdeel", "letter", "paragraph", "paragraphs"})
LAST_GOAL = 17
LONGEST_RANGE = 60
LONGEST_LIST = 200
LONGEST_ASIDE = 16
LONGEST_JOINT = 6
MOST_BRACKETS = 8
MAY_FOLLOW = SEPARATORS | FORWARD | SAFE_SHORT
NOT_A_NUMBER = frozenset({"een", "un", "one"})
ORDINAL_ENDINGS = frozenset({"e", "ste", "de", "st", "nd", "rd", "th", "er", "re", "ere"})
FOLLOWING = frozenset({"seq", "seqq", "suivants", "suivant", "suiv", "verder", "volgende", "volgend", "following"})
RANGES: tuple[tuple[str, ...], ...] = (
    ("-",), ("t", "/", "m"), ("tm",), ("tem",), ("tot", "en", "met"), ("tot",), ("to",), ("through",), ("until",), ("up", "to"),
    ("jusqu", "a"), ("jusqu", "au"), ("a", "l"), ("a",), ("au",),
)  # fmt: skip


def ordinal(word: str) -> str:
    """The figures of 'third', 'derde', '3e' or '21st'; empty if the word is no ordinal."""
    if not word[:1].isdigit():
        return ORDINALS.get(word, "")
    figures = word.rstrip("abcdefghijklmnopqrstuvwxyz")
    return figures if figures.isdigit() and word[len(figures) :] in ORDINAL_ENDINGS else ""


def code_at(words: Tokens, at: int, family: str) -> str:
    """The number that stands here, in the writing of the catalogue; empty if none does."""
    word = words.word(at)
    if not word or len(word) > 9:
        return ""
    if word[0].isdigit():
        if family == "goal":
            return _target(word)
        return ordinal(word) or word if not word.isdigit() else word.lstrip("0")
    return NUMERALS.get(word, "") if family == "article" else ""


def _target(word: str) -> str:
    pieces = word.replace(":", ".").split(".")[:2]
    if len(pieces) == 1 and pieces[0][-1].isalpha():
        pieces = [pieces[0][:-1], pieces[0][-1]]
    return ".".join(piece.lstrip("0") or "0" for piece in pieces)


class NumberList:
    """Reads the numbers after an article word, from left to right, each token a bounded number of times."""

    def __init__(self, words: Tokens, family: str, is_plural: bool, is_name: frozenset[str]) -> None:
        self.words, self.family, self.is_plural, self.is_name = words, family, is_plural, is_name
        self.parts: list[Part] = []

    def read(self, at: int) -> int:
        """Fill `parts`; the place after the last of them."""
        at = self._item(at, is_first=True)
        while at and len(self.parts) < LONGEST_LIST:
            after = self._range(at) or self._next(at)
            if not after:
                return self._and_following(at)
            at = after
        return at

    def _and_following(self, at: int) -> int:
        """Past 'et seq.', 'e.v.' and 'ff.'."""
        word, second = self.words.word(at), self.words.word(at + 1)
        if word in {"ev", "ff", "vv", "sqq"}:
            return at + 1 + (second == ".")
        if word in {"et", "en", "and"} and second in FOLLOWING:
            return at + 2 + (self.words.word(at + 2) == ".")
        return at

    def _item(self, at: int, is_first: bool = False) -> int:
        number = self._sign(at)
        code, after = code_at(self.words, number, self.family), number + 1
        if is_first and self.family == "article":
            code, after = self._in_words(number) or (code, after)
        if not code or self.words.borders(at - 1, number):
            return 0
        if not is_first and not self._continues(number):
            return 0
        paragraph = None
        if self.family == "article":
            if "." in code:
                code, _, paragraph = code.partition(".")
            elif code[-1] in "abcd" and code[:-1].isdigit():
                code, paragraph = code[:-1], code[-1]
            found = paragraph_after(self.words, after, self._most_paragraphs(code))
            if found:
                paragraph, after = (paragraph or found[0] or None), found[1]
        elif self._is_indicator(after):
            after += 2
        self.parts.append(Part(at, after - 1, code, paragraph))
        return after

    def _is_indicator(self, at: int) -> bool:
        """The '.1' of 'indicator 16.b.1', which the number before it has not taken in."""
        is_joined = self.words.gap(at) == self.words.gap(at + 1) == NEXT_TO
        return is_joined and self.words.word(at) == "." and self.words.word(at + 1).isdigit()

    def _most_paragraphs(self, code: str) -> int:
        """Up to which number one behind 'lid 1 en' is a paragraph: articles of a list rise."""
        return int(code) if self.is_plural and code.isdigit() else LONGEST_LIST * (not self.is_plural)

    def _in_words(self, at: int) -> tuple[str, int] | None:
        """'Article twenty-one'."""
        word = self.words.word(at)
        if word in CARDINALS and word not in NOT_A_NUMBER:
            return CARDINALS[word], at + 1
        return number_in_words(self.words, at)

    def _sign(self, at: int) -> int:
        """Past 'no.' and '°'."""
        for _ in range(3):
            if self.words.word(at) in NUMBER_SIGN or (self.words.word(at) == "." and self.words.word(at - 1).isalpha()):
                at += 1
        return at

    def _continues(self, at: int) -> bool:
        """Whether a number after a comma or 'and' still belongs to the list, and does not count something else."""
        word, following = self.words.word(at), self.words.word(at + 1)
        if len(word) > 5 or (word.isdigit() and len(word) > 2) or ":" in word or following in UNITS:
            return False
        if self.is_plural or not following.isalpha() or following in self.is_name or following in MAY_FOLLOW:
            return True
        is_goal = self.family == "goal" and (not word.isdigit() or int(word) <= LAST_GOAL)
        return is_goal or self.words.gap(at + 1) == NEW_PARAGRAPH

    def _next(self, at: int) -> int:
        """Past a separator and the next number, also where words in brackets stand between them."""
        after = at
        if self.words.word(at) == "(":
            after = closing(self.words, at) + 1
        start = after
        while after and after - start < 3 and self.words.word(after) in SEPARATORS:
            after += 1
        after = self._joint(after) or (0 if after == start else after)
        if not after:
            return 0
        if self.words.word(after) in ARTICLES_OF_SPEECH and self.words.word(after - 1) != "of":
            after += 1
        return self._item(after) if self.words.word(after)[:1].isdigit() or self._is_numeral(after) else 0

    def _joint(self, at: int) -> int:
        """Past 'jo.' and 'read in conjunction with'; 0 where no such words stand."""
        after = at
        while after - at < LONGEST_JOINT and self.words.word(after) in JOINT:
            after += 1
        return after if not JOINING.isdisjoint(self.words.words[at:after]) else 0

    def _is_numeral(self, at: int) -> bool:
        return self.family == "article" and self.parts[-1].code.isdigit() and self.words.word(at) in NUMERALS

    def _range(self, at: int) -> int:
        for sign in RANGES:
            if all(self.words.word(at + offset) == word for offset, word in enumerate(sign)):
                return self._through(at + len(sign), sign)
        return 0

    def _through(self, at: int, sign: tuple[str, ...]) -> int:
        at += self.words.word(at) in ARTICLES_OF_SPEECH
        code, begin = code_at(self.words, at, self.family), self.parts[-1]
        if not code or self.words.borders(begin.last, at):
            return 0
        between = list(islice(codes_between(begin.code, code), LONGEST_RANGE))
        if not between:
            if sign != ("-",) or self.family != "article" or begin.paragraph:
                return 0
            self.parts[-1] = Part(begin.first, at, begin.code, code)
            return at + 1
        found = paragraph_after(self.words, at + 1, self._most_paragraphs(code)) if self.family == "article" else None
        after = found[1] if found else at + 1
        self.parts[-1:] = [Part(begin.first, after - 1, middle, None) for middle in between]
        return after


def codes_between(first: str, last: str) -> Iterator[str]:
    """13 to 17, or 11.1 to 11.7; nothing where the second is not higher."""
    if first.isdigit() and last.isdigit() and len(first) < 4 and len(last) < 4 and int(first) < int(last):
        yield from (str(number) for number in range(int(first), int(last) + 1))
        return
    goal, _, start = first.partition(".")
    same, _, end = last.partition(".")
    if goal != same or not start or not end:
        return
    if start.isdigit() and end.isdigit() and int(start) < int(end):
        yield from (f"{goal}.{number}" for number in range(int(start), int(end) + 1))
    elif start.isalpha() and end.isalpha() and start < end:
        yield from (f"{goal}.{letter}" for letter in "abcd" if start <= letter <= end)


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
        if not (inside.isdigit() and len(inside) <= 2) and len(inside) > 1 and inside not in NUMERALS:
            break
        if not value:
            value = inside
        elif sign and inside.isdigit() == value[0].isdigit():
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
    word = words.word(at)
    if word not in PARAGRAPH_WORD:
        return None
    most = LONGEST_LIST if word in PLURAL_PARAGRAPH or words.word(at - 1) == word else most
    at += 1
    while words.word(at) in BEFORE_VALUE:
        at += 1
    if words.word(at) == "(":
        return _in_brackets(words, at)
    value = words.word(at)
    value = ORDINALS.get(value, value)
    if not (value.isdigit() and len(value) <= 2) and value not in NUMERALS and len(value) != 1:
        return None
    if not value.isalnum():
        return None
    after = at + 1 + (words.word(at + 1) == ")" and closes_nothing(words, at))
    following = words.word(after + 1)
    is_article = words.word(after + 2) in PARAGRAPH_WORD and words.word(after) != "-"
    if following.isdigit() and len(following) <= 2 and int(following) <= most and not is_article:
        if words.word(after) == "-":
            return f"{value}-{following}", after + 2
        if words.word(after) in {"en", "and", "et", "&"}:
            return f"{value}, {following}", after + 2
    return value, after
