"""Plain text in the encodings that a Dutch, English or French archive holds."""

import codecs

from .errors import NotThatFormat, UnreadableEncoding

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
OTHER_FORMATS = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"{\\rtf",
)
CONTROLS = bytes(sign for sign in range(32) if sign not in b"\t\n\v\f\r\x1b")
MOST_CONTROLS = 0.001


def decoded(content: bytes, said: str = "") -> str:
    """The text by its mark, by what it says of itself, as UTF-8, or as Windows-1252: the first that holds."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _decoded_as(content, encoding)
    if content.startswith(OTHER_FORMATS):
        raise NotThatFormat
    for encoding in (said, "utf-8", _utf16_without_mark(content)):
        if encoding:
            try:
                return _without_controls(content.decode(encoding))
            except (UnicodeDecodeError, LookupError):
                continue
    if len(content.translate(None, CONTROLS)) < len(content) * (1 - MOST_CONTROLS):
        raise UnreadableEncoding
    return _decoded_as(content, "cp1252")


def _utf16_without_mark(content: bytes) -> str:
    """Latin text in UTF-16 has a zero in every second byte."""
    sample = content[:2000]
    half = len(sample) // 2
    if half < 2 or len(content) % 2:
        return ""
    if sample[1::2].count(0) > 0.9 * half and not sample[::2].count(0):
        return "utf-16-le"
    return "utf-16-be" if sample[::2].count(0) > 0.9 * half and not sample[1::2].count(0) else ""


def _decoded_as(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as failure:
        raise UnreadableEncoding from failure


def _without_controls(text: str) -> str:
    """The text, unless it is full of signs that no text holds."""
    if "\x00" in text:
        raise UnicodeDecodeError("utf-8", b"\x00", 0, 1, "a zero byte is no text")
    return text


def text_of_plain(content: bytes) -> str:
    """The text as it stands, with one kind of line end."""
    return decoded(content).replace("\r\n", "\n").replace("\r", "\n")
