"""Files without what they give away. An image is drawn anew from its points; a PDF is built anew from its pages.

What a file is, is read from its first bytes and never from its name. Whatever is neither an image that we draw nor a
PDF is refused by name. Nothing is ever opened for staff in a page: a file is handed out as a download.
"""

import io
import re
import warnings
from pathlib import PurePath
from typing import Any

from stadsrecht.discrimination.bridge.intake import CleanFile
from stadsrecht.discrimination.errors import FileBroken, FileRefused, FileTooLarge, TooManyFiles

MB = 1024 * 1024
LARGEST = 20 * MB
MOST_FILES = 5
MOST_POINTS = 80_000_000  # a photo of 80 megapixels; more is a bomb
MOST_PAGES = 500
LONGEST_NAME = 120
IMAGES = {
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"GIF87a": "GIF",
    b"GIF89a": "GIF",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
}
WRITTEN_AS = {"JPEG": "JPEG", "TIFF": "PNG", "GIF": "PNG", "PNG": "PNG", "WEBP": "PNG"}
ENDINGS = {"JPEG": ".jpg", "PNG": ".png"}
# What a page of the new PDF keeps; links, notes, scripts, embedded files and the maker's own data are left behind.
PAGE_KEEPS = ("/Type", "/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group")
LEFT_BEHIND = ("/Metadata", "/PieceInfo", "/LastModified", "/AA", "/A", "/AF", "/Thumb", "/OC")


def cleaned(files: list[tuple[str, bytes]], *, with_originals: bool) -> tuple[CleanFile, ...]:
    """All files or none. Raises TooManyFiles, FileTooLarge, FileRefused, FileBroken."""
    if len(files) > MOST_FILES:
        raise TooManyFiles(limit=MOST_FILES)
    for name, content in files:
        if len(content) > LARGEST:
            raise FileTooLarge(name=shown_name(name), limit=LARGEST // MB)
    return tuple(_cleaned(shown_name(name), content, with_originals) for name, content in files)


def shown_name(name: str) -> str:
    """A name without its folders and without characters that steer a terminal or a line."""
    plain = PurePath(name.replace("\\", "/")).name
    return re.sub(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\"]", "", plain)[-LONGEST_NAME:] or "–"


def _cleaned(name: str, content: bytes, with_original: bool) -> CleanFile:
    kind = _kind_of(content)
    if kind is None:
        raise FileRefused(name=name)
    try:
        # A library's warning, such as that of an image too large to be honest, is a refusal here.
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            fresh, ending = (_pdf(content), ".pdf") if kind == "PDF" else _image(content, kind)
    except Exception:
        # Readers of broken files fail in many ways, and each means the same to who sent it.
        raise FileBroken(name=name) from None
    stem = PurePath(name).stem or name
    return CleanFile(f"{stem}{ending}", fresh, content if with_original else None)


def _kind_of(content: bytes) -> str | None:
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return "PDF"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    return next((kind for start, kind in IMAGES.items() if content.startswith(start)), None)


def _image(content: bytes, kind: str) -> tuple[bytes, str]:
    """The same picture, upright, without EXIF, comments, profiles or a small copy of what was cut away."""
    from PIL import Image, ImageOps  # not before a file comes: it weighs on each start

    with Image.open(io.BytesIO(content), formats=[kind]) as opened:
        if opened.width * opened.height > MOST_POINTS:
            raise ValueError("too many points")
        upright = ImageOps.exif_transpose(opened)
        written = WRITTEN_AS[kind]
        has_clear = "A" in upright.getbands() or "transparency" in upright.info
        drawn = upright.convert("RGB" if written == "JPEG" or not has_clear else "RGBA")
        bare = Image.new(drawn.mode, drawn.size)
        bare.paste(drawn)
    target = io.BytesIO()
    bare.save(target, written, **({"quality": 88} if written == "JPEG" else {"optimize": False}))
    return target.getvalue(), ENDINGS[written]


def _pdf(content: bytes) -> bytes:
    """The pages alone, in a new document that knows no maker, no dates and no identifier of the old one."""
    import pypdf  # for the same reason

    reader = pypdf.PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted or not 0 < len(reader.pages) <= MOST_PAGES:
        raise ValueError("shut or without pages")
    # Twice: what the first copy took along and lost its holder is not reached by the second.
    stripped = _copied(reader)
    return _written(_copied(pypdf.PdfReader(io.BytesIO(_written(stripped)))))


def _copied(reader: Any) -> Any:
    import pypdf

    writer = pypdf.PdfWriter()
    for page in reader.pages:
        fresh = writer.add_page(page, excluded_keys=("/Annots", "/B", "/StructParents", "/Tabs"))
        for key in [key for key in fresh if key not in (*PAGE_KEEPS, "/Parent")]:
            del fresh[key]
    for found in writer._objects:
        _strip(found)
    writer.metadata = None
    return writer


def _written(writer: Any) -> bytes:
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def _strip(found: Any) -> None:
    """Take from an object of a PDF what tells of its maker, and from a photo inside it what tells of its camera."""
    if not isinstance(found, dict):
        return
    for key in LEFT_BEHIND:
        found.pop(key, None)
    filters = found.get("/Filter")
    names = filters if isinstance(filters, list) else [filters]
    if list(names) == ["/DCTDecode"] and hasattr(found, "_data"):
        found._data = without_segments(found._data)


def without_segments(photo: bytes) -> bytes:
    """A JPEG without comments and without the application segments 1 to 13 and 15 (EXIF, XMP, IPTC), bit for bit.

    Segment 0 (JFIF) and 14 (Adobe) say how colours are to be read. ITU-T T.81, annex B.
    """
    kept, place = [photo[:2]], 2
    while place + 4 <= len(photo) and photo[place] == 0xFF and photo[place + 1] != 0xDA:
        mark = photo[place + 1]
        end = place + 2 + int.from_bytes(photo[place + 2 : place + 4], "big")
        is_told = mark == 0xFE or (0xE1 <= mark <= 0xEF and mark != 0xEE)
        if not is_told:
            kept.append(photo[place:end])
        place = end
    return b"".join([*kept, photo[place:]])
