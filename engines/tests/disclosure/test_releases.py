"""Together with what was published before, nothing may come out."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stadsrecht_engines.disclosure import (
    DisclosureError,
    ReleaseRefused,
    audit,
    protect,
    read_table,
    verify,
    with_release,
)

QUICK = settings(
    max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
COUNTS = [[1, 8, 6], [7, 9, 5], [4, 6, 8]]


def hidden(result):
    return {cell.codes for cell in result.cells if cell.value is None}


def test_adding_an_earlier_release_never_unhides(grid):
    spec, data = grid(COUNTS)
    first = protect(spec, data)
    again = with_release(spec, name="first", vintage="", published=first.published)
    second = protect(again, data)
    assert hidden(first) <= hidden(second)
    assert audit(again, second.published).is_safe
    assert verify(again, second.published, second.proof) == ()


def test_an_earlier_release_that_shows_a_small_cell_refuses_the_new_one_by_name(grid):
    spec, data = grid(COUNTS)
    loose = with_release(spec, name="loose", vintage="", published={("r0", "c0"): 1})
    with pytest.raises(ReleaseRefused, match="r0 x c0"):
        protect(loose, data)


def test_an_earlier_release_that_leaves_no_safe_pattern_refuses_the_new_one(grid):
    spec, data = grid(COUNTS)
    row = {("r0", "c1"): 8, ("r0", "c2"): 6, ("r0", "Total"): 15}
    tight = with_release(spec, name="tight", vintage="", published=row)
    with pytest.raises(ReleaseRefused):
        protect(tight, data)


def test_what_was_hidden_stays_hidden(grid):
    spec, data = grid([[10, 18, 16], [17, 19, 15], [14, 16, 18]])
    earlier = with_release(spec, name="first", vintage="", published={("r1", "c1"): None})
    result = protect(earlier, data)
    assert ("r1", "c1") in hidden(result)
    shown = {**result.published, ("r1", "c1"): 19}
    assert any("was hidden in first" in sentence for sentence in audit(earlier, shown).objections)


def test_a_correction_appears_only_if_the_increment_is_no_small_count(grid):
    old = {("r0", "c0"): 20, ("r1", "c1"): 20}
    spec, _ = grid(COUNTS, vintage="2025")
    spec = with_release(spec, name="first", vintage="2024", published=old)
    counts = [[21, 18, 16], [17, 40, 15], [14, 16, 18]]
    rows = [{"row": f"r{i}", "column": f"c{j}", "count": str(counts[i][j])} for i in range(3) for j in range(3)]
    result = protect(spec, read_table(spec, rows))
    assert ("r0", "c0") in hidden(result)
    assert ("r1", "c1") not in hidden(result)
    naive = {**result.published, ("r0", "c0"): 21}
    assert any("changed by 1" in sentence for sentence in audit(spec, naive).objections)


def test_a_name_enters_the_register_once(grid):
    spec, _ = grid(COUNTS)
    spec = with_release(spec, name="first", vintage="", published={})
    with pytest.raises(DisclosureError, match="in the register already"):
        with_release(spec, name="first", vintage="", published={})


OLD = [[30, 28, 26], [27, 29, 25], [24, 26, 28]]
NEW = [[37, 28, 26], [34, 29, 27], [24, 31, 33]]


@pytest.fixture
def two_years(grid):
    """The specification of 2025, which knows what 2024 showed (all but the cells named), and the counts of 2025."""

    def make(old, new, unseen=(), threshold=3):
        spec, data = grid(old, threshold=threshold, vintage="2024")
        shown = {codes: None if codes in unseen else value for codes, value in protect(spec, data).published.items()}
        after, counts = grid(new, threshold=threshold, vintage="2025")
        return with_release(after, name="first", vintage="2024", published=shown), counts

    return make


def test_a_small_change_that_follows_from_the_others_is_an_objection(two_years):
    spec, data = two_years(OLD, NEW, unseen={("r1", "c2"), ("r2", "c2")})
    naive = {data.lattice.codes_of(place): int(value) for place, value in enumerate(data.full.ravel())}
    naive[("r1", "c2")] = naive[("r2", "c2")] = None
    found = audit(spec, naive)
    assert any("r1 x c2 changed by 2 since first, as can be calculated" in said for said in found.objections)


def test_changes_are_protected_together_with_the_earlier_vintage(two_years):
    spec, data = two_years(OLD, NEW, unseen={("r1", "c2"), ("r2", "c2")})
    result = protect(spec, data)
    assert verify(spec, result.published, result.proof) == ()
    assert audit(spec, result.published).is_safe
    naive = {**result.published}
    for place, value in enumerate(data.full.ravel()):
        codes = data.lattice.codes_of(place)
        if codes != ("r1", "c2"):
            naive[codes] = int(value)
    assert any("as can be calculated" in said for said in verify(spec, naive, result.proof))


def test_a_part_cannot_change_by_more_than_the_whole(two_years):
    """Column c0 grew by what r0 x c0 grew, so nothing else in it did: r1 x c1 is what r1 grew without r1 x c2."""
    new = [[35, 28, 26], [27, 31, 30], [24, 29, 28]]
    middle = {(row, column) for row in ("r1", "r2") for column in ("c0", "c1")}
    spec, data = two_years(OLD, new, unseen=middle)
    naive = {data.lattice.codes_of(place): int(value) for place, value in enumerate(data.full.ravel())}
    naive[("r1", "c1")] = naive[("r2", "c1")] = naive[("r1", "c0")] = naive[("r2", "c0")] = None
    assert any("r1 x c1 changed by 2" in said for said in audit(spec, naive).objections)
    result = protect(spec, data)
    assert verify(spec, result.published, result.proof) == ()
    assert not any("can be calculated" in said for said in audit(spec, result.published).objections)


@QUICK
@given(
    old=st.lists(st.lists(st.integers(3, 30), min_size=3, max_size=3), min_size=3, max_size=3),
    grown=st.lists(st.lists(st.sampled_from([0, 0, 0, 1, 2, 5, 9]), min_size=3, max_size=3), min_size=3, max_size=3),
    unseen=st.sets(st.tuples(st.sampled_from(["r0", "r1", "Total"]), st.sampled_from(["c0", "c1", "Total"]))),
)
def test_no_change_can_be_calculated_whatever_was_shown_before(two_years, old, grown, unseen):
    new = [[o + g for o, g in zip(a, b, strict=True)] for a, b in zip(old, grown, strict=True)]
    spec, data = two_years(old, new, unseen=unseen)
    try:
        result = protect(spec, data)
    except ReleaseRefused:
        return
    assert verify(spec, result.published, result.proof) == ()
    assert not any("can be calculated" in said for said in audit(spec, result.published).objections)
