"""Contents sealed under keys that only people hold (libsodium), each bound to its place in the database.

A sealed content opens only where it was sealed: table, row and column are authenticated with it, so a row that was
moved or copied fails. Its length is padded to a bucket (Padmé: Nikitin and others, "Reducing Metadata Leakage from
Encrypted Files and Communication with PURBs", 2019), which tells O(log log n) bits of it. The first byte says how it
was sealed, so that another scheme can be introduced and the old one still be read.

Two ways. `seal_with` takes a secret key: who does not hold it can neither read nor forge (XChaCha20-Poly1305 under a
key of its own for each place, by keyed BLAKE2b). `seal_letter` takes a public key: anyone can write, as through a
letterbox, and only the holder of the private key can read (X25519 sealed box around a key for this content alone).
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from nacl import bindings
from nacl.encoding import RawEncoder
from nacl.exceptions import CryptoError
from nacl.hash import blake2b
from nacl.utils import random

from stadsrecht.kernel.sealing.errors import SealBroken

KEY_BYTES = bindings.crypto_aead_xchacha20poly1305_ietf_KEYBYTES
NONCE_BYTES = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
LETTER_BYTES = KEY_BYTES + bindings.crypto_box_SEALBYTES
WITH_KEY, LETTER = b"\x01", b"\x02"
SMALLEST = 512
LENGTH_BYTES = 8


class Place(NamedTuple):
    """Where a sealed content stands, and so the only place where it opens."""

    table: str
    row: str
    column: str

    @property
    def bound(self) -> bytes:
        """The three parts, each after its length: no two places give the same bytes."""
        parts = [part.encode() for part in self]
        return b"".join(len(part).to_bytes(2, "big") + part for part in parts)


@dataclass(frozen=True)
class Pair:
    """An X25519 key pair."""

    public: bytes
    private: bytes = field(repr=False)


def new_key() -> bytes:
    return bytes(random(KEY_BYTES))


def new_pair() -> Pair:
    return pair_from_seed(new_key())


def pair_from_seed(seed: bytes) -> Pair:
    """The pair that follows from 32 secret bytes."""
    public, private = bindings.crypto_box_seed_keypair(seed)
    return Pair(public=public, private=private)


def seal_with(key: bytes, content: bytes, *, place: Place, smallest: int = SMALLEST) -> bytes:
    return WITH_KEY + _encrypt(_key_of(key, place), content, WITH_KEY + place.bound, smallest)


def open_with(key: bytes, sealed: bytes, *, place: Place) -> bytes:
    """Raises SealBroken."""
    if sealed[:1] != WITH_KEY:
        raise SealBroken
    return _decrypt(_key_of(key, place), sealed[1:], WITH_KEY + place.bound)


def seal_letter(public: bytes, content: bytes, *, place: Place, smallest: int = SMALLEST) -> bytes:
    key = new_key()
    head = LETTER + bindings.crypto_box_seal(key, public)
    return head + _encrypt(key, content, head + place.bound, smallest)


def open_letter(pair: Pair, sealed: bytes, *, place: Place) -> bytes:
    """Raises SealBroken."""
    head, rest = sealed[: 1 + LETTER_BYTES], sealed[1 + LETTER_BYTES :]
    if head[:1] != LETTER:
        raise SealBroken
    try:
        key = bindings.crypto_box_seal_open(head[1:], pair.public, pair.private)
    except (CryptoError, ValueError, TypeError):
        raise SealBroken from None
    return _decrypt(key, rest, head + place.bound)


def padded_length(length: int) -> int:
    """The bucket of a length, by Padmé: at most 12 % more."""
    if length < 2:
        return length
    exponent = length.bit_length() - 1
    mask = (1 << max(exponent - exponent.bit_length(), 0)) - 1
    return (length + mask) & ~mask


def _key_of(key: bytes, place: Place) -> bytes:
    return bytes(blake2b(place.bound, key=key, digest_size=KEY_BYTES, person=b"stadsrecht seal1", encoder=RawEncoder))


def _encrypt(key: bytes, content: bytes, bound: bytes, smallest: int) -> bytes:
    nonce = bytes(random(NONCE_BYTES))
    whole = len(content).to_bytes(LENGTH_BYTES, "big") + content
    whole = whole.ljust(padded_length(max(len(whole), smallest)), b"\0")
    return nonce + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(whole, bound, nonce, key)


def _decrypt(key: bytes, sealed: bytes, bound: bytes) -> bytes:
    nonce, rest = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    try:
        whole = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(rest, bound, nonce, key)
    except (CryptoError, ValueError, TypeError):
        raise SealBroken from None
    length = int.from_bytes(whole[:LENGTH_BYTES], "big")
    if length > len(whole) - LENGTH_BYTES:
        raise SealBroken
    return whole[LENGTH_BYTES : LENGTH_BYTES + length]
