"""The litany of every form of the desk: it works in three languages, names what is wrong, and keeps what was typed."""

import pytest

from stadsrecht.kernel.audit import AuditEntry
from tests.policies.conftest import DESK, address
from tests.reading import Page

LANGUAGES = ("nl", "en", "fr")
LONG = "a" * 10_000
NO_TITLE = {"title_nl": "", "title_en": "", "title_fr": "  "}
MISSING = "Fill in this field in at least one language."
NO_CHOICE = "Select a valid choice. %(value)s is not one of the available choices."
BAD = [
    ("desk-policy-new", {"ends_on": "2025-12-31"}, "ends_on", "The end day comes before the start day."),
    ("desk-policy-new", NO_TITLE, "title", MISSING),
    ("desk-policy-new", {"starts_on": "31 februari"}, "starts_on", "Enter a valid date."),
    (
        "desk-policy-new",
        {"field": "0"},
        "field",
        "Select a valid choice. That choice is not one of the available choices.",
    ),
    ("desk-policy-new", {"decision_url": "javascript:alert(1)"}, "decision_url", "Enter a valid URL."),
    ("desk-policy-edit", {"ends_on": "2025-12-31"}, "ends_on", "The end day comes before the start day."),
    ("desk-policy-state", {"state": ""}, "state", "This field is required."),
    ("desk-policy-state", {"state": "evaluated"}, "state", NO_CHOICE),
    ("desk-document-new", {"url": ""}, "url", "Give the address of the document, or upload it."),
    ("desk-document-new", {"language": "tlh"}, "language", NO_CHOICE),
    (
        "desk-anchor-new",
        {"provision": "eu-charter:99"},
        "provision",
        "There is no provision “%(wanted)s” in the catalogue. Choose one from the list, such as eu-charter:21.",
    ),
    (
        "desk-anchor-new",
        {"provision": "eu-charter:21"},
        "provision",
        "This policy is already anchored in %(provision)s. Remove that anchor first if it must change.",
    ),
    (
        "desk-anchor-new",
        {"is_explicit": "yes"},
        "place",
        "Say where the text of the policy names this right, for example “section 2.1, page 8”.",
    ),
    (
        "desk-anchor-new",
        {"reason_nl": ""},
        "reason",
        "Say why this policy serves this right, although its text does not name it.",
    ),
    ("desk-anchor-new", {"duty": ""}, "duty", "This field is required."),
    (
        "desk-action-new",
        {"due_on": "2026-01-31"},
        "due_on",
        "The due day (%(due)s) comes before the start (%(start)s). Choose a later due day or an earlier start.",
    ),
    ("desk-action-new", NO_TITLE, "title", MISSING),
    (
        "desk-action-edit",
        {"due_on": "2026-01-31"},
        "due_on",
        "The due day (%(due)s) comes before the start (%(start)s). Choose a later due day or an earlier start.",
    ),
    ("desk-action-state", {"reason_nl": ""}, "reason", "Give a reason. Residents and council members will ask for it."),
    ("desk-action-state", {"state": "planned"}, "state", NO_CHOICE),
    ("desk-note-new", {"text_nl": ""}, "text", MISSING),
    ("desk-milestone-new", NO_TITLE, "title", MISSING),
    (
        "desk-milestone-new",
        {"due_on": "2023-12-31"},
        "due_on",
        "The due day (%(due)s) comes before the start (%(start)s). Choose a later due day or an earlier start.",
    ),
]
NAMED = [
    name for name in DESK if name not in ("desk-policy-state", "desk-action-state", "desk-note-new", "desk-anchor-new")
]


@pytest.mark.parametrize("name", DESK)
def test_a_form_speaks_three_languages(as_person, name):
    """Each with a heading of its own."""
    client = as_person("adviser")
    pages = [Page(client.get(address(name, language))) for language in LANGUAGES]
    assert [page.language for page in pages] == list(LANGUAGES)
    assert len({page.heading for page in pages}) == len(LANGUAGES)


@pytest.mark.parametrize("name", DESK)
def test_what_is_right_is_saved_and_stands_in_the_trail(send, typed, name):
    """The browser is led on, so that a reload saves nothing twice."""
    before = AuditEntry.objects.count()
    response, _page = send(name, typed(name))
    assert response.status_code == 303
    assert AuditEntry.objects.count() == before + 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "changed", "field", "words"), BAD)
def test_what_is_wrong_is_named_next_to_its_field(send, typed, said, name, changed, field, words, language):
    """In the language of the page, and nothing is written."""
    before = AuditEntry.objects.count()
    response, page = send(name, typed(name, **changed), language)
    assert response.status_code == 422
    assert said(words, language) in page.errors[field]
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize(("name", "changed", "field", "words"), BAD)
def test_what_was_typed_stays(send, typed, name, changed, field, words):
    """Everything, also what is wrong; only a choice that does not exist cannot be shown as chosen."""
    data = typed(name, **changed)
    _response, page = send(name, data)
    shown = {key: value.strip() for key, value in data.items() if not (key == field and words.startswith("Select"))}
    assert {key: page.inputs.get(key, "").strip().replace("\r", "") for key in shown} == shown


@pytest.mark.parametrize("name", NAMED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_of_ten_thousand_characters_is_refused_and_kept(send, typed, name, language):
    """The message says how many fit."""
    response, page = send(name, typed(name, title_fr=LONG), language)
    assert response.status_code == 422
    assert "300" in page.errors["title"]
    assert page.inputs["title_fr"] == LONG


@pytest.mark.parametrize("name", DESK)
def test_an_empty_form_is_answered_with_what_is_missing(send, name):
    """No form fails on a request that holds nothing of it."""
    response, page = send(name, {"csrfmiddlewaretoken": "x"})
    assert response.status_code == 422
    assert page.errors


@pytest.mark.parametrize("name", DESK)
def test_a_form_from_elsewhere_is_refused(person, name):
    """Another site cannot post in an adviser's name."""
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(person("adviser"))
    assert client.post(address(name), {}).status_code == 403


def test_two_owners_are_refused_by_name(send, typed, said, person):
    """A person and a team cannot both own an action."""
    from stadsrecht.people.models import Team

    adviser = person("adviser")
    data = typed("desk-action-new", owner_person=adviser.pk, owner_team=Team.objects.first().pk)
    response, page = send("desk-action-new", data, "fr")
    assert response.status_code == 422
    assert said("Choose one owner: a person, a team or an organisation.", "fr") in page.errors["owner_team"]
    assert page.inputs["owner_person"] == str(adviser.pk)
