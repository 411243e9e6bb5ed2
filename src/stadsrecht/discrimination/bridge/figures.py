"""How a city counts reports for its public: thresholds, the rights that a report touches, and the national context."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from stadsrecht.discrimination.bridge.packs import FILE, ours
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.packs import localised, read_pack


@dataclass(frozen=True)
class Touch:
    """Reports with one of these codes touch these rights; without a list, all reports do."""

    table: str
    codes: tuple[str, ...]
    provisions: tuple[str, ...]


@dataclass(frozen=True)
class YearOfCountry:
    """What the bodies of the country counted in a year; a body that is not there is not known."""

    year: int
    counts: Mapping[str, int]
    is_break: bool
    remark: LocalisedText
    sources: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Context:
    """The figures of the country, with a name and an address for each source."""

    bodies: tuple[tuple[str, LocalisedText], ...] = ()
    years: tuple[YearOfCountry, ...] = ()
    facts: tuple[tuple[LocalisedText, tuple[str, str]], ...] = ()


@dataclass(frozen=True)
class FigureRules:
    threshold: int
    touches: tuple[Touch, ...]
    context: Context
    breaks: Mapping[int, LocalisedText]


def figure_rules() -> FigureRules:
    """Those of this installation's city."""
    return figure_rules_of(Path(settings.CITY))


@lru_cache(maxsize=8)
def figure_rules_of(pack: Path) -> FigureRules:
    """Raises PackUnreadable, PackRefers."""
    content = read_pack(pack / FILE)
    known, own = ours("figures"), content.get("figures", {})
    rules = {**known["rules"], **{name: own[name] for name in known["rules"] if name in own}}
    return FigureRules(
        threshold=rules["threshold"],
        touches=tuple(_touch(row) for row in [*known["touch"], *own.get("touch", ())]),
        context=_context(own["context"]) if "context" in own else Context(),
        breaks={row["year"]: localised(row["text"]) for row in own.get("break", ())},
    )


def _touch(row: Mapping[str, Any]) -> Touch:
    return Touch(row.get("list", ""), tuple(row.get("codes", ())), tuple(row["provisions"]))


def _context(name: str) -> Context:
    content = ours(name)
    sources = {row["code"]: (row["name"], row["url"]) for row in content["source"]}
    bodies = tuple((row["code"], localised(row["name"])) for row in content["body"])
    return Context(
        bodies=bodies,
        years=tuple(_year(row, [code for code, _name in bodies], sources) for row in content["year"]),
        facts=tuple((localised(row["text"]), sources[row["source"]]) for row in content.get("fact", ())),
    )


def _year(row: Mapping[str, Any], bodies: Iterable[str], sources: Mapping[str, tuple[str, str]]) -> YearOfCountry:
    return YearOfCountry(
        year=row["year"],
        counts={body: row[body] for body in bodies if body in row},
        is_break=row.get("is_break", False),
        remark=localised(row.get("remark")),
        sources=tuple(sources[code] for code in row["sources"]),
    )
