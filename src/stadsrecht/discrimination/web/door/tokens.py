"""What a form of the door carries instead of a cookie, and the way out when many forms come at once.

`FormToken` proves that the form came from a page of ours and, by its nonce, knows it again. A form needs no more
protection against forgery: nothing that is sent here rests on who the browser is. For staff, who are signed in, the
token is bound to their account, so that no page of another site can hold one.

A challenge is answered by work (a script finds a number) or by waiting (without a script). It is bound to one nonce.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_bytes

from django.core.signing import BadSignature, SignatureExpired, Signer, TimestampSigner

from stadsrecht.discrimination.bridge.receipts import NONCE_BYTES
from stadsrecht.discrimination.errors import FormExpired

OPEN_FOR = timedelta(hours=24)
BITS = 16
WAIT = timedelta(seconds=20)


def _signer(who: str) -> TimestampSigner:
    return TimestampSigner(salt=f"stadsrecht report form {who}")


def new_token(who: str = "") -> str:
    return _signer(who).sign(token_bytes(NONCE_BYTES).hex())


def nonce_of(token: str, who: str = "", *, max_age: timedelta | None = OPEN_FOR) -> bytes:
    """Raises FormExpired for a token that is not ours, or was handed out longer ago than `max_age`."""
    try:
        return bytes.fromhex(_signer(who).unsign(token, max_age=max_age))
    except (BadSignature, SignatureExpired, ValueError):
        raise FormExpired from None


@dataclass(frozen=True)
class Challenge:
    """`text` goes to the browser and comes back with `work`; from `opens_at` on it needs none."""

    text: str
    bits: int = BITS
    seconds: int = int(WAIT.total_seconds())


def new_challenge(nonce: bytes, now: datetime) -> Challenge:
    opens_at = int((now + WAIT).timestamp())
    return Challenge(Signer(salt="stadsrecht challenge").sign(f"{_mark(nonce)}.{opens_at}"))


def is_met(challenge: str, work: str, nonce: bytes, now: datetime) -> bool:
    """Whether this challenge is ours and this form's, and was worked or waited for."""
    try:
        mark, opens_at = Signer(salt="stadsrecht challenge").unsign(challenge).split(".")
    except (BadSignature, ValueError):
        return False
    if mark != _mark(nonce):
        return False
    return now.timestamp() >= int(opens_at) or _is_worked(challenge, work)


def _is_worked(challenge: str, work: str) -> bool:
    """SHA-256 of the challenge and the number found begins with enough zero bits."""
    if not work.isdecimal() or len(work) > 20:
        return False
    digest = hashlib.sha256(f"{challenge} {work}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> (32 - BITS) == 0


def _mark(nonce: bytes) -> str:
    """The nonce itself never stands beside the token in another form."""
    return hashlib.sha256(b"challenge " + nonce).hexdigest()[:32]
