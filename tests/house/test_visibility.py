"""What stays inside: drafts with their actions, internal evidence, and the names of staff appear nowhere in public."""

import pytest

from stadsrecht.evidence.models import Evidence
from stadsrecht.people.models import User
from stadsrecht.policies.models import Action, ProgressNote
from tests.house.addresses import KEPT_FILE, public_addresses

LANGUAGES = ("nl", "en", "fr")
INSIDE = (
    ("policy", "equal-door"),
    ("action", "desk-in-harbour"),
    ("action", "desk-everywhere"),
    ("evidence-item", "desk-agreement"),
)
WORDS = (
    *("Een gelijke deur", "An equal door", "Une porte égale", "equal-door"),
    *("Een loket in", "A desk in the Harbour", "desk-in-harbour", "desk-everywhere"),
    *("Afspraak met het meldpunt", "Agreement with the desk", "Accord avec le guichet", "desk-agreement"),
)


def everything_public(client, language):
    """Every public page, list and machine form of one language with the API, and a search for what is inside."""
    searches = [f"/{language}/search.json?q={word}" for word in ("deur", "door", "porte", "loket", "desk", "afspraak")]
    filters = [
        f"/{language}/{address}"
        for address in (
            "policies.json?state=draft",
            "policies.json?provision=eu-charter:21",
            "actions.json?owner=none",
            "actions.json?state=stalled",
            "actions.json?overdue=1",
            "evidence.json?kind=agreement",
            "rights/eu-charter/21.json",
            "rights/kleinstad-charter/2.json",
            "rights/kleinstad-charter/2/",
        )
    ]
    api = [
        "/api/v1/policies?state=draft",
        "/api/v1/policies?provision=eu-charter:21",
        "/api/v1/actions?policy=equal-door",
        "/api/v1/actions?has_owner=false",
        "/api/v1/evidence?kind=agreement",
    ]
    pages = [address for address in public_addresses(language) if KEPT_FILE not in address]
    for address in [*pages, *searches, *filters, *api]:
        response = client.get(address, follow=True)
        yield address, b"".join(response).decode() if response.streaming else response.content.decode()


@pytest.mark.parametrize(("role", "language"), [*(("resident", one) for one in LANGUAGES), ("council_member", "nl")])
def test_drafts_and_internal_evidence_appear_nowhere(as_person, role, language):
    """On no page, in no list, search, machine form or answer of the API."""
    found = {
        address: [word for word in WORDS if word in text]
        for address, text in everything_public(as_person(role), language)
    }
    assert {address: words for address, words in found.items() if words} == {}


@pytest.mark.parametrize(("name", "code"), INSIDE)
@pytest.mark.parametrize("ending", ["/", ".json"])
def test_whoever_knows_the_address_of_something_inside_does_not_find_it(client, db, name, code, ending):
    """The answer is the same as for what does not exist."""
    folder = {"policy": "policies", "action": "actions", "evidence-item": "evidence"}[name]
    inside, nothing = (client.get(f"/nl/{folder}/{one}{ending}") for one in (code, "moon"))
    assert inside.status_code == nothing.status_code == 404
    assert inside.content.decode().replace(code, "moon") == nothing.content.decode()


def test_a_file_of_internal_evidence_is_not_handed_out(client, db):
    """Nor is it known whether there is one."""
    assert client.get("/nl/evidence/desk-agreement/file/").status_code == 404


def test_an_adviser_sees_what_is_inside_but_not_in_machine_forms_for_everyone(as_person):
    """What can be copied without a page around it holds only what is public."""
    adviser = as_person("adviser")
    assert adviser.get("/nl/evidence/desk-agreement/").status_code == 200
    assert "desk-agreement" in adviser.get("/nl/desk/evidence/").content.decode()
    for address in ("policies.json", "evidence.json", "actions.csv", "matrix.json", "policies/open-square.json"):
        assert "desk-agreement" not in adviser.get(f"/nl/{address}").content.decode()


@pytest.mark.parametrize("role", ["resident", "stranger"])
def test_names_of_staff_appear_nowhere_in_public(as_person, person, role):
    """Neither of who owns an action, nor of who wrote a note."""
    staff = person("adviser")
    User.objects.filter(pk=staff.pk).update(name="Zevenblad", email="zevenblad@city.example", shown_as={})
    Action.objects.filter(code="benches").update(owner_team=None, owner_person=staff)
    note = ProgressNote.objects.create(
        action=Action.objects.get(code="benches"), text={"nl": "Klaar."}, noted_on="2026-01-01", noted_by=staff
    )
    Evidence.objects.get(code="bench-count").links.update(note=note)
    found = [address for address, text in everything_public(as_person(role), "nl") if "zevenblad" in text.lower()]
    # The demonstration's page of personas names them by role, and this one has none to show.
    assert [address for address in found if address != "/nl/demo/"] == []


def test_the_desk_names_who_owns_an_action(as_person, person):
    """Colleagues do see it."""
    Action.objects.filter(code="benches").update(owner_team=None, owner_person=person("coordinator"))
    assert str(person("coordinator")) in as_person("adviser").get("/nl/desk/actions/benches/").content.decode()
