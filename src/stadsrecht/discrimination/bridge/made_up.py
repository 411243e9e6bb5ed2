"""Made-up reports for a demonstration, from weights: shells without a word in them, as destruction leaves them.

The same weights always make the same reports. Each choice walks through its weights in a stride of its own, so that
choices do not move together, and chance has no part in it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate
from typing import Any

# Parts of the golden ratio and its kin, one for each choice: their multiples fill a circle evenly.
STRIDES = {
    "day": Fraction(610, 987),
    "ground": Fraction(377, 613),
    "second": Fraction(233, 563),
    "terrain": Fraction(408, 985),
    "nature": Fraction(571, 1429),
    "place": Fraction(509, 881),
    "handling": Fraction(197, 467),
    "outcome": Fraction(347, 769),
    "residence": Fraction(271, 653),
}


@dataclass(frozen=True)
class MadeUp:
    """One report: when it came, its coarse facts, and what the office did. `outcome` is empty for an open one."""

    on: date
    facts: dict[str, Any]
    handling: list[str]
    outcome: str


def made_up_reports(rows: Mapping[str, Any], *, until: date) -> Iterator[MadeUp]:
    """Reports of each year that the pack names, up to and including a day; `years_ago` 0 is the year of that day."""
    for group in rows["group"]:
        year = until.year - group["years_ago"]
        for at in range(1, group["reports"] + 1):
            one = _made(at, year, {**rows["weights"], **group.get("weights", {})}, group)
            if one.on <= until:
                yield one


def _made(at: int, year: int, weights: Mapping[str, Mapping[str, int]], group: Mapping[str, Any]) -> MadeUp:
    first = date(year, group.get("from_month", 1), 1)
    last = date(year, group["to_month"], 28) if "to_month" in group else date(year, 12, 31)
    on = first + timedelta(days=int(_point(at, "day") * ((last - first).days + 1)))
    ground, second = _chosen(at, "ground", weights["ground"]), _chosen(at, "second", weights["second"])
    place = _chosen(at, "place", weights["place"])
    is_place = place not in ("online", "elsewhere", "unknown")
    facts = {
        "grounds": sorted({ground, second} - {"none"}),
        "terrain": _chosen(at, "terrain", weights["terrain"]).replace("none", ""),
        "natures": [_chosen(at, "nature", weights["nature"])],
        "where": "place" if is_place else place,
        "district": place if is_place else "",
        "residence": _chosen(at, "residence", weights["residence"]).replace("none", ""),
        "month": on.replace(day=1),
        "campaign": group.get("campaign", ""),
    }
    handling = _chosen(at, "handling", weights["handling"]).replace("none", "")
    outcome = _chosen(at, "outcome", weights["outcome"]).replace("none", "")
    return MadeUp(on, facts, [handling] if handling else [], outcome)


def _point(at: int, choice: str) -> Fraction:
    """Where on the circle, from 0 up to 1, the choice of this report falls."""
    return (at * STRIDES[choice]) % 1


def _chosen(at: int, choice: str, weights: Mapping[str, int]) -> str:
    codes: Sequence[str] = list(weights)
    ends = list(accumulate(weights.values()))
    point = _point(at, choice) * ends[-1]
    return next(code for code, end in zip(codes, ends, strict=True) if point < end)
