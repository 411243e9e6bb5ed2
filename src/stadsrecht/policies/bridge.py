"""The seam to the engine `citations`: bytes of a document to text, text to the rights that it names."""

from dataclasses import dataclass

from stadsrecht_engines.citations import find
from stadsrecht_engines.citations.reading import text_of
from stadsrecht_engines.citations.reading.errors import UnableToRead

AROUND = 90


@dataclass(frozen=True)
class Named:
    """One place where a text names a right, or an instrument as a whole (then `reference` is the instrument's code)."""

    start: int
    end: int
    reference: str
    paragraph: str
    rule: str

    @property
    def is_provision(self) -> bool:
        return ":" in self.reference


@dataclass(frozen=True)
class Unread:
    """Why a document could not be read: the engine's name for it."""

    why: str


def read(content: bytes, name: str) -> str | Unread:
    """The text of a document, as its name's ending says."""
    try:
        return text_of(content, name)
    except UnableToRead as error:
        return Unread(type(error).__name__)


def named_in(text: str) -> list[Named]:
    """Where the text names rights, in order."""
    return [
        Named(
            hit.start,
            hit.end,
            f"{hit.instrument}:{hit.provision}" if hit.provision else hit.instrument,
            hit.paragraph or "",
            hit.rule,
        )
        for hit in find(text)
    ]


def quote(text: str, start: int, end: int) -> str:
    """The words around a place, on one line, cut at spaces."""
    before = text[max(0, start - AROUND) : start].split(" ", 1)[-1] if start > AROUND else text[:start]
    after = text[end : end + AROUND].rsplit(" ", 1)[0] if end + AROUND < len(text) else text[end:]
    return " ".join(f"{before}{text[start:end]}{after}".split())[:300]
