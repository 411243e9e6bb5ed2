"""One judgement on an indicator from those on its series.

Source: Open SDG, docs/progress-methodology.md, "Aggregated progress status": the mean of the scores of the series that
could be assessed, where a group counts once, with its own mean; achieved only if each of them is.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import TypeAlias

from . import _open_sdg, _robust
from ._assessment import Assessment, Interval, Reason, State
from .errors import MixedMethods

Tree: TypeAlias = Sequence["Assessment | Tree"]
WITH_RULE = frozenset({_open_sdg.METHOD, _robust.METHOD})


@dataclass(frozen=True, slots=True)
class Aggregate:
    """The judgement on an indicator; `used` and `left_out` are the series, by name, with the reason for leaving out."""

    method: str
    version: str
    state: State
    score: float | None = None
    scores: Interval | None = None
    leaning: State | None = None
    reason: Reason | None = None
    used: tuple[str, ...] = ()
    left_out: tuple[tuple[str, Reason], ...] = ()

    @property
    def is_assessed(self) -> bool:
        return self.state is not State.NOT_ASSESSED


def aggregate(tree: Tree) -> Aggregate:
    """The judgement on assessments, of which some may stand together in groups, to any depth.

    Raises MixedMethods unless all were made by one method in one version, and for an empty tree.
    """
    leaves = list(_leaves(tree))
    methods = {(leaf.method, leaf.version) for leaf in leaves}
    if len(methods) != 1:
        named = ", ".join(f"{method} {version}" for method, version in sorted(methods)) or "no assessment"
        raise MixedMethods(f"one method in one version is needed, not {named}")
    [(method, version)] = methods
    used = [leaf for leaf in leaves if leaf.is_assessed]
    left_out = tuple((leaf.name, leaf.reason) for leaf in leaves if leaf.reason is not None and not leaf.is_assessed)
    if reason := _why_not(method, used):
        return Aggregate(method, version, State.NOT_ASSESSED, reason=reason, left_out=left_out)
    score, scores = _mean(tree, _score), _scores(tree, used)
    leaning = _state(used, score)
    return Aggregate(
        method,
        version,
        leaning if _is_sure(used, scores, leaning) else State.UNCERTAIN,
        score,
        scores,
        leaning,
        None,
        tuple(leaf.name for leaf in used),
        left_out,
    )


def _leaves(tree: Tree) -> Iterator[Assessment]:
    for part in tree:
        if isinstance(part, Assessment):
            yield part
        else:
            yield from _leaves(part)


def _why_not(method: str, used: list[Assessment]) -> Reason | None:
    if method not in WITH_RULE:
        return Reason.NO_RULE_FOR_AGGREGATES
    return None if used else Reason.NO_SCORES


def _mean(tree: Tree, score: Callable[[Assessment], float | None]) -> float:
    """The mean of a tree that holds at least one score."""
    return fmean(_means(tree, score))


def _means(tree: Tree, score: Callable[[Assessment], float | None]) -> Iterator[float]:
    """One number for each part that has one."""
    for part in tree:
        if not isinstance(part, Assessment):
            if inner := list(_means(part, score)):
                yield fmean(inner)
        elif (found := score(part)) is not None:
            yield found


def _score(leaf: Assessment) -> float | None:
    return leaf.score


def _scores(tree: Tree, used: list[Assessment]) -> Interval | None:
    """From the mean of the lowest to the mean of the highest, if each series has an interval: wider than it need be."""
    if any(leaf.scores is None for leaf in used):
        return None
    low = _mean(tree, lambda leaf: leaf.scores.low if leaf.scores else None)
    return Interval(low, _mean(tree, lambda leaf: leaf.scores.high if leaf.scores else None))


def _state(used: list[Assessment], score: float) -> State:
    states = {leaf.leaning or leaf.state for leaf in used}
    return State.ACHIEVED if states == {State.ACHIEVED} else _open_sdg.state_of_score(score)


def _is_sure(used: list[Assessment], scores: Interval | None, leaning: State) -> bool:
    if scores is None:
        return True
    if leaning is State.ACHIEVED:
        return all(leaf.state is State.ACHIEVED for leaf in used)
    return {_open_sdg.state_of_score(scores.low), _open_sdg.state_of_score(scores.high)} == {leaning}
