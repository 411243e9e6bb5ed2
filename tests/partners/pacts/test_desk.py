"""The desk of pacts: forms that keep what was typed, and name what is wrong at its field."""

import pytest

from stadsrecht.evidence.models import Evidence
from stadsrecht.partners.models import Editorship, Pact, PactMeeting, Pledge, PledgeNote, Presence, Signature
from tests.reading import Page

HOME, PACT = "/en/desk/pledges/long-table/", "/en/desk/pacts/samen-open/"
PLEDGE = {"organisation": "buurthuis-de-brug", "title_nl": "Een tweede tafel", "due_on": "2099-12-01"}


@pytest.fixture
def partner(as_person):
    return as_person("partner")


@pytest.fixture
def adviser(as_person):
    return as_person("adviser")


def test_a_partner_finds_its_own_pledges_and_no_work_of_the_city(partner):
    """Neither what is silent nor what is disputed."""
    page = Page(partner.get("/en/desk/pacts/"))
    assert HOME in page.links
    assert "Silent for half a year" not in page.text


def test_the_city_finds_what_is_overdue_silent_and_disputed(adviser, pledge):
    """Each in its list."""
    page = Page(adviser.get("/en/desk/pacts/"))
    assert "/en/desk/pledges/walk-in/" in page.links
    for title in ("Overdue", "Silent for half a year", "The two views differ"):
        assert title in page.text


def test_a_partner_pledges_and_reports_in_one_form_each(partner):
    """From made to kept, and what it wrote is public."""
    made = partner.post(f"{PACT}pledges/new/", {**PLEDGE, "quota_least": "5", "quota_of": "6"})
    pledge = Pledge.objects.get(title__nl="Een tweede tafel")
    assert made.url == f"/en/desk/pledges/{pledge.code}/"
    sent = partner.post(f"{made.url}report/", {"state": "kept", "text": "Hij stond er."})
    assert sent.status_code == 303
    assert Pledge.objects.get(pk=pledge.pk).state == "kept"
    assert "Hij stond er." in Page(partner.get(f"/nl/pledges/{pledge.code}/")).text


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"quota_least": "5"}, "quota_least", "both numbers"),
        ({"quota_least": "7", "quota_of": "6"}, "quota_least", "both numbers"),
        ({"due_on": "2001-01-01"}, "due_on", "comes before the day of the pledge"),
        ({"due_on": ""}, "due_on", "This field is required"),
        ({"organisation": "meldpunt-kleinstad"}, "organisation", "Select a valid choice"),
    ],
)
def test_a_fault_stands_next_to_its_field_and_the_rest_is_kept(partner, changes, field, words):
    """Nothing is saved."""
    response = partner.post(f"{PACT}pledges/new/", {**PLEDGE, **changes})
    page = Page(response)
    assert response.status_code == 422
    assert words in page.errors[field]
    assert page.inputs["title_nl"] == "Een tweede tafel"
    assert Pledge.objects.count() == 3


def test_a_report_that_lacks_its_reason_keeps_what_was_typed(partner):
    """The error stands at the reason."""
    response = partner.post(f"{HOME}report/", {"state": "not_kept", "text": "Het regende te hard."})
    page = Page(response)
    assert response.status_code == 422
    assert "Give a reason" in page.errors["reason"]
    assert page.inputs["text"] == "Het regende te hard."
    assert page.inputs["state"] == "not_kept"


def test_a_report_offers_only_what_may_follow(partner, pledge):
    """And to leave it as it is."""
    Pledge.objects.filter(pk=pledge.pk).update(state="kept")
    html = partner.get(f"{HOME}report/").content.decode()
    assert [state in html for state in ('value="kept"', 'value="running"', 'value="withdrawn"')] == [True, True, False]


def test_a_report_leads_to_evidence_and_that_is_public(partner):
    """Named after the organisation; it counts for the right that the pledge serves."""
    sent = partner.post(f"{HOME}report/", {"state": "running", "text": "Foto’s.", "evidence": "1"})
    assert sent.url == f"{HOME}evidence/"
    shown = {
        "title_en": "Photos of the table",
        "url": "https://example.org/photos",
        "dated_on": "2099-01-01",
        "kind": "report",
        "language": "nl",
    }
    assert partner.post(sent.url, shown).status_code == 303
    evidence = Evidence.objects.get(title__en="Photos of the table")
    assert (evidence.is_public, evidence.source) == (True, "Buurthuis De Brug")
    assert "Photos of the table" in Page(partner.get("/en/pledges/long-table/")).text
    found = partner.get("/en/rights/eu-charter/12.json").json()
    assert evidence.code in [row["code"] for row in found["evidence"]]
    assert f"pledge:{'long-table'}" in partner.get(f"/en/evidence/{evidence.code}.json").json()["of"]


def test_an_organisation_that_signs_twice_keeps_what_it_typed(partner):
    """A named error at the organisation, and no second signature."""
    response = partner.post(f"{PACT}sign/", {"organisation": "buurthuis-de-brug", "signed_on": "2026-02-03"})
    page = Page(response)
    assert response.status_code == 409
    assert "signed this pact before, on 1 February 2025" in page.errors["organisation"]
    assert (page.inputs["organisation"], page.inputs["signed_on"]) == ("buurthuis-de-brug", "2026-02-03")
    assert Signature.objects.count() == 2


@pytest.mark.parametrize(("language", "words"), [("nl", "heeft dit pact al getekend"), ("fr", "a déjà signé ce pacte")])
def test_that_error_is_in_the_language_of_the_reader(partner, language, words):
    """Day and all."""
    sent = {"organisation": "buurthuis-de-brug", "signed_on": "2026-02-03"}
    assert words in Page(partner.post(f"/{language}/desk/pacts/samen-open/sign/", sent)).errors["organisation"]


def test_the_city_asks_and_gives_its_view(adviser, pledge):
    """Beside the partner’s words, which stay as they are."""
    assert adviser.post(f"{HOME}ask/", {"text_nl": "Komt de vierde tafel?"}).status_code == 303
    assert adviser.post(f"{HOME}view/", {"state": "not_kept", "text_nl": "Nog niet gezien."}).status_code == 303
    pledge.refresh_from_db()
    assert (pledge.state, pledge.city_state) == ("running", "not_kept")
    assert PledgeNote.objects.filter(pledge=pledge, voice="city").count() == 2


def test_whoever_asks_an_organisation_without_editors_is_told_that_no_mail_goes(adviser, pledge):
    """The question itself is asked."""
    asked = adviser.post(f"{HOME}ask/", {"text_nl": "Komt de vierde tafel?"}, follow=True)
    assert "The organisation gets it by e-mail." in Page(asked).text
    Editorship.objects.all().delete()
    asked = adviser.post(f"{HOME}ask/", {"text_nl": "Of de vijfde?"}, follow=True)
    assert "so no e-mail goes out." in Page(asked).text
    assert PledgeNote.objects.filter(pledge=pledge, kind="question").count() == 2


def test_only_whoever_can_give_accounts_is_asked_to(as_person, pledge):
    """On the page of a pact without pledges."""
    Pledge.objects.all().delete()
    words = "give them an account as partner"
    assert [words in Page(as_person(role).get(PACT)).text for role in ("adviser", "partner")] == [True, False]


def test_the_city_records_a_pact_a_meeting_and_attendance(adviser):
    """All at the desk."""
    made = adviser.post("/en/desk/pacts/-/new/", {"title_nl": "Nieuw", "text_nl": "Wij.", "starts_on": "2026-01-01"})
    pact = Pact.objects.get(title__nl="Nieuw")
    assert made.url == f"/en/desk/pacts/{pact.code}/"
    adviser.post(f"{made.url}sign/", {"organisation": "veilig-huis", "signed_on": "2026-01-02"})
    when = {"day": "2026-01-05", "starts_at": "19:00", "ends_at": "21:00"}
    assert adviser.post(f"{made.url}meetings/new/", {"title_nl": "Begin", **when}).status_code == 303
    meeting = PactMeeting.objects.get(pact=pact)
    choice = {f"signature-{Signature.objects.get(pact=pact).pk}": "present"}
    assert adviser.post(f"{made.url}meetings/{meeting.pk}/attendance/", choice).status_code == 303
    assert Presence.objects.get(meeting=meeting).is_present
    again = Page(adviser.get(f"{made.url}meetings/{meeting.pk}/"))
    assert (again.inputs["day"], again.inputs["starts_at"]) == ("2026-01-05", "19:00")


def test_a_meeting_that_ends_before_it_begins_is_refused_at_its_field(adviser):
    """And what was typed stays."""
    when = {"day": "2026-01-05", "starts_at": "19:00", "ends_at": "18:00"}
    page = Page(adviser.post(f"{PACT}meetings/new/", {"title_nl": "Begin", **when}))
    assert "must end after it begins" in page.errors["ends_at"]
    assert page.inputs["title_nl"] == "Begin"


def test_the_second_who_saves_sees_what_the_first_wrote(partner):
    """Nothing is lost."""
    change = {"version": "1", "title_nl": "Een nog langere tafel", "due_on": "2026-12-31"}
    assert partner.post(f"{HOME}edit/", change).status_code == 303
    response = partner.post(f"{HOME}edit/", {**change, "title_nl": "Een korte tafel"})
    assert response.status_code == 409
    assert Page(response).inputs["title_nl"] == "Een korte tafel"


def test_the_second_who_saves_a_meeting_or_a_pledge_reads_the_names_of_what_differs(as_person, pact):
    """Of hours as of subjects: in the words of the form."""
    row, adviser = pact.meetings.get(title__nl="Tweede bijeenkomst"), as_person("adviser")
    sent = {"version": "1", "title_nl": "Tweede", "day": "2026-03-09", "starts_at": "19:30", "ends_at": "21:00"}
    assert adviser.post(f"{PACT}meetings/{row.pk}/", sent).status_code == 303
    text = Page(adviser.post(f"{PACT}meetings/{row.pk}/", {**sent, "starts_at": "20:00"})).text
    assert "Begins at" in text
    assert "starts_at" not in text
    partner = as_person("partner")
    change = {"version": "1", "title_nl": "Tafel", "due_on": "2026-12-31", "subjects": ["meeting", "discrimination"]}
    assert partner.post(f"{HOME}edit/", change).status_code == 303
    shown = partner.post(f"{HOME}edit/", {**change, "subjects": []}).content.decode()
    assert "Meeting people, Report or discuss discrimination" in shown


def test_milestones_are_added_and_marked_as_done(partner, pledge):
    """With one click."""
    assert partner.post(f"{HOME}milestones/new/", {"title_nl": "Meer stoelen"}).status_code == 303
    step = pledge.milestones.get(title__nl="Meer stoelen")
    partner.post(f"{HOME}milestones/{step.pk}/done/")
    assert pledge.milestones.get(pk=step.pk).done_on is not None


@pytest.mark.parametrize("address", ["", "edit/", "report/", "milestones/new/", "evidence/"])
def test_the_pledge_of_another_organisation_is_shut(partner, address):
    """A partner sees it as everyone does."""
    assert partner.get(f"/en/desk/pledges/walk-in/{address}").status_code == 403


def test_the_history_of_a_pledge_shows_old_and_new(partner, pledge):
    """In words."""
    partner.post(f"{HOME}report/", {"state": "kept", "text": "Klaar."})
    text = Page(partner.get(HOME)).text
    assert "reported on" in text
    assert "State: under way → kept" in text


def test_the_history_of_a_pledge_shows_days_in_the_words_of_the_reader(partner):
    """As that of a policy or an action does."""
    change = {"version": "1", "title_nl": "Een lange tafel", "due_on": "2027-06-01"}
    assert partner.post(f"{HOME}edit/", change).status_code == 303
    assert "31 December 2026 → 1 June 2027" in Page(partner.get(HOME)).text
