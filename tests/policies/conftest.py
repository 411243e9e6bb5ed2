"""What an adviser types into each form of the desk."""

import pytest
from django.urls import reverse
from django.utils.translation import gettext, override

from tests.reading import Page

DESK = {  # address -> what it is given
    "desk-policy-new": {},
    "desk-policy-edit": {"code": "equal-door"},
    "desk-policy-state": {"code": "equal-door"},
    "desk-document-new": {"code": "equal-door"},
    "desk-anchor-new": {"code": "equal-door"},
    "desk-action-new": {"code": "equal-door"},
    "desk-action-edit": {"code": "benches"},
    "desk-action-state": {"code": "desk-in-harbour"},
    "desk-note-new": {"code": "benches"},
    "desk-milestone-new": {"code": "benches"},
}
POLICY = {
    "title_nl": "Wonen voor iedereen",
    "title_en": "Homes for everyone",
    "title_fr": "Un logement pour toutes et tous",
    "summary_nl": "Wie een huis zoekt, krijgt hulp.\nOok zonder geld.",
    "starts_on": "2026-01-01",
    "ends_on": "2027-12-31",
    "decided_by": "council",
    "decided_on": "2025-12-01",
    "decision_url": "https://example.org/besluit",
}
ACTION = {"title_nl": "Een loket voor huurders", "starts_on": "2026-02-01", "due_on": "2026-06-30"}
ANCHOR = {
    "provision": "eu-charter:34",
    "is_explicit": "no",
    "reason_nl": "Het beleid helpt wie geen huis heeft.",
    "duty": "fulfil",
    "charter_applies": "unknown",
}
DOCUMENT = {"title_nl": "Woonvisie", "url": "https://example.org/woonvisie", "language": "nl", "dated_on": "2025-11-01"}


def address(name, language="nl"):
    with override(language):
        return reverse(name, kwargs=DESK[name])


@pytest.fixture
def typed(db):
    """`typed("desk-policy-new", starts_on="...")` is all that an adviser types there, with some of it changed."""
    from stadsrecht.policies.models import PolicyField

    policy = {**POLICY, "field": str(PolicyField.objects.get(code="equal-treatment").pk)}
    forms = {
        "desk-policy-new": policy,
        "desk-policy-edit": {**policy, "version": "1"},
        "desk-policy-state": {"state": "adopted"},
        "desk-document-new": DOCUMENT,
        "desk-anchor-new": ANCHOR,
        "desk-action-new": ACTION,
        "desk-action-edit": {**ACTION, "version": "1"},
        "desk-action-state": {"state": "stalled", "reason_nl": "Er is geen ruimte."},
        "desk-note-new": {"text_nl": "Er is een ruimte gevonden."},
        "desk-milestone-new": {"title_nl": "Eerste spreekuur", "due_on": "2024-03-01"},
    }
    return lambda name, **changed: {**forms[name], **changed}


@pytest.fixture
def send(as_person):
    """`send("desk-policy-new", data, language)` posts as adviser and gives the answer and the page."""
    client = as_person("adviser")

    def post(name, data, language="nl"):
        response = client.post(address(name, language), data)
        return response, Page(response)

    return post


@pytest.fixture
def said():
    """The beginning of a message, up to the first place to fill in, in the language of the page."""

    def translated(words, language):
        with override(language):
            return gettext(words).partition("%(")[0]

    return translated
