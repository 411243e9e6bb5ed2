"""Which language a reference is written in: its own words and those of its sentence, each with a vote."""

from collections import Counter
from collections.abc import Iterable

from ._tokens import NEW_PARAGRAPH, NEXT_TO, Tokens
from ._vocabulary import FUNCTION_WORDS

LANGUAGES = ("nl", "en", "fr")
WINDOW = 25
SPEAKS = {
    word: [language for language in LANGUAGES if word in FUNCTION_WORDS[language]]
    for word in frozenset[str]().union(*FUNCTION_WORDS.values())
}
LONGEST_SHORT = 4
LINKS = {
    "van": "nl", "het": "nl", "en": "nl", "uit": "nl", "t/m": "nl", "of": "en", "the": "en", "and": "en", "to": "en",
    "du": "fr", "des": "fr", "la": "fr", "et": "fr", "l": "fr", "au": "fr", "aux": "fr",
}  # fmt: skip


def language_of(words: Tokens, first: int, last: int, own: Iterable[str], names: frozenset[str]) -> str:
    """`own` are languages of the reference's words; `names` those in which the instrument is so called."""
    votes = Counter[str]()
    for language in own:
        votes[language] += 3
    if len(names) == 1:
        votes[next(iter(names))] += 2
    for word in words.words[first : min(last + 1, first + WINDOW)]:
        if word in LINKS:
            votes[LINKS[word]] += 1
    for word in _around(words, first, last):
        if word in SPEAKS:
            votes.update(SPEAKS[word])
    likely = [language for language in LANGUAGES if language in names] or list(LANGUAGES)
    return max(LANGUAGES, key=lambda language: (votes[language], language in likely, -LANGUAGES.index(language)))


def _around(words: Tokens, first: int, last: int) -> Iterable[str]:
    """The words beside a reference, as far as its paragraph reaches."""
    for step in (-1, 1):
        place = first if step < 0 else last
        for _ in range(WINDOW):
            border = place if step < 0 else place + 1
            place += step
            if words.gap(border) == NEW_PARAGRAPH or not words.word(place) or _ends_sentence(words, place):
                break
            yield words.words[place]


def _ends_sentence(words: Tokens, at: int) -> bool:
    return (
        words.words[at] in {".", "?", "!"} and len(words.word(at - 1)) > LONGEST_SHORT and words.gap(at + 1) != NEXT_TO
    )
