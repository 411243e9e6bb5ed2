"""What holds for every format alike: origin, languages, hidden cells, and the same bytes each time."""

import csv
import io
import json
import zipfile
from dataclasses import replace

import pytest

from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.monitoring.bridge.writing import BY_NAME, FORMATS, tag_of
from stadsrecht.monitoring.models import Status
from tests.monitoring.writing.samples import HIDDEN_NUMBER, SAMPLE, TABLE, written

SAYS_ITS_ORIGIN = [name for name in BY_NAME if not name.endswith(".csv")]


def text_of(name):
    """What a file says, unpacked where it is packed."""
    content = written(name)
    if not name.endswith(".zip"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(inner).decode() for inner in archive.namelist())


@pytest.mark.parametrize("name", BY_NAME)
def test_a_hidden_cell_leaves_without_its_number(name):
    """Even where the table still holds it."""
    assert str(int(HIDDEN_NUMBER)) not in text_of(name)


@pytest.mark.parametrize("name", BY_NAME)
def test_the_same_release_gives_the_same_bytes(name):
    assert written(name) == written(name)


@pytest.mark.parametrize("name", SAYS_ITS_ORIGIN)
def test_a_file_says_where_it_comes_from(name):
    """Release, moment, source, licence and what we changed; a CSV has its description beside it."""
    said = text_of(name)
    facts = ("felt-safe", "2026-06-01T12:00:00+00:00", "Kleinstad", "https://example.org/survey", "Rounded.")
    assert [fact for fact in (*facts, "by/4.0", SAMPLE.sha256) if fact not in said] == []


@pytest.mark.parametrize("name", ["structure.xml", "observations.csv-metadata.json", "observations.jsonstat.json"])
def test_names_stand_in_every_language_that_has_them(name):
    said = text_of(name)
    assert [word for word in (*SAMPLE.name.values(), "Geslacht", "nl", "en", "fr") if word not in said] == []


def test_csv_has_a_line_for_each_cell_and_a_name_for_each_status():
    rows = list(csv.DictReader(io.StringIO(written("observations.csv").decode())))
    assert list(rows[0])[:4] == ["period", "area", "sex", "age"]
    assert {row["status"] for row in rows} == set(Status.values)
    assert {row["status"] for row in rows if row["value"]} == {"value", "zero"}


def test_json_leaves_out_what_is_blank():
    observations = json.loads(written("observations.json"))["observations"]
    assert observations[0] == {"period": "2024", "remark": "weighed", "value": 12.5, "status": "value"}
    assert {row["status"]: row["value"] for row in observations}["hidden"] is None


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: one.name)
def test_a_tag_changes_with_figures_words_and_format(one):
    tags = {
        tag_of(SAMPLE, one),
        tag_of(replace(SAMPLE, sha256="cd" * 32), one),
        tag_of(replace(SAMPLE, name=LocalisedText(nl="Anders")), one),
        *(tag_of(SAMPLE, other) for other in FORMATS if other != one),
    }
    assert len(tags) == 3 + len(FORMATS) - 1


def test_an_empty_release_is_written_too():
    """A file with headings alone."""
    empty = replace(TABLE, observations=())
    assert [name for name in BY_NAME if not written(name, empty)] == []


def test_what_no_xml_can_hold_is_left_out_of_it():
    """And the rest of the text stays."""
    odd = replace(SAMPLE, name=LocalisedText(nl="Voelt\x0b zich\ufffe veilig"))
    assert "Voelt zich veilig" in written("structure.xml", description=odd).decode()
