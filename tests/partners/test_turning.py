"""Where can I turn? Few answers, ranked and explained, in three languages and with forgiven spelling."""

import re
from uuid import UUID

import pytest
import zxingcpp

from stadsrecht.partners.models import Organisation, Schedule, Service
from stadsrecht.partners.queries import Question, needs, served_needs, where_to_turn
from tests.partners.conftest import AT
from tests.reading import Page

TODAY = AT.date()


def names(**asked):
    return [row.service.organisation.code for row in where_to_turn(Question(**asked), today=TODAY).rows]


def test_a_need_finds_who_helps_with_it(db):
    """And says why."""
    [answer] = where_to_turn(Question(need="discrimination", language="ti", district="WK999902"), today=TODAY).rows
    assert answer.service.organisation.code == "meldpunt-kleinstad"
    assert answer.reasons == ["helpt bij: Discriminatie melden of bespreken", "spreekt Tigrinya", "in uw wijk"]
    assert answer.cautions == []


def test_a_language_that_nobody_is_known_to_speak_is_said_beforehand(db):
    """An interpreter is a reason, not knowing is a caution."""
    [answer] = where_to_turn(Question(need="discrimination", language="ka"), today=TODAY).rows
    assert "een tolk" in answer.reasons[1]
    [answer] = where_to_turn(Question(need="meeting", language="ka"), today=TODAY).rows
    assert "Georgisch" in answer.cautions[0]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("discriminatie", ["meldpunt-kleinstad"]),
        ("discriminasie", ["meldpunt-kleinstad"]),
        ("gediscrimneerd", ["meldpunt-kleinstad"]),
        ("descrimination at work", ["meldpunt-kleinstad"]),
        ("plainte pour racsime", ["meldpunt-kleinstad"]),
        ("samen eeten", ["buurthuis-de-brug"]),
        ("eenzaam", ["buurthuis-de-brug"]),
        ("xyzzy", []),
        ("", []),
        ("'); DROP TABLE", []),
        ("%", []),
    ],
)
def test_words_are_understood_however_they_are_spelt(db, words, found):
    """Dutch, English and French; nonsense finds nothing."""
    assert names(words=words)[: len(found) or None] == found


def test_what_was_read_otherwise_than_typed_is_said(client, db):
    """So that the reader can correct it."""
    page = client.get("/nl/help/?q=discriminasie").content.decode()
    assert "“discriminasie” → “discriminatie”" in page


def test_an_age_leaves_out_what_is_not_meant_for_it(db):
    """The shelter is for grown-ups."""
    assert names(need="violence", age=30) == ["veilig-huis"]
    assert names(need="violence", age=12) == []


def more(house, number, **values):
    other = Organisation.objects.create(
        code=f"other-{number}",
        uuid=f"00000000-0000-0000-0000-{number:012}",
        name={"nl": "Ander"},
        kind="other",
        confirmed_on=values.pop("confirmed_on", TODAY),
    )
    return Service.objects.create(
        organisation=other, uuid=f"00000000-0000-0000-0001-{number:012}", name={"nl": "x"}, **values
    )


def test_language_weighs_more_than_nearness_and_staleness_more_than_both(house):
    """The points say so."""
    more(house, 1, needs=["racism"], languages=["ti"])
    more(house, 2, needs=["racism"], found_in=["WK999901"], areas=["WK999901"])
    more(house, 3, needs=["racism"], languages=["ti"], found_in=["WK999901"], confirmed_on="2020-01-01")
    order = names(need="racism", language="ti", district="WK999901")
    assert order.index("other-1") < order.index("other-2") < order.index("other-3")


def test_many_services_of_one_organisation_crowd_out_no_other(house):
    """Thirty that fit stand for one answer, and the next organisation is the next."""
    first = more(house, 1, needs=["racism"], languages=["ti"])
    Service.objects.bulk_create(
        Service(organisation=first.organisation, uuid=UUID(int=number), name={"nl": "x"}, needs=["racism"])
        for number in range(30)
    )
    more(house, 2, needs=["racism"])
    Organisation.objects.filter(code="meldpunt-kleinstad").update(closed_on=TODAY)
    found = where_to_turn(Question(need="racism", language="ti"), today=TODAY)
    assert [row.service.organisation.code for row in found.rows] == ["other-1", "other-2"]
    assert found.rows[0].service == first
    assert not found.has_more


def test_what_grew_old_comes_last_however_much_of_it_fits(house):
    """Eight words that match, a need and a language do not lift it above what somebody confirmed."""
    typed = "tuin koken fiets muziek sport advies wonen schulden"
    more(house, 1, needs=["racism"], languages=["ti"], words=typed.split(), confirmed_on="2020-01-01")
    more(house, 2, words=["tuin"])
    found = where_to_turn(Question(need="racism", words=typed, language="ti"), today=TODAY)
    codes = [row.service.organisation.code for row in found.rows]
    assert codes.index("other-2") < codes.index("other-1")


def test_five_answers_of_five_organisations(house):
    """However many fit."""
    for number in range(9):
        more(house, number, needs=["racism"])
    found = where_to_turn(Question(need="racism"), today=TODAY)
    assert (len(found.rows), found.has_more) == (5, True)
    assert len({row.service.organisation_id for row in found.rows}) == 5


@pytest.mark.parametrize("values", [{"status": "inactive"}, {"status": "defunct"}])
def test_what_is_paused_or_ended_is_no_answer(house, values):
    """Nor what belongs to an organisation that closed."""
    service = more(house, 1, needs=["work"], **values)
    assert names(need="work") == []
    Service.objects.filter(pk=service.pk).update(status="active")
    assert names(need="work") == ["other-1"]
    Organisation.objects.filter(code="other-1").update(closed_on="2026-01-01")
    assert names(need="work") == []


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_the_page_answers_without_a_script(client, db, language):
    """A person who speaks Tigrinya and wants to report discrimination."""
    page = client.get(f"/{language}/help/?need=discrimination&language=ti").content.decode()
    assert "/partners/meldpunt-kleinstad/#service-" in page
    assert "ትግርኛ" in page
    assert not re.search(r"<script(?! type=\"application/ld)", page)


@pytest.mark.parametrize("age", ["0099999999999", "99999999999999999999", "121", "-1", "٣٠", "1e2"])
def test_an_age_that_nobody_has_counts_as_not_said(client, db, age):
    """And breaks nothing, however it is written."""
    page = client.get("/en/help/", {"need": "violence", "age": age})
    assert page.status_code == 200
    assert Page(page).inputs["age"] == ("30" if age == "٣٠" else "")


@pytest.mark.parametrize("address", ["help/", "partners/"])
def test_what_was_chosen_stays_chosen(client, db, address):
    """Need, language and district."""
    chosen = {"need": "discrimination", "language": "ti", "district": "WK999902"}
    inputs = Page(client.get(f"/en/{address}", chosen)).inputs
    assert {name: inputs.get(name) for name in chosen} == chosen


def test_everyone_finds_their_language_by_its_own_name(client, db):
    """As a link that chooses it and keeps the rest: the words around the form may be unreadable to them."""
    page = client.get("/nl/help/?need=discrimination").content.decode()
    assert re.search(r'lang="ti" dir="ltr" href="\?need=discrimination&amp;language=ti">ትግርኛ</a>', page)
    assert re.search(r'lang="ar" dir="rtl" href="\?need=discrimination&amp;language=ar">العربية</a>', page)
    assert "Kies uw taal:" not in client.get("/nl/help/?need=discrimination&language=ti").content.decode()


def test_what_is_not_in_the_lists_counts_as_not_said(client, db):
    """No fault, and no answer to a question that was not asked."""
    page = client.get("/en/help/?need=gold&language=klingon&age=x&district=%27")
    assert page.status_code == 200
    assert "Or choose a subject" in page.content.decode()


def test_the_sheet_carries_a_code_that_leads_back(client, db, settings):
    """Its address is that of the answers."""
    settings.SITE_URL = "https://rights.example"
    page = client.get("/en/help/sheet/?need=violence&language=fa").content.decode()
    assert "https://rights.example/en/help/?need=violence&amp;language=fa" in page
    assert 'class="sr-qr"' in page
    assert "The address is confidential." in page


def test_the_sheet_says_what_was_asked_and_why_these(client, complaint):
    """Paper is read without the page beside it."""
    page = client.get("/en/help/sheet/?need=racism&language=ti&district=WK999902&age=30").content.decode()
    for words in ("Racism", "ትግርኛ (Tigrinya)", "<dd>Harbour</dd>", "<dd>30</dd>", "Why this one:", "speaks Tigrinya"):
        assert words in page


@pytest.mark.parametrize("address", ["help/", "help/sheet/"])
def test_an_answer_says_how_to_get_in_touch_and_when(client, complaint, address):
    """With the contact of the organisation and the hours of the place, where the service has none of its own."""
    asked = f"/en/{address}?need=discrimination"
    page = client.get(asked).content.decode()
    for words in ("meldpunt@kleinstad.example", "+31 99 123 4567", "Kade 1", "step-free entrance", "08:00–20:00"):
        assert words in page
    assert "09:00–17:00" not in page
    complaint.schedules.all().delete()
    Service.objects.filter(pk=complaint.pk).update(phone="+31 99 222 2222")
    page = client.get(asked).content.decode()
    assert "meldpunt@kleinstad.example" not in page
    for words in ("+31 99 222 2222", "09:00–17:00"):
        assert words in page


@pytest.mark.parametrize("address", ["help/?need=discrimination", "partners/meldpunt-kleinstad/"])
def test_the_hours_of_a_service_at_a_place_are_said(client, complaint, address):
    """They go before those of the place."""
    there = complaint.at_locations.get()
    Schedule.objects.create(at_location=there, days=["SA"], opens_at="10:30", closes_at="11:30")
    assert "10:30–11:30" in client.get(f"/en/{address}").content.decode()


def test_what_is_for_show_is_said_beside_the_answer(client, db):
    assert "Kleinstad does not exist." in client.get("/en/help/?need=discrimination").content.decode()


def painted(page, dot=4):
    """The code of a page as a printer would paint it: a grey picture of rows of bytes."""
    drawing = re.search(r'class="sr-qr".*?viewBox="-4 -4 (\d+) \d+".*?</svg>', page, re.DOTALL)
    side, runs = int(drawing[1]), re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", drawing[0])
    picture = bytearray(b"\xff" * (side * dot) ** 2)
    for x, y, long in (map(int, run) for run in runs):
        for row in range((y + 4) * dot, (y + 5) * dot):
            start = row * side * dot + (x + 4) * dot
            picture[start : start + long * dot] = bytes(long * dot)
    return memoryview(picture).cast("B", (side * dot, side * dot))


@pytest.mark.parametrize("query", ["need=violence&language=fa", "need=discrimination&language=ti&district=WK999902"])
def test_a_telephone_reads_the_code_on_the_sheet(client, db, settings, query):
    """Read back with somebody else's reader from what is drawn: it leads to the answers."""
    settings.SITE_URL = "https://rights.example"
    page = client.get(f"/fr/help/sheet/?{query}").content.decode()
    [found] = zxingcpp.read_barcodes(painted(page))
    assert (found.format, found.text) == (zxingcpp.BarcodeFormat.QRCode, f"https://rights.example/fr/help/?{query}")


def test_what_somebody_asks_is_kept_by_nobody(client, db):
    """Neither by the site nor by a browser or a proxy on the way."""
    for address in ("/nl/help/?need=violence&language=fa&age=30", "/nl/help/sheet/?need=violence"):
        assert "no-store" in client.get(address)["Cache-Control"]


def test_a_theme_leads_to_its_needs(client, db):
    """From a right to a place that helps."""
    assert "/en/help/?need=asylum" in client.get("/en/rights/themes/asylum/").content.decode()


def test_the_first_page_leads_to_help(client, db):
    """In one click."""
    assert "/nl/help/?need=discrimination" in client.get("/nl/").content.decode()


@pytest.mark.parametrize("address", ["", "help/"])
def test_only_subjects_with_which_somebody_helps_are_offered(client, db, address):
    page = client.get(f"/nl/{address}").content.decode()
    assert set(re.findall(r"\?need=([a-z-]+)", page)) == {need.code for need in served_needs()} < set(needs())


def test_a_subject_ends_with_the_last_that_helps_with_it(db):
    assert "violence" in {need.code for need in served_needs()}
    Organisation.objects.filter(needs__contains=["violence"]).update(closed_on=TODAY)
    assert "violence" not in {need.code for need in served_needs()}


@pytest.fixture
def worker(db):
    """An organisation that works on a subject and tells nobody what one can come for."""
    return Organisation.objects.create(
        code="werkplein",
        uuid="00000000-0000-0000-0000-000000000099",
        name={"nl": "Werkplein"},
        kind="other",
        phone="+31 99 111 1111",
        works_on=["work"],
        needs=["work"],
    )


@pytest.mark.parametrize("with_worker", [False, True])
def test_every_subject_that_is_offered_leads_to_somebody(client, request, db, with_worker):
    """To a service or, where none is open, to who works on it."""
    if with_worker:
        request.getfixturevalue("worker")
    Service.objects.filter(needs__contains=["violence"]).update(status="inactive")
    offered = [need.code for need in served_needs()]
    assert ("work" in offered, "violence" in offered) == (with_worker, False)
    for code in offered:
        page = client.get(f"/en/help/?need={code}").content.decode()
        assert "No place found yet" not in page
        assert re.search(r"/en/partners/[a-z-]+/", page)


@pytest.mark.parametrize("address", ["help/", "help/sheet/"])
def test_who_works_on_a_subject_stands_in_where_no_service_is_known(client, worker, address):
    """With a way to get in touch, and said to be no more than that."""
    page = client.get(f"/en/{address}?need=work&language=ti").content.decode()
    for words in ("Werkplein", "+31 99 111 1111", "No organisation has told us yet what you can come for"):
        assert words in page


def test_who_works_on_a_subject_stands_in_the_machine_form_too(client, worker):
    assert [row["code"] for row in client.get("/en/help.json?need=work").json()["organisations"]] == ["werkplein"]
    assert client.get("/en/help.json?need=violence").json()["organisations"] == []


def test_a_question_without_answers_says_where_to_look(client, db):
    """And an empty sheet carries no code to nowhere."""
    Organisation.objects.update(closed_on=TODAY)
    page = client.get("/en/help/?need=discrimination").content.decode()
    assert "No place found yet" in page
    assert "/en/partners/?need=discrimination" in page
    sheet = client.get("/en/help/sheet/").content.decode()
    assert 'class="sr-qr"' not in sheet
    assert "Say first what it is about" in sheet


@pytest.mark.parametrize(
    ("query", "most"), [("need=discrimination&language=ti", 6), ("q=discriminasie&language=ti", 7)]
)
def test_a_question_asks_the_database_at_most_seven_times(client, db, query, most, django_assert_max_num_queries):
    """Whatever was typed, once the process knows when embargoes end."""
    client.get("/nl/")
    with django_assert_max_num_queries(most):
        client.get(f"/nl/help/?{query}")
