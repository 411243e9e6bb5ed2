"""Words of sources are put into those of the reader: headings, units, notes, and the titles of files."""

import pytest

from tests.monitoring import city
from tests.monitoring.conftest import cell, table
from tests.reading import Page

WITH_NOTE = table(cell("2023", 40.0), cell("2024", 42.0, note="Andere vraag"), cell("2024", 31.0, area=city.HAVEN))
NOTES = {"note": {"values": {"Andere vraag": {"nl": "Andere vraag", "en": "Another question", "fr": "Autre question"}}}}


def text_of(client, address):
    return " ".join(Page(client.get(address)).text.split())


@pytest.fixture
def plain(db):
    """An indicator that says nothing of its columns; its unit is written as the files of others write it."""
    unit = {"nl": "Percentage (%)", "en": "Percentage (%)", "fr": "Pourcentage (%)"}
    return city.record(
        "plain", WITH_NOTE, name={"en": "Plain", "nl": "Gewoon", "fr": "Simple"}, labels=NOTES, unit=unit
    )


def test_a_percentage_is_a_sign(client, plain):
    found = text_of(client, "/en/figures/plain/")
    assert "The newest figure is 42% (2024)." in found
    assert "Percentage (%)" not in found


@pytest.mark.parametrize(("language", "word"), [("nl", "Gebied"), ("en", "Area"), ("fr", "Territoire")])
def test_areas_are_told_apart_by_a_word_and_not_by_the_heading_of_a_file(client, plain, language, word):
    found = text_of(client, f"/{language}/figures/plain/?by=area")
    assert word in found
    assert "GeoCode" not in found


@pytest.mark.parametrize(
    ("language", "note"), [("nl", "Andere vraag"), ("en", "Another question"), ("fr", "Autre question")]
)
def test_a_note_is_in_the_language_of_the_reader(client, plain, language, note):
    assert f"2024: {note}" in text_of(client, f"/{language}/figures/plain/")


@pytest.mark.parametrize(
    ("language", "title"),
    [("nl", "wereldwijde SDG-structuur"), ("en", "global SDG structure"), ("fr", "structure mondiale des ODD")],
)
def test_the_title_of_a_download_is_in_the_language_of_the_reader(client, plain, language, title):
    assert text_of(client, f"/{language}/figures/plain/").count(title) == 2
