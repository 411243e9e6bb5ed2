"""The catalogue is complete, loads again with the same result, and names what a pack gets wrong."""

import shutil
import tomllib
from datetime import UTC, datetime

import pytest

from stadsrecht.kernel.audit import AuditEntry
from stadsrecht.kernel.packs import PackRefers, PackUnreadable
from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.rights import queries
from stadsrecht.rights.errors import UnknownInstrument, UnknownProvision, UnknownTheme
from stadsrecht.rights.models import Crosswalk, Provision
from stadsrecht.rights.operations import CATALOGUE, load_catalogue, load_own_charters

AT = datetime(2026, 6, 1, tzinfo=UTC)
SIZES = {"eu-charter": 54, "udhr": 30, "saint-denis": 28, "gca": 12, "gwangju": 10, "sdg": 17 + 169}
TARGETS = (7, 8, 13, 10, 9, 8, 5, 12, 8, 10, 10, 11, 5, 10, 12, 12, 19)


@pytest.mark.parametrize(("code", "size"), list(SIZES.items()))
def test_an_instrument_has_all_its_provisions(db, code, size):
    assert queries.instrument(code).size == size


def test_each_goal_has_its_targets(db):
    goals = queries.provisions_of(queries.instrument("sdg")).filter(parent=None)
    assert tuple(goal.children.count() for goal in goals) == TARGETS


def test_every_provision_speaks_dutch_english_and_french(db):
    for row in queries.provisions():
        for text in (row.heading, row.says, row.label):
            assert set(text) >= {"nl", "en", "fr"}, row.reference


def test_every_theme_holds_rights(db):
    assert [row.code for row in queries.themes() if not queries.provisions_of_theme(row).exists()] == []


def test_loading_again_changes_nothing(db):
    before = list(Provision.objects.order_by("pk").values("pk", "heading", "is_checked", "parent_id"))
    trail = AuditEntry.objects.count()
    load_catalogue(acting_user=SYSTEM, at=AT)
    assert list(Provision.objects.order_by("pk").values("pk", "heading", "is_checked", "parent_id")) == before
    assert AuditEntry.objects.count() == trail


def test_a_provision_that_left_the_list_is_kept_but_not_listed(db, tmp_path):
    shutil.copytree(CATALOGUE, tmp_path, dirs_exist_ok=True)
    file = tmp_path / "gwangju.toml"
    text = file.read_text()
    file.write_text(text[: text.rindex("[[provision]]")])
    load_catalogue(acting_user=SYSTEM, at=AT, folder=tmp_path)
    assert queries.instrument("gwangju").size == 9
    assert Provision.objects.get(instrument__code="gwangju", code="10").is_withdrawn


def test_a_city_adds_a_charter_of_its_own(db):
    charter = queries.instrument("kleinstad-charter")
    assert (charter.is_own, charter.size) == (True, 3)


@pytest.mark.parametrize(
    ("broken", "error"),
    [("[instrument", PackUnreadable), ('themes = ["moon"]', PackRefers), ('parent = "99"', PackRefers)],
)
def test_a_broken_charter_is_refused_by_name(db, tmp_path, broken, error):
    from django.conf import settings

    source = (settings.CITY / "charters" / "kleinstad-charter.toml").read_text()
    file = tmp_path / "kleinstad-charter.toml"
    file.write_text(source.replace('themes = ["participation"]', broken, 1))
    with pytest.raises(error):
        load_own_charters(files=[file], acting_user=SYSTEM, at=AT)


def test_the_crosswalk_is_seen_from_both_ends(db):
    link = Crosswalk.objects.first()
    for end, other in ((link.from_provision, link.to_provision), (link.to_provision, link.from_provision)):
        assert other.pk in [queries.other_of(row, end).pk for row in queries.links_of(end)]


@pytest.mark.parametrize(
    ("read", "error"),
    [
        (lambda: queries.provision("eu-charter:99"), UnknownProvision),
        (lambda: queries.provision("nonsense"), UnknownProvision),
        (lambda: queries.instrument("moon"), UnknownInstrument),
        (lambda: queries.theme("moon"), UnknownTheme),
    ],
)
def test_what_does_not_exist_is_refused_by_name(db, read, error):
    with pytest.raises(error):
        read()


def test_themes_of_every_file_exist():
    themes = {row["code"] for row in tomllib.loads((CATALOGUE / "themes.toml").read_text())["theme"]}
    for file in CATALOGUE.glob("*.toml"):
        for row in tomllib.loads(file.read_text()).get("provision", ()):
            assert set(row.get("themes", ())) <= themes, f"{file.name} {row['code']}"
