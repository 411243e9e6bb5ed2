"""The proof that travels with a protected table, and its check in one pass without a solver.

A proof holds the true table and, as differences from it, alternative tables that a reader cannot tell from the truth.
It is as confidential as the data themselves: keep it with them, never beside the published file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp

from .errors import InvalidProof, UnknownCode
from .evidence import Nesting
from .lattice import Bools, Ints, Lattice, build_lattice
from .releases import ReleaseFacts, read_releases
from .specification import Specification
from .table import Table
from .targets import Target, find_primary, leaves_of
from .vintages import calculable_changes

TARGETS_AT_ONCE = 1_000
Published = Mapping[tuple[str, ...], int | None]


@dataclass(frozen=True)
class Proof:
    """The true table (whole units), who stands behind it, and the witnesses: (inner places, differences)."""

    inner: Ints
    people: Ints
    contributions: Ints
    decimals: int
    witnesses: tuple[tuple[Ints, Ints], ...]

    def tables(self) -> Iterator[Ints]:
        """The true inner table and every alternative, one after the other."""
        yield self.inner
        for places, deltas in self.witnesses:
            table = self.inner.copy()
            table.ravel()[places] += deltas
            yield table

    def to_json(self) -> str:
        """A compact text; zeros are left out."""
        return json.dumps(
            {
                "format": 1,
                "decimals": self.decimals,
                "inner": _sparse(self.inner),
                "people": _sparse(self.people),
                "contributions": self.contributions.tolist(),
                "witnesses": [[places.tolist(), deltas.tolist()] for places, deltas in self.witnesses],
            },
            separators=(",", ":"),
        )

    @staticmethod
    def from_json(text: str, lattice: Lattice) -> Proof:
        """Read a proof for the cells of this lattice."""
        try:
            raw = json.loads(text)
            if raw["format"] != 1:
                raise InvalidProof(f"unknown format {raw['format']!r}")
            witnesses = tuple((np.array(p, np.int64), np.array(d, np.int64)) for p, d in raw["witnesses"])
            if any(len(p) != len(d) or (p < 0).any() for p, d in witnesses):
                raise InvalidProof("a witness is not a list of places and as many differences")
            return Proof(
                _dense(raw["inner"], lattice.inner_shape),
                _dense(raw["people"], lattice.shape),
                np.array(raw["contributions"], np.int64).reshape(-1, 3),
                int(raw["decimals"]),
                witnesses,
            )
        except (KeyError, TypeError, ValueError, IndexError, OverflowError) as mistake:
            raise InvalidProof(f"cannot be read: {mistake}") from mistake


def _sparse(array: Ints) -> list[list[int]]:
    places = np.flatnonzero(array)
    return [places.tolist(), array.ravel()[places].tolist()]


def _dense(pair: Any, shape: tuple[int, ...]) -> Ints:
    array = np.zeros(int(np.prod(shape)), dtype=np.int64)
    array[np.array(pair[0], np.int64)] = pair[1]
    return array.reshape(shape)


def verify(spec: Specification, published: Published, proof: Proof) -> tuple[str, ...]:
    """Check a proof against a published table: () if every hidden cell is proven, else one sentence per failing."""
    lattice = build_lattice(spec)
    table = Table(lattice, proof.inner, proof.people, proof.contributions, proof.decimals)
    hidden, problems = _compare(lattice, published, table.full.ravel())
    if problems:
        return tuple(problems)
    facts = read_releases(spec, lattice)
    problems = facts.objections(table.full.ravel(), hidden, lattice)
    problems += [
        f"{lattice.name_of(told.place)} changed by {told.change} since {told.release}, as can be calculated"
        for told in calculable_changes(lattice, facts, table.full.ravel(), hidden)
    ]
    if problems:
        return tuple(problems)
    changes, problems = _changes(spec, table, hidden, facts, proof)
    if problems:
        return tuple(problems)
    primary = find_primary(spec, table)
    targets = [*primary.targets, *secondary_targets(spec, table, hidden, primary.is_primary.ravel())]
    problems = [
        f"{lattice.name_of(t.place)} is published: {t.reason}" for t in targets if t.place >= 0 and not hidden[t.place]
    ]
    moved = sp.csr_matrix(_functionals(lattice, targets) @ changes)
    problems += _too_narrow(lattice, targets, moved)
    if spec.is_singleton_rule_on:
        problems += _known_by_singles(table, targets, moved, changes, hidden)
    return tuple(problems)


def secondary_targets(spec: Specification, table: Table, hidden: Bools, primary: Bools) -> list[Target]:
    """Secondary cells so close to the threshold that a narrow interval could pass for a small count."""
    found = []
    if spec.magnitude_column is None:
        full, threshold = table.full.ravel(), table.lattice.threshold.ravel()
        for place in np.flatnonzero(hidden & ~primary):
            target = secondary_target(spec, table.lattice, int(place), int(full[place]), int(threshold[place]))
            if target is not None:
                found.append(target)
    return found


def secondary_target(spec: Specification, lattice: Lattice, place: int, value: int, threshold: int) -> Target | None:
    """What one secondary cell requires: its interval is wide, unless its value alone makes sure of that."""
    width = spec.required_width(threshold)
    if value >= threshold - 1 + width:
        return None
    return Target(place, leaves_of(lattice, place), value, value, value, width, "close to the threshold")


def _compare(lattice: Lattice, published: Published, full: Ints) -> tuple[Bools, list[str]]:
    """Which cells are hidden, and where the published table and the true one differ."""
    hidden = np.zeros(len(full), dtype=np.bool_)
    seen = np.zeros(len(full), dtype=np.bool_)
    problems = []
    for codes, value in published.items():
        try:
            at = [axis.place[code] for axis, code in zip(lattice.axes, codes, strict=True)]
        except (KeyError, ValueError) as mistake:
            raise UnknownCode(f"{' x '.join(codes)} is no cell of this specification") from mistake
        place = int(np.ravel_multi_index(at, lattice.shape))
        seen[place] = True
        hidden[place] = value is None
        if value is not None and value != full[place]:
            problems.append(f"{lattice.name_of(place)} is published as {value}; the proof belongs to another table")
    missing = np.flatnonzero(lattice.is_published.ravel() != seen)
    problems.extend(f"{lattice.name_of(int(p))} is missing, or should not be in the table" for p in missing)
    return hidden, problems


def _changes(
    spec: Specification, table: Table, hidden: Bools, facts: ReleaseFacts, proof: Proof
) -> tuple[sp.csr_matrix, list[str]]:
    """How every witness changes every cell (cells x witnesses), and what is wrong with a witness."""
    lattice = table.lattice
    n_inner = int(np.prod(lattice.inner_shape))
    count = len(proof.witnesses)
    rows = np.concatenate([p for p, _ in proof.witnesses]) if count else np.zeros(0, np.int64)
    data = np.concatenate([d for _, d in proof.witnesses]) if count else np.zeros(0, np.int64)
    columns = np.repeat(np.arange(count), [len(p) for p, _ in proof.witnesses])
    if len(rows) and rows.max() >= n_inner:
        return sp.csr_matrix((1, 1)), ["a witness names a cell that does not exist"]
    changes = sp.csr_matrix(lattice.incidence @ sp.csr_matrix((data, (rows, columns)), shape=(n_inner, count)))
    changes.eliminate_zeros()
    moved = changes.tocoo()
    shown = lattice.is_published.ravel() & ~hidden
    known = shown | lattice.is_structural_zero.ravel() | facts.is_known
    problems = [
        f"a witness changes {lattice.name_of(int(p))}, which readers know" for p in set(moved.row[known[moved.row]])
    ]
    floor = np.where(hidden, spec.floor, 0)
    below = table.full.ravel()[moved.row] + moved.data < floor[moved.row]
    problems += [f"a witness lowers {lattice.name_of(int(p))} below {floor[p]}" for p in set(moved.row[below])]
    return changes, problems


def _functionals(lattice: Lattice, targets: list[Target]) -> sp.csr_matrix:
    rows, columns, data = [], [], []
    for row, target in enumerate(targets):
        ends = [(target.place, 1)] if target.place >= 0 else [(target.parent, 1), (target.child, -1)]
        for place, sign in ends:
            rows.append(row)
            columns.append(place)
            data.append(sign)
    shape = (len(targets), int(np.prod(lattice.shape)))
    return sp.csr_matrix((np.array(data, np.int64), (rows, columns)), shape=shape)


def _label(lattice: Lattice, target: Target) -> str:
    return lattice.name_of(target.place) if target.place >= 0 else target.reason


def _too_narrow(lattice: Lattice, targets: list[Target], moved: sp.csr_matrix) -> list[str]:
    if not targets:
        return []
    if moved.shape[1] == 0:
        return [f"{_label(lattice, t)} has no witness" for t in targets]
    low = np.minimum(0, moved.min(axis=1).toarray().ravel())
    high = np.maximum(0, moved.max(axis=1).toarray().ravel())
    problems = []
    for at, target in enumerate(targets):
        ends = target.value + int(low[at]), target.value + int(high[at])
        is_wide = ends[0] <= target.low and ends[1] >= target.high
        if target.width is not None:
            is_wide = ends[1] - ends[0] >= target.width
        if not is_wide:
            problems.append(f"{_label(lattice, target)} is only proven to lie in {ends[0]} to {ends[1]}")
    return problems


def _known_by_singles(
    table: Table, targets: list[Target], moved: sp.csr_matrix, changes: sp.csr_matrix, hidden: Bools
) -> list[str]:
    """Targets that every witness changes only together with the cell of one and the same lone person."""
    lattice = table.lattice
    singles = np.flatnonzero(hidden & (table.people.ravel() == 1))
    nesting = Nesting(lattice, table.people, table.inner)
    own = _pattern(moved)
    persons = _pattern(sp.csr_matrix(changes[singles]))
    every = np.asarray(own.sum(axis=1)).ravel()
    problems = []
    for start in range(0, len(targets), TARGETS_AT_ONCE):
        shared = sp.coo_matrix(own[start : start + TARGETS_AT_ONCE] @ persons.T)
        rows = shared.row + start
        for at in np.flatnonzero(shared.data == every[rows]):
            target, single = targets[int(rows[at])], int(singles[shared.col[at]])
            if not nesting.is_same_person(single, target):
                known = lattice.name_of(single)
                problems.append(f"{_label(lattice, target)} is known to the one person in {known}")
    return problems


def _pattern(matrix: sp.csr_matrix) -> sp.csr_matrix:
    """1 wherever a matrix is not zero."""
    pattern = sp.csr_matrix(matrix, copy=True)
    pattern.eliminate_zeros()
    pattern.data = np.ones(len(pattern.data), dtype=np.int64)
    return pattern
