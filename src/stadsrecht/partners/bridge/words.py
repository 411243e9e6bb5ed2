"""Words as the search sees them: without case, accents and marks, and cut into trigrams so that spelling is forgiven.

Two words are as alike as the share of trigrams that they have in common (Jaccard), as in PostgreSQL's pg_trgm.
"""

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 40
LEAST_ALIKE = 0.34
# Words that stand in half of all entries tell nothing.
EMPTY = frozenset(
    re.findall(
        r"\w+",
        "de het een en of in van voor met op aan te is u uw je wat wie om ook niet bij naar die dat als "
        "the a an and or of in for with on to is you your what who at by not that as it be "
        "le la les un une des et ou du pour avec sur au aux est vous votre ce qui que ne pas en",
    )
)


def folded(text: str) -> str:
    """Lower case without accents: what a hurried reader types. Other scripts stay as they are."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def words_of(*texts: str) -> list[str]:
    """The telling words of some texts, each once, in order."""
    found = re.findall(r"[^\W_]+", folded(" ".join(texts)))
    kept = (word[:LONGEST] for word in found if word not in EMPTY)
    return list(dict.fromkeys(word for word in kept if len(word) > 1))


def trigrams(word: str) -> list[str]:
    """`trigrams("asiel")` → ["  a", " as", "asi", "sie", "iel", "el "]"""
    padded = f"  {word} "
    return list(dict.fromkeys(padded[start : start + 3] for start in range(len(padded) - 2)))


def likeness(one: Iterable[str], other: Iterable[str]) -> float:
    """0 to 1: trigrams in common as a share of all."""
    left, right = set(one), set(other)
    return len(left & right) / len(left | right) if left or right else 0.0
