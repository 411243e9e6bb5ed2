"""The register: what everyone reads, and the form that never loses what was typed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext, override

from stadsrecht.evidence.models import Evidence
from stadsrecht.kernel.audit import AuditEntry
from stadsrecht.policies.models import Action, ProgressNote
from tests.reading import Page

LANGUAGES = ("nl", "en", "fr")
NEW, EDIT = "desk/evidence/new/", "desk/evidence/desk-agreement/edit/"
LONG = "a" * 10_000
TYPED = {
    "title_nl": "Verslag van de banken",
    "kind": "report",
    "dated_on": "2026-01-31",
    "source": "Kleinstad",
    "language": "nl",
    "url": "https://example.org/verslag",
    "subjects": "action:benches\nplace:WK999901",
    "shelf_life_months": "12",
    "is_public": "on",
    "version": "1",
}
OWN = "This is the page of the action or pledge itself. Give the address of something that shows what was done."
UNKNOWN = (
    "We do not know “%(wanted)s”. Write for example provision:eu-charter:21, policy:…, action:…, place:… or pledge:…."
)
MISSING = "Fill in this field in at least one language."
REQUIRED = "This field is required."
BAD = [
    ({"url": "https://kleinstad.example/nl/actions/benches/"}, "url", OWN),
    ({"url": ""}, "url", "Give either an address or a file."),
    ({"url": "javascript:alert(1)"}, "url", "Enter a valid URL."),
    ({"subjects": ""}, "subjects", "Say what this is evidence of: at least one right, policy, action or place."),
    ({"subjects": "provision:eu-charter:99"}, "subjects", UNKNOWN),
    ({"subjects": "moon"}, "subjects", UNKNOWN),
    ({"title_nl": ""}, "title", MISSING),
    ({"source": ""}, "source", REQUIRED),
    ({"dated_on": "gisteren"}, "dated_on", "Enter a valid date."),
    ({"kind": "rumour"}, "kind", "Select a valid choice. %(value)s is not one of the available choices."),
    ({"shelf_life_months": "0"}, "shelf_life_months", "Ensure this value is greater than or equal to %(limit_value)s."),
]


@pytest.fixture
def adviser(as_person, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return as_person("adviser")


@pytest.fixture
def send(adviser):
    """`send(NEW, url="...")` posts the form, with some of what is typed changed, and gives the answer and the page."""

    def post(address, language="nl", **changed):
        response = adviser.post(f"/{language}/{address}", {**TYPED, **changed})
        return response, Page(response)

    return post


def said(words, language):
    with override(language):
        return gettext(words).partition("%(")[0]


@pytest.mark.parametrize("address", ["evidence/", "evidence/bench-count/", "matrix/", "matrix/eu-charter/", NEW, EDIT])
def test_a_page_speaks_three_languages(adviser, address):
    """Public pages, the matrix and the forms."""
    pages = [Page(adviser.get(f"/{language}/{address}")) for language in LANGUAGES]
    assert [page.language for page in pages] == list(LANGUAGES)
    assert len({page.text for page in pages}) == len(LANGUAGES)


def test_a_piece_of_evidence_leads_to_its_source_and_to_what_it_is_evidence_of(client, db):
    """Each claim can be looked up."""
    links = Page(client.get("/nl/evidence/bench-count/")).links
    assert {"https://example.org/evidence/bench-count", "/nl/actions/benches/", "/nl/places/WK999901/"} <= set(links)


def test_evidence_past_its_shelf_life_is_shown_as_stale(client, db):
    """On its page, in the list and by the filter."""
    for address in ("evidence/bench-count/", "evidence/", "actions/benches/"):
        assert "verouderd" in Page(client.get(f"/nl/{address}")).text
    assert [row["code"] for row in client.get("/nl/evidence.json?stale=1").json()] == ["bench-count"]


def test_where_only_the_year_is_known_no_day_is_shown(client, db):
    """What is not known is not made up."""
    text = Page(client.get("/nl/evidence/desk-report/")).text
    assert "2024" in text
    assert "31 december 2024" not in text


@pytest.mark.parametrize("address", [NEW, EDIT])
def test_what_is_right_is_saved_and_stands_in_the_trail(send, address):
    """The browser is led on."""
    before = AuditEntry.objects.count()
    response, _page = send(address)
    assert response.status_code == 303
    assert AuditEntry.objects.count() > before


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("changed", "field", "words"), BAD)
def test_what_is_wrong_is_named_next_to_its_field(send, changed, field, words, language):
    """In the language of the page, and nothing is written."""
    before = Evidence.objects.count()
    response, page = send(NEW, language, **changed)
    assert response.status_code == 422
    assert said(words, language) in page.errors[field]
    assert Evidence.objects.count() == before


@pytest.mark.parametrize("address", [NEW, EDIT])
@pytest.mark.parametrize(("changed", "field", "words"), BAD)
def test_what_was_typed_stays(send, changed, field, words, address):
    """Everything, also what is wrong; only a kind that does not exist cannot be shown as chosen."""
    _response, page = send(address, **changed)
    wanted = {key: value for key, value in {**TYPED, **changed}.items() if changed.get(key) != "rumour"}
    assert {key: page.inputs.get(key, "").replace("\r", "") for key in wanted} == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_of_ten_thousand_characters_is_refused_and_kept(send, language):
    """So is a source of that length."""
    response, page = send(NEW, language, title_fr=LONG, source=LONG)
    assert response.status_code == 422
    assert ("300" in page.errors["title"], "200" in page.errors["source"]) == (True, True)
    assert page.inputs["title_fr"] == page.inputs["source"] == LONG


@pytest.mark.parametrize("of", ["action:benches", "policy:open-square", "provision:eu-charter:12", "place:WK999901"])
def test_the_form_knows_where_one_came_from(adviser, of):
    """The link on a page fills in what the evidence is of."""
    assert Page(adviser.get(f"/nl/{NEW}?of={of}")).inputs["subjects"] == of


def test_a_note_cites_the_evidence_that_was_added_with_it(adviser):
    """From the note's second button, through the form, to the link."""
    note = ProgressNote.objects.create(
        action=Action.objects.get(code="benches"), text={"nl": "Geteld."}, noted_on="2026-01-01"
    )
    adviser.post(f"/nl/{NEW}?of=action:benches&note={note.pk}", TYPED)
    links = Evidence.objects.get(code="verslag-van-de-banken").links
    assert [link.note_id for link in links.filter(action__isnull=False)] == [note.pk]


@pytest.mark.parametrize("note", ["moon", "0", "99999999999999999999", "-1", "²"])
def test_a_note_that_does_not_exist_is_left_out(adviser, note):
    """The evidence counts all the same."""
    assert adviser.post(f"/nl/{NEW}?note={note}", TYPED).status_code == 303


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_second_editor_is_told_and_keeps_the_text(send, language):
    """409, the present values beside what was typed, and the next save goes through."""
    send(EDIT, source="Van de eerste")
    response, page = send(EDIT, language, source="Van de tweede")
    assert response.status_code == 409
    assert "Van de eerste" in page.text
    assert page.inputs["source"] == "Van de tweede"
    again, _page = send(EDIT, source="Van de tweede", version=page.inputs["version"])
    assert (again.status_code, Evidence.objects.get(code="desk-agreement").source) == (303, "Van de tweede")


def test_who_changed_only_what_it_is_evidence_of_is_not_overwritten(adviser):
    """The second editor is told of that as well."""
    opened = Page(adviser.get(f"/nl/{EDIT}")).inputs
    first = adviser.post(f"/nl/{EDIT}", {**opened, "subjects": "action:benches"})
    second = adviser.post(f"/nl/{EDIT}", {**opened, "source": "De stad"})
    assert (first.status_code, second.status_code) == (303, 409)


def test_a_file_is_kept_under_a_name_of_its_own_and_given_as_download(send, client):
    """A browser never runs what somebody put there."""
    file = SimpleUploadedFile("../../verslag.html", b"<script>alert(1)</script>")
    send(NEW, url="", file=file)
    response = client.get("/nl/evidence/verslag-van-de-banken/file/")
    assert b"".join(response) == b"<script>alert(1)</script>"
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")
    assert Evidence.objects.get(code="verslag-van-de-banken").file.name.startswith("evidence/verslag")


@pytest.mark.parametrize("name", ["virus.exe", "verslag.pdf.js", "geen-einde"])
def test_a_file_of_another_kind_is_refused_by_name(send, name):
    """And nothing is kept."""
    response, page = send(NEW, url="", file=SimpleUploadedFile(name, b"x"))
    assert response.status_code == 422
    assert said("This file cannot be kept: %(why)s", "nl") in page.errors["file"]


def test_a_file_stays_when_only_the_rest_is_changed(send):
    """The form of a kept file need not be given the file again."""
    send(NEW, url="", file=SimpleUploadedFile("verslag.txt", b"tien"))
    code = "verslag-van-de-banken"
    response, _page = send(f"desk/evidence/{code}/edit/", url="", source="De stad")
    kept = Evidence.objects.get(code=code)
    assert (response.status_code, kept.source, kept.file.read()) == (303, "De stad", b"tien")


def test_a_page_of_our_own_stays_the_address_that_the_installation_gave(adviser):
    """An adviser may mend the rest; another path of ours, typed by hand, is no address."""
    Evidence.objects.filter(code="desk-agreement").update(url="/figures/feels-at-home/")
    opened = Page(adviser.get(f"/nl/{EDIT}")).inputs
    kept = adviser.post(f"/nl/{EDIT}", {**opened, "source": "De stad"})
    assert (kept.status_code, Evidence.objects.get(code="desk-agreement").source) == (303, "De stad")
    refused = adviser.post(f"/nl/{EDIT}", {**Page(adviser.get(f"/nl/{EDIT}")).inputs, "url": "/figures/elsewhere/"})
    assert (refused.status_code, set(Page(refused).errors)) == (422, {"url"})


def test_evidence_is_removed_after_a_question(adviser):
    """Opening the page, or asking only for its head, removes nothing."""
    address = "/nl/desk/evidence/bench-count/remove/"
    assert (adviser.get(address).status_code, adviser.head(address).status_code) == (200, 200)
    assert Evidence.objects.filter(code="bench-count").exists()
    assert adviser.post(address).status_code in (302, 303)
    assert not Evidence.objects.filter(code="bench-count").exists()


def test_the_desk_counts_drafts_and_internal_evidence_and_the_public_matrix_does_not(adviser, client):
    """The right not to be discriminated against rests on a draft alone."""

    def standing(address):
        rows = adviser.get(f"/nl/{address}.json").json()["provisions"]
        return next((row["policies"], row["evidence"]) for row in rows if row["reference"] == "eu-charter:21")

    # The public page counts public evidence of the right itself, which this is not.
    assert (standing("matrix"), standing("desk/matrix")) == ((0, 0), (1, 2))


def test_every_number_of_the_matrix_opens_what_it_counts(client, db):
    """From the row of a right to the place on its page."""
    links = Page(client.get("/nl/matrix/eu-charter/")).links
    address = "/nl/rights/eu-charter/12/"
    assert {f"{address}#policies", f"{address}#actions", f"{address}#evidence"} <= set(links)
    html = client.get(address).content.decode()
    assert all(f'id="{spot}"' in html for spot in ("policies", "actions", "evidence"))


@pytest.mark.parametrize("state", ["unaddressed", "acting", "evidenced", "moon", ""])
def test_the_matrix_of_an_instrument_is_filtered_by_state(client, db, state):
    """A state that does not exist is no filter."""
    rows = client.get(f"/nl/matrix/eu-charter.json?state={state}").json()
    assert {row["state"] for row in rows} <= ({state} if state not in ("moon", "") else {row["state"] for row in rows})
    assert client.get(f"/nl/matrix/eu-charter/?state={state}").status_code == 200
