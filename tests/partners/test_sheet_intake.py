"""Taking in a spreadsheet: what is good comes in, and every fault of every other row is named."""

import io
from datetime import time

import pytest
from openpyxl import Workbook

from stadsrecht.kernel.errors import NotPermitted
from stadsrecht.partners import errors
from stadsrecht.partners.models import Location, Organisation, Schedule, Service
from stadsrecht.partners.operations import reveal_address, take_in_sheet
from tests.partners.conftest import AT

HEADINGS = (
    *("Organisation", "Website", "Service", "Needs", "Languages", "Cost", "Min age", "Max age", "Groups"),
    *("Street", "District", "Confidential", "Days", "Opens", "Closes", "E mail"),
)
GOOD = {
    "organisation": "Taalhuis",
    "website": "https://example.org",
    "service": "Taalles",
    "needs": "learning, meeting",
    "languages": "ti; ps",
    "cost": "free",
    "min_age": 16,
    "street": "Kade 9",
    "district": "Haven",
    "days": "MO, WE",
    "opens": time(22, 0),
    "closes": "02:00",
}
FAULTS = [
    ("organisation", "", errors.CellMissing),
    ("service", "", errors.CellMissing),
    ("service", "x" * 300, errors.CellUnreadable),
    ("website", "javascript:alert(1)", errors.LinkRefused),
    ("url", "ftp://example.org", errors.LinkRefused),
    ("url", "https://e.org/" + "x" * 600, errors.LinkRefused),
    ("email", "not an address", errors.CellUnreadable),
    ("languages", "klingon", errors.UnknownLanguage),
    ("needs", "gold", errors.UnknownCode),
    ("groups", "elves", errors.UnknownCode),
    ("cost", "cheap", errors.UnknownCode),
    ("min_age", "twelve", errors.CellUnreadable),
    ("min_age", 12.5, errors.CellUnreadable),
    ("max_age", 999, errors.CellUnreadable),
    ("max_age", "9" * 5000, errors.CellUnreadable),
    ("max_age", 4, errors.AgesReversed),
    ("opens", "25:00", errors.HoursUnreadable),
    ("closes", "noon", errors.HoursUnreadable),
    ("closes", "", errors.HoursIncomplete),
    ("days", "MONDAY", errors.CellUnreadable),
    ("district", "Atlantis", errors.UnknownCode),
    ("confidential", "perhaps", errors.CellUnreadable),
    ("by_appointment", "2", errors.CellUnreadable),
]


def workbook(rows, merge=()):
    book = Workbook()
    sheet = book.active
    headings = [*dict.fromkeys((*GOOD, *(name for row in rows for name in row)))]
    sheet.append(headings)
    for row in rows:
        sheet.append([row.get(name) for name in headings])
    for cells in merge:
        sheet.merge_cells(cells)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.fixture
def take(db, person):
    def act(content, role="adviser", leave_out_refused=False):
        return take_in_sheet(
            content=content, language="nl", leave_out_refused=leave_out_refused, acting_user=person(role), at=AT
        )

    return act


def test_a_good_row_becomes_an_organisation_with_a_service_a_place_and_hours(take):
    """A night that ends after midnight included."""
    take(workbook([GOOD]))
    service = Service.objects.get(organisation__code="taalhuis")
    assert (service.languages, service.needs, service.min_age) == (["ti", "ps"], ["learning", "meeting"], 16)
    assert service.found_in == ["WK999902"]
    hours = service.schedules.get()
    assert (hours.days, hours.opens_at, hours.closes_at) == (["MO", "WE"], time(22), time(2))


def test_the_same_file_again_renews_and_doubles_nothing(take):
    """A service is known by its name within its organisation."""
    take(workbook([GOOD]))
    report = take(workbook([{**GOOD, "cost": "paid"}]))
    assert (report.added, report.renewed) == (0, 1)
    assert Service.objects.get(organisation__code="taalhuis").cost == "paid"
    assert Location.objects.filter(organisation__code="taalhuis").count() == 1


SECRET = {**GOOD, "confidential": "yes", "front_door": "Bel eerst."}
FULL = {
    **GOOD,
    "description": "Oefen met vrijwilligers.",
    "max_age": 60,
    "by_appointment": "yes",
    "phone": "030 123",
    "email": "les@example.org",
    "url": "https://example.org/les",
    "postcode": "9999 AB",
    "city": "Kleinstad",
}


def everything_of(organisation):
    """What a file may change of a service and its place."""
    service, place = organisation.services.get(), organisation.locations.get()
    names = ("name", "description", "needs", "languages", "groups", "cost", "min_age", "max_age", "is_by_appointment")
    said = {name: getattr(service, name) for name in (*names, "phone", "email", "url")}
    return {**said, "addresses": place.addresses, "area": place.area}


@pytest.mark.parametrize(
    ("changes", "changed"),
    [
        ({"cost": "paid"}, {"cost"}),
        ({"district": "WK999901"}, {"area"}),
        ({"street": "Kade 9"}, set()),
        ({"description": ""}, set()),
    ],
)
def test_what_a_second_file_does_not_mention_stays(take, changes, changed):
    """Neither a heading that is missing nor a cell that is empty wipes what is known, in any language."""
    take(workbook([FULL]))
    taalhuis = Organisation.objects.get(code="taalhuis")
    taalhuis.services.update(
        name={"nl": "Taalles", "en": "Language lesson"}, description={"nl": FULL["description"], "en": "Practise."}
    )
    before = everything_of(taalhuis)
    headings = ",".join(("organisation", "service", *changes))
    take(f"{headings}\n{','.join(('Taalhuis', 'Taalles', *changes.values()))}".encode())
    after = everything_of(taalhuis)
    assert {name for name in before if before[name] != after[name]} == changed


def test_hours_of_a_second_file_leave_those_for_the_phone(take):
    """Opening hours are renewed; an appointment is added to hours, and taken from them."""
    take(workbook([GOOD]))
    service = Service.objects.get(organisation__code="taalhuis")
    Schedule.objects.create(service=service, attendance="contact", opens_at="08:00", closes_at="09:00")
    take(b"organisation,service,opens,closes\nTaalhuis,Taalles,10:00,11:00")
    assert {(row.attendance, row.opens_at.hour) for row in service.schedules.all()} == {("visit", 10), ("contact", 8)}
    take(b"organisation,service,by_appointment\nTaalhuis,Taalles,yes")
    assert [row.is_by_appointment for row in service.schedules.all()] == [False, False, True]
    take(b"organisation,service,by_appointment\nTaalhuis,Taalles,no")
    assert [row.is_by_appointment for row in service.schedules.all()] == [False, False]


@pytest.mark.parametrize("said", ["yes", "no"])
def test_hours_and_an_appointment_in_one_row_are_both_heard(take, said):
    """Hours anew do not drown what the row says beside them."""
    take(workbook([FULL]))
    service = Service.objects.get(organisation__code="taalhuis")
    take(f"organisation,service,opens,closes,by_appointment\nTaalhuis,Taalles,10:00,11:00,{said}".encode())
    assert [row.opens_at.hour for row in service.schedules.all() if row.opens_at] == [10]
    assert any(row.is_by_appointment for row in service.schedules.all()) is (said == "yes")


def test_another_street_is_another_address(take):
    """With the postcode that its row gives, and not that of the old one."""
    take(workbook([FULL]))
    take(b"organisation,service,street\nTaalhuis,Taalles,Plein 3")
    [address] = Location.objects.get(organisation__code="taalhuis").addresses
    assert (address["address_1"], address["postal_code"]) == ("Plein 3", "")


def test_a_row_that_only_what_is_known_refutes_is_named(take):
    """A youngest age above the oldest that is known; the other rows can be taken in without it."""
    take(workbook([FULL]))
    content = b"organisation,service,min_age\nTaalhuis,Taalles,61\nTaalhuis,Praatgroep,61"
    with pytest.raises(errors.RowsRefused) as caught:
        take(content)
    assert [(row.place, type(row.error)) for row in caught.value.report.refused] == [("2 max_age", errors.AgesReversed)]
    report = take(content, leave_out_refused=True)
    assert (report.added, report.renewed, Organisation.objects.filter(code__startswith="taalhuis").count()) == (1, 0, 1)


@pytest.mark.parametrize(("column", "value", "error"), FAULTS)
def test_a_fault_is_named_with_row_and_column(take, column, value, error):
    """And nothing is taken in."""
    with pytest.raises(errors.RowsRefused) as caught:
        take(workbook([GOOD, {**GOOD, "service": "Tweede", column: value}]))
    found = {(row.place.split()[0], type(row.error)) for row in caught.value.report.refused}
    assert ("3", error) in found
    assert not Organisation.objects.filter(code="taalhuis").exists()


def test_merged_cells_and_forty_faults_are_all_named_at_once(take):
    """Each row with each of its faults; the rows that are good can be taken in without them."""
    bad = [{**GOOD, "service": f"Dienst {number}", column: value} for number, (column, value, _e) in enumerate(FAULTS)]
    twice = [{**GOOD, "service": f"Dubbel {number}", "cost": "cheap", "needs": "gold"} for number in range(10)]
    rows = [GOOD, *bad, *twice, {**GOOD, "service": "Samen"}, {**GOOD, "service": ""}]
    first = len(rows)
    content = workbook(rows, merge=[f"C{first}:C{first + 1}"])
    with pytest.raises(errors.RowsRefused) as caught:
        take(content)
    refused = caught.value.report.refused
    assert len(refused) >= 40
    merged = [row for row in refused if isinstance(row.error, errors.CellsMerged)]
    assert [row.place for row in merged] == [str(first), str(first + 1)]
    report = take(content, leave_out_refused=True)
    assert report.added == 1


def test_a_confidential_place_without_a_front_door_is_named_with_its_row(take):
    """Nobody could reach it. What is good can be taken in without it."""
    content = workbook([GOOD, {**SECRET, "service": "Schuilen", "front_door": ""}])
    with pytest.raises(errors.RowsRefused) as caught:
        take(content)
    refused = [(row.place, type(row.error)) for row in caught.value.report.refused]
    assert refused == [("3 front_door", errors.FrontDoorMissing)]
    assert take(content, leave_out_refused=True).added == 1


def test_a_confidential_street_goes_under_seal(take):
    """Also when it comes from a spreadsheet."""
    take(workbook([SECRET]))
    place = Location.objects.get(organisation__code="taalhuis")
    assert (place.is_confidential, place.addresses, place.area) == (True, [], None)
    assert Service.objects.get(organisation__code="taalhuis").found_in == []


@pytest.mark.parametrize(
    "changes",
    [
        {"confidential": None, "street": "Kade 10"},
        {"confidential": "no", "street": "Kade 10"},
        {"confidential": None, "street": None},
    ],
)
def test_no_second_file_lifts_the_secrecy_of_a_place(take, person, changes):
    """Neither without the column nor with a "no", and a row with a district alone leaves the seal as it is."""
    take(workbook([SECRET]))
    take(workbook([{name: value for name, value in {**GOOD, **changes}.items() if value}]))
    place = Location.objects.get(organisation__code="taalhuis")
    assert (place.is_confidential, place.addresses, place.area) == (True, [], None)
    opened = reveal_address(location=place, reason="Test", acting_user=person("administrator"), at=AT)
    assert opened["addresses"][0]["address_1"] == (changes["street"] or GOOD["street"])


@pytest.mark.parametrize(("said", "is_confidential"), [("", True), ("no", False)])
def test_a_new_place_beside_a_shelter_is_open_only_where_the_row_says_so(take, shelter, said, is_confidential):
    """A renamed service may stand at the same door."""
    take(workbook([{**SECRET, "organisation": "Veilig Huis", "street": "Verborgenlaan 77", "confidential": said}]))
    place = shelter.organisation.locations.exclude(pk=shelter.pk).get()
    assert (place.is_confidential, place.addresses == []) == (is_confidential, is_confidential)


def test_the_same_service_twice_in_one_file_is_refused(take):
    """With the row in which it stood first."""
    with pytest.raises(errors.RowsRefused) as caught:
        take(workbook([GOOD, GOOD]))
    assert caught.value.report.refused[0].error.details == {"row": 2}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_file_is_read_as_well(take, separator):
    """With the separator of any office."""
    lines = [separator.join(("organisation", "service", "cost")), separator.join(("Taalhuis", "Taalles", "free"))]
    assert take("\r\n".join(lines).encode("utf-8-sig")).added == 1


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", errors.HeadingMissing),
        (b"a,b\n1,2", errors.HeadingMissing),
        (b"organisation,service,colour\nx,y,z", errors.ColumnUnknown),
        (b"organisation,service,service\nx,y,z", errors.ColumnUnknown),
        (b"PK\x03\x04 broken", errors.FileUnreadable),
        (b"organisation,service\n\0,\0", errors.FileUnreadable),
        (b"organisation,service\n" + b"x,y\n" * 6000, errors.FileUnreadable),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_by_name(take, content, error):
    """Whatever it is."""
    with pytest.raises(error):
        take(content)


def test_a_partner_does_not_take_in_files(take):
    """It edits its own entry by hand."""
    with pytest.raises(NotPermitted):
        take(workbook([GOOD]), role="partner")
