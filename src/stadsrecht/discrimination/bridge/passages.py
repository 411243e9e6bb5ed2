"""Passages of a narrative that are left out where it is passed on. The narrative itself is never changed.

A worker marks them in a copy of the text, by brackets around each; so it works by keyboard and without a script. All
that stands between brackets becomes one and the same sign, which does not tell how much was there.
"""

from collections.abc import Callable

from stadsrecht.discrimination.errors import BracketsUnpaired, NarrativeChanged

SIGN = "[…]"
BRACKETS = (("[[", "]]"), ("{{", "}}"), ("<<", ">>"))
Span = tuple[int, int]


def brackets_for(narrative: str) -> tuple[str, str]:
    """The first pair that the narrative does not hold itself; the first where it holds them all."""
    free = (pair for pair in BRACKETS if not any(one in narrative for one in pair))
    return next(free, BRACKETS[0])


def plain(text: str) -> str:
    """Line ends as one sort: a browser sends another than it was given."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def marked(narrative: str, spans: tuple[Span, ...]) -> str:
    """The narrative with brackets around what is left out."""
    begin, end = brackets_for(narrative)
    return _joined(narrative, spans, lambda passage: f"{begin}{passage}{end}")


def without(narrative: str, spans: tuple[Span, ...]) -> str:
    """The narrative as it is passed on."""
    return _joined(narrative, spans, lambda _passage: SIGN)


def _joined(narrative: str, spans: tuple[Span, ...], of_passage: Callable[[str], str]) -> str:
    text, parts, last = plain(narrative), [], 0
    for begin, end in spans:
        parts += [text[last:begin], of_passage(text[begin:end])]
        last = end
    return "".join([*parts, text[last:]])


def spans_in(typed: str, narrative: str) -> tuple[Span, ...]:
    """Where the brackets stand. Raises BracketsUnpaired, and NarrativeChanged where anything else differs."""
    begin, end = brackets_for(narrative)
    spans: list[Span] = []
    bare, rest = "", plain(typed)
    while begin in rest or end in rest:
        before, opened, rest = rest.partition(begin)
        passage, closed, rest = rest.partition(end)
        if not (opened and closed) or end in before or begin in passage:
            raise BracketsUnpaired(begin=begin, end=end)
        spans.append((len(bare + before), len(bare + before + passage)))
        bare += before + passage
    if bare + rest != plain(narrative):
        raise NarrativeChanged
    return tuple(span for span in spans if span[0] < span[1])
