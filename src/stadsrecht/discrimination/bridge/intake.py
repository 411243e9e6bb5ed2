"""A report as it was typed, and the same sealed: all that is to be written, made before any transaction begins.

Chance enters here: row numbers that tell nothing, keys and nonces, all from the system's generator.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from stadsrecht.discrimination.bridge.receipts import Receipt, mark_of
from stadsrecht.discrimination.bridge.scheme import (
    ATTACHMENT,
    MESSAGE,
    REPORT,
    Public,
    ReportKey,
    place,
    seal_key,
)
from stadsrecht.discrimination.errors import KeyNotAdmitted
from stadsrecht.discrimination.models import (
    CONTENT,
    IDENTITY,
    Attachment,
    Author,
    Channel,
    Envelope,
    Facts,
    ListEdition,
    Message,
    PersonalKey,
    RecoveryKey,
    Report,
)


@dataclass(frozen=True)
class CleanFile:
    """A file after cleaning; `original` only where its sender asked to keep it."""

    name: str = field(repr=False)
    content: bytes = field(repr=False)
    original: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Told:
    """What a reporter typed. `facts` are columns of Facts; all else is sealed."""

    language: str
    narrative: str = field(repr=False)
    answers: dict[str, Any] = field(default_factory=dict, repr=False)
    contact: dict[str, str] = field(default_factory=dict, repr=False)
    needs_custodian: bool = False
    facts: dict[str, Any] = field(default_factory=dict)
    files: tuple[CleanFile, ...] = ()
    channel: str = Channel.DOOR
    entered_by: Any = None


@dataclass(frozen=True)
class Holders:
    """To whom a report is sealed: case workers, custodians, and the recovery key where there is one."""

    workers: tuple[PersonalKey, ...]
    custodians: tuple[PersonalKey, ...]
    recovery: RecoveryKey | None

    def of(self, compartment: str, *, needs_custodian: bool) -> tuple[PersonalKey, ...]:
        """Who can open a compartment from the first day.

        With `needs_custodian` the identity is not for workers; without any custodian only for receipt and recovery.
        """
        if compartment == CONTENT:
            return self.workers
        if needs_custodian:
            return self.custodians
        return self.workers + self.custodians


@dataclass(frozen=True)
class Sealed:
    """Rows that wait to be written at once; all but the number, which the sequence gives."""

    report: Report
    facts: Facts
    envelopes: list[Envelope]
    attachments: list[Attachment]


def seal_report(
    told: Told, holders: Holders, *, receipt: Receipt, nonce: bytes, edition: ListEdition, on: date
) -> Sealed:
    row = uuid4()
    keys = {compartment: ReportKey.made_anew() for compartment in (CONTENT, IDENTITY)}
    content, identity = keys[CONTENT], keys[IDENTITY]
    report = Report(
        id=row,
        received_on=on,
        channel=told.channel,
        language=told.language,
        entered_by=told.entered_by,
        lookup=receipt.lookup,
        idempotency=mark_of(nonce),
        public_key=content.pair.public,
        identity_key=identity.pair.public,
        narrative=content.seal_text(told.narrative, place(REPORT, row, "narrative")),
        answers=content.seal_answers(told.answers, place(REPORT, row, "answers")),
        contact=identity.seal_answers(told.contact, place(REPORT, row, "contact")),
        needs_custodian=told.needs_custodian,
    )
    envelopes = [
        envelope
        for compartment, key in keys.items()
        for envelope in _envelopes(report, compartment, key, holders, receipt)
    ]
    files = seal_files(content, told.files, report_id=row, author=Author.REPORTER, on=on)
    return Sealed(report, Facts(report_id=row, edition=edition, **told.facts), envelopes, files)


def _envelopes(report: Report, compartment: str, key: ReportKey, holders: Holders, receipt: Receipt) -> list[Envelope]:
    people = holders.of(compartment, needs_custodian=report.needs_custodian)
    made = [new_envelope(report, compartment, key, receipt.pair.public)]
    made += [new_envelope(report, compartment, key, one.public, person_key=one) for one in people]
    if holders.recovery:
        made.append(new_envelope(report, compartment, key, holders.recovery.public, recovery_key=holders.recovery))
    return made


def new_envelope(report: Report, compartment: str, key: ReportKey, holder: Public, **who: Any) -> Envelope:
    """The key sealed to a holder: `person_key` or `recovery_key`, or neither for the receipt.

    Each envelope of a person is made here. Raises KeyNotAdmitted.
    """
    if (person_key := who.get("person_key")) and person_key.admitted_at is None:
        raise KeyNotAdmitted
    row = uuid4()
    sealed = seal_key(key, holder, envelope=row, report=report.id, compartment=compartment)
    return Envelope(id=row, report_id=report.id, compartment=compartment, sealed=sealed, **who)


def seal_files(
    key: ReportKey, files: tuple[CleanFile, ...], *, report_id: UUID, author: str, on: date
) -> list[Attachment]:
    """Positions are those within `files`; who writes them adds what is there already."""
    made = []
    for position, file in enumerate(files, start=1):
        row = uuid4()
        original = None if file.original is None else key.seal(file.original, place(ATTACHMENT, row, "original"))
        made.append(
            Attachment(
                id=row,
                report_id=report_id,
                position=position,
                added_on=on,
                author=author,
                name=key.seal_text(file.name, place(ATTACHMENT, row, "name")),
                content=key.seal(file.content, place(ATTACHMENT, row, "content")),
                original=original,
            )
        )
    return made


def seal_message(key: ReportKey, text: str, *, report_id: UUID, author: str, on: date, **columns: Any) -> Message:
    """A message without its position."""
    row = uuid4()
    body = key.seal_text(text, place(MESSAGE, row, "body"))
    return Message(id=row, report_id=report_id, author=author, written_on=on, body=body, **columns)
