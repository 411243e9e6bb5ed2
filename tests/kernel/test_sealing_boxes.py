"""Contents under keys that only people hold: who may open them, where, and what their length tells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stadsrecht.kernel.sealing import (
    Place,
    SealBroken,
    new_key,
    new_pair,
    open_letter,
    open_with,
    pair_from_seed,
    seal_letter,
    seal_with,
)
from stadsrecht.kernel.sealing.boxes import padded_length

HERE = Place("report", "7", "narrative")
ELSEWHERE = [Place("report", "8", "narrative"), Place("report", "7", "contact"), Place("message", "7", "narrative")]
KEY, PAIR = new_key(), new_pair()


@given(st.binary(max_size=3000))
def test_what_is_sealed_with_a_key_opens_with_it(content):
    assert open_with(KEY, seal_with(KEY, content, place=HERE), place=HERE) == content


@given(st.binary(max_size=3000))
def test_a_letter_opens_for_its_reader(content):
    assert open_letter(PAIR, seal_letter(PAIR.public, content, place=HERE), place=HERE) == content


@pytest.mark.parametrize("place", ELSEWHERE, ids=str)
def test_what_was_moved_does_not_open(place):
    """To another row, column or table; with the right key."""
    with pytest.raises(SealBroken):
        open_with(KEY, seal_with(KEY, b"words", place=HERE), place=place)
    with pytest.raises(SealBroken):
        open_letter(PAIR, seal_letter(PAIR.public, b"words", place=HERE), place=place)


def test_no_two_places_are_taken_for_one():
    """Where one part ends is part of the bond."""
    assert Place("ab", "c", "d").bound != Place("a", "bc", "d").bound


def test_another_key_opens_nothing():
    with pytest.raises(SealBroken):
        open_with(new_key(), seal_with(KEY, b"words", place=HERE), place=HERE)
    with pytest.raises(SealBroken):
        open_letter(new_pair(), seal_letter(PAIR.public, b"words", place=HERE), place=HERE)


@pytest.mark.parametrize(
    "make", [lambda: seal_with(KEY, b"words", place=HERE), lambda: seal_letter(PAIR.public, b"words", place=HERE)]
)
def test_a_change_of_any_byte_is_noticed(make):
    """Of the version, the sealed key, the nonce, the words or the padding."""
    sealed = make()
    for index in range(len(sealed)):
        changed = bytearray(sealed)
        changed[index] ^= 1
        with pytest.raises(SealBroken):
            open_with(KEY, bytes(changed), place=HERE)
        with pytest.raises(SealBroken):
            open_letter(PAIR, bytes(changed), place=HERE)


@pytest.mark.parametrize("cut", [b"", b"\x01", b"\x02", b"\x02" + b"x" * 40, b"\x01" + b"x" * 30])
def test_rubbish_is_no_seal(cut):
    with pytest.raises(SealBroken):
        open_with(KEY, cut, place=HERE)
    with pytest.raises(SealBroken):
        open_letter(PAIR, cut, place=HERE)


def test_short_texts_look_alike():
    """A no and a long sentence have one length."""
    assert len({len(seal_with(KEY, b"x" * length, place=HERE)) for length in (0, 1, 60, 500)}) == 1


@given(st.integers(2, 2**40))
def test_a_bucket_costs_at_most_an_eighth(length):
    """And is never smaller than what goes into it."""
    assert length <= padded_length(length) <= length * 1.125


def test_there_are_few_buckets():
    """Up to 20 MB some three hundred for twenty million lengths."""
    assert len({padded_length(length) for length in range(512, 20_000_000, 997)}) < 350


def test_a_pair_follows_from_its_seed():
    assert pair_from_seed(b"s" * 32) == pair_from_seed(b"s" * 32) != pair_from_seed(b"t" * 32)


def test_a_private_key_is_not_shown():
    """In no traceback and no log."""
    assert repr(PAIR.private) not in repr(PAIR)
