"""A file that is lost or damaged takes no page along: its figures cannot be read now, and all others can."""

import logging

import pytest

from stadsrecht.monitoring.bridge import store
from tests.monitoring import city
from tests.monitoring.conftest import cell, table
from tests.reading import Page

UNIQUE = table(cell("2023", 41.25), cell("2024", 42.75), cell("2024", 31.25, area=city.HAVEN))
SAYS = "These figures cannot be read now."
LISTS = [
    "figures/",
    "figures/rights/",
    "figures/sdg/",
    "figures/places/",
    f"figures/places/{city.HAVEN}/",
    "figures/compare/",
    "figures/compare/?a=unlucky&b=felt-safe",
    f"figures/compare/?a={city.HAVEN}&b={city.DORP}",
    "rights/eu-charter/6/",
    f"places/{city.HAVEN}/",
    "figures.json",
    "figures.csv",
    f"figures/places/{city.HAVEN}.json",
]


def gone(file):
    file.unlink()


def cut_short(file):
    file.write_bytes(file.read_bytes()[:200])


def another(file):
    file.write_bytes(b"no figures at all")


@pytest.fixture(params=[gone, cut_short, another])
def unlucky(request, felt_safe, db, settings):
    """An indicator whose file comes to harm before anybody has looked at it, beside one that is whole."""
    name = {"nl": "Pech", "en": "Unlucky", "fr": "Malchance"}
    subjects = ["provision:eu-charter:6", "provision:sdg:3.4"]
    found = city.record("unlucky", UNIQUE, name=name, subjects=subjects)
    request.param(store.path_of(UNIQUE.sha256))
    return found


@pytest.mark.parametrize("address", LISTS)
def test_every_list_shows_the_others(client, unlucky, address):
    response = client.get(f"/en/{address}")
    assert response.status_code == 200


@pytest.mark.parametrize("address", ["figures/", "figures/rights/", "figures/sdg/", f"figures/places/{city.HAVEN}/"])
def test_a_list_says_so_in_place_of_the_figure(client, unlucky, address):
    text = " ".join(Page(client.get(f"/en/{address}")).text.split())
    assert SAYS in text
    assert "no figure for everyone together" not in text


def test_the_others_keep_their_figures(client, unlucky):
    text = Page(client.get("/en/figures/")).text
    assert "71%" in text


def test_a_program_is_told_why_there_is_no_state(client, unlucky):
    found = {one["code"]: one for one in client.get("/en/figures.json").json()["figures"]}
    assert (found["unlucky"]["value"], found["unlucky"]["judgement"]["why"]) == (None, "figures-lost")


def test_its_own_page_says_so_and_that_this_passes(client, unlucky):
    response = client.get("/en/figures/unlucky/")
    assert response.status_code == 503
    assert SAYS[:-1] in Page(response).text


def test_the_log_names_the_file(client, unlucky, caplog):
    with caplog.at_level(logging.ERROR):
        client.get("/en/figures/")
    assert UNIQUE.sha256 in caplog.text
