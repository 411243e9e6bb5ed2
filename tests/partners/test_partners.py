"""Partners: loaded from a pack, listed by kind, found by name."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from stadsrecht.kernel.errors import NotPermitted
from stadsrecht.kernel.models import AuditEntry
from stadsrecht.kernel.packs import PackRefers
from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.kernel.registry import public_menu, search_sources
from stadsrecht.partners.models import Organisation
from stadsrecht.partners.operations import load_organisations
from stadsrecht.places.operations import load_areas

ROOT = Path(__file__).resolve().parents[2]
AT = datetime(2026, 6, 1, tzinfo=UTC)
ROW = '[[organisation]]\ncode = "school"\nname = {nl = "School"}\nkind = "education"\n'


@pytest.fixture
def load(db, tmp_path):
    def act(text, acting_user=SYSTEM):
        (tmp_path / "partners.toml").write_text(text, encoding="utf-8")
        return load_organisations(tmp_path, acting_user=acting_user, at=AT)

    return act


def test_a_pack_is_loaded_with_one_entry_in_the_trail(load):
    """However many organisations it has."""
    before = AuditEntry.objects.count()
    assert load(ROW + ROW.replace("school", "academy")) == 2
    assert AuditEntry.objects.count() == before + 1


def test_loading_twice_changes_nothing(load):
    """Not even the trail."""
    load(ROW)
    before = AuditEntry.objects.count()
    assert load(ROW) == 0
    assert AuditEntry.objects.count() == before


def test_a_changed_organisation_is_renewed(load):
    """The trail keeps the old value."""
    load(ROW)
    assert load(ROW.replace("education", "other")) == 1
    assert AuditEntry.objects.last().old == {"school": {"kind": "education"}}


def test_an_unknown_kind_is_refused(load):
    """And nothing stays."""
    with pytest.raises(PackRefers):
        load(ROW + ROW.replace("school", "inn").replace("education", "tavern"))
    assert not Organisation.objects.filter(code="school").exists()


def test_an_adviser_may_not_load_a_pack(load, person):
    """It is the administrator's work."""
    with pytest.raises(NotPermitted):
        load(ROW, acting_user=person("adviser"))


def test_the_pack_of_utrecht_loads(db):
    """Every kind and every district in it is known."""
    load_areas(ROOT / "cities" / "utrecht", acting_user=SYSTEM, at=AT)
    assert load_organisations(ROOT / "cities" / "utrecht", acting_user=SYSTEM, at=AT) > 50


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_the_list_names_every_partner(client, db, language):
    """With its link, in each language."""
    page = client.get(f"/{language}/partners/").content.decode()
    assert f"/{language}/partners/buurthuis-de-brug/" in page
    assert f"/{language}/partners/meldpunt-kleinstad/" in page


def test_the_machine_forms_hold_the_same(client, db):
    """JSON and CSV."""
    rows = client.get("/nl/partners.json").json()["organisations"]
    lines = client.get("/nl/partners.csv").content.decode("utf-8-sig").splitlines()
    assert {row["code"] for row in rows} == {line.split(",")[0] for line in lines[1:]}


def test_a_partner_has_a_page(client, db):
    """Name, kind, website, and that it is made up."""
    page = client.get("/en/partners/meldpunt-kleinstad/").content.decode()
    for words in ("Kleinstad reporting desk", "https://example.org/meldpunt-kleinstad", "does not exist", "ትግርኛ"):
        assert words in page


def test_a_partner_as_json(client, db):
    """With the name in every language."""
    data = client.get("/en/partners/meldpunt-kleinstad.json").json()
    assert (data["kind"], data["name"]["fr"]) == ("anti-discrimination-office", "Guichet de Kleinstad")


def test_an_unknown_partner_is_not_found(client, db):
    """By name."""
    assert client.get("/en/partners/nobody/").status_code == 404


@pytest.mark.parametrize("address", ["partners/", "partners/meldpunt-kleinstad/", "partners.csv"])
def test_pages_are_read_only(client, db, address):
    """A public page takes nothing."""
    assert client.post(f"/en/{address}").status_code == 405


@pytest.mark.parametrize(("words", "size"), [("brug", 1), ("guichet", 1), ("", 0), ("nobody", 0), ("x' OR 1", 0)])
def test_partners_are_found_by_name(db, words, size):
    """In the reader's language."""
    assert len(search_sources.get("partners").find(words, "fr", 10)) == size


def test_the_menu_leads_to_the_partners():
    """At its place among the public pages."""
    assert (public_menu.get("partners").url_name, public_menu.get("partners").position) == ("partners", 50)
