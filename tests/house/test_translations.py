"""Dutch and French are complete: every text of pages and code has its translation, with the same places to fill in."""

import re
import tomllib
from pathlib import Path

import polib
import pytest

from stadsrecht.config.messages import PLURAL_FORMS, Key, texts_in
from tests.house.files import ROOT

SOURCES = ROOT / "src" / "stadsrecht"
PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@pytest.fixture(scope="module")
def texts():
    return texts_in(SOURCES)


def catalogue(language: str) -> dict[Key, polib.POEntry]:
    file = SOURCES / "locale" / language / "LC_MESSAGES" / "django.po"
    entries = polib.pofile(str(file)) if file.exists() else []
    return {Key(entry.msgid, entry.msgctxt): entry for entry in entries if not entry.obsolete}


def words_of(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


@pytest.mark.parametrize("language", PLURAL_FORMS)
def test_the_catalogue_holds_every_text(texts, language):
    """No text was added without renewing the catalogues."""
    present = catalogue(language)
    missing = [
        key.words for key, text in texts.items() if key not in present or text.plural != present[key].msgid_plural
    ]
    assert not missing, "Run: make messages"


@pytest.mark.parametrize("language", PLURAL_FORMS)
def test_every_text_is_translated(language):
    """Nothing is empty, nothing is a guess."""
    waiting = [key.words for key, entry in catalogue(language).items() if entry.fuzzy or not all(words_of(entry))]
    assert not waiting, f"Translate them in locale/{language}/LC_MESSAGES/django.po"


@pytest.mark.parametrize("language", PLURAL_FORMS)
def test_a_translation_keeps_the_places_to_fill_in(language):
    """%(name)s stands in the translation as it does in the text. A singular may leave its number out."""
    faults = []
    for key, entry in catalogue(language).items():
        wanted = set(PLACE.findall(key.words)) | set(PLACE.findall(entry.msgid_plural))
        for number, words in enumerate(words_of(entry)):
            places = set(PLACE.findall(words))
            is_singular = bool(entry.msgid_plural) and number == 0
            if words and (places - wanted or (wanted - places and not is_singular)):
                faults.append(words)
    assert not faults, "Use the same %(name)s places as the text"


def test_texts_of_code_and_templates_are_found(tmp_path: Path):
    """Plurals, contexts and templates alike."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "a.py").write_text('_("One")\nngettext("%(n)s day", "%(n)s days", n)\npgettext("verb", "Open")\n')
    (tmp_path / "templates" / "b.html").write_text(
        '<p>\n  {% translate "One" %}</p>{% blocktranslate %}Two{% endblocktranslate %}'
    )
    found = texts_in(tmp_path)
    assert set(found) == {Key("One"), Key("%(n)s day"), Key("Open", "verb"), Key("Two")}
    assert found[Key("One")].files == {"a.py", "templates/b.html"}
    assert found[Key("%(n)s day")].plural == "%(n)s days"


def test_french_signs_do_not_leave_their_word():
    """Before : ; ? ! and within guillemets stands a space that does not break."""
    texts = [words for entry in catalogue("fr").values() for words in words_of(entry)]
    for file in [*SOURCES.rglob("*.toml"), *(ROOT / "cities").rglob("*.toml")]:
        texts += french_in(tomllib.loads(file.read_text()))
    assert len(texts) > 1000
    assert [text for text in texts if re.search(r"\S [:;?!»](\s|$)|« ", text)] == []


def french_in(data: object) -> list[str]:
    """Every French text of a data pack."""
    if isinstance(data, dict):
        own = [data["fr"]] if isinstance(data.get("fr"), str) else []
        return own + [text for value in data.values() for text in french_in(value)]
    return [text for value in data for text in french_in(value)] if isinstance(data, list) else []
