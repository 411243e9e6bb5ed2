"""Files without what they give away, and files that are refused by name."""

import io
from contextlib import suppress

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf.annotations import FreeText
from pypdf.generic import (
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from stadsrecht.discrimination.bridge.cleaning import LARGEST, MOST_FILES, cleaned, shown_name, without_segments
from stadsrecht.discrimination.errors import FileBroken, FileRefused, FileTooLarge, TooManyFiles

MAKER = "Camera van Wezel"
FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "GIF")


def picture(kind, size=(40, 20)):
    """A picture, red at the left and blue at the right, that tells who made it and where."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    exif = Image.Exif()
    exif[0x010F], exif[0x0131] = MAKER, MAKER
    exif.get_ifd(0x8825)[1] = "N"
    target = io.BytesIO()
    extra = {"exif": exif} if kind in ("JPEG", "PNG", "WEBP", "TIFF") else {}
    image.save(target, kind, comment=MAKER.encode(), **extra)
    return target.getvalue()


def document():
    """A page with a photo, a note, a script, an embedded file, and a maker in three places."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(200, 200)
    photo = StreamObject()
    photo._data = picture("JPEG")
    photo.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Filter"): NameObject("/DCTDecode"),
            NameObject("/Width"): pypdf.generic.NumberObject(40),
            NameObject("/Height"): pypdf.generic.NumberObject(20),
            NameObject("/ColorSpace"): NameObject("/DeviceRGB"),
            NameObject("/BitsPerComponent"): pypdf.generic.NumberObject(8),
        }
    )
    images = DictionaryObject({NameObject("/Foto"): writer._add_object(photo)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): images})
    content = DecodedStreamObject()
    content.set_data(b"q 100 0 0 50 10 10 cm /Foto Do Q")
    page[NameObject("/Contents")] = writer._add_object(content)
    about = DecodedStreamObject()
    about.set_data(MAKER.encode())
    page[NameObject("/Metadata")] = writer._add_object(about)
    page[NameObject("/PieceInfo")] = DictionaryObject({NameObject("/X"): ByteStringObject(MAKER.encode())})
    writer.add_metadata({"/Author": MAKER, "/Producer": MAKER})
    writer.xmp_metadata = about.get_data()
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(MAKER)}
    writer._root_object[NameObject("/OpenAction")] = DictionaryObject(script)
    writer.add_attachment(f"{MAKER}.txt", MAKER.encode())
    writer.add_annotation(0, FreeText(text=MAKER, rect=(0, 0, 50, 50)))
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


@pytest.mark.parametrize("kind", FORMATS)
def test_an_image_is_drawn_anew_without_its_maker(kind):
    """And is still the same picture."""
    (file,) = cleaned([("wezel.img", picture(kind))], with_originals=False)
    assert MAKER.encode() not in file.content
    with Image.open(io.BytesIO(file.content)) as found:
        assert not found.getexif()
        assert found.size == (40, 20)
        red, _green, blue = found.convert("RGB").getpixel((35, 10))
        assert blue > 200
        assert red < 60
    assert file.original is None


def test_a_photo_stands_upright_as_its_camera_meant_it():
    """The note that turned it is gone, so the points are turned."""
    image, exif = Image.new("RGB", (40, 20), "red"), Image.Exif()
    exif[0x0112] = 6
    target = io.BytesIO()
    image.save(target, "JPEG", exif=exif)
    (file,) = cleaned([("x.jpg", target.getvalue())], with_originals=False)
    with Image.open(io.BytesIO(file.content)) as found:
        assert found.size == (20, 40)


def test_a_pdf_is_built_anew_from_its_pages():
    """Without maker, note, script, embedded file, or the camera of a photo inside."""
    before = document()
    (file,) = cleaned([("brief.pdf", before)], with_originals=False)
    found = pypdf.PdfReader(io.BytesIO(file.content))
    assert len(found.pages) == 1
    assert not found.metadata
    assert {"/Names", "/Metadata", "/OpenAction", "/AcroForm"}.isdisjoint(found.trailer["/Root"])
    assert {"/Annots", "/Metadata", "/PieceInfo"}.isdisjoint(found.pages[0])
    photo = found.pages[0]["/Resources"]["/XObject"]["/Foto"]
    assert photo._data.startswith(b"\xff\xd8")
    for number in range(1, len(found.xref_objStm or {}) + len(found.xref[0]) + 1):
        shown = found.get_object(number) if number in found.xref[0] else None
        assert MAKER not in repr(shown)
        assert MAKER.encode() not in getattr(shown, "_data", b"")
    assert MAKER.encode() in before
    assert MAKER.encode() not in file.content


def test_a_photo_inside_a_pdf_keeps_its_picture():
    """Bit for bit, but for what tells of its camera."""
    before = picture("JPEG")
    after = without_segments(before)
    assert MAKER.encode() in before
    assert MAKER.encode() not in after
    with Image.open(io.BytesIO(before)) as one, Image.open(io.BytesIO(after)) as other:
        assert one.tobytes() == other.tobytes()


def test_the_original_is_kept_where_that_is_asked():
    content = picture("JPEG")
    (file,) = cleaned([("foto.jpg", content)], with_originals=True)
    assert file.original == content != file.content


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("brief.docx", b"PK\x03\x04 word"),
        ("programma.exe", b"MZ\x90"),
        ("pagina.html", b"<script>alert(1)</script>"),
        ("tekening.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("foto.jpg", b"no photo at all"),
        ("leeg.pdf", b""),
    ],
)
def test_everything_else_is_refused_by_name(name, content):
    """Whatever its name says."""
    with pytest.raises(FileRefused, match=name):
        cleaned([(name, content)], with_originals=False)


@pytest.mark.parametrize("kind", [*FORMATS, "PDF"])
def test_a_broken_file_is_named(kind):
    whole = document() if kind == "PDF" else picture(kind)
    with pytest.raises((FileBroken, FileRefused), match="half"):
        cleaned([("half", whole[: len(whole) // 3])], with_originals=False)


def test_a_pdf_with_a_password_is_named():
    writer = pypdf.PdfWriter()
    writer.add_blank_page(10, 10)
    writer.encrypt("geheim", algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    with pytest.raises(FileBroken):
        cleaned([("dicht.pdf", target.getvalue())], with_originals=False)


def test_a_bomb_is_not_drawn(monkeypatch):
    """An image with more points than any camera has."""
    monkeypatch.setattr("stadsrecht.discrimination.bridge.cleaning.MOST_POINTS", 100)
    with pytest.raises(FileBroken):
        cleaned([("groot.png", picture("PNG"))], with_originals=False)


def test_too_much_is_named():
    with pytest.raises(FileTooLarge, match="20"):
        cleaned([("groot.png", b"x" * (LARGEST + 1))], with_originals=False)
    with pytest.raises(TooManyFiles):
        cleaned([("x.png", b"")] * (MOST_FILES + 1), with_originals=False)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("C:\\Users\\Wezel\\foto.jpg", "foto.jpg"),
        ("../../etc/x.pdf", "x.pdf"),
        ("a\r\nb\u202egnp.exe", "abgnp.exe"),
        ("", "–"),
    ],
)
def test_a_name_tells_no_folder_and_steers_nothing(typed, shown):
    assert shown_name(typed) == shown


STARTS = [b"", b"%PDF-1.7\n", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF0000WEBP", b"MM\0*"]


@given(st.binary(max_size=400), st.sampled_from(STARTS))
def test_whatever_is_sent_is_cleaned_or_refused_by_name(content, start):
    """Never another failure."""
    with suppress(FileRefused, FileBroken):
        assert cleaned([("x", start + content)], with_originals=False)
