"""Reads the words between a name and a provision, and those behind it."""

from ._elements import Mention
from ._paragraphs import closes_nothing, closing
from ._tokens import NEW_LINE, NEW_PARAGRAPH, NEXT_TO, Tokens
from ._vocabulary import (
    ANAPHORA,
    ARTICLES_OF_SPEECH,
    BACKWARD,
    CLAUSE_OPENERS,
    CONJUNCTIONS,
    ENUMERATION,
    FORWARD,
    GENERIC,
    INDEFINITE,
    INTO,
    LINKERS,
    MENTIONED,
    NO_COMPLEMENT,
    OTHER_ENDINGS,
    OTHER_WORDS,
    POSSESSIVES,
    SAFE_SHORT,
    SINGLING,
    STRONG_BACK,
    words_in,
)

LONGEST = 14
ACTS = ("wet", "wetboek", "verordening", "besluit", "richtlijn", "statuten")
SIGNS_THAT_END = frozenset(
    {".", ",", ";", ":", ")", "(", "-", "!", "?", '"', "“", "”", "»", "]", "|", "/", "*", "•", "…", "[", "="}
)
BULLETS = frozenset({"-", "•", "*", "·", "–", "o", "", "▪", "‣", "+", "|"})
OWNERS = words_in("s zijn haar its their son ses leur leurs sa particulier particular particularly bijzonder notamment")
AND = frozenset({"en", "and", "et", "or", "ou", "of"})
SHORTENED = frozenset({"jo", "j", "cf", "vgl", "resp"})
ALSO = frozenset({"also", "ook", "aussi", "egalement", "eveneens"})
PARTITIVES = words_in("van uit of among from parmi des binnen within")
BELONGING = words_in("bij to a au aux aan of van de du des d annexed tussen between entre")
LONG_WORD = 6
SHORT_WORD = 4
VOWELS = frozenset("aeiouy")


def _reads_as_word(word: str) -> bool:
    """No abbreviation of an act: long, or of four or five letters with a vowel. Case tells nothing in a heading."""
    return len(word) >= LONG_WORD or (len(word) >= SHORT_WORD and not VOWELS.isdisjoint(word))


class Gaps:
    """Judges stretches of tokens; each is short, so that the whole stays linear."""

    def __init__(self, words: Tokens) -> None:
        self.words = words

    def _between(self, start: int, end: int) -> list[str] | None:
        """The words between two places without what stands in brackets; None if there are too many."""
        if end - start > 3 * LONGEST or self.words.borders(start - 1, end):
            return None
        found: list[str] = []
        place = start
        while place < end:
            closes = closing(self.words, place) if self.words.words[place] == "(" else -1
            if start <= closes < end:
                place = closes + 1
                continue
            found.append(self.words.words[place])
            place += 1
        return found if len(found) <= LONGEST else None

    def links(self, start: int, end: int, is_dutch: bool) -> int:
        """2 where 'of the' or nothing links a provision to the name behind it, 1 where a comma does, else 0."""
        between = self._between(start, end)
        if between and between[0] == ")":
            return self._links_past_bracket(start, between[1:])
        if between is None or not all(
            word in FORWARD or word in {",", "(", "-", "bij", "to", '"', "“", "«"} for word in between
        ):
            return 0
        linked = False
        for at, word in enumerate(between):
            following = between[at + 1] if at + 1 < len(between) else ""
            if word == "of" and (is_dutch or following in {"het", "de"}):
                return 0
            if word in LINKERS or word in {"bij", "to"}:
                linked = True
            elif word in ARTICLES_OF_SPEECH and not linked:
                return 0
        signs = [word for word in between if not word.isalnum()]
        return 2 if linked or not between else 1 if len(signs) <= 1 else 0

    def _links_past_bracket(self, start: int, between: list[str]) -> int:
        """'Title III (Articles 20 to 26) of the Charter': 1 where the bracket holds nothing but the provision."""
        is_linked = bool(between) and between[0] in LINKERS and all(word in FORWARD for word in between)
        return int(is_linked and not closes_nothing(self.words, start - 1))

    def enumerates(self, start: int, end: int) -> bool:
        """Whether only commas and 'and' stand between two provisions."""
        between = self._between(start, end) or []
        return bool(between) and all(
            word in ENUMERATION or (word == "." and place and between[place - 1] in SHORTENED)
            for place, word in enumerate(between)
        )

    def introduces(self, start: int, end: int) -> bool:
        """Whether a name leads to the provision behind it: ', in particular its', ':', or nothing at all."""
        between = self._between(start, end)
        if between is None or not all(word in BACKWARD for word in between):
            return start < end and self.words.words[start] == "(" and self._opens(start, end)
        if not between:
            return True
        if AND.intersection(between) and not OWNERS.intersection(between):
            return False
        return any(word in STRONG_BACK for word in between)

    def _opens(self, start: int, end: int) -> bool:
        return end - start <= LONGEST and all(word in BACKWARD for word in self.words.words[start:end])

    def is_subject(self, name: int, start: int, end: int) -> bool:
        """'The Convention protects in Article 8': a name opens the clause, and 'in' stands before the provision."""
        opener = name - 1
        while opener > name - 3 and self.words.word(opener) in ARTICLES_OF_SPEECH:
            opener -= 1
        word = self.words.word(opener)
        opens = word in {"", ".", ";", ":", "!", "?", "-", "•", ",", "*"} or word in CLAUSE_OPENERS
        if not opens and self.words.gap(opener + 1) != NEW_PARAGRAPH:
            return False
        between = self._between(start, end)
        if (
            not between
            or len(between) < 2
            or {".", ";", "!", "?"}.intersection(between)
            or MENTIONED.intersection(between)
        ):
            return False
        if between[-1] == "(" or self.words.word(end - 1) == "(":
            return True
        tail = [word for word in between if word not in (ARTICLES_OF_SPEECH | POSSESSIVES) or word == "a"]
        return bool(tail) and tail[-1] in INTO and len(tail) > 1 and not CONJUNCTIONS.intersection(tail[:1])

    def singles_out(self, start: int, end: int) -> bool:
        """'... carries out the Convention as planned, in particular Article 9'."""
        between = self._between(start, end)
        if not between or not {".", ";", "!", "?"}.isdisjoint(between):
            return False
        at = max((place for place, word in enumerate(between) if word in SINGLING), default=0)
        return at > 0 and all(word in BACKWARD for word in between[at:]) and self.is_clear(start, end)

    def is_choice(self, name: int, start: int, end: int) -> bool:
        """'Of the Sustainable Development Goals we choose goal 5'."""
        place = name - 1
        while place > name - 4 and (self.words.word(place) in ARTICLES_OF_SPEECH or self.words.word(place).isdecimal()):
            place -= 1
        between = self._between(start, end)
        if self.words.word(place) not in PARTITIVES or not between:
            return False
        return {".", ";", "!", "?"}.isdisjoint(between) and between[-1] not in POSSESSIVES

    def is_thereof(self, last: int) -> bool:
        """'Article 21 thereof'."""
        return self.words.word(last + 1) in ANAPHORA

    def belongs(self, last: int) -> bool:
        """'Protocol 1 to the agreement': whether what a provision stands in is said to be part of something."""
        place = last + 1 + (self.words.word(last + 1) == ",")
        return self.words.word(place) in BELONGING

    def is_clear(self, start: int, end: int) -> bool:
        """Whether no other act is named between two places that are near."""
        if end - start > 4 * LONGEST:
            return False
        between = self.words.words[start:end]
        return not any((word in OTHER_WORDS and word not in GENERIC) or word.endswith(ACTS) for word in between)

    def is_definite(self, mention: Mention) -> bool:
        """Whether a bare noun such as 'Charter' stands right before its provision and is nobody's own."""
        before = self.words.word(mention.first - 1)
        return (
            before not in INDEFINITE
            and before not in POSSESSIVES
            and self.words.word(mention.last + 1) in {"(", ",", ":"}
        )

    def begins_item(self, first: int) -> bool:
        """Whether a provision begins a line or an item of a list."""
        if self.words.gap(first) == NEW_LINE or self.words.word(first - 1) == ";":
            return True
        return self.words.word(first - 1) in BULLETS and self.words.gap(first - 1) == NEW_LINE

    def goes_on(self, start: int, end: int) -> bool:
        """'... and in Article 11': whether a clause that named one provision goes on to the next."""
        between = self._between(start, end)
        if not between or {".", ";", "!", "?"}.intersection(between):
            return False
        tail = [word for word in between[-4:] if word not in ARTICLES_OF_SPEECH or word == "a"]
        return len(tail) > 1 and tail[-1] in INTO and tail[-2] in CONJUNCTIONS

    def goes_on_in_brackets(self, cited: int, first: int, last: int) -> bool:
        """'education (art. 28) and play (art. 31)': a sentence that gives each thing its provision."""
        words = self.words
        if [words.word(cited + 1), words.word(first - 1), words.word(last + 1)] != [")", "(", ")"]:
            return False
        between = self._between(cited + 2, first - 1)
        if not between or not {".", ";", "!", "?"}.isdisjoint(between):
            return False
        return self.is_clear(cited + 2, first - 1) and not self.is_claimed(first)

    def adds(self, start: int, end: int) -> bool:
        """'...; see also Article 19': whether a sentence comes back to what it cited."""
        between = self._between(start, end)
        if not between or not {".", "!", "?"}.isdisjoint(between):
            return False
        tail = between[len(between) - between[::-1].index(";") :] if ";" in between else []
        return not ALSO.isdisjoint(tail) and all(word in ALSO or word in ENUMERATION for word in tail)

    def is_claimed(self, first: int) -> bool:
        """'GDPR, article 6': whether the act of another stands right before a provision."""
        before = self.words.word(first - 1)
        if before in ARTICLES_OF_SPEECH:
            first, before = first - 1, self.words.word(first - 2)
        word = self.words.word(first - 2) if before in {",", "(", ":", "-"} else before
        return (word in OTHER_WORDS and word not in GENERIC) or word.endswith(ACTS)

    def is_owned(self, start: int, end: int) -> bool:
        """'Its article 8': whether the name's own words claim the provision."""
        between = self._between(start, end)
        return between == [] or (between is not None and not OWNERS.isdisjoint(between))

    def is_foreign(self, last: int, is_dutch: bool = False, is_owned: bool = False) -> bool:
        """Whether the words behind a provision give it to another act; an owned one only to an act that is known."""
        place = last + 1
        if self.words.word(place) == "(":
            closes = closing(self.words, place)
            place = closes + 1 if closes > 0 else place
        word = self.words.word(place)
        if not word or word in SIGNS_THAT_END or self.words.gap(place) == NEW_PARAGRAPH:
            return False
        if word in ANAPHORA:
            return False
        if word in {"van", "du", "des", "de", "d", "uit", "of"} and not (is_dutch and word in {"de", "des"}):
            return self._links_to_other(place)
        if word in OTHER_WORDS or word.endswith(OTHER_ENDINGS):
            return True
        return not (is_owned or word in SAFE_SHORT or word in FORWARD or _reads_as_word(word) or word[0].isdecimal())

    def _links_to_other(self, place: int) -> bool:
        word, following = self.words.word(place), self.words.word(place + 1)
        if word == "of" and following in {"artikel", "artikelen", "lid", "een"}:
            return False
        return following not in NO_COMPLEMENT and self.words.gap(place + 1) != NEXT_TO
