"""From data to a table that gives nobody away, together with its proof."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

import numpy as np

from .errors import EmptyTable, ReleaseRefused, UnprotectableTable
from .evidence import Evidence
from .lattice import Bools, Ints, Lattice
from .pattern import PatternSearch
from .proof import Proof, Published, verify
from .releases import ReleaseFacts, read_releases
from .rounds import Tick
from .specification import Specification
from .table import Table
from .targets import Primary, Target, find_primary, leaves_of
from .trials import Trials, wanted_of
from .vintages import Told, calculable_changes

State = Literal["published", "primary", "secondary", "structural zero"]


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
    facts, rules = read_releases(spec, lattice), find_primary(spec, data)
    moved = facts.small_increments(full.ravel(), lattice.threshold.ravel())
    while True:
        primary = _with_releases(spec, data, rules, facts, moved)
        facts.refuse_contradictions(full.ravel(), primary.is_primary.ravel(), lattice)
        trials = Trials(spec, data, primary, facts, progress or (lambda done, of: None))
        best = trials.best()
        if best.unproven:
            targets = best.search.evidence.targets
            names = tuple(_name(lattice, targets[i]) for i in best.unproven)
            kind = ReleaseRefused if facts.has_any else UnprotectableTable
            raise kind(names, "no pattern protects these cells")
        told = calculable_changes(lattice, facts, full.ravel(), best.search.canvas.hidden)
        if not told:
            return _result(spec, data, primary, best.search)
        moved = moved | _cheapest_sources(spec, data, facts, told)


def _cheapest_sources(spec: Specification, data: Table, facts: ReleaseFacts, told: list[Told]) -> Bools:
    """For each change that can be calculated, the smallest shown count that it follows from: that one is to be hidden.

    Where none may be hidden the release is refused.
    """
    full = data.full.ravel()
    chosen = np.zeros(len(full), dtype=np.bool_)
    may_hide = (
        ~data.lattice.is_structural_zero.ravel() & ~facts.is_known & ((full > 0) | (spec.zero_policy == "hidden"))
    )
    for one in told:
        sources = one.sources[may_hide[one.sources]]
        if not len(sources):
            name = data.lattice.name_of(one.place)
            raise ReleaseRefused((name,), f"its small change since {one.release} can be calculated")
        if not chosen[sources].any():
            chosen[sources[np.argmin(full[sources])]] = True
    return chosen


def _name(lattice: Lattice, target: Target) -> str:
    return lattice.name_of(target.place) if target.place >= 0 else target.reason


def _with_releases(spec: Specification, data: Table, primary: Primary, facts: ReleaseFacts, changes: Bools) -> Primary:
    """Hide what was hidden before and what would show a small change since another vintage."""
    lattice, full = data.lattice, data.full.ravel()
    may_hide = (lattice.is_published & ~lattice.is_structural_zero).ravel()
    again = facts.was_hidden & may_hide
    moved = changes & may_hide
    extra = (again | moved) & ~primary.is_primary.ravel()
    reasons = dict(primary.reasons)
    targets = list(primary.targets)
    for place in np.flatnonzero(extra).tolist():
        reasons[place] = "hidden in an earlier release" if again[place] else "a small change since an earlier release"
        wanted = wanted_of(spec, data, place)
        if moved[place] and full[place]:
            width, value = spec.required_width(int(lattice.threshold.flat[place])), int(full[place])
            wanted = Target(place, leaves_of(lattice, place), value, value, value, width, reasons[place])
        if wanted is not None:
            targets.append(wanted)
    return Primary((primary.is_primary.ravel() | extra).reshape(lattice.shape), reasons, tuple(targets))


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
