"""The public test tables: proven safe, and no dearer than the reference allows (zeros shown, threshold 5)."""

import pytest
from stadsrecht_engines.disclosure import audit, protect, round_counts, verify

COMPARED = {"zero_policy": "shown", "is_pair_rule_on": False}


@pytest.mark.parametrize(("name", "reference"), [("mun_accidents", 2), ("d2_county", 10), ("d2", 17)])
def test_loss_stays_within_the_reference(published_table, lone_people, name, reference):
    spec, data = published_table(name, **COMPARED)
    result = protect(spec, data)
    assert result.loss.secondary_cells <= 1.15 * reference
    assert verify(spec, result.published, result.proof) == ()
    assert audit(spec, result.published, lone_people=lone_people(result, data)).is_safe


@pytest.mark.parametrize("name", ["mun_accidents", "d2_county", "d2", "exPSD", "example1"])
def test_hiding_the_zeros_too_withstands_an_auditor_who_knows_nobody(published_table, name):
    spec, data = published_table(name)
    result = protect(spec, data)
    found = audit(spec, result.published)
    assert found.is_safe
    assert all(interval.width >= interval.required for interval in found.intervals)


@pytest.mark.parametrize(("name", "changed"), [("d2", 32), ("S", 2541)])
def test_rounding_changes_no_more_than_the_reference(published_table, name, changed):
    spec, data = published_table(name)
    result = round_counts(spec, data)
    assert result.cells_changed <= 1.05 * changed
    assert not any(0 < value < 5 for value in result.published.values())
