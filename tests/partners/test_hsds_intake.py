"""Taking in what other directories hold: official examples come out again unchanged in meaning, faults are named."""

import copy
import json

import pytest

from stadsrecht.kernel.errors import NotPermitted
from stadsrecht.kernel.models import AuditEntry
from stadsrecht.partners import errors
from stadsrecht.partners.bridge.hsds.terms import term
from stadsrecht.partners.models import Location, Organisation, Service
from stadsrecht.partners.operations import confirm_entry, reveal_address, save_service, take_in_hsds
from tests.partners.conftest import AT, SECRETS
from tests.partners.hsds_schema import example, faults


@pytest.fixture
def take(db, person):
    def act(document, role="adviser", leave_out_refused=False):
        content = document if isinstance(document, bytes) else json.dumps(document).encode()
        return take_in_hsds(
            content=content, language="en", leave_out_refused=leave_out_refused, acting_user=person(role), at=AT
        )

    return act


def missing(wanted, got, place=""):
    """Where something of `wanted` is not in `got`: objects may have gained fields, lists may have gained rows."""
    if isinstance(wanted, dict):
        return [
            fault
            for name, value in wanted.items()
            for fault in (missing(value, got[name], f"{place}.{name}") if name in got else [f"{place}.{name}"])
        ]
    if isinstance(wanted, list) and wanted and isinstance(wanted[0], dict):
        by_id = {row["id"]: row for row in got}
        absent = [f"{place}[{row['id']}]" for row in wanted if row["id"] not in by_id]
        there = [row for row in wanted if row["id"] in by_id]
        return absent + [fault for row in there for fault in missing(row, by_id[row["id"]], f"{place}[{row['id']}]")]
    return [] if wanted == got else [f"{place}: {wanted!r} is {got!r}"]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("organization_full", "organizations"),
        ("service_full", "services"),
        ("service_at_location_full", "service_at_locations"),
        ("taxonomy", "taxonomies"),
        ("taxonomy_term", "taxonomy_terms"),
    ],
)
def test_an_official_example_comes_out_unchanged_in_meaning(take, client, name, path):
    """Every value that went in, under the same identity, and still valid."""
    document = example(name)
    take(document)
    got = client.get(f"/hsds/v3/{path}/{document['id']}?language=en").json()
    assert missing(document, got) == []
    assert faults(name.removesuffix("_full"), got) == []


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("organization_list", "organizations"),
        ("service_list", "services"),
        ("service_at_location_list", "service_at_locations"),
        ("taxonomy_list", "taxonomies"),
        ("taxonomy_term_list", "taxonomy_terms"),
    ],
)
def test_a_page_of_a_list_comes_out_again(take, client, name, path):
    """As the interface of another city gives it."""
    document = example(name)
    if name == "service_at_location_list":
        take(example("service_at_location_full"))  # it names no organisation: that must be known
    take(document)
    for row in document["contents"]:
        got = client.get(f"/hsds/v3/{path}/{row['id']}?language=en").json()
        assert missing(row, got) == []


def test_the_example_of_a_place_comes_out_with_its_organisation(take, client):
    """A place has no list of its own: it comes with the organisation that is known."""
    organisation, place = example("organization_full"), example("location")
    take(organisation)
    take(place)
    got = client.get(f"/hsds/v3/organizations/{organisation['id']}?language=en").json()
    assert missing(place, {row["id"]: row for row in got["locations"]}[place["id"]]) == []


def test_taking_in_twice_renews_and_adds_nothing(take):
    """What is known by its identity is the same record."""
    take(example("service_full"))
    before = [model.objects.count() for model in (Organisation, Service, Location)]
    report = take(example("service_full"))
    assert [model.objects.count() for model in (Organisation, Service, Location)] == before
    assert report.added == 0


def test_columns_are_read_from_what_came(take):
    """Hours, ages, languages."""
    take(example("service_full"))
    service = Service.objects.get(uuid=example("service_full")["id"])
    assert (service.min_age, service.max_age, service.has_interpreter) == (12, 100, True)
    hours = service.schedules.get()
    assert (hours.opens_at, hours.closes_at) == (None, None)  # a monthly rule: carried, and not read as a week


def service_of(document, **changes):
    return {**copy.deepcopy(document), **changes}


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"organization": None, "organization_id": "11111111-1111-4111-8111-111111111111"}, errors.UnknownOwner),
        ({"organization": None}, errors.UnknownOwner),
        ({"id": "not-a-uuid"}, errors.FieldUnreadable),
        ({"id": ""}, errors.FieldMissing),
        ({"name": ""}, errors.FieldMissing),
        ({"name": 7}, errors.FieldUnreadable),
        ({"status": "sleeping"}, errors.FieldUnreadable),
        ({"url": "javascript:alert(1)"}, errors.LinkRefused),
        ({"minimum_age": "twelve"}, errors.FieldUnreadable),
        ({"minimum_age": 90, "maximum_age": 12}, errors.AgesReversed),
        ({"phones": "0612"}, errors.FieldUnreadable),
        ({"schedules": [{"id": "x", "opens_at": "25:99"}]}, errors.HoursUnreadable),
        ({"schedules": [{"id": "x", "valid_from": "soon"}]}, errors.FieldUnreadable),
    ],
)
def test_a_faulty_service_is_refused_by_name_and_leaves_nothing(take, changes, error):
    """The report says where it stands and what it is called."""
    before = [model.objects.count() for model in (Organisation, Service, AuditEntry)]
    with pytest.raises(errors.RowsRefused) as caught:
        take({"services": [service_of(example("service_full"), **changes)]})
    [refused] = caught.value.report.refused
    assert (refused.place, type(refused.error)) == ("services[0]", error)
    assert [model.objects.count() for model in (Organisation, Service, AuditEntry)] == before


def test_a_service_of_an_unknown_organisation_can_be_left_out(take):
    """The rest is taken in, and the report still names it."""
    document = {
        "organizations": [{"id": "22222222-2222-4222-8222-222222222222", "name": "Good", "description": ""}],
        "services": [service_of(example("service_full"), organization=None)],
    }
    report = take(document, leave_out_refused=True)
    assert (report.added, [row.name for row in report.refused]) == (1, ["Community Counselling"])


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"7", b'{"hello": 1}', b'[{"name": "x"}]', b"[" * 100_000])
def test_what_is_no_hsds_is_refused_by_name(take, content):
    """Whatever it is."""
    with pytest.raises((errors.FileUnreadable, errors.NotHsds)):
        take(content)


@pytest.mark.parametrize("role", ["partner", "portfolio_holder", "stranger", "coordinator"])
def test_only_the_citys_editors_take_in(take, role):
    """A partner edits its own entry by hand."""
    with pytest.raises(NotPermitted):
        take(example("taxonomy"), role=role)


CONFIDENTIAL = {"id": "11111111-1111-4111-8111-111111111112", "taxonomy_term": term("mark", "confidential-address")}


def texts_of(organisation):
    parts = [organisation, *organisation.services.all(), *organisation.locations.all()]
    columns = ("name", "description", "how", "front_door")
    return [dict(getattr(part, column)) for part in parts for column in columns if hasattr(part, column)]


def test_our_own_export_comes_in_again_and_no_language_is_lost(take, client, desk):
    """A document speaks one language; what is said in the others stays."""
    before = texts_of(desk)
    take(client.get(f"/hsds/v3/organizations/{desk.uuid}?language=en&full_service=true").json())
    for service in desk.services.all():
        take(client.get(f"/hsds/v3/services/{service.uuid}?language=en").json())
    desk.refresh_from_db()
    assert {"nl", "en", "fr"} <= set(desk.name)
    assert texts_of(desk) == before


def test_an_age_that_the_known_one_refutes_is_named(take, complaint):
    """A document that is silent about the other end leaves it as it is."""
    Service.objects.filter(pk=complaint.pk).update(max_age=60)
    with pytest.raises(errors.RowsRefused) as caught:
        take({"id": str(complaint.uuid), "name": "x", "status": "active", "minimum_age": 61})
    assert type(caught.value.report.refused[0].error) is errors.AgesReversed


def test_our_own_export_comes_in_again_with_its_secret_mark(take, client, person):
    """A shelter stays a shelter, and a document without the mark does not lift it."""
    identifier = Organisation.objects.get(code="veilig-huis").uuid
    document = client.get(f"/hsds/v3/organizations/{identifier}?language=en").json()
    [place] = document["locations"]
    place.pop("attributes")
    place.update(latitude=52.98765, longitude=5.43219, transportation="Verborgenlaan")
    place["addresses"] = [{"address_1": "Verborgenlaan 78", "city": "Schuilstede"}]
    take(document)
    kept = Location.objects.get(uuid=place["id"])
    assert (kept.is_confidential, kept.addresses, kept.carried) == (True, [], {})
    opened = reveal_address(location=kept, reason="Test", acting_user=person("administrator"), at=AT)
    assert opened["addresses"][0]["address_1"] == "Verborgenlaan 78"
    answer = client.get(f"/hsds/v3/organizations/{identifier}").content.decode()
    assert [secret for secret in SECRETS if secret in answer] == []


def test_a_confidential_place_of_another_directory_needs_a_front_door(take, shelter):
    """A document that is silent about it leaves the one that is known."""
    Location.objects.filter(pk=shelter.pk).update(front_door={})
    place = {"id": str(shelter.uuid), "location_type": "physical"}
    with pytest.raises(errors.RowsRefused) as caught:
        take({"locations": [{**place, "attributes": [CONFIDENTIAL]}]})
    assert type(caught.value.report.refused[0].error) is errors.FrontDoorMissing
    take({"locations": [{**place, "attributes": [CONFIDENTIAL], "description": "Call."}]})


def test_what_our_profile_said_does_not_outlive_what_it_said(take, client, complaint, person):
    """A need that was taken away here, an entry that was confirmed since: our own export, taken in, claims neither."""
    address = f"/hsds/v3/services/{complaint.uuid}?language=en"
    take(client.get(address).json())
    complaint.refresh_from_db()
    values, act = {"needs": ["racism"]}, {"acting_user": person("adviser"), "at": AT}
    organisation = complaint.organisation
    save_service(organisation=organisation, service=complaint, version=None, values=values, locations=[], **act)
    confirm_entry(organisation=organisation, on=AT.date(), **act)
    got = client.get(address).json()
    assert {row["taxonomy_term"]["code"] for row in got["attributes"]} == {"racism"}
    assert (got["assured_date"], got["last_modified"]) == ("2026-06-01", AT.isoformat())


def test_what_another_directory_assured_later_stays(take, client):
    """And what it assured where nobody here confirmed anything."""
    take(example("service_full"))
    service = Service.objects.get(uuid=example("service_full")["id"])
    address = f"/hsds/v3/services/{service.uuid}?language=en"
    assert client.get(address).json()["assured_date"] == example("service_full")["assured_date"]


def test_a_position_off_the_earth_is_carried_and_not_mapped(take, client):
    """The official example stands at latitude 100."""
    take(example("organization_full"))
    place = Location.objects.get(uuid=example("location")["id"])
    assert (place.latitude, place.carried["latitude"]) == (None, 100)
