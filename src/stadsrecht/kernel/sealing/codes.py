"""Secrets that people write down and type again: groups of four characters, the last of them a check.

Crockford's base 32: no I, L, O or U, so that nothing is misread; what is typed in small letters, with other or no
separators, with an O for a zero or in Arabic digits, is understood. The check character is a weighted sum over the
field of 32 elements: it finds every single wrong character and every swap of two neighbours.
"""

import unicodedata

from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.errors import StadsrechtError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
GROUP = 4
MODULUS = 0b100101  # x^5 + x^2 + 1, of which x is a generator


class CodeMisread(StadsrechtError):
    message = _("This code is not complete, or a character of it is wrong. Compare it with what you wrote down.")


def encode(secret: bytes, length: int) -> str:
    """`length` characters, the last of them the check; 5 bits of `secret` for each of the others."""
    number = int.from_bytes(secret, "big")
    excess = len(secret) * 8 - 5 * (length - 1)
    if excess < 0:
        raise ValueError("too few bytes for a code of this length")
    number >>= excess
    values = [(number >> 5 * place) & 31 for place in range(length - 2, -1, -1)]
    text = "".join(ALPHABET[value] for value in [*values, _check(values)])
    return "-".join(text[start : start + GROUP] for start in range(0, length, GROUP))


def decode(typed: str, length: int) -> bytes:
    """The secret's bits, filled with zeros at the front to whole bytes. Raises CodeMisread."""
    plain = "".join(_plain(character) for character in typed.upper().translate(ALIKE)).translate(ALIKE)
    if len(plain) != length or any(character not in ALPHABET for character in plain):
        raise CodeMisread
    values = [ALPHABET.index(character) for character in plain]
    if _check(values[:-1]) != values[-1]:
        raise CodeMisread
    number = 0
    for value in values[:-1]:
        number = number << 5 | value
    return number.to_bytes((5 * (length - 1) + 7) // 8, "big")


def _plain(character: str) -> str:
    """Digits of any script as 0 to 9; spaces and signs between groups as nothing."""
    if (digit := unicodedata.digit(character, None)) is not None:
        return str(digit)
    return character if character.isalnum() else ""


def _check(values: list[int]) -> int:
    """The sum of each value times another power of x."""
    total = 0
    for value in values:
        total = _times_x(total ^ value)
    return total


def _times_x(value: int) -> int:
    value <<= 1
    return value ^ MODULUS if value & 32 else value
