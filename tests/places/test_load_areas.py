"""Areas of a data pack."""

import pytest

from stadsrecht.kernel.errors import NotPermitted
from stadsrecht.kernel.models import AuditEntry
from stadsrecht.kernel.packs import PackRefers, PackUnreadable
from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.places.models import Area, Period
from stadsrecht.places.operations import load_areas
from tests.places.conftest import AT, ROOT

CITY = """
[[area]]
code = "GM8888"
level = "city"
name = {nl = "Stad"}
"""
DISTRICT = """
[[area]]
code = "WK888801"
level = "district"
name = {nl = "Wijk"}
parent = "GM8888"
valid_from = 2021-01-01
tile = [1, 1]
"""


@pytest.fixture
def load(db, tmp_path):
    def act(text, acting_user=SYSTEM):
        (tmp_path / "places.toml").write_text(text, encoding="utf-8")
        return load_areas(tmp_path, acting_user=acting_user, at=AT)

    return act


def test_a_pack_gives_areas_with_parent_and_period(load):
    """What stands in the file is there afterwards."""
    assert load(CITY + DISTRICT) == 2
    area = Area.objects.get(code="WK888801")
    assert (area.parent.code, area.tile, area.periods.get().valid_from.year) == ("GM8888", [1, 1], 2021)


def test_one_entry_stands_in_the_trail(load):
    """However many areas a pack has."""
    before = AuditEntry.objects.count()
    load(CITY + DISTRICT)
    assert AuditEntry.objects.count() == before + 1
    assert AuditEntry.objects.last().new["WK888801"]["level"] == "district"


def test_loading_twice_changes_nothing(load):
    """Neither areas, nor periods, nor the trail."""
    load(CITY + DISTRICT)
    before = (AuditEntry.objects.count(), Period.objects.count())
    assert load(CITY + DISTRICT) == 0
    assert (AuditEntry.objects.count(), Period.objects.count()) == before


def test_a_changed_name_is_kept_with_the_old_one_in_the_trail(load):
    """A pack may be corrected."""
    load(CITY)
    assert load(CITY.replace("Stad", "Grote stad")) == 1
    assert AuditEntry.objects.last().old["GM8888"]["name"] == {"nl": "Stad"}


def test_an_adviser_may_not_load_a_pack(load, person):
    """It is the administrator's work."""
    with pytest.raises(NotPermitted):
        load(CITY, acting_user=person("adviser"))


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (DISTRICT, PackRefers),  # its parent is nowhere
        (CITY.replace('"city"', '"planet"'), PackRefers),
        (CITY + "tile = [1]", PackRefers),
        ("[[area", PackUnreadable),
    ],
)
def test_a_faulty_pack_is_refused_by_name(load, text, error):
    """And nothing of it stays."""
    with pytest.raises(error):
        load(text)
    assert not Area.objects.filter(code__in=["GM8888", "WK888801"]).exists()


def test_the_pack_of_utrecht_loads(db):
    """A city and ten districts, all on the schematic map."""
    load_areas(ROOT / "cities" / "utrecht", acting_user=SYSTEM, at=AT)
    districts = Area.objects.filter(parent__code="GM0344")
    assert districts.count() == 10
    assert len({tuple(area.tile) for area in districts}) == 10
