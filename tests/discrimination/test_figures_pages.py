"""Figures of reports in pages: for everyone what is public, for the coordinator a draft with reasons and a warning."""

import csv
import io

import pytest
from django.urls import reverse

from stadsrecht.discrimination.models import FiguresWork
from stadsrecht.discrimination.operations import make_figures
from tests.discrimination.counting import MANY, NEXT_YEAR, arrive, at, make, shorten_lists, tell
from tests.reading import Page

PUBLIC = "/nl/report/figures/"


@pytest.fixture
def reports(db):
    shorten_lists()
    return arrive(*MANY)


@pytest.fixture
def published(person, reports):
    return tell(person, "2026-whole")


@pytest.fixture
def lead(as_person):
    return as_person("office_coordinator")


@pytest.fixture
def next_year(monkeypatch):
    """The desk as it is in January."""
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: at(NEXT_YEAR))


def text(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_an_empty_page_says_what_is_to_come(client, db, language):
    page = Page(client.get(f"/{language}/report/figures/"))
    assert page.heading
    assert reverse("report").removeprefix("/nl") in " ".join(page.links)


def test_a_year_that_was_not_told_is_not_there(client, db):
    assert client.get(f"{PUBLIC}2026/").status_code == 404


def test_everyone_reads_public_counts_and_no_hidden_one(client, published):
    found = text(client, PUBLIC)
    assert "In 2026 kwamen 50 meldingen binnen." in found
    assert "Meer meldingen betekenen niet dat er meer discriminatie is" in found
    assert "verborgen" in found
    assert "te weinig mensen" not in found  # why is said at the desk alone


def test_programs_read_the_state_of_each_cell(client, published):
    """A hidden count is none, and its reason stays inside."""
    year = client.get("/nl/report/figures/2026.json").json()["years"][0]
    cells = {one["code"]: one for one in year["tables"]["ground"]}
    assert (cells["origin"]["state"], cells["origin"]["reports"]) == ("told", 22)
    assert (cells["age"]["state"], cells["age"]["reports"]) == ("hidden", None)
    assert set(cells["age"]) == {"period", "code", "name", "state", "reports"}


def test_a_spreadsheet_reads_the_same(client, published):
    content = client.get("/nl/report/figures.csv").content.decode("utf-8-sig")
    rows = {(row["table"], row["code"]): row for row in csv.DictReader(io.StringIO(content))}
    assert rows["ground", "origin"]["reports"] == "22"
    assert (rows["ground", "age"]["state"], rows["ground", "age"]["reports"]) == ("hidden", "")


def test_the_door_in_another_language_leads_to_figures_in_one_of_the_site(client, published):
    response = client.get("/ar/report/figures/")
    assert (response.status_code, response.url) == (302, PUBLIC)


def test_the_page_of_a_right_shows_reports_that_touch_it(client, published):
    found = text(client, "/nl/rights/icerd/5/")
    assert "Meldingen van discriminatie" in found
    assert PUBLIC in found
    assert client.get("/nl/rights/icerd/5.json").json()["reports"]["counts"][0]["reports"] == 22
    assert "/report/figures/" not in text(client, "/nl/rights/icescr/11/")


def test_the_ways_through_figures_lead_there(client, db):
    assert PUBLIC in text(client, "/nl/figures/")


def test_the_coordinator_asks_looks_and_publishes(next_year, lead, reports):
    """The draft says why; without the box nothing goes out."""
    response = lead.post("/nl/desk/cases/figures/", {"span": "2026-whole"})
    assert response.status_code == 303
    work = FiguresWork.objects.get()
    assert 'http-equiv="refresh"' in text(lead, response.url)
    make_figures(number=work.pk, clock=lambda: at(NEXT_YEAR))
    assert "te weinig mensen, of niemand" in text(lead, response.url)
    refused = lead.post(response.url, {})
    assert refused.status_code == 422
    assert set(Page(refused).errors) == {"is_sure"}
    assert lead.post(response.url, {"is_sure": "on"}).status_code == 303
    assert "50" in text(lead, PUBLIC)


def test_a_draft_can_be_dropped(lead, person, reports):
    work = make(person, "2026-whole")
    assert lead.post(f"/nl/desk/cases/figures/{work.pk}/drop/").status_code == 303
    assert "weggegooid" in text(lead, f"/nl/desk/cases/figures/{work.pk}/")


def test_a_refusal_is_told_by_name(lead, person, db):
    shorten_lists()
    arrive(({}, 3))
    work = make(person, "2026-whole")
    said = text(lead, f"/nl/desk/cases/figures/{work.pk}/")
    assert "kleiner dan 5" in said
    assert "whole" not in said.partition('role="alert"')[2].partition("</div>")[0]


def test_a_time_that_is_not_offered_is_refused(lead, reports):
    assert lead.post("/nl/desk/cases/figures/", {"span": "2031-whole"}).status_code == 422


def test_figures_that_are_not_there_are_not_found(lead, db):
    assert lead.get("/nl/desk/cases/figures/99/").status_code == 404


def test_the_desk_is_not_kept_by_a_browser(lead, person, reports):
    work = make(person, "2026-whole")
    assert lead.get(f"/nl/desk/cases/figures/{work.pk}/")["Cache-Control"] == "no-store"
