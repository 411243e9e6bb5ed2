"""From JSON to a specification. `specification.schema.json` holds the shape; the dataclasses check the sense."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import resources
from typing import Any

from .errors import InvalidSpecification
from .specification import (
    DEFAULT_LEVEL_THRESHOLDS,
    Dimension,
    EarlierRelease,
    MagnitudeRules,
    Specification,
    Thresholds,
)

PLAIN = (
    "count_column",
    "magnitude_column",
    "contributor_column",
    "zero_policy",
    "width",
    "symbol",
    "vintage",
    "is_group_rule_on",
    "is_singleton_rule_on",
    "is_pair_rule_on",
)
KNOWN = {*PLAIN, "dimensions", "margins", "thresholds", "structural_zeros", "magnitude", "releases"}


def schema() -> dict[str, Any]:
    """The JSON Schema of a specification, as shipped in the package."""
    text = resources.files(__package__).joinpath("specification.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def parse_specification(text: str) -> Specification:
    """Read a specification from JSON text; every mistake is named with the word it stands at."""
    try:
        raw = json.loads(text)
    except json.JSONDecodeError as mistake:
        raise InvalidSpecification(f"not JSON: {mistake}") from mistake
    if not isinstance(raw, dict) or "dimensions" not in raw:
        raise InvalidSpecification("needs an object with the word 'dimensions'")
    if unknown := sorted(set(raw) - KNOWN):
        raise InvalidSpecification(f"unknown word {unknown[0]!r}")
    try:
        return _build(raw)
    except (TypeError, KeyError, AttributeError, ValueError) as mistake:
        raise InvalidSpecification(f"a value has the wrong shape: {mistake}") from mistake


def _build(raw: Mapping[str, Any]) -> Specification:
    words = {name: raw[name] for name in PLAIN if name in raw}
    for name in ("is_group_rule_on", "is_singleton_rule_on", "is_pair_rule_on"):
        if not isinstance(words.get(name, True), bool):
            raise InvalidSpecification(f"{name}: must be true or false")
    if not isinstance(words.get("width") or 1, int):
        raise InvalidSpecification("width: must be a whole number")
    margins = raw.get("margins")
    return Specification(
        dimensions=tuple(_dimension(d) for d in raw["dimensions"]),
        margins=None if margins in (None, "all") else tuple(dict(m) for m in margins),
        thresholds=_thresholds(raw.get("thresholds", {})),
        structural_zeros=tuple(dict(z) for z in raw.get("structural_zeros", ())),
        magnitude=MagnitudeRules(**raw.get("magnitude", {})),
        releases=tuple(_release(r) for r in raw.get("releases", ())),
        **words,
    )


def _dimension(raw: Mapping[str, Any]) -> Dimension:
    return Dimension(
        name=str(raw["name"]),
        levels={str(level): tuple(str(c) for c in codes) for level, codes in raw["levels"].items()},
        parents={str(code): tuple(str(p) for p in above) for code, above in raw.get("parents", {}).items()},
        total=str(raw.get("total", "Total")),
    )


def _thresholds(raw: Mapping[str, Any]) -> Thresholds:
    limits = {str(level): int(limit) for level, limit in raw.get("by_level", DEFAULT_LEVEL_THRESHOLDS).items()}
    return Thresholds(int(raw.get("default", 5)), limits, int(raw.get("percentage_denominator", 25)))


def _release(raw: Mapping[str, Any]) -> EarlierRelease:
    cells = {tuple(str(c) for c in cell[:-1]): None if cell[-1] is None else int(cell[-1]) for cell in raw["cells"]}
    return EarlierRelease(str(raw["name"]), str(raw["vintage"]), cells)
