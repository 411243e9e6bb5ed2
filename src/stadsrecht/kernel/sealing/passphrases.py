"""Private keys under a passphrase: Argon2id (RFC 9106) makes the key, so that each guess costs memory and time.

The work is written with the wrapped key, so it can be raised for new ones while old ones still open. What is wrapped
is bound to its place like any other sealed content.
"""

import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from nacl import pwhash
from nacl.utils import random

from stadsrecht.kernel.errors import StadsrechtError
from stadsrecht.kernel.sealing.boxes import KEY_BYTES, Place, open_with, seal_with
from stadsrecht.kernel.sealing.errors import SealBroken

MB = 1024 * 1024
SHORTEST = 16
MOST_MEMORY = 1024 * MB  # a changed row does not make the server take all its memory
MOST_PASSES = 20
SALT_BYTES = pwhash.argon2id.SALTBYTES
HEAD_BYTES = 1 + 4 + 4 + SALT_BYTES
VERSION = b"\x01"


class WrongPassphrase(StadsrechtError):
    message = _("This is not the passphrase of your key.")
    field = "passphrase"


class PassphraseTooShort(StadsrechtError):
    message = _("Choose a passphrase of at least %(shortest)s characters, for example five words that have no link.")
    field = "passphrase"


@dataclass(frozen=True)
class Work:
    """What one guess costs. 256 MiB and three passes are what libsodium calls moderate: about a second."""

    memory: int = 256 * MB
    passes: int = 3


def wrap(private: bytes, passphrase: str, *, place: Place, work: Work) -> bytes:
    """Raises PassphraseTooShort."""
    if len(passphrase) < SHORTEST:
        raise PassphraseTooShort(shortest=SHORTEST)
    salt = bytes(random(SALT_BYTES))
    head = VERSION + work.passes.to_bytes(4, "big") + work.memory.to_bytes(4, "big") + salt
    return head + seal_with(_key(passphrase, salt, work), private, place=place, smallest=0)


def unwrap(wrapped: bytes, passphrase: str, *, place: Place) -> bytes:
    """Raises WrongPassphrase, and SealBroken for what was never wrapped here."""
    head, sealed = wrapped[:HEAD_BYTES], wrapped[HEAD_BYTES:]
    work = Work(passes=int.from_bytes(head[1:5], "big"), memory=int.from_bytes(head[5:9], "big"))
    if head[:1] != VERSION or not (0 < work.passes <= MOST_PASSES and 8192 <= work.memory <= MOST_MEMORY):
        raise SealBroken
    try:
        return open_with(_key(passphrase, head[9:], work), sealed, place=place)
    except SealBroken:
        raise WrongPassphrase from None


def _key(passphrase: str, salt: bytes, work: Work) -> bytes:
    typed = " ".join(unicodedata.normalize("NFKC", passphrase).split()).encode()
    return bytes(pwhash.argon2id.kdf(KEY_BYTES, typed, salt, opslimit=work.passes, memlimit=work.memory))
