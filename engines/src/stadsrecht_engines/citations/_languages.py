"""Which language a reference is written in: its own words decide first, then those of its sentence."""

from collections import Counter
from collections.abc import Iterable

from ._tokens import NEW_PARAGRAPH, Tokens
from ._vocabulary import FUNCTION_WORDS

WINDOW = 40
LANGUAGES = ("nl", "en", "fr")
LINKS = {
    "van": "nl", "het": "nl", "en": "nl", "uit": "nl", "t/m": "nl", "of": "en", "the": "en", "and": "en", "to": "en",
    "du": "fr", "des": "fr", "la": "fr", "et": "fr", "l": "fr", "au": "fr", "aux": "fr",
}  # fmt: skip


def language_of(words: Tokens, first: int, last: int, own: Iterable[str], names: frozenset[str]) -> str:
    """`own` are languages of single words, each a vote; `names` those in which the instrument is so called."""
    votes = Counter[str]()
    for language in own:
        votes[language] += 3
    if len(names) == 1:
        votes[next(iter(names))] += 2
    for word in words.words[first : min(last + 1, first + WINDOW)]:
        if word in LINKS:
            votes[LINKS[word]] += 1
    winner = _clear_winner(votes)
    if winner:
        return winner
    possible = [language for language in LANGUAGES if not names or language in names] or list(LANGUAGES)
    context = Counter[str]()
    for word in _around(words, first, last):
        for language in LANGUAGES:
            if word in FUNCTION_WORDS[language]:
                context[language] += 1
    return max(possible, key=lambda language: (context[language] + votes[language], -LANGUAGES.index(language)))


def _clear_winner(votes: Counter[str]) -> str:
    ranked = votes.most_common(2)
    if not ranked or ranked[0][1] < 2:
        return ""
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] > ranked[1][1] else ""


def _around(words: Tokens, first: int, last: int) -> Iterable[str]:
    """The words beside a reference, as far as its paragraph reaches."""
    place = first
    while place > max(first - WINDOW, 0) and words.gaps[place] != NEW_PARAGRAPH:
        place -= 1
        yield words.words[place]
    place = last + 1
    while place < min(last + WINDOW, len(words.words)) and words.gaps[place] != NEW_PARAGRAPH:
        yield words.words[place]
        place += 1
