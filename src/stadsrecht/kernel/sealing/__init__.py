"""Sealing: what an installation must read again itself, and what it must not be able to read at all.

`installation`: secrets under SECRET_KEY. `boxes`: contents under keys that only people hold, bound to their place in
the database. `passphrases`: private keys under a passphrase. `shares`: a key of which several keyholders each hold a
part. `codes`: secrets written down by people, with a character that tells a slip of the pen.
"""

from stadsrecht.kernel.sealing.boxes import (
    SMALLEST,
    Pair,
    Place,
    new_key,
    new_pair,
    open_letter,
    open_with,
    pair_from_seed,
    seal_letter,
    seal_with,
)
from stadsrecht.kernel.sealing.codes import CodeMisread, decode, encode
from stadsrecht.kernel.sealing.errors import SealBroken
from stadsrecht.kernel.sealing.installation import derived_key, derived_keys, seal, unseal
from stadsrecht.kernel.sealing.passphrases import PassphraseTooShort, Work, WrongPassphrase, unwrap, wrap
from stadsrecht.kernel.sealing.shares import Share, SharesDiffer, join, split

__all__ = [
    "SMALLEST",
    "CodeMisread",
    "Pair",
    "PassphraseTooShort",
    "Place",
    "SealBroken",
    "Share",
    "SharesDiffer",
    "Work",
    "WrongPassphrase",
    "decode",
    "derived_key",
    "derived_keys",
    "encode",
    "join",
    "new_key",
    "new_pair",
    "open_letter",
    "open_with",
    "pair_from_seed",
    "seal",
    "seal_letter",
    "seal_with",
    "split",
    "unseal",
    "unwrap",
    "wrap",
]
