"""From data to a table that gives nobody away, together with its proof."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

import numpy as np

from .batches import REWARDS, BatchFinder
from .canvas import CELL_PRICE, Canvas
from .errors import EmptyTable, ReleaseRefused, UnprotectableTable
from .evidence import BEYOND, Evidence, Nesting
from .lattice import Ints, Lattice
from .pattern import PatternSearch, Tick
from .proof import Proof, Published, secondary_target, verify
from .releases import ReleaseFacts, read_releases
from .specification import Specification
from .table import Table
from .targets import Primary, Target, find_primary, leaves_of

State = Literal["published", "primary", "secondary", "structural zero"]
Strategy = tuple[bool, tuple[float, ...]] | None
MOST_CELLS_IN_BATCHES = 2_000
MOST_CELLS_TRIED_OFTEN = 500


@dataclass(frozen=True)
class Cell:
    """One cell of the answer. `value` is None where it is hidden; `reason` is for the statistician, not the reader."""

    codes: tuple[str, ...]
    state: State
    value: int | None
    reason: str


@dataclass(frozen=True)
class InformationLoss:
    """Number and sum of the secondary cells, in all and by level."""

    primary_cells: int
    secondary_cells: int
    secondary_sum: int
    by_level: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class ProtectedTable:
    """What may leave the house (`published`), what must stay (`proof`, `cells` with their states), and what it cost."""

    dimensions: tuple[str, ...]
    cells: tuple[Cell, ...]
    decimals: int
    proof: Proof
    loss: InformationLoss

    @property
    def published(self) -> Published:
        """The values that readers see, None where they see the symbol."""
        return {cell.codes: cell.value for cell in self.cells}


def protect(spec: Specification, data: Table, *, progress: Tick | None = None) -> ProtectedTable:
    """Hide what must be hidden and prove it; raises UnprotectableTable (ReleaseRefused) where it cannot."""
    if not data.inner.any():
        raise EmptyTable("every cell is zero: there is nothing to publish and nobody to protect")
    lattice, full = data.lattice, data.full
    facts = read_releases(spec, lattice)
    primary = _with_releases(spec, data, find_primary(spec, data), facts)
    facts.refuse_contradictions(full.ravel(), primary.is_primary.ravel(), lattice)
    tick = progress or (lambda done, of: None)
    attempts = []
    for strategy in _strategies(spec, lattice):
        canvas = _canvas(spec, data, primary, facts)
        evidence = Evidence(
            primary.targets,
            canvas.is_single,
            _sums(spec, data, primary),
            Nesting(lattice, data.people, data.inner),
            spec.is_singleton_rule_on,
        )
        search = PatternSearch(canvas, evidence, lambda place: _wanted_of(spec, data, place))
        search.finder = _small_finder(spec, canvas)
        unproven = search.run(tick, _finder(canvas, strategy))
        if not unproven:
            search.reduce(tick)
        attempts.append((len(unproven), len(search.secondary), search))
    failed, _, best = min(attempts, key=lambda attempt: attempt[:2])
    if failed:
        targets = best.evidence.targets
        names = tuple(_name(lattice, t) for i, t in enumerate(targets) if not best.evidence.is_enough(i))
        kind = ReleaseRefused if facts.has_any else UnprotectableTable
        raise kind(names, "no pattern protects these cells")
    return _result(spec, data, primary, best)


def _strategies(spec: Specification, lattice: Lattice) -> tuple[Strategy, ...]:
    """Without batches (None), or with; small tables are tried in many ways and the smallest loss is kept."""
    size = int(np.prod(lattice.shape))
    if spec.magnitude_column is not None or size > MOST_CELLS_IN_BATCHES:
        return (None,)
    if size > MOST_CELLS_TRIED_OFTEN:
        return ((True, REWARDS),)
    return (None, *((is_wide, REWARDS[start:]) for is_wide in (False, True) for start in (0, 3, 5, 7)))


def _finder(canvas: Canvas, strategy: Strategy) -> BatchFinder | None:
    return None if strategy is None else BatchFinder(canvas, is_wide=strategy[0], rewards=strategy[1])


def _small_finder(spec: Specification, canvas: Canvas) -> BatchFinder | None:
    is_small = spec.magnitude_column is None and len(canvas.values) <= MOST_CELLS_TRIED_OFTEN
    return BatchFinder(canvas, is_wide=True) if is_small else None


def _name(lattice: Lattice, target: Target) -> str:
    return lattice.name_of(target.place) if target.place >= 0 else target.reason


def _sums(spec: Specification, data: Table, primary: Primary) -> Ints:
    """Twice a small cell's count less the largest sum that proves both cells of a pair small; see `Evidence`."""
    most = data.lattice.threshold.ravel() - 1 + spec.floor
    small = primary.is_primary.ravel() & (data.people.ravel() < data.lattice.threshold.ravel())
    small &= spec.is_pair_rule_on
    return np.where(small, 2 * data.people.ravel() - most, BEYOND)


def _wanted_of(spec: Specification, data: Table, place: int) -> Target | None:
    if spec.magnitude_column is not None:
        return None
    return secondary_target(
        spec, data.lattice, place, int(data.full.flat[place]), int(data.lattice.threshold.flat[place])
    )


def _with_releases(spec: Specification, data: Table, primary: Primary, facts: ReleaseFacts) -> Primary:
    """Hide what was hidden before and what would show a small change since another vintage."""
    lattice, full = data.lattice, data.full.ravel()
    may_hide = (lattice.is_published & ~lattice.is_structural_zero).ravel()
    again = facts.was_hidden & may_hide
    moved = facts.small_increments(full, lattice.threshold.ravel()) & may_hide
    extra = (again | moved) & ~primary.is_primary.ravel()
    reasons = dict(primary.reasons)
    targets = list(primary.targets)
    for place in np.flatnonzero(extra).tolist():
        reasons[place] = "hidden in an earlier release" if again[place] else "a small change since an earlier release"
        wanted = _wanted_of(spec, data, place)
        if moved[place] and full[place]:
            width, value = spec.required_width(int(lattice.threshold.flat[place])), int(full[place])
            wanted = Target(place, leaves_of(lattice, place), value, value, value, width, reasons[place])
        if wanted is not None:
            targets.append(wanted)
    return Primary((primary.is_primary.ravel() | extra).reshape(lattice.shape), reasons, tuple(targets))


def _canvas(spec: Specification, data: Table, primary: Primary, facts: ReleaseFacts) -> Canvas:
    lattice, full = data.lattice, data.full
    fixed = lattice.is_structural_zero | facts.is_known.reshape(lattice.shape)
    if spec.zero_policy == "shown":
        fixed |= lattice.is_published & (full == 0)
    floor = np.where(lattice.is_published & ~facts.is_known.reshape(lattice.shape), spec.floor, 0)
    price = CELL_PRICE + np.minimum(CELL_PRICE / 2, 20 * np.log2(1.0 + full))
    singles = lattice.is_published & (data.people == 1)
    return Canvas(lattice, full, floor, hidden=primary.is_primary, fixed=fixed, price=price, singles=singles)


def _result(spec: Specification, data: Table, primary: Primary, search: PatternSearch) -> ProtectedTable:
    lattice, full = data.lattice, data.full.ravel()
    hidden, evidence, secondary = search.canvas.hidden, search.evidence, search.secondary
    cells = []
    for place in np.flatnonzero(lattice.is_published.ravel()).tolist():
        state, reason = _state(lattice, primary, search, place)
        value = None if hidden[place] else int(full[place])
        cells.append(Cell(lattice.codes_of(place), state, value, reason))
    cells.sort(key=lambda cell: cell.codes)
    proof = Proof(data.inner, data.people, data.contributions, data.decimals, _inner_witnesses(lattice, evidence))
    names = tuple(axis.name for axis in lattice.axes)
    result = ProtectedTable(names, tuple(cells), data.decimals, proof, _loss(lattice, full, primary, secondary))
    if objections := verify(spec, result.published, proof):
        raise UnprotectableTable(objections, "the proof does not cover the table")
    return result


def _state(lattice: Lattice, primary: Primary, search: PatternSearch, place: int) -> tuple[State, str]:
    if lattice.is_structural_zero.flat[place]:
        return "structural zero", "cannot occur"
    if primary.is_primary.flat[place]:
        return "primary", primary.reasons[place]
    if search.canvas.hidden[place]:
        target = search.evidence.targets[search.secondary[place]]
        return "secondary", f"protects {_name(lattice, target)}"
    return "published", ""


def _inner_witnesses(lattice: Lattice, evidence: Evidence) -> tuple[tuple[Ints, Ints], ...]:
    rank = np.full(int(np.prod(lattice.shape)), -1, dtype=np.int64)
    rank[lattice.inner_places] = np.arange(len(lattice.inner_places))
    witnesses = []
    for witness in evidence.witnesses:
        if witness is not None:
            own = rank[witness[0]]
            witnesses.append((own[own >= 0], witness[1][own >= 0]))
    return tuple(witnesses)


def _loss(lattice: Lattice, full: Ints, primary: Primary, secondary: dict[int, int]) -> InformationLoss:
    cells: Counter[str] = Counter()
    sums: Counter[str] = Counter()
    for place in secondary:
        cells[lattice.level_of(place)] += 1
        sums[lattice.level_of(place)] += int(full[place])
    levels = tuple((level, cells[level], sums[level]) for level in sorted(cells))
    return InformationLoss(int(primary.is_primary.sum()), len(secondary), sum(sums.values()), levels)
