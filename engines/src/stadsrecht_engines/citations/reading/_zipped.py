"""Word and OpenDocument texts: XML inside a zip, unfolded piece by piece under a limit, without entities."""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from xml.parsers import expat

from ._html import tidy
from .errors import Encrypted, NotThatFormat, TooLarge
from .limits import LONGEST, PIECE, UNFOLDED

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_ENTRIES = 5_000
DEEPEST = 256
ENCRYPTED_FLAG = 1


class _Document:
    """Keeps the characters of a document while its XML goes by."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.depth = 0

    def keep(self, piece: str) -> None:
        self.length += len(piece)
        if self.length > LONGEST:
            raise TooLarge
        self.pieces.append(piece)

    def opened(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise TooLarge


def _refuse(*_: object) -> None:
    """No document of ours declares a type or an entity."""
    raise NotThatFormat


def _parse(
    pieces: Iterator[bytes], start: Callable[[str], None], end: Callable[[str], None], data: Callable[[str], None]
) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, _: start(name)
    parser.EndElementHandler = end
    parser.CharacterDataHandler = data
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as failure:
        raise NotThatFormat from failure


def _archive(content: bytes) -> zipfile.ZipFile:
    if content.startswith(COMPOUND):
        raise Encrypted if b"E\x00n\x00c\x00r\x00y\x00p\x00t" in content else NotThatFormat
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError) as failure:
        raise NotThatFormat from failure
    if len(archive.infolist()) > MOST_ENTRIES:
        raise TooLarge
    return archive


def _unfolded(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The bytes of one entry. What the zip says of its size is not believed."""
    try:
        entry = archive.getinfo(name)
        if entry.flag_bits & ENCRYPTED_FLAG:
            raise Encrypted
        total = 0
        with archive.open(entry) as file:
            while piece := file.read(PIECE):
                total += len(piece)
                if total > UNFOLDED:
                    raise TooLarge
                yield piece
    except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as failure:
        raise NotThatFormat from failure


def text_of_docx(content: bytes) -> str:
    """The body and the notes of a Word document; text that was struck out by a revision is left out."""
    archive, document, inside = _archive(content), _Document(), [0]
    breaks = {WORD + "p": "\n\n", WORD + "br": "\n", WORD + "cr": "\n", WORD + "tab": "\t", WORD + "noBreakHyphen": "-"}

    def start(name: str) -> None:
        document.opened()
        inside[0] += name == WORD + "t"
        if name in breaks and name != WORD + "p":
            document.keep(breaks[name])

    def end(name: str) -> None:
        document.depth -= 1
        inside[0] -= name == WORD + "t"
        if name == WORD + "p":
            document.keep("\n\n")

    def data(text: str) -> None:
        if inside[0]:
            document.keep(text)

    names = [name for name in ("word/footnotes.xml", "word/endnotes.xml") if name in archive.namelist()]
    for name in ("word/document.xml", *names):
        _parse(_unfolded(archive, name), start, end, data)
        document.keep("\n\n")
    return tidy("".join(document.pieces))


def _refuse_encrypted(archive: zipfile.ZipFile) -> None:
    if "META-INF/manifest.xml" in archive.namelist():
        manifest = b"".join(_unfolded(archive, "META-INF/manifest.xml"))
        if b"encryption-data" in manifest:
            raise Encrypted


def text_of_odt(content: bytes) -> str:
    """The body of an OpenDocument text, without what was struck out by a revision."""
    archive, document = _archive(content), _Document()
    _refuse_encrypted(archive)
    body, struck = [0], [0]

    def start(name: str) -> None:
        document.opened()
        body[0] += name == OFFICE + "text"
        struck[0] += name == TEXT + "tracked-changes"
        if name in {TEXT + "line-break", TEXT + "tab", TEXT + "s"}:
            data("\n" if name == TEXT + "line-break" else " ")

    def end(name: str) -> None:
        document.depth -= 1
        body[0] -= name == OFFICE + "text"
        struck[0] -= name == TEXT + "tracked-changes"
        if name in {TEXT + "p", TEXT + "h"}:
            data("\n\n")

    def data(text: str) -> None:
        if body[0] and not struck[0]:
            document.keep(text)

    _parse(_unfolded(archive, "content.xml"), start, end, data)
    return tidy("".join(document.pieces))
