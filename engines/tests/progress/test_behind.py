"""Who is behind, and where that cannot be told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stadsrecht_engines.progress import behind

from engines.tests.progress.made import series, yearly

WHOLE = yearly([20.0] * 8, name="city")


def only(part, whole=WHOLE, direction="up"):
    [gap] = behind(whole, [part], direction=direction)
    return gap


def test_behind_is_above_zero_whichever_way_is_better():
    """Fewer with a certificate is behind; fewer out of work is ahead."""
    part = yearly([15.0] * 8)
    assert (only(part).absolute, only(part).relative) == (5.0, 0.25)
    assert (only(part, direction="down").absolute, only(part, direction="down").relative) == (-5.0, -0.25)


def test_the_furthest_behind_comes_first():
    """With its rank; equal gaps share one."""
    parts = [yearly([value] * 8, name=name) for name, value in [("a", 19), ("b", 12), ("c", 25), ("d", 19)]]
    gaps = behind(WHOLE, parts, direction="up")
    assert [(gap.name, gap.rank) for gap in gaps] == [("b", 1), ("a", 2), ("d", 2), ("c", 4)]


def test_a_hidden_part_is_never_ranked():
    """Nor is its older value used: that would rank it after all."""
    hidden = series(*((2015 + step, 1.0) for step in range(7)), (2022, "hidden"), name="hidden")
    gaps = behind(WHOLE, [hidden, yearly([19.0] * 8, name="shown")], direction="up")
    assert [(gap.name, gap.rank, gap.obstacle) for gap in gaps] == [("shown", 1, None), ("hidden", None, "hidden")]
    assert gaps[1].absolute is gaps[1].relative is gaps[1].change is None
    assert (gaps[1].movement, gaps[1].movement_obstacle) == ("not-known", "hidden")


def test_a_hidden_whole_leaves_nothing_to_compare():
    """Not with its older values either."""
    whole = series((2020, 20.0), (2021, "hidden"))
    gap = only(series((2020, 15.0), (2021, 15.0)), whole)
    assert (gap.absolute, gap.obstacle, gap.year) == (None, "whole-hidden", 2021)


def test_all_gaps_are_of_one_year():
    """A part that stopped earlier has no gap, since another year is another comparison."""
    early, late = yearly([10.0] * 6, name="early"), yearly([18.0] * 8, name="late")
    gaps = behind(WHOLE, [early, late], direction="up")
    assert [(gap.name, gap.year, gap.obstacle) for gap in gaps] == [
        ("late", 2022, None),
        ("early", 2022, "no-value-in-that-year"),
    ]


def test_the_year_is_the_latest_that_both_speak_of():
    """A newer figure of the city alone does not empty the comparison."""
    gap = only(yearly([15.0] * 6))
    assert (gap.year, gap.absolute) == (2020, 5.0)


@pytest.mark.parametrize(
    ("part", "whole", "obstacle"),
    [
        (series((2020, 1)), series((2021, 1)), "no-common-year"),
        (series(), WHOLE, "no-common-year"),
        (series(("2020 Q1", 1), ("2020 Q2", 1)), WHOLE, "two-values-for-one-year"),
        (series((2020, 1)), series((2020, 0)), "whole-is-zero"),
    ],
)
def test_what_cannot_be_told_says_why(part, whole, obstacle):
    """And of zero there is no share, though there is a distance."""
    gap = only(part, whole)
    assert gap.obstacle == obstacle
    assert gap.relative is None
    assert (gap.absolute is None) == (obstacle != "whole-is-zero")


@pytest.mark.parametrize(
    ("step", "start", "movement"),
    [
        (0.5, 10.0, "narrowing"),
        (-0.5, 18.0, "widening"),
        (0.0, 15.0, "steady"),
        (0.05, 15.0, "steady"),
        (0.5, 22.0, "widening"),
        (-0.5, 30.0, "narrowing"),
    ],
)
def test_a_gap_narrows_widens_or_stays(step, start, movement):
    """From whichever side; half a per cent of the whole a year is steady."""
    part = yearly([start + step * year for year in range(8)])
    gap = only(part)
    assert (gap.movement, gap.points_used) == (movement, 8)
    assert gap.change.low == pytest.approx(-step) == gap.change.high


def test_a_gap_that_sways_has_no_movement():
    """The interval holds zero and more than the steady band."""
    gap = only(yearly([15, 18, 12, 17, 13, 18, 14, 15]))
    assert (gap.movement, gap.movement_obstacle) == ("not-known", "not-clear")
    assert gap.change.low < 0 < gap.change.high


def test_a_gap_of_few_years_has_no_movement():
    """It has a size all the same."""
    gap = only(yearly([15.0] * 4, first=2019))
    assert (gap.absolute, gap.movement, gap.movement_obstacle) == (5.0, "not-known", "too-few-points")


def test_one_odd_year_does_not_make_a_movement():
    """A steady gap with one bad year stays steady or becomes unclear, never widening."""
    assert only(yearly([15, 15, 15, 15, 15, 15, 15, 2])).movement in {"steady", "not-known"}


values = st.integers(1, 400).map(lambda number: number / 4)
parts = st.lists(
    st.dictionaries(st.integers(2015, 2024), values | st.just("hidden"), min_size=1), min_size=1, max_size=5
)


def gaps_of(whole, held, direction, factor=1):
    """The gaps of parts by number, all values times a factor."""
    scaled = [
        series(*((year, value if value == "hidden" else factor * value) for year, value in part.items()), name=str(at))
        for at, part in enumerate(held)
    ]
    return behind(yearly([factor * value for value in whole]), scaled, direction=direction)


@given(st.lists(values, min_size=10, max_size=10), parts)
def test_the_other_direction_turns_every_gap(whole, held):
    """Who was furthest behind is furthest ahead."""
    up, down = gaps_of(whole, held, "up"), gaps_of(whole, held, "down")
    turned = {gap.name: gap for gap in down}
    for gap in up:
        other = turned[gap.name]
        assert gap.obstacle == other.obstacle
        assert gap.absolute is None or gap.absolute == -other.absolute
        assert gap.movement == other.movement


@given(st.lists(values, min_size=10, max_size=10), parts)
def test_ranks_and_gaps_do_not_depend_on_units_or_order(whole, held):
    """A part knows nothing of its place in the list."""
    before = gaps_of(whole, held, "up")
    assert [(gap.name, gap.rank, gap.obstacle) for gap in before] == [
        (gap.name, gap.rank, gap.obstacle) for gap in gaps_of(whole, held, "up", factor=1024)
    ]
    again = {gap.name: gap for gap in gaps_of(whole, held[::-1], "up")}
    assert all(again[str(len(held) - 1 - int(gap.name))].absolute == gap.absolute for gap in before)


@given(st.lists(values, min_size=10, max_size=10), parts)
def test_ranks_fall_with_the_gap_and_hidden_has_none(whole, held):
    """Every known gap has a rank, every other none."""
    gaps = gaps_of(whole, held, "up")
    known = [gap.absolute for gap in gaps if gap.rank is not None]
    assert known == sorted(known, reverse=True)
    for gap in gaps:
        assert (gap.rank is None) == (gap.absolute is None)
        is_hidden = gap.part is not None and gap.part.is_hidden
        assert not is_hidden or gap.rank is None
