"""Which cells need protection, why, and how wide the reader's interval must stay. (The primary rules.)"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .lattice import Bools, Ints, Lattice
from .specification import MagnitudeRules, Specification
from .table import Table, spread_contributions


@dataclass(frozen=True)
class Target:
    """A cell, or the difference of a parent and a child, that must stay uncertain.

    `inside` marks its leaves per dimension; `place` is its flattened full place (-1 for a difference). Some witness
    must reach `low` or less and some `high` or more; with `width` it is enough that two witnesses lie that far apart.
    """

    place: int
    inside: tuple[Bools, ...]
    value: int
    low: int
    high: int
    width: int | None
    reason: str
    parent: int = -1
    child: int = -1


@dataclass(frozen=True)
class Primary:
    """`is_primary` in full shape, `reasons` by flattened place, and the requirements that follow."""

    is_primary: Bools
    reasons: dict[int, str]
    targets: tuple[Target, ...]


def find_primary(spec: Specification, table: Table) -> Primary:
    """Apply every primary rule to every published cell."""
    lattice = table.lattice
    may_hide = lattice.is_published & ~lattice.is_structural_zero
    smallest = 1 if spec.zero_policy == "shown" else 0
    small = may_hide & (table.people < lattice.threshold) & (table.people >= smallest)
    if spec.magnitude_column is not None:
        small &= table.people > 0
    needs = _magnitude_needs(spec, table) if _has_dominance(spec) else np.zeros(lattice.shape, np.int64)
    dominated = may_hide & (needs > 0)
    primary = small | dominated
    reasons: dict[int, str] = {}
    targets = []
    for place in np.flatnonzero(primary.ravel()):
        at = int(place)
        is_small = bool(small.flat[at])
        reason = f"fewer than {lattice.threshold.flat[at]} people" if is_small else "one contributor stands out"
        reasons[at] = reason
        targets.append(_target_of(spec, table, at, int(needs.flat[at]), reason))
    if spec.is_group_rule_on and spec.magnitude_column is None:
        targets.extend(_differences(spec, table, smallest))
    return Primary(primary, reasons, tuple(targets))


def _has_dominance(spec: Specification) -> bool:
    return spec.contributor_column is not None


def _target_of(spec: Specification, table: Table, place: int, need: int, reason: str) -> Target:
    lattice = table.lattice
    value = int(table.full.flat[place])
    inside = leaves_of(lattice, place)
    if spec.magnitude_column is not None:
        need = max(need, _least_margin(spec, value))
        return Target(place, inside, value, max(0, value - need), value + need, None, reason)
    threshold = int(lattice.threshold.flat[place])
    width = spec.required_width(threshold)
    if spec.zero_policy == "hidden" and spec.width is None and value < threshold:
        return Target(place, inside, value, 0, threshold - 1, None, reason)
    return Target(place, inside, value, value, value, max(width, need), reason)


def _least_margin(spec: Specification, value: int) -> int:
    """A sum that is hidden for its few contributors must stay uncertain by the same share as the p% rule asks."""
    share = spec.magnitude.p_percent or 10.0
    return max(1, int(np.ceil(value * share / 100)))


def _magnitude_needs(spec: Specification, table: Table) -> Ints:
    """How far above the truth the reader must be kept, per cell; 0 where no rule is broken (handbook, table 4.2)."""
    lattice = table.lattice
    needs = np.zeros(int(np.prod(lattice.shape)), dtype=np.int64)
    spread = spread_contributions(lattice, table.contributions)
    order = np.lexsort((-spread[:, 2], spread[:, 0]))
    spread = spread[order]
    starts = np.flatnonzero(np.diff(spread[:, 0], prepend=-1))
    ends = np.append(starts[1:], len(spread))
    for start, end in zip(starts, ends, strict=True):
        needs[spread[start, 0]] = upper_protection(spread[start:end, 2], spec.magnitude)
    return needs.reshape(lattice.shape)


def upper_protection(contributions: Ints, rules: MagnitudeRules) -> int:
    """The upper protection level of one cell from its contributions, largest first; 0 if it is safe.

    p%: (p/100) x1 - (X - x1 - x2); (n,k): (100/k)(x1 + .. + xn) - X. Source: SDC handbook, chapter 4.2.
    """
    total = int(contributions.sum())
    need = 0.0
    if rules.p_percent is not None:
        rest = total - int(contributions[:2].sum())
        need = max(need, rules.p_percent / 100 * int(contributions[0]) - rest)
    if rules.n is not None and rules.k_percent is not None:
        need = max(need, 100 / rules.k_percent * int(contributions[: rules.n].sum()) - total)
    return int(np.ceil(need - 1e-9))


def leaves_of(lattice: Lattice, place: int) -> tuple[Bools, ...]:
    """The leaves under a cell, one mask per dimension."""
    at = np.unravel_index(place, lattice.shape)
    return tuple(axis.contains[int(i)] for axis, i in zip(lattice.axes, at, strict=True))


def _differences(spec: Specification, table: Table, smallest: int) -> list[Target]:
    """Group disclosure: a parent minus one of its children that is itself a small count."""
    lattice, full = table.lattice, table.full
    found = []
    for at, axis in enumerate(lattice.axes):
        for parent, child in child_pairs(axis.contains):
            lhs = [slice(None)] * len(lattice.shape)
            rhs = list(lhs)
            lhs[at], rhs[at] = slice(parent, parent + 1), slice(child, child + 1)
            shown = lattice.is_published[tuple(lhs)] & lattice.is_published[tuple(rhs)]
            rest = full[tuple(lhs)] - full[tuple(rhs)]
            limit = lattice.threshold[tuple(rhs)]
            for place in np.argwhere(shown & (rest < limit) & (rest >= smallest) & (full[tuple(lhs)] >= limit)):
                cell = [int(i) for i in place]
                threshold = int(limit[tuple(cell)])
                value = int(rest[tuple(cell)])
                ends = [np.ravel_multi_index([*cell[:at], c, *cell[at + 1 :]], lattice.shape) for c in (parent, child)]
                masks = list(leaves_of(lattice, int(ends[0])))
                masks[at] = axis.contains[parent] & ~axis.contains[child]
                reason = f"{lattice.name_of(int(ends[0]))} without {axis.codes[child]} is fewer than {threshold} people"
                is_full = spec.zero_policy == "hidden" and spec.width is None
                low, high = (0, threshold - 1) if is_full else (value, value)
                width = None if is_full else spec.required_width(threshold)
                found.append(Target(-1, tuple(masks), value, low, high, width, reason, int(ends[0]), int(ends[1])))
    return found


def child_pairs(contains: Bools) -> list[tuple[int, int]]:
    """(parent, child) of codes where the child is the next smaller set of leaves within the parent."""
    sizes = contains.sum(axis=1)
    pairs: list[tuple[int, int]] = []
    for parent in range(len(contains)):
        below = [
            c for c in range(len(contains)) if sizes[c] < sizes[parent] and not (contains[c] & ~contains[parent]).any()
        ]
        pairs.extend(
            (parent, c)
            for c in below
            if not any(sizes[c] < sizes[d] and not (contains[c] & ~contains[d]).any() for d in below)
        )
    return pairs
