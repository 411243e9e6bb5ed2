"""Newsletters: an organisation writes its own, the core group those of its theme; everyone reads and follows them."""

from datetime import timedelta

import feedparser
import pytest

from stadsrecht.kernel.audit import entries_of
from stadsrecht.kernel.errors import EditConflict
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.packs import PackRefers, PackUnreadable
from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.partners import errors
from stadsrecht.partners.models import Membership, Newsletter
from stadsrecht.partners.operations import (
    edit_newsletter,
    load_newsletters,
    publish_newsletter,
    withdraw_newsletter,
)
from tests.conftest import CAST, ROOT
from tests.partners.conftest import AT
from tests.reading import Page

TODAY = AT.date()
PACK = ROOT / "tests" / "cities" / "kleinstad"
NEW, FEED = "/en/desk/newsletters/-/new/", "/en/newsletters.atom"
TYPED = {"of": "organisation:buurthuis-de-brug", "title_nl": "Lente", "text_nl": "Kom.", "published_on": "2026-05-30"}


@pytest.fixture
def publish(house, person):
    def act(who="partner", organisation=house, theme="", **values):
        given = {"title": LocalisedText(nl="Lente"), "text": LocalisedText(nl="Kom eten."), "published_on": TODAY}
        return publish_newsletter(
            organisation=organisation,
            theme=theme,
            values={**given, **values},
            acting_user=person(who),
            on=TODAY,
            at=AT,
        )

    return act


@pytest.fixture
def spring(db):
    return Newsletter.objects.get(code="table-in-spring")


@pytest.fixture
def feed(client, db):
    """`feed("?theme=meeting")`: what another reader makes of the feed."""

    def read(query="", address=FEED):
        found = feedparser.parse(client.get(address + query).content)
        assert not found.bozo, found.get("bozo_exception")
        return found

    return read


def test_an_organisation_publishes_in_its_own_name(publish):
    """With an address of its own and an entry in the trail."""
    first, second = publish(), publish()
    assert (first.code, second.code) == ("lente", "lente-2")
    assert first.uuid != second.uuid
    assert entries_of(first).last().verb == "publish_newsletter"


@pytest.mark.parametrize("role", [role for role in CAST if role not in ("resident", "partner")])
def test_nobody_else_speaks_for_an_organisation(publish, spring, person, role):
    """The city neither."""
    with pytest.raises(errors.NotYourNewsletter):
        publish(role)
    with pytest.raises(errors.NotYourNewsletter):
        withdraw_newsletter(newsletter=spring, acting_user=person(role), at=AT)


def test_the_core_group_writes_for_its_theme(publish):
    """A bearer of a theme does not; while a theme has no driver, the city's editors do."""
    assert publish(organisation=None, theme="meeting").theme == "meeting"
    with pytest.raises(errors.NotYourNewsletter):
        publish(organisation=None, theme="discrimination")
    assert publish("adviser", organisation=None, theme="discrimination").organisation is None
    Membership.objects.filter(theme="meeting").update(role="bearer")
    with pytest.raises(errors.NotYourNewsletter):
        publish(organisation=None, theme="meeting")


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"link": "javascript:alert(1)"}, errors.LinkRefused),
        ({"published_on": TODAY + timedelta(days=1)}, errors.NewsletterAhead),
    ],
)
def test_what_cannot_be_published_is_refused_by_name(publish, spring, person, values, error):
    """New or changed."""
    with pytest.raises(error):
        publish(**values)
    with pytest.raises(error):
        edit_newsletter(newsletter=spring, version=None, values=values, acting_user=person("partner"), on=TODAY, at=AT)


def test_two_who_change_one_newsletter_lose_nothing(spring, person):
    """The second is told what the first wrote."""
    given = {"newsletter": spring, "version": 1, "acting_user": person("partner"), "on": TODAY, "at": AT}
    edit_newsletter(values={"title": LocalisedText(nl="Eerste")}, **given)
    with pytest.raises(EditConflict):
        edit_newsletter(values={"title": LocalisedText(nl="Tweede")}, **given)


def test_what_was_withdrawn_is_not_put_back_by_the_pack(spring, person):
    """What was changed is left as it is."""
    withdraw_newsletter(newsletter=spring, acting_user=person("partner"), at=AT)
    assert load_newsletters(PACK, acting_user=SYSTEM, at=AT) == 0
    assert [row.code for row in Newsletter.objects.all()] == ["meeting-in-two-languages"]


@pytest.mark.parametrize(
    ("row", "error"),
    [
        ('by = "nobody"', PackRefers),
        ('theme = "moon"', PackRefers),
        ("", PackRefers),
        ('by = "veilig-huis"\ntheme = "meeting"', PackUnreadable),
    ],
)
def test_a_pack_that_names_nobody_is_refused(db, tmp_path, row, error):
    """By the name that it gives; a newsletter has one voice."""
    (tmp_path / "newsletters.toml").write_text(
        f'[[newsletter]]\ncode = "x"\n{row}\ntitle = "x"\ntext = "x"\non = 2026-01-01\n'
    )
    with pytest.raises(error, match=r"nobody|moon|theme"):
        load_newsletters(tmp_path, acting_user=SYSTEM, at=AT)


def test_everyone_reads_them_newest_first(client, db):
    """All, of a theme, or of an organisation; in each form."""
    for query, codes in (
        ("", ["meeting-in-two-languages", "table-in-spring"]),
        ("?theme=meeting", ["meeting-in-two-languages"]),
        ("?organisation=buurthuis-de-brug", ["table-in-spring"]),
        ("?theme=youth", []),
    ):
        assert [row["code"] for row in client.get(f"/en/newsletters.json{query}").json()] == codes
        links = Page(client.get(f"/en/newsletters/{query}")).links
        assert [code for code in codes if f"/en/newsletters/{code}/" not in links] == []
        assert client.get(f"/en/newsletters.csv{query}").content.count(b"\r\n") == len(codes) + 1
    assert "No newsletter is published here yet." in Page(client.get("/en/newsletters/?theme=youth")).text


@pytest.mark.parametrize("query", ["?theme=moon", "?organisation=nobody"])
def test_a_theme_or_an_organisation_that_there_is_not_is_named(client, db, query):
    """On the page and in the feed."""
    assert client.get(f"/en/newsletters/{query}").status_code == 404
    assert client.get(f"{FEED}{query}").status_code == 404


def test_another_reader_understands_the_feed(feed, spring):
    """Title, author, day, text and address of each, in the language of the feed."""
    found = feed()
    assert found.version == "atom10"
    theme, own = found.entries
    assert (own.title, own.author) == ("The table is back on the square", "Buurthuis De Brug")
    assert (own.id, own.published[:10]) == (f"urn:uuid:{spring.uuid}", "2026-04-20")
    assert own.link.endswith("/en/newsletters/table-in-spring/")
    assert "with children too" in own.content[0].value
    assert (theme.tags[0].term, theme.content[0].language) == ("meeting", "nl")
    assert "< zie het verslag" in theme.content[0].value
    assert [link.href for link in theme.links if link.rel == "related"] == ["https://example.org/verslag"]


@pytest.mark.parametrize(
    ("query", "title", "count"),
    [
        ("?theme=meeting", "Newsletters: Meeting people", 1),
        ("?organisation=buurthuis-de-brug", "Newsletters: Buurthuis De Brug", 1),
        ("?theme=youth", "Newsletters: Help for children", 0),
    ],
)
def test_each_theme_and_organisation_has_a_feed(feed, query, title, count):
    """With its own title and identity; one without newsletters is a feed too."""
    found = feed(query)
    assert len(found.entries) == count
    assert found.feed.title.startswith(title)
    assert found.feed.id.endswith(FEED + query)


def test_a_change_moves_updated_and_leaves_the_identity(feed, spring, person):
    """So that a reader shows it again, once."""
    before = feed().entries[1]
    edit_newsletter(
        newsletter=spring,
        version=1,
        values={"text": LocalisedText(en="Rain.")},
        acting_user=person("partner"),
        on=TODAY,
        at=spring.changed_at + timedelta(days=1),
    )
    after = feed().entries[1]
    assert (after.id, after.link, after.published) == (before.id, before.link, before.published)
    assert after.updated > before.updated


def test_pages_lead_to_the_feed(client, db):
    """A reader finds it from the page of the organisation, the coalition and the newsletters."""
    for page, query in (
        ("/en/newsletters/?theme=meeting", "?theme=meeting"),
        ("/en/newsletters/table-in-spring/", "?organisation=buurthuis-de-brug"),
        ("/en/partners/buurthuis-de-brug/", "?organisation=buurthuis-de-brug"),
        ("/en/coalition/", ""),
    ):
        head = client.get(page).content.decode().partition("</head>")[0]
        link = next(line for line in head.split("<link") if "application/atom+xml" in line)
        assert f'href="{FEED}{query}"' in link, page


def test_the_pages_of_organisation_and_coalition_show_them(client, db):
    """The newest, each with a link."""
    address = "/en/newsletters/table-in-spring/"
    assert address in Page(client.get("/en/partners/buurthuis-de-brug/")).links
    links = Page(client.get("/en/coalition/")).links
    assert {address, "/en/newsletters/?theme=meeting"} <= set(links)
    assert "/en/newsletters/?theme=discrimination" not in links
    assert client.get("/en/partners/buurthuis-de-brug.json").json()["newsletters"][0]["code"] == "table-in-spring"


def test_a_partner_writes_changes_and_takes_away_at_the_desk(as_person):
    """What is refused keeps what was typed."""
    partner = as_person("partner")
    refused = partner.post(NEW, {**TYPED, "published_on": "2999-01-01"})
    page = Page(refused)
    assert refused.status_code == 422
    assert "still to come" in page.errors["published_on"]
    assert page.inputs["title_nl"] == "Lente"
    assert page.inputs["of"] == TYPED["of"]
    assert partner.post(NEW, TYPED)["Location"] == "/en/newsletters/lente/"
    edit = "/en/desk/newsletters/lente/edit/"
    assert Page(partner.get(edit)).inputs["text_nl"] == "Kom."
    assert partner.post(edit, {**TYPED, "version": "1", "title_nl": "Zomer"}).status_code == 303
    assert "Zomer" in Page(partner.get("/en/newsletters/lente/")).text
    assert edit in Page(partner.get("/en/desk/coalition/")).links
    assert partner.post("/en/desk/newsletters/lente/withdraw/").status_code == 302
    assert partner.get("/en/newsletters/lente/").status_code == 404


def test_one_can_write_only_in_a_name_that_is_offered(as_person):
    """Another one is refused at its field."""
    page = Page(as_person("partner").post(NEW, {**TYPED, "of": "organisation:meldpunt-kleinstad"}))
    assert "Select a valid choice" in page.errors["of"]


@pytest.mark.parametrize(("words", "group"), [("table square", "pledges"), ("table back", "newsletters")])
def test_the_search_of_the_site_finds_pledges_and_newsletters(client, db, words, group):
    """By the words of their title; the best first, with whose it is."""
    found = client.get("/en/search.json", {"q": words}).json()[group]
    assert "table" in found[0]["title"].lower()
    assert found[0]["about"] == "Buurthuis De Brug"


def test_reading_them_costs_the_same_for_two_and_for_twenty(client, publish, django_assert_max_num_queries):
    """Their writers are read with them."""
    for _time in range(18):
        publish()
    client.get("/en/newsletters/")
    with django_assert_max_num_queries(4):
        client.get("/en/newsletters/?page=1")
    with django_assert_max_num_queries(2):
        client.get(FEED)
