"""When something goes wrong: a calm page in the reader's language, with a cure and the right status."""

import pytest
from django.test import Client
from django.urls import path

from stadsrecht.config import urls
from stadsrecht.kernel.errors import EditConflict, NotPermitted, ReasonMissing

LANGUAGES = ("nl", "en", "fr")


def fail(error):
    def view(request, form="html"):
        raise error

    return view


class Broken:
    """Addresses that fail, beside those of the product."""

    urlpatterns = [
        path("named/", fail(ReasonMissing())),
        path("named.json", fail(ReasonMissing())),
        path("conflict/", fail(EditConflict(current_version=2))),
        path("refused/", fail(NotPermitted())),
        path("bug/", fail(ZeroDivisionError())),
        *urls.urlpatterns,
    ]
    handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


@pytest.fixture
def failing(settings, db):
    settings.ROOT_URLCONF = Broken
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_address_gets_a_page_in_the_readers_language(client, db, language):
    """It says what to do, and offers the search."""
    response = client.get(f"/{language}/nowhere/")
    assert response.status_code == 404
    html = response.content.decode()
    assert f'<html lang="{language}"' in html
    assert f'href="/{language}/search/"' in html


def test_an_unknown_record_is_named(client, db):
    """The reader sees the word that we do not know."""
    response = client.get("/en/rights/eu-charter/999/")
    assert response.status_code == 404
    assert "999" in response.content.decode()


def test_an_unknown_address_of_the_interface_gets_a_problem(client, db):
    """A program gets no page."""
    response = client.get("/api/v1/nowhere")
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/problem+json"


def test_a_named_error_becomes_a_page_with_its_message(failing):
    """No view needs to catch it."""
    response = failing.get("/named/")
    assert response.status_code == 422
    assert str(ReasonMissing()) in response.content.decode()


def test_a_named_error_becomes_json_where_json_was_asked_for(failing):
    """A program reads the name of the error."""
    response = failing.get("/named.json")
    assert (response.status_code, response.json()["error"]) == (422, "ReasonMissing")


@pytest.mark.parametrize(("path", "status"), [("/conflict/", 409), ("/refused/", 403)])
def test_a_named_error_keeps_its_status(failing, path, status):
    """Who was refused is told so, and by what."""
    assert failing.get(path).status_code == status


def test_a_bug_gets_a_page_that_needs_no_database(failing, django_assert_num_queries):
    """It speaks three languages, as it cannot ask which one the reader wants."""
    failing.cookies["visited"] = "1"  # so that no kept page is looked for
    with django_assert_num_queries(0):
        response = failing.get("/bug/")
    assert response.status_code == 500
    html = response.content.decode()
    assert "Er ging iets mis" in html
    assert 'lang="en"' in html
    assert 'lang="fr"' in html


def test_a_form_that_is_too_old_is_explained(person):
    """A missing or old token is no reproach: the reader hears how to keep what was typed."""
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person("adviser"))
    response = strict.post("/en/me/logout/")
    assert response.status_code == 403
    assert "The form was open too long" in response.content.decode()
