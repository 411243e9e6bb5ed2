"""From text to hits."""

from collections.abc import Iterator

from ._binding import Binder, Citation
from ._elements import Mention, Part
from ._hits import Hit
from ._instruments import provisions, roman, words_of_names
from ._languages import language_of
from ._mentions import is_body
from ._references import OWN
from ._scan import elements
from ._tokens import Tokens, tokens
from ._vocabulary import ARTICLE, COURT_AFTER, COURT_BEFORE, FORWARD, GOAL, INDEFINITE, PARAGRAPH_WORD

WORDS_OF_REFERENCES = frozenset(ARTICLE) | frozenset(GOAL) | frozenset(PARAGRAPH_WORD)
COURTS = frozenset({"echr", "cedh"})
LONGEST_CODE = 4


def _is_known(word: str) -> bool:
    return word in WORDS_OF_REFERENCES or word in words_of_names()


def find(text: str) -> tuple[Hit, ...]:
    """All references in a text to provisions and instruments of the table, in the order of the text.

    Linear in the length of the text, which may be anything. Nothing is raised.
    """
    words = tokens(text, _is_known)
    binder = Binder(words, elements(words))
    hits = [hit for citation in binder.bind() for hit in _of_citation(words, citation)]
    hits.extend(_of_names(words, binder))
    return tuple(sorted(hits, key=lambda hit: (hit.start, hit.end)))


def _of_names(words: Tokens, binder: Binder) -> Iterator[Hit]:
    for mention, instrument in binder.alone:
        if not instrument or mention.is_used or (mention.name.needs_provision and not mention.noun):
            continue
        if mention.protocol and (mention.protocol == OWN or instrument != "echr"):
            continue
        if is_body(words, mention) or _is_court(words, mention) or _is_one_of_many(words, mention):
            continue
        language = language_of(words, mention.first, mention.last, (), mention.name.languages)
        rule = "defined" if mention.noun else "name-alone"
        yield Hit(words.starts[mention.first], words.ends[mention.last], instrument, None, None, language, rule)


def _is_one_of_many(words: Tokens, mention: Mention) -> bool:
    """'A CRC of 32 bits': there is but one convention of that name."""
    if mention.first != mention.last or mention.name.kind == "goals":
        return False
    return words.word(mention.first - 1) in INDEFINITE and words.word(mention.last + 1) in FORWARD


def _is_court(words: Tokens, mention: Mention) -> bool:
    """CEDH and ECHR are also short for the court: 'un arrêt de la CEDH'."""
    if words.words[mention.first] not in COURTS:
        return False
    before = {words.word(mention.first - step) for step in range(1, 4)}
    after = {words.word(mention.last + step) for step in range(1, 3)}
    return bool(before & COURT_BEFORE or after & COURT_AFTER)


def code_of(instrument: str, part: Part, protocol: str | None) -> str | None:
    """The catalogue's code of a provision; None if the instrument has no such provision."""
    code = part.code
    if protocol:
        code = f"P{protocol}-{code}"
    elif instrument == "saint-denis" and code.isdecimal() and len(code) <= LONGEST_CODE:
        code = roman(int(code)) if int(code) < 40 else code
    return code if code in provisions()[instrument] else None


def _of_citation(words: Tokens, citation: Citation) -> Iterator[Hit]:
    reference, instrument = citation.reference, citation.instrument
    names = citation.mention.name.languages if citation.mention else frozenset[str]()
    language = language_of(words, citation.first, citation.last, reference.languages, names)
    known = [(part, code) for part in reference.parts if (code := code_of(instrument, part, reference.protocol))]
    if not known:
        start, end = words.starts[citation.first], words.ends[citation.last]
        yield Hit(start, end, instrument, None, None, language, citation.rule)
        return
    opening, ending = known[0][0].first, known[-1][0].last
    for part, code in known:
        first = citation.first if part.first == opening else part.first
        last = citation.last if part.last == ending else part.last
        start, end = words.starts[first], words.ends[last]
        yield Hit(start, end, instrument, code, part.paragraph, language, citation.rule)
