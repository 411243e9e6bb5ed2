"""Choosing what to hide besides the primary cells.

Targets are served in rounds: first all that can be proven without hiding anything more, then those that cost one
further cell, and so on; what is hidden for one target often serves many. Then each secondary cell is tried once more:
if all that rested on it can be proven without it, it is shown after all.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection

import numpy as np

from .batches import BatchFinder, Wanted
from .canvas import CELL_PRICE, FREE_OF_CHARGE, Canvas, Reach
from .evidence import Evidence, Standing
from .layers import least_patterns
from .programmes import solver
from .rounds import Rounds, Tick
from .splitting import Splitter
from .targets import Target

ROUNDS = (FREE_OF_CHARGE, 1.6 * CELL_PRICE, 3.2 * CELL_PRICE, 6.4 * CELL_PRICE, math.inf)
MOST_REPROVEN = 60


class PatternSearch:
    """Works on one canvas and one body of evidence until every target is proven, or says which are not."""

    def __init__(self, canvas: Canvas, evidence: Evidence, secondary_target: Callable[[int], Target | None]) -> None:
        """`secondary_target` says what a newly hidden cell itself requires, if anything."""
        self.canvas, self.evidence, self.secondary_target = canvas, evidence, secondary_target
        self.secondary: dict[int, int] = {}
        self.weak: set[int] = set()
        self.whole: set[int] = set()
        self.finder: BatchFinder | None = None

    def run(self, tick: Tick, *, in_rounds: bool) -> list[int]:
        """Serve every target, many at once first; gives the numbers of those that stay unproven."""
        evidence = self.evidence
        if in_rounds:
            self._serve_in_rounds(tick)
            self.canvas.allow(None)
        for limit in ROUNDS:
            waiting = sorted(
                (i for i in range(len(evidence.targets)) if not evidence.is_proven(i)),
                key=lambda i: (sum(m.sum() for m in evidence.targets[i].inside), evidence.targets[i].value, i),
            )
            for done, index in enumerate(waiting):
                tick(done, len(waiting))
                self.serve(index, limit)
        for index in range(len(evidence.targets)):
            if not self.serve(index, math.inf):
                self.weak.add(index)
        return [i for i in range(len(evidence.targets)) if not evidence.is_enough(i)]

    def _serve_in_rounds(self, tick: Tick) -> None:
        if self.finder is not None:
            Rounds(self.finder, self.evidence, self.accept).serve_all(tick)

    def narrow(self, kept: Collection[int], tick: Tick) -> bool:
        """Show the secondary cells that are not `kept`, and prove anew what rested on them.

        What cannot be proven otherwise hides some of them again, or a few others. Gives whether that succeeded; if
        not, everything is as it was.
        """
        before = dict(self.secondary)
        dropped = np.array(sorted(set(before) - set(kept)), dtype=np.int64)
        numbers = sorted({n for place in dropped.tolist() for n in self.evidence.relying_on(place)})
        affected = self.evidence.spoken_of(numbers)
        taken = self.evidence.withdraw(numbers)
        for place in dropped.tolist():
            self._show(place, self.evidence.at_place.get(place))
        self._recount(affected)
        self.canvas.allow(dropped)
        first_new = len(self.evidence.witnesses)
        self._serve_in_rounds(tick)
        self.canvas.allow(None)
        if not self._is_enough():
            self._serve_in_rounds(tick)
        for index in range(len(self.evidence.targets)):
            if not self.evidence.is_enough(index):
                self.serve(index, math.inf)
        if self._is_enough() and len(self.secondary) <= len(before):
            return True
        self.evidence.withdraw(list(range(first_new, len(self.evidence.witnesses))))
        self.evidence.restore(taken)
        for place in sorted(set(before) ^ set(self.secondary)):
            if place in before:
                self._hide(place, before[place])
            else:
                self._show(place, self.evidence.at_place.get(place))
        self._recount(list(range(len(self.evidence.targets))))
        return False

    def _is_enough(self) -> bool:
        return all(self.evidence.is_enough(i) for i in range(len(self.evidence.targets)))

    def begin_with_layers(self) -> None:
        """Hide at once what each leaf of a long dimension needs by itself."""
        for place, index in least_patterns(self.canvas, self.evidence).items():
            self._hide(place, index)

    def split(self) -> None:
        """Replace witnesses by the smaller ones that they are made of, where these prove as much."""
        evidence, is_secondary = self.evidence, np.zeros(len(self.canvas.values), dtype=np.bool_)
        is_secondary[list(self.secondary)] = True
        splitter = Splitter(self.canvas, is_secondary, solver())
        for number, witness in enumerate(list(evidence.witnesses)):
            if witness is None or number in self.whole:
                continue
            parts = splitter.parts(witness.places, witness.deltas)
            self.whole.add(number)
            if len(parts) > 1:
                for places, deltas in parts:
                    added, touched = evidence.add(places, deltas)
                    self.whole.add(added)
                    self._mark(touched)
                self._withdraw_if_spare([number])

    def _hide(self, place: int, index: int) -> None:
        self.secondary[place] = index
        self.canvas.hide(np.array([place], dtype=np.int64))
        wanted = self.secondary_target(place)
        if wanted is not None:
            self.evidence.add_target(wanted)

    def _recount(self, indices: list[int]) -> None:
        for index in indices:
            self.evidence.recount(index)
        self._mark(indices)

    def serve(self, index: int, limit: float) -> bool:
        """Add witnesses until one target is proven, spending less than `limit` on each."""
        evidence = self.evidence
        target = evidence.targets[index]
        for _ in range(12):
            if evidence.is_proven(index):
                return True
            standing = evidence.standing[index]
            widened = standing.is_wide(target)
            found = self._around_single(index, limit) if widened else self._widen(index, limit)
            if found is None:
                found = self._by_programme(index, limit)
            if found is None:
                return False
            self.accept(found, index)
        return evidence.is_proven(index)

    def _by_programme(self, index: int, limit: float) -> Reach | None:
        """In small tables, what no box reaches is asked of the linear programme."""
        target, standing = self.evidence.targets[index], self.evidence.standing[index]
        if self.finder is None or target.place < 0 or not self.finder.is_small:
            return None
        common = np.array(sorted(self.evidence.tellers(index)), dtype=np.int64)
        best: Reach | None = None
        reward = 0.66 if limit <= FREE_OF_CHARGE else 50.0
        spared = [common, common[:1], common[-1:]] if standing.is_wide(target) else [common[:0]]
        for avoid in spared:
            for rise, fall in _asked(target, standing):
                wanted = Wanted(np.zeros_like(self.canvas.values), np.zeros_like(self.canvas.values), reward)
                wanted.rise[target.place], wanted.fall[target.place] = rise, fall
                for found in self.finder.find(wanted, avoid):
                    is_found = target.place in found.places and found.cost < limit
                    if is_found and (best is None or found.cost < best.cost):
                        best = found
            if best is not None:
                break
        return best

    def _widen(self, index: int, limit: float) -> Reach | None:
        target, standing = self.evidence.targets[index], self.evidence.standing[index]
        if target.width is None:
            if standing.high < target.high:
                return self.canvas.reach(target, target.high - target.value, limit)
            return self.canvas.reach(target, target.low - target.value, limit)
        up = self.canvas.reach(target, standing.low + target.width - target.value, limit)
        if up is not None and up.cost < FREE_OF_CHARGE:
            return up
        down = self.canvas.reach(target, standing.high - target.width - target.value, limit)
        if up is None or down is None:
            return up or down
        return up if up.cost <= down.cost else down

    def _around_single(self, index: int, limit: float) -> Reach | None:
        """A witness that leaves the cell of a lone person as it is: of all of them if possible, else of one."""
        target = self.evidence.targets[index]
        common = sorted(self.evidence.tellers(index))
        attempts = [common] if len(common) == 1 else [common, common[:1]]
        best: Reach | None = None
        for avoid in attempts:
            with self.canvas.avoiding(np.array(avoid, dtype=np.int64)):
                for amount in (1, -1):
                    found = self.canvas.reach(target, amount, limit)
                    if found is not None and (best is None or found.cost < best.cost):
                        best = found
                    if best is not None and best.cost < FREE_OF_CHARGE:
                        return best
        return best

    def accept(self, found: Reach, index: int) -> list[int]:
        """Hide what a witness needs hidden, and keep it; gives the targets that it says something about."""
        new = [place for place in found.hide if not self.canvas.hidden[place]]
        for place in new:
            self.secondary[place] = index
            wanted = self.secondary_target(place)
            if wanted is not None:
                self.evidence.add_target(wanted)
        if new:
            self.canvas.hide(np.array(new, dtype=np.int64))
        _, touched = self.evidence.add(found.places, found.deltas)
        self._mark(touched)
        return touched

    def _mark(self, touched: list[int]) -> None:
        fresh = [
            self.evidence.targets[i].place
            for i in touched
            if self.evidence.targets[i].place >= 0
            and self.evidence.is_proven(i) != self.canvas.covered[self.evidence.targets[i].place]
        ]
        if fresh:
            places = np.array(fresh, dtype=np.int64)
            self.canvas.covered[places] = ~self.canvas.covered[places]
            self.canvas.refresh(places)

    def reduce(self, tick: Tick) -> None:
        """Show each secondary cell again whose witnesses are not needed, or can be replaced at no cost."""
        order = sorted(self.secondary, key=lambda p: (len(self.evidence.relying_on(p)), -self.canvas.values[p], p))
        for done, place in enumerate(order):
            tick(done, len(order))
            if not self._is_spare(place) and self.finder is not None and self.finder.is_small:
                self._try_without(place)

    def _is_spare(self, place: int) -> bool:
        """Show a cell again if everything stays proven by the witnesses that leave it as it is."""
        own = self.evidence.at_place.get(place)
        if not self._withdraw_if_spare(self.evidence.relying_on(place), own):
            return False
        self._show(place, own)
        return True

    def _withdraw_if_spare(self, numbers: list[int], own: int | None = None) -> bool:
        """Take witnesses away if all targets, but for one's `own`, stay proven by the others."""
        evidence, without = self.evidence, frozenset(numbers)
        before = {}
        for index in evidence.spoken_of(numbers):
            if index == own:
                continue
            before[index] = evidence.standing[index]
            evidence.recount(index, without)
            if not (evidence.is_proven(index) or (index in self.weak and evidence.is_enough(index))):
                for changed, standing in before.items():
                    evidence.standing[changed] = standing
                return False
        evidence.withdraw(numbers)
        return True

    def _show(self, place: int, own: int | None) -> None:
        del self.secondary[place]
        self.canvas.hide(np.array([place], dtype=np.int64), is_hidden=False)
        if own is not None:
            self.evidence.forget(own)

    def _try_without(self, place: int) -> bool:
        """Show a cell again if what rested on it can be proven anew without hiding anything."""
        canvas, evidence = self.canvas, self.evidence
        numbers = evidence.relying_on(place)
        own = evidence.at_place.get(place)
        affected = [i for i in evidence.spoken_of(numbers) if i != own]
        if len(affected) > MOST_REPROVEN:
            return False
        taken = evidence.withdraw(numbers)
        at = np.array([place], dtype=np.int64)
        was_fixed = bool(canvas.fixed[place])
        canvas.fixed[place] = True
        canvas.hide(at, is_hidden=False)
        for index in affected:
            evidence.recount(index)
        first_new = len(evidence.witnesses)
        was_proven = {i for i in affected if i not in self.weak}
        is_spare = all(
            self.serve(i, FREE_OF_CHARGE) or (i not in was_proven and evidence.is_enough(i)) for i in affected
        )
        canvas.fixed[place] = was_fixed
        if is_spare:
            canvas.refresh(at)
            self._show(place, own)
            return True
        new = list(range(first_new, len(evidence.witnesses)))
        touched = {*affected, *evidence.spoken_of(new)} | ({own} if own is not None else set())
        evidence.withdraw(new)
        evidence.restore(taken)
        canvas.hide(at)
        for index in sorted(touched):
            evidence.recount(index)
        return False


def _asked(target: Target, standing: Standing) -> list[tuple[int, int]]:
    """The rises and falls that would help a target, each to be tried on its own."""
    if standing.is_wide(target):
        return [(1, 0), (0, 1)]
    if target.width is not None:
        return [(standing.low + target.width - target.value, 0), (0, target.value - standing.high + target.width)]
    return (
        [(max(0, target.high - target.value), 0)] if standing.high < target.high else [(0, target.value - target.low)]
    )
