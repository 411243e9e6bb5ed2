"""Small documents made by hand, for the tests that read them: .docx, .odt and .pdf with nothing but text."""

import zipfile
from html import escape
from io import BytesIO
from textwrap import wrap

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
WIDTH, LINES = 90, 50


def zipped(**entries: str | bytes) -> bytes:
    """A zip; two underscores in a name stand for a slash, one before the ending for a dot."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            path, _, ending = name.replace("__", "/").rpartition("_")
            archive.writestr(f"{path}.{ending}", content)
    return made.getvalue()


def docx(text: str) -> bytes:
    """One paragraph for each line, each cut into two runs as Word likes to do."""
    paragraphs = "".join(f"<w:p>{_runs(line)}</w:p>" for line in text.split("\n") if line.strip())
    body = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{WORD}"><w:body>{paragraphs}</w:body></w:document>'
    )
    return zipped(word__document_xml=body)


def _runs(line: str) -> str:
    half = len(line) // 2
    pieces = (escape(line[:half], quote=False), escape(line[half:], quote=False))
    return "".join(f'<w:r><w:t xml:space="preserve">{piece}</w:t></w:r>' for piece in pieces)


def odt(text: str) -> bytes:
    """One paragraph for each line."""
    paragraphs = "".join(f"<text:p>{escape(line, quote=False)}</text:p>" for line in text.split("\n") if line.strip())
    body = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{OFFICE}" xmlns:text="{TEXT}">'
        f"<office:body><office:text>{paragraphs}</office:text></office:body></office:document-content>"
    )
    return zipped(content_xml=body)


def pdf(text: str) -> bytes:
    """Lines of one width on pages, in Helvetica, words broken where they do not fit."""
    lines = [piece for line in text.split("\n") for piece in (wrap(line, WIDTH) or [""])]
    pages = [lines[start : start + LINES] for start in range(0, len(lines), LINES)] or [[""]]
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    places = []
    for page in pages:
        stream = _stream(page)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        places.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            b"/Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % len(objects)
        )
    kids = b" ".join(b"%d 0 R" % place for place in places)
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(places))
    return _file(objects)


def _stream(lines: list[str]) -> bytes:
    shown = b"".join(b"(%s) Tj T*\n" % _literal(line) for line in lines)
    return b"BT /F1 10 Tf 14 TL 50 800 Td\n" + shown + b"ET"


def _literal(line: str) -> bytes:
    content = line.encode("cp1252", errors="replace")
    return content.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _file(objects: list[bytes]) -> bytes:
    made, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    made += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(made)
