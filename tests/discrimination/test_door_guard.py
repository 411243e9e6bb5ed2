"""Every address below `report/` has the door's protection: a way out, no referrer, and no copy in a cache."""

import pytest

from stadsrecht.discrimination.web.door import views
from stadsrecht.discrimination.web.urls import urlpatterns
from tests.discrimination.door import Visit
from tests.discrimination.test_door import LANGUAGES, say
from tests.house.addresses import address_of
from tests.reading import Page

FOR_EVERYONE = {"report-figures", "report-figures-year"}  # pages of the site, which may be kept
EXIT = 'id="exit" href="https://example.org/weather/" rel="noreferrer noopener"'


def below():
    """The names of all pages below report/; what a program reads has no way out."""
    return [one.name for one in urlpatterns if str(one.pattern).startswith("report/") and "." not in one.name]


def is_guarded(response, *, may_be_kept=False):
    assert not response.cookies
    assert response["Referrer-Policy"] == "no-referrer"
    assert ("no-store" in response.get("Cache-Control", "")) is not may_be_kept
    return EXIT in response.content.decode()


def test_the_pages_below_the_door_are_known():
    """So that this file is read when one is added."""
    assert set(below()) == {"report", "report-form", "report-mine", *FOR_EVERYONE}


@pytest.mark.parametrize("language", LANGUAGES[:3])
def test_each_page_below_the_door_has_a_way_out_and_tells_no_other_site(client, office, language):
    for name in below():
        response = client.get(address_of(name, language))
        assert is_guarded(response, may_be_kept=name in FOR_EVERYONE), name


@pytest.mark.parametrize("path", ["nowhere", "form/nowhere/"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_is_the_door_says_so_itself(client, office, language, path):
    response = client.get(f"/{language}/report/{path}", follow=True)
    assert response.status_code == 404
    assert is_guarded(response)
    assert say("problem.missing", language) in Page(response).text


@pytest.mark.parametrize(("path", "status"), [("figures/1999/", 404), ("form/?y=%00", 400)])
def test_so_it_does_for_a_year_that_was_not_counted_and_for_what_cannot_be_read(client, office, path, status):
    response = client.get(f"/fr/report/{path}")
    assert response.status_code == status
    assert is_guarded(response)
    assert say("problem.missing" if status == 404 else "problem.unreadable", "fr") in Page(response).text


def test_more_than_can_be_taken_is_named(client, office):
    """Nothing of it is kept, and the way out is there."""
    page = Visit(client)
    page.fields |= {f"field-{number}": ["x"] for number in range(1_200)}
    page.next(narrative="Iets")
    assert page.response.status_code == 400
    assert is_guarded(page.response)
    assert say("problem.unreadable_text") in page.text


def test_a_method_that_is_not_taken_keeps_its_answer(client, office):
    response = client.put("/nl/report/form/")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, POST")
    assert is_guarded(response)


def test_a_bug_shows_a_page_of_the_door(client, office, monkeypatch):
    """One that asks nothing of the database."""

    def broken():
        raise RuntimeError

    monkeypatch.setattr(views, "office_keys", broken)
    client.raise_request_exception = False
    response = client.get("/fr/report/")
    assert response.status_code == 500
    assert is_guarded(response)
    assert say("problem.broken", "fr") in Page(response).text


def test_the_rest_of_the_site_is_as_it_was(client, office):
    response = client.get("/nl/nowhere/")
    assert (response.status_code, response["Referrer-Policy"], EXIT in response.content.decode()) == (
        404,
        "same-origin",
        False,
    )
