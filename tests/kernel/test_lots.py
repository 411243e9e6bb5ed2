"""A draw that anybody can check."""

import hashlib
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from stadsrecht.kernel.lots import commitment, drawn, is_kept

SEEDS = st.binary(min_size=32, max_size=32)
TICKETS = st.lists(st.text("0123456789abcdef", min_size=4, max_size=12), max_size=30)
# Docs: docs/adr/0016-training-sign-up-and-order.md
SEED = bytes(range(32))
COMMITMENT = "630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd"


@given(SEEDS, TICKETS)
def test_everyone_is_drawn_once_whatever_the_order_of_sign_up(seed, tickets):
    """The line holds each ticket once, and is the same from whichever end one reads the list."""
    line = drawn(seed, tickets)
    assert Counter(line) == Counter(set(tickets))
    assert line == drawn(seed, reversed(tickets))


@given(SEEDS, TICKETS)
def test_a_draw_that_was_kept_is_found_to_be_kept(seed, tickets):
    """By whoever knows the commitment, the seed and the line."""
    assert is_kept(commitment(seed), seed, drawn(seed, tickets))


@given(SEEDS, SEEDS, TICKETS)
def test_another_seed_or_another_line_is_found_out(seed, other, tickets):
    """Neither can be put in the place of what was told before."""
    line = drawn(seed, tickets)
    assert is_kept(commitment(seed), other, drawn(other, tickets)) == (seed == other)
    assert not is_kept(commitment(seed), seed, line[::-1]) or len(line) < 2


@given(SEEDS, TICKETS, st.text("0123456789abcdef", min_size=4, max_size=12))
def test_who_joins_or_leaves_changes_nothing_between_the_others(seed, tickets, one):
    """Nobody moves past somebody else because a third one came."""
    assert [ticket for ticket in drawn(seed, [*tickets, one]) if ticket != one] == [
        ticket for ticket in drawn(seed, tickets) if ticket != one
    ]


def test_the_published_example():
    """So that somebody can draw it again with other tools."""
    assert commitment(SEED) == hashlib.sha256(SEED).hexdigest() == COMMITMENT
    assert drawn(SEED, ["a1b2", "c3d4", "e5f6"]) == sorted(
        ["a1b2", "c3d4", "e5f6"], key=lambda one: hashlib.sha256(SEED + one.encode()).digest()
    )


def test_everyone_weighs_the_same():
    """Over 3000 draws of three tickets each stands first in about a third."""
    firsts = Counter(drawn(number.to_bytes(32, "big"), "abc")[0] for number in range(3000))
    assert all(900 < count < 1100 for count in firsts.values())
