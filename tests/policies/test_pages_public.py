"""What a resident reads about policies and actions."""

import pytest

from stadsrecht.policies.models import Action, Anchor, Policy
from tests.reading import Page

LANGUAGES = ("nl", "en", "fr")
PAGES = ["policies/", "policies/open-square/", "actions/", "actions/benches/"]


@pytest.fixture
def read(client, db):
    """`read("policies/", "fr")` gives that page."""
    return lambda address, language="nl": Page(client.get(f"/{language}/{address}"))


@pytest.mark.parametrize("address", PAGES)
def test_a_page_speaks_three_languages(read, address):
    """Its heading, its facts and the content of the city."""
    pages = [read(address, language) for language in LANGUAGES]
    assert [page.language for page in pages] == list(LANGUAGES)
    assert len({page.text for page in pages}) == len(LANGUAGES)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_only_read(client, db, address):
    """Nothing is taken by it."""
    assert {getattr(client, method)(f"/nl/{address}").status_code for method in ("post", "put", "delete")} == {405}


@pytest.mark.parametrize("address", ["policies/moon/", "actions/moon/", "policies/equal-door/"])
@pytest.mark.parametrize(("language", "words"), [("nl", "bestaat niet"), ("en", "There is no"), ("fr", "n’existe pas")])
def test_what_does_not_exist_is_said_by_name(client, db, address, language, words):
    """With the name that was asked for."""
    response = client.get(f"/{language}/{address}")
    assert response.status_code == 404
    assert address.split("/")[1] in Page(response).text
    assert words in Page(response).text


def test_a_policy_shows_the_rights_that_it_serves(read):
    """Named in the text, or as a judgement that says why."""
    page = read("policies/open-square/")
    assert "/nl/rights/kleinstad-charter/1/" in page.links
    assert "Besluit, eerste alinea" in page.text
    assert "Op een plein komen mensen vrij samen." in page.text


def test_a_policy_leads_to_its_actions_decision_and_evidence(read):
    """One click each."""
    links = read("policies/open-square/").links
    assert {"/nl/actions/benches/", "https://example.org/decisions/open-square"} <= set(links)
    assert {"/nl/evidence/square-decision/", "/nl/evidence/bench-count/"} <= set(links)


@pytest.mark.parametrize(("address", "model"), [("policies/open-square/", Policy), ("actions/benches/", Action)])
def test_what_is_not_known_is_said(read, address, model):
    """Not known is another thing than none."""
    values = {"starts_on": None, "ends_on": None} if model is Policy else {"starts_on": None, "due_on": None}
    model.objects.update(**values)
    assert "niet bekend" in read(address).text


def test_an_action_without_owner_shows_as_a_gap(read):
    """On its page and in the list that filters for it."""
    Action.objects.filter(code="benches").update(owner_team=None, state="running")
    assert "geen eigenaar bekend" in read("actions/benches/").text
    assert "/nl/actions/benches/" in read("actions/?owner=none").links


def test_a_stalled_action_says_why(read):
    """On its own page and wherever it is listed."""
    Action.objects.filter(code="benches").update(state="stalled", reason={"nl": "Het hout is op."})
    for address in ("actions/benches/", "actions/?state=stalled", "policies/open-square/"):
        assert "Het hout is op." in read(address).text


def test_an_overdue_action_is_marked_on_the_page_of_its_right(read):
    """Wherever the action is listed."""
    benches = Action.objects.get(code="benches")
    Action.objects.filter(pk=benches.pk).update(state="running")
    right = Anchor.objects.filter(policy=benches.policy).first().provision
    assert "te laat" in read(f"rights/{right.instrument.code}/{right.code}/").text.lower()


def test_an_overdue_action_is_shown_as_such(read):
    """And found by the filter."""
    Action.objects.filter(code="benches").update(state="running")
    assert "/nl/actions/benches/" in read("actions/?overdue=1").links
    assert "te laat" in read("actions/benches/").text.lower()


def test_a_fallback_is_visible(read):
    """A text that lacks the reader's language stands there in another, and says so."""
    Policy.objects.filter(code="open-square").update(summary={"nl": "Het plein is van iedereen."})
    assert "Het plein is van iedereen. (in Dutch)" in read("policies/open-square/", "en").text


def test_what_is_for_show_is_said(read):
    """So that nobody takes it for an official record."""
    assert "Kleinstad bestaat niet." in read("policies/open-square/").text


def test_html_in_a_text_stays_text(read, client):
    """Whoever may write cannot run anything in a reader's browser."""
    Policy.objects.filter(code="open-square").update(title={"nl": "<script>alert(1)</script>"})
    assert "<script>alert" not in client.get("/nl/policies/open-square/").content.decode()
    assert "<script>alert(1)</script>" in read("policies/open-square/").heading


@pytest.mark.parametrize(
    "query", ["state=moon", "field=moon", "instrument=moon", "page=moon", "page=-1", "page=999", "state=%F0%9F%8C%99"]
)
@pytest.mark.parametrize("ending", ["/", ".json", ".csv"])
def test_a_filter_of_nonsense_finds_nothing_and_breaks_nothing(client, db, query, ending):
    """Also in the machine forms."""
    assert client.get(f"/nl/policies{ending}?{query}").status_code == 200


def test_an_unknown_right_in_a_filter_is_said_by_name(client, db):
    """A page for people, data for programs."""
    assert "eu-charter:99" in Page(client.get("/nl/policies/?provision=eu-charter:99")).text
    answer = client.get("/nl/policies.json?provision=eu-charter:99")
    assert (answer.status_code, answer.json()["error"]) == (404, "UnknownProvision")


@pytest.mark.parametrize(
    "address", ["policies/?state=%00", "rights/eu-charter/%00/", "search/?q=%00", "evidence/?kind=%00"]
)
def test_a_byte_that_no_text_holds_is_a_request_that_cannot_be_read(client, db, address):
    """And no fault of ours."""
    assert client.get(f"/nl/{address}").status_code == 400


def test_a_long_list_is_read_page_by_page(client, db):
    """The links between pages keep the filter."""
    first = Policy.objects.get(code="open-square")
    for number in range(60):
        first.pk, first.code = None, f"copy-{number}"
        first.save(force_insert=True)
    page = Page(client.get("/nl/policies/?field=meeting"))
    assert "?field=meeting&page=2" in page.links
    assert len([link for link in Page(client.get("/nl/policies/?page=2")).links if "/policies/copy-" in link]) == 10
    assert "/nl/policies/open-square/" in Page(client.get("/nl/policies/?page=2")).links
