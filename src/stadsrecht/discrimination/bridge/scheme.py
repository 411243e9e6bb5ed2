"""The sealing of a report (docs/adr/0014). Who holds which key, and where each sealed content stands.

A report has two keys, one for what happened (CONTENT) and one for who the reporter is (IDENTITY). Each is an X25519
private key. From it follow, for each place, the symmetric key of what was written by somebody who can read the report;
its public half takes letters from those who cannot. An envelope holds the private key, sealed to one holder.

Nothing here reads or writes the database: derivation and sealing are over before a transaction begins.
"""

import json
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from uuid import UUID

from stadsrecht.kernel.sealing import SMALLEST, Pair, Place, new_pair, open_letter, open_with, seal_letter, seal_with

REPORT, MESSAGE, ATTACHMENT, ENVELOPE = "report", "message", "attachment", "envelope"
CONSENT, STEP, REFERRAL, PERSONAL_KEY = "consent", "step", "referral", "personal key"
IDENTITY_REQUEST, REFERRAL_FILE = "identity request", "referral file"


# As a column of the database gives it; None where it was destroyed.
Stored: TypeAlias = "bytes | memoryview[int] | None"
Public: TypeAlias = "bytes | memoryview[int]"


def place(table: str, row: UUID, column: str) -> Place:
    return Place(table, str(row), column)


@dataclass(frozen=True)
class ReportKey:
    """The key of one compartment of a report."""

    pair: Pair = field(repr=False)

    @classmethod
    def made_anew(cls) -> "ReportKey":
        return cls(new_pair())

    def seal(self, content: bytes, where: Place, smallest: int = SMALLEST) -> bytes:
        return seal_with(self.pair.private, content, place=where, smallest=smallest)

    def open(self, sealed: Stored, where: Place) -> bytes:
        """Raises SealBroken."""
        return open_with(self.pair.private, bytes(sealed or b""), place=where)

    def open_letter(self, sealed: Stored, where: Place) -> bytes:
        """What somebody wrote to the public half. Raises SealBroken."""
        return open_letter(self.pair, bytes(sealed or b""), place=where)

    def seal_text(self, text: str, where: Place) -> bytes:
        return self.seal(text.encode(), where)

    def open_text(self, sealed: Stored, where: Place) -> str:
        return self.open(sealed, where).decode()

    def seal_answers(self, answers: dict[str, Any], where: Place) -> bytes:
        return self.seal(json.dumps(answers, ensure_ascii=False, sort_keys=True).encode(), where)

    def open_answers(self, sealed: Stored, where: Place) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.open(sealed, where))
        return found


def write_letter(public: Public, text: str, where: Place) -> bytes:
    """For who may write to a report and not read it."""
    return seal_letter(bytes(public), text.encode(), place=where)


def seal_key(key: ReportKey, holder: Public, *, envelope: UUID, report: UUID, compartment: str) -> bytes:
    """The key of a compartment, for the holder of the private half of `holder`."""
    where = Place(ENVELOPE, f"{envelope} {report}", compartment)
    return seal_letter(bytes(holder), key.pair.private, place=where, smallest=0)


def open_key(
    sealed: Stored, holder: Pair, public: bytes, *, envelope: UUID, report: UUID, compartment: str
) -> ReportKey:
    """Raises SealBroken. `public` is the compartment's, as the report has it."""
    where = Place(ENVELOPE, f"{envelope} {report}", compartment)
    private = open_letter(holder, bytes(sealed or b""), place=where)
    return ReportKey(Pair(public=bytes(public), private=private))
