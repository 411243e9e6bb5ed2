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

from stadsrecht.kernel.sealing.errors import SealBroken


def seal(text: str, *, purpose: str) -> str:
    return _seals(purpose).encrypt(text.encode()).decode()


def unseal(sealed: str, *, purpose: str) -> str:
    """Raises SealBroken."""
    try:
        return _seals(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise SealBroken from None


def derived_key(purpose: str) -> bytes:
    """32 bytes that follow from SECRET_KEY, for one purpose."""
    return _derived(settings.SECRET_KEY, purpose)


def derived_keys(purpose: str) -> list[bytes]:
    """The same from SECRET_KEY and from each key before it that still holds, the newest first."""
    return [_derived(key, purpose) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _seals(purpose: str) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived_keys(purpose)])


def _derived(key: str, purpose: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"stadsrecht {purpose}".encode())
    return derived.derive(key.encode())
