"""The text of a document: .txt, .md, .html, .docx, .odt and .pdf as bytes in, text out.

Apart from the engine's core, since documents bring limits and failures of their own. Nothing is written, nothing is
fetched, no entity is expanded, and no document unfolds into more than `LONGEST` characters.
"""

from collections.abc import Callable

from ._html import text_of_html
from ._pdf import text_of_pdf
from ._plain import text_of_plain
from ._zipped import text_of_docx, text_of_odt
from .errors import Encrypted, NoText, NotThatFormat, TooLarge, UnableToRead, UnknownFormat, UnreadableEncoding
from .limits import LARGEST, LONGEST

READERS: dict[str, Callable[[bytes], str]] = {
    "txt": text_of_plain,
    "md": text_of_plain,
    "html": text_of_html,
    "htm": text_of_html,
    "docx": text_of_docx,
    "odt": text_of_odt,
    "pdf": text_of_pdf,
}


def text_of(content: bytes, name: str) -> str:
    """The text of a document, its format told by the ending of its name.

    Raises a kind of UnableToRead whose message may be shown. Line ends are \\n; paragraphs are apart by an empty line
    where the format knows paragraphs.
    """
    if len(content) > LARGEST:
        raise TooLarge
    reader = READERS.get(name.rpartition(".")[2].lower() if "." in name else "")
    if reader is None:
        raise UnknownFormat
    text = reader(content)
    if len(text) > LONGEST:
        raise TooLarge
    if not text.strip():
        raise NoText
    return text


__all__ = [
    "LARGEST",
    "LONGEST",
    "READERS",
    "Encrypted",
    "NoText",
    "NotThatFormat",
    "TooLarge",
    "UnableToRead",
    "UnknownFormat",
    "UnreadableEncoding",
    "text_of",
]
