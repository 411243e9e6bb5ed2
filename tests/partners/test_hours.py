"""Hours on the clock: weeks, midnight, and the nights on which the clock is changed."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stadsrecht.partners.bridge.hours import Hours, open_state, spans

ZONE = ZoneInfo("Europe/Amsterdam")
OFFICE = Hours(time(9), time(17), frozenset({"MO", "WE"}))
NIGHT = Hours(time(22), time(8))


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-06-01T08:59", False),
        ("2026-06-01T09:00", True),
        ("2026-06-01T16:59", True),
        ("2026-06-01T17:00", False),
        ("2026-06-02T10:00", False),
    ],
)
def test_open_from_the_first_minute_and_closed_at_the_last(moment, is_open):
    """1 June 2026 is a Monday."""
    assert open_state([OFFICE], at(moment), ZONE).is_open is is_open


def test_who_is_closed_says_when_it_opens():
    """Across the weekend too."""
    assert open_state([OFFICE], at("2026-06-04T12:00"), ZONE).opens_next == at("2026-06-08T09:00")


@pytest.mark.parametrize("moment", ["2026-06-01T23:30", "2026-06-02T00:00", "2026-06-02T07:59"])
def test_a_night_across_midnight_is_one_span(moment):
    """Also after midnight, which is another day."""
    state = open_state([NIGHT], at(moment), ZONE)
    assert (state.is_open, state.until) == (True, at("2026-06-02T08:00"))


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 28), 9), (date(2026, 10, 24), 11), (date(2026, 6, 1), 10)])
def test_a_night_on_which_the_clock_changes_has_its_true_length(day, hours):
    """22:00 to 08:00 is nine hours in spring and eleven in autumn."""
    [(start, end)] = spans([NIGHT], day, ZONE)
    assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=hours)


def test_an_hour_that_the_clock_leaps_over_does_not_break_anything():
    """On 29 March 2026 there is no 02:30."""
    [(start, _end)] = spans([Hours(time(2, 30), time(6))], date(2026, 3, 29), ZONE)
    assert start == at("2026-03-29T03:30")


def test_open_round_the_clock_is_one_span():
    """Until 00:00 and again from 00:00 joins; seven days are looked ahead."""
    state = open_state([Hours(time(0), time(0))], at("2026-06-01T12:00"), ZONE)
    assert state.until >= at("2026-06-08T00:00")


@pytest.mark.parametrize(
    "lines",
    [
        [Hours(time(0), time(0))],
        [Hours(time(0), time(6)), Hours(time(6), time(14)), Hours(time(14), time(22)), Hours(time(22), time(0))],
    ],
)
def test_who_does_not_close_in_a_week_is_open_day_and_night(lines):
    """Whether that is said in one line or in shifts."""
    moment = at("2026-06-01T12:00")
    assert open_state(lines, moment, ZONE).never_closes(moment)
    assert not open_state([OFFICE], moment, ZONE).never_closes(moment)


def test_every_other_week_counts_from_its_first_week():
    """Open in the week of 1 June, closed in the next."""
    line = Hours(time(9), time(12), frozenset({"TU"}), every_weeks=2, starts_on=date(2026, 6, 2))
    open_days = [day for day in range(1, 31) if line.holds_on(date(2026, 6, day))]
    assert open_days == [2, 16, 30]


def test_a_season_and_a_holiday_hold():
    """Outside its days, and on a day that is left out, nothing opens."""
    line = Hours(
        time(9),
        time(12),
        valid_from=date(2026, 6, 2),
        valid_until=date(2026, 6, 5),
        except_on=frozenset({date(2026, 6, 3)}),
    )
    assert [day for day in range(1, 8) if line.holds_on(date(2026, 6, day))] == [2, 4, 5]


def test_nothing_within_four_weeks_is_said_as_not_known():
    """Neither open nor a next time."""
    line = Hours(time(9), time(12), valid_from=date(2027, 1, 1))
    state = open_state([line], at("2026-06-01T12:00"), ZONE)
    assert (state.is_open, state.opens_next) == (False, None)


@given(
    st.times().map(lambda clock: clock.replace(second=0, microsecond=0)),
    st.times().map(lambda clock: clock.replace(second=0, microsecond=0)),
    st.datetimes(min_value=datetime(2026, 1, 2), max_value=datetime(2027, 1, 1)),  # noqa: DTZ001
)
def test_a_place_is_open_exactly_inside_its_spans(opens, closes, moment):
    """Whatever the hours and the moment, the year's two changes of the clock included."""
    line, moment = Hours(opens, closes), moment.replace(tzinfo=UTC)
    day = moment.astimezone(ZONE).date()
    inside = any(
        start.astimezone(UTC) <= moment < end.astimezone(UTC)
        for near in (day - timedelta(1), day)
        for start, end in spans([line], near, ZONE)
    )
    assert open_state([line], moment, ZONE).is_open is inside
