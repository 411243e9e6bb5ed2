"""What 'the Charter' or 'that convention' means here: a definition in the text, or the paragraph's last of its kind."""

from ._elements import Element, Mention
from ._tokens import Tokens
from ._vocabulary import ARTICLES_OF_SPEECH, DEFINERS, words_in

COVENANTS = frozenset({"iccpr", "icescr"})
QUOTES = words_in('" “ ” „ « » * ‹ ›')
BEFORE_NOUN = (
    ARTICLES_OF_SPEECH
    | QUOTES
    | words_in(
        "te noemen ook genoemd aangeduid als : vn eu called referred to as known - ci kortweg afgekort ou or "
        "of denomme denommee"
    )
)
LONGEST_DEFINITION = 8
DEMONSTRATIVES = words_in("dit dat this that ce cette")
BARE_CHARTER = "eu-charter"


class Nouns:
    """Keeps, while the text is read, what each noun stands for."""

    def __init__(self, words: Tokens) -> None:
        self.words = words
        self.defined: dict[str, str] = {}
        self.recent: dict[str, Mention] = {}
        self.last: Mention | None = None
        self._last = 0

    def enter(self, element: Element) -> None:
        """Forget what was named before the paragraph in which this element stands."""
        if self.words.borders(self._last, element.first):
            self.recent.clear()
            self.last = None
        self._last = element.last

    def note(self, mention: Mention, before: Element | None) -> None:
        """Remember a name, or a definition such as '(hereafter: the Convention)'."""
        if not mention.noun:
            if mention.name.instrument != "gca":  # which nobody calls 'the Charter'
                self.recent[mention.name.kind] = mention
            self.last = mention
            return
        near = isinstance(before, Mention) and not before.noun and mention.first - before.last <= LONGEST_DEFINITION + 4
        if self._is_definition(mention) or (near and self._is_in_brackets(mention)):
            self.defined[mention.noun] = before.name.instrument if near and isinstance(before, Mention) else ""
            mention.is_used = True

    def _is_in_brackets(self, mention: Mention) -> bool:
        """'(the Charter)', right behind a name."""
        opens = mention.first - 1 - (self.words.word(mention.first - 1) in ARTICLES_OF_SPEECH)
        return self.words.word(opens) == "(" and self.words.word(mention.last + 1) == ")"

    def _is_definition(self, mention: Mention) -> bool:
        place = mention.first - 1
        opened = False
        while place > mention.first - LONGEST_DEFINITION and self.words.word(place) in BEFORE_NOUN:
            opened = opened or self.words.word(place) in QUOTES
            place -= 1
        if self.words.word(place) in DEFINERS:
            return True
        closes = {self.words.word(mention.last + 1), self.words.word(mention.last + 2)}
        return self.words.word(place) == "(" and opened and ")" in closes

    def meaning(self, mention: Mention) -> tuple[str, str]:
        """The instrument of a noun and the rule that found it; two empty texts if nothing makes it plain."""
        noun, kind = mention.noun, mention.name.kind
        if noun in self.defined:
            return self.defined[noun], "defined"
        last = self.recent.get(kind)
        if last is None:
            is_own = self.words.word(mention.first - 1) in DEMONSTRATIVES
            return (BARE_CHARTER, "provision-of-name") if kind == "charter" and not is_own else ("", "")
        instrument = last.name.instrument
        if (
            kind == "treaty"
            and noun != "verdrag"
            and (noun in {"pact", "pacte", "covenant"}) != (instrument in COVENANTS)
        ):
            return "", ""
        return instrument, "anaphora"

    def stands_alone(self, mention: Mention) -> str:
        """The instrument that a noun without a provision names plainly: one that its own paragraph names in full."""
        last = self.recent.get(mention.name.kind)
        if last is None or self.words.word(mention.first - 1) not in ARTICLES_OF_SPEECH:
            return ""
        is_defined = self.defined.get(mention.noun) == last.name.instrument
        return last.name.instrument if is_defined or mention.name.kind == "charter" else ""
