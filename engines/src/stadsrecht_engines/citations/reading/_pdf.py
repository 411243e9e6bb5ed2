"""The text layer of a PDF. pypdf reads it; whatever goes wrong inside is one of our own failures."""

import logging
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PyPdfError

from .errors import Encrypted, NotThatFormat, TooLarge
from .limits import LONGEST, PAGES

BEGINNING = 1024
logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # a damaged PDF would fill the log with its own words


def text_of_pdf(content: bytes) -> str:
    """The pages one after the other, apart by an empty line."""
    if b"%PDF-" not in content[:BEGINNING]:
        raise NotThatFormat
    try:
        return "\n\n".join(_pages(content))
    except (FileNotDecryptedError, DependencyError) as failure:
        raise Encrypted from failure
    except (LimitReachedError, MemoryError) as failure:
        raise TooLarge from failure
    except (TooLarge, Encrypted):
        raise
    except (
        PyPdfError,
        RecursionError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        OSError,
        ArithmeticError,
        AssertionError,
        NotImplementedError,
    ) as failure:
        raise NotThatFormat from failure


def _pages(content: bytes) -> list[str]:
    reader = PdfReader(BytesIO(content), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Encrypted
    if len(reader.pages) > PAGES:
        raise TooLarge
    pages: list[str] = []
    length = 0
    for page in reader.pages:
        pages.append(page.extract_text())
        length += len(pages[-1])
        if length > LONGEST:
            raise TooLarge
    return pages
