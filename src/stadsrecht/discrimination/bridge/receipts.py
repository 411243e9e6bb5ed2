"""The receipt: 115 bits of chance, from which all follows that the reporter needs.

The receipt is drawn from the form's own nonce, which only the reporter's page holds, and from SECRET_KEY: so the same
form sent twice shows the same receipt, and neither a stolen database nor SECRET_KEY alone gives it. What the database
keeps, `lookup` and the sealed keys, follows from the receipt by HKDF. A slow derivation would add nothing: with 115
bits nobody guesses, however fast a guess is (docs/adr/0014).
"""

import hashlib
import hmac
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from stadsrecht.kernel.sealing import Pair, decode, derived_key, derived_keys, encode, pair_from_seed

CHARACTERS = 24
BITS = 5 * (CHARACTERS - 1)
NONCE_BYTES = 20
PURPOSE = "report receipts"


@dataclass(frozen=True)
class Receipt:
    """`code` is what the reporter keeps; `lookup` is what the database keeps of it."""

    code: str = field(repr=False)
    lookup: bytes
    pair: Pair = field(repr=False)


def drawn_from(nonce: bytes) -> Receipt:
    """The receipt of the form with this nonce."""
    return _drawn(derived_key(PURPOSE), nonce)


def drawn_before(nonce: bytes, lookup: bytes) -> Receipt | None:
    """The receipt that a report was sealed with, also under a former SECRET_KEY; None where that is gone."""
    drawn = (_drawn(key, nonce) for key in derived_keys(PURPOSE))
    return next((one for one in drawn if hmac.compare_digest(one.lookup, lookup)), None)


def _drawn(key: bytes, nonce: bytes) -> Receipt:
    return read(encode(hmac.digest(key, nonce, "sha256"), CHARACTERS))


def read(typed: str) -> Receipt:
    """A receipt as somebody typed it. Raises CodeMisread."""
    secret = decode(typed, CHARACTERS)
    lookup, seed = _follow(secret, b"lookup"), _follow(secret, b"reporter's key")
    return Receipt(code=_written(secret), lookup=lookup, pair=pair_from_seed(seed))


def mark_of(nonce: bytes) -> bytes:
    """By which a form that was sent before is known again; the nonce does not follow from it."""
    return hashlib.sha256(b"stadsrecht form " + nonce).digest()


def _follow(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=b"stadsrecht receipt 1", info=purpose).derive(secret)


def _written(secret: bytes) -> str:
    """The code again, as we write it."""
    excess = len(secret) * 8 - BITS
    return encode((int.from_bytes(secret, "big") << excess).to_bytes(len(secret), "big"), CHARACTERS)
