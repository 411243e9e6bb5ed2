"""The parts of the recovery key as keyholders write them down: 16 groups of four characters, the last one a check."""

import hashlib

from stadsrecht.kernel.sealing import Pair, Share, SharesDiffer, decode, encode, join, pair_from_seed, split

CHARACTERS = 64
SEED_BYTES = 32
FINGERPRINT_BYTES = 4
CODED_BYTES = 40  # 63 characters of 5 bits, filled up


def parts_of(seed: bytes, *, needed: int, among: int) -> list[str]:
    """What each keyholder writes down."""
    mark = fingerprint(pair_from_seed(seed).public)
    return [_written(share, mark) for share in split(seed, needed=needed, among=among)]


def joined(parts: list[str]) -> Pair:
    """The recovery key. Raises CodeMisread, and SharesDiffer where the parts belong to different keys or none."""
    read = [_read(part) for part in parts]
    pair = pair_from_seed(join([share for share, _mark in read]))
    if {mark for _share, mark in read} != {fingerprint(pair.public)}:
        raise SharesDiffer
    return pair


def fingerprint(public: bytes) -> bytes:
    """Tells whether parts belong to a key; nothing follows from it."""
    return hashlib.sha256(b"stadsrecht recovery " + bytes(public)).digest()[:FINGERPRINT_BYTES]


def _written(share: Share, mark: bytes) -> str:
    return encode((bytes([share.number]) + mark + share.content).ljust(CODED_BYTES, b"\0"), CHARACTERS)


def _read(part: str) -> tuple[Share, bytes]:
    bits = int.from_bytes(decode(part, CHARACTERS), "big") << (CODED_BYTES * 8 - 5 * (CHARACTERS - 1))
    plain = bits.to_bytes(CODED_BYTES, "big")
    start = 1 + FINGERPRINT_BYTES
    return Share(plain[0], plain[start : start + SEED_BYTES]), plain[1:start]
