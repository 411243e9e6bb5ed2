"""Reading a GeoJSON file: from bytes that anyone may have sent to features with a code, a name and a raw shape."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from stadsrecht.places.errors import (
    CodeMissing,
    CodeUnusable,
    FileTooLarge,
    NameMissing,
    NamePropertyNotFound,
    NameTooLong,
    NotAFeature,
    NotFeatureCollection,
    NotGeojson,
    NothingToImport,
    PropertyNotFound,
)

LARGEST_FILE = 30 * 1024 * 1024
LONGEST_NAME = 120
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,19}")
# Statistics offices write the codes of all levels beside each other: the first one found is the feature's own.
OWN_CODES = (
    *("statcode", "code", "gwb_code_10", "gwb_code"),
    *("buurtcode", "bu_code", "wijkcode", "wk_code", "gemeentecode", "gm_code"),
)
OWN_NAMES = (
    *("statnaam", "name", "naam", "regio"),
    *("buurtnaam", "bu_naam", "wijknaam", "wk_naam", "gemeentenaam", "gm_naam"),
)
PARENT_CODES = {
    "city": (),
    "district": ("parent", "gemeentecode", "gm_code"),
    "neighbourhood": ("parent", "wijkcode", "wk_code"),
}


@dataclass(frozen=True)
class Properties:
    """Which property of a feature holds what."""

    code: str
    name: str
    parent: str | None


@dataclass(frozen=True)
class Feature:
    """One feature as it stands in the file; `number` counts from 1."""

    number: int
    raw: Any

    @property
    def properties(self) -> dict[str, Any]:
        found = self.raw.get("properties") if isinstance(self.raw, dict) else None
        return found if isinstance(found, dict) else {}

    def word(self, name: str | None) -> str:
        """A property as one line of text: padding and unprintable characters gone; empty where it is no text."""
        value = self.properties.get(name) if name else None
        if isinstance(value, bool) or not isinstance(value, str | int):
            return ""
        return " ".join("".join(sign if sign.isprintable() else " " for sign in str(value)).split())

    def require_shell(self) -> None:
        if not isinstance(self.raw, dict) or self.raw.get("type") != "Feature":
            raise NotAFeature

    def code(self, properties: Properties) -> str:
        code = self.word(properties.code)
        if not code:
            raise CodeMissing(property=properties.code)
        if not CODE.fullmatch(code):
            raise CodeUnusable(wanted=code[:40])
        return code

    def name(self, properties: Properties) -> str:
        name = self.word(properties.name)
        if not name:
            raise NameMissing(property=properties.name)
        if len(name) > LONGEST_NAME:
            raise NameTooLong(length=len(name), limit=LONGEST_NAME)
        return name


def read_features(content: bytes | str) -> list[Feature]:
    """Raises FileTooLarge, NothingToImport, NotGeojson, NotFeatureCollection."""
    if len(content) > LARGEST_FILE:
        raise FileTooLarge(limit=LARGEST_FILE // 2**20)
    if not content.strip():
        raise NothingToImport
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content.lstrip("\ufeff")
        document = json.loads(text)
    except (ValueError, RecursionError):  # not UTF-8, not JSON, a number of thousands of digits, too deep
        raise NotGeojson from None
    rows = document.get("features") if isinstance(document, dict) else None
    if not isinstance(rows, list) or not rows or document.get("type") != "FeatureCollection":
        raise NotFeatureCollection
    return [Feature(number, raw) for number, raw in enumerate(rows, start=1)]


def find_properties(features: Iterable[Feature], level: str, code: str, name: str) -> Properties:
    """The properties that are used: those given, else the first of the known ones that any feature has.

    Raises PropertyNotFound or NamePropertyNotFound, which name what the features do have.
    """
    present: dict[str, str] = {}
    for feature in features:
        present.update((key.lower(), key) for key in feature.properties if key.lower() not in present)
    shown = ", ".join(key[:40] for key in list(present.values())[:20]) or "–"

    def first(wanted: Iterable[str]) -> str | None:
        return next((present[key] for key in wanted if key in present), None)

    own_code = first([code.strip().lower()] if code.strip() else OWN_CODES)
    if own_code is None:
        raise PropertyNotFound(present=shown)
    own_name = first([name.strip().lower()] if name.strip() else OWN_NAMES)
    if own_name is None:
        raise NamePropertyNotFound(present=shown)
    parent = first(key for key in PARENT_CODES[level] if key != own_code.lower())
    return Properties(code=own_code, name=own_name, parent=parent)
