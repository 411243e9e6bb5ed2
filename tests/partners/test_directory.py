"""The directory for everyone: filters, an entry with hours and access, and the formats of others."""

import json
import re
from datetime import datetime
from uuid import UUID

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.partners.models import Organisation, Schedule, Service
from stadsrecht.partners.operations import edit_organisation
from stadsrecht.partners.web.cards import json_ld, vcard
from stadsrecht.partners.web.lines import directory_lines
from stadsrecht.partners.web.shown import shown_place
from stadsrecht.partners.web.views import directory
from tests.partners.conftest import AT


def codes(client, query):
    return {row["code"] for row in client.get(f"/nl/partners.json?{query}").json()["organisations"]}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("need=discrimination", {"meldpunt-kleinstad"}),
        ("language=ti", {"meldpunt-kleinstad"}),
        ("language=so", {"buurthuis-de-brug"}),
        ("access=step-free", {"meldpunt-kleinstad", "veilig-huis"}),
        ("district=WK999901", {"buurthuis-de-brug"}),
        ("district=WK999903", set()),  # where the shelter stands is no one's business
        ("kind=civil-society", {"buurthuis-de-brug", "veilig-huis"}),
        ("need=discrimination&language=so", set()),
        ("q=brug", {"buurthuis-de-brug"}),
        ("q=écoutons", {"meldpunt-kleinstad"}),
        ("need=%00", set()),
        ("need=nothing", set()),
    ],
)
def test_the_filters_add_up(client, db, query, found):
    """Each narrows what the others left."""
    if "%00" in query:
        assert client.get(f"/nl/partners.json?{query}").status_code == 400
    else:
        assert codes(client, query) == found


@pytest.mark.parametrize("words", ["fille", "institute", "Instituut", "chartes"])
def test_an_organisation_without_services_is_found_by_its_words_in_every_language(client, db, person, words):
    """By its names and by what it is."""
    subject = Organisation.objects.create(
        code="instituut", uuid=UUID(int=7), name={"nl": "Het Instituut", "en": "The Institute"}, kind="other"
    )
    edit_organisation(
        organisation=subject,
        version=None,
        values={"description": LocalisedText({"fr": "Garde les chartes de la ville et de ses filles"})},
        acting_user=person("adviser"),
        at=AT,
    )
    assert ("instituut" in codes(client, f"q={words}")) is (words != "fille")


def test_what_was_confirmed_comes_before_what_was_not(client, db):
    """Names decide only among equals."""
    Organisation.objects.filter(code="veilig-huis").update(confirmed_on="2020-01-01")
    page = client.get("/nl/partners/").content.decode()
    places = [page.index(f"/partners/{code}/") for code in ("meldpunt-kleinstad", "buurthuis-de-brug", "veilig-huis")]
    assert places == sorted(places)


def test_what_nobody_confirmed_lately_is_marked_beside_the_kind(client, desk):
    """In three words, since it stands at most entries of a young directory."""
    marked = '<span class="sr-kicker">Antidiscriminatiebureau · lang niet bevestigd</span>'
    assert marked in client.get("/nl/partners/").content.decode()
    desk.confirmed_on = AT.date()
    assert "lang niet bevestigd" not in directory_lines([desk], AT.date())


def test_a_long_directory_comes_in_pages(client, db):
    """Fifty to a page, and the filters stay in the links."""
    Organisation.objects.bulk_create(
        Organisation(code=f"more-{number}", uuid=UUID(int=number), name={"nl": "x"}, kind="other")
        for number in range(60)
    )
    page = client.get("/nl/partners/?kind=other").content.decode()
    assert page.count("sr-provisions__item") == 50
    assert "kind=other&amp;page=2" in page


def test_a_long_directory_comes_as_data_in_parts(client, db, monkeypatch):
    """Each leads to the next, and the filters stay."""
    monkeypatch.setattr(directory, "PART", 2)
    answer = client.get("/nl/partners.json?q=kleinstad").json()
    assert (answer["total"], answer["parts"], answer["next"]) == (1, 1, None)
    first = client.get("/nl/partners.json?page=2").json()
    assert (first["total"], first["part"], first["parts"], len(first["organisations"])) == (3, 1, 2, 2)
    last = client.get(first["next"]).json()
    assert (last["part"], last["next"]) == (2, None)
    assert len({row["code"] for row in (*first["organisations"], *last["organisations"])}) == 3


def test_an_entry_says_whether_it_is_open_and_for_whom(client, db):
    """Contact hours apart from opening hours, each language by its own name and direction."""
    page = client.get("/en/partners/meldpunt-kleinstad/").content.decode()
    for words in ("Opening hours", "Hours for phone and e-mail", "step-free entrance", 'lang="ar" dir="rtl"', "ትግርኛ"):
        assert words in page
    assert "everyone" in page


@pytest.mark.parametrize(
    ("opens", "closes", "moment", "words"),
    [
        ("00:00", "00:00", "2026-06-01T12:00+02:00", "Open day and night"),
        ("22:00", "08:00", "2026-06-01T23:00+02:00", "Open now, until Tuesday 2 June at 08:00"),
        ("22:00", "08:00", "2026-06-02T01:00+02:00", "Open now, until 08:00"),
        ("09:00", "00:00", "2026-06-01T12:00+02:00", "Open now, until 00:00"),
    ],
)
def test_the_hours_say_until_when_it_is_open(desk, opens, closes, moment, words):
    """With the day where the time alone would mislead, and no midnight where it does not close."""
    desk.locations.get().schedules.update(days=[], opens_at=opens, closes_at=closes)
    place = desk.locations.get()
    shown = shown_place(place, datetime.fromisoformat(moment), hours=place.schedules.all())
    with override("en"):
        page = render_to_string("partners/hours.html", {"hours": shown.hours})
    assert words in page
    assert ("00:00–00:00" in page) is False


def test_by_appointment_is_not_closed(client, db):
    """It says that one is welcome."""
    page = client.get("/en/partners/buurthuis-de-brug/").content.decode()
    assert "By appointment. You are welcome after you made one." in page
    assert "Not now" not in page


def test_a_shelter_has_a_front_door_and_no_address(client, db):
    """And its rules of eligibility are said in words."""
    page = client.get("/en/partners/veilig-huis/").content.decode()
    for words in ("The address is confidential.", "Call first.", "from 18 years old", "women"):
        assert words in page


def test_a_closed_organisation_says_so_and_leaves_the_directory(client, db):
    """Whoever has the link still reads what became of it."""
    Organisation.objects.filter(code="veilig-huis").update(closed_on="2026-01-31")
    assert "stopped on 31 January 2026" in client.get("/en/partners/veilig-huis/").content.decode()
    assert "veilig-huis" not in client.get("/en/partners/").content.decode()


def test_geojson_holds_public_places_alone(client, db):
    """One without a known position has no geometry."""
    response = client.get("/en/partners.geojson")
    features = {row["properties"]["organisation"]: row for row in response.json()["features"]}
    assert response["Content-Type"] == "application/geo+json"
    assert features["meldpunt-kleinstad"]["geometry"]["coordinates"] == [5.1, 52.1]
    assert features["buurthuis-de-brug"]["geometry"] is None
    assert "veilig-huis" not in features


def test_the_card_is_one_that_an_address_book_reads(client, db):
    """RFC 6350: lines end in CRLF and are at most 75 octets long."""
    response = client.get("/en/partners/meldpunt-kleinstad.vcf")
    lines = response.content.decode().split("\r\n")
    assert lines[:3] == ["BEGIN:VCARD", "VERSION:4.0", "KIND:org"]
    assert max(len(line.encode()) for line in lines) <= 75
    unfolded = response.content.decode().replace("\r\n ", "")
    assert "ADR;TYPE=work:;;Kade 1;Kleinstad;Kleinprovincie;9999 AB;NL" in unfolded
    assert "LANG;TYPE=work:ti" in unfolded


def test_a_name_cannot_break_out_of_the_card_or_the_script(desk):
    """Neither a new line nor the end of an element."""
    desk.name = {"nl": "A\nEND:VCARD;</script><script>alert(1)</script>" + "ሀ" * 60}
    assert "\r\nEND:VCARD;" not in vcard(desk, [])
    assert vcard(desk, []).count("END:VCARD\r\n") == 1
    assert "<" not in json_ld(desk, [], [])


def test_search_engines_read_the_entry(client, db):
    """JSON-LD with the languages of help."""
    page = client.get("/en/partners/meldpunt-kleinstad/").content.decode()
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
    assert (data["@type"], data["name"], "ti" in data["knowsLanguage"]) == (
        "Organization",
        "Kleinstad reporting desk",
        True,
    )


def test_an_entry_asks_the_database_no_more_as_it_grows(client, desk, django_assert_max_num_queries):
    """Forty services with a place each."""
    place = desk.locations.get()
    for number in range(40):
        one = Service.objects.create(organisation=desk, uuid=UUID(int=number), name={"nl": str(number)})
        one.at_locations.create(location=place, uuid=UUID(int=number))
    with django_assert_max_num_queries(11):
        assert client.get("/nl/partners/meldpunt-kleinstad/").status_code == 200


def test_the_directory_asks_the_database_at_most_eight_times(client, db, django_assert_max_num_queries):
    """Whatever it holds."""
    with django_assert_max_num_queries(8):
        assert client.get("/nl/partners/?language=ti&need=discrimination&q=melden").status_code == 200


@pytest.mark.parametrize(("code", "is_shown"), [("meldpunt-kleinstad", True), ("veilig-huis", False)])
def test_hours_in_words_are_shown_in_words(client, db, code, is_shown):
    """And where they may tell a confidential address, neither they nor an empty heading."""
    service = Service.objects.get(organisation__code=code)
    service.schedules.all().delete()
    Schedule.objects.create(service=service, attendance="contact", carried={"description": "Each first Monday"})
    Schedule.objects.create(service=service, attendance="visit", carried={"freq": "YEARLY"})
    page = client.get(f"/en/partners/{code}/").content.decode()
    assert ("Each first Monday" in page, "Hours for phone and e-mail" in page) == (is_shown, is_shown)
    assert page.count("Opening hours") == 1  # those of the place itself
