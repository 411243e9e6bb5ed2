"""How words and numbers of other people's files are understood.

The words for observation status are those of the SDMX cross-domain code lists CL_OBS_STATUS and CL_CONF_STATUS: by
name as Open SDG folders hold them, by letter as SDMX-CSV does.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from stadsrecht.monitoring.models import Status

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$")
YES = frozenset({"1", "yes", "true", "x", "ja", "oui"})
NO = frozenset({"", "0", "no", "false", "nee", "non"})


@dataclass(frozen=True)
class Said:
    """What a status in words or letters comes to. `status` None: the number decides."""

    status: Status | None = None
    is_provisional: bool = False
    is_break: bool = False
    note: str = ""
    unknown: tuple[str, ...] = ()

    def __or__(self, other: "Said") -> "Said":
        """Both at once. Hidden wins from every other status, and any status from none."""
        status = max((self.status, other.status), key=STRENGTH.index)
        note = "; ".join(dict.fromkeys(filter(None, (self.note, other.note))))
        return Said(
            status,
            self.is_provisional or other.is_provisional,
            self.is_break or other.is_break,
            note,
            self.unknown + other.unknown,
        )


STRENGTH: tuple[Status | None, ...] = (
    None,
    Status.VALUE,
    Status.ZERO,
    Status.NOT_KNOWN,
    Status.NOT_MEASURED,
    Status.NOT_APPLICABLE,
    Status.HIDDEN,
)
NORMAL = Said()
MISSING, HIDDEN = Said(Status.NOT_KNOWN), Said(Status.HIDDEN)
NOT_MEASURED, NOT_APPLICABLE = Said(Status.NOT_MEASURED), Said(Status.NOT_APPLICABLE)
PROVISIONAL, BREAK = Said(is_provisional=True), Said(is_break=True)

WORDS: dict[str, Said] = {
    "normal value": NORMAL,
    "normal": NORMAL,
    "value": NORMAL,
    "zero": NORMAL,
    "undefined": NORMAL,
    "missing value": MISSING,
    "missing data": MISSING,
    "missing": MISSING,
    "not available": MISSING,
    "not known": MISSING,
    "suppressed": HIDDEN,
    "confidential": HIDDEN,
    "hidden": HIDDEN,
    "data exist but were not collected": NOT_MEASURED,
    "not collected": NOT_MEASURED,
    "not measured": NOT_MEASURED,
    "data cannot exist": NOT_APPLICABLE,
    "not applicable": NOT_APPLICABLE,
    "provisional value": PROVISIONAL,
    "provisional": PROVISIONAL,
    "time series break": BREAK,
    "break in series": BREAK,
    "break": BREAK,
}
REMARKS = frozenset(
    {
        "definition differs",
        "low reliability",
        "estimated value",
        "estimated",
        "forecast value",
        "imputed value",
        "experimental value",
        "unvalidated value",
        "derogation",
        "strike and other special events",
    }
)
LETTERS: dict[str, Said] = {
    "": NORMAL,
    "A": NORMAL,
    "B": BREAK,
    "D": Said(note="definition differs"),
    "E": Said(note="estimated value"),
    "F": Said(note="forecast value"),
    "G": Said(note="experimental value"),
    "H": Said(Status.NOT_MEASURED),
    "I": Said(note="imputed value"),
    "J": Said(note="derogation"),
    "L": NOT_MEASURED,
    "M": NOT_APPLICABLE,
    "N": Said(note="not significant"),
    "O": MISSING,
    "P": PROVISIONAL,
    "Q": HIDDEN,
    "S": Said(note="strike and other special events"),
    "U": Said(note="low reliability"),
    "V": Said(note="unvalidated value"),
    "_U": NORMAL,
    "_Z": NOT_APPLICABLE,
}
FREE = frozenset({"", "F"})
"""CONF_STATUS of what may be published; every other letter is some kind of confidential."""


@lru_cache(maxsize=10_000)
def said_in_words(text: str) -> Said:
    """`Missing value; suppressed` and the like: pieces between semicolons. What is not known becomes a note."""
    return _all(text, _piece)


@lru_cache(maxsize=10_000)
def said_in_letters(text: str) -> Said:
    """OBS_STATUS as SDMX writes it; several letters between semicolons or commas; words where no letter is known."""
    return _all(text.replace(",", ";"), lambda piece: LETTERS.get(piece.upper()) or _piece(piece))


def _all(text: str, meaning: Callable[[str], Said]) -> Said:
    total = NORMAL
    for piece in text.split(";"):
        total |= meaning(piece.strip())
    return total


def _piece(piece: str) -> Said:
    plain = " ".join(piece.casefold().replace("-", " ").split())
    if not plain:
        return NORMAL
    if plain in REMARKS:
        return Said(note=plain)
    return WORDS.get(plain) or Said(note=piece, unknown=(piece,))


@lru_cache(maxsize=100_000)
def number_of(text: str, decimal: str = ".") -> float:
    """A number as written. Raises ValueError for anything else, infinity included."""
    plain = text.strip()
    if decimal == ",":
        if "." in plain:
            raise ValueError(text)
        plain = plain.replace(",", ".")
    if not NUMBER.match(plain):
        raise ValueError(text)
    value = float(plain)
    if value in (float("inf"), float("-inf")):
        raise ValueError(text)
    return value


def is_yes(text: str) -> bool:
    """Raises ValueError for what is neither yes nor no."""
    plain = text.strip().casefold()
    if plain not in YES | NO:
        raise ValueError(text)
    return plain in YES
