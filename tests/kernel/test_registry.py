"""Modules add items under codes of their own, in order."""

import pytest

from stadsrecht.kernel.registry import AlreadyRegistered, EvidenceKind, Registry


def test_items_come_in_order_of_their_position():
    registry = Registry()
    registry.add(EvidenceKind("b", 2, "B", 12))
    registry.add(EvidenceKind("a", 1, "A", 12))
    assert [item.code for item in registry] == ["a", "b"]


def test_one_code_cannot_be_taken_twice():
    registry = Registry()
    registry.add(EvidenceKind("a", 1, "A", 12))
    with pytest.raises(AlreadyRegistered):
        registry.add(EvidenceKind("a", 2, "A", 12))
