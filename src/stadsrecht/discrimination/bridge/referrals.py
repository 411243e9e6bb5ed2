"""What is passed on to a partner, sealed: parts that stand alone, under a key made for this referral only.

A part is one question of the door with its answer; so what a reporter agrees to, what a worker chooses and what the
partner reads are named by the same words. Sealing is over before a transaction begins.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from stadsrecht.discrimination.bridge.intake import CleanFile
from stadsrecht.discrimination.bridge.scheme import REFERRAL, REFERRAL_FILE, ReportKey, open_key, place, seal_key
from stadsrecht.discrimination.models import PersonalKey, Referral, ReferralFile, ReferralKey
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.sealing import Pair

FILES = "files"
COMPARTMENT = "referral"
SMALLEST_CONTENT = 4096  # a few answers, a word or a page: one length


@dataclass(frozen=True)
class Part:
    """The answer to one question: a reporter's own `words`, or `names` from lists, or both."""

    name: str
    words: str = field(default="", repr=False)
    names: tuple[LocalisedText, ...] = field(default=(), repr=False)

    @property
    def plain(self) -> str:
        """As it is read, in the reader's language where it comes from a list."""
        return ", ".join([*(name.plain for name in self.names), *([self.words] if self.words else [])])


@dataclass(frozen=True)
class Passed:
    """All that a partner gets: what the office asks of it, the chosen parts, and copies of files."""

    asked: str = field(repr=False)
    parts: tuple[Part, ...] = ()
    files: tuple[CleanFile, ...] = ()

    @property
    def names(self) -> list[str]:
        return [*(part.name for part in self.parts), *([FILES] if self.files else [])]


@dataclass(frozen=True)
class SealedReferral:
    """Rows that wait to be written at once."""

    referral: Referral
    keys: list[ReferralKey]
    files: list[ReferralFile]


def seal_referral(passed: Passed, receivers: Iterable[PersonalKey], **columns: Any) -> SealedReferral:
    row, key = uuid4(), ReportKey.made_anew()
    content = key.seal(_written(passed), place(REFERRAL, row, "content"), SMALLEST_CONTENT)
    referral = Referral(id=row, public_key=key.pair.public, content=content, parts=passed.names, **columns)
    files = [_file(key, row, position, file) for position, file in enumerate(passed.files, start=1)]
    return SealedReferral(referral, [_for(one, key, row) for one in receivers], files)


def _for(holder: PersonalKey, key: ReportKey, referral: UUID) -> ReferralKey:
    row = uuid4()
    sealed = seal_key(key, holder.public, envelope=row, report=referral, compartment=COMPARTMENT)
    return ReferralKey(id=row, referral_id=referral, person_key=holder, sealed=sealed)


def _file(key: ReportKey, referral: UUID, position: int, file: CleanFile) -> ReferralFile:
    row = uuid4()
    return ReferralFile(
        id=row,
        referral_id=referral,
        position=position,
        name=key.seal_text(file.name, place(REFERRAL_FILE, row, "name")),
        content=key.seal(file.content, place(REFERRAL_FILE, row, "content")),
    )


def referral_key(referral: Referral, held: ReferralKey, pair: Pair) -> ReportKey:
    """The key of a referral for who holds it. Raises SealBroken."""
    public = bytes(referral.public_key)
    return open_key(held.sealed, pair, public, envelope=held.id, report=referral.id, compartment=COMPARTMENT)


def read_referral(referral: Referral, key: ReportKey) -> Passed:
    """What was passed on, without the files. Raises SealBroken."""
    found = json.loads(key.open(referral.content, place(REFERRAL, referral.id, "content")))
    parts = (Part(one["name"], one["words"], tuple(map(LocalisedText, one["names"]))) for one in found["parts"])
    return Passed(found["asked"], tuple(parts))


def _written(passed: Passed) -> bytes:
    parts = [
        {"name": part.name, "words": part.words, "names": [dict(name) for name in part.names]} for part in passed.parts
    ]
    return json.dumps({"asked": passed.asked, "parts": parts}, ensure_ascii=False, sort_keys=True).encode()
