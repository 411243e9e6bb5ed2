"""The office fills in what a reporter skipped, so that the report stands in the right row of every table."""

from datetime import date

import pytest

from stadsrecht.discrimination.bridge.register import register_form
from stadsrecht.discrimination.errors import (
    DayInTheFuture,
    DistrictWithoutPlace,
    NotAssigned,
    NotInTheList,
    QuarterIsCounted,
    ReportDestroyed,
)
from stadsrecht.discrimination.models import Campaign, Case, CountedQuarter, Facts, FiguresWork, ListEdition, Report
from stadsrecht.discrimination.operations import code_facts
from stadsrecht.discrimination.queries import register_table
from stadsrecht.discrimination.queries.figures import counts_of_reports
from stadsrecht.kernel import audit
from stadsrecht.kernel.errors import NotPermitted
from tests.discrimination.telling import ON
from tests.reading import Page

SKIPPED = {"grounds": [], "terrain": "", "natures": [], "role": ""}
HERE = {"residence": "here", "where": "place", "district": "WK999901"}
ALL = {"grounds": ["religion", "origin"], "terrain": "work", "natures": ["treatment"], "month": date(2026, 3, 14)}
TYPED = {**HERE, "grounds": ["origin", "religion"], "terrain": "work", "natures": ["treatment"], "month": "2026-03"}


@pytest.fixture
def mine(worker, receive):
    """By phone, with nothing but what happened."""
    return worker.takes(receive(b"p" * 20, facts=SKIPPED, channel="phone").report.case)


@pytest.fixture
def address(mine):
    return f"/nl/desk/cases/{mine.report.number}/facts/"


def code(worker, case, **codes):
    return worker.does(code_facts, case=case, codes=codes)


def column():
    """The column of the ministry's table in which the only report stands."""
    head, everything, *_rows = register_table(register_form(), ON.year)
    return [name for name, count in zip(head, everything, strict=True) if count == 1 and name != "edition"]


def test_a_skipped_question_is_answered_and_the_report_finds_its_column(worker, mine):
    assert column() == ["not_placed"]
    code(worker, mine, **HERE, **ALL)
    assert column() == ["resident_here"]
    facts = Facts.objects.get(report=mine.pk)
    assert (facts.grounds, facts.month) == (["origin", "religion"], date(2026, 3, 1))


def test_old_and_new_stand_in_the_trail_and_nothing_where_nothing_changed(worker, mine):
    code(worker, mine, terrain="work")
    for _again in range(2):
        code(worker, mine, terrain="housing", role="", grounds=[])
    found = [(one.old, one.new) for one in audit.entries_of(mine.report).filter(verb="code_facts").order_by("number")]
    assert found == [({"terrain": ""}, {"terrain": "work"}), ({"terrain": "work"}, {"terrain": "housing"})]


@pytest.mark.parametrize(
    ("codes", "error", "field"),
    [
        ({"grounds": ["origin", "moon"]}, NotInTheList, "grounds"),
        ({"terrain": "moon"}, NotInTheList, "terrain"),
        ({"where": "moon"}, NotInTheList, "where"),
        ({"where": "place", "district": "WK000000"}, NotInTheList, "district"),
        ({"where": "online", "district": "WK999901"}, DistrictWithoutPlace, "district"),
        ({"month": date(2026, 7, 1)}, DayInTheFuture, "month"),
    ],
)
def test_what_is_in_no_list_is_refused_by_name(worker, mine, codes, error, field):
    with pytest.raises(error) as refused:
        code(worker, mine, **codes)
    assert refused.value.at_field == field
    assert not audit.entries_of(mine.report).filter(verb="code_facts").exists()


def test_codes_are_those_of_the_reports_own_edition(worker, mine):
    """A list that was renewed since says something else."""
    lists = {"terrain": [{"code": "harbour", "name": {"nl": "Haven"}}]}
    ListEdition.objects.create(number=7, digest="7", lists=lists, loaded_on=ON)
    with pytest.raises(NotInTheList):
        code(worker, mine, terrain="harbour")
    assert code(worker, mine, terrain="work").edition.number == 1


def test_only_who_works_on_the_case_codes_it(second_worker, lead, keeper, mine):
    for who, error in ((second_worker, NotAssigned), (lead, NotAssigned), (keeper, NotPermitted)):
        with pytest.raises(error):
            code(who, mine, terrain="work")


def test_what_was_destroyed_is_no_longer_coded(worker, mine):
    Report.objects.filter(pk=mine.pk).update(destroyed_on=ON)
    with pytest.raises(ReportDestroyed):
        code(worker, mine, terrain="work")


@pytest.fixture
def speech(db):
    return Campaign.objects.create(code="speech-2026-06", name={"nl": "Een toespraak"}, made_on=ON)


def test_one_report_is_put_into_a_campaign_and_taken_out_again(worker, mine, speech):
    """It is then counted apart, and after it among all others."""
    counted = []
    for tag in ("speech-2026-06", ""):
        code(worker, mine, campaign=tag)
        counted.append(counts_of_reports(ON.year, [2], ["ground"])["ground"].total())
    assert counted == [0, 1]
    with pytest.raises(NotInTheList):
        code(worker, mine, campaign="moon")


def test_a_draft_that_counted_the_report_elsewhere_is_dropped(worker, mine, speech):
    draft = FiguresWork.objects.create(
        span="2026-q2", year=2026, state="ready", asked_by=worker.person, asked_at=worker.holder.row.made_at
    )
    code(worker, mine, terrain="work")
    draft.refresh_from_db()
    assert draft.state == "ready"
    code(worker, mine, campaign=speech.code)
    draft.refresh_from_db()
    assert draft.state == "dropped"


def test_a_report_that_public_figures_counted_stays_where_it_was(at_work, worker, mine, speech, address):
    """Its codes may change for the ministry; in or out of a campaign it cannot go, and the page does not ask."""
    assert "campaign" in Page(at_work().get(address)).inputs
    CountedQuarter.objects.create(year=2026, quarter=2, counts={}, counted_on=ON)
    with pytest.raises(QuarterIsCounted):
        code(worker, mine, campaign=speech.code)
    assert code(worker, mine, terrain="work").terrain == "work"
    assert "campaign" not in Page(at_work().get(address)).inputs


def test_the_page_holds_what_stands_there_and_keeps_what_was_typed(at_work, mine, address):
    client = at_work()
    refused = Page(client.post(address, {**TYPED, "where": "online", "month": "maart"}))
    assert (set(refused.errors), refused.inputs["month"]) == ({"month"}, "maart")
    assert set(Page(client.post(address, {**TYPED, "where": "online"})).errors) == {"district"}
    assert client.post(address, TYPED).status_code == 303
    page = Page(client.get(address))
    assert (page.inputs["terrain"], page.inputs["month"]) == ("work", "2026-03")
    assert Case.objects.get(pk=mine.pk).report.facts.grounds == ["origin", "religion"]
    assert "zette dit recht" in Page(client.get(address.removesuffix("facts/"))).text


def test_a_colleague_sees_no_form(at_work, mine, address):
    assert at_work("office_coordinator").get(address).status_code == 403


def test_what_a_colleague_coded_meanwhile_is_not_set_back(worker, mine, at_work, address):
    """Both see what stands there now; saved again, knowingly, it goes through."""
    desk = at_work()
    opened = Page(desk.get(address)).inputs["version"]
    code(worker, mine, **HERE)
    refused = desk.post(address, {"version": opened, "terrain": "work"})
    assert refused.status_code == 409
    assert Facts.objects.get(report=mine.pk).residence == "here"
    again = Page(refused).inputs["version"]
    assert desk.post(address, {"version": again, "terrain": "work"}).status_code == 303
    assert Facts.objects.get(report=mine.pk).terrain == "work"


def test_the_case_shows_month_and_campaign(worker, mine, at_work):
    named = Campaign.objects.create(code="een-toespraak-2026-02", name={"nl": "Een toespraak"}, made_on=ON)
    code(worker, mine, month=date(2026, 3, 14), campaign=named.code)
    page = Page(at_work().get(f"/nl/desk/cases/{mine.report.number}/")).text
    assert "maart 2026" in page
    assert "Een toespraak" in page
