"""Numbers in words, of one to sixty: 'eenendertig', 'twenty-first', 'vingt et unième'."""

from collections.abc import Iterator, Mapping
from functools import cache

from ._tokens import Tokens

LONGEST = 5  # tokens: vingt - et - unième
NL_ONES = ["een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen"]
NL_TEENS = ["tien", "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien"]
NL_TENS = ("twintig", "dertig", "veertig", "vijftig")
EN_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
EN_TEENS = [
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
EN_FIRSTS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
EN_TENS = ("twenty", "thirty", "forty", "fifty")
FR_ONES = ["un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"]
FR_TEENS = ["dix", "onze", "douze", "treize", "quatorze", "quinze", "seize", "dix.sept", "dix.huit", "dix.neuf"]
FR_TENS = ("vingt", "trente", "quarante", "cinquante")
IRREGULAR = {"twelve": "twelfth", "neuf": "neuvieme", "cinq": "cinquieme", "un": "unieme"}


@cache
def _written() -> Mapping[tuple[str, ...], tuple[str, bool]]:
    """The words of a number, without hyphens: its figures, and whether it is an ordinal."""
    found: dict[tuple[str, ...], tuple[str, bool]] = {}
    for number, words, is_ordinal in (*_dutch(), *_english(), *_french()):
        found[tuple(words.replace(".", " ").split())] = (str(number), is_ordinal)
    return found


def _dutch() -> Iterator[tuple[int, str, bool]]:
    for number, word in enumerate(NL_TEENS, start=10):
        yield number, word, False
        yield number, f"{word}de", True
    for ten, tens in enumerate(NL_TENS, start=2):
        for one, ones in enumerate(("", *NL_ONES)):
            word = f"{ones}en{tens}" if ones else tens
            yield ten * 10 + one, word, False
            yield ten * 10 + one, f"{word}ste", True


def _english() -> Iterator[tuple[int, str, bool]]:
    for number, word in enumerate(EN_TEENS, start=10):
        yield number, word, False
        yield number, IRREGULAR.get(word, f"{word}th"), True
    for ten, tens in enumerate(EN_TENS, start=2):
        yield ten * 10, tens, False
        yield ten * 10, f"{tens[:-1]}ieth", True
        for one in range(1, 10):
            yield ten * 10 + one, f"{tens} {EN_ONES[one - 1]}", False
            yield ten * 10 + one, f"{tens} {EN_FIRSTS[one - 1]}", True


def _french() -> Iterator[tuple[int, str, bool]]:
    for number, word in enumerate(FR_TEENS, start=10):
        yield number, word, False
        yield number, _french_ordinal(word), True
    for ten, tens in enumerate(FR_TENS, start=2):
        yield ten * 10, tens, False
        yield ten * 10, _french_ordinal(tens), True
        for one, ones in enumerate(FR_ONES, start=1):
            joint = f"{tens} et" if one == 1 else tens
            yield ten * 10 + one, f"{joint} {ones}", False
            yield ten * 10 + one, f"{joint} {_french_ordinal(ones)}", True


def _french_ordinal(word: str) -> str:
    head, dot, last = word.rpartition(".")
    return head + dot + IRREGULAR.get(last, f"{last.removesuffix('e')}ieme")


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(words[0] for words in _written())


@cache
def _endings() -> frozenset[str]:
    return frozenset(words[-1] for words, (_, is_ordinal) in _written().items() if is_ordinal)


def number_in_words(words: Tokens, at: int) -> tuple[str, int] | None:
    """The number whose words begin here, and the place after them."""
    if words.word(at) not in _beginnings():
        return None
    for end in range(min(at + LONGEST, len(words.words)), at, -1):
        known = _written().get(_without_hyphens(words.words[at:end]))
        if known and words.words[end - 1] != "-":
            return known[0], end
    return None


def ordinal_before(words: Tokens, at: int) -> tuple[str, int] | None:
    """The ordinal whose words end before this place, and where they begin."""
    if words.word(at - 1) not in _endings():
        return None
    for start in range(max(at - LONGEST, 0), at):
        number, is_ordinal = _written().get(_without_hyphens(words.words[start:at]), ("", False))
        if is_ordinal and words.words[start] != "-":
            return number, start
    return None


def _without_hyphens(words: list[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word != "-")
