"""What everyone sees of figures: in words, in three languages, and nothing before its moment."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext, override

from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.monitoring import operations
from tests.monitoring import city
from tests.monitoring.conftest import AT, cell, table
from tests.reading import Page

LANGUAGES = ("nl", "en", "fr")
PAGES = (
    "figures/",
    "figures/rights/",
    "figures/sdg/",
    "figures/places/",
    "figures/places/WK999902/",
    "figures/compare/?a=felt-safe&b=reports",
    "figures/compare/?a=WK999901&b=WK999902",
    "figures/felt-safe/",
    "figures/felt-safe/?by=area",
    "figures/felt-safe/releases/",
    "figures/felt-safe/releases/1/",
)


def text_of(client, address):
    """The words of a page, with single spaces."""
    response = client.get(f"/en/{address}")
    assert response.status_code == 200
    main = response.content.decode().partition("<main")[2].replace("<", " <").replace("\xa0", " ")
    return " ".join(strip_tags(main).split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_the_database_at_most_twelve_times(
    client, felt_safe, reports, django_assert_max_num_queries, language, address
):
    """In each language, and it has a heading."""
    with django_assert_max_num_queries(12):
        page = Page(client.get(f"/{language}/{address}"))
    assert (page.language, bool(page.heading)) == (language, True)


def test_the_headline_is_a_sentence(client, felt_safe):
    found = text_of(client, "figures/felt-safe/")
    assert "The newest figure is 71% (2024). That is 1 percentage points more than in 2021." in found
    assert "That is 11 percentage points more than in 2015." in found


@pytest.mark.parametrize(("language", "words"), [("nl", "71%"), ("fr", "71\xa0%")])
def test_numbers_are_written_as_the_reader_writes_them(client, felt_safe, language, words):
    assert words in client.get(f"/{language}/figures/felt-safe/").content.decode()


def test_the_state_names_its_method_window_and_inputs(client, felt_safe):
    found = text_of(client, "figures/felt-safe/")
    for words in (
        "Open SDG, after Statistics Canada",
        "First figure 60% (2015)",
        "Newest figure 71% (2024)",
        "Target 90% (2030)",
    ):
        assert words in found


def test_more_reports_are_not_coloured_as_bad(client, reports):
    """No state, with the reason, and nobody is behind."""
    found = text_of(client, "figures/reports/")
    assert "neither more nor less is better by itself" in found
    assert "How areas differ" in found
    assert "behind" not in found
    assert "sr-gap" not in client.get("/en/figures/reports/").content.decode().partition("<main")[2]


def test_who_is_behind_stands_first_with_the_gap(client, felt_safe):
    found = text_of(client, "figures/felt-safe/")
    assert found.index("women 59% 12 percentage points lower: behind") < found.index(" men 80% 9 percentage")


def test_areas_are_links_in_reading_order_with_their_figure(client, felt_safe):
    page = client.get("/en/figures/felt-safe/").content.decode()
    wanted = [f'href="/en/figures/places/{code}/" aria-label="' for code in (city.DORP, city.HAVEN, city.MOLEN)]
    places = [page.index(words) for words in wanted]
    assert places == sorted(places)
    assert 'aria-label="Harbour: 51%"' in page
    assert 'aria-label="Mill Quarter: not measured"' in page


def test_every_status_has_its_own_word_and_is_explained(client, felt_safe):
    groups = text_of(client, "figures/felt-safe/?by=sex")
    areas = text_of(client, "figures/felt-safe/?by=area")
    assert "hidden to protect people There is a figure, but it is about so few people that it is not shown." in groups
    assert "not measured Nobody measured it in that period." in areas
    assert "zero It was counted, and the answer is zero." in areas


def test_breaks_provisional_figures_and_notes_are_said(client, felt_safe):
    found = text_of(client, "figures/felt-safe/")
    assert "provisional" in found
    assert "break in the series" in found
    assert "2021: Andere vraag" in found


def test_choices_are_plain_links(client, felt_safe):
    page = client.get("/en/figures/felt-safe/").content.decode()
    assert 'href="?by=area#chart"' in page
    assert 'href="?by=sex&amp;area=WK999902#chart"' in page


def test_what_was_narrowed_down_is_said(client, felt_safe):
    found = text_of(client, "figures/felt-safe/?by=sex&area=WK999902")
    assert "Harbour: The newest figure is 51% (2024)." in found


def test_a_crowd_of_groups_is_drawn_apart_and_nobody_is_left_out(client, db):
    """Seven groups: seven drawings of their own."""
    cells = [cell(year, 10.0 + number, f"g{number}") for number in range(7) for year in ("2020", "2021")]
    city.record("crowd", table(*cells, cell("2020", 9.0), cell("2021", 9.5)), name={"en": "Crowd"})
    page = client.get("/en/figures/crowd/").content.decode()
    assert page.count("sr-chart--small") == 7
    assert "left out" not in page


def test_groups_beyond_the_drawings_are_counted(client, db):
    cells = [cell("2021", 10.0 + number, f"g{number:02}") for number in range(43)]
    city.record("many", table(*cells), name={"en": "Many"})
    assert "3 more groups are in the table only." in text_of(client, "figures/many/")


def test_search_finds_by_word_without_accents(client, felt_safe):
    assert "Feels safe" in text_of(client, "figures/?q=SAFE feels")
    assert "No figure fits these words." in text_of(client, "figures/?q=xyzzy")


def test_a_goal_without_a_figure_says_so(client, felt_safe):
    assert "not reported" in text_of(client, "figures/sdg/")


def test_the_profile_sets_an_area_against_the_whole(client, felt_safe):
    found = text_of(client, "figures/places/WK999902/")
    assert "Feels safe 2024 51% 71% 20 percentage points lower: behind" in found


def test_two_things_that_cannot_be_compared_are_told_so(client, felt_safe):
    assert "These two cannot be compared." in text_of(client, "figures/compare/?a=felt-safe&b=WK999902")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("rights/eu-charter/6/", "Feels safe"),
        ("policies/open-square/", "Feels safe"),
        ("actions/benches/", "Feels safe"),
        ("places/WK999902/", "beside the whole"),
    ],
)
def test_pages_of_the_spine_show_their_figures(client, felt_safe, address, words):
    assert words in text_of(client, address)


def test_a_release_shows_what_changed_cell_by_cell(client, felt_safe):
    second = city.stage_next(felt_safe)
    reviewed = operations.review_release(release=second, acting_user=SYSTEM, at=AT)
    operations.publish_release(release=reviewed, acting_user=SYSTEM, at=AT)
    found = text_of(client, "figures/felt-safe/releases/2/")
    assert "All together 2024 changed 71, provisional 72, provisional" in found
    assert "All together 2025 added – 73" in found
    assert "Release 2 has taken its place." in text_of(client, "figures/felt-safe/releases/1/")


def test_nobody_sees_an_embargoed_release_before_its_moment(client, felt_safe, monkeypatch):
    """Not on the page, not in a file, not by its address; a moment later it is there without any job."""
    second = city.stage_next(felt_safe)
    reviewed = operations.review_release(release=second, acting_user=SYSTEM, at=AT)
    soon = timezone.now() + timedelta(hours=1)
    operations.embargo_release(release=reviewed, publish_at=soon, acting_user=SYSTEM, at=AT)
    addresses = (
        "figures/felt-safe/",
        "figures/felt-safe.json",
        "figures/felt-safe.csv",
        "figures.json",
        "search/?q=safe",
    )
    assert not [one for one in addresses if "2025" in client.get(f"/en/{one}").content.decode()]
    assert client.get("/en/figures/felt-safe/releases/2/").status_code == 404
    monkeypatch.setattr(timezone, "now", lambda: soon)
    assert "73% (2025)" in text_of(client, "figures/felt-safe/")
    assert client.get("/en/figures/felt-safe/releases/2/").status_code == 200


@pytest.mark.parametrize("address", ["figures/moon/", "figures/moon/releases/", "figures/felt-safe/releases/9/"])
def test_what_does_not_exist_is_not_found(client, felt_safe, address):
    assert client.get(f"/en/{address}").status_code == 404


@pytest.mark.parametrize("query", ["by=moon", "by=sex&sex=moon", "page=x", "by=" + "x" * 5000])
def test_an_odd_choice_shows_the_usual_page(client, felt_safe, query):
    assert client.get(f"/en/figures/felt-safe/?{query}").status_code == 200


def test_the_file_holds_every_cell_and_its_status(client, felt_safe):
    lines = client.get("/en/figures/felt-safe.csv").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + len(city.SAFE.observations)
    assert "men,,2015,,hidden,False,False," in lines


def test_a_chosen_file_holds_what_was_chosen(client, felt_safe):
    lines = client.get("/en/figures/felt-safe.csv?by=none").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 5


def test_the_machine_form_names_judgement_and_source(client, felt_safe):
    found = client.get("/en/figures/felt-safe.json").json()
    assert found["judgement"]["method"] == "open-sdg"
    assert found["release"]["number"] == 1
    hidden = next(one for one in found["series"] if one["key"] == "men")["cells"][0]
    assert (hidden["value"], hidden["status"]) == (None, "hidden")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_light(client, felt_safe, language):
    """Well under the 60 kB of a first view, compressed."""
    import gzip

    assert len(gzip.compress(client.get(f"/{language}/figures/felt-safe/").content)) < 20_000


def test_the_reader_sees_the_state_in_their_language(client, felt_safe):
    for language in LANGUAGES:
        with override(language):
            words = gettext("How it goes")
        assert words in client.get(f"/{language}/figures/felt-safe/").content.decode()
