"""What is to be protected, in the words of the field: dimensions with their hierarchies, the margins that leave the
house, the rules, and what readers already know. Everything here is a frozen value; nothing is looked up elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from .errors import HierarchyLoop, InvalidSpecification

ZeroPolicy = Literal["hidden", "shown"]
TOTAL_LEVEL = "total"
DEFAULT_LEVEL_THRESHOLDS: Mapping[str, int] = MappingProxyType({"neighbourhood": 10, "staff": 10})


@dataclass(frozen=True)
class Dimension:
    """One classification. `levels` lists the codes of each level; `parents` names the parents of a code.

    A code without parents hangs under `total`. A code may have several parents (two overlapping groupings of the
    same regions), which makes a linked table. Codes that are nobody's parent are the leaves: they name inner cells.
    """

    name: str
    levels: Mapping[str, tuple[str, ...]]
    parents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    total: str = "Total"

    def __post_init__(self) -> None:
        """Refuse codes that occur twice, parents nobody knows, and loops."""
        codes = [code for group in self.levels.values() for code in group]
        if len(set(codes)) != len(codes) or self.total in codes:
            raise InvalidSpecification(f"dimension {self.name}: a code occurs in two levels or equals the total code")
        if not codes or TOTAL_LEVEL in self.levels:
            raise InvalidSpecification(f"dimension {self.name}: needs codes, in levels not named '{TOTAL_LEVEL}'")
        known = set(codes)
        for code, above in self.parents.items():
            unknown = [c for c in (code, *above) if c not in known and c != self.total]
            if unknown or code == self.total:
                raise InvalidSpecification(f"dimension {self.name}: parents of {code!r} name an unknown code")
        self._refuse_loops()

    def _refuse_loops(self) -> None:
        done: set[str] = set()
        for start in self.parents:
            path: list[tuple[str, int]] = [(start, 0)]
            on_path = {start}
            while path:
                code, at = path.pop()
                above = self.parents.get(code, ())
                if at >= len(above) or code in done:
                    done.add(code)
                    on_path.discard(code)
                    continue
                path.append((code, at + 1))
                if above[at] in on_path:
                    raise HierarchyLoop(f"dimension {self.name}: {above[at]!r} is its own ancestor")
                path.append((above[at], 0))
                on_path.add(above[at])

    @property
    def leaves(self) -> tuple[str, ...]:
        """The codes that name inner cells, in alphabetical order: the order of the input must not matter."""
        above = {parent for parents in self.parents.values() for parent in parents}
        return tuple(sorted(code for group in self.levels.values() for code in group if code not in above))

    def level_of(self, code: str) -> str:
        """The name of the level that holds a code."""
        return next((name for name, codes in self.levels.items() if code in codes), TOTAL_LEVEL)


@dataclass(frozen=True)
class Thresholds:
    """Below how many people a count is small. A cell takes the highest threshold among the levels it stands at."""

    default: int = 5
    by_level: Mapping[str, int] = field(default_factory=lambda: DEFAULT_LEVEL_THRESHOLDS)
    percentage_denominator: int = 25

    def __post_init__(self) -> None:
        """A threshold below 2 protects nobody."""
        if min((self.default, *self.by_level.values())) < 2 or self.percentage_denominator < 1:
            raise InvalidSpecification("thresholds: must be 2 or higher")


@dataclass(frozen=True)
class MagnitudeRules:
    """When a sum gives one contributor away: the p% rule and the (n, k) dominance rule (SDC handbook, chapter 4.2)."""

    p_percent: float | None = 10.0
    n: int | None = None
    k_percent: float | None = None

    def __post_init__(self) -> None:
        """Percentages lie between 0 and 100, and n and k come together."""
        if self.p_percent is not None and not 0 < self.p_percent <= 100:
            raise InvalidSpecification("magnitude: p_percent must lie between 0 and 100")
        if (self.n is None) != (self.k_percent is None):
            raise InvalidSpecification("magnitude: n and k_percent come together")
        if self.n is not None and (self.n < 1 or not 0 < (self.k_percent or 0) < 100):
            raise InvalidSpecification("magnitude: n must be 1 or more and k_percent between 0 and 100")


@dataclass(frozen=True)
class EarlierRelease:
    """One table that was published before: which data it described, and its cells (None where it was hidden)."""

    name: str
    vintage: str
    cells: Mapping[tuple[str, ...], int | None]


@dataclass(frozen=True)
class Specification:
    """The whole question. `margins` is None for every margin, else one mapping dimension -> level per margin
    (absent: the total; '*': every level). `width` is how far apart the two ends of a hidden cell's interval must
    lie; None stands for threshold - 1 under zero policy `hidden` (0 up to threshold - 1) and 1 under `shown`.
    The singleton rule protects against every person who is alone in a cell; the pair rule against whoever might be
    alone in one of two cells whose small sum is known, although an outsider cannot tell.
    """

    dimensions: tuple[Dimension, ...]
    count_column: str = "count"
    magnitude_column: str | None = None
    contributor_column: str | None = None
    margins: tuple[Mapping[str, str], ...] | None = None
    thresholds: Thresholds = field(default_factory=Thresholds)
    zero_policy: ZeroPolicy = "hidden"
    width: int | None = None
    is_group_rule_on: bool = False
    is_singleton_rule_on: bool = True
    is_pair_rule_on: bool = True
    structural_zeros: tuple[Mapping[str, str], ...] = ()
    magnitude: MagnitudeRules = MagnitudeRules()
    symbol: str = "."
    vintage: str = ""
    releases: tuple[EarlierRelease, ...] = ()

    def __post_init__(self) -> None:
        """Check the words against each other."""
        names = [d.name for d in self.dimensions]
        if not names or len(set(names)) != len(names) or {"state", "value"} & set(names):
            raise InvalidSpecification("dimensions: need distinct names other than 'state' and 'value'")
        if self.zero_policy not in ("hidden", "shown"):
            raise InvalidSpecification("zero_policy: must be 'hidden' or 'shown'")
        if self.width is not None and self.width < 1:
            raise InvalidSpecification("width: must be 1 or more")
        for margin in self.margins or ():
            for name, level in margin.items():
                self._check_level(name, level)
        for zero in self.structural_zeros:
            for name, code in zero.items():
                if code not in (
                    *self.dimension(name).leaves,
                    *self.dimension(name).parents,
                    self.dimension(name).total,
                ):
                    self._check_code(name, code)

    def _check_level(self, name: str, level: str) -> None:
        if level not in ("*", TOTAL_LEVEL, *self.dimension(name).levels):
            raise InvalidSpecification(f"margins: dimension {name} has no level {level!r}")

    def _check_code(self, name: str, code: str) -> None:
        if self.dimension(name).level_of(code) == TOTAL_LEVEL:
            raise InvalidSpecification(f"structural_zeros: dimension {name} has no code {code!r}")

    def dimension(self, name: str) -> Dimension:
        """The dimension of that name."""
        for dimension in self.dimensions:
            if dimension.name == name:
                return dimension
        raise InvalidSpecification(f"no dimension is called {name!r}")

    def required_width(self, threshold: int) -> int:
        """How far the ends of a hidden cell's interval must lie apart, for a cell with this threshold."""
        if self.width is not None:
            return self.width
        return threshold - 1 if self.zero_policy == "hidden" else 1

    @property
    def floor(self) -> int:
        """What every reader knows of a hidden cell: at least 1 where zeros are printed, else at least 0."""
        return 1 if self.zero_policy == "shown" else 0
