"""Addresses: in the open or under seal. There is no third way, and the database sees to it."""

import json
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from stadsrecht.kernel import records
from stadsrecht.kernel.errors import NotPermitted, ReasonMissing
from stadsrecht.kernel.models import AuditEntry
from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.partners.errors import UnknownLocation
from stadsrecht.partners.models import Editorship, Location, Schedule, SealedAddress, Service
from stadsrecht.partners.operations import (
    change_own_location,
    reveal_address,
    save_location,
    save_service,
    take_in_hsds,
)
from stadsrecht.partners.queries import organisation
from tests.conftest import CAST, STAFF
from tests.house.addresses import RULED, address_of, public_addresses
from tests.partners.conftest import AT, SECRETS

OPEN = {"addresses": [{"address_1": "Verborgenlaan 77", "city": "Schuilstede"}]}


def everything_stored():
    """Every table as text."""
    parts = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" AS t')  # noqa: S608
            parts += [row[0] for row in cursor.fetchall()]
    return "\n".join(parts)


def test_no_table_holds_the_address_of_a_confidential_place(db):
    """Not even the trail of the loading: what is stored is a seal."""
    stored = everything_stored()
    assert [secret for secret in SECRETS if secret in stored] == []


@pytest.mark.parametrize(
    "values", [OPEN, {"latitude": 52.98765, "longitude": 5.43219}, {"carried": {"transportation": "Verborgenlaan"}}]
)
def test_the_database_refuses_an_address_beside_the_mark(shelter, values):
    """Whatever code may write it."""
    with pytest.raises(IntegrityError), transaction.atomic():
        Location.objects.filter(pk=shelter.pk).update(**values)


def test_an_administrator_reveals_it_with_a_reason(shelter, person):
    """The reason stands in the trail, the address does not."""
    opened = reveal_address(location=shelter, reason="Post", acting_user=person("administrator"), at=AT)
    assert (opened["addresses"][0]["address_1"], opened["latitude"]) == ("Verborgenlaan 77", 52.98765)
    entry = AuditEntry.objects.last()
    assert (entry.verb, entry.new) == ("reveal_address", {"reason": "Post"})


@pytest.mark.parametrize("role", [role for role in (*STAFF, "council_member", "stranger") if role != "administrator"])
def test_nobody_else_reveals_it(shelter, person, role):
    """Not the city's advisers, and not its partners."""
    with pytest.raises(NotPermitted):
        reveal_address(location=shelter, reason="Post", acting_user=person(role), at=AT)


def test_without_a_reason_it_stays_closed(shelter, person):
    """A blank is no reason."""
    with pytest.raises(ReasonMissing):
        reveal_address(location=shelter, reason=" ", acting_user=person("administrator"), at=AT)


def test_a_place_in_the_open_has_nothing_to_reveal(desk, person):
    """Its address stands on its page."""
    with pytest.raises(UnknownLocation):
        reveal_address(location=desk.locations.get(), reason="Post", acting_user=person("administrator"), at=AT)


def test_a_place_that_becomes_confidential_takes_its_address_under_seal(house, person):
    """With its position and all that another directory said of it."""
    place = house.locations.get()
    Location.objects.filter(pk=place.pk).update(latitude=52.3, longitude=5.3, carried={"transportation": "Bus 9"})
    save_location(
        organisation=house,
        location=place,
        version=None,
        values={"is_confidential": True, "front_door": {"nl": "Bel."}},
        acting_user=person("partner"),
        at=AT,
    )
    place.refresh_from_db()
    assert (place.addresses, place.latitude, place.area, place.carried) == ([], None, None, {})
    opened = reveal_address(location=place, reason="Test", acting_user=person("administrator"), at=AT)
    assert (opened["addresses"][0]["address_1"], opened["carried"]) == ("Dorpsplein 2", {"transportation": "Bus 9"})
    trail = json.dumps([[row.old, row.new] for row in AuditEntry.objects.all()])
    assert "Dorpsplein" not in trail


def test_the_crawler_looks_where_the_shelter_is(as_person, moving):
    """Each of those pages is there for who keeps the entry, and the answers hold the shelter."""
    client = as_person("adviser")
    answers = {address: client.get(address) for address in of_the_shelter(moving.location, moving)}
    assert {address: answer.status_code for address, answer in answers.items() if answer.status_code != 200} == {}
    held = [address for address, answer in answers.items() if "/help" in address and b"veilig-huis" in answer.content]
    assert len(held) >= 2


def test_whatever_is_done_to_a_place_its_address_stays_out_of_the_trail(db, person):
    """Adding, changing and removing say that there was an address, and not which."""
    house = organisation("buurthuis-de-brug")
    place = Location(organisation=house, uuid=uuid4(), **OPEN)
    records.add(place, acting_user=SYSTEM, at=AT, verb="test")
    records.change(place, {"addresses": [{"address_1": "Verborgenlaan 78"}]}, acting_user=SYSTEM, at=AT, verb="test")
    records.remove(place, acting_user=SYSTEM, at=AT, verb="test")
    said = [[row.old, row.new] for row in AuditEntry.objects.filter(verb="test")]
    assert [bool((new or {}).get("addresses") or (old or {}).get("addresses")) for old, new in said] == [True] * 3
    assert "Verborgenlaan" not in json.dumps(said)


def test_a_place_that_is_confidential_no_longer_has_an_address_again(shelter, person):
    """It is typed anew; the seal is thrown away."""
    organisation = shelter.organisation
    save_location(
        organisation=organisation,
        location=shelter,
        version=None,
        values={"is_confidential": False, "addresses": [{"address_1": "Dorpsstraat 1"}]},
        acting_user=person("adviser"),
        at=AT,
    )
    shelter.refresh_from_db()
    assert shelter.addresses == [{"address_1": "Dorpsstraat 1"}]
    assert not SealedAddress.objects.filter(location=shelter).exists()


def hsds_of_the_shelter(shelter):
    """What another directory may say of the shelter: its address in every corner that we have no column for."""
    told = "The door beside Verborgenlaan 75, Schuilstede"
    hours = {"id": str(uuid4()), "freq": "MONTHLY", "bymonthday": "1", "description": told, "notes": told}
    at_place = shelter.of_services.get()
    place = {
        "id": str(shelter.uuid),
        "location_type": "physical",
        "transportation": told,
        "schedules": [{**hours, "id": str(uuid4())}],
    }
    service = {
        "id": str(at_place.service.uuid),
        "name": "Shelter",
        "status": "active",
        "eligibility_description": told,
        "schedules": [{**hours, "id": str(uuid4())}],
    }
    return {
        "id": str(at_place.uuid),
        "service": service,
        "description": told,
        "contacts": [{"id": str(uuid4()), "name": told}],
        "schedules": [hours],
        "location": place,
    }


@pytest.fixture
def told_of(shelter, person):
    """Another directory told where the shelter is."""
    content = json.dumps(hsds_of_the_shelter(shelter)).encode()
    take_in_hsds(content=content, language="en", leave_out_refused=False, acting_user=person("adviser"), at=AT)
    return shelter


def test_what_another_directory_tells_of_a_confidential_place_is_stored_nowhere(told_of, person):
    """Not with its hours, not with its service, not with the hours of either; what is of the place is under seal."""
    stored = everything_stored()
    assert [secret for secret in SECRETS if secret in stored] == []
    opened = reveal_address(location=told_of, reason="Test", acting_user=person("administrator"), at=AT)
    assert "Verborgenlaan" in opened["carried"]["transportation"]


def test_what_was_told_of_an_open_place_goes_when_it_becomes_confidential(shelter, person):
    """A year of open words is forgotten in the moment that the mark is set."""
    desk = {"organisation": shelter.organisation, "version": None, "acting_user": person("adviser"), "at": AT}
    save_location(location=shelter, values={"is_confidential": False, **OPEN}, **desk)
    content = json.dumps(hsds_of_the_shelter(shelter)).encode()
    take_in_hsds(content=content, language="en", leave_out_refused=False, acting_user=person("adviser"), at=AT)
    assert "Verborgenlaan" in shelter.of_services.get().carried["description"]
    save_location(location=shelter, values={"is_confidential": True}, **desk)
    stored = everything_stored()
    assert [secret for secret in SECRETS if secret in stored] == []


def test_a_service_that_comes_to_a_confidential_place_forgets_what_was_told_of_it(shelter, person):
    """Its hours in words said where the door is."""
    told = {"description": "The door beside Verborgenlaan 75"}
    service, act = shelter.of_services.get().service, {"acting_user": person("adviser"), "at": AT, "values": {}}
    place = {"organisation": shelter.organisation, "service": service, "version": None, **act}
    save_service(**place, locations=[])
    Service.objects.filter(pk=service.pk).update(carried=told)
    Schedule.objects.create(service=service, carried=told)
    save_service(**place, locations=[shelter])
    assert "Verborgenlaan" not in everything_stored()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"address_1": "Verborgenlaan 77"}, ("9998 ZX", 52.98765)),
        ({"address_1": "Verborgenlaan 79"}, (None, None)),
        ({"address_1": "Verborgenlaan 77", "postal_code": "9998 ZY"}, ("9998 ZY", None)),
    ],
)
def test_an_address_under_seal_keeps_what_is_not_said_anew(shelter, person, typed, kept):
    """Of the same street; a place that moves has left its position."""
    act = {"organisation": shelter.organisation, "version": None, "acting_user": person("adviser"), "at": AT}
    save_location(location=shelter, values={"addresses": [typed]}, **act)
    opened = reveal_address(location=shelter, reason="Test", acting_user=person("administrator"), at=AT)
    assert (opened["addresses"][0].get("postal_code"), opened.get("latitude")) == kept


def found_in(client, addresses):
    """The addresses whose answer holds a secret; what leads on is followed."""
    faults = {}
    for address in addresses:
        response = client.get(address, follow=True)
        body = b"".join(response) if response.streaming else response.content
        text = body.decode("utf-8", "replace") + json.dumps(dict(response.headers.items()))
        if words := [secret for secret in SECRETS if secret in text]:
            faults[address] = words
    return faults


def of_the_shelter(shelter, proposal):
    """The addresses at which a slip would show first: questions that it answers, its parts in full, its desk."""
    service, organisation = shelter.of_services.get().service, shelter.organisation
    asked = "?need=violence&language=fa&age=30"
    parts = [
        f"services/{service.uuid}",
        f"organizations/{organisation.uuid}",
        f"service_at_locations/{shelter.of_services.get().uuid}",
    ]
    full = ["services?full=true", "organizations?full=true&full_service=true", "service_at_locations?full=true"]
    desk = ["", "edit/", "services/new/", "places/new/", f"services/{service.pk}/", f"places/{shelter.pk}/"]
    return [
        *(f"/nl/help{form}{asked}" for form in ("/", ".json", "/sheet/")),
        *(f"/hsds/v3/{path}" for path in (*parts, *full)),
        *(f"/nl/partners/veilig-huis{form}" for form in ("/", ".json", ".vcf")),
        *(f"/nl/partners{form}?need=violence" for form in ("/", ".json", ".csv", ".geojson")),
        *(f"/nl/desk/partners/veilig-huis/{path}" for path in desk),
        f"/nl/desk/partners/-/changes/{proposal.pk}/",
    ]


@pytest.fixture
def moving(told_of, person):
    """The shelter, whose entry the persona of the partner keeps, asks the city to accept another address."""
    Editorship.objects.create(organisation=told_of.organisation, person=person("partner"))
    values = {"addresses": [{"address_1": "Verborgenlaan 79", "city": "Schuilstede"}]}
    act = {"acting_user": person("partner"), "at": AT, "version": None}
    return change_own_location(organisation=told_of.organisation, location=told_of, values=values, **act)


@pytest.mark.parametrize("role", CAST)
def test_a_crawler_never_meets_a_confidential_address(as_person, role, caplog, moving):
    """Every page, file and API answer of the table of addresses, signed in as each role, and the log beside it.

    Another directory told where the shelter is, and it waits for a new address.
    """
    skipped = {"openapi-json", "api-root", "evidence-file", "desk-document-file"}
    addresses = [address_of(name) for name, rule in RULED.items() if "GET" in rule.methods and name not in skipped]
    addresses += of_the_shelter(moving.location, moving)
    assert found_in(as_person(role), addresses) == {}
    assert [secret for secret in SECRETS if secret in caplog.text] == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_language_tells_it(client, db, language):
    """Every public page, and a search for it."""
    addresses = [address for address in public_addresses(language) if "kept-file" not in address]
    addresses += [f"/{language}/search.json?q={word}" for word in ("Verborgenlaan", "Schuilstede")]
    addresses += [f"/{language}/partners.{form}?q=Verborgenlaan" for form in ("json", "csv")]
    assert found_in(client, [address for address in addresses if "q=" not in address]) == {}
    for address in addresses[-4:]:
        assert "veilig-huis" not in client.get(address).content.decode()
