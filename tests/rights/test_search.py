"""A resident's own words find the right, in three languages."""

import pytest
from django.utils.translation import override

from stadsrecht.rights.queries import search, search_themes


@pytest.mark.parametrize(
    ("words", "language", "found"),
    [
        ("discriminatie", "nl", "/rights/eu-charter/21/"),
        ("discriminated", "en", "/rights/eu-charter/21/"),
        ("discriminations", "fr", "/rights/eu-charter/21/"),
        ("asiel", "nl", "/rights/eu-charter/18/"),
        ("logement", "fr", "/rights/eu-charter/34/"),
        ("school", "en", "/rights/eu-charter/14/"),
    ],
)
def test_a_word_finds_its_right(db, words, language, found):
    assert any(hit.address.endswith(found) for hit in search(words, language, 30))


def test_the_best_hit_holds_the_word_in_its_heading(db):
    with override("en"):
        assert "sylum" in search("asylum", "en", 5)[0].title


@pytest.mark.parametrize(
    ("words", "language", "theme"),
    [
        ("huur", "nl", "housing"),
        ("verhuurder", "nl", "housing"),
        ("rent", "en", "housing"),
        ("loyer", "fr", "housing"),
        ("gepest", "nl", "equal-treatment"),
        ("bullying", "en", "equal-treatment"),
        ("rolstoel", "nl", "disability"),
        ("asiel", "nl", "asylum"),
        ("école", "fr", "education"),
    ],
)
def test_an_everyday_word_leads_to_its_theme(db, words, language, theme):
    assert f"/rights/themes/{theme}/" in [hit.address.removeprefix("/nl") for hit in search_themes(words, language, 3)]


@pytest.mark.parametrize("words", ["", "   ", "'; DROP TABLE", "& | ! ( ) :*", "a" * 5000, "de het een"])
def test_no_words_break_the_search(db, words):
    assert isinstance(search(words, "nl", 5), list)
