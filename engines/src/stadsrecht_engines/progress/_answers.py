"""Answers the cases of a file: each with its judgement and, where the file says what to expect, whether they agree."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TypeAlias

from ._aggregate import Tree, aggregate
from ._assessment import Assessment, State
from ._behind import behind
from ._cases import Case, Cases, Comparison, Indicator, Names
from ._methods import METHODS, assess
from ._names import Register, leaves
from .errors import UnknownMethod

Answer: TypeAlias = dict[str, object]
TOLERANCE = 1e-9
# How Open SDG writes the states in its data.
UPSTREAM_STATES = {
    "target_achieved": "achieved",
    "substantial_progress": "on-track",
    "moderate_progress": "acceleration-needed",
    "limited_progress": "limited",
    "deterioration": "deteriorating",
    "not_available": "not-assessed",
}


def answers(cases: Cases, *, method: str | None = None, zero: float | None = None) -> Answer:
    """Everything the file asks, as plain values for JSON. `method` goes before the file's own, `zero` behind it.

    Raises UnknownMethod, InvalidReplacement and MixedMethods.
    """
    judged = {case.series.name: _judged(case, cases, method, zero) for case in cases.series}
    register = Register(judged, [name for indicator in cases.indicators for name in leaves(indicator.tree)])
    found: dict[str, list[Answer]] = {
        "series": [_series_answer(case, judged[case.series.name]) for case in cases.series],
        "derived": [_series_answer(case, _judged(case, cases, method, zero)) for case in cases.derived],
        "aggregates": [_indicator_answer(indicator, register) for indicator in cases.indicators],
    }
    return {
        **found,
        "comparisons": [_comparison_answer(comparison) for comparison in cases.comparisons],
        "agreement": {kind: _agreement(rows) for kind, rows in found.items()},
    }


def _judged(case: Case, cases: Cases, method: str | None, zero: float | None) -> Assessment:
    chosen = method or case.method or cases.method or "open-sdg"
    if chosen not in METHODS:
        raise UnknownMethod(f"no method is called {chosen!r}; there are {', '.join(METHODS)}")
    return assess(
        case.series,
        method=chosen,
        direction=case.direction,
        target=case.target,
        base_year=case.base_year,
        limit=case.limit,
        zero=zero if case.zero is None else case.zero,
    )


def _series_answer(case: Case, found: Assessment) -> Answer:
    answer: Answer = {"id": case.series.name, **asdict(found)}
    del answer["name"]
    answer["inputs"] = {**asdict(found.inputs), "horizon": found.inputs.horizon}
    return answer | _compared(case.expected, {"state": found.state, "value": found.value, "score": found.score})


def _indicator_answer(indicator: Indicator, register: Register) -> Answer:
    names = Counter(leaves(indicator.tree))
    lost = [{"name": name, "why": why} for name in names if (why := register.find(name)[1])]
    found = None if lost else aggregate(_tree(indicator.tree, register))
    judged = {"state": State.NOT_ASSESSED, "score": None} if found is None else asdict(found)
    answer: Answer = {"id": indicator.name, **judged, "names_without_series": lost}
    answer["names_repeated"] = [name for name, times in names.items() if times > 1]
    return answer | _compared(indicator.expected, {"state": judged["state"], "score": judged["score"]})


def _tree(tree: Names, register: Register) -> Tree:
    parts: list[Assessment | Tree] = []
    for part in tree:
        found = register.find(part)[0] if isinstance(part, str) else _tree(part, register)
        assert found is not None
        parts.append(found)
    return parts


def _comparison_answer(comparison: Comparison) -> Answer:
    gaps = behind(comparison.whole, comparison.parts, direction=comparison.direction)
    return {"id": comparison.name, "gaps": [asdict(gap) for gap in gaps]}


def _compared(expected: Mapping[str, object] | None, found: Mapping[str, object]) -> Answer:
    """What the file expects, and in what it differs; nothing where the file expects nothing."""
    if expected is None:
        return {}
    wished = {
        "state": UPSTREAM_STATES.get(str(expected.get("status")), expected.get("status")),
        "value": expected.get("progress_value"),
        "score": expected.get("score"),
    }
    differs = {key: wished[key] for key in found if not _is_same(wished[key], found[key])}
    return {"agrees": not differs, "expected_instead": differs}


def _is_same(one: object, two: object) -> bool:
    if isinstance(one, int | float) and isinstance(two, int | float):
        return abs(one - two) <= TOLERANCE
    return one == two


def _agreement(rows: Sequence[Answer]) -> Answer:
    compared = [row for row in rows if "agrees" in row]
    return {
        "compared": len(compared),
        "agree": sum(row["agrees"] is True for row in compared),
        "differ": [row["id"] for row in compared if row["agrees"] is not True],
    }
