"""From data to a table that gives nobody away, together with its proof."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

import numpy as np

from .batches import BatchFinder
from .canvas import CELL_PRICE, Canvas
from .errors import EmptyTable, ReleaseRefused, UnprotectableTable
from .evidence import BEYOND, Evidence, Nesting
from .lattice import Ints, Lattice
from .pattern import PatternSearch
from .proof import Proof, Published, secondary_target, verify
from .releases import ReleaseFacts, read_releases
from .rounds import Tick
from .specification import Specification
from .table import Table
from .targets import Primary, Target, find_primary, leaves_of

State = Literal["published", "primary", "secondary", "structural zero"]
SEED = 20261124
TRIES = 5
MOST_CELLS_TRIED_OFTEN = 500
MOST_CELLS_NARROWED = 20_000
STILL_WORTH_NARROWING = 0.03


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
    trials = _Trials(spec, data, primary, facts, progress or (lambda done, of: None))
    best = trials.best()
    if best.unproven:
        targets = best.search.evidence.targets
        names = tuple(_name(lattice, targets[i]) for i in best.unproven)
        kind = ReleaseRefused if facts.has_any else UnprotectableTable
        raise kind(names, "no pattern protects these cells")
    return _result(spec, data, primary, best.search)


@dataclass(frozen=True)
class _Trial:
    """One finished search."""

    unproven: list[int]
    search: PatternSearch

    @property
    def loss(self) -> tuple[int, int]:
        """What is to be kept small, the worst first."""
        return len(self.unproven), len(self.search.secondary)


@dataclass(frozen=True)
class _Trials:
    """Searches for a pattern more than once, as often as the size of the table allows, and keeps the smallest loss."""

    spec: Specification
    data: Table
    primary: Primary
    facts: ReleaseFacts
    tick: Tick

    def best(self) -> _Trial:
        """After a first search (for small tables several) each may hide only what the best one hid, while that pays."""
        size = int(np.prod(self.data.lattice.shape))
        if self.spec.magnitude_column is not None:
            return self._try(None, None)
        first = (None, 0, 1) if size <= MOST_CELLS_TRIED_OFTEN else (0,)
        best = min((self._try(seed, None) for seed in first), key=lambda trial: trial.loss)
        for seed in range(len(first), TRIES if size <= MOST_CELLS_NARROWED else 0):
            if best.unproven:
                break
            again = self._try(seed, np.array(sorted(best.search.secondary), dtype=np.int64))
            gain = 1 - again.loss[1] / max(1, best.loss[1])
            best = min(best, again, key=lambda trial: trial.loss)
            if again.unproven or gain < STILL_WORTH_NARROWING:
                break
        return best

    def _try(self, seed: int | None, only: Ints | None) -> _Trial:
        """One search, hiding `only` these if given; without a seed targets are served one by one, not in rounds."""
        canvas = _canvas(self.spec, self.data, self.primary, self.facts)
        if only is not None:
            canvas.allow(only)
        lattice = self.data.lattice
        evidence = Evidence(
            self.primary.targets,
            canvas.is_single,
            _sums(self.spec, self.data, self.primary),
            Nesting(lattice, self.data.people, self.data.inner),
            self.spec.is_singleton_rule_on,
        )
        search = PatternSearch(canvas, evidence, lambda place: _wanted_of(self.spec, self.data, place))
        if self.spec.magnitude_column is None:
            search.finder = BatchFinder(canvas, np.random.default_rng(SEED + (seed or 0)))
        unproven = search.run(self.tick, in_rounds=seed is not None)
        if not unproven:
            search.reduce(self.tick)
        return _Trial(unproven, search)


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
            own = rank[witness.places]
            witnesses.append((own[own >= 0], witness.deltas[own >= 0]))
    return tuple(witnesses)


def _loss(lattice: Lattice, full: Ints, primary: Primary, secondary: dict[int, int]) -> InformationLoss:
    cells: Counter[str] = Counter()
    sums: Counter[str] = Counter()
    for place in secondary:
        cells[lattice.level_of(place)] += 1
        sums[lattice.level_of(place)] += int(full[place])
    levels = tuple((level, cells[level], sums[level]) for level in sorted(cells))
    return InformationLoss(int(primary.is_primary.sum()), len(secondary), sum(sums.values()), levels)
