"""Where to begin in a table with one long dimension: the least that each of its leaves needs by itself.

A table by four hundred areas, age and sex is four hundred small tables that hang together by their totals. Whatever
moves elsewhere, what happens within one area is a move of its small table. So no pattern can hide fewer cells of an
area than are needed there for each small cell to move, also around each lone person; totals over areas come on top.
The moves of a small table are few enough to list, and the smallest pattern is found by trying those of one cell, of
two, of three. A search that begins with them pays only for what ties the areas together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import NDArray

from .canvas import CELL_PRICE, Canvas
from .evidence import Evidence
from .lattice import Axis, Bools, Ints, Lattice

MOST_CELLS, MOST_MOVES = 24, 4_000
LEAST_LAYERS = 40
MOST_PATTERNS = 6_000
Condition = tuple[int, int | None]


@dataclass(frozen=True)
class _Layer:
    """One leaf of the long dimension: its full places, and the numbers of the targets among them (-1: none)."""

    places: Ints
    targets: Ints


def least_patterns(canvas: Canvas, evidence: Evidence) -> dict[int, int]:
    """Cells to begin with, each with the number of a target that it protects; none where no layer is small enough."""
    lattice = canvas.lattice
    long = int(np.argmax(lattice.inner_shape))
    others = [axis for at, axis in enumerate(lattice.axes) if at != long]
    size = int(np.prod([len(axis.codes) for axis in others], dtype=np.int64))
    if not others or size > MOST_CELLS or lattice.inner_shape[long] < LEAST_LAYERS:
        return {}
    moves = _moves(others)
    found: dict[int, int] = {}
    for layer in _layers(lattice, evidence, long):
        if (layer.targets >= 0).any():
            chosen = _least(canvas, moves, layer, _conditions(canvas, evidence, layer))
            first = int(layer.targets[layer.targets >= 0][0])
            found.update((int(layer.places[cell]), first) for cell in chosen.tolist())
    return found


def _layers(lattice: Lattice, evidence: Evidence, long: int) -> Iterator[_Layer]:
    places = np.moveaxis(np.arange(int(np.prod(lattice.shape))).reshape(lattice.shape), long, 0)
    for own in places[: lattice.inner_shape[long]]:
        flat = own.ravel().astype(np.int64)
        yield _Layer(flat, np.array([evidence.at_place.get(place, -1) for place in flat.tolist()], np.int64))


def _moves(axes: list[Axis]) -> Ints:
    """Every move of a layer that changes no cell by more than one, and is no sum of two that change less."""
    boxes = np.ones((1, 1), dtype=np.int64)
    for axis in axes:
        boxes = np.array([np.multiply.outer(box, own).ravel() for box in boxes for own in _shifts(axis)])
    boxes = np.concatenate((boxes, -boxes))
    known, last = boxes, boxes
    for _ in range(min(axis.n_leaves for axis in axes) - 1):
        sums = (last[:, None, :] + boxes[None, :, :]).reshape(-1, boxes.shape[1])
        sums = np.unique(sums[np.abs(sums).max(axis=1) == 1], axis=0)
        last = sums[_is_least(sums != 0, known != 0)]
        known = np.unique(np.concatenate((known, last)), axis=0)
        if not len(last) or len(known) > MOST_MOVES:
            break
    return known


def _shifts(axis: Axis) -> list[Ints]:
    """What one leaf does to each code when it gains, alone or from another leaf."""
    gains = axis.contains.T.astype(np.int64)
    return [*gains, *(gains[one] - gains[two] for one, two in combinations(range(len(gains)), 2))]


def _is_least(supports: Bools, known: Bools) -> Bools:
    """Which supports hold none of the known ones whole."""
    inside = supports.astype(np.float32) @ known.T.astype(np.float32)
    return np.asarray((inside < known.sum(axis=1)).all(axis=1))


def _conditions(canvas: Canvas, evidence: Evidence, layer: _Layer) -> list[Condition]:
    """(cell, lone person) for each small cell: it has to move while that person's cell stays as it is."""
    lone = np.flatnonzero(canvas.is_single[layer.places]) if evidence.is_on else np.zeros(0, dtype=np.int64)
    found: list[Condition] = []
    for cell in np.flatnonzero(layer.targets >= 0).tolist():
        target = evidence.targets[int(layer.targets[cell])]
        others = [s for s in lone.tolist() if not evidence.nested.is_same_person(int(layer.places[s]), target)]
        found += [(cell, s) for s in others] or [(cell, None)]
    return found


def _least(canvas: Canvas, moves: Ints, layer: _Layer, conditions: list[Condition]) -> Ints:
    """The smallest set of cells that lets some move meet each condition that any move can meet."""
    places = layer.places
    is_stuck = canvas.fixed[places] & ~canvas.hidden[places]
    is_low = canvas.values[places] <= canvas.floor[places]
    is_possible = ~((moves != 0)[:, is_stuck].any(axis=1) | (moves < 0)[:, is_low].any(axis=1))
    supports = np.unique(moves[is_possible] != 0, axis=0)
    meets = np.stack([supports[:, t] & (s is None or ~supports[:, s]) for t, s in conditions], axis=1)
    cells = np.flatnonzero(~canvas.hidden[places] & ~canvas.is_free[places] & ~is_stuck)
    order = np.argsort(supports[:, cells].sum(axis=1), kind="stable")
    able = meets.any(axis=0)
    choice = _Choice(supports[order][:, cells], meets[order][:, able], canvas.price[places[cells]] / CELL_PRICE)
    return cells[choice.smallest()]


class _Choice:
    """Moves by the cells that they need hidden, and the conditions that they meet; those that need least come first."""

    def __init__(self, needs: Bools, meets: Bools, price: NDArray[np.float64]) -> None:
        self.count, self.price = needs.shape[1], price
        self.needs = needs @ (1 << np.arange(self.count, dtype=np.int64))
        self.sizes = needs.sum(axis=1)
        self.meets = meets.astype(np.float32)

    def smallest(self) -> Ints:
        """Try all patterns of few cells; where none of them will do, take cells away from the pattern of all."""
        for size in range(self.count + 1):
            if comb(self.count, size) > MOST_PATTERNS:
                return self._reduced()
            listed = np.array(list(combinations(range(self.count), size)), dtype=np.int64)
            patterns = listed.reshape(comb(self.count, size), size)
            good = np.flatnonzero(self._will_do((1 << patterns).sum(axis=1).astype(np.int64), size))
            if len(good):
                best: Ints = patterns[good[np.argmin(self.price[patterns[good]].sum(axis=1))]]
                return best
        return np.arange(self.count)

    def _will_do(self, masks: Ints, size: int) -> Bools:
        within = int(np.searchsorted(self.sizes, size, side="right"))
        is_there = (self.needs[None, :within] & ~masks[:, None]) == 0
        return np.asarray((is_there.astype(np.float32) @ self.meets[:within] > 0).all(axis=1))

    def _reduced(self) -> Ints:
        """The smallest of a few patterns from which no cell can be taken."""
        random = np.random.default_rng(self.count)
        best = (1 << self.count) - 1
        for trial in range(12):
            mask = (1 << self.count) - 1
            for cell in np.argsort(-self.price - 3 * bool(trial) * random.random(self.count)).tolist():
                less = mask & ~(1 << cell)
                if self._will_do(np.array([less], dtype=np.int64), self.count)[0]:
                    mask = less
            best = min(best, mask, key=int.bit_count)
        return np.flatnonzero((best >> np.arange(self.count)) & 1)
