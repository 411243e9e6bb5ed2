"""Sums with contributors: p% and dominance, from the handbook's own formulas."""

import numpy as np
import pytest
from stadsrecht_engines.disclosure import (
    Dimension,
    MagnitudeRules,
    Specification,
    Thresholds,
    protect,
    read_table,
    verify,
)
from stadsrecht_engines.disclosure.targets import upper_protection


@pytest.mark.parametrize(
    ("contributions", "rules", "need"),
    [
        ([100, 30, 5], MagnitudeRules(p_percent=10), 5),
        ([100, 30, 10], MagnitudeRules(p_percent=10), 0),
        ([90, 10], MagnitudeRules(p_percent=None, n=1, k_percent=75), 20),
        ([50, 50], MagnitudeRules(p_percent=None, n=1, k_percent=75), 0),
    ],
)
def test_the_protection_a_cell_needs_follows_the_handbook(contributions, rules, need):
    assert upper_protection(np.array(contributions), rules) == need


def sums(factor):
    spec = Specification(
        (Dimension("sector", {"sector": ("a", "b", "c")}), Dimension("place", {"place": ("x", "y", "z")})),
        magnitude_column="value",
        contributor_column="firm",
        thresholds=Thresholds(2, {}),
        zero_policy="shown",
    )
    rows = [
        {"sector": s, "place": p, "firm": f"f{i}", "value": str(factor * v)}
        for s, p, values in [
            ("a", "x", (900, 20, 5)), ("a", "y", (300, 280, 90)), ("a", "z", (400, 310, 200)),
            ("b", "x", (500, 450, 300)), ("b", "y", (350, 340, 330)), ("b", "z", (310, 300, 290)),
            ("c", "x", (420, 410, 400)), ("c", "y", (500, 490, 480)), ("c", "z", (600, 590, 580)),
        ]
        for i, v in enumerate(values)
    ]  # fmt: skip
    return spec, read_table(spec, rows)


def test_a_dominated_sum_is_hidden_and_proven():
    spec, data = sums(1)
    result = protect(spec, data)
    assert {c.codes for c in result.cells if c.state == "primary"} == {("a", "x")}
    assert verify(spec, result.published, result.proof) == ()


def test_scaling_a_magnitude_table_scales_the_answer():
    small, large = (protect(*sums(factor)) for factor in (1, 10))
    for one, ten in zip(small.cells, large.cells, strict=True):
        assert one.state == ten.state
        assert (one.value is None and ten.value is None) or ten.value == 10 * one.value


def test_a_person_with_many_reports_counts_once():
    spec = Specification(
        (Dimension("place", {"place": ("x", "y", "z")}),),
        contributor_column="reporter",
        magnitude=MagnitudeRules(p_percent=None),
        thresholds=Thresholds(3, {}),
    )
    rows = [{"place": "x", "reporter": "one"}] * 9
    rows += [{"place": p, "reporter": f"{p}{i}"} for p in "yz" for i in range(9)]
    states = {c.codes[0]: c.state for c in protect(spec, read_table(spec, rows, is_records=True)).cells}
    assert states["x"] == "primary"
