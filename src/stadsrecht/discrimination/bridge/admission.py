"""The code of a key: what its holder reads to the one who admits it, so that the key of somebody else is not admitted.

It follows from the public half and is no secret. It counts because it is told by a person, and not by a page.
"""

import hashlib

from stadsrecht.discrimination.bridge.scheme import Public
from stadsrecht.kernel.sealing import decode, encode

CHARACTERS = 8
CODED_BYTES = 5  # 7 characters of 5 bits; the eighth is the check


def code_of(public: Public) -> str:
    """Two groups of four characters."""
    return encode(hashlib.sha256(b"stadsrecht key " + bytes(public)).digest()[:CODED_BYTES], CHARACTERS)


def is_code_of(public: Public, typed: str) -> bool:
    """Raises CodeMisread where the check character does not fit what was typed."""
    return decode(typed, CHARACTERS) == decode(code_of(public), CHARACTERS)
