"""Text as folded words, numbers and signs, each with its place in the text as given.

Folding makes everything equal that a reader takes for equal: case, accents, kinds of spaces and apostrophes, soft
hyphens. Each character is looked at a bounded number of times, whatever the text.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field

LETTER = r"[^\W\d_ʼʻʹ¹²³⁰⁴-⁹]"  # no apostrophe and no mark of a footnote
TOKEN = re.compile(
    r"((?:https?://|www\.)[^\s<>\"]+)"  # 1 an address, which names nothing
    rf"|({LETTER}\.(?:{LETTER}\.)+(?:{LETTER}(?!{LETTER}))?)"  # 2 letters with dots: o.a., E.V.R.M.
    rf"|({LETTER}+)"  # 3 a word
    rf"|([0-9]+(?:[.:][0-9]+)*(?:(?:ere|ère|ste|er|re|de|st|nd|rd|th|bis|ter|e|\.?[a-d])(?!{LETTER}|\d))?)"  # 4 number
    r"|([^\s'’‘ʼʻʹ`´′＇¹²³⁰⁴-⁹])",  # 5 any other sign, but no apostrophe and no mark of a footnote
    re.IGNORECASE,
)
PARAGRAPH = re.compile(r"\n[^\S\n]*\n|\r[^\S\n\r]*\r|\x0c|\u2029")
GLUE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
HYPHENS = dict.fromkeys("-‐‑‒–—―−﹣－", "-")
LINE_ENDS = frozenset("\n\r\u2028\x85\x0b")
LONGEST_WORD = 100  # beyond it no halves are joined, so that joining stays linear
ADDRESS, DOTTED, WORD, NUMBER, SIGN = 1, 2, 3, 4, 5
NEXT_TO, APART, NEW_LINE, NEW_PARAGRAPH = 0, 1, 2, 3


def fold(word: str) -> str:
    """The word without case, accents, ligatures and hidden signs."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign) and sign not in GLUE)


@dataclass(slots=True)
class Tokens:
    """Parallel lists, one entry for each token: folded text, start, end and the gap before it.

    `breaks` holds the tokens with which a paragraph begins, but for the first.
    """

    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)

    def word(self, index: int) -> str:
        """The token at a place, or nothing outside the text."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def gap(self, index: int) -> int:
        """The gap before a token; outside the text a paragraph ends."""
        return self.gaps[index] if 0 <= index < len(self.words) else NEW_PARAGRAPH

    def borders(self, start: int, end: int) -> bool:
        """Whether a paragraph ends between two tokens."""
        at = bisect_left(self.breaks, start + 1)
        return at < len(self.breaks) and self.breaks[at] <= end


def tokens(text: str, is_name_word: Callable[[str], bool]) -> Tokens:
    """All tokens of a text. `is_name_word` decides which words broken at a line end are mended."""
    found = Tokens()
    words, starts, ends, gaps = found.words, found.starts, found.ends, found.gaps
    folded: dict[str, str] = {}
    glued = False
    last_end = 0
    for match in TOKEN.finditer(text):
        raw, start, end, sort = match[0], match.start(), match.end(), match.lastindex
        word = folded.get(raw)
        if word is None:
            word = folded[raw] = _folded(raw, sort)
        if sort == SIGN and (raw in GLUE or unicodedata.combining(raw)):
            glued = bool(words)
            continue
        gap = NEXT_TO if start == last_end else _gap(text, last_end, start)
        if glued and sort == WORD and len(words[-1]) < LONGEST_WORD and _is_one_word(words[-1], text[last_end:start]):
            words[-1] += word
            ends[-1] = end
        else:
            words.append(word)
            starts.append(start)
            ends.append(end)
            gaps.append(gap)
            if gap == NEW_PARAGRAPH:
                found.breaks.append(len(words) - 1)
        if gaps[-1] == NEW_LINE and sort == WORD:
            _mend(found, is_name_word)
        glued = False
        last_end = end
    return found


def _folded(raw: str, sort: int | None) -> str:
    if sort == ADDRESS:
        return "://"
    if sort == DOTTED:
        return fold(raw).replace(".", "")
    return HYPHENS.get(raw, raw) if sort == SIGN else fold(raw)


def _gap(text: str, start: int, end: int) -> int:
    between = text[start:end]
    if between in {" ", "’", "'"}:
        return APART
    if PARAGRAPH.search(between):
        return NEW_PARAGRAPH
    return NEW_LINE if any(sign in LINE_ENDS for sign in between) else APART


def _is_one_word(half: str, between: str) -> bool:
    """Whether only hidden signs stand between two halves, or a soft hyphen that ends a line."""
    if not half.isalpha():
        return False
    seen = {sign for sign in between if sign not in GLUE and not unicodedata.combining(sign)}
    return not seen or (seen <= LINE_ENDS and "\u00ad" in between)


def _mend(found: Tokens, is_name_word: Callable[[str], bool]) -> None:
    """Make one word of the two halves that a hyphen at the end of a line left, if a name or a reference holds it."""
    words, ends, gaps = found.words, found.ends, found.gaps
    if len(words) < 3 or words[-2] != "-" or gaps[-2] != NEXT_TO or not is_name_word(words[-3] + words[-1]):
        return
    words[-3:] = [words[-3] + words[-1]]
    ends[-3:] = ends[-1:]
    del found.starts[-2:], gaps[-2:]
