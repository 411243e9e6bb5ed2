"""The yearly table for the ministry, exactly as the law asks, and reports of a mass campaign apart."""

import csv
import hashlib
import io
from datetime import date

import pytest

from stadsrecht.discrimination.bridge.register import register_form, register_form_of
from stadsrecht.discrimination.errors import (
    CampaignEmpty,
    DaysMissing,
    FiguresNotReady,
    NoRegisterForm,
    QuarterIsCounted,
)
from stadsrecht.discrimination.models import Campaign, CountedQuarter, Facts, FiguresWork, ListEdition, RegisterExport
from stadsrecht.discrimination.operations import export_register, publish_figures, tag_campaign, undo_campaign
from stadsrecht.discrimination.operations import register as of_register
from stadsrecht.discrimination.queries import campaigns_now, register_table
from stadsrecht.kernel import audit
from stadsrecht.kernel.errors import EndsBeforeStart, NotPermitted
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.kernel.packs import PackRefers
from tests.conftest import CAST
from tests.discrimination.counting import MANY, NEXT_YEAR, arrive, at, make, shorten_lists
from tests.reading import Page

HERE = {"residence": "here"}
AWAY = {"residence": "not-here"}
OUT = {"where": "elsewhere", "district": ""}
ADDRESS = "/nl/desk/cases/register/"


def table(year=2026):
    head, *rows = register_table(register_form(), year)
    return {(row[0], row[1]): dict(zip(head, row, strict=True)) for row in rows}


def columns(row):
    return [row[name] for name in ("resident_here", "resident_elsewhere", "non_resident_here", "not_placed")]


def tag(person, **changed):
    days = {"since": date(2026, 2, 1), "until": date(2026, 2, 28)}
    given = {"name": LocalisedText(nl="Een toespraak"), "ground": "", "terrain": "", **days, **changed}
    return tag_campaign(**given, acting_user=person("office_coordinator"), on=NEXT_YEAR, at=at(NEXT_YEAR))


def test_reports_stand_in_three_columns_by_residence_and_place(db):
    """And in a fourth what the form has no column for: online, unknown, or skipped."""
    arrive((HERE, 4), (HERE | OUT, 3), (AWAY, 2), (AWAY | OUT, 1), ({"where": "online", **HERE}, 1), ({}, 5))
    assert columns(table()["all", ""]) == [4, 3, 2, 7]


def test_small_numbers_are_not_hidden_and_each_ground_counts(db):
    """A report with two grounds stands under both, and once in the total."""
    arrive(({"grounds": ["origin", "religion"], **HERE}, 1), (HERE, 1))
    found = table()
    assert columns(found["ground", "origin"]) == columns(found["ground", "religion"]) == [1, 0, 0, 0]
    assert columns(found["ground", "unknown"]) == [1, 0, 0, 0]
    assert columns(found["all", ""]) == [2, 0, 0, 0]


def test_each_row_has_the_word_of_the_law_and_the_edition_of_its_list(db):
    arrive(({"grounds": ["origin"]}, 1), ({"grounds": ["antisemitism"]}, 1))
    found = table()
    assert (found["ground", "origin"]["legal"], found["ground", "antisemitism"]["part_of"]) == ("ras", "origin")
    assert found["ground", "origin"]["edition"] == 1


def test_a_code_means_what_it_meant_in_its_edition(db):
    """Two editions give two rows."""
    arrive(({"terrain": "sport"}, 1))
    lists = {"terrain": [{"code": "sport", "name": {"nl": "Sportclub"}}]}
    edition = ListEdition.objects.create(number=7, digest="7", lists=lists, loaded_on=NEXT_YEAR)
    Facts.objects.filter(report=arrive(({"terrain": "sport"}, 1))[0]).update(edition=edition)
    rows = [row for row in register_table(register_form(), 2026) if row[:2] == ("terrain", "sport")]
    assert [(row[3], row[5]) for row in rows] == [("Sport of vrije tijd", 1), ("Sportclub", 7)]


def test_only_reports_of_the_year_count(db):
    arrive((HERE, 2), on=date(2025, 12, 31))
    arrive((HERE, 3), on=date(2026, 1, 1))
    assert columns(table()["all", ""]) == [3, 0, 0, 0]


def test_who_took_the_table_is_recorded(person, db):
    arrive((HERE, 2))
    rows = export_register(year=2026, acting_user=person("office_coordinator"), at=at(NEXT_YEAR))
    taken = RegisterExport.objects.get()
    assert (taken.year, taken.reports, taken.taken_by) == (2026, 2, person("office_coordinator"))
    assert [entry.verb for entry in audit.entries_of(taken)] == ["export_register"]
    assert rows[1][:2] == ("all", "")


def test_nobody_else_takes_the_table_or_names_a_campaign(person, db):
    arrive((HERE, 2))
    for role in (role for role in CAST if role not in ("resident", "office_coordinator")):
        with pytest.raises(NotPermitted):
            export_register(year=2026, acting_user=person(role), at=at(NEXT_YEAR))
        with pytest.raises(NotPermitted):
            tag(lambda _lead, role=role: person(role))


def test_a_city_without_a_form_has_no_table(person, monkeypatch, tmp_path):
    (tmp_path / "report.toml").write_text("", encoding="utf-8")
    monkeypatch.setattr(of_register, "register_form", lambda: register_form_of(tmp_path))
    with pytest.raises(NoRegisterForm):
        export_register(year=2026, acting_user=person("office_coordinator"), at=at(NEXT_YEAR))


def test_a_form_that_nobody_wrote_is_refused(tmp_path):
    (tmp_path / "report.toml").write_text('[register]\nform = "moon"\n', encoding="utf-8")
    with pytest.raises(PackRefers):
        register_form_of(tmp_path)


def test_a_campaign_is_tagged_by_days_and_coarse_facts(person, db):
    """It has a row of its own, and its reports are in all others too."""
    arrive(({"grounds": ["religion"], **HERE}, 9), (HERE, 2))
    assert tag(person, ground="religion") == 9
    assert columns(table()["campaign", "een-toespraak-2026-02"]) == [9, 0, 0, 0]
    assert columns(table()["all", ""]) == [11, 0, 0, 0]
    assert Campaign.objects.get().name == {"nl": "Een toespraak"}


def test_a_draft_that_counted_them_as_ordinary_is_dropped(person, db):
    """Published afterwards it would tell them twice."""
    shorten_lists()
    arrive(*MANY)
    draft = make(person, "2026-whole")
    assert draft.state == "ready"
    assert tag(person, since=date(2026, 2, 1), until=date(2026, 2, 28)) == 50
    draft.refresh_from_db()
    assert draft.state == "dropped"
    with pytest.raises(FiguresNotReady):
        publish_figures(
            work=draft, is_sure=True, acting_user=person("office_coordinator"), on=NEXT_YEAR, at=at(NEXT_YEAR)
        )


def test_a_campaign_of_many_centuries_asks_once(person, db, django_assert_max_num_queries):
    """A year mistyped as 9999 is no fault of the page, and no work for the whole of time."""
    arrive((HERE, 3))
    with django_assert_max_num_queries(20):
        assert tag(person, since=date(1, 1, 1), until=date(9999, 12, 31)) == 3


def test_a_report_of_one_campaign_is_not_taken_by_another(person, db):
    arrive((HERE, 3))
    tag(person)
    with pytest.raises(CampaignEmpty):
        tag(person, name=LocalisedText(nl="Iets anders"))


def test_days_that_public_figures_counted_are_left_alone(person, db):
    """Taking reports out afterwards would tell how many they were."""
    arrive((HERE, 3), on=date(2026, 5, 1))
    CountedQuarter.objects.create(year=2026, quarter=2, counts={}, counted_on=NEXT_YEAR)
    with pytest.raises(QuarterIsCounted):
        tag(person, since=date(2026, 3, 31), until=date(2026, 7, 2))
    with pytest.raises(EndsBeforeStart):
        tag(person, since=date(2026, 3, 2), until=date(2026, 3, 1))


def test_a_campaign_may_be_named_without_days_and_takes_no_report(person, db):
    """Who works on a case puts its report into it; test_coding.py."""
    arrive((HERE, 3))
    assert tag(person, since=None, until=None) == 0
    assert (Campaign.objects.get().code, Facts.objects.exclude(campaign="").count()) == ("een-toespraak-2027-01", 0)
    with pytest.raises(DaysMissing) as refused:
        tag(person, until=None)
    assert refused.value.at_field == "until"


def undo(person, role="office_coordinator"):
    return undo_campaign(campaign=Campaign.objects.get(), acting_user=person(role), at=at(NEXT_YEAR))


def test_a_campaign_is_undone(person, db):
    """Its reports are ordinary ones again, a draft that left them out is dropped, and the trail keeps its name."""
    arrive((HERE, 3))
    tag(person)
    campaign = Campaign.objects.get()
    draft = FiguresWork.objects.create(
        span="2026-whole", year=2026, state="ready", asked_by=person("office_coordinator"), asked_at=at(NEXT_YEAR)
    )
    with pytest.raises(NotPermitted):
        undo(person, "case_worker")
    assert undo(person) == 3
    draft.refresh_from_db()
    assert (draft.state, Campaign.objects.count(), Facts.objects.exclude(campaign="").count()) == ("dropped", 0, 0)
    assert audit.entries_of(campaign).get(verb="undo_campaign").old == {"name": {"nl": "Een toespraak"}, "reports": 3}


def test_a_campaign_that_was_told_of_is_not_undone(person, db):
    arrive((HERE, 3))
    tag(person)
    CountedQuarter.objects.create(year=2026, quarter=1, counts={}, counted_on=NEXT_YEAR)
    with pytest.raises(QuarterIsCounted):
        undo(person)
    assert [(one.reports, one.is_counted) for one in campaigns_now()] == [(3, True)]


def test_the_coordinator_undoes_a_campaign_on_its_page(as_person, person, db):
    arrive((HERE, 3))
    tag(person)
    client, address = as_person("office_coordinator"), "/nl/desk/cases/campaigns/"
    page = client.get(address).content.decode()
    assert "3 meldingen" in page
    assert f'action="{address}een-toespraak-2026-02/undo/"' in page
    assert client.post(f"{address}een-toespraak-2026-02/undo/").status_code == 303
    assert client.post(f"{address}een-toespraak-2026-02/undo/").status_code == 404


def test_the_coordinator_takes_the_table_as_a_file(as_person, db):
    arrive((HERE, 2))
    client = as_person("office_coordinator")
    assert "alleen voor het ministerie" in Page(client.get(ADDRESS)).text
    response = client.post(ADDRESS, {"year": "2026"})
    assert response["Content-Disposition"] == 'attachment; filename="register-2026.csv"'
    assert response["Cache-Control"] == "no-store"
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert rows[0]["resident_here"] == "2"
    assert RegisterExport.objects.get().digest == hashlib.sha256(response.content).hexdigest()
    assert "2026" in Page(client.get(ADDRESS)).text


def test_a_year_without_reports_is_refused(as_person, db):
    response = as_person("office_coordinator").post(ADDRESS, {"year": "1999"})
    assert response.status_code == 422
    assert not RegisterExport.objects.exists()


def test_a_campaign_is_named_on_its_page_and_nothing_typed_is_lost(as_person, db):
    arrive((HERE, 3))
    client, address = as_person("office_coordinator"), "/nl/desk/cases/campaigns/"
    typed = {"name": "Een toespraak", "since": "2026-03-01", "until": "2026-02-01"}
    refused = Page(client.post(address, typed))
    assert set(refused.errors) == {"until"}
    assert refused.inputs["name"] == "Een toespraak"
    assert client.post(address, {**typed, "since": "2026-02-01", "until": "2026-02-28"}).status_code == 303
    assert "Een toespraak" in Page(client.get(address)).text
