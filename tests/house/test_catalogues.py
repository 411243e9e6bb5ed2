"""Renewing and compiling the catalogues of texts."""

import gettext
import os

from stadsrecht.config.messages import Key, Text, renew
from stadsrecht.config.translations import compile_catalogues

HELLO = Key("Hello")


def texts(*words):
    return {Key(word): Text(Key(word), files={"a.py"}) for word in words}


def translate(catalogue, word, translation):
    written = catalogue.read_text().replace(f'msgid "{word}"\nmsgstr ""', f'msgid "{word}"\nmsgstr "{translation}"')
    catalogue.write_text(written)


def test_a_new_text_waits_for_translation(tmp_path):
    """The number that waits is told."""
    catalogue = tmp_path / "nl" / "LC_MESSAGES" / "django.po"
    assert renew(catalogue, texts("Hello", "Bye"), "nl", "1") == 2
    assert 'msgid "Hello"' in catalogue.read_text()


def test_renewing_keeps_translations(tmp_path):
    """Also of a text that was away for a while."""
    catalogue = tmp_path / "django.po"
    renew(catalogue, texts("Hello", "Bye"), "nl", "1")
    translate(catalogue, "Hello", "Dag")
    renew(catalogue, texts("Bye"), "nl", "1")
    assert renew(catalogue, texts("Hello", "Bye"), "nl", "1") == 1
    assert 'msgid "Hello"\nmsgstr "Dag"' in catalogue.read_text()


def test_renewing_twice_changes_nothing(tmp_path):
    """So that a catalogue's history shows real changes only."""
    catalogue = tmp_path / "django.po"
    renew(catalogue, texts("Hello", "Bye"), "nl", "1")
    before = catalogue.read_text()
    renew(catalogue, texts("Bye", "Hello"), "nl", "1")
    assert catalogue.read_text() == before


def test_a_catalogue_is_compiled_once(tmp_path):
    """And again when it was changed."""
    catalogue = tmp_path / "nl" / "LC_MESSAGES" / "django.po"
    renew(catalogue, texts("Hello"), "nl", "1")
    translate(catalogue, "Hello", "Dag")
    assert compile_catalogues([tmp_path]) == ["nl"]
    assert compile_catalogues([tmp_path]) == []
    with catalogue.with_suffix(".mo").open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("Hello") == "Dag"
    os.utime(catalogue, (2**31, 2**31))
    assert compile_catalogues([tmp_path]) == ["nl"]
