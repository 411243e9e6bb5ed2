"""A city's figures come with its pack, with their sources, and are published at once."""

from datetime import date

import pytest
from django.utils import timezone

from stadsrecht.evidence.queries import public_evidence
from stadsrecht.kernel.packs import PackUnreadable
from stadsrecht.kernel.permissions import SYSTEM
from stadsrecht.monitoring import operations, queries
from stadsrecht.monitoring.models import Indicator, Release, Status
from tests.house.files import ROOT
from tests.monitoring.conftest import AT

KLEINSTAD = ROOT / "tests" / "cities" / "kleinstad"
ROW = """
[[indicator]]
code = "odd"
name = {nl = "Vreemd"}
direction = "up"
publisher = "Kleinstad"
source = "Kleinstad"
figures = '''
period,value
%s
'''
"""


def load(folder):
    return operations.load_figures(folder=folder, acting_user=SYSTEM, at=AT)


def test_the_figures_of_the_small_city_are_public(db):
    public = queries.public_indicators(at=timezone.now())
    assert set(public.values_list("code", flat=True)) >= {"feels-at-home", "reports-at-the-desk", "benches-in-place"}


def test_statuses_flags_and_labels_come_along(db):
    indicator = Indicator.objects.get(code="feels-at-home")
    rows = queries.table_of(queries.current_release(indicator, at=timezone.now())).observations
    assert {row.status for row in rows} == {Status.VALUE, Status.HIDDEN, Status.NOT_MEASURED}
    assert [row.period.label for row in rows if row.is_break] == ["2022"]
    assert indicator.labels["sex"]["values"]["women"]["fr"] == "femmes"
    assert indicator.targets.get().value == 80


def test_they_are_evidence_of_what_they_are_tied_to(db):
    evidence = public_evidence().get(code="figures-feels-at-home")
    assert (evidence.dated_on, evidence.links.count()) == (date(2025, 2, 1), 3)


def test_loading_twice_changes_nothing(db):
    before = list(Indicator.objects.values()), list(Release.objects.values())
    assert load(KLEINSTAD) == 0
    assert (list(Indicator.objects.values()), list(Release.objects.values())) == before


def test_a_faulty_figure_of_a_pack_names_its_line(db, tmp_path):
    (tmp_path / "city.toml").write_text((KLEINSTAD / "city.toml").read_text())
    (tmp_path / "figures.toml").write_text(ROW % "2024,veel")
    with pytest.raises(PackUnreadable, match="odd, 2, value"):
        load(tmp_path)


def test_a_pack_without_figures_is_fine(db, tmp_path):
    assert load(tmp_path) == 0


def test_every_indicator_of_every_pack_says_where_it_comes_from():
    for file in [*(ROOT / "cities").rglob("figures.toml"), KLEINSTAD / "figures.toml"]:
        for row in operations.pack.read_pack(file)["indicator"]:
            assert row["source"], row["code"]
            assert row["source_url"].startswith("https://"), row["code"]
            assert set(row["name"]) == {"nl", "en", "fr"}, row["code"]
