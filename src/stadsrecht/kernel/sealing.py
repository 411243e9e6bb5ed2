"""Secrets that the installation itself must read again, such as those of authenticator apps, kept sealed.

A stolen database alone does not open them: the key follows from SECRET_KEY, which stands outside it. A former key that
stands in SECRET_KEY_FALLBACKS still opens what was sealed with it. Authenticated encryption: Fernet (AES-128-CBC with
HMAC-SHA256), its key by HKDF (RFC 5869) with the purpose as context, so that no seal opens another purpose's secrets.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.errors import StadsrechtError


class SealBroken(StadsrechtError):
    """Changed, sealed for another purpose, or sealed with a key that is no longer there."""

    message = _("A secret of this installation cannot be opened. Was SECRET_KEY changed?")
    status = 500


def seal(text: str, *, purpose: str) -> str:
    return _seals(purpose).encrypt(text.encode()).decode()


def unseal(sealed: str, *, purpose: str) -> str:
    """Raises SealBroken."""
    try:
        return _seals(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise SealBroken from None


def _seals(purpose: str) -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key, purpose)) for key in keys])


def _derived(key: str, purpose: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"stadsrecht {purpose}".encode())
    return base64.urlsafe_b64encode(derived.derive(key.encode()))
