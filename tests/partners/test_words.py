"""Words as the search sees them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stadsrecht.partners.bridge.words import folded, likeness, trigrams, words_of


def test_words_lose_case_accents_and_what_tells_nothing():
    """In every language of the site."""
    assert words_of("De Égalité, en het recht!", "égalité") == ["egalite", "recht"]


def test_other_scripts_stay_as_they_are():
    """Tigrinya has no case and no accents to lose."""
    assert words_of("ትግርኛ") == ["ትግርኛ"]


def test_trigrams_know_where_a_word_begins_and_ends():
    """As in pg_trgm."""
    assert trigrams("asiel") == ["  a", " as", "asi", "sie", "iel", "el "]


@pytest.mark.parametrize(
    ("typed", "meant", "other"),
    [
        ("discriminasie", "discriminatie", "dakloos"),
        ("vluchtling", "vluchteling", "verhuurder"),
        ("racisim", "racism", "reading"),
        ("handicape", "handicap", "huis"),
    ],
)
def test_a_misspelt_word_is_nearest_to_what_was_meant(typed, meant, other):
    """In Dutch, English and French."""
    assert likeness(trigrams(typed), trigrams(meant)) > 0.4 > likeness(trigrams(typed), trigrams(other))


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_even_handed_and_within_bounds(one, other):
    """The same from both sides; 1 for a word with itself."""
    left, right = trigrams(one), trigrams(other)
    assert likeness(left, right) == likeness(right, left)
    assert 0 <= likeness(left, right) <= 1
    assert likeness(left, left) == 1


@given(st.text())
def test_folding_twice_changes_nothing(text):
    """What is folded is folded."""
    assert words_of(folded(text)) == words_of(text)
