"""Runs: planned, moved, cancelled, attendance, and how many places."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from stadsrecht.kernel.errors import EditConflict, ReasonMissing, TextMissing, TransitionNotAllowed
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.neighbourhoods import operations
from stadsrecht.neighbourhoods.bridge.meetings import MeetingTime, meetings_from, text_of
from stadsrecht.neighbourhoods.errors import (
    AttendanceTooEarly,
    AudienceMissing,
    CapacityBelowPlaced,
    ClosesAfterStart,
    CourseNotPublished,
    DrawOutOfPlace,
    MeetingsInThePast,
    MeetingsMissing,
    MeetingsOutOfOrder,
    MeetingUnreadable,
    NotYourCourse,
    OrderFixed,
    RunEnded,
    RunsStillPlanned,
    UnknownTheme,
)
from stadsrecht.neighbourhoods.models import Letter, Run, SignUp
from tests.neighbourhoods.conftest import AT, COURSE, RUN, START, enter, join, meetings, plan, states

HOUR = timedelta(hours=1)
ZONE = timezone.get_default_timezone()


def save(run, person, *, version=None, times=None, at=AT, **changes):
    values = {"place": run.place, "capacity": run.capacity, "closes_at": run.closes_at, "confirm_within": 48}
    values |= {"order": run.order, "draws_at": run.draws_at, **changes}
    more = {"run": run, "version": version, "meetings": times or meetings(), "values": values, "seed": bytes(32)}
    return operations.save_run(**more, acting_user=person, at=at)


def test_meetings_are_typed_one_on_a_line():
    """Irregular days and another place now and then; what is written reads the same again."""
    text = "2026-12-03 19:00-21:00\n2026-12-10 9.30 – 12:00, Bibliotheek"
    found = meetings_from(text, ZONE)
    assert [one.place for one in found] == ["", "Bibliotheek"]
    assert text_of(found, ZONE) == "2026-12-03 19:00-21:00\n2026-12-10 09:30-12:00, Bibliotheek"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", MeetingsMissing),
        ("volgende week", MeetingUnreadable),
        ("2026-02-30 19:00-21:00", MeetingUnreadable),
        ("2026-12-03 25:00-26:00", MeetingUnreadable),
        ("2026-12-03 21:00-19:00", MeetingsOutOfOrder),
        ("2026-12-10 19:00-21:00\n2026-12-03 19:00-21:00", MeetingsOutOfOrder),
        ("2026-12-03 19:00-21:00\n2026-12-03 20:00-22:00", MeetingsOutOfOrder),
    ],
)
def test_what_is_no_list_of_meetings_is_refused_by_name(text, fault):
    """At its field."""
    with pytest.raises(fault) as refusal:
        meetings_from(text, ZONE)
    assert refusal.value.at_field == "meetings"


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"closes_at": START + HOUR}, ClosesAfterStart),
        ({"order": "lot"}, DrawOutOfPlace),
        ({"order": "lot", "draws_at": START}, DrawOutOfPlace),
        ({"order": "lot", "draws_at": AT - HOUR}, DrawOutOfPlace),
    ],
)
def test_a_run_that_cannot_be_is_refused_by_name(course, partner, changes, fault):
    """Nothing is planned."""
    with pytest.raises(fault):
        plan(course, partner, **changes)
    assert not course.runs.exists()


def test_a_run_begins_in_the_future_and_belongs_to_a_course_that_is_published(course, partner, house):
    """Nobody could find it otherwise."""
    with pytest.raises(MeetingsInThePast):
        plan(course, partner, start=AT - HOUR)
    draft = operations.record_course(organisation=house, values=COURSE, acting_user=partner, at=AT)
    with pytest.raises(CourseNotPublished):
        plan(draft, partner)


@pytest.mark.parametrize("role", ["adviser", "administrator", "stranger", "portfolio_holder"])
def test_only_who_offers_a_course_works_on_its_runs(course, run, person, role):
    """Not the city, and no other partner."""
    for act in (
        lambda: plan(course, person(role)),
        lambda: save(run, person(role)),
        lambda: operations.write_to_all(run=run, text="Hoi", acting_user=person(role), at=AT),
        lambda: operations.note_attendance(run=run, marks={}, acting_user=person(role), at=START),
        lambda: operations.cancel_run(
            run=run, reason=LocalisedText(nl="Ziek"), acting_user=person(role), on=date(2026, 6, 2), at=AT
        ),
    ):
        with pytest.raises(NotYourCourse):
            act()


def test_a_partner_does_not_work_on_what_others_offer(other_course, partner):
    """Neither on the course nor on a run."""
    with pytest.raises(NotYourCourse):
        plan(other_course, partner)
    with pytest.raises(NotYourCourse):
        operations.save_course(
            course=other_course, version=None, values={"kind": "coaching"}, acting_user=partner, at=AT
        )


def test_who_signed_up_is_told_when_days_or_place_change(run, partner):
    """Once for each change, and not where something else changed."""
    enter(run, "Ada")
    save(run, partner, confirm_within=24)
    assert not Letter.objects.filter(cause="moved").exists()
    save(run, partner, times=meetings(START + 24 * HOUR))
    save(run, partner, times=meetings(START + 24 * HOUR), place=LocalisedText(nl="Bibliotheek"))
    assert Letter.objects.filter(cause="moved").count() == 2


def test_where_one_meeting_in_the_middle_moved_calendars_hear_of_it(course, partner):
    """Neither the first nor the last moment of the run is another then, yet it has changed."""
    run = plan(course, partner, count=3)
    first, second, third = meetings(count=3)
    moved = MeetingTime(second.starts_at + HOUR, second.ends_at + HOUR)
    save(run, partner, times=[first, moved, third], at=AT + HOUR)
    run.refresh_from_db()
    assert (run.version, run.changed_at) == (2, AT + HOUR)


def test_more_places_go_down_the_line_at_once(run, partner):
    """As offers."""
    for name in ("Ada", "Bo", "Cem", "Dee"):
        enter(run, name)
    save(run, partner, capacity=3)
    assert states(run) == {"Ada": "placed", "Bo": "placed", "Cem": "offered", "Dee": "waiting"}


def test_fewer_places_than_people_is_refused_and_puts_nobody_out(run, partner):
    """The organiser asks who gives up a place."""
    for name in ("Ada", "Bo"):
        enter(run, name)
    with pytest.raises(CapacityBelowPlaced):
        save(run, partner, capacity=1)
    assert set(states(run).values()) == {"placed"}


def test_the_order_is_fixed_once_somebody_signed_up(run, partner):
    """Before that it may change, and a lot then has its commitment."""
    draws_at = START - 48 * HOUR
    assert len(save(run, partner, order="lot", draws_at=draws_at).commitment) == 64
    run.refresh_from_db()
    join(run, "Ada")
    with pytest.raises(OrderFixed):
        save(run, partner, order="arrival", draws_at=None)


def test_a_change_of_the_order_alone_is_kept(run, partner):
    """Both ways: a lot has its moment and its seed, and the order of sign-up has neither."""
    save(run, partner, order="lot", draws_at=START - 48 * HOUR)
    run.refresh_from_db()
    assert (run.order, run.draws_at) == ("lot", START - 48 * HOUR)
    assert run.commitment
    assert run.sealed_seed
    save(run, partner, order="arrival", draws_at=None)
    run.refresh_from_db()
    assert (run.order, run.draws_at, run.commitment, run.sealed_seed) == ("arrival", None, "", "")


def test_the_database_refuses_a_lot_without_a_moment(lot):
    """Nobody would ever get a place."""
    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.filter(pk=lot.pk).update(draws_at=None)


def test_two_who_change_one_run_lose_nothing(run, partner):
    """The second is told."""
    save(run, partner, version=1, capacity=5)
    with pytest.raises(EditConflict):
        save(run, partner, version=1, capacity=7)


def test_a_run_is_cancelled_with_a_reason_that_everyone_is_told(run, partner):
    """Those who left before get no letter."""
    enter(run, "Ada")
    operations.give_up_place(sign_up=enter(run, "Bo"), at=AT)
    more = {"run": run, "acting_user": partner, "on": date(2026, 6, 2), "at": AT}
    with pytest.raises(ReasonMissing):
        operations.cancel_run(reason=LocalisedText(), **more)
    operations.cancel_run(reason=LocalisedText(nl="De trainer is ziek."), **more)
    letters = Letter.objects.filter(sent_at=None).values_list("sign_up__name", "cause")
    assert list(letters) == [("Ada", "cancelled")]
    with pytest.raises(RunEnded):
        operations.cancel_run(reason=LocalisedText(nl="Nog eens."), **more)


def test_attendance_is_written_down_from_the_first_meeting_on(run, partner):
    """Present, absent, not known; and it can be set right."""
    rows = [enter(run, name) for name in ("Ada", "Bo")]
    marks = {rows[0].pk: True, rows[1].pk: False}
    with pytest.raises(AttendanceTooEarly):
        operations.note_attendance(run=run, marks=marks, acting_user=partner, at=AT)
    assert operations.note_attendance(run=run, marks=marks, acting_user=partner, at=START) == 2
    assert states(run) == {"Ada": "attended", "Bo": "absent"}
    assert operations.note_attendance(run=run, marks={rows[1].pk: None}, acting_user=partner, at=START) == 1
    assert states(run)["Bo"] == "placed"


def test_a_message_goes_once_to_each_who_has_a_place(run, partner):
    """Not to who waits."""
    for name in ("Ada", "Bo", "Cem"):
        enter(run, name)
    operations.write_to_all(run=run, text="Neem een pen mee.", acting_user=partner, at=AT)
    assert sorted(Letter.objects.filter(cause="message").values_list("sign_up__name", flat=True)) == ["Ada", "Bo"]
    with pytest.raises(TextMissing):
        operations.write_to_all(run=run, text="  ", acting_user=partner, at=AT)


def test_after_the_last_meeting_a_run_was_held_and_who_came_is_asked(run, partner):
    """Whoever was absent is not; run twice it asks nobody twice."""
    rows = [enter(run, name) for name in ("Ada", "Bo")]
    operations.note_attendance(run=run, marks={rows[1].pk: False}, acting_user=partner, at=START)
    assert operations.close_runs(at=run.ends_at) == 1
    assert operations.close_runs(at=run.ends_at) == 0
    run.refresh_from_db()
    assert run.state == "held"
    assert list(Letter.objects.filter(cause="evaluation").values_list("sign_up__name", flat=True)) == ["Ada"]


def test_a_course_goes_from_draft_to_published_to_withdrawn(course, run, partner):
    """Not while meetings are planned."""
    with pytest.raises(RunsStillPlanned):
        operations.move_course(course=course, state="withdrawn", acting_user=partner, at=AT)
    with pytest.raises(TransitionNotAllowed):
        operations.move_course(course=course, state="draft", acting_user=partner, at=AT)
    after = run.ends_at + HOUR
    assert operations.move_course(course=course, state="withdrawn", acting_user=partner, at=after).state == "withdrawn"


@pytest.mark.parametrize(
    ("changes", "fault"), [({"subjects": ["moon"]}, UnknownTheme), ({"audience": []}, AudienceMissing)]
)
def test_a_course_that_cannot_be_is_refused_by_name(house, partner, changes, fault):
    """At its field."""
    with pytest.raises(fault):
        operations.record_course(organisation=house, values={**COURSE, **changes}, acting_user=partner, at=AT)


def test_meetings_may_be_many_and_irregular(course, partner):
    """The run lasts from the first to the last."""
    times = [*meetings(), MeetingTime(START + 80 * HOUR, START + 81 * HOUR, "Park")]
    values = {**RUN, "closes_at": START}
    made = operations.plan_run(
        course=course, meetings=times, values=values, uuid=UUID(int=7), seed=bytes(32), acting_user=partner, at=AT
    )
    assert (made.starts_at, made.ends_at) == (START, START + 81 * HOUR)
    assert SignUp.objects.filter(run=made).count() == 0
