"""Passphrases, shares among keyholders, and codes that people write down."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stadsrecht.kernel.sealing import (
    CodeMisread,
    PassphraseTooShort,
    Place,
    SealBroken,
    Share,
    SharesDiffer,
    Work,
    WrongPassphrase,
    decode,
    encode,
    join,
    split,
    unwrap,
    wrap,
)
from stadsrecht.kernel.sealing.codes import ALPHABET

HERE = Place("key", "1", "private")
LIGHT = Work(memory=8192 * 2, passes=1)
WORDS = "five words without any link"


def test_a_passphrase_opens_its_key():
    """However its letters are composed and its spaces typed."""
    wrapped = wrap(b"k" * 32, "cinq mots très éloignés là", place=HERE, work=LIGHT)
    assert unwrap(wrapped, "cinq  mots tre\u0300s e\u0301loigne\u0301s la\u0300 ", place=HERE) == b"k" * 32


def test_another_passphrase_or_place_does_not():
    wrapped = wrap(b"k" * 32, WORDS, place=HERE, work=LIGHT)
    with pytest.raises(WrongPassphrase):
        unwrap(wrapped, WORDS + ".", place=HERE)
    with pytest.raises(WrongPassphrase):
        unwrap(wrapped, WORDS, place=Place("key", "2", "private"))


def test_a_short_passphrase_is_refused():
    with pytest.raises(PassphraseTooShort, match="16"):
        wrap(b"k" * 32, "short", place=HERE, work=LIGHT)


def test_a_changed_row_cannot_ask_for_all_memory():
    """The work is read from the row, within bounds."""
    wrapped = wrap(b"k" * 32, WORDS, place=HERE, work=LIGHT)
    with pytest.raises(SealBroken):
        unwrap(wrapped[:5] + b"\xff\xff\xff\xff" + wrapped[9:], WORDS, place=HERE)


def test_a_guess_costs_what_libsodium_calls_moderate():
    """The work that is used where none is given."""
    from nacl import pwhash

    assert Work() == Work(memory=pwhash.argon2id.MEMLIMIT_MODERATE, passes=pwhash.argon2id.OPSLIMIT_MODERATE)


@given(st.binary(min_size=1, max_size=40), st.integers(2, 5), st.data())
def test_enough_shares_give_the_secret(secret, needed, data):
    """Whichever they are, and in any order."""
    shares = split(secret, needed=needed, among=data.draw(st.integers(needed, 8)))
    chosen = data.draw(st.permutations(shares))[:needed]
    assert join(chosen) == secret


def test_one_share_of_two_tells_nothing():
    """For each value that a share may have, each secret is possible, and by exactly one line."""
    for share in (0, 17, 255):
        secrets = {join([Share(1, bytes([share])), Share(2, bytes([other]))]) for other in range(256)}
        assert len(secrets) == 256


def test_shares_of_two_secrets_do_not_give_either():
    one, other = split(b"a" * 32, needed=2, among=3), split(b"b" * 32, needed=2, among=3)
    assert join([one[0], other[1]]) not in (b"a" * 32, b"b" * 32)


@pytest.mark.parametrize(
    "shares", [[], [Share(1, b"x")], [Share(1, b"x"), Share(1, b"y")], [Share(1, b"x"), Share(2, b"yz")]]
)
def test_shares_that_cannot_belong_together_are_named(shares):
    with pytest.raises(SharesDiffer):
        join(shares)


@given(st.binary(min_size=15, max_size=15))
def test_a_code_is_read_as_it_was_written(secret):
    """Whatever case, separators or look-alikes are typed."""
    code = encode(secret, 24)
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert decode(typed, 24) == decode(code, 24)


def test_a_code_is_read_in_the_digits_of_arabic():
    code = encode(b"\x10\x84\x21\x08\x42\x10\x84\x21\x08\x42", 16)
    arabic = code.translate({ord(str(digit)): chr(0x660 + digit) for digit in range(10)})
    assert arabic != code
    assert decode(arabic, 16) == decode(code, 16)


@given(st.binary(min_size=15, max_size=15))
def test_every_slip_of_the_pen_is_noticed(secret):
    """Each single wrong character, and each swap of two neighbours."""
    plain = encode(secret, 24).replace("-", "")
    slips = [plain[:i] + letter + plain[i + 1 :] for i in range(24) for letter in ALPHABET]
    slips += [plain[:i] + plain[i + 1] + plain[i] + plain[i + 2 :] for i in range(23)]
    for slip in set(slips) - {plain}:
        with pytest.raises(CodeMisread):
            decode(slip, 24)


@pytest.mark.parametrize("typed", ["", "short", "U" * 24, "0" * 25, "é" * 24, "\0" * 24])
def test_what_is_no_code_is_named(typed):
    with pytest.raises(CodeMisread):
        decode(typed, 24)


def test_all_pairs_of_three_keyholders_can_join():
    shares = split(b"s" * 32, needed=2, among=3)
    assert {join(pair) for pair in combinations(shares, 2)} == {b"s" * 32}
