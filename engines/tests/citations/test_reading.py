"""Documents in, text out; and each bad document by its name."""

import importlib.util
import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from time import process_time

import pytest
from pypdf import PdfReader, PdfWriter
from stadsrecht_engines.citations import find
from stadsrecht_engines.citations.reading import (
    LARGEST,
    READERS,
    Encrypted,
    NoText,
    NotThatFormat,
    TooLarge,
    UnableToRead,
    UnknownFormat,
    UnreadableEncoding,
    text_of,
)


def documents():
    """The module beside this one; tests are no package."""
    found = importlib.util.spec_from_file_location("documents", Path(__file__).parent / "documents.py")
    assert found
    assert found.loader
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


make = documents()
POLICY = """Toegankelijkheid in de wijk
De nota toetst aan artikel 21 van het Handvest en aan de artikelen 9 en 19 van het VN-verdrag Handicap.
L’accès au logement relève de l’article 11 du PIDESC & de l’ODD 11.3.
Article 5 of the contract sets the price, <b> Article 8 ECHR does not."""
NAMED = ["eu-charter 21", "crpd 9", "crpd 19", "icescr 11", "sdg 11.3", "echr 8"]


def named(text):
    return [f"{hit.instrument} {hit.provision}" for hit in find(text)]


@pytest.mark.parametrize("ending", ["docx", "odt", "pdf"])
def test_a_document_names_what_its_text_names(ending):
    """The round trip through each format keeps every reference."""
    assert named(text_of(getattr(make, ending)(POLICY), f"nota.{ending}")) == NAMED


def test_a_page_shows_its_text_and_not_its_scripts():
    """What a browser does not show is not read."""
    page = "<style>art. 8 EVRM</style><p>Artikel&nbsp;21 <b>van het</b> Handvest</p><script>IVRK</script><p>IVBPR"
    assert named(text_of(page.encode(), "nota.html")) == ["eu-charter 21", "iccpr None"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "utf-32"])
def test_text_is_read_in_the_encodings_of_an_archive(encoding):
    """Accents arrive whole."""
    content = "La Déclaration universelle des droits de l’homme".encode(encoding)
    assert named(text_of(content, "note.txt")) == ["udhr None"]


def test_a_page_may_say_its_own_encoding():
    """As old sites of cities do."""
    page = '<meta charset="iso-8859-1"><p>Déclaration universelle des droits de l\'homme</p>'.encode("latin-1")
    assert named(text_of(page, "note.htm")) == ["udhr None"]


def test_struck_out_text_is_left_out():
    """A deleted revision is no policy."""
    deleted = (
        f'<w:document xmlns:w="{make.WORD}"><w:body><w:p><w:del><w:r><w:delText>art. 8 EVRM</w:delText></w:r></w:del>'
        + ("<w:r><w:t>art. 3 IVRK</w:t></w:r></w:p></w:body></w:document>")
    )
    assert named(text_of(make.zipped(word__document_xml=deleted), "nota.docx")) == ["crc 3"]


def encrypted_pdf() -> bytes:
    writer = PdfWriter()
    writer.append(PdfReader(BytesIO(make.pdf(POLICY))))
    writer.encrypt("secret", algorithm="RC4-128")
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def encrypted_odt() -> bytes:
    manifest = "<manifest:manifest xmlns:manifest='m'><manifest:encryption-data/></manifest:manifest>"
    return make.zipped(content_xml="x", **{"META-INF__manifest_xml": manifest})


def bomb(entry: str) -> bytes:
    made = BytesIO()
    with (
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open(entry, "w", force_zip64=True) as file,
    ):
        file.write(b'<w:document xmlns:w="w"><w:body>')
        for _ in range(130):
            file.write(b" " * 1_000_000)
    return made.getvalue()


def laughing() -> bytes:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(9))
    return make.zipped(word__document_xml=f"<!DOCTYPE d [{entities}]><d>&a8;</d>")


def overlapping_name() -> bytes:
    content = bytearray(make.docx("tekst"))
    content[40:60] = b"\xff" * 20
    return bytes(content)


BAD = {
    "not a PDF": ("nota.pdf", lambda: b"Geachte raad, hierbij de nota.", NotThatFormat),
    "a PDF cut off": ("nota.pdf", lambda: make.pdf(POLICY)[:200], NotThatFormat),
    "a locked PDF": ("nota.pdf", encrypted_pdf, Encrypted),
    "a scan without text": ("scan.pdf", lambda: make.pdf(""), NoText),
    "not a zip": ("nota.docx", lambda: b"Geachte raad", NotThatFormat),
    "a zip without a document": ("nota.docx", lambda: make.zipped(other_xml="<a/>"), NotThatFormat),
    "XML that is none": ("nota.docx", lambda: make.zipped(word__document_xml="<a><b></a>"), NotThatFormat),
    "a damaged zip": ("nota.docx", overlapping_name, NotThatFormat),
    "entities that unfold": ("nota.docx", laughing, NotThatFormat),
    "a zip bomb": ("nota.docx", lambda: bomb("word/document.xml"), TooLarge),
    "a zip bomb as odt": ("nota.odt", lambda: bomb("content.xml"), TooLarge),
    "a locked odt": ("nota.odt", encrypted_odt, Encrypted),
    "an old Word file": ("nota.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), NotThatFormat),
    "a locked Word file": (
        "nota.docx",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        Encrypted,
    ),
    "a picture by another name": ("nota.txt", lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), NotThatFormat),
    "bytes that are no text": ("nota.txt", lambda: bytes(range(256)) * 20, UnreadableEncoding),
    "an empty file": ("nota.txt", lambda: b"", NoText),
    "spaces alone": ("nota.html", lambda: b"<p> </p>", NoText),
    "a tag without end": ("nota.html", lambda: b"<p title='" + b"a" * 3_000_000, TooLarge),
    "an unknown ending": ("nota.xls", lambda: b"a", UnknownFormat),
    "no ending": ("nota", lambda: b"a", UnknownFormat),
    "too many bytes": ("nota.txt", lambda: b"a" * (LARGEST + 1), TooLarge),
}


@pytest.mark.parametrize("case", BAD, ids=str)
def test_bad_input_is_refused_by_name(case):
    """Each with a sentence that may be shown."""
    name, content, failure = BAD[case]
    with pytest.raises(failure) as raised:
        text_of(content(), name)
    assert str(raised.value).endswith(".")


def test_a_page_of_thirty_megabytes_in_one_line_is_read():
    """In time that grows with its length."""
    line = "<p>art. 8 EVRM <b>en</b> niets anders. " + "woord &amp; woord " * 50
    page = (line * (LARGEST // len(line))).encode()
    start = process_time()
    text = text_of(page, "groot.html")
    assert process_time() - start < 60
    assert len(text) > LARGEST * 0.7


@pytest.mark.parametrize("name", sorted(READERS))
@pytest.mark.parametrize("seed", range(8))
def test_no_damage_goes_unnamed(name, seed):
    """Whatever bytes arrive, the answer is a text or one of our failures."""
    whole = {"docx": make.docx, "odt": make.odt, "pdf": make.pdf}.get(name, str.encode)(POLICY)
    content = bytearray(whole)
    for step in range(40):
        content[(seed * 7919 + step * 104_729) % len(content)] = (seed * 31 + step * 17) % 256
    with suppress(UnableToRead):
        assert isinstance(text_of(bytes(content), f"nota.{name}"), str)
