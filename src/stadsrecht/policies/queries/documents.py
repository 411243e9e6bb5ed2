"""Reads of kept documents, their text with the places that name a right, and what is proposed from them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from stadsrecht.policies.errors import UnknownDocument
from stadsrecht.policies.models import AnchorProposal, Policy, PolicyDocument

PAGE_SIZE = 30_000  # characters of a document on one page


def document_of(policy: Policy, number: int) -> PolicyDocument:
    """Raises UnknownDocument."""
    try:
        return policy.documents.get(pk=number)
    except PolicyDocument.DoesNotExist:
        raise UnknownDocument(wanted=number) from None


def documents_of(policy: Policy) -> QuerySet[PolicyDocument]:
    """The documents of a policy, without their text."""
    return policy.documents.defer("text", "hits")


def proposals_of(policy: Policy, document: PolicyDocument | None = None) -> QuerySet[AnchorProposal]:
    """What is proposed and not yet decided, of one document or of all."""
    rows = policy.proposals.filter(state=AnchorProposal.State.PROPOSED).select_related("provision__instrument")
    return rows.filter(document=document) if document else rows


@dataclass(frozen=True)
class Piece:
    """A stretch of text; `reference` is what it names, empty for plain text, `number` counts the marks."""

    text: str
    reference: str = ""
    number: int = 0


def page_starts(text: str) -> list[int]:
    """Where each page of a long text begins: at the end of a line near every PAGE_SIZE characters."""
    starts, at = [0], 0
    while at + PAGE_SIZE < len(text):
        cut = text.rfind("\n", at + PAGE_SIZE // 2, at + PAGE_SIZE)
        at = cut + 1 if cut > 0 else at + PAGE_SIZE
        starts.append(at)
    return starts


def pieces(document: PolicyDocument, start: int, end: int) -> Iterator[Piece]:
    """The text from `start` to `end` in stretches, those that name a right marked. Marks of one place are joined."""
    at, last = start, -1
    for number, (left, right, reference, _paragraph, _rule) in enumerate(document.hits):
        if left < start or right > end or left < last:
            continue
        if left > at:
            yield Piece(document.text[at:left])
        yield Piece(document.text[left:right], reference, number + 1)
        at = last = right
    if at < end:
        yield Piece(document.text[at:end])
