"""Identifiers for texts, as SDMX and JSON-stat need them: a text that is one already stays as it is."""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable

TOTAL = "_T"
"""What SDMX code lists call all of it; our blank."""

CODE = re.compile(r"[A-Za-z0-9_@$-]+")  # SDMX 3.0, IDType
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")  # SDMX 3.0, NCNameIDType


def codes(values: Iterable[str]) -> dict[str, str]:
    """A code for each value of a key column. Blank becomes `_T`; two values never share one."""
    return {"": TOTAL} | _unlike(values, CODE, {TOTAL})


def names(texts: Collection[str], taken: Collection[str]) -> dict[str, str]:
    """A name in capitals for each text, none of them in `taken`."""
    by_capitals = _unlike((text.upper() for text in texts), NAME, set(taken))
    return {text: by_capitals[text.upper()] for text in texts}


def _unlike(texts: Iterable[str], pattern: re.Pattern[str], taken: set[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in sorted(set(texts) - {""}, key=lambda text: (not pattern.fullmatch(text), text)):
        wanted = text if pattern.fullmatch(text) else _made_of(text, pattern)
        if wanted in taken:
            wanted = f"{wanted}_{hashlib.sha256(text.encode()).hexdigest()[:8]}"
        taken.add(wanted)
        found[text] = wanted
    return found


def _made_of(text: str, pattern: re.Pattern[str]) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().upper()
    made = re.sub(r"[^A-Z0-9]+", "_", plain).strip("_")[:60] or "X"
    return made if pattern.fullmatch(made) else f"C_{made}"
