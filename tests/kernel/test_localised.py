"""A text is shown in the reader's language, or visibly in another one."""

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from stadsrecht.kernel.localised import LocalisedText

TEXT = LocalisedText(nl="wonen", fr="logement")


@pytest.mark.parametrize(("language", "text", "is_fallback"), [("fr", "logement", False), ("en", "wonen", True)])
def test_a_missing_language_falls_back_to_the_first_of_the_city(language, text, is_fallback):
    shown = TEXT.shown_in(language)
    assert (shown.text, shown.is_fallback) == (text, is_fallback)


def test_a_fallback_is_marked_with_its_language():
    with override("en"):
        html = TEXT.__html__()
    assert 'lang="nl"' in html
    assert "in Dutch" in html


def test_an_arabic_fallback_reads_from_right_to_left():
    with override("nl"):
        assert 'dir="rtl"' in LocalisedText(ar="سكن").__html__()


def test_html_in_a_text_is_escaped():
    with override("nl"):
        assert LocalisedText(nl="<b>").__html__() == "&lt;b&gt;"


def test_a_template_shows_the_mark_without_being_asked():
    from django.template import Context, Template

    with override("en"):
        assert "sr-fallback" in Template("{{ text }}").render(Context({"text": TEXT}))


@given(st.dictionaries(st.sampled_from(["nl", "en", "fr", "ar", "pl"]), st.text(max_size=20)))
def test_whatever_is_there_is_shown(texts):
    text = LocalisedText(texts)
    shown = text.shown_in("en")
    assert shown.text == text.get("en", shown.text)
    assert bool(shown.text) == bool(text)
