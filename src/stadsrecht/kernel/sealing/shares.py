"""A key split among keyholders so that some of them together can join it, and fewer learn nothing (Shamir, 1979).

Over the field of 256 elements with the polynomial of AES (FIPS 197), byte by byte. The coefficients are drawn by the
system's generator of chance. No packaged library that is well kept does just this; the whole is short enough to test
exhaustively. Arithmetic is by shifts, without tables, so that no look-up depends on a secret.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _
from nacl.utils import random

from stadsrecht.kernel.errors import StadsrechtError

REDUCTION = 0x1B


class SharesDiffer(StadsrechtError):
    message = _("These parts do not belong together, or there are too few of them.")


@dataclass(frozen=True)
class Share:
    """One keyholder's part: its number, from 1, and as many bytes as the secret has."""

    number: int
    content: bytes = field(repr=False)


def split(secret: bytes, *, needed: int, among: int) -> list[Share]:
    """`among` shares, any `needed` of which give the secret again."""
    if not 1 < needed <= among < 256:
        raise ValueError("needed must lie between 2 and the number of shares, at most 255")
    columns = [(byte, *random(needed - 1)) for byte in secret]
    return [Share(x, bytes(_value(column, x) for column in columns)) for x in range(1, among + 1)]


def join(shares: Collection[Share]) -> bytes:
    """The secret. From too few shares, or from shares of different secrets, come bytes that mean nothing.

    Raises SharesDiffer where that can be seen from their numbers and lengths alone.
    """
    numbers = {share.number for share in shares}
    if len(numbers) < 2 or len(numbers) != len(shares) or len({len(share.content) for share in shares}) > 1:
        raise SharesDiffer
    weights = [(share, _weight(share.number, numbers)) for share in shares]
    secret = bytearray(len(next(iter(shares)).content))
    for share, weight in weights:
        for place, byte in enumerate(share.content):
            secret[place] ^= _times(byte, weight)
    return bytes(secret)


def _value(column: tuple[int, ...], x: int) -> int:
    """The polynomial with these coefficients, lowest first, at x (Horner)."""
    total = 0
    for coefficient in reversed(column):
        total = _times(total, x) ^ coefficient
    return total


def _weight(number: int, numbers: set[int]) -> int:
    """Lagrange's weight of one point for the value at zero."""
    weight = 1
    for other in numbers - {number}:
        weight = _times(weight, _times(other, _inverse(other ^ number)))
    return weight


def _times(one: int, other: int) -> int:
    total = 0
    for _bit in range(8):
        total ^= one * (other & 1)
        other >>= 1
        one = (one << 1 & 0xFF) ^ (REDUCTION * (one >> 7))
    return total


def _inverse(value: int) -> int:
    """value^254, since value^255 is 1."""
    total = 1
    for _step in range(254):
        total = _times(total, value)
    return total
