"""Documents that are kept and read, and what becomes of the rights they name.

A job reads the file. It can die at any line and be run again: what it writes, it writes at once. A person then accepts
or refuses each right; nothing is anchored by itself, and a refusal is remembered for the policy.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from stadsrecht.kernel import audit, records
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.permissions import Person
from stadsrecht.policies import bridge
from stadsrecht.policies.errors import AddressOrFile, FileKnown, FileNotRead, FileTooLarge, NothingChosen
from stadsrecht.policies.models import Anchor, AnchorProposal, Policy, PolicyDocument
from stadsrecht.policies.permissions import PERMISSIONS
from stadsrecht.rights.queries import provisions_known

LARGEST = 30 * 1024 * 1024
READABLE = (".pdf", ".docx", ".odt", ".html", ".htm", ".txt", ".md")
MB = 1024 * 1024
State = AnchorProposal.State
Reading = PolicyDocument.Reading


@transaction.atomic
def add_document(
    *,
    policy: Policy,
    title: LocalisedText,
    url: str,
    language: str,
    dated_on: date | None,
    content: bytes | None,
    file_name: str,
    acting_user: Person,
    at: datetime,
) -> PolicyDocument:
    """A document at an address, or a file that is kept and waits to be read.

    Raises AddressOrFile, FileTooLarge, FileNotRead, FileKnown.
    """
    PERMISSIONS.require(acting_user, "edit_policy")
    document = PolicyDocument(policy=policy, title=title, url=url, language=language, dated_on=dated_on)
    if content is not None:
        _keep(document, content, file_name, at)
    elif not url:
        raise AddressOrFile
    return records.add(document, acting_user=acting_user, at=at, verb="add_document")


def _keep(document: PolicyDocument, content: bytes, file_name: str, at: datetime) -> None:
    if len(content) > LARGEST:
        raise FileTooLarge(size=len(content) // MB, limit=LARGEST // MB)
    ending = PurePath(file_name).suffix.lower()
    if ending not in READABLE:
        raise FileNotRead
    digest = hashlib.sha256(content).hexdigest()
    if known := document.policy.documents.filter(sha256=digest).first():
        raise FileKnown(title=known.title.plain)
    document.sha256, document.received_at = digest, at
    document.file_name = PurePath(file_name).name[-200:]
    document.reading = Reading.WAITING
    # The name on disk is the digest: no word of a person's stands in a path.
    document.file.save(f"{digest}{ending}", ContentFile(content), save=False)


@transaction.atomic
def remove_document(*, document: PolicyDocument, acting_user: Person, at: datetime) -> None:
    """Delete a document and its file; anchors that came from it stay."""
    PERMISSIONS.require(acting_user, "edit_policy")
    kept, storage = document.file.name, document.file.storage
    document.proposals.filter(state=State.PROPOSED).delete()
    document.text = ""  # the trail keeps what the document was, not what it says
    records.remove(document, acting_user=acting_user, at=at, verb="remove_document")
    if kept:
        transaction.on_commit(lambda: storage.delete(kept))


def read_document(*, document_id: int) -> str:
    """Read a kept document and propose the rights that it names. Returns the state of the reading; repeatable."""
    document = PolicyDocument.objects.filter(pk=document_id).exclude(file="").first()
    if document is None or document.reading == Reading.DONE:
        return document.reading if document else Reading.NONE
    _tell(document, Reading.RUNNING, 10)
    with document.file.open() as file:
        found = bridge.read(file.read(), document.file_name)
    if isinstance(found, bridge.Unread):
        PolicyDocument.objects.filter(pk=document.pk).update(
            reading=Reading.FAILED, reading_error=found.why, progress=100
        )
        return Reading.FAILED
    _tell(document, Reading.RUNNING, 60)
    named = bridge.named_in(found)
    _tell(document, Reading.RUNNING, 90)
    with transaction.atomic():
        _propose(document, found, named)
        PolicyDocument.objects.filter(pk=document.pk).update(
            text=found,
            hits=[[one.start, one.end, one.reference, one.paragraph, one.rule] for one in named],
            reading=Reading.DONE,
            progress=100,
        )
    return Reading.DONE


def _tell(document: PolicyDocument, reading: str, progress: int) -> None:
    PolicyDocument.objects.filter(pk=document.pk).update(reading=reading, progress=progress)


def _propose(document: PolicyDocument, text: str, named: list[bridge.Named]) -> None:
    """One proposal for each right; not for one that is anchored, proposed or refused already."""
    times = Counter(one.reference for one in named if one.is_provision)
    first: dict[str, bridge.Named] = {}
    for one in named:
        if one.is_provision:
            first.setdefault(one.reference, one)
    provisions = provisions_known(first)
    anchored = set(document.policy.anchors.filter(is_explicit=True).values_list("provision_id", flat=True))
    AnchorProposal.objects.bulk_create(
        [
            AnchorProposal(
                policy=document.policy,
                provision=provisions[reference],
                document=document,
                start=one.start,
                end=one.end,
                quote=bridge.quote(text, one.start, one.end),
                times=times[reference],
            )
            for reference, one in first.items()
            if reference in provisions and provisions[reference].pk not in anchored
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def accept_proposals(*, policy: Policy, numbers: Iterable[int], acting_user: Any, at: datetime) -> int:
    """Anchor the policy explicitly in the chosen rights, with the place in the text. Returns how many.

    An implicit anchor in the same right becomes explicit and keeps its reason. Raises NothingChosen.
    """
    PERMISSIONS.require(acting_user, "anchor_policy")
    chosen = _decide(policy, numbers, State.ACCEPTED, at)
    for proposal in chosen:
        place = _place(proposal)
        present = policy.anchors.filter(provision_id=proposal.provision_id).first()
        if present:
            values = {"is_explicit": True, "place": place}
            records.change(present, values, acting_user=acting_user, at=at, verb="make_anchor_explicit")
            continue
        anchor = Anchor(
            policy=policy,
            provision_id=proposal.provision_id,
            is_explicit=True,
            place=place,
            duty=Anchor.Duty.RESPECT,
        )
        records.add(anchor, acting_user=acting_user, at=at, verb="anchor_policy")
    return len(chosen)


def _place(proposal: AnchorProposal) -> LocalisedText:
    title = proposal.document.title if proposal.document else LocalisedText()
    quoted = f"“{proposal.quote}”"
    return LocalisedText({language: f"{text[:150]}: {quoted}"[:300] for language, text in title.items()})


@transaction.atomic
def refuse_proposals(*, policy: Policy, numbers: Iterable[int], acting_user: Any, at: datetime) -> int:
    """Refuse the chosen rights; they are not proposed for this policy again. Raises NothingChosen."""
    PERMISSIONS.require(acting_user, "anchor_policy")
    refused = _decide(policy, numbers, State.REFUSED, at)
    new = {"refused": [proposal.provision.reference for proposal in refused]}
    audit.record(acting_user=acting_user, verb="refuse_proposals", subject=policy, at=at, new=new)
    return len(refused)


def _decide(policy: Policy, numbers: Iterable[int], state: str, at: datetime) -> list[AnchorProposal]:
    rows = (
        policy.proposals.select_for_update(of=("self",))
        .select_related("provision__instrument", "document")
        .filter(pk__in=list(numbers), state=State.PROPOSED)
    )
    chosen = list(rows)
    if not chosen:
        raise NothingChosen
    for proposal in chosen:
        proposal.state, proposal.decided_at = state, at
    AnchorProposal.objects.bulk_update(chosen, ["state", "decided_at"])
    return chosen
