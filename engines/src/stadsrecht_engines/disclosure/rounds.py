"""Rounds of batches: which targets are asked for, block by block, at which reward.

First every inner cell is to have its width, then the few margins that did not move along with them. Then those whose
witnesses all move the cell of one and the same person are asked for again while that person's cell stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from .batches import BatchFinder, Wanted
from .canvas import CELL_PRICE, Reach
from .evidence import Evidence
from .lattice import Ints
from .parts import cut_apart

LEAST_COLUMNS, MOST_COLUMNS = 800, 2_400
COLUMNS_AT_THE_END = 1_600
MOST_CELLS_IN_WIDE_BLOCKS = 20_000
FEW = 100
WORTH = 1.5
REWARDS = (0.3, 0.5, 0.7, 0.9, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 8.0)
MOST_REPEATS = 4
STILL_WORTH_REPEATING = 0.15
Phase = Literal["widths", "people"]
Accept = Callable[[Reach, int], list[int]]
Tick = Callable[[int, int], None]


@dataclass(frozen=True)
class _Round:
    """What one pass over all blocks asks for."""

    phase: Phase
    with_margins: bool
    reward: float


STAGES: tuple[tuple[Phase, bool], ...] = (("widths", False), ("widths", True), ("people", False), ("people", True))
REWARDS_IN_A_SMALL_TABLE = REWARDS[::3]
REWARDS_IN_A_LARGE_TABLE = REWARDS[1::3]


class Rounds:
    """Asks a finder, hands what it finds to `accept`, and keeps the questions up to date."""

    def __init__(self, finder: BatchFinder, evidence: Evidence, accept: Accept) -> None:
        """`accept` hides what a move needs hidden, keeps it as a witness, and gives the targets it speaks of."""
        self.finder, self.evidence, self.accept = finder, evidence, accept
        self.random = finder.random
        size = len(finder.canvas.values)
        self.rise, self.fall = np.zeros(size, np.int64), np.zeros(size, np.int64)
        half = int(finder.can_move.sum()) // 2
        is_wide = size <= MOST_CELLS_IN_WIDE_BLOCKS
        self.rewards = REWARDS_IN_A_SMALL_TABLE if finder.is_small else REWARDS if is_wide else REWARDS_IN_A_LARGE_TABLE
        self.most = min(max(half, LEAST_COLUMNS), MOST_COLUMNS) if is_wide else LEAST_COLUMNS
        self.is_inner = np.zeros(size, dtype=np.bool_)
        self.is_inner[finder.canvas.lattice.inner_places] = True

    def serve_all(self, tick: Tick) -> None:
        """Every round, each as often as it pays."""
        rounds = [_Round(phase, margins, reward) for phase, margins in STAGES for reward in self.rewards]
        for step, one in enumerate(rounds):
            tick(step, len(rounds))
            for _ in range(MOST_REPEATS):
                asked = self._serve(one)
                if not asked or self._asked() > (1 - STILL_WORTH_REPEATING) * asked:
                    break

    def _asked(self) -> int:
        return int(((self.rise > 0) | (self.fall > 0)).sum())

    def _serve(self, one: _Round) -> int:
        """One pass over all blocks; gives the number of targets that were asked for."""
        self.rise[:] = self.fall[:] = 0
        for index in range(len(self.evidence.targets)):
            self._ask(one, index)
        asked = self._asked()
        if asked:
            most = self.most if asked > FEW else max(self.most, COLUMNS_AT_THE_END)
            for cells in cut_apart(self.finder.canvas.lattice, self.finder.can_move, most, self.random):
                self._serve_block(one, cells)
        return asked

    def _serve_block(self, one: _Round, cells: Ints) -> None:
        avoid = self._tellers(cells) if one.phase == "people" else np.zeros(0, dtype=np.int64)
        rise, fall = self.rise, self.fall
        if len(avoid):
            rise, fall = rise.copy(), fall.copy()
            rise[avoid] = fall[avoid] = 0
        for reach in self.finder.find(Wanted(rise, fall, one.reward), avoid, cells):
            served = reach.places[(rise[reach.places] > 0) | (fall[reach.places] > 0)]
            if len(served) and reach.cost <= WORTH * one.reward * CELL_PRICE * len(served):
                for index in self.accept(reach, self.evidence.at_place[int(served[0])]):
                    self._ask(one, index)

    def _ask(self, one: _Round, index: int) -> None:
        """What an unproven cell asks for: its width, or any change around a lone person."""
        target, standing = self.evidence.targets[index], self.evidence.standing[index]
        place = target.place
        if place < 0 or not (one.with_margins or self.is_inner[place]):
            return
        rise = fall = 0
        is_wide = standing.is_wide(target)
        if one.phase == "widths" and not is_wide:
            rise, fall = self._amounts(index)
        elif one.phase == "people" and is_wide and self.evidence.is_told(index):
            canvas = self.finder.canvas
            has_room = canvas.values[place] > canvas.floor[place]
            rise, fall = (0, 1) if has_room and self.random.random() < 0.5 else (1, 0)
        self.rise[place], self.fall[place] = rise, fall

    def _amounts(self, index: int) -> tuple[int, int]:
        """A width can be had by rising or by falling; which is asked changes from pass to pass."""
        target, standing = self.evidence.targets[index], self.evidence.standing[index]
        if target.width is None:
            return (target.high - target.value, 0) if standing.high < target.high else (0, target.value - target.low)
        rise = max(0, standing.low + target.width - target.value)
        fall = max(0, target.value + target.width - standing.high)
        canvas = self.finder.canvas
        if target.value - fall < canvas.floor[target.place] or self.random.random() < 0.5:
            return rise, 0
        return 0, fall

    def _tellers(self, cells: Ints) -> Ints:
        """For each asked cell of a block one person who still knows it; the next move leaves most of them alone."""
        places = self.finder.canvas.lattice.inner_places[cells]
        asked = places[(self.rise[places] > 0) | (self.fall[places] > 0)]
        found = {self.evidence.teller(self.evidence.at_place[place]) for place in asked.tolist()}
        return np.array(sorted(p for p in found if p is not None and self.random.random() < 0.7), dtype=np.int64)
