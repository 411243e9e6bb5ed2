"""Documents are kept, read in a job, and propose rights that a person accepts or refuses."""

import hashlib
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.policies import operations, queries
from stadsrecht.policies.errors import AddressOrFile, FileKnown, FileNotRead, FileTooLarge, NothingChosen
from stadsrecht.policies.models import Anchor, AnchorProposal, Policy, PolicyDocument
from tests.reading import Page

AT = datetime(2026, 6, 1, tzinfo=UTC)
TEXT = (
    "Visie op wonen\n\nDe stad volgt artikel 21 van het Handvest van de grondrechten. Kinderen tellen mee: "
    "zie artikel 3 en 31 IVRK.\nArtikel 21 van het Handvest geldt ook voor verhuurders. "
    "De Huisvestingswet, artikel 7, blijft gelden.\n"
)


@pytest.fixture
def policy(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    policy = Policy.objects.get(code="equal-door")
    policy.anchors.all().delete()
    return policy


CONTENT = TEXT.encode()


def keep(policy, content=CONTENT, file_name="visie.txt", url=""):
    return operations.add_document(
        policy=policy,
        title=LocalisedText(nl="Visie op wonen"),
        url=url,
        language="nl",
        dated_on=date(2026, 1, 1),
        content=content,
        file_name=file_name,
        acting_user=SYSTEM,
        at=AT,
    )


@pytest.fixture
def document(policy):
    """A kept document that was read."""
    kept = keep(policy)
    operations.read_document(document_id=kept.pk)
    return PolicyDocument.objects.get(pk=kept.pk)


def proposed(policy):
    return [row.provision.reference for row in queries.proposals_of(policy)]


def accept(policy, *references):
    rows = [row.pk for row in queries.proposals_of(policy) if row.provision.reference in references]
    return operations.accept_proposals(policy=policy, numbers=rows, acting_user=SYSTEM, at=AT)


def test_a_kept_file_has_its_digest_and_waits_to_be_read(policy):
    kept = keep(policy)
    assert (kept.sha256, kept.reading) == (hashlib.sha256(TEXT.encode()).hexdigest(), "waiting")


def test_a_document_proposes_each_right_that_it_names_once(policy, document):
    assert proposed(policy) == ["eu-charter:21", "crc:3", "crc:31"]
    assert queries.proposals_of(policy).get(provision__code="21").times == 2


def test_a_proposal_quotes_the_place(policy, document):
    proposal = queries.proposals_of(policy).get(provision__code="21")
    assert "artikel 21 van het Handvest" in proposal.quote
    assert document.text[proposal.start : proposal.end] in proposal.quote


def test_nothing_is_anchored_by_itself(policy, document):
    assert not policy.anchors.exists()


def test_what_is_accepted_is_anchored_explicitly_with_its_place(policy, document):
    assert accept(policy, "eu-charter:21", "crc:3") == 2
    anchor = policy.anchors.get(provision__code="21")
    assert anchor.is_explicit
    assert "artikel 21 van het Handvest" in anchor.place["nl"]
    assert proposed(policy) == ["crc:31"]


def test_an_implicit_anchor_becomes_explicit_and_keeps_its_reason(policy, document):
    right = queries.proposals_of(policy).get(provision__code="21").provision
    Anchor.objects.create(policy=policy, provision=right, is_explicit=False, reason={"nl": "Omdat."}, duty="protect")
    accept(policy, "eu-charter:21")
    anchor = policy.anchors.get()
    assert (anchor.is_explicit, anchor.reason["nl"], anchor.duty) == (True, "Omdat.", "protect")


def test_a_refusal_is_remembered_for_other_documents_of_the_policy(policy, document):
    row = queries.proposals_of(policy).get(provision__code="31")
    operations.refuse_proposals(policy=policy, numbers=[row.pk], acting_user=SYSTEM, at=AT)
    other = keep(policy, content=b"Zie artikel 31 IVRK en artikel 12 IVRK.", file_name="bijlage.md")
    operations.read_document(document_id=other.pk)
    assert proposed(policy) == ["eu-charter:21", "crc:3", "crc:12"]


def test_reading_again_changes_nothing(policy, document):
    before = list(AnchorProposal.objects.values())
    PolicyDocument.objects.filter(pk=document.pk).update(reading="running")  # as a dead job leaves it
    operations.read_document(document_id=document.pk)
    assert list(AnchorProposal.objects.values()) == before


def test_to_decide_on_nothing_is_refused_by_name(policy, document):
    with pytest.raises(NothingChosen):
        operations.accept_proposals(policy=policy, numbers=[], acting_user=SYSTEM, at=AT)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"content": None}, AddressOrFile),
        ({"content": b"x" * (30 * 1024 * 1024 + 1)}, FileTooLarge),
        ({"file_name": "visie.exe"}, FileNotRead),
        ({"file_name": "visie"}, FileNotRead),
    ],
)
def test_a_file_that_cannot_be_kept_is_refused_by_name(policy, given, error):
    with pytest.raises(error):
        keep(policy, **given)


def test_the_same_file_is_kept_once(policy):
    keep(policy)
    with pytest.raises(FileKnown):
        keep(policy, file_name="andere-naam.txt")


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"no pdf at all", "visie.pdf"), (b"PK\x03\x04 broken", "visie.docx"), (b"  \n ", "visie.txt")],
)
def test_a_file_that_cannot_be_read_says_why(policy, content, name):
    kept = keep(policy, content=content, file_name=name)
    assert operations.read_document(document_id=kept.pk) == "failed"
    assert PolicyDocument.objects.get(pk=kept.pk).reading_error


def test_a_removed_document_takes_its_file_along(policy, document, django_capture_on_commit_callbacks, tmp_path):
    with django_capture_on_commit_callbacks(execute=True):
        operations.remove_document(document=document, acting_user=SYSTEM, at=AT)
    assert not list(tmp_path.rglob("*.txt"))
    assert proposed(policy) == []


def test_the_pieces_of_a_page_make_up_its_text(policy, document):
    pieces = list(queries.pieces(document, 0, len(document.text)))
    assert "".join(piece.text for piece in pieces) == document.text
    assert next(piece.reference for piece in pieces if piece.reference) == "eu-charter:21"


def test_a_long_text_is_cut_into_pages_at_the_ends_of_lines():
    text = ("woord " * 20 + "\n") * 2000
    starts = queries.page_starts(text)
    assert len(starts) > 5
    assert all(text[start - 1] == "\n" for start in starts[1:])


def test_an_adviser_uploads_reads_and_accepts(policy, as_person):
    client = as_person("adviser")
    file = SimpleUploadedFile("visie.txt", TEXT.encode())
    data = {"title_nl": "Visie", "language": "nl", "file": file}
    response = client.post("/nl/desk/policies/equal-door/documents/new/", data)
    kept = policy.documents.get(file_name="visie.txt")
    assert response["Location"] == f"/nl/desk/policies/equal-door/documents/{kept.pk}/"
    assert 'http-equiv="refresh"' in client.get(response["Location"]).content.decode()
    operations.read_document(document_id=kept.pk)
    assert 'class="sr-mark"' in client.get(response["Location"]).content.decode()
    numbers = [row.pk for row in queries.proposals_of(policy)]
    client.post("/nl/desk/policies/equal-door/proposals/", {"proposal": numbers, "accept": "1", "document": kept.pk})
    assert policy.anchors.filter(is_explicit=True).count() == 3


def test_the_kept_file_is_served_as_a_download_only(policy, document, as_person):
    response = as_person("adviser").get(f"/nl/desk/policies/equal-door/documents/{document.pk}/file/")
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/octet-stream"


def test_html_in_a_document_stays_text(policy, as_person):
    kept = keep(policy, content=b"<script>alert(1)</script> artikel 12 IVRK", file_name="visie.txt")
    operations.read_document(document_id=kept.pk)
    page = as_person("adviser").get(f"/nl/desk/policies/equal-door/documents/{kept.pk}/")
    assert b"<script>alert(1)" not in page.content
    assert "alert(1)" in Page(page).text
