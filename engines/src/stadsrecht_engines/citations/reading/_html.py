"""The text of a web page. `html.parser` is fed piece by piece and never holds more than one open tag."""

import re
from html.parser import HTMLParser

from ._plain import decoded
from .errors import TooLarge
from .limits import LONGEST, PIECE

BLOCK_NAMES = """
address article aside blockquote body dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4
h5 h6 header hr legend li main nav ol option p pre section summary table tbody td tfoot th thead title tr ul
"""
BLOCKS = frozenset(BLOCK_NAMES.split())
SILENT = frozenset({"script", "style", "template", "noscript", "svg", "math", "object"})
SAID = re.compile(rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?([a-zA-Z0-9_-]{1,30})", re.IGNORECASE)
BEGINNING = 4096
LONGEST_TAG = 256 * 1024


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.length = 0
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self.silent += 1
        elif tag == "br":
            self._keep("\n")
        elif tag in BLOCKS:
            self._keep("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in BLOCKS:
            self._keep("\n\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._keep("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self._keep(data)

    def _keep(self, piece: str) -> None:
        self.length += len(piece)
        if self.length > LONGEST:
            raise TooLarge
        self.pieces.append(piece)


def text_of_html(content: bytes) -> str:
    """What a reader of the page sees; blocks become paragraphs."""
    said = SAID.search(content[:BEGINNING])
    page = decoded(content, said[1].decode("ascii") if said else "")
    reader = _Reader()
    for start in range(0, len(page), PIECE):
        reader.feed(page[start : start + PIECE])
        if len(reader.rawdata) > LONGEST_TAG:
            raise TooLarge
    reader.close()
    return tidy("".join(reader.pieces))


def tidy(text: str) -> str:
    """Spaces and empty lines brought back to one."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip()
