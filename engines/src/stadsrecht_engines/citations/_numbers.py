"""Numbers as references write them: enumerations, ranges, paragraphs, ordinals and Roman numerals."""

from collections.abc import Iterator
from itertools import islice

from ._elements import Part
from ._instruments import NUMERALS
from ._ordinals import number_in_words
from ._paragraphs import ANY, closing, paragraph_after
from ._tokens import NEW_PARAGRAPH, NEXT_TO, Tokens
from ._vocabulary import (
    ARTICLES_OF_SPEECH,
    CARDINALS,
    FORWARD,
    JOINING,
    JOINT,
    NUMBER_SIGN,
    ORDINALS,
    SAFE_SHORT,
    SEPARATORS,
    UNITS,
)

LAST_GOAL = 17
LONGEST_RANGE = 60
LONGEST_LIST = 200
LONGEST_JOINT = 6
MAY_FOLLOW = SEPARATORS | FORWARD | SAFE_SHORT
NOT_A_NUMBER = frozenset({"een", "un", "one"})
ORDINAL_ENDINGS = frozenset({"e", "ste", "de", "st", "nd", "rd", "th", "er", "re", "ere"})
FOLLOWING = frozenset({"seq", "seqq", "suivants", "suivant", "suiv", "verder", "volgende", "volgend", "following"})
RANGES: tuple[tuple[str, ...], ...] = (
    ("-",), ("t", "/", "m"), ("tm",), ("tem",), ("tot", "en", "met"), ("tot",), ("to",), ("through",), ("until",),
    ("up", "to"), ("jusqu", "a"), ("jusqu", "au"), ("a", "l"), ("a",), ("au",),
)  # fmt: skip
RAISED = frozenset({"er", "re", "ere", "e", "eme", "st", "nd", "rd", "th"})
RANGE_STARTS = frozenset(sign[0] for sign in RANGES)


def ordinal(word: str) -> str:
    """The figures of 'third', 'derde', '3e' or '21st'; empty if the word is no ordinal."""
    if not word[:1].isdecimal():
        return ORDINALS.get(word, "")
    figures = word.rstrip("abcdefghijklmnopqrstuvwxyz")
    return figures if figures.isdecimal() and word[len(figures) :] in ORDINAL_ENDINGS else ""


def code_at(words: Tokens, at: int, family: str) -> str:
    """The number that stands here, in the writing of the catalogue; empty if none does."""
    word = words.word(at)
    if not word or len(word) > 9:
        return ""
    if word[0].isdecimal():
        if family == "goal":
            return _target(word)
        return ordinal(word) or word if not word.isdecimal() else word.lstrip("0")
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
        after += self._is_raised(after)
        paragraph = None
        if self.family == "article":
            if "." in code:
                code, _, paragraph = code.partition(".")
            elif code[-1] in "abcd" and code[:-1].isdecimal():
                code, paragraph = code[:-1], code[-1]
            found = paragraph_after(self.words, after, self._most_paragraphs(code))
            if found:
                paragraph, after = (paragraph or found[0] or None), found[1]
        elif self._is_indicator(after):
            after += 2
        self.parts.append(Part(at, after - 1, code, paragraph))
        return after

    def _is_raised(self, at: int) -> bool:
        """The 'er' of '1ᵉʳ', which some fonts set apart."""
        if self.words.word(at) not in RAISED:
            return False
        return self.words.gap(at) == NEXT_TO or self.words.word(at + 1) in {"de", "du", "d", ","}

    def _is_indicator(self, at: int) -> bool:
        """The '.1' of 'indicator 16.b.1', which the number before it has not taken in."""
        is_joined = self.words.gap(at) == self.words.gap(at + 1) == NEXT_TO
        return is_joined and self.words.word(at) == "." and self.words.word(at + 1).isdecimal()

    def _most_paragraphs(self, code: str) -> int:
        """Up to which number one behind 'lid 1 en' is a paragraph: articles of a list rise."""
        return int(code) if self.is_plural and code.isdecimal() else ANY * (not self.is_plural)

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
        if len(word) > 5 or (word.isdecimal() and len(word) > 2) or ":" in word or following in UNITS:
            return False
        if self.is_plural or not following.isalpha() or following in self.is_name or following in MAY_FOLLOW:
            return True
        is_goal = self.family == "goal" and (not word.isdecimal() or int(word) <= LAST_GOAL)
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
        return self._item(after) if self.words.word(after)[:1].isdecimal() or self._is_numeral(after) else 0

    def _joint(self, at: int) -> int:
        """Past 'jo.' and 'read in conjunction with'; 0 where no such words stand."""
        after = at
        while after - at < LONGEST_JOINT and self.words.word(after) in JOINT:
            after += 1
        return after if not JOINING.isdisjoint(self.words.words[at:after]) else 0

    def _is_numeral(self, at: int) -> bool:
        return self.family == "article" and self.parts[-1].code.isdecimal() and self.words.word(at) in NUMERALS

    def _range(self, at: int) -> int:
        if self.words.word(at) not in RANGE_STARTS:
            return 0
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
    if first.isdecimal() and last.isdecimal() and len(first) < 4 and len(last) < 4 and int(first) < int(last):
        yield from (str(number) for number in range(int(first), int(last) + 1))
        return
    goal, _, start = first.partition(".")
    same, _, end = last.partition(".")
    if goal != same or not start or not end:
        return
    if start.isdecimal() and end.isdecimal() and int(start) < int(end):
        yield from (f"{goal}.{number}" for number in range(int(start), int(end) + 1))
    elif start.isalpha() and end.isalpha() and start < end:
        yield from (f"{goal}.{letter}" for letter in "abcd" if start <= letter <= end)
