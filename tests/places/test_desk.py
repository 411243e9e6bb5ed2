"""The desk page on which boundaries are imported."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from stadsrecht.kernel.registry import desk_menu
from stadsrecht.places.models import Period
from stadsrecht.places.operations.geojson import LARGEST_FILE
from tests.places.conftest import DISTRICTS, collection, square

ADDRESS = "/en/desk/places/"
TYPED = {"level": "district", "source": "Office, 2024", "valid_from": "2024-01-01"}
BROKEN = square("WK999903")
BROKEN["geometry"]["coordinates"][0].pop()


def upload(content):
    return SimpleUploadedFile("areas.geojson", content if isinstance(content, bytes) else content.encode())


def bounded():
    return Period.objects.filter(boundary__isnull=False).count()


@pytest.mark.parametrize("role", ["adviser", "administrator"])
def test_advisers_and_administrators_see_what_is_loaded(as_person, role):
    """By level and first day."""
    page = as_person(role).get(ADDRESS).content.decode()
    assert "Village" in page
    assert desk_menu.get("places").url_name == "desk-places"


def test_who_is_not_signed_in_goes_to_the_door(as_person):
    """And comes back afterwards."""
    assert "/me/login/?next=" in as_person("resident").get(ADDRESS).url


@pytest.mark.parametrize("role", ["portfolio_holder", "partner", "council_member", "stranger"])
def test_the_others_are_refused(as_person, person, role):
    """On the page and in the menu."""
    assert as_person(role).get(ADDRESS).status_code == 403
    assert as_person(role).post(ADDRESS, TYPED).status_code == 403
    assert not desk_menu.get("places").may(person(role))


def test_other_methods_are_refused(as_person):
    """It is read and posted to."""
    assert as_person("adviser").put(ADDRESS).status_code == 405


@pytest.mark.parametrize("way", ["file", "content"])
def test_a_file_or_its_text_is_imported(as_person, way):
    """The page then says what happened."""
    text = collection(*DISTRICTS)
    given = {way: upload(text) if way == "file" else text}
    answer = as_person("adviser").post(ADDRESS, TYPED | given, follow=True)
    assert answer.redirect_chain == [(ADDRESS, 302)]
    assert bounded() == 3


def test_a_broken_ring_is_reported_and_what_was_typed_stays(as_person):
    """Number, code and reason of the feature; nothing is imported."""
    text = collection(*DISTRICTS[:2], BROKEN)
    answer = as_person("adviser").post(ADDRESS, TYPED | {"content": text})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert all(words in page for words in ("WK999903", "is not closed", "Office, 2024", "2024-01-01", "statcode"))
    assert bounded() == 0


def test_the_text_of_a_refused_file_is_kept_too(as_person):
    """A browser forgets the file, so the page holds its text."""
    page = as_person("adviser").post(ADDRESS, TYPED | {"file": upload(collection(BROKEN))}).content.decode()
    assert "&quot;WK999903&quot;" in page
    assert "Choose the file again" not in page


def test_a_file_that_is_no_text_must_be_chosen_again(as_person):
    """And the page says so."""
    page = as_person("adviser").post(ADDRESS, TYPED | {"file": upload(b"\xff\xfe\x00")}).content.decode()
    assert "Choose the file again" in page
    assert "Office, 2024" in page


def test_who_has_seen_the_report_may_import_the_rest(as_person):
    """The button appears with the report."""
    client, text = as_person("adviser"), collection(*DISTRICTS[:2], BROKEN)
    assert 'name="skip_refused"' not in client.get(ADDRESS).content.decode()
    assert 'name="skip_refused"' in client.post(ADDRESS, TYPED | {"content": text}).content.decode()
    client.post(ADDRESS, TYPED | {"content": text, "skip_refused": "1"})
    assert bounded() == 2


def test_where_nothing_is_left_there_is_no_such_button(as_person):
    """One cannot import the others where there are none."""
    page = as_person("adviser").post(ADDRESS, TYPED | {"content": collection(BROKEN)}).content.decode()
    assert 'name="skip_refused"' not in page


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Choose a file or paste"),
        ({"content": "nonsense"}, "no GeoJSON"),
        ({"content": "[" * 50_000}, "no GeoJSON"),
        ({"content": json.dumps({"type": "FeatureCollection", "features": []})}, "no list of areas"),
        ({"content": collection(*DISTRICTS), "code_property": "postcode"}, "statcode, statnaam"),
        ({"content": collection(*DISTRICTS), "source": ""}, "required"),
        ({"content": collection(*DISTRICTS), "valid_from": "yesterday"}, "valid date"),
        ({"content": collection(*DISTRICTS), "level": "planet"}, "planet"),
        ({"content": collection(*DISTRICTS), "source": "x" * 10_000}, "at most 300"),
    ],
)
def test_bad_input_gets_a_named_message(as_person, given, words):
    """In the page's language, and nothing is imported."""
    answer = as_person("adviser").post(ADDRESS, TYPED | given)
    assert (answer.status_code, bounded()) == (422, 0)
    assert words in answer.content.decode()


def test_a_file_of_more_than_30_megabytes_is_not_read(as_person):
    """It is refused by its size."""
    answer = as_person("adviser").post(ADDRESS, TYPED | {"file": upload(b" " * (LARGEST_FILE + 1))})
    assert answer.status_code == 422
    assert "larger than 30 MB" in answer.content.decode()
