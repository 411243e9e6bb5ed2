"""What a title may hold between its noun and its subject: 'of the United Nations', 'du 20 novembre 1989', '(1979)'."""

from ._tokens import Tokens
from ._vocabulary import words_in

MOST = 3  # modifiers of one noun
PREPOSITIONS = words_in("van de du des d of from")
ARTICLES = words_in("de the l la les")
ADJECTIVES = words_in("internationale international internationaal onusienne vn un onu")
BODIES = words_in("vn un onu unie union")
BODIES_OF_TWO = frozenset({("verenigde", "naties"), ("united", "nations"), ("nations", "unies"), ("new", "york")})
MONTHS = words_in(
    "januari februari maart april mei juni juli augustus september oktober november december january february march "
    "may june july august october janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"
)


def after_modifiers(words: Tokens, at: int) -> int:
    """The last token of the modifiers behind a noun, or the noun itself where there are none."""
    for _ in range(MOST):
        after = _after_one(words, at + 1)
        if not after or words.borders(at, after - 1):
            break
        at = after - 1
    return at


def _after_one(words: Tokens, at: int) -> int:
    if words.word(at) in ADJECTIVES:
        return at + 1
    if words.word(at) == "(" and words.word(at + 2) == ")":
        return at + 3 if _is_year(words.word(at + 1)) else 0
    if words.word(at) not in PREPOSITIONS:
        return 0
    at += 1
    return _after_date(words, at) or _after_body(words, at + (words.word(at) in ARTICLES))


def _after_date(words: Tokens, at: int) -> int:
    if words.word(at + 1) in MONTHS and words.word(at).isdecimal():
        at += 2
    return at + 1 if _is_year(words.word(at)) else 0


def _after_body(words: Tokens, at: int) -> int:
    if (words.word(at), words.word(at + 1)) in BODIES_OF_TWO:
        return at + 2
    return at + 1 if words.word(at) in BODIES else 0


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdecimal()
