"""Closed cases are destroyed when their time has come: nobody opens anything again, and the count stays."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import models

from stadsrecht.discrimination import operations
from stadsrecht.discrimination.errors import NoKeyForThis, ReportDestroyed
from stadsrecht.discrimination.models import (
    CONTENT,
    IDENTITY,
    Attachment,
    Case,
    Envelope,
    Facts,
    Look,
    ReferralKey,
    Report,
)
from stadsrecht.discrimination.operations import (
    add_to_report,
    ask_consent,
    ask_for_destruction,
    close_case,
    destroy_due_cases,
    rehearse_recovery,
    reopen_case,
    take_step,
    withdraw_referral,
    write_to_reporter,
)
from stadsrecht.discrimination.operations import retention as of_retention
from stadsrecht.discrimination.operations.retention import tables_with_deleted_keys
from stadsrecht.discrimination.queries import (
    cases_that_wait,
    cases_to_destroy,
    cases_to_destroy_later,
    open_report_key,
    report_by_receipt,
)
from stadsrecht.discrimination.queries.figures import counts_of_reports
from stadsrecht.kernel import audit
from stadsrecht.kernel.errors import NotPermitted
from stadsrecht.kernel.permissions import SYSTEM
from tests.conftest import CAST
from tests.discrimination.casework import WHEN, later
from tests.discrimination.telling import ON, everything_stored
from tests.reading import Page

YEAR = 366
NONCE = b"w" * 20


@pytest.fixture
def full(worker, mine, key, reporter):
    """A case with everything that a case can have: a message, a note, a consent, a step and files."""
    worker.does(write_to_reporter, case=mine, key=key, text="Kunt u bellen?", waits=False, nonce=NONCE)
    worker.does(operations.add_note, case=mine, key=key, text="Verhuurder bekend.", nonce=b"v" * 20)
    worker.does(ask_consent, case=mine, key=key, kind="letter", question="Mag ik een brief sturen?")
    worker.does(take_step, case=mine, key=key, kind="advice", note="Gebeld.")
    return mine


@pytest.fixture
def closed(worker, full):
    return worker.does(close_case, case=full, outcome="advised")


def destroy(days=YEAR, acting_user=SYSTEM):
    return destroy_due_cases(acting_user=acting_user, **later(days))


def rows_of(report):
    """Model -> how many rows point to the report or its case."""
    relations = [
        (relation, owner)
        for owner in (report, report.case)
        for relation in owner._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ManyToOneRel)
    ]
    return {
        relation.related_model: relation.related_model._default_manager.filter(
            **{relation.field.name: owner.pk}
        ).count()
        for relation, owner in relations
    }


def test_after_its_period_nobody_opens_a_case(worker, lead, keeper, parts, receive, received, closed):
    """Neither a worker, the coordinator and the custodian, nor two keyholders, nor the receipt."""
    sealed = [bytes(one.sealed) for one in Envelope.objects.filter(report=received.report)]
    assert destroy() == 1
    report = Report.objects.get(pk=received.report.pk)
    for who in (worker, lead, keeper):
        for compartment in (CONTENT, IDENTITY):
            with pytest.raises(ReportDestroyed):
                open_report_key(report, who.holder, compartment)
            report.destroyed_on = None  # as somebody who may write to the database would try
            with pytest.raises(NoKeyForThis):
                open_report_key(report, who.holder, compartment)
            report.refresh_from_db()
    assert rehearse_recovery(parts=parts[:2], acting_user=SYSTEM, at=WHEN["at"]) == 0
    with pytest.raises(ReportDestroyed):
        report_by_receipt(received.receipt.code)
    assert not [one for one in sealed if one in everything_stored()]


def test_no_sealed_word_or_file_is_left(received, closed):
    Report.objects.filter(pk=received.report.pk).update(left_out=b"sealed: which passages are left out")
    report = Report.objects.get(pk=received.report.pk)
    columns = [report.narrative, report.answers, report.contact, report.public_key, report.identity_key]
    columns.append(report.left_out)
    columns += [one.content for one in Attachment.objects.filter(report=report)]
    before = [bytes(column) for column in columns]
    destroy()
    stored = everything_stored()
    assert len(before) == 7
    assert not [column for column in before if column in stored]


def test_every_table_of_a_case_is_emptied_but_those_for_counting(received, closed):
    """A table that is added later is emptied too, unless it is named here."""
    before = rows_of(received.report)
    destroy()
    after = rows_of(received.report)
    assert sum(before.values()) > 8
    assert {model for model, count in after.items() if count} == {Case, Facts, Look}


def test_counting_goes_on(received, closed):
    before = counts_of_reports(ON.year, [1, 2, 3, 4], ["ground", "handling", "outcome"])
    destroy()
    assert counts_of_reports(ON.year, [1, 2, 3, 4], ["ground", "handling", "outcome"]) == before
    assert before["outcome"]["q2", ("advised",)] == 1


def test_destroying_twice_does_no_harm(closed):
    assert [destroy(), destroy()] == [1, 0]
    assert [entry.new for entry in audit.entries_of(closed.report) if entry.verb == "destroy_case"] == [
        {"why": "period"}
    ]


def test_nothing_is_destroyed_before_its_day(closed):
    """The period of the outcome is twelve months."""
    assert destroy(days=364) == 0
    assert destroy(days=365) == 1


def test_the_reporter_may_ask_for_it_earlier(worker, full, reporter):
    """Then a closed case goes at once, and an open one waits for the office to close it."""
    ask_for_destruction(opened=reporter(), **WHEN)
    assert [case.pk for case in cases_that_wait()] == [full.pk]
    assert destroy(days=0) == 0
    worker.does(close_case, case=full, outcome="advised")
    assert destroy(days=0) == 1


def test_nothing_live_is_destroyed(worker, closed, key, reporter):
    """Neither a case that was opened again, nor one in which an unread word stands."""
    worker.does(reopen_case, case=closed, key=key, reason="Nieuwe brief.", **later(300))
    assert destroy(days=2000) == 0
    worker.does(close_case, case=closed, outcome="registered", **later(400))
    add_to_report(opened=reporter(), text="Nog iets", files=(), nonce=b"z" * 20, **later(401))
    assert destroy(days=2000) == 0
    assert not cases_to_destroy(ON + timedelta(days=2000)).exists()


def write(reporter, days):
    return add_to_report(opened=reporter(), text="Nog iets", files=(), nonce=b"z" * 20, **later(days))


def read_words(worker, case, days):
    case.refresh_from_db()
    on = later(days)["on"]
    shown = case.report.messages.values_list("pk", flat=True)
    operations.mark_words_read(case=case, shown=shown, acting_user=worker.person, on=on)


def test_a_word_that_is_read_on_the_last_day_is_not_gone_the_night_after(worker, closed, reporter):
    """Three months from when it was written are left to answer it; then the period is over."""
    write(reporter, 364)
    read_words(worker, closed, 365)
    assert [destroy(days=366), destroy(days=450)] == [0, 0]
    assert destroy(days=460) == 1


def test_a_word_that_nobody_read_for_long_is_kept_from_when_it_is_read(worker, closed, reporter):
    write(reporter, 10)
    read_words(worker, closed, 700)
    assert [destroy(days=701), destroy(days=780), destroy(days=800)] == [0, 0, 1]


def test_a_late_word_never_shortens_the_period(worker, closed, reporter):
    write(reporter, 10)
    read_words(worker, closed, 11)
    assert [destroy(days=364), destroy(days=365)] == [0, 1]


def test_a_case_that_is_opened_again_while_the_list_is_made_stays(monkeypatch, worker, closed, key):
    monkeypatch.setattr(of_retention, "cases_to_destroy", lambda on: Case.objects.all())
    worker.does(reopen_case, case=closed, key=key, reason="Nieuwe brief.")
    assert destroy() == 0
    assert Envelope.objects.filter(report=closed.pk).exists()


def test_a_page_that_stood_open_writes_nothing_to_a_destroyed_report(closed, reporter):
    opened = reporter()
    destroy()
    with pytest.raises(ReportDestroyed):
        add_to_report(opened=opened, text="Nog iets", files=(), nonce=b"z" * 20, **later(YEAR))


def test_a_run_that_dies_leaves_each_report_whole_or_gone(monkeypatch, received, closed):
    """It dies in the middle of a report, and the next run ends what it began."""
    before = rows_of(received.report)

    def die(**entry):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(of_retention.audit, "record", die)
        with pytest.raises(KeyboardInterrupt):
            destroy()
    assert rows_of(received.report) == before
    assert Report.objects.get(pk=received.report.pk).narrative
    assert destroy() == 1


def test_the_dry_run_shows_what_would_go_and_changes_nothing(capsys, closed, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: later(YEAR)["at"])
    call_command("retention")
    told = capsys.readouterr().out
    assert f"{closed.report.number}\t2027-06-01\tadvised" in told
    assert "Nothing was changed" in told
    assert Envelope.objects.filter(report=closed.pk).exists()
    call_command("retention", "--destroy")
    assert "destroyed: 1" in capsys.readouterr().out


def test_only_the_installation_destroys(person, closed):
    for role in (role for role in CAST if role not in ("resident", "administrator")):
        with pytest.raises(NotPermitted):
            destroy(acting_user=person(role))


def test_the_desk_shows_the_same_list(as_person, closed, monkeypatch):
    """To the coordinator: what goes later, with its reason; tonight, what is due."""
    assert [case.pk for case in cases_to_destroy_later(ON)] == [closed.pk]
    Case.objects.filter(pk=closed.pk).update(destroy_on="2020-01-01")
    page = Page(as_person("office_coordinator").get("/nl/desk/cases/retention/"))
    assert f"/nl/desk/cases/{closed.report.number}/" in page.links
    assert "De melder kan op het advies terugkomen" in page.text


def test_a_destroyed_case_is_in_no_list_of_the_desk(as_person, closed):
    destroy()
    page = Page(as_person("office_coordinator").get("/nl/desk/cases/list/closed/"))
    assert f"/nl/desk/cases/{closed.report.number}/" not in page.links


def test_the_keys_of_a_referral_that_ended_leave_the_disk_too(worker, sent):
    """In the nights after, and without a rewrite of the reports' keys, which would hold up the door."""
    assert tables_with_deleted_keys(ON) == []
    worker.does(withdraw_referral, referral=sent)
    assert tables_with_deleted_keys(ON) == [ReferralKey]
    assert tables_with_deleted_keys(later(30)["on"]) == []
