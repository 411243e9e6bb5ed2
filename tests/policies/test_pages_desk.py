"""The adviser's pages: what needs attention, what may be done, and what asks before it removes."""

import pytest

from stadsrecht.policies.models import Action, Anchor, Milestone, Policy, PolicyDocument
from tests.reading import Page

LANGUAGES = ("nl", "en", "fr")
PAGES = ["desk/", "desk/work/overdue/", "desk/policies/", "desk/policies/equal-door/", "desk/actions/benches/"]


@pytest.fixture
def adviser(as_person):
    return as_person("adviser")


@pytest.fixture
def anchor(db):
    return Anchor.objects.get(policy__code="open-square", provision__code="12")


@pytest.fixture
def document(db):
    return PolicyDocument.objects.get()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_of_the_desk_speaks_three_languages(adviser, address):
    """And names its language."""
    pages = [Page(adviser.get(f"/{language}/{address}")) for language in LANGUAGES]
    assert [page.language for page in pages] == list(LANGUAGES)
    assert len({page.text for page in pages}) == len(LANGUAGES)


@pytest.mark.parametrize("address", ["desk/work/moon/", "desk/policies/moon/", "desk/actions/moon/"])
def test_what_does_not_exist_is_not_found(adviser, address):
    """A page that says so, in the language of the reader."""
    response = adviser.get(f"/fr/{address}")
    assert response.status_code == 404
    assert Page(response).language == "fr"


@pytest.mark.parametrize("board", ["mine", "overdue", "stalled", "silent", "without-owner"])
def test_each_list_opens_as_many_as_the_desk_counts(adviser, board):
    """The number on the desk and the heading of the list are the same."""
    found = next(one for one, _title, _empty in adviser.get("/nl/desk/").context["boards"] if one.code == board)
    assert adviser.get(f"/nl/desk/work/{board}/").context["page"].paginator.count == found.count


def test_an_anchor_is_removed_after_a_question(adviser, anchor):
    """Opening the page removes nothing."""
    address = f"/nl/desk/policies/open-square/anchors/{anchor.pk}/remove/"
    assert "EU-Handvest" in Page(adviser.get(address)).text
    assert Anchor.objects.filter(pk=anchor.pk).exists()
    assert adviser.post(address).status_code in (302, 303)
    assert not Anchor.objects.filter(pk=anchor.pk).exists()


def test_a_document_is_removed_after_a_question(adviser, document):
    """Opening the page, or asking only for its head, removes nothing."""
    address = f"/nl/desk/policies/open-square/documents/{document.pk}/remove/"
    assert (adviser.get(address).status_code, adviser.head(address).status_code) == (200, 200)
    assert PolicyDocument.objects.count() == 1
    adviser.post(address)
    assert PolicyDocument.objects.count() == 0


@pytest.mark.parametrize("number", [0, 99999999999999999999])
def test_what_belongs_to_another_policy_is_not_removed(adviser, anchor, number):
    """Neither under the wrong policy nor under a number that is none."""
    wrong = f"/nl/desk/policies/equal-door/anchors/{number or anchor.pk}/remove/"
    assert adviser.post(wrong).status_code == 404
    assert Anchor.objects.filter(pk=anchor.pk).exists()


def test_a_milestone_is_marked_as_done_once(adviser):
    """The second click is told so, on a page."""
    action = Action.objects.get(code="benches")
    step = Milestone.objects.create(action=action, title={"nl": "Verf"})
    address = f"/en/desk/actions/benches/milestones/{step.pk}/done/"
    assert adviser.post(address).status_code in (302, 303)
    again = adviser.post(address)
    assert again.status_code == 422
    assert "already marked as done" in Page(again).text


def test_a_policy_goes_from_draft_to_public(adviser, client):
    """Once it is adopted, a resident finds it."""
    assert client.get("/nl/policies/equal-door/").status_code == 404
    adviser.post("/nl/desk/policies/equal-door/state/", {"state": "adopted"})
    adviser.logout()
    assert client.get("/nl/policies/equal-door/").status_code == 200


def test_the_portfolio_holder_signs_off_but_does_not_edit(as_person):
    """May move a policy, may not change its text; the page offers only what is allowed."""
    holder = as_person("portfolio_holder")
    links = Page(holder.get("/nl/desk/policies/equal-door/")).links
    assert "/nl/desk/policies/equal-door/state/" in links
    assert not [link for link in links if link.endswith(("/edit/", "/new/"))]


def test_one_anchor_leads_to_the_next(adviser):
    """The second button saves and asks for another right."""
    data = {"provision": "crc:31", "is_explicit": "no", "reason_nl": "Er wordt gespeeld."}
    data |= {"duty": "respect", "charter_applies": "no", "another": "1"}
    response = adviser.post("/nl/desk/policies/open-square/anchors/new/", data)
    assert response.url == "/nl/desk/policies/open-square/anchors/new/"
    assert Anchor.objects.filter(policy__code="open-square", provision__code="31").exists()


def test_a_note_leads_to_its_evidence(adviser):
    """The second button of the note opens the form of evidence, filled in with the action."""
    data = {"text_nl": "Er is geteld.", "evidence": "1"}
    response = adviser.post("/nl/desk/actions/benches/notes/new/", data, follow=True)
    assert Page(response).inputs["subjects"] == "action:benches"


def test_a_new_policy_shows_in_the_list_of_its_state(adviser):
    """Also where its title has a language that the reader has not."""
    Policy.objects.filter(code="open-square").update(title={"fr": "La place"}, state="ended")
    page = Page(adviser.get("/nl/desk/policies/?state=ended&field=meeting"))
    assert "La place" in page.text
    assert "(in het Frans)" in page.text


@pytest.mark.parametrize(
    "address",
    [
        "desk/",
        "desk/policies/",
        "desk/policies/equal-door/",
        "desk/policies/open-square/",
        "desk/actions/desk-in-harbour/",
        "desk/actions/benches/",
        "desk/evidence/",
        "desk/matrix/",
        "desk/matrix/eu-charter/",
        "evidence/desk-agreement/",
        "evidence/desk-report/",
        "policies/open-square/",
    ],
)
def test_no_link_that_an_adviser_sees_is_broken(adviser, address):
    """Drafts and internal evidence included."""
    links = {link.partition("#")[0] for link in Page(adviser.get(f"/nl/{address}")).links if link.startswith("/nl/")}
    assert [link for link in sorted(links)[:60] if adviser.get(link).status_code not in (200, 302)] == []
