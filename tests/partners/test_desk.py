"""The desk of partners: what is typed is kept, what is wrong is named next to its field."""

import json
import re
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from stadsrecht.partners.models import LinkCheck, Organisation, Proposal, Schedule, Service
from stadsrecht.partners.operations import edit_organisation
from tests.partners.conftest import AT
from tests.partners.hsds_schema import example
from tests.reading import Page

HOME = "/en/desk/partners/buurthuis-de-brug/"
SERVICE = {
    "name_nl": "Spreekuur",
    "needs": ["poverty"],
    "languages": ["ti", "prs"],
    "cost": "free",
    "has_interpreter": "unknown",
    "status": "active",
    "visit_hours": "MO-WE 09:00-12:30\nSA 22:00-02:00",
    "contact_hours": "",
}
PLACE = {"version": "1", "kind": "physical"}
ENTRY = {"version": "1", "name_nl": "Buurthuis De Brug", "name_en": "Buurthuis De Brug", "name_fr": "Buurthuis De Brug"}


@pytest.fixture
def partner(as_person):
    return as_person("partner")


def test_a_partner_finds_its_own_entry_and_nothing_of_the_citys_work(partner):
    """Neither what is stale nor what waits."""
    page = Page(partner.get("/en/desk/partners/"))
    assert HOME in page.links
    assert "never confirmed" not in page.text


def test_an_untouched_form_of_a_service_changes_no_hours(partner, house):
    """Lines of another directory hold more than the form shows."""
    service = house.services.get()
    morning = {"days": ["MO"], "opens_at": "09:00", "closes_at": "12:00", "every_weeks": 2, "is_by_appointment": True}
    service.schedules.all().delete()
    Schedule.objects.create(service=service, **morning, starts_on="2026-01-05", carried={"notes": "Ring"})
    Schedule.objects.create(service=service, attendance="contact", opens_at="10:00", closes_at="11:00")
    before = list(Schedule.objects.filter(service=service).values())
    address = f"{HOME}services/{service.pk}/"
    assert partner.post(address, Page(partner.get(address)).inputs).status_code == 303
    assert list(Schedule.objects.filter(service=service).values()) == before


def version_at(client, address):
    return Page(client.get(address)).inputs["version"]


def test_hours_that_somebody_changed_meanwhile_are_not_overwritten(partner, house):
    """The second who saves is told, and who asks for what changed hears of the first."""
    partner.post(f"{HOME}services/new/", SERVICE)
    address = f"{HOME}services/{Service.objects.get(name__nl='Spreekuur').pk}/"
    sent, before = {**SERVICE, "version": version_at(partner, address)}, Service.objects.get(name__nl="Spreekuur")
    assert partner.post(address, {**sent, "visit_hours": "MO 09:00-10:00"}).status_code == 303
    assert partner.post(address, {**sent, "phone": "1"}).status_code == 409
    after = Service.objects.get(name__nl="Spreekuur")
    assert [row.closes_at.hour for row in after.schedules.all()] == [10]
    assert after.changed_at > before.changed_at


def test_hours_moved_to_the_phone_are_saved(partner, house):
    """The page says saved, and they are."""
    partner.post(f"{HOME}services/new/", {**SERVICE, "visit_hours": "MO 09:00-12:00"})
    service = Service.objects.get(name__nl="Spreekuur")
    address = f"{HOME}services/{service.pk}/"
    moved = {**SERVICE, "version": version_at(partner, address), "visit_hours": "", "contact_hours": "MO 09:00-12:00"}
    assert partner.post(address, moved).status_code == 303
    assert [row.attendance for row in service.schedules.all()] == ["contact"]


def test_a_partner_adds_a_service_with_hours(partner):
    """Days as a range, a night over midnight."""
    assert partner.post(f"{HOME}services/new/", SERVICE).status_code == 303
    service = Service.objects.get(name__nl="Spreekuur")
    assert [row.days for row in service.schedules.all()] == [["MO", "TU", "WE"], ["SA"]]
    again = Page(partner.get(f"{HOME}services/{service.pk}/"))
    assert again.inputs["visit_hours"] == "MO, TU, WE 09:00-12:30\nSA 22:00-02:00"


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"visit_hours": "maandag"}, "visit_hours", "is no time of the day"),
        ({"visit_hours": "MO 25:00-26:00"}, "visit_hours", "is no time of the day"),
        ({"contact_hours": "XX 09:00-10:00"}, "contact_hours", "is no time of the day"),
        ({"url": "javascript:alert(1)"}, "url", "is no address of a page"),
        ({"min_age": "20", "max_age": "10"}, "max_age", "lies below the lowest"),
        ({"languages": ["xx"]}, "languages", "Select a valid choice"),
        ({"name_nl": ""}, "name", "Fill in this field"),
        ({"email": "nobody"}, "email", "Enter a valid email"),
    ],
)
def test_a_fault_stands_next_to_its_field_and_the_rest_is_kept(partner, changes, field, words):
    """Nothing is saved."""
    response = partner.post(f"{HOME}services/new/", {**SERVICE, **changes})
    page = Page(response)
    assert response.status_code == 422
    assert words in page.errors[field]
    assert page.inputs["name_nl"] == changes.get("name_nl", "Spreekuur")
    assert not Service.objects.filter(name__nl="Spreekuur").exists()


def test_a_link_that_is_a_script_is_refused_at_its_field(partner):
    """Wherever it is typed."""
    page = Page(partner.post(f"{HOME}edit/", {**ENTRY, "website": "javascript:alert(1)"}))
    assert "is no address of a page" in page.errors["website"]
    assert page.inputs["website"] == "javascript:alert(1)"


def test_a_new_name_is_said_to_wait(partner):
    """And stands among the changes that the city looks at."""
    response = partner.post(f"{HOME}edit/", {**ENTRY, "name_nl": "De Oude Brug"}, follow=True)
    assert "The city looks at the new name" in response.content.decode()
    assert Proposal.objects.get().about == "name"


def test_the_second_who_saves_sees_what_the_first_wrote(partner, house):
    """Nothing is lost."""
    partner.post(f"{HOME}edit/", {**ENTRY, "phone": "1"})
    response = partner.post(f"{HOME}edit/", {**ENTRY, "phone": "2"})
    assert response.status_code == 409
    assert Page(response).inputs["phone"] == "2"


def test_confirming_takes_one_click(partner):
    """The page says so."""
    page = partner.post(f"{HOME}confirm/", follow=True).content.decode()
    assert "The entry is confirmed as of today." in page


def test_services_and_places_are_removed_with_a_click(partner, house):
    """And are gone from the directory."""
    partner.post(f"{HOME}services/{house.services.get().pk}/remove/")
    partner.post(f"{HOME}places/{house.locations.get().pk}/remove/")
    assert (house.services.count(), house.locations.count()) == (0, 0)


@pytest.mark.parametrize("address", ["services/1/", "places/1/"])
def test_parts_of_another_organisation_are_not_found(partner, desk, address):
    """Though they exist."""
    number = desk.services.get().pk if "services" in address else desk.locations.get().pk
    assert partner.get(HOME + address.replace("1", str(number))).status_code == 404


def test_the_city_decides_with_one_of_two_buttons(as_person, partner):
    """Refusing without a reason is named."""
    partner.post(f"{HOME}edit/", {**ENTRY, "name_nl": "De Oude Brug"})
    number = Proposal.objects.get().pk
    adviser = as_person("adviser")
    address = f"/en/desk/partners/-/changes/{number}/"
    assert "reason" in Page(adviser.post(address, {"refuse": "1"})).errors
    assert adviser.post(address, {"accept": "1"}).status_code == 303
    assert Organisation.objects.get(code="buurthuis-de-brug").name["nl"] == "De Oude Brug"
    assert adviser.post(address, {"accept": "1"}).status_code == 409


def upload(name, content):
    return {"file": SimpleUploadedFile(name, content), "language": "en"}


def test_a_file_is_taken_in_or_each_refused_row_is_named(as_person):
    """On the page, with its place."""
    adviser = as_person("adviser")
    bad = json.dumps({"services": [{**example("service_full"), "organization": None}]}).encode()
    response = adviser.post("/en/desk/partners/-/intake/", upload("x.json", bad))
    page = response.content.decode()
    assert response.status_code == 422
    assert "services[0]" in page
    assert "Community Counselling" in page
    good = json.dumps(example("service_full")).encode()
    assert adviser.post("/en/desk/partners/-/intake/", upload("x.json", good)).status_code == 303


@pytest.mark.parametrize(("name", "content"), [("x.json", b"{"), ("x.xlsx", b"PK\x03\x04 no"), ("x.csv", b"a,b")])
def test_a_file_that_cannot_be_read_is_named_at_its_field(as_person, name, content):
    """And nothing breaks."""
    response = as_person("adviser").post("/en/desk/partners/-/intake/", upload(name, content))
    assert response.status_code == 422
    assert Page(response).errors["file"]


def test_the_history_tells_what_became_of_services_and_places(partner, house):
    """Each line with what it is about, and old beside new; what was removed keeps its lines."""
    place = house.locations.get()
    partner.post(f"{HOME}services/new/", SERVICE)
    added = Service.objects.get(name__nl="Spreekuur")
    address = f"{HOME}services/{added.pk}/"
    changed = {**SERVICE, "version": version_at(partner, address), "needs": ["housing"], "visit_hours": ""}
    partner.post(address, changed)
    partner.post(f"{HOME}services/{added.pk}/remove/")
    partner.post(f"{HOME}places/{place.pk}/", {**PLACE, "name_nl": "Het Huis", "accessibility": ["step-free"]})
    history = Page(partner.get(HOME)).text.partition("History")[2]
    for words in (
        "Spreekuur: service added",
        "Subjects: Money and debt → Housing",
        "Spreekuur: hours changed",
        "Spreekuur: service removed",
        "Het Huis: place changed",
        "Access: quiet room → step-free entrance",
        "Samen eten: loaded with the city",
    ):
        assert words in history


def test_the_history_tells_hours_and_districts_in_the_words_of_the_reader(partner):
    """No codes, and no English between Dutch words."""
    partner.post(f"{HOME}services/new/", {**SERVICE, "visit_hours": "MO 09:00-12:00"})
    address = f"{HOME}services/{Service.objects.get(name__nl='Spreekuur').pk}/"
    sent = {**SERVICE, "version": version_at(partner, address), "areas": ["WK999903"], "is_by_appointment": "on"}
    partner.post(address, {**sent, "visit_hours": "MO, TU 09:30-12:00"})
    history = Page(partner.get(HOME.replace("/en/", "/nl/"))).text.partition("Geschiedenis")[2]
    assert "maandag 09:00–12:00 → Openingstijden maandag, dinsdag 09:30–12:00" in " ".join(history.split())
    assert "op afspraak" in history
    assert not any(code in history for code in ("WK999903", "visit", "MO", "by appointment"))


def test_the_history_of_an_entry_tells_nothing_of_another(partner, desk, person):
    """Nor where the address of a place is."""
    edit_organisation(
        organisation=desk, version=None, values={"phone": "+31 99 000 0000"}, acting_user=person("adviser"), at=AT
    )
    assert "+31 99 000 0000" not in Page(partner.get(HOME)).text


NEW = {"name_nl": "Het Loket", "kind": "education", "works_on": ["work"], "website": "https://example.org/loket"}


def test_the_city_enters_an_organisation(as_person):
    """It stands in the directory at once, and those who look for help on its subject are led to it."""
    adviser = as_person("adviser")
    answer = adviser.post("/en/desk/partners/-/new/", NEW)
    assert (answer.status_code, answer["Location"]) == (303, "/en/desk/partners/het-loket/")
    assert "entered in the directory" in Page(adviser.get(answer["Location"])).text
    assert "/en/partners/het-loket/" in Page(adviser.get("/en/help/?need=work")).links
    assert adviser.post("/en/desk/partners/-/new/", NEW)["Location"] == "/en/desk/partners/het-loket-2/"


@pytest.mark.parametrize(
    ("field", "typed"),
    [("website", "javascript:alert(1)"), ("kind", "crown"), ("works_on", ["moon"])],
)
def test_a_fault_in_a_new_organisation_is_named_and_the_rest_is_kept(as_person, field, typed):
    answer = as_person("adviser").post("/en/desk/partners/-/new/", {**NEW, field: typed})
    page = Page(answer)
    assert answer.status_code == 422
    assert field in page.errors
    assert page.inputs["name_nl"] == "Het Loket"
    assert not Organisation.objects.filter(code="het-loket").exists()


def test_a_partner_says_its_subjects_and_the_city_what_kind_it_is(as_person, house):
    """Nobody makes itself the police."""
    sent = {**ENTRY, "works_on": ["youth"], "kind": "police"}
    assert as_person("partner").post(f"{HOME}edit/", sent).status_code == 303
    house.refresh_from_db()
    assert (house.works_on, house.kind) == (["youth"], "civil-society")
    assert {"youth", "meeting"} <= set(house.needs)
    assert as_person("adviser").post(f"{HOME}edit/", {**sent, "version": house.version}).status_code == 303
    house.refresh_from_db()
    assert house.kind == "police"


def test_a_service_says_which_districts_it_serves(partner, house):
    """And is found there, wherever its place is."""
    partner.post(f"{HOME}services/new/", {**SERVICE, "areas": ["WK999903"]})
    service = Service.objects.get(name__nl="Spreekuur")
    assert (service.areas, service.found_in) == (["WK999903"], ["WK999903"])
    page = partner.get(f"{HOME}services/{service.pk}/").content.decode()
    assert re.search(r'value="WK999903"[^>]* checked', page)


def test_the_desk_counts_all_that_grew_old_and_shows_it_in_pages(as_person):
    """Also what stands on a later page, and every link that leads nowhere."""
    Organisation.objects.bulk_create(
        Organisation(code=f"old-{number:02}", uuid=UUID(int=number), name={"nl": "x"}, kind="other")
        for number in range(60)
    )
    LinkCheck.objects.bulk_create(
        LinkCheck(organisation=row, link="https://example.org/", failed="status 404", checked_at=AT)
        for row in Organisation.objects.filter(code__startswith="old-")
    )
    Organisation.objects.filter(code__startswith="old-").update(website="https://example.org/")
    adviser = as_person("adviser")
    first, last = (Page(adviser.get(f"/en/desk/partners/?page={number}")) for number in (1, 4))
    assert "/en/desk/partners/old-00/" in {*first.links, *last.links}
    assert "Links that lead nowhere 60" in " ".join(first.text.split())
    assert first.text.count("status 404") == 50
    assert Page(adviser.get("/en/desk/partners/?links=2")).text.count("status 404") == 10
